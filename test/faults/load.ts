import { randomUUID } from 'node:crypto';
import type { Database } from '../../db/connection.ts';
import type { Client } from '../support/client.ts';

/** One write that a client asks for: its key, what it wrote, and the status of each answer; null for a cut connection. */
export interface Asked {
  readonly client: Client;
  readonly key: string;
  readonly reason: string;
  readonly answers: (number | null)[];
}

/** Clients that write without pause, and the ledger of what they asked and were told. */
export interface Load {
  readonly asked: readonly Asked[];
  /** How long each answered write took, in ms. */
  readonly took: readonly number[];
  /** Ends the load after the writes under way. */
  stop(): Promise<void>;
}

/** Asks for one closure of a day; the same key twice is the same closure. */
export async function ask({ client, key, reason, answers }: Asked): Promise<number | null> {
  const answer = await client.post('/calendar/closures/new', { _key: key, from: '۱۴۰۶/۰۲/۱۰', scope: 'province', kind: 'full', reason }).catch(() => null);
  answers.push(answer?.status ?? null);
  return answer?.status ?? null;
}

/** A write of its own, not asked for yet. */
export const newWrite = (client: Client): Asked => {
  const key = randomUUID();
  return { client, key, reason: `آزمون ${key}`, answers: [] };
};

/** Whether the client was told that its write is kept. */
export const isAcknowledged = ({ answers }: Asked): boolean => answers.includes(303);

/** Lets each client write one closure after another; a cut connection or a refusal is waited over for a moment. */
export function startLoad(clients: readonly Client[]): Load {
  const asked: Asked[] = [];
  const took: number[] = [];
  let stopped = false;
  const work = async (client: Client): Promise<void> => {
    while (!stopped) {
      const one = newWrite(client);
      asked.push(one);
      const began = performance.now();
      const status = await ask(one);
      if (status === 303) took.push(performance.now() - began);
      else await new Promise((resolve) => setTimeout(resolve, 20));
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

/** How the database differs from what the clients were told: nothing may be lost, doubled or made up. */
export async function compare({ reads }: Database, asked: readonly Asked[]): Promise<Difference> {
  const closures = await reads('closures').select('id', 'reason').orderBy('id');
  const events = await reads('events').where({ kind: 'closure_added' }).select('key', 'stream', 'seq').orderBy([{ column: 'stream' }, { column: 'seq' }]);
  const count = (list: readonly string[]): Map<string, number> => list.reduce((seen, one) => seen.set(one, (seen.get(one) ?? 0) + 1), new Map<string, number>());
  const [rows, keys] = [count(closures.map(({ reason }) => reason)), count(events.map(({ key }) => key))];
  const known = new Set(asked.map(({ key }) => key));
  return {
    lost: asked.filter((one) => isAcknowledged(one) && (rows.get(one.reason) !== 1 || keys.get(one.key) !== 1)).map(({ key }) => key),
    doubled: asked.filter((one) => (rows.get(one.reason) ?? 0) > 1 || (keys.get(one.key) ?? 0) > 1).map(({ key }) => key),
    unknown: [...keys.keys()].filter((key) => !known.has(key)),
  };
}

/** The value below which this share of the numbers lies. */
export function quantile(numbers: readonly number[], share: number): number {
  const sorted = [...numbers].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}
