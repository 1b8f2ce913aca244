import { randomUUID } from 'node:crypto';
import type { Database } from '../../db/connection.ts';
import { fromJalali, weekday } from '../../server/domain/jalali.ts';
import type { Client } from '../support/client.ts';

/** One write that a client asks for: its key, its form, and the status of each answer; null for a cut connection. */
export interface Asked {
  readonly client: Client;
  readonly key: string;
  readonly path: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly answers: (number | null)[];
}

/** Clients that write without pause, and the ledger of what they asked and were told. */
export interface Load {
  readonly asked: readonly Asked[];
  /** How long each kept write took, in ms. */
  readonly took: readonly number[];
  /** Ends the load after the writes under way; with `repeat`, after each has its answer. */
  stop(): Promise<void>;
}

/** Sends the form of a write; the same key twice is the same write. */
export async function ask({ client, key, path, fields, answers }: Asked): Promise<number | null> {
  const answer = await client.post(path, { _key: key, ...fields }).catch(() => null);
  answers.push(answer?.status ?? null);
  return answer?.status ?? null;
}

/** Of 1406 the days that cut into no managers' hour: there a closure is confirmed before it is kept. */
const DAYS = Array.from({ length: 28 * 12 }, (_, day) => ({ month: 1 + Math.floor(day / 28), day: 1 + (day % 28) })).filter(({ month, day }) => weekday(fromJalali(1406, month, day)) !== 2);
const HOURS = 12 * 60;
let written = 0;

/** A closure like no other of this run (the same one twice is refused), not asked for yet. */
export const newWrite = (client: Client): Asked => {
  const key = randomUUID();
  const [date, minute] = [DAYS[written % DAYS.length], 8 * 60 + (Math.floor(written / DAYS.length) % HOURS)];
  written += 1;
  const from = `1406/${date?.month ?? 1}/${date?.day ?? 1}`;
  const closeAt = `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`;
  return { client, key, path: '/calendar/closures/new', fields: { from, scope: 'province', kind: 'early_close', closeAt, reason: `آزمون ${key}` }, answers: [] };
};

/** Whether the client was told that its write is kept. */
export const isAcknowledged = ({ answers }: Asked): boolean => answers.includes(303);

const isUncertain = (status: number | null): boolean => status === null || status === 503;
const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));

/** Lets each client write one thing after another; with `repeat` it sends what was not answered again, with the same key. */
export function startLoad(clients: readonly Client[], next: (client: Client) => Asked | Promise<Asked> = newWrite, { repeat = false } = {}): Load {
  const asked: Asked[] = [];
  const took: number[] = [];
  let stopped = false;
  const write = async (one: Asked): Promise<void> => {
    const began = performance.now();
    for (;;) {
      const status = await ask(one);
      if (status === 303) return void took.push(performance.now() - began);
      await pause();
      if (!repeat || !isUncertain(status)) return;
    }
  };
  const work = async (client: Client): Promise<void> => {
    while (!stopped) {
      const one = await next(client);
      asked.push(one);
      await write(one);
    }
  };
  const working = clients.map(work);
  return {
    asked,
    took,
    async stop() {
      stopped = true;
      await Promise.all(working);
    },
  };
}

/** Keys of writes that are not as the clients know them. */
export interface Difference {
  readonly lost: readonly string[];
  readonly doubled: readonly string[];
  readonly unknown: readonly string[];
}

/** The difference that must be. */
export const NONE: Difference = { lost: [], doubled: [], unknown: [] };

/** How often each text is there. */
export const countOf = (list: readonly string[]): ReadonlyMap<string, number> =>
  list.reduce((seen, one) => seen.set(one, (seen.get(one) ?? 0) + 1), new Map<string, number>());

/** How the closures differ from what the clients were told: nothing may be lost, doubled or made up. */
export async function compare({ reads }: Database, asked: readonly Asked[]): Promise<Difference> {
  const closures = await reads('closures').select('id', 'reason').orderBy('id');
  const events = await reads('events').where({ kind: 'closure_added' }).select('key', 'stream', 'seq').orderBy([{ column: 'stream' }, { column: 'seq' }]);
  const [rows, keys] = [countOf(closures.map(({ reason }) => reason)), countOf(events.map(({ key }) => key))];
  const rowsOf = ({ fields }: Asked): number => rows.get(fields['reason'] ?? '') ?? 0;
  const known = new Set(asked.map(({ key }) => key));
  return {
    lost: asked.filter((one) => isAcknowledged(one) && (rowsOf(one) !== 1 || keys.get(one.key) !== 1)).map(({ key }) => key),
    doubled: asked.filter((one) => rowsOf(one) > 1 || (keys.get(one.key) ?? 0) > 1).map(({ key }) => key),
    unknown: [...keys.keys()].filter((key) => !known.has(key)),
  };
}

/** The value below which this share of the numbers lies. */
export function quantile(numbers: readonly number[], share: number): number {
  const sorted = [...numbers].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}
