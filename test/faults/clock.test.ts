import { expect } from 'chai';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createPasswords } from '../../server/people/passwords.ts';
import { layUser, strangerAt, type Client } from '../support/client.ts';
import { clockLibrary } from '../support/clock.ts';
import { temporaryFolder } from '../support/process.ts';
import { layGround, type Ground } from './ground.ts';

const PASSWORD = 'دریای آرام و کوه بلند';
const ROOT = join(import.meta.dirname, '../..');
const ZONES = ['UTC', 'Asia/Tehran', 'America/Los_Angeles'] as const;

/** A run that has not ended by then is ended, so that nothing of it outlives the test. */
const LONGEST_RUN_MS = 230_000;

type Results = Readonly<Record<string, string>>;

/** Every test of the rules and the slices by name, and whether it passed, as a run in this zone of the machine tells. */
const resultsIn = async (zone: string): Promise<Results> => {
  const told = join(temporaryFolder(), 'results.json');
  const spec = ['test/domain/**/*.test.ts', 'test/slices/*/**/*.test.ts'];
  // What several do at once is told by its chance, not by its zone, and takes its time; and who may enter, what a file is, what was written and which days follow from which hang on no clock.
  const apart = ['test/slices/**/*-model.test.ts', 'test/slices/calls/race.test.ts', 'test/slices/{imports,people,topics,audit,simulate,agencies,setup}/**/*.test.ts', 'test/slices/**/{secrecy,photos}.test.ts', 'test/slices/rota/{calendar-replay,calendar-sequences,consequences,what-if}.test.ts', 'test/domain/inspection/draw.test.ts'].flatMap((pattern) => ['--ignore', pattern]);
  const report = ['--reporter', 'json', '--reporter-option', `output=${told}`, '--fgrep', 'PostgreSQL', '--invert'];
  const args = ['--import', 'tsx', 'node_modules/mocha/bin/mocha.js', '--no-config', '--require', './test/support/hooks.ts', '--timeout', '60000', ...report, ...apart, ...spec];
  // A run of its own, and none of the several that mocha lets work side by side: it must stop its own PostgreSQL, or it never ends.
  const child = spawn(process.execPath, args, { cwd: ROOT, env: { ...process.env, TZ: zone, MOCHA_WORKER_ID: undefined }, stdio: ['ignore', 'ignore', 'inherit'], timeout: LONGEST_RUN_MS, killSignal: 'SIGKILL' });
  await once(child, 'close');
  const { passes, failures } = JSON.parse(readFileSync(told, 'utf8')) as Record<'passes' | 'failures', readonly { fullTitle: string }[]>;
  // Some tests carry their seed in their name; each run has its own.
  const nameOf = ({ fullTitle }: { readonly fullTitle: string }): string => fullTitle.replace(/ \(seed \d+[^)]*\)/, '');
  return Object.fromEntries([...passes.map((one) => [nameOf(one), 'passed']), ...failures.map((one) => [nameOf(one), 'failed'])]) as Results;
};

describe('the zone of the machine', function () {
  this.timeout(480_000);

  it('changes no result of the rules and the slices', async () => {
    const began = performance.now();
    // The suite itself runs in the machine's own zone, and all of it passes there; so must it here.
    const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const others = ZONES.filter((zone) => zone !== own).slice(-2);
    // One after another: both at once would only be slower on a small machine.
    const results: Results[] = [];
    for (const zone of others) results.push(await resultsIn(zone));
    const [first, second] = results;
    console.log(`      ${Object.keys(first ?? {}).length} tests in ${others.join(', ')}: ${Math.round((performance.now() - began) / 1000)} s`);
    expect(Object.keys(first ?? {}).length).to.be.above(200);
    const wrong = results.flatMap((one, index) => Object.keys(one).filter((title) => one[title] !== 'passed').map((title) => `${title}: ${one[title] ?? ''} in ${others[index] ?? ''}`));
    expect(wrong).to.deep.equal([]);
    expect(Object.keys(second ?? {}).sort(), 'the same tests in both').to.deep.equal(Object.keys(first ?? {}).sort());
  });
});

