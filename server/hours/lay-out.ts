import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import { StaleWrite, uniqueViolation } from '../../db/errors.ts';
import { PART } from '../../db/parts.ts';
import type { Tx, Writer } from '../../db/writer.ts';
import { dayOf, type Instant } from '../domain/calendar.ts';
import type { ManagerHour } from '../domain/manager-hour.ts';
import { alterationsOf, freshHour, type Alteration, type Due } from './due.ts';
import { createHourLives } from './lives.ts';
import { hourRepository } from './repository.ts';
import { hourStream, presenceStream } from './steps.ts';

interface Deps {
  readonly reads: Knex;
  readonly writer: Writer;
  readonly newId?: () => string;
}

/** How many rows were added and how many altered. */
export interface LaidOut {
  readonly added: number;
  readonly changed: number;
}

const MOST_PASSES = 4;

const planOf = ({ state, day, from, to, title, personId }: Due) => ({ state, day, from, to, title, personId });

const streamOf = ({ day, countyId }: Pick<ManagerHour, 'day' | 'countyId'>): string => presenceStream(day, countyId);

const streamsOf = ({ before, after }: Alteration): readonly string[] => [...new Set([streamOf(before ?? after), streamOf(after)])];

/** Alterations in batches, each of one county and day (or of the two days between which hours move), so that other writers get their turn. */
export function batchesOf(all: readonly Alteration[]): Alteration[][] {
  const groups = new Map<string, Alteration[]>();
  for (const one of all) {
    const key = streamsOf(one).join(' ');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return [...groups].sort(([one], [other]) => (one < other ? -1 : 1)).flatMap(([, group]) =>
    Array.from({ length: Math.ceil(group.length / PART) }, (_, part) => group.slice(part * PART, (part + 1) * PART)));
}

const inBatch = (batch: readonly Alteration[]): { readonly agencyIds: ReadonlySet<string>; readonly ids: ReadonlySet<string>; readonly streams: ReadonlySet<string> } => ({
  agencyIds: new Set(batch.map(({ after }) => after.agencyId)), ids: new Set(batch.map(({ after }) => after.id)), streams: new Set(batch.flatMap(streamsOf)),
});

function write(tx: Tx, alterations: readonly Alteration[]): LaidOut {
  const hours = hourRepository(tx.db);
  const added = alterations.flatMap(({ before, after }) => (before === null ? [freshHour(after)] : []));
  tx.write(...hours.insertAll(added));
  const told = new Map<string, { readonly added: string[]; readonly changed: object[] }>();
  const toldOn = (stream: string) => {
    const known = told.get(stream) ?? { added: [], changed: [] };
    told.set(stream, known);
    return known;
  };
  for (const hour of added) toldOn(streamOf(hour)).added.push(hour.id);
  let changed = 0;
  for (const { before, after } of alterations) {
    if (before === null) continue;
    changed += 1;
    tx.write(hours.put(before, { ...before, ...after }));
    const data = { hourId: after.id, agencyId: after.agencyId, before: planOf(before), after: planOf(after) };
    for (const stream of streamsOf({ before, after })) toldOn(stream).changed.push(data);
    tx.raise(hourStream(after.id), 'hour_altered', { before: data.before, after: data.after });
  }
  // The list of who is affected stands in the record: ids, and how each was altered.
  for (const [stream, data] of told) tx.raise(stream, 'hours_laid_out', data);
  return { added: added.length, changed };
}

/**
 * Lays out the hours of every standing agency from today to some five weeks ahead: adds what is missing, and alters what has not begun
 * where rule, calendar, exceptions, agencies or their heads have changed. Harmless to repeat, whatever process does it and whenever.
 */
export function createLayingOut({ reads, writer, newId = randomUUID }: Deps) {
  const lives = createHourLives({ reads, writer, newId });

  const lay = async (batch: readonly Alteration[], now: Instant): Promise<LaidOut> => {
    const key = `hours-${newId()}`;
    const { agencyIds, ids, streams } = inBatch(batch);
    try {
      return await writer.submit<LaidOut>({
        key, bodyHash: key, actor: null, at: now,
        streams: [...streams, ...batch.flatMap(({ before, after }) => (before === null ? [] : [hourStream(after.id)]))],
        apply: async (tx) => {
          // Looked at anew: somebody may have laid out the same meanwhile, or altered what it hangs on.
          const still = await alterationsOf(tx.db, tx.known, agencyIds, dayOf(now), now);
          const altered = new Set(batch.flatMap(({ before, after }) => (before === null ? [] : [after.id])));
          return write(tx, still.filter((one) => ids.has(one.after.id) && (one.before === null || altered.has(one.after.id)) && streamsOf(one).every((stream) => streams.has(stream))));
        },
      });
    } catch (error) {
      // Another process laid out the same at this moment: the next pass finds it done.
      if (error instanceof StaleWrite || uniqueViolation(error)?.table === 'hours') return { added: 0, changed: 0 };
      throw error;
    }
  };

  return {
    /** Lays out the hours of some agencies, or of all (null), as of an instant; says how many rows it added and altered. */
    async layOut(now: Instant, agencyIds: ReadonlySet<string> | null = null, goesOn: () => boolean = () => true): Promise<LaidOut> {
      let [added, changed] = [0, 0];
      for (let pass = 0; pass < MOST_PASSES && goesOn(); pass += 1) {
        const batches = batchesOf(await alterationsOf(reads, reads, agencyIds, dayOf(now), now));
        if (batches.length === 0) break;
        for (const batch of batches) {
          if (!goesOn()) break;
          const laid = await lay(batch, now);
          added += laid.added;
          changed += laid.changed;
        }
      }
      // Also where nothing was altered: an earlier run may have been stopped between an hour and its queue.
      if (goesOn()) await lives.agree(now);
      return { added, changed };
    },
  };
}

export type LayingOut = ReturnType<typeof createLayingOut>;
