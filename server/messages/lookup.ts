import type { Knex } from 'knex';
import type { Instant } from '../domain/calendar.ts';
import type { Message } from '../domain/message.ts';
import { messageRepository } from './repository.ts';

/** So many messages are shown to an agency on its own page. */
const SHOWN = 8;

/** What other slices may ask of messages. */
export function messageLookup(db: Knex) {
  const messages = messageRepository(db);
  return {
    /** The latest that some agencies have been told, the newest first; also what no telephone could take. */
    messagesOf: (agencyIds: readonly string[], now: Instant, most = SHOWN): Promise<Message[]> => (agencyIds.length === 0 ? Promise.resolve([]) : messages.toldTo(agencyIds, now, most)),
    /** The latest messages that could not be given, the newest first: whoever they were meant for must be rung. */
    failedLatest: (most = SHOWN): Promise<Message[]> => messages.page(['failed'], 'desc', 0, most),
    /** How many messages could not be given. */
    failed: async (): Promise<number> => (await messages.counts()).failed,
  };
}