describe('the clock of the machine', function () {
  this.timeout(60_000);
  const library = clockLibrary();
  let ground: Ground;
  let client: Client;
  let zoneOf = 'UTC';
  /** Sets the machine's clock; libfaketime reads the time of its own zone, which Swedish writes as it wants it. */
  const setClock = (instant: string): void =>
    writeFileSync(join(ground.folder, 'clock'), `@${new Date(instant).toLocaleString('sv-SE', { timeZone: zoneOf })}\n`);

  before(function () {
    if (library !== undefined) return;
    console.log('      libfaketime is not installed here (Debian: apt-get install faketime)');
    this.skip();
  });
  beforeEach(async () => {
    ground = await layGround('SQLite');
    await layUser(ground.database, 'karimi', ['scheduler'], await createPasswords(ground.pepper).hash(PASSWORD), '2025-01-01T00:00:00.000Z');
  });
  afterEach(() => ground.remove());

  const startAt = async (instant: string, zone = 'UTC') => {
    zoneOf = zone;
    setClock(instant);
    const program = await ground.launch('main', {
      LD_PRELOAD: library ?? '', FAKETIME_TIMESTAMP_FILE: join(ground.folder, 'clock'), FAKETIME_NO_CACHE: '1', FAKETIME_DONT_FAKE_MONOTONIC: '1', TZ: zone,
    });
    client = strangerAt(program.url, ground.formSecret);
    return program;
  };
  const enter = async (): Promise<Record<string, string>> => {
    const answer = await client.post('/login', { username: 'karimi', password: PASSWORD, next: '/account' });
    expect(answer.status, answer.text).to.equal(303);
    return { cookie: /didar=[\w-]+/.exec(answer.headers.get('set-cookie') ?? '')?.[0] ?? '' };
  };
  /** The year that the calendar opens with, which is today's. */
  const yearShown = async (headers: Record<string, string>): Promise<string> => {
    const { status, text } = await client.get('/calendar', headers);
    expect(status).to.equal(200);
    return /<h1[^>]*>[^<]*?([۰-۹]{4})/.exec(text)?.[1] ?? text.slice(0, 2_000);
  };

  for (const zone of ZONES) {
    it(`turns the year at midnight in Tehran and nowhere else (machine in ${zone})`, async () => {
      // 1403 is a leap year: its 30th of Esfand ends at 20:30 UTC of 20 March 2025.
      const program = await startAt('2025-03-19T20:00:00.000Z', zone);
      const entered = await enter();
      expect(await yearShown(entered)).to.equal('۱۴۰۳');
      setClock('2025-03-20T20:29:30.000Z');
      expect((await client.get('/account', entered)).status, 'after a day the login has ended').to.equal(303);
      const again = await enter();
      expect(await yearShown(again)).to.equal('۱۴۰۳');
      expect((await client.get('/account', again)).text).to.contain('۳۰ اسفند ۱۴۰۳');
      setClock('2025-03-20T20:30:30.000Z');
      expect(await yearShown(again)).to.equal('۱۴۰۴');
      const fresh = await enter();
      expect((await client.get('/account', fresh)).text).to.contain('۱ فروردین ۱۴۰۴');
      expect((await program.end('SIGTERM')).code).to.equal(0);
    });
  }

  it('may jump two hours either way: a login ends in time, and nothing falls over', async () => {
    const program = await startAt('2025-03-21T08:00:00.000Z');
    const entered = await enter();
    expect((await client.get('/account', entered)).status).to.equal(200);
    setClock('2025-03-21T10:00:00.000Z');
    expect((await client.get('/account', entered)).status, 'two hours at rest').to.equal(303);
    const later = await enter();
    setClock('2025-03-21T08:00:00.000Z');
    expect((await client.get('/account', later)).status, 'the clock went back').to.equal(200);
    const back = await enter();
    expect((await client.get('/account', back)).status).to.equal(200);
    expect((await fetch(`${program.url}/health`)).status).to.equal(200);
    const seqs = await ground.database.reads('events').whereLike('stream', 'user:%').orderBy([{ column: 'stream' }, { column: 'seq' }]).select('seq', 'at');
    expect(seqs.map(({ seq }) => seq)).to.deep.equal(seqs.map((_, index) => index + 1));
    expect((await program.end('SIGTERM')).code).to.equal(0);
  });
});
