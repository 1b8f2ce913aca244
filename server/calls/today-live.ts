import type { Knex } from 'knex';
import type { Database } from '../../db/connection.ts';
import { snapshot } from '../../db/snapshot.ts';
import { isDay, type Day } from '../domain/jalali.ts';
import type { Instant } from '../domain/calendar.ts';
import { may, type Act } from '../domain/permission.ts';
import type { Render } from '../http/render.ts';
import type { LiveSlice } from '../live/slice.ts';
import { readToday, todayNumber, type Today } from './today.ts';

interface Deps {
  readonly database: Pick<Database, 'reads' | 'snapshot'>;
  readonly render: Render;
  readonly now: () => Instant;
}

/** What a fragment may need beside the day's facts: what its name says it is about (`session:ID`), and the handle under which all of it agrees. */
export interface About {
  readonly id: string | null;
  readonly db: Knex;
}

/** One fragment of the day's page: who may see it, and how it is drawn from the day's facts; null where there is nothing of that id. */
export interface DayFragment {
  readonly act: Act;
  readonly html: (today: Today, render: Render, about: About) => string | null | Promise<string | null>;
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
  const named = (view: string): [DayFragment | undefined, string | null] => {
    const [, name = '', id = null] = /^(\w+)(?::([\w-]+))?$/.exec(view) ?? [];
    return [Object.hasOwn(fragments, name) ? fragments[name] : undefined, id];
  };
  // Screens that come back together read together, and see the same day: each kind of them is drawn once.
  const drawn = new WeakMap<Today, Map<string, ReturnType<DayFragment['html']>>>();
  const drawOnce = (today: Today, view: string, draw: () => ReturnType<DayFragment['html']>): ReturnType<DayFragment['html']> => {
    const views = drawn.get(today) ?? new Map<string, ReturnType<DayFragment['html']>>();
    drawn.set(today, views);
    const known = views.get(view) ?? draw();
    views.set(view, known);
    return known;
  };
  return {
    prefix: PREFIX,
    async audience(actor, stream, view) {
      const [fragment] = named(view);
      return fragment !== undefined && dayOfStream(stream) !== null && may(actor, fragment.act) ? fragment.act : null;
    },
    shows: (_stream, changed) => changed.startsWith('session:') || changed === 'centre' || changed === 'versions',
    async seq(stream) {
      const day = dayOfStream(stream);
      return day === null ? 0 : todayNumber(database.reads, day);
    },
    async fragment(stream, view) {
      const day = dayOfStream(stream);
      const [fragment, id] = named(view);
      if (day === null || fragment === undefined) return null;
      return snapshot(database, async (db) => {
        const today = await readToday(db, day, now());
        const html = await drawOnce(today, view, () => fragment.html(today, render, { id, db }));
        return html === null ? null : { seq: today.seq, html };
      });
    },
  };
}
