import { expect } from 'chai';
import { openDatabase } from '../../../db/connection.ts';
import { onBothDatabases } from '../../support/database.ts';
import { queueModel, type Rows } from './queue-model.ts';

describe('queues that several people work on, against a naive one', () => {
  const seed = Number(process.env['SEED'] ?? Math.trunc(performance.timeOrigin) % 2 ** 31);
  onBothDatabases((name, fresh) => {
    const told = async (rows: Rows): Promise<void> => {
      const database = await fresh();
      if (name === 'SQLite') return queueModel([database], rows);
      const other = await openDatabase({ url: database.url, role: 'server', synchronous: 'normal' });
      await queueModel([database, other], rows).finally(() => other.close());
    };

    it(`do as it does, whatever dies in between (seed ${seed}; the long row is among the fault tests)`, async () => {
      await told({ runs: name === 'SQLite' ? 5 : 3, most: 40, seed });
    });

    for (const [breaks, what] of [['ack_before_commit', 'answers before it commits'], ['keys', 'is sent again under another key']] as const) {
      it(`have a test that notices what ${what} (seed ${seed})`, async () => {
        const fault = await told({ runs: 30, most: 40, seed, breaks }).then(() => null, (error: unknown) => error);
        expect(fault).to.be.an('error').with.property('message').that.includes('Property failed');
      });
    }
  });
});
