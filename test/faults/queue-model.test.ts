import { openDatabase } from '../../db/connection.ts';
import { queueModel } from '../slices/calls/queue-model.ts';
import { onBothDatabases } from '../support/database.ts';

/** The figure of the programme of tests: 300 rows of 50 commands; two processes on PostgreSQL are slower. DIDAR_RUNS asks for more. */
const RUNS = { SQLite: Number(process.env['DIDAR_RUNS'] ?? 300), PostgreSQL: Number(process.env['DIDAR_RUNS'] ?? 60) } as const;

describe('queues that several people work on, against a naive one', function () {
  this.timeout(900_000);
  const seed = Number(process.env['SEED'] ?? Math.trunc(performance.timeOrigin) % 2 ** 31);
  onBothDatabases((name, fresh) => {
    it(`do as it does through ${RUNS[name]} rows of 50 commands, whatever dies in between (seed ${seed})`, async () => {
      const database = await fresh();
      if (name === 'SQLite') return queueModel([database], { runs: RUNS[name], most: 50, seed });
      const other = await openDatabase({ url: database.url, role: 'server', synchronous: 'normal' });
      await queueModel([database, other], { runs: RUNS[name], most: 50, seed }).finally(() => other.close());
    });
  });
});
