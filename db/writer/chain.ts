import { createHash } from 'node:crypto';
import type { EventRow } from '../tables.ts';

/** What an event's hash covers, besides the event before it in its stream. */
export type Link = Omit<EventRow, 'hash'>;

/** The hash of an event: SHA-256, hex, over the hash before it ('' for the first) and the event's columns in order. */
export function chainHash(before: string, { stream, seq, at, actor, key, kind, data }: Link): string {
  return createHash('sha256')
    .update(`${before}\n${JSON.stringify([stream, seq, at, actor, key, kind, data])}`)
    .digest('hex');
}
