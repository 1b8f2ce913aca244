import type { Knex } from 'knex';
import { isWriterFault, StaleWrite, uniqueViolation } from '../../db/errors.ts';
import { addMinutes, dayOf, startOfDay, type Instant } from '../domain/calendar.ts';
import type { Command } from '../domain/command.ts';
import { Refusal } from '../domain/refusal.ts';
import { hourLookup } from '../hours/lookup.ts';
import type { Drawing } from './drawing.ts';
import { spanOf } from './inputs.ts';
import type { Opening } from './opening.ts';
import { drawRepository } from './repository.ts';

interface Deps {
  readonly reads: Knex;
  readonly drawing: Drawing;
  readonly opening: Opening;
}

/** From this minute of the day on a draw is made that nobody has made yet: half past six. */
const BY_ITSELF_MINUTES = 6 * 60 + 30;

/** What the draw does by itself: the first seed, the draw of a morning that the head did not draw, the opening after the hour. */
export function createDrawTending({ reads, drawing, opening }: Deps) {
  const change = (key: string, at: Instant): Command => ({ key, bodyHash: key, actor: null, at });
  // Another process, or the head, may have been faster: what is to be done is done then.
  const done = async (work: Promise<unknown>): Promise<void> => {
    await work.catch((error: unknown) => {
      if (!(error instanceof Refusal) && !(error instanceof StaleWrite) && !isWriterFault(error) && uniqueViolation(error) === null) throw error;
    });
  };
  return {
    /** Does what is due at an instant; harmless to repeat, from as many processes as there are. */
    async tend(now: Instant): Promise<void> {
      await done(drawing.ensureSeed(change('draw-seed-first', now)));
      for (const { day } of await drawRepository(reads).sealed()) {
        if (day <= dayOf(now)) await done(opening.open(day as ReturnType<typeof dayOf>, change(`draw-opened-${day}`, now)));
      }
      const today = dayOf(now);
      if (now < addMinutes(startOfDay(today), BY_ITSELF_MINUTES) || (await drawRepository(reads).byDay(today)) !== null) return;
      const span = spanOf(await hourLookup(reads).onDay(today));
      if (span !== null && now < span.startsAt) await done(drawing.draw(today, null, change(`draw-sealed-${today}`, now)));
    },
  };
}

export type DrawTending = ReturnType<typeof createDrawTending>;
