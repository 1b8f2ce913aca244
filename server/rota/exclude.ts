import type { Knex } from 'knex';
import type { Writer } from '../../db/writer.ts';
import type { Command } from '../domain/command.ts';
import { mustBeDrafting } from '../domain/draft.ts';
import { daysFrom, type Day } from '../domain/jalali.ts';
import { Refusal } from '../domain/refusal.ts';
import { agencyLookup } from '../agencies/lookup.ts';
import type { Exclusion } from './publication.ts';
import { streamsOf } from '../domain/rota/streams.ts';
import { AGENCY_EXCLUDED } from './record.ts';
import { rotaRepository } from './repository.ts';

interface Deps {
  readonly reads: Knex;
  readonly writer: Writer;
  readonly newId: () => string;
}

/** Who is not to be invited, when and why. */
export interface NewExclusion {
  readonly draftId: string;
  readonly agencyId: string;
  readonly from: Day;
  readonly to: Day;
  readonly reason: string;
}

/** Leaving an agency out of a programme's days, with a reason; its debt stays. */
export function createExclusions({ reads, writer, newId }: Deps) {
  const horizonOf = async (db: Knex, draftId: string) => {
    const draft = await rotaRepository(db).draft(draftId);
    if (draft === null) throw new Refusal('not_found');
    return draft;
  };
  return {
    /** The exclusions that touch the programme's days. */
    async ofDraft(draftId: string): Promise<Exclusion[]> {
      const { from, to } = await horizonOf(reads, draftId);
      return rotaRepository(reads).exclusionsBetween(from, to);
    },

    /** Refuses `draft_not_open`, `range_backwards`, `exclusion_outside` and `not_found`; cards that stand in it show a conflict. */
    async exclude({ draftId, ...entry }: NewExclusion, command: Command): Promise<{ readonly id: string }> {
      const { from, to } = await horizonOf(reads, draftId);
      const id = newId();
      const streams = streamsOf(draftId, daysFrom(from, to));
      return writer.submit({
        ...command,
        streams,
        apply: async (tx) => {
          mustBeDrafting(await horizonOf(tx.db, draftId));
          if (entry.to < entry.from) throw new Refusal('range_backwards', { field: 'to' });
          if (entry.to < from || entry.from > to) throw new Refusal('exclusion_outside', { field: 'from' });
          if ((await agencyLookup(tx.db).byId(entry.agencyId)) === null) throw new Refusal('not_found', { field: 'agency' });
          const exclusion: Exclusion = { id, ...entry, recordedAt: command.at, recordedBy: command.actor ?? '' };
          tx.write(rotaRepository(tx.db).insertExclusion(exclusion));
          for (const stream of streams) tx.raise(stream, AGENCY_EXCLUDED, { before: null, after: exclusion });
          return { id };
        },
      });
    },

    /** Refuses `draft_not_open` and `not_found`. */
    async withdraw(draftId: string, exclusionId: string, command: Command): Promise<void> {
      const { from, to } = await horizonOf(reads, draftId);
      const streams = streamsOf(draftId, daysFrom(from, to));
      await writer.submit({
        ...command,
        streams,
        apply: async (tx) => {
          mustBeDrafting(await horizonOf(tx.db, draftId));
          const rota = rotaRepository(tx.db);
          const before = (await rota.exclusionsBetween(from, to)).find(({ id }) => id === exclusionId);
          if (before === undefined) throw new Refusal('not_found');
          tx.write(rota.withdrawExclusion(exclusionId, command.at));
          for (const stream of streams) tx.raise(stream, 'exclusion_withdrawn', { before, after: null });
          return {};
        },
      });
    },
  };
}
