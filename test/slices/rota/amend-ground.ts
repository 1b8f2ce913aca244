import type { Instant } from '../../../server/domain/calendar.ts';
import { lastOfMonth, type Day } from '../../../server/domain/jalali.ts';
import type { Amendment } from '../../../server/domain/rota/amendment.ts';
import type { PlannedSession } from '../../../server/domain/session.ts';
import { command, ground, TO, type Ground } from './ground.ts';

export const UNTIL = lastOfMonth({ year: 1399, month: 2 });
/** The eve of the programme. */
export const NOW = '2020-03-19T18:30:00.000Z' as Instant;

/** A programme that is published up to a day, and what is done to it by hand; `first` is done to its ground. */
export async function published(database: Parameters<typeof ground>[0], until: Day = UNTIL, options: Parameters<typeof ground>[1] = {}, first: (g: Ground) => Promise<unknown> = () => Promise.resolve()) {
  const g = await ground(database, options);
  await first(g);
  const draftId = await g.draft(undefined, TO);
  await g.approve(draftId);
  await g.publish(draftId, until);
  return { ...g, ...handsOn(g, draftId), draftId };
}

function handsOn(g: Ground, draftId: string) {
  const grounds = { reason: 'مأموریت مدیر', letterNo: null, letterDay: null, note: null, cause: null };
  const prospect = (amendments: readonly Amendment[], at: Instant = NOW) => g.amending.prospect(amendments, at);
  return {
    prospect,
    /** The published sessions in order of time. */
    sessions: async (): Promise<readonly PlannedSession[]> => (await g.board.see(draftId)).sessions.filter(({ state }) => state === 'published'),
    /** Makes amendments as somebody who has just looked at what they come to. */
    async amend(amendments: readonly Amendment[], more: { at?: Instant; cause?: string; seen?: string; letterNo?: string } = {}): Promise<number> {
      const { at = NOW, seen, ...rest } = more;
      const mark = seen ?? (await prospect(amendments, at)).mark;
      return (await g.amending.amend({ ...grounds, ...rest, amendments, seen: mark }, command(g.scheduler.id, at))).version;
    },
    /** The free place next to which nothing speaks against a session. */
    async free(sessionId: string) {
      const [place] = await g.amending.fittingPlaces(sessionId, 1, NOW);
      if (place === undefined) throw new Error('no place is free');
      return place;
    },
  };
}

export type Published = Awaited<ReturnType<typeof published>>;
