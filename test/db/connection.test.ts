import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { openDatabase } from '../../db/connection.ts';
import { StartFault } from '../../db/errors.ts';
import { createWriter } from '../../db/writer.ts';
import { onBothDatabases, onPostgres, onSqlite } from '../support/database.ts';
import { change } from './sample.ts';
import { spawnServer } from './spawned.ts';

async function faultOf(opening: Promise<unknown>): Promise<string> {
  const outcome = await opening.then(
    () => 'opened',
    (error: unknown) => error,
  );
  return outcome instanceof StartFault ? outcome.code : String(outcome);
}

describe('a SQLite file', () => {
  onSqlite((fresh) => {
    it('is refused to a second server process, and free again after kill -9', async function () {
      this.timeout(30_000);
      const folder = mkdtempSync(join(tmpdir(), 'didar-lock-'));
      const url = `sqlite:${join(folder, 'didar.db')}`;
      const first = await spawnServer(url);
      try {
        expect(first.opened).to.equal(true);
        expect((await spawnServer(url)).refused).to.equal('in_use');
        expect(await faultOf(openDatabase({ url, role: 'server' }))).to.equal('in_use');
        await first.kill();
        const next = await spawnServer(url);
        expect(next.opened).to.equal(true);
        await next.kill();
      } finally {
        await first.kill();
        rmSync(folder, { recursive: true, force: true });
      }
    });

    it('may be read and written by a tool beside the server, but not by two who must be alone', async () => {
      const database = await fresh();
      const tool = await openDatabase({ url: database.url, role: 'tool' });
      await tool.direct('rate_limits').insert({ key: 'a', points: 1, expire: null });
      expect(await database.reads('rate_limits').pluck('key')).to.deep.equal(['a']);
      expect(await faultOf(tool.alone(() => Promise.resolve()))).to.equal('in_use');
      await tool.close();
    });

    it('can be closed after the same question was asked several times at once', async () => {
      const database = await openDatabase({ url: 'sqlite::memory:', role: 'server' });
      const { db } = await database.connect();
      const asked = await Promise.all(Array.from({ length: 4 }, () => db.select(db.raw('1 + 1 as two'))));
      expect(asked.flat()).to.deep.equal(Array.from({ length: 4 }, () => ({ two: 2 })));
      await database.close();
    });

    it('is read-only to readers', async () => {
      const { reads } = await fresh();
      const error: unknown = await reads('rate_limits').insert({ key: 'a', points: 1, expire: null }).catch((fault: unknown) => fault);
      expect(String(error)).to.match(/queue this write/);
      // And where a write is dressed as a read, the connection itself refuses it.
      const dressed: unknown = await reads.raw("with one as (select 1) insert into rate_limits (key, points) values ('a', 1)").then(() => null, (fault: unknown) => fault);
      expect(String(dressed)).to.match(/readonly/);
    });

    it('is not opened when commits would not be on the disk', async () => {
      const database = await fresh();
      const level = async (synchronous: 'full' | 'normal') => {
        const tool = await openDatabase({ url: database.url, role: 'tool', synchronous });
        const connection = await tool.connect();
        const { rows } = await connection.run('PRAGMA synchronous');
        await tool.close();
        return rows[0]?.['synchronous'];
      };
      expect(await level('full')).to.equal(2);
      expect(await level('normal')).to.equal(1);
    });

    it('in memory is one database for all connections, and leaves nothing behind', async () => {
      const database = await openDatabase({ url: 'sqlite::memory:', role: 'server' });
      await database.direct.schema.createTable('notes', (t) => void t.text('id').primary());
      const { rows } = await (await database.connect()).run('select count(*) as total from notes');
      expect(rows[0]?.['total']).to.equal(0);
      const [{ file } = { file: '' }] = await database.reads.raw<{ file: string }[]>('PRAGMA database_list');
      expect(existsSync(file)).to.equal(true);
      await database.close();
      expect(existsSync(file)).to.equal(false);
    });
  });
});

describe('a PostgreSQL database', () => {
  onPostgres((fresh) => {
    it('is not opened when it would not keep what it acknowledges', async () => {
      // The tests' own server runs without fsync.
      expect(await faultOf(openDatabase({ url: (await fresh()).url, role: 'server' }))).to.equal('not_durable');
    });

    it('is not opened when text would not sort by bytes', async () => {
      const database = await fresh();
      const url = new URL(database.url);
      url.pathname = `${url.pathname}_icu`;
      await database.direct.raw(`create database ${url.pathname.slice(1)} template template0 locale_provider icu icu_locale 'en'`);
      const fault = await faultOf(openDatabase({ url: url.href, role: 'server', synchronous: 'normal' }));
      await database.direct.raw(`drop database ${url.pathname.slice(1)}`);
      expect(fault).to.equal('wrong_collation');
    });

    it('ends a statement that runs for more than five seconds', async () => {
      const { reads } = await fresh();
      const { rows } = await reads.raw<{ rows: { statement_timeout: string }[] }>('show statement_timeout');
      expect(rows[0]?.statement_timeout).to.equal('5s');
    });
  });
});

describe('both databases', () => {
  onBothDatabases((_name, fresh) => {
    it('count in numbers, and sort text by bytes', async () => {
      const { direct, reads } = await fresh();
      for (const id of ['b', 'B', 'a-c', 'ab']) await direct('counties').insert({ id, name: id, name_key: id, sort_key: id, centre: id });
      expect(await reads('counties').count({ total: '*' }).first()).to.deep.equal({ total: 4 });
      expect(await reads('counties').pluck('sort_key').orderBy('sort_key')).to.deep.equal(['B', 'a-c', 'ab', 'b']);
    });

    it('end a closed database\'s writer with an error, not with silence', async () => {
      const database = await fresh();
      const writer = await createWriter(database, () => undefined);
      await database.close();
      const outcome = await writer.submit(change('k1')).catch((error: unknown) => error);
      expect(outcome).to.be.instanceOf(Error);
    });
  });
});

describe('a database URL', () => {
  it('must name a database that the program knows', async () => {
    expect(await faultOf(openDatabase({ url: 'mysql://x', role: 'server' }))).to.equal('bad_url');
  });
});
