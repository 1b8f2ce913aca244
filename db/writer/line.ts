import { setTimeout as pause } from 'node:timers/promises';
import type { Connection, Database } from '../connection.ts';
import { DatabaseClosed, WriterError } from '../errors.ts';

/** The writer's connection, made anew after it was lost. */
export interface Line {
  /** A living connection; waits up to 3 s for the database to come back, then WriterError `busy`; at once where it was closed. */
  get(): Promise<Connection>;
  isLost(): boolean;
}

const patience = 3_000;

/** Opens the writer's own connection and keeps replacing it when the database drops it. */
export async function reconnecting(database: Database): Promise<Line> {
  let current: Connection | null = null;
  const connect = async () => {
    const made = await database.connect();
    current = made;
    void made.lost.then(() => {
      if (current === made) current = null;
    });
    return made;
  };
  await connect();
  return {
    isLost: () => current === null,
    async get() {
      const giveUp = performance.now() + patience;
      for (;;) {
        if (current !== null) return current;
        try {
          return await connect();
        } catch (error) {
          if (error instanceof DatabaseClosed || performance.now() > giveUp) throw new WriterError('busy', { cause: error });
          await pause(50);
        }
      }
    },
  };
}
