import type { Actor } from '../domain/permission.ts';
import type { Fragment } from './contract.ts';

/** What a slice brings to live screens: who may watch its streams, and the fragments that show them. */
export interface LiveSlice {
  /** The beginning of the names of its streams, for example `draft:`. */
  readonly prefix: string;
  /** The audience to which the person belongs before this fragment of the stream, or null where he may not watch it. */
  audience(actor: Actor, stream: string, view: string): Promise<string | null>;
  /** Whether fragments of `stream` may look different after a change on the stream `changed`. */
  shows(stream: string, changed: string): boolean;
  /** The only streams that can show a change on `changed`, where that can be told without asking each; null where it cannot. */
  readonly streamsShowing?: (changed: string) => readonly string[] | null;
  /** The number that a fragment of the stream would carry now, without making it. */
  seq(stream: string): Promise<number>;
  /** The fragment `view` of the stream for an audience, with the stream's number read in the same read transaction. */
  fragment(stream: string, view: string, audience: string): Promise<Fragment | null>;
}
