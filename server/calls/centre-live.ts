import { comingTo } from './centre.ts';
import { sessionLive } from './manage-view.ts';
import { boardOf } from './supervise-view.ts';
import type { DayFragment } from './today-live.ts';
import { todayList } from './today-view.ts';
import { wallBoard } from './wall-view.ts';

/** The centre's live fragments of a day: its list, one session's head (`session:ID`), the supervisor's board and the hall's. */
export const centreFragments: Readonly<Record<'list' | 'session' | 'board' | 'wall', DayFragment>> = {
  list: { act: 'sessions.today', html: (today, render) => render('calls/_today', todayList(today)) },
  session: {
    act: 'sessions.run',
    html: (today, render, { id }) => {
      const facts = today.sessions.find(({ life }) => life.id === id);
      return facts === undefined ? null : render('calls/_session', sessionLive(facts, today.names));
    },
  },
  board: { act: 'calls.watch', html: (today, render) => render('calls/_board', boardOf(today)) },
  wall: { act: 'calls.wall', html: async (today, render, { db }) => render('calls/_wall', wallBoard(today, await comingTo(db, today.day))) },
};
