import { expect } from 'chai';
import fc from 'fast-check';
import { inTurn } from '../../db/connection/bound.ts';
import type { Connection } from '../../db/connection.ts';
import { onBothDatabases } from '../support/database.ts';

const pause = (turns: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, turns));

onBothDatabases((name, fresh) => {
  describe(`statements over one connection (${name})`, () => {
    let connection: Connection;
    beforeEach(async () => {
      connection = await (await fresh()).connect();
      await connection.run(`insert into rate_limits (key, points) values ('a', 0), ('b', 0)`);
    });
    const more = (key: string): Promise<unknown> => connection.run(`update rate_limits set points = points + 1 where key = '${key}'`);
    const points = async (key: string): Promise<number> => Number((await connection.run(`select points from rate_limits where key = '${key}'`)).rows[0]?.['points']);

    it('see every write that was sent before them, and none that was sent after, however they overlap', async () => {
      await fc.assert(fc.asyncProperty(fc.array(fc.record({ isWrite: fc.boolean(), key: fc.constantFrom('a', 'b') }), { maxLength: 40 }), async (statements) => {
        const counts: Record<string, number> = { a: await points('a'), b: await points('b') };
        const sent: Promise<unknown>[] = [];
        const wanted: (number | null)[] = [];
        for (const { isWrite, key } of statements) {
          if (isWrite) counts[key] = (counts[key] ?? 0) + 1;
          sent.push(isWrite ? more(key).then(() => null) : points(key));
          wanted.push(isWrite ? null : (counts[key] ?? 0));
        }
        expect(await Promise.all(sent)).to.deep.equal(wanted);
      }), { numRuns: 60 });
    });

    it('are all answered before what follows a group, and the first failure of it is thrown', async () => {
      const before = connection.faults();
      const group = connection.together([
        { sql: `update rate_limits set points = 7 where key = 'a'`, bindings: [] },
        { sql: 'insert into no_such_table values (1)', bindings: [] },
        { sql: `update rate_limits set points = 8 where key = 'b'`, bindings: [] },
      ]).then(() => null, (error: unknown) => error);
      const after = points('a');
      expect(String(await group)).to.match(/no_such_table/);
      expect(connection.faults()).to.equal(before + 1);
      expect(await after).to.equal(7);
    });
  });
});

describe('statements made to wait for one another', () => {
  const played = async (mayOverlap: ((sql: string) => boolean) | null) => {
    const log: string[] = [];
    const { run, idle } = inTurn(async (sql) => {
      log.push(`> ${sql}`);
      await pause(sql.startsWith('long') ? 20 : 1);
      log.push(`< ${sql}`);
      return { rows: [], changed: 0 };
    }, mayOverlap);
    for (const sql of ['long read 1', 'read 2', 'write 1', 'read 3', 'long read 4', 'write 2']) void run(sql);
    await idle();
    return log;
  };

  it('overlap only where they may: reads among themselves, no write with anything', async () => {
    const log = await played((sql) => sql.includes('read'));
    expect(log).to.deep.equal([
      '> long read 1', '> read 2', '< read 2', '< long read 1', '> write 1', '< write 1', '> read 3', '> long read 4', '< read 3', '< long read 4', '> write 2', '< write 2',
    ]);
  });

  it('never overlap where the driver does not bear it', async () => {
    const log = await played(null);
    expect(log.filter((_line, index) => index % 2 === 0).every((line) => line.startsWith('>'))).to.equal(true);
  });
});
