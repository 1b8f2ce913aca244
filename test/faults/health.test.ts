import { expect } from 'chai';
import { createHealth } from '../../server/http/health.ts';
import { durableServer } from '../support/postgres.ts';
import { launch, temporaryFolder, type Program } from '../support/process.ts';
import { layGround, type Ground } from './ground.ts';
import { smallRoom } from './room.ts';

const GOOD = { database: true, migrations: true, disk: true, timezone: true };
/** A look is shared for this long, so that a change of health shows only after it. */
const SHARED_MS = 1_100;

interface Told {
  readonly status: number;
  readonly type: string | null;
  readonly body: unknown;
}
const healthOf = async (url: string): Promise<Told> => {
  const answer = await fetch(`${url}/health`, { signal: AbortSignal.timeout(15_000) });
  return { status: answer.status, type: answer.headers.get('content-type'), body: await answer.json() };
};
const bad = (...names: readonly (keyof typeof GOOD)[]): Told => ({
  status: 503,
  type: 'application/json; charset=utf-8',
  body: { ok: false, checks: { ...GOOD, ...Object.fromEntries(names.map((name) => [name, false])) } },
});
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, SHARED_MS));

describe('the health that a watchdog asks for', function () {
  this.timeout(60_000);
  let ground: Ground;
  let program: Program;
  beforeEach(async () => {
    ground = await layGround('SQLite');
    program = await ground.launch();
  });
  afterEach(() => ground.remove());

  it('is 200 with four checks that say yes or no and nothing else', async () => {
    expect(await healthOf(program.url)).to.deep.equal({ status: 200, type: 'application/json; charset=utf-8', body: { ok: true, checks: GOOD } });
  });

  it('is 503 while migrations are missing, and 200 when they are there again', async () => {
    const done: readonly { name: string }[] = await ground.database.direct('knex_migrations').select('*').orderBy('id');
    await ground.database.direct('knex_migrations').where({ name: done[0]?.name ?? '' }).delete();
    expect(await healthOf(program.url)).to.deep.equal(bad('migrations'));
    await ground.database.direct('knex_migrations').insert(done[0]);
    await settle();
    expect((await healthOf(program.url)).status).to.equal(200);
  });

  it('is 503 while nothing can be written', async () => {
    for (const event of ['insert', 'update']) {
      await ground.database.direct.raw(`create trigger no_${event} before ${event} on rate_limits begin select raise(abort, 'secret detail'); end`);
    }
    expect(await healthOf(program.url)).to.deep.equal(bad('database'));
    for (const event of ['insert', 'update']) await ground.database.direct.raw(`drop trigger no_${event}`);
    await settle();
    expect((await healthOf(program.url)).status).to.equal(200);
  });

  it('tells strangers no detail, and administrators all of it', async () => {
    const [scheduler] = await ground.people(1, 'scheduler');
    const [administrator] = await ground.people(1, 'administrator');
    const stranger = await fetch(`${program.url}/health/page`, { redirect: 'manual' });
    expect([stranger.status, stranger.headers.get('location')]).to.deep.equal([303, '/login?next=%2Fhealth%2Fpage']);
    expect((await scheduler?.get('/health/page'))?.status).to.equal(403);
    const page = await administrator?.get('/health/page');
    expect(page?.status).to.equal(200);
    expect(page?.text).to.contain('MiB');
  });

  it('is looked up once for all who ask at the same time', async () => {
    let probes = 0;
    const look = createHealth({
      dataDir: temporaryFolder(),
      probeWrite: async () => {
        await ground.database.direct('rate_limits').insert({ key: 'health', points: (probes += 1), expire: null }).onConflict('key').merge(['points']);
      },
      pendingMigrations: () => Promise.resolve([]),
    });
    await Promise.all(Array.from({ length: 200 }, () => look()));
    expect(probes).to.equal(1);
    await settle();
    await look();
    expect(probes).to.equal(2);
  });
});

describe('the health of a program in need', function () {
  this.timeout(60_000);

  it('is 503 while the disk is short', async () => {
    const room = smallRoom(64);
    try {
      const ground = await layGround('SQLite', room.folder);
      const program = await ground.launch();
      expect(await healthOf(program.url)).to.deep.equal(bad('disk'));
      room.resize(700);
      await settle();
      expect((await healthOf(program.url)).status).to.equal(200);
      await ground.remove();
    } finally {
      room.remove();
    }
  });

  it('is 503 and no fault while PostgreSQL is gone, and the program lives on', async () => {
    const server = await durableServer();
    const program = await launch({ DATA_DIR: temporaryFolder(), DATABASE_URL: server.url('postgres') });
    try {
      expect((await healthOf(program.url)).status).to.equal(200);
      await server.stop();
      await settle();
      expect(await healthOf(program.url)).to.deep.equal(bad('database', 'migrations'));
      expect((await program.end('SIGTERM')).code).to.equal(0);
    } finally {
      await program.end('SIGKILL');
    }
  });
});
