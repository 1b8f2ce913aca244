import type { Knex } from 'knex';
import type { Writer } from '../../db/writer.ts';
import { agencyLookup } from '../agencies/lookup.ts';
import type { Command } from '../domain/command.ts';
import { againFrom, dropped, type Message, type MessageState } from '../domain/message.ts';
import { Refusal } from '../domain/refusal.ts';
import { messageRepository } from './repository.ts';
import { MESSAGES_STREAM } from './steps.ts';
import { PAGE_SIZE, STATES_OF, type MessageTab } from './tabs.ts';
import { toldMessage } from './told.ts';

interface Deps {
  readonly reads: Knex;
  readonly writer: Writer;
  /** Whether messages leave the program at all. */
  readonly sends: boolean;
}

/** One page of a side of the list, with the name of each message's agency. */
export interface MessageList {
  readonly messages: readonly (readonly [Message, string])[];
  readonly counts: Readonly<Record<MessageState, number>>;
  readonly total: number;
  readonly page: number;
  readonly sends: boolean;
}

/** The messages of the office: what waits, what was given, and what a person does about the rest. */
export function createMessages({ reads, writer, sends }: Deps) {
  const step = async (id: string, from: MessageState, kind: string, after: (before: Message) => Message, command: Command): Promise<void> => {
    await writer.submit({
      ...command,
      streams: [MESSAGES_STREAM],
      apply: async (tx) => {
        const repository = messageRepository(tx.db);
        const before = await repository.byId(id);
        if (before === null) throw new Refusal('not_found');
        if (before.state !== from) throw new Refusal('changed_meanwhile');
        const next = after(before);
        tx.write(repository.update(before, next));
        tx.raise(MESSAGES_STREAM, kind, toldMessage(before, next));
        return {};
      },
    });
  };
  return {
    /** A page beyond the last is the last. */
    async list(tab: MessageTab, asked: number): Promise<MessageList> {
      const messages = messageRepository(reads);
      const counts = await messages.counts();
      const total = STATES_OF[tab].reduce((sum, state) => sum + counts[state], 0);
      const page = Math.min(Math.max(1, asked), Math.max(1, Math.ceil(total / PAGE_SIZE)));
      const found = await messages.page(STATES_OF[tab], tab === 'waiting' ? 'asc' : 'desc', (page - 1) * PAGE_SIZE, PAGE_SIZE);
      const agencies = await agencyLookup(reads).shortNames();
      return { messages: found.map((message) => [message, agencies.get(message.agencyId) ?? '']), counts, total, page, sends };
    },
    /** Tries one that has failed again, from the beginning; refuses `not_found` and, where it has not failed, `changed_meanwhile`. */
    again: (id: string, command: Command): Promise<void> => step(id, 'failed', 'message_again', (before) => againFrom(before, command.at), command),
    /** Lays aside one that waits, for good; refuses `not_found` and, where it no longer waits, `changed_meanwhile`. */
    drop: (id: string, command: Command): Promise<void> => step(id, 'waiting', 'message_dropped', (before) => dropped(before, 'by_hand'), command),
  };
}

export type Messages = ReturnType<typeof createMessages>;
