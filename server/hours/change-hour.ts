import type { Tx, Writer } from '../../db/writer.ts';
import type { Knex } from 'knex';
import type { Command } from '../domain/command.ts';
import type { ManagerHour } from '../domain/manager-hour.ts';
import { Refusal } from '../domain/refusal.ts';
import { hourLookup } from './lookup.ts';
import { hourSteps, hourStreams } from './steps.ts';

interface Deps {
  readonly reads: Knex;
  readonly writer: Writer;
}

/** One change of one hour: what it becomes, beside what `next` queues of its own. */
export interface HourChange {
  readonly id: string;
  /** The agency whose hour it must be; null where whoever changes it may do so everywhere. */
  readonly agencyId: string | null;
  readonly kind: string;
  readonly streams?: readonly string[];
  readonly more?: object;
  readonly next: (hour: ManagerHour, tx: Tx) => ManagerHour | Promise<ManagerHour>;
}

/** Changes one hour and tells of it on its streams. Refuses `not_found`, and `changed_meanwhile` where it was moved to another day since it was looked at. */
export function createHourChange({ reads, writer }: Deps) {
  return async ({ id, agencyId, kind, streams = [], more = {}, next }: HourChange, command: Command): Promise<{ readonly id: string }> => {
    const known = await hourLookup(reads).byId(id);
    if (known === null || (agencyId !== null && known.agencyId !== agencyId)) throw new Refusal('not_found');
    const declared = hourStreams(known);
    return writer.submit({
      ...command,
      streams: [...declared, ...streams],
      apply: async (tx) => {
        const before = await hourLookup(tx.db).byId(id);
        if (before === null) throw new Refusal('not_found');
        if (hourStreams(before).some((stream) => !declared.includes(stream))) throw new Refusal('changed_meanwhile');
        hourSteps(tx).put(before, await next(before, tx), kind, more);
        return { id };
      },
    });
  };
}
