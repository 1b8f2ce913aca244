import type { Knex } from 'knex';
import type { Instant } from '../domain/calendar.ts';
import type { Day } from '../domain/jalali.ts';
import { drawRepository } from './repository.ts';

/** What others may know of a day's draw: that it was sealed, when, how often it was amended, and whether it has been opened. */
export interface DrawSeal {
  /** SHA-256, hex. */
  readonly commitment: string;
  readonly drawnAt: Instant;
  /** When the day's first hour begins, as it stood then. */
  readonly startsAt: Instant;
  readonly opened: boolean;
  readonly amendments: number;
}

/** The one thing that other slices may ask of the draw. */
export function drawLookup(db: Knex) {
  const draws = drawRepository(db);
  return {
    /** The seal of a day's draw; null where none was drawn. */
    async sealOf(day: Day): Promise<DrawSeal | null> {
      const draw = await draws.byDay(day);
      if (draw === null) return null;
      const amendments = (await draws.amendments(day)).length;
      return { commitment: draw.commitment, drawnAt: draw.drawn_at as Instant, startsAt: draw.starts_at as Instant, opened: draw.state === 'opened', amendments };
    },
  };
}
