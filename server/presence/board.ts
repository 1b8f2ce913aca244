import type { Knex } from 'knex';
import type { Database } from '../../db/connection.ts';
import { dayOf, type Instant } from '../domain/calendar.ts';
import { addDays, type Day } from '../domain/jalali.ts';
import { createFacts, numberOn, type CountyFacts, type Reach } from './facts.ts';
import { readFeed, type Feed } from './feed.ts';
import { createPast, type EarlierDay, type SilentOffice } from './history.ts';
import { presenceRepository } from './repository.ts';

/** Which day a board shows: the one asked for, today's, or the latest; null where no hour has ever been laid out until today. */
export interface BoardDays {
  readonly day: Day | null;
  readonly today: Day;
  /** The days that may be chosen, the newest first. */
  readonly days: readonly Day[];
  /** The next day with hours after today; null where none is laid out. */
  readonly next: Day | null;
}

/** What one part of a board shows: some counties at one moment, with the number of the whole. */
export interface BoardPart {
  readonly day: Day;
  readonly now: Instant;
  readonly seq: number;
  readonly counties: readonly CountyFacts[];
}

/** What stands beside the offices: what comes in, and who is silent. */
export interface BoardSide {
  readonly feed: Feed;
  readonly silent: readonly SilentOffice[];
}

/** Reads the board of presence: a county whose counter has not moved is not read again. */
export function createBoard({ database }: { readonly database: Pick<Database, 'reads' | 'snapshot'> }) {
  const { reads } = database;
  const [facts, past] = [createFacts(), createPast({ reads })];

  const part = async (db: Knex, day: Day, now: Instant, reach: Reach): Promise<BoardPart | null> => {
    const counties = await facts.counties(db, day, reach);
    return counties.length === 0 ? null : { day, now, counties, seq: await numberOn(db, day, reach) };
  };

  return {
    async days(asked: Day | null, now: Instant): Promise<BoardDays> {
      const today = dayOf(now);
      const days = await past.daysBefore(addDays(today, 1));
      const day = asked !== null && days.includes(asked) ? asked : (days[0] ?? null);
      return { day, today, days, next: await presenceRepository(reads).nextDay(addDays(today, 1)) };
    },

    number: (day: Day, reach: Reach): Promise<number> => numberOn(reads, day, reach),

    /** So much of a day's board; null where there is no such county. */
    part: (day: Day, now: Instant, reach: Reach): Promise<BoardPart | null> => database.snapshot((db) => part(db, day, now, reach)),

    /** The same hours of the days before at the same minute. */
    earlier: (day: Day, now: Instant, reach: Reach): Promise<readonly EarlierDay[]> => past.earlier(day, now, reach),

    /** So much of a day's board with what stands beside it; null where there is no such county. Visits are told of only where the reader may see them. */
    async beside(day: Day, now: Instant, reach: Reach, withVisits: boolean): Promise<(BoardPart & BoardSide) | null> {
      const read = await database.snapshot(async (db) => {
        const own = await part(db, day, now, reach);
        return own === null ? null : { ...own, feed: await readFeed(db, day, own.counties, withVisits) };
      });
      return read === null ? null : { ...read, silent: await past.silent(day, read.counties) };
    },

    /** When the last of a day's hours ends, wherever; null where none is held. */
    endOf: (day: Day): Promise<Instant | null> => presenceRepository(reads).endOf(day),
  };
}

export type Board = ReturnType<typeof createBoard>;
