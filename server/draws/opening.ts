import type { Knex } from 'knex';
import type { Writer } from '../../db/writer.ts';
import { clockOf, type Instant } from '../domain/calendar.ts';
import { formatClock } from '../domain/clock.ts';
import type { Command } from '../domain/command.ts';
import type { Day } from '../domain/jalali.ts';
import { Refusal } from '../domain/refusal.ts';
import { hourLookup } from '../hours/lookup.ts';
import { newSeed } from './drawing.ts';
import { spanOf } from './inputs.ts';
import { drawRepository } from './repository.ts';
import type { DrawSeal } from './sealing.ts';
import { DRAWS_STREAM } from './steps.ts';

interface Deps {
  readonly reads: Knex;
  readonly writer: Writer;
  readonly seal: DrawSeal;
}

/** Opens draws after their hour. */
export function createOpening({ reads, writer, seal }: Deps) {
  return {
    /**
     * Opens a day's draw when its last hour is over, and commits to the next seed in the same moment; opened already, it stays as it is. Hours that
     * were cancelled after the sealing may be held again: until their planned end nothing is opened. Refuses `draw_not_drawn`, `draw_not_over`.
     */
    async open(day: Day, command: Command): Promise<void> {
      const draw = await drawRepository(reads).byDay(day);
      if (draw === null) throw new Refusal('draw_not_drawn');
      const [planned, held] = [draw.ends_at as Instant, spanOf(await hourLookup(reads).onDay(day))?.endsAt ?? ''];
      const endsAt = held > planned ? (held as Instant) : planned;
      if (command.at < endsAt) throw new Refusal('draw_not_over', { facts: { to: formatClock(clockOf(endsAt)) } });
      const next = newSeed(seal, draw.seed_number + 1, command.at);
      await writer.submit({
        ...command,
        streams: [DRAWS_STREAM],
        apply: async (tx) => {
          const draws = drawRepository(tx.db);
          const found = await draws.byDay(day);
          if (found?.state !== 'sealed') return {};
          tx.write(draws.put(found, { state: 'opened', opened_at: command.at }), draws.openSeed(found.seed_number, command.at), draws.insertSeed(next));
          tx.raise(DRAWS_STREAM, 'draw_opened', { day, seedNumber: found.seed_number, commitment: found.commitment });
          tx.raise(DRAWS_STREAM, 'seed_committed', { number: next.number, commitment: next.commitment });
          return {};
        },
      });
    },
  };
}

export type Opening = ReturnType<typeof createOpening>;
