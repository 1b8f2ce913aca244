import type { Seal } from '../../db/sealed.ts';
import { deskBoardView } from './desk-board-view.ts';
import { maskedNumbers } from './masked.ts';
import type { DayFragment } from './today-live.ts';

/** The day as the operators see it live: whom to connect, who rings, the sessions with their queues; telephones covered. */
export const deskFragment = (seal: Seal): DayFragment => ({
  act: 'calls.take_in',
  html: async (today, render, { db }) => render('calls/_desk', deskBoardView(today, await maskedNumbers(db, seal, today))),
});
