import { deskBoardView } from './desk-board-view.ts';
import type { MaskedNumbers } from './masked.ts';
import type { DayFragment } from './today-live.ts';
import type { Today } from './today.ts';

/** Covers the telephones that the day's fragment shows, read over the fragment's own handle. */
export type Masking = (db: Parameters<DayFragment['html']>[2]['db'], today: Today) => Promise<MaskedNumbers>;

/** The day as the operators see it live: whom to connect, who rings, the sessions with their queues; telephones covered. */
export const deskFragment = (masked: Masking): DayFragment => ({
  act: 'calls.take_in',
  html: async (today, render, { db }) => render('calls/_desk', deskBoardView(today, await masked(db, today))),
});
