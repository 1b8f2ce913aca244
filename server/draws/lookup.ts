import type { Knex } from 'knex';
import type { Seal } from '../../db/sealed.ts';
import type { Instant } from '../domain/calendar.ts';
import type { Day } from '../domain/jalali.ts';
import { drawRepository } from './repository.ts';
import { createDrawSeal } from './sealing.ts';

/** What others may know of a day's draw: that it was sealed, when, how often it was amended, and whether it has been opened. */
export interface SealOfDraw {
  /** SHA-256, hex. */
  readonly commitment: string;
  readonly drawnAt: Instant;
  /** When the day's first hour begins, as it stood then. */
  readonly startsAt: Instant;
  readonly opened: boolean;
  readonly amendments: number;
}

/** The one thing that other slices may ask of a draw while it is sealed. */
export function drawLookup(db: Knex) {
  const draws = drawRepository(db);
  return {
    /** The seal of a day's draw; null where none was drawn. */
    async sealOf(day: Day): Promise<SealOfDraw | null> {
      const draw = await draws.byDay(day);
      if (draw === null) return null;
      const amendments = (await draws.amendments(day)).length;
      return { commitment: draw.commitment, drawnAt: draw.drawn_at as Instant, startsAt: draw.starts_at as Instant, opened: draw.state === 'opened', amendments };
    },
  };
}

/** What the slice of visits may ask of the amendments, which it opens with the program's seal. */
export function amendmentLookup(db: Knex, seal: Seal) {
  const draws = createDrawSeal(seal);
  return {
    /** Whether an amendment took a target of the day from somebody, or once gave it to him. */
    async wasDrawnTo(targetId: string, day: Day, userId: string): Promise<boolean> {
      return (await drawRepository(db).amendments(day)).some((row) => {
        const { inspectorId, targets } = draws.openAmendment(row).change;
        return targets.some(({ id, toId }) => id === targetId && (inspectorId === userId || toId === userId));
      });
    },
  };
}
