import type { Knex } from 'knex';
import type { Writer } from '../../db/writer.ts';
import type { Command } from '../domain/command.ts';
import { hourValues, type HourRule } from '../domain/hour-occurrences.ts';
import { addDays, type Day } from '../domain/jalali.ts';
import { Refusal } from '../domain/refusal.ts';
import { settingsLookup } from '../settings/lookup.ts';
import { occurrenceLookup } from './lookup.ts';
import { occurrenceRepository, type AgencyHour, type LaidCount, type RecordedException } from './repository.ts';
import { addException, EXCEPTIONS_STREAM, withdrawException, type ExceptionEntry } from './steps.ts';

interface Deps {
  readonly reads: Knex;
  readonly writer: Writer;
  readonly newId: () => string;
}

/** The rule in force and to come, what is excepted from it, and what is laid out of it for the next weeks. */
export interface RuleSeen {
  /** The value in force first, then those to come, each with its first day. */
  readonly values: HourRule['dated'];
  readonly exceptions: readonly RecordedException[];
  readonly laid: readonly LaidCount[];
}

const WEEKS_SHOWN = 5;
const FOREVER = '9999-12-31' as Day;

/** The scheduler's side of managers' hours: the rule, its exceptions, and the occurrences that come of them. */
export function createOccurrences({ reads, writer, newId }: Deps) {
  return {
    async see(today: Day): Promise<RuleSeen> {
      const dated = hourValues(await settingsLookup(reads).settingRows());
      const current = dated.findLast(({ since }) => since <= today);
      return {
        values: [...(current === undefined ? [] : [current]), ...dated.filter(({ since }) => since > today)],
        exceptions: await occurrenceLookup(reads).exceptions(today, FOREVER),
        laid: await occurrenceRepository(reads).laidCounts(today, addDays(today, WEEKS_SHOWN * 7)),
      };
    },

    /** Every hour held on a day, cancelled there, or planned for it and moved elsewhere. */
    day: (day: Day): Promise<AgencyHour[]> => occurrenceRepository(reads).laidAbout(day),

    /** Refuses `not_found`, also what was withdrawn already. */
    async exception(id: string): Promise<RecordedException> {
      const found = await occurrenceRepository(reads).exception(id);
      if (found === null || found.withdrawnAt !== null) throw new Refusal('not_found');
      return found;
    },

    /** Writes down an exception; refuses what `addException` refuses. */
    add: (entry: Omit<ExceptionEntry, 'id'>, command: Command): Promise<{ readonly id: string }> => {
      const id = newId();
      return writer.submit({ ...command, streams: [EXCEPTIONS_STREAM], apply: (tx) => addException(tx, { ...entry, id }, command) });
    },

    /** Takes an exception back; twice is `changed_meanwhile`. Refuses `not_found`. */
    withdraw: (id: string, reason: string, command: Command): Promise<{ readonly id: string }> =>
      writer.submit({ ...command, streams: [EXCEPTIONS_STREAM], apply: (tx) => withdrawException(tx, id, reason, command) }),
  };
}

export type Occurrences = ReturnType<typeof createOccurrences>;
