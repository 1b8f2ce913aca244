import type { MessageState } from '../domain/message.ts';

/** The sides of the list of messages. */
export const MESSAGE_TABS = ['waiting', 'failed', 'given', 'dropped'] as const;
export type MessageTab = (typeof MESSAGE_TABS)[number];

/** So many messages stand on one page. */
export const PAGE_SIZE = 25;

/** The states that a side shows. */
export const STATES_OF: Readonly<Record<MessageTab, readonly MessageState[]>> = { waiting: ['waiting', 'claimed'], failed: ['failed'], given: ['given'], dropped: ['dropped'] };
