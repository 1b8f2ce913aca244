import type { Actor } from '../domain/permission.ts';
import type { Fragment } from './contract.ts';

/** What a slice brings to live screens: who may watch its streams, and the fragments that show them. */
export interface LiveSlice {
  /** The beginning of the names of its streams, for example `draft:`. */
  readonly prefix: string;
  /** The audience the person belongs to on this stream, or null where he may not watch it. */
  audience(actor: Actor, stream: string): Promise<string | null>;
  /** The fragment `view` of the stream for an audience, with the stream's number read in the same read transaction. */
  fragment(stream: string, view: string, audience: string): Promise<Fragment | null>;
}
