import type { Knex } from 'knex';
import type { Writer } from '../../db/writer.ts';
import type { Command } from '../domain/command.ts';
import { Refusal } from '../domain/refusal.ts';
import { countedBetween } from './counted.ts';
import { cellName, changesOf, conflictsOf, type Cell, type Demand, type Measure } from './demand.ts';
import { demandRepository } from './repository.ts';

interface Deps {
  readonly reads: Knex;
  readonly writer: Writer;
}

const NOTHING = { clients: 0, calls: 0, openRequests: 0 } as const;

/** What was counted of each agency, month by month. */
export function createDemand({ reads, writer }: Deps) {
  return {
    year: (year: number): Promise<Demand[]> => demandRepository(reads).between({ from: { year, month: 1 }, to: { year, month: 12 } }),
    /** The calls that were counted here in a year; what drawing up takes where no number is written. */
    counted: (year: number): Promise<Demand[]> => countedBetween(reads, { from: { year, month: 1 }, to: { year, month: 12 } }),

    /**
     * Writes the cells of one measure that were typed anew, all or none; refuses `changed_meanwhile` with the first cell
     * that somebody else changed since it was shown. Returns how many were written.
     */
    saveYear(command: Command, year: number, measure: Measure, cells: readonly Cell[]): Promise<{ saved: number }> {
      const stream = `demand:${year}`;
      return writer.submit({
        ...command,
        streams: [stream],
        apply: async (tx) => {
          const demand = demandRepository(tx.db);
          const rows = await demand.between({ from: { year, month: 1 }, to: { year, month: 12 } });
          const [conflict] = conflictsOf(cells, rows, measure);
          if (conflict !== undefined) throw new Refusal('changed_meanwhile', { field: cellName(conflict) });
          const changes = changesOf(cells, rows, measure);
          for (const { agencyId, month, after } of changes) {
            const before = rows.find((row) => row.agencyId === agencyId && row.month === month) ?? { agencyId, year, month, ...NOTHING };
            tx.write(demand.save({ ...before, [measure]: after }, command.at, command.actor ?? ''));
          }
          if (changes.length > 0) tx.raise(stream, 'demand_changed', { year, measure, changes });
          return { saved: changes.length };
        },
      });
    },
  };
}

export type DemandService = ReturnType<typeof createDemand>;
