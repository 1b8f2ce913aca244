import type { Knex } from 'knex';
import type { Writer } from '../../db/writer.ts';
import type { Command } from '../domain/command.ts';
import { maySend } from '../domain/inspection/draw-coverage.ts';
import type { DrawChange } from '../domain/inspection/draw-file.ts';
import type { Day } from '../domain/jalali.ts';
import { Refusal } from '../domain/refusal.ts';
import { hourLookup } from '../hours/lookup.ts';
import { spanOf } from './inputs.ts';
import { inspectorsOf } from './inspectors.ts';
import { amendmentHash } from './proof.ts';
import { drawRepository } from './repository.ts';
import type { DrawSeal } from './sealing.ts';
import { DRAWS_STREAM } from './steps.ts';

interface Deps {
  readonly reads: Knex;
  readonly writer: Writer;
  readonly newId: () => string;
  readonly seal: DrawSeal;
}

/** What the head asks for: the rest of an inspector's targets to another, or (null) to nobody. */
export interface AmendmentAsked {
  readonly inspectorId: string;
  readonly toId: string | null;
  readonly reason: string;
}

/** Changes a sealed draw without hiding it: each amendment is numbered and chained to the commitment. */
export function createAmending({ reads, writer, newId, seal }: Deps) {
  return {
    /**
     * Gives the targets that an inspector has not opened to another; those that he may not be sent to, and all where nobody takes them, are dropped.
     * Refuses `draw_not_drawn`, `hour_over`, `inspectors_none` (he has none left, or there is no such other), `changed_meanwhile`.
     */
    amend: (day: Day, { inspectorId, toId, reason }: AmendmentAsked, command: Command): Promise<{ readonly number: number }> => writer.once(command, async () => {
      const draws = drawRepository(reads);
      const draw = await draws.byDay(day);
      if (draw === null) throw new Refusal('draw_not_drawn');
      const span = spanOf(await hourLookup(reads).onDay(day));
      if (draw.state !== 'sealed' || span === null || command.at >= span.endsAt) throw new Refusal('hour_over');
      const all = await draws.targetsOn(day);
      const mine = all.filter((target) => target.inspector_id === inspectorId && target.state === 'drawn').sort((one, other) => one.place - other.place);
      const to = toId === null ? null : ((await inspectorsOf(reads)).find(({ id }) => id === toId && id !== inspectorId) ?? null);
      if (mine.length === 0) throw new Refusal('inspectors_none', { field: 'inspectorId' });
      if (toId !== null && to === null) throw new Refusal('inspectors_none', { field: 'toId' });
      const offices = new Map(seal.openInputs(draw).offices.map((office) => [office.id, office]));
      const targets = mine.map((target) => {
        const { agencyId } = seal.openTarget(target);
        const office = offices.get(agencyId);
        return { id: target.id, agencyId, toId: to !== null && office !== undefined && maySend(to, office) ? to.id : null };
      });
      const change: DrawChange = { inspectorId, targets };
      const before = (await draws.amendments(day)).at(-1);
      const amendment = { number: (before?.number ?? 0) + 1, change, reason, madeAt: command.at, madeBy: command.actor ?? '' };
      const hash = amendmentHash({ ...amendment, hash: '' }, before?.hash ?? draw.commitment);
      const id = newId();
      const row = { id, day, number: amendment.number, change: seal.change(id, change), hash, reason: seal.reason(id, reason), made_at: command.at, made_by: command.actor ?? '' };
      const place = Math.max(0, ...all.filter((target) => target.inspector_id === toId).map((target) => target.place));
      return writer.submit({
        ...command,
        streams: [DRAWS_STREAM],
        apply: async (tx) => {
          const own = drawRepository(tx.db);
          // By its number the draw stands for its amendments too: this one is chained to the last that was seen.
          if ((await own.byDay(day))?.rev !== draw.rev) throw new Refusal('changed_meanwhile');
          tx.write(own.put(draw, {}), own.insertAmendment(row));
          let next = place;
          for (const target of mine) {
            const given = targets.find((one) => one.id === target.id)?.toId ?? null;
            if (given !== null) next += 1;
            tx.write(own.putTarget(target, given === null ? { state: 'withdrawn' } : { inspector_id: given, place: next }));
          }
          tx.raise(DRAWS_STREAM, 'draw_amended', { day, number: row.number, hash });
          return { number: row.number };
        },
      });
    }),
  };
}

export type Amending = ReturnType<typeof createAmending>;
