import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect } from 'chai';
import { openDatabase, type Database } from '../../db/connection.ts';
import { migrate } from '../../db/migrate.ts';
import { instantOf, millisecondsOf, toInstant, type Clock } from '../../server/domain/calendar.ts';
import { addDays, fromJalali, type Day } from '../../server/domain/jalali.ts';
import { layAgencies } from '../slices/hours/ground.ts';
import { clockLibrary, shiftedClock } from '../support/clock.ts';
import { bundled, temporaryFolder } from '../support/process.ts';
import type { LayingOrders } from './laying-process.ts';

const KILLS = 50;
const AGENCIES = 40;
const ZONES = ['UTC', 'Asia/Tehran', 'America/Los_Angeles'] as const;
const HOUR_MS = 3_600_000;
const OFF_MS = [0, 2 * HOUR_MS, -2 * HOUR_MS, 24 * HOUR_MS, -24 * HOUR_MS] as const;
/** Through Nowruz of a leap year (30 Esfand), and both changes of Tehran's clocks. */
const FIRST = fromJalali(1399, 11, 6);
const WEEKS = 25;

describe('managers’ hours through half a year of killed processes and wrong clocks', function () {
  this.timeout(120_000);
  let database: Database;
  let url: string;

  before(async function () {
    if (clockLibrary() === undefined) this.skip();
    url = `sqlite:${join(temporaryFolder(), 'didar.sqlite')}`;
    database = await openDatabase({ url, role: 'tool', synchronous: 'normal' });
    await migrate(database);
    await layAgencies(database, { counties: 3, agencies: AGENCIES });
  });
  after(() => database?.close());

  /** One life at a time that the machine's clock shows, off by some hours; killed at any moment of its work unless it is the last. */
  const live = async (number: number, day: Day, killed: boolean): Promise<number | null> => {
    const at = millisecondsOf(toInstant(day, '05:00' as Clock)) + (killed ? (OFF_MS[number % OFF_MS.length] ?? 0) : 0);
    const orders: LayingOrders = { url, once: !killed };
    const env = { ...process.env, TZ: ZONES[number % ZONES.length], ...shiftedClock(at - Date.now()) };
    const child = spawn(process.execPath, [await bundled('laying'), JSON.stringify(orders)], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = once(child, 'close');
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      // Two of three die in the middle of their work, the others when it is done.
      if (!killed) return;
      if (number % 3 === 0 ? said.includes('laid') : said.includes('lives')) setTimeout(() => child.kill('SIGKILL'), number % 3 === 0 ? 0 : (number * 37) % 150);
    });
    const [code] = (await ended) as [number | null];
    return code;
  };

  it('are there once each, whatever the clock says: none missed, none doubled', async () => {
    const began = performance.now();
    const closed = addDays(FIRST, 7 * 12);
    for (let number = 0; number < KILLS; number += 1) {
      // In the middle of it all a county closes for a day, and what was said of it is taken back for one of its agencies.
      if (number === 20) await database.direct('closures').insert({ id: 'c', from_day: closed, to_day: closed, scope_kind: 'county', county_id: 'c1', agency_id: null, kind: 'full', open_from: null, close_at: null, reason: 'برف', order_no: null, issued_at: null, recorded_at: instantOf(0), recorded_by: '', withdrawn_at: null });
      const day = addDays(FIRST, Math.floor((number * (WEEKS - 1) * 7) / KILLS) - 3);
      expect(await live(number, day, true), 'it was killed').to.equal(null);
    }
    const last = addDays(FIRST, (WEEKS - 1) * 7);
    expect(await live(KILLS, addDays(last, -3), false)).to.equal(0);
    const mondays = Array.from({ length: WEEKS }, (_, week) => addDays(FIRST, week * 7));
    const rows = await database.reads('hours').where('planned_day', '>=', FIRST).where('planned_day', '<=', last).select('agency_id', 'planned_day', 'state', 'starts_at');
    const seen = new Map<string, number>();
    for (const row of rows) seen.set(`${row.agency_id} ${row.planned_day}`, (seen.get(`${row.agency_id} ${row.planned_day}`) ?? 0) + 1);
    const expected = mondays.flatMap((day) => Array.from({ length: AGENCIES }, (_, at) => `a${at} ${day}`));
    const missed = expected.filter((one) => !seen.has(one));
    const doubled = [...seen].filter(([, count]) => count !== 1);
    const away = rows.filter(({ planned_day: day, state, starts_at: at }) => state !== 'cancelled' && at !== toInstant(day as Day, '09:00' as Clock));
    console.log(`      ${rows.length} occurrences, ${KILLS} kills, ${missed.length} missed, ${doubled.length} doubled: ${Math.round((performance.now() - began) / 1000)} s`);
    expect(expected.length).to.equal(1000);
    expect([missed, doubled, rows.length, away], 'each once, and at its time').to.deep.equal([[], [], 1000, []]);
    const cancelled = rows.filter(({ planned_day: day, state }) => day === closed && state === 'cancelled').map(({ agency_id: id }) => id);
    expect(cancelled).to.have.members(Array.from({ length: AGENCIES }, (_, at) => at).flatMap((at) => (at % 4 === 1 ? [`a${at}`] : [])));
  });
});
