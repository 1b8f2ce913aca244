import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { openDatabase, type Database } from '../../db/connection.ts';
import { migrate } from '../../db/migrate.ts';
import { toInstant, type Clock, type Instant } from '../../server/domain/calendar.ts';
import { addDays, fromJalali } from '../../server/domain/jalali.ts';
import { accountOf, layYears } from '../slices/messages/years.ts';
import { bundled, temporaryFolder } from '../support/process.ts';
import type { ReminderOrders } from './reminding-process.ts';

const KILLS = 50;
/** More than all need together, so that years pass between the first death and the last. */
const STEPS = 24;
const ZONES = ['UTC', 'Asia/Tehran', 'America/Los_Angeles'] as const;
const OFF_MINUTES = [0, 120, -120, 24 * 60, -24 * 60] as const;
const FROM = fromJalali(1399, 1, 20);
const TO = fromJalali(1405, 12, 10);

describe('reminders through years of killed processes and wrong clocks', function () {
  this.timeout(240_000);
  let database: Database;
  let orders: Omit<ReminderOrders, 'offMinutes' | 'steps' | 'diesAtGiving'>;

  before(async () => {
    const folder = temporaryFolder();
    const url = `sqlite:${join(folder, 'didar.sqlite')}`;
    database = await openDatabase({ url, role: 'tool', synchronous: 'normal' });
    await migrate(database);
    orders = { url, clockFile: join(folder, 'clock'), takenFile: join(folder, 'taken'), end: toInstant(addDays(TO, 10), '12:00' as Clock) };
    // Before the first session's month.
    writeFileSync(orders.clockFile, toInstant(addDays(FROM, -40), '06:00' as Clock));
  });
  after(() => database.close());

  /** One life of a process: killed after some ms or when it waits for that; its exit code where it reached the end. */
  const live = async (number: number, killed: boolean): Promise<number | null> => {
    const own: ReminderOrders = { ...orders, offMinutes: killed ? (OFF_MINUTES[number % OFF_MINUTES.length] ?? 0) : 0, steps: killed ? STEPS : null, diesAtGiving: killed && number % 3 === 1 ? 1 + (number % 17) : null };
    const child = spawn(process.execPath, [await bundled('reminding'), JSON.stringify(own)], { env: { ...process.env, TZ: ZONES[number % ZONES.length] }, stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = once(child, 'close');
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      // A third of them die at any moment, a third between a message and its mark, the others when their steps are done.
      if (killed && said.includes('lives') && number % 3 === 0) setTimeout(() => child.kill('SIGKILL'), (number * 97) % 480);
      if (killed && said.includes('waits')) child.kill('SIGKILL');
    });
    const [code] = (await ended) as [number | null];
    return code;
  };

  it('are given once each, in time, whatever the clock says: none missed, none doubled', async () => {
    const began = performance.now();
    const laid = await layYears(database, { from: FROM, to: TO });
    for (let number = 0; number < KILLS; number += 1) {
      expect(await live(number, true), 'it was killed').to.equal(null);
      expect(existsSync(orders.clockFile)).to.equal(true);
    }
    const reached = readFileSync(orders.clockFile, 'utf8') as Instant;
    expect(await live(KILLS, false)).to.equal(0);
    const account = await accountOf(database, laid);
    const taken = readFileSync(orders.takenFile, 'utf8').trim().split('\n');
    const again = taken.length - new Set(taken).size;
    console.log(`      ${account.given} reminders of ${laid.length} sessions, ${KILLS} kills until ${reached}, ${again} handed over again under their id: ${Math.round((performance.now() - began) / 1000)} s`);
    expect(account.expected).to.be.at.least(1000);
    expect(account.missed).to.deep.equal([]);
    expect([account.rows, account.given], 'each once').to.deep.equal([account.expected, account.expected]);
    expect(account.atWrongTimes).to.deep.equal([]);
    expect(account.afterItsSession).to.deep.equal([]);
    expect(new Set(taken).size, 'what was handed over is what was marked').to.equal(account.given);
    expect(again, 'what was in hand when a process died, and nothing else').to.be.within(10, KILLS * 8);
  });
});
