import { expect } from 'chai';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { openDatabase } from '../../db/connection.ts';
import { readConfig } from '../../server/config.ts';
import { prepareSecrets } from '../../server/secrets.ts';
import { strangerAt } from '../support/client.ts';
import { durableServer } from '../support/postgres.ts';
import { freePort, launch, run, secretsOf, temporaryFolder, type Exit, type Program } from '../support/process.ts';

const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);
const secretsIn = (folder: string): Record<string, string> =>
  Object.fromEntries(readdirSync(join(folder, 'secrets')).map((name) => [name, readFileSync(join(folder, 'secrets', name), 'utf8')]));
const linkOf = (program: Program): string | undefined => /^Set it up, once, at \S+?(\/setup\/\S+)$/m.exec(program.output())?.[1];
const eventually = async (holds: () => boolean): Promise<void> => {
  for (let waited = 0; waited < 5_000 && !holds(); waited += 10) await new Promise((resolve) => setTimeout(resolve, 10));
};
const inDatabase = async (folder: string, sql: string): Promise<void> => {
  const database = await openDatabase({ url: `sqlite:${folder}/didar.sqlite`, role: 'tool' });
  await database.direct.raw(sql);
  await database.close();
};

/** What every refusal to start must look like to whoever starts it. */
const expectPlain = (exit: Exit): void => {
  expect(exit.code).to.equal(1);
  expect(exit.faults).to.match(/^Didar cannot start:\n( {2}- .+\n)+$/);
  expect(exit.faults + exit.output).not.to.match(/^\s+at |node:internal|Error:/m);
};

