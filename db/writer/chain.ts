import { createHash } from 'node:crypto';

/** What an event's hash covers, besides the event before it in its stream. */
export interface Link {
  readonly stream: string;
  readonly seq: number;
  readonly at: string;
  readonly actor: string | null;
  readonly key: string;
  readonly kind: string;
  readonly data: string;
}

/** The hash of an event: SHA-256, hex, over the hash before it ('' for the first) and the event's columns in order. */
export function chainHash(before: string, { stream, seq, at, actor, key, kind, data }: Link): string {
  return createHash('sha256')
    .update(`${before}\n${JSON.stringify([stream, seq, at, actor, key, kind, data])}`)
    .digest('hex');
}
