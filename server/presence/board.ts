import type { Knex } from 'knex';
import type { Database } from '../../db/connection.ts';
import { agencyLookup } from '../agencies/lookup.ts';
import { dayOf, type Instant } from '../domain/calendar.ts';
import { addDays, type Day } from '../domain/jalali.ts';
import { hourLookup } from '../hours/lookup.ts';
import { boardNumber, countyNumber, createFacts, type CountyFacts } from './facts.ts';
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

  const whole = async (db: Knex, day: Day, now: Instant): Promise<BoardPart> => ({ day, now, counties: await facts.counties(db, day, null), seq: await boardNumber(db, day) });
  const one = async (db: Knex, day: Day, now: Instant, countyId: string | null): Promise<BoardPart | null> => {
    const county = await facts.county(db, day, countyId);
    return county === null ? null : { day, now, counties: [county], seq: county.seq };
  };

  return {
    async days(asked: Day | null, now: Instant): Promise<BoardDays> {
      const today = dayOf(now);
      const days = await past.daysBefore(addDays(today, 1));
      const day = asked !== null && days.includes(asked) ? asked : (days[0] ?? null);
      return { day, today, days, next: await presenceRepository(reads).nextDay(addDays(today, 1)) };
    },

    boardNumber: (day: Day): Promise<number> => boardNumber(reads, day),
    countyNumber: (day: Day, countyId: string | null): Promise<number> => countyNumber(reads, day, countyId),

    /** The whole province. */
    whole: (day: Day, now: Instant): Promise<BoardPart> => database.snapshot((db) => whole(db, day, now)),
    /** One county; `countyId` null is the province's own bodies, the answer null where there is no such county. */
    county: (day: Day, now: Instant, countyId: string | null): Promise<BoardPart | null> => database.snapshot((db) => one(db, day, now, countyId)),
    /** Those counties and nothing of others, each with its own number. */
    counties: (day: Day, countyIds: readonly string[]): Promise<readonly CountyFacts[]> => database.snapshot((db) => facts.counties(db, day, countyIds)),

    /** The same hours of the days before at the same minute; `counties` null is the whole province. */
    earlier: (day: Day, now: Instant, counties: readonly (string | null)[] | null): Promise<readonly EarlierDay[]> => past.earlier(day, now, counties),

    /** A part with what stands beside it, `countyId` 'all' being the whole province; visits are told of only where the reader may see them. */
    async beside(day: Day, now: Instant, countyId: string | null, withVisits: boolean): Promise<(BoardPart & BoardSide) | null> {
      const read = await database.snapshot(async (db) => {
        const part = countyId === 'all' ? await whole(db, day, now) : await one(db, day, now, countyId);
        return part === null ? null : { ...part, feed: await readFeed(db, day, part.counties, withVisits) };
      });
      return read === null ? null : { ...read, silent: await past.silent(day, read.counties) };
    },

    /** The names of the counties, for choosing; the province's own bodies are not among them. */
    countyNames: async (): Promise<readonly { readonly id: string; readonly name: string }[]> => (await agencyLookup(reads).counties()).map(({ id, name }) => ({ id, name })),

    /** When the last of a day's hours ends, wherever; null where none is held. */
    async endOf(day: Day): Promise<Instant | null> {
      const held = (await hourLookup(reads).onDay(day)).filter(({ state }) => state !== 'cancelled');
      return held.reduce<Instant | null>((last, { endsAt }) => (last === null || endsAt > last ? endsAt : last), null);
    },
  };
}

export type Board = ReturnType<typeof createBoard>;
