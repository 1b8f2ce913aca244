import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from './connection.ts';
import type { Committed } from './writer/batch.ts';
import { channel, readNotice } from './writer/notify.ts';

/** Ends listening. */
export interface Listening {
  stop(): Promise<void>;
}

/**
 * Hears of every committed change of every process on a PostgreSQL database, this one's included, and calls `heard`.
 * Notices sent while the connection is down are gone: `reconnected` is called when it is back, to reread what is
 * watched. On SQLite there is one process and the writer publishes itself. Whoever listens may remember what he read.
 */
export async function listen(
  database: Database,
  heard: (events: readonly Committed[]) => void,
  reconnected: () => void,
): Promise<Listening> {
  const { memory } = database;
  if (database.dialect === 'sqlite') {
    memory.begin();
    return { stop: () => Promise.resolve(memory.suspend()) };
  }
  let stopped = false;
  const open = async () => {
    const connection = await database.connect();
    await connection.hear(channel, (payload) => {
      const events = readNotice(payload);
      memory.moved(events.map(({ stream }) => stream));
      heard(events);
    });
    memory.begin();
    return connection;
  };
  let current = await open();
  const keep = async () => {
    while (!stopped) {
      await current.lost;
      memory.suspend();
      while (!stopped) {
        try {
          current = await open();
          reconnected();
          break;
        } catch {
          await pause(200);
        }
      }
    }
  };
  const kept = keep();
  return {
    async stop() {
      stopped = true;
      await current.close();
      await kept;
    },
  };
}