describe('starting the program', function () {
  this.timeout(60_000);
  const started: Program[] = [];
  const begin = async (...given: Parameters<typeof launch>): Promise<Program> => {
    const program = await launch(...given);
    started.push(program);
    return program;
  };
  afterEach(async () => {
    await Promise.all(started.splice(0).map((program) => program.end('SIGKILL')));
  });

  it('needs no configuration: makes a private folder, secrets and database, and prints where it is and how to set it up', async () => {
    const folder = join(temporaryFolder(), 'fresh');
    const program = await begin({ DATA_DIR: folder });
    expect(modeOf(folder)).to.equal('700');
    expect(readdirSync(join(folder, 'secrets')).sort()).to.deep.equal(['encryption', 'form', 'index', 'messages', 'pepper', 'presence', 'reports', 'webhook']);
    for (const name of readdirSync(join(folder, 'secrets'))) expect(modeOf(join(folder, 'secrets', name)), name).to.equal('600');
    for (const name of readdirSync(folder).filter((one) => one.startsWith('didar.sqlite'))) expect(modeOf(join(folder, name)), name).to.equal('600');
    const health = await fetch(`${program.url}/health`);
    expect([health.status, await health.json()]).to.deep.equal([200, { ok: true, checks: { database: true, migrations: true, disk: true, timezone: true } }]);
    await eventually(() => linkOf(program) !== undefined);
    expect((await fetch(`${program.url}${linkOf(program) ?? '/nowhere'}`)).status).to.equal(200);
  });

  it('keeps its secrets, makes the earlier link void while nobody has used it, and gives no link once it is set up', async () => {
    const folder = temporaryFolder();
    const { env, formSecret } = secretsOf();
    const first = await begin({ DATA_DIR: folder });
    await eventually(() => linkOf(first) !== undefined);
    const kept = secretsIn(folder);
    await first.end('SIGTERM');

    const second = await begin({ DATA_DIR: folder });
    await eventually(() => linkOf(second) !== undefined);
    expect(secretsIn(folder)).to.deep.equal(kept);
    expect((await fetch(`${second.url}${linkOf(first) ?? '/nowhere'}`)).status).to.equal(410);
    await second.end('SIGTERM');

    const third = await begin({ DATA_DIR: folder, ...env });
    await eventually(() => linkOf(third) !== undefined);
    const who = { honorific: 'khanom', name: 'مریم کریمی', username: 'karimi', password: 'دریای آرام و کوه بلند ۱۴۰۵' };
    const done = await strangerAt(third.url, formSecret).post(linkOf(third) ?? '/nowhere', { start: 'example', ...who });
    expect([done.status, done.headers.get('location')], done.text).to.deep.equal([303, '/login?done=set_up']);
    expect((await fetch(`${third.url}${linkOf(third) ?? '/nowhere'}`)).status).to.be.oneOf([409, 410]);
    await third.end('SIGTERM');

    const fourth = await begin({ DATA_DIR: folder, ...env });
    expect((await fetch(`${fourth.url}/health`)).status).to.equal(200);
    expect(linkOf(fourth)).to.equal(undefined);
  });

  it('tells all reasons not to start together, in plain sentences, and ends with 1', async () => {
    const inTheWay = join(temporaryFolder(), 'file');
    writeFileSync(inTheWay, '');
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? String(address.port) : '';
    const exit = await run({ PORT: port, DATA_DIR: inTheWay, TRUST_PROXY: 'yes', SECRET_FORM: 'short', ORIGIN: 'https://didar.example.ir/path' });
    other.close();
    expectPlain(exit);
    for (const part of [`Port ${port} on 127.0.0.1 is taken`, inTheWay, 'TRUST_PROXY', 'SECRET_FORM', 'ORIGIN']) expect(exit.faults).to.contain(part);
    expect(exit.faults.trim().split('\n')).to.have.length(6);
    expect(exit.faults).not.to.contain('short');
  });

  it('refuses a broken secret, an unknown kind of database and one that cannot be reached, each in one sentence', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'secrets'));
    writeFileSync(join(folder, 'secrets', 'form'), 'not a secret\n');
    const broken = await run({ DATA_DIR: folder, DATABASE_URL: 'mysql://localhost/didar' });
    expectPlain(broken);
    expect(broken.faults).to.contain(join(folder, 'secrets', 'form')).and.to.contain('DATABASE_URL must begin with');
    const unreachable = await run({ DATA_DIR: temporaryFolder(), DATABASE_URL: `postgres://didar:hidden@127.0.0.1:${await freePort()}/didar` });
    expectPlain(unreachable);
    expect(unreachable.faults).to.contain('database cannot be').and.not.to.contain('hidden');
  });

  it('takes an empty variable for one that is not there', async () => {
    const folder = temporaryFolder();
    const program = await begin({ DATA_DIR: folder, PORT: '0', HOST: '', ORIGIN: '', DATABASE_URL: '', TRUST_PROXY: '', SECRET_FORM: '' });
    expect((await fetch(`${program.url}/health`)).status).to.equal(200);
    expect(existsSync(join(folder, 'secrets', 'form'))).to.equal(true);
  });

  it('makes a secret whole or not at all: all that start at once read the same', async () => {
    const { config } = readConfig({ DATA_DIR: temporaryFolder() });
    const [first, ...others] = await Promise.all(Array.from({ length: 60 }, () => prepareSecrets(config)));
    for (const other of others) expect(other).to.deep.equal(first);
    expect(readdirSync(join(config.dataDir, 'secrets')).sort()).to.deep.equal(['encryption', 'form', 'index', 'messages', 'pepper', 'presence', 'reports', 'webhook']);
  });

  it('refuses a database that a newer version has changed, and leaves it as it is', async () => {
    const folder = temporaryFolder();
    await (await begin({ DATA_DIR: folder })).end('SIGTERM');
    await inDatabase(folder, "insert into knex_migrations (name, batch, migration_time) values ('999', 9, 0)");
    const exit = await run({ DATA_DIR: folder });
    expectPlain(exit);
    expect(exit.faults).to.contain('newer version');
    await inDatabase(folder, "delete from knex_migrations where name = '999'");
    await begin({ DATA_DIR: folder });
  });

  it('refuses a second process on one SQLite file, and starts at once after the first was killed', async () => {
    const folder = temporaryFolder();
    const first = await begin({ DATA_DIR: folder });
    const second = await run({ DATA_DIR: folder });
    expectPlain(second);
    expect(second.faults).to.contain('another process works on');
    expect((await fetch(`${first.url}/health`)).status).to.equal(200);
    await first.end('SIGKILL');
    const after = await begin({ DATA_DIR: folder });
    expect((await fetch(`${after.url}/health`)).status).to.equal(200);
  });

  it('lets two processes start together on an empty PostgreSQL database, however long one must wait for the other', async () => {
    const server = await durableServer();
    const holder = new pg.Client(server.url('postgres'));
    try {
      const shared = { DATABASE_URL: server.url('postgres'), ...secretsOf().env };
      await holder.connect();
      // Longer than any time limit of a serving process: as if the first one's migration took that long.
      await holder.query('select pg_advisory_lock(4213401)');
      const both = [0, 1].map(() => begin({ DATA_DIR: temporaryFolder(), PORT: '0', ...shared }));
      await new Promise((resolve) => setTimeout(resolve, 6_500));
      await holder.query('select pg_advisory_unlock(4213401)');
      for (const program of await Promise.all(both)) {
        const health = await fetch(`${program.url}/health`);
        expect(health.status, await health.text()).to.equal(200);
        await program.end('SIGTERM');
      }
    } finally {
      await holder.end();
      await server.stop();
    }
  });

  it('tells every variable that it reads by --help, and starts nothing', async () => {
    const folder = join(temporaryFolder(), 'untouched');
    const exit = await run({ DATA_DIR: folder }, { args: ['--help'] });
    expect([exit.code, exit.faults]).to.deep.equal([0, '']);
    const sources = readdirSync(join(import.meta.dirname, '../../server'), { recursive: true, withFileTypes: true }).filter((entry) => entry.name.endsWith('.ts'));
    const text = sources.map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8')).join('\n');
    const read = new Set([...text.matchAll(/env\['(\w+)'\]|env\.([A-Z_]+)\b/g)].map((match) => match[1] ?? match[2] ?? ''));
    for (const name of [...read, 'SECRET_ENCRYPTION', 'SECRET_INDEX', 'SECRET_PEPPER', 'SECRET_FORM', 'SECRET_WEBHOOK']) expect(exit.output).to.match(new RegExp(`^ +${name} `, 'm'));
    expect(read.size).to.be.at.least(6);
    expect(existsSync(folder)).to.equal(false);
  });
});
