import type { Database } from '../../db/connection.ts';
import { snapshot } from '../../db/snapshot.ts';
import { isDay, type Day } from '../domain/jalali.ts';
import type { Instant } from '../domain/calendar.ts';
import { may, type Act } from '../domain/permission.ts';
import type { Render } from '../http/render.ts';
import type { LiveSlice } from '../live/slice.ts';
import { readToday, todayNumber, type Today } from './today.ts';

interface Deps {
  readonly database: Pick<Database, 'dialect' | 'reads'>;
  readonly render: Render;
  readonly now: () => Instant;
}

/** One fragment of the day's page: who may see it, and how it is drawn from the day's facts. */
export interface DayFragment {
  readonly act: Act;
  readonly html: (today: Today, render: Render) => string;
}

const PREFIX = 'today:';

/** The stream of everything that happens on one day: its sessions, their queues, and what the centre does beside them. */
export const todayStream = (day: Day): string => `${PREFIX}${day}`;

/** Live screens of a whole day: the operators' desk, the supervisor's board, the list of sessions, the hall's wallboard. */
export function todayLive({ database, render, now }: Deps, fragments: Readonly<Record<string, DayFragment>>): LiveSlice {
  const dayOfStream = (stream: string): Day | null => {
    const day = stream.slice(PREFIX.length);
    return isDay(day) ? day : null;
  };
  return {
    prefix: PREFIX,
    async audience(actor, stream, view) {
      const fragment = fragments[view];
      return fragment !== undefined && dayOfStream(stream) !== null && may(actor, fragment.act) ? fragment.act : null;
    },
    shows: (_stream, changed) => changed.startsWith('session:') || changed === 'centre' || changed === 'versions',
    async seq(stream) {
      const day = dayOfStream(stream);
      return day === null ? 0 : todayNumber(database.reads, day);
    },
    async fragment(stream, view) {
      const day = dayOfStream(stream);
      const fragment = fragments[view];
      if (day === null || fragment === undefined) return null;
      return snapshot(database, async (db) => {
        const today = await readToday(db, day, now());
        return { seq: today.seq, html: fragment.html(today, render) };
      });
    },
  };
}
