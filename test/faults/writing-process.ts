import { writeSync } from 'node:fs';
import { openDatabase } from '../../db/connection.ts';
import { createWriter, type Point, type WriterProbe } from '../../db/writer.ts';
import { addCounty, change } from '../db/sample.ts';
import { callServices, liveOneCall } from './one-call.ts';

/** What the process is told to do: how many callers make how many changes each, and where it is to end itself. */
export interface Orders {
  readonly url: string;
  readonly run: string;
  readonly callers: number;
  readonly changes: number;
  /** In each of these sessions calls come and go beside that, four changes to a call. */
  readonly sessions?: readonly string[];
  readonly end?: { readonly point: Point; readonly time: number };
  readonly synchronous?: 'full' | 'normal';
  readonly breaks?: 'ack_before_commit';
}

// Makes changes, and writes each key to standard output before it is sent and after it was answered. The writes are
// synchronous: what was written before the end stays written.
const orders = JSON.parse(process.argv[2] ?? '{}') as Orders;
const { url, run, callers, changes, sessions = [], end, synchronous, breaks } = orders;
const database = await openDatabase({ url, role: 'server', ...(synchronous === undefined ? {} : { synchronous }) });
let passed = 0;
const probe: WriterProbe = {
  ...(breaks === undefined ? {} : { breaks }),
  at: async (point) => {
    if (point !== end?.point) return;
    passed += 1;
    // What the writer has answered until here is to reach the caller first.
    await new Promise((resolve) => setImmediate(resolve));
    if (passed === end.time) process.kill(process.pid, 'SIGKILL');
  },
};
const writer = await createWriter(database, () => undefined, probe);
const keep = async <T>(key: string, work: Promise<T>): Promise<T> => {
  const result = await work;
  writeSync(1, `acked ${key}\n`);
  return result;
};
const send = <T>(key: string, work: () => Promise<T>): Promise<T> => {
  writeSync(1, `sent ${key}\n`);
  return keep(key, work());
};

const county = (key: string, streams: readonly string[]) =>
  writer.submit(
    change(key, {
      streams,
      async apply(tx) {
        addCounty(tx, key);
        for (const stream of streams) tx.raise(stream, 'added', { key });
      },
    }),
  );

const caller = async (number: number) => {
  for (let index = 0; index < changes; index += 1) {
    const key = `${run}/${number}/${index}`;
    await send(key, () => county(key, ['shared', `caller:${number}`]));
  }
};
const services = callServices(database, writer);
const desk = async (session: string, number: number) => {
  for (let index = 0; index < changes; index += 4) await liveOneCall(services, session, `${run}-call/${number}/${index}`, send);
};
await Promise.all([...Array.from({ length: callers }, (_, number) => caller(number)), ...sessions.map(desk)]);
await database.close();
