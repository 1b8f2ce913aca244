import { randomBytes } from 'node:crypto';
import type { Knex } from 'knex';
import type { VisitTargetRow } from '../../db/tables.ts';
import type { Writer } from '../../db/writer.ts';
import { dayOf, type Instant } from '../domain/calendar.ts';
import type { Command } from '../domain/command.ts';
import { formatDayLong, type Day } from '../domain/jalali.ts';
import { Refusal } from '../domain/refusal.ts';
import { hourLookup } from '../hours/lookup.ts';
import { drawGround, spanOf } from './inputs.ts';
import { drawCommitment, drawnBy, seedCommitment } from './proof.ts';
import { drawRepository } from './repository.ts';
import type { DrawSeal } from './sealing.ts';
import { DRAWS_STREAM } from './steps.ts';

interface Deps {
  readonly reads: Knex;
  readonly writer: Writer;
  readonly newId: () => string;
  readonly seal: DrawSeal;
}

const SEED_BYTES = 32;

/** A new seed with its commitment, sealed for its row; nobody has seen it. */
export function newSeed(seal: DrawSeal, number: number, at: string) {
  const seed = randomBytes(SEED_BYTES).toString('hex');
  return { number, seed: seal.seed(number, seed), commitment: seedCommitment(seed), committed_at: at, day: null, opened_at: null };
}

/** Makes the very first seed, and draws the visits of an hour by the seed that was committed to before. */
export function createDrawing({ reads, writer, newId, seal }: Deps) {
  // One seed serves one day: spent on a later one, it would leave the day before without any.
  const mustBeInTurn = async (day: Day, at: Instant): Promise<void> => {
    for (const earlier of (await hourLookup(reads).daysFrom(dayOf(at), 2)).filter((one) => one < day)) {
      const span = spanOf(await hourLookup(reads).onDay(earlier));
      if (span !== null && at < span.endsAt && (await drawRepository(reads).byDay(earlier)) === null) throw new Refusal('draw_in_turn', { facts: { day: formatDayLong(earlier) } });
    }
  };

  return {
    /** Makes and commits to the first seed of all, where there is none yet; every later one is made when the draw before it is opened. */
    async ensureSeed(command: Command): Promise<void> {
      if ((await drawRepository(reads).newestSeed()) !== null) return;
      const first = newSeed(seal, 1, command.at);
      await writer.submit({
        ...command,
        streams: [DRAWS_STREAM],
        apply: async (tx) => {
          const draws = drawRepository(tx.db);
          if ((await draws.newestSeed()) !== null) return {};
          tx.write(draws.insertSeed(first));
          tx.raise(DRAWS_STREAM, 'seed_committed', { number: 1, commitment: first.commitment });
          return {};
        },
      });
    },

    /**
     * Draws and seals the visits of a day, once, for these inspectors or all: of what is left of its hours, where they have begun. Refuses `draw_exists`,
     * `seed_missing`, `draw_in_turn` (a day before it is to be drawn first), `hour_unknown` (none is held), `hour_over`, `inspectors_none`.
     */
    draw: (day: Day, inspectorIds: readonly string[] | null, command: Command): Promise<{ readonly commitment: string }> => writer.once(command, async () => {
      const before = drawRepository(reads);
      if ((await before.byDay(day)) !== null) throw new Refusal('draw_exists');
      const row = await before.newestSeed();
      if (row === null || row.day !== null) throw new Refusal('seed_missing');
      const { inputs, span, hourOf } = await drawGround(reads, day, inspectorIds, command.at);
      if (span === null) throw new Refusal('hour_unknown');
      if (command.at >= span.endsAt) throw new Refusal('hour_over');
      await mustBeInTurn(day, command.at);
      if (inputs.inspectors.length === 0) throw new Refusal('inspectors_none', { field: 'inspectors' });
      const seed = seal.openSeed(row);
      const list = drawnBy(seed, inputs);
      const commitment = drawCommitment({ seed, inputs, list, program: inputs.program });
      const opens = new Map(inputs.offices.map((office) => [office.id, office.opens]));
      const targets = list.visits.map(({ inspectorId, agencyId, place, minute }): VisitTargetRow => {
        const [id, hour] = [newId(), hourOf.get(agencyId)];
        // Whoever draws late draws from what is left of an hour; the minute is told from its beginning.
        const text = { agencyId, hourId: hour?.id ?? '', minute: minute + (opens.get(agencyId) ?? 0) - (hour?.opens ?? 0) };
        return {
          id, day, inspector_id: inspectorId, second_id: null, place, target: seal.target(id, text), agency_id: null, hour_id: null,
          state: 'drawn', opened_at: null, opened_how: null, opened_count: null, device_opened_at: null, rev: 1,
        };
      });
      // Ids are random: in their order the rows say nothing of the list's.
      targets.sort((one, other) => (one.id < other.id ? -1 : 1));
      const draw = {
        day, seed_number: row.number, program: inputs.program, inputs: seal.inputs(inputs), list: seal.list(day, list), commitment, state: 'sealed',
        starts_at: span.startsAt, ends_at: span.endsAt, drawn_at: command.at, drawn_by: command.actor, opened_at: null, rev: 1,
      };
      return writer.submit({
        ...command,
        streams: [DRAWS_STREAM],
        apply: async (tx) => {
          const draws = drawRepository(tx.db);
          if ((await draws.byDay(day)) !== null) throw new Refusal('draw_exists');
          const unused = await draws.newestSeed();
          if (unused === null || unused.number !== row.number || unused.day !== null) throw new Refusal('seed_missing');
          tx.write(draws.useSeed(row.number, day), draws.insert(draw), ...targets.map((target) => draws.insertTarget(target)));
          tx.raise(DRAWS_STREAM, 'draw_sealed', { day, seedNumber: row.number, commitment });
          return { commitment };
        },
      });
    }),
  };
}

export type Drawing = ReturnType<typeof createDrawing>;
