import { copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import knexFactory from 'knex';
import type { Locator, Page } from 'playwright-core';
import { toAsciiDigits } from '../../../server/domain/persian.ts';
import { calledOf, type Caller } from '../callers.ts';
import { check } from '../../support/browser.ts';
import { queueByKeys, typeCall } from '../desk.ts';
import { notice, open, pressOn } from '../form.ts';
import { deskAt } from '../hosting.ts';
import type { Ground } from '../journey.ts';
import { known, type Ledger } from '../ledger.ts';
import { until } from '../until.ts';
import { checkBoth, shootBoth } from '../widths.ts';
import { GAS, WATER } from './live-set-up.ts';

const LEFT: readonly Caller[] = [
  { honorific: 'khanom', name: 'سپهری', phone: '09132000040', topic: 'قطعی', summary: 'افت فشار در طبقهٔ بالا' },
  { honorific: 'agha', name: 'شهابی', phone: '09132000041', topic: 'قطعی', summary: 'کنتور خراب است' },
  { honorific: 'agha', name: 'ضرابی', topic: 'قطعی', summary: 'شمارهٔ خود را نمی‌گوید' },
];
const LATE: Caller = { honorific: 'khanom', name: 'دیرآمده', phone: '09132000042', topic: 'قطعی', summary: 'در میان بستن جلسه تماس گرفت' };

/** A count on the page, in whatever words it stands. */
const countIn = async (place: Locator): Promise<number> => Number(/\d+/.exec(toAsciiDigits(await place.innerText()))?.[0] ?? NaN);
/** The count beside a term of a list of figures. */
const figure = (list: Locator, term: string): Promise<number> => countIn(list.locator('div', { has: list.page().locator('dt', { hasText: new RegExp(`^${term}$`) }) }).locator('dd'));
const tile = (page: Page, label: string): Promise<number> => countIn(page.locator('.tile', { has: page.locator('.tile-label', { hasText: new RegExp(`^\\s*${label}\\s*$`) }) }).locator('.tile-value'));

type Row = Readonly<Record<string, string | number | null>>;

/** Reads the program’s own file, as it lies there with everything that is committed. */
async function readFile(folder: string, tables: readonly string[]): Promise<Readonly<Record<string, readonly Row[]>>> {
  const copy = mkdtempSync(join(tmpdir(), 'didar-read-'));
  for (const name of readdirSync(folder).filter((one) => one.startsWith('didar.sqlite') && !one.endsWith('lock'))) copyFileSync(join(folder, name), join(copy, name));
  const knex = knexFactory({ client: 'sqlite3', connection: { filename: join(copy, 'didar.sqlite') }, useNullAsDefault: true, pool: { min: 1, max: 1 } });
  try {
    return Object.fromEntries(await Promise.all(tables.map(async (table) => [table, (await knex(table).select('*')) as Row[]] as const)));
  } finally {
    await knex.destroy();
    rmSync(copy, { recursive: true, force: true });
  }
}

/** The end of the sessions: nobody is left behind, and what they came to is what the screens showed. */
export function liveCloseLeg(ground: Ground, ledger: Ledger): void {
  const ends = ({ name }: Pick<Caller, 'name'>, ...outcomes: readonly string[]): void => void ledger.ends.set(name, outcomes);
  const pageOf = async (name: string): Promise<Page> => (await ground.person(name)).page;
  const queue = async (caller: Caller): Promise<void> => {
    const page = await pageOf('operator');
    await typeCall(page, caller);
    expect(await queueByKeys(page, WATER.short)).to.contain(calledOf(caller));
  };
  const way = (page: Page, { name }: Caller, value: string): Promise<void> =>
    page.locator('.close-caller', { hasText: name }).locator(`input[type="radio"][value="${value}"]`).check({ force: true });

  it('cannot be closed while somebody waits who has no way', async () => {
    for (const caller of LEFT) await queue(caller);
    const [supervisor, host] = [await pageOf('supervisor'), await pageOf('host')];
    await deskAt(host, 'ready');
    await checkBoth(await pageOf('operator'), 'live-desk-full');
    await checkBoth(host, 'live-host-queue');
    await open(supervisor, '/today');
    await checkBoth(supervisor, 'live-today');
    await open(supervisor, `/today/${known(ledger.sessions, 'water')}`);
    await checkBoth(supervisor, 'live-manage');
    await supervisor.getByRole('link', { name: 'بستن جلسه', exact: true }).click();
    await supervisor.waitForURL(/\/close$/);
    await shootBoth(supervisor, 'live-close');
    // Meanwhile somebody joins the queue, of whom the page does not know.
    await queue(LATE);
    await pressOn(supervisor, supervisor.getByRole('button', { name: 'بستن جلسه', exact: true }));
    expect(await supervisor.locator('main .notice-bad').innerText()).to.contain('هنوز ۱ نفر در صف‌اند');
    expect(await supervisor.locator('.close-caller', { hasText: LATE.name }).innerText()).to.contain('تازه به صف آمد');
    await checkBoth(supervisor, 'live-close-refused');
  });

  it('lets the host leave; what all screens show now is written down', async () => {
    const [host, operator, wall, board] = [await pageOf('host'), await pageOf('operator'), await pageOf('wall'), await pageOf('inspection')];
    await host.getByRole('button', { name: 'پایان حضور مدیر' }).click();
    await host.locator('#confirm-yes').click();
    await deskAt(host, 'away');
    await shootBoth(host, 'live-host-away');
    await open(board, '/supervise');
    await shootBoth(board, 'live-supervise');
    await check(wall, 'live-wall');
    const card = board.locator('.watch', { has: board.getByRole('heading', { name: WATER.short, exact: true }) });
    const panel = wall.locator('.wall-panel', { has: wall.getByRole('heading', { name: WATER.short, exact: true }) });
    const desk = operator.locator('.desk-session', { hasText: WATER.short });
    await desk.locator('.chip', { hasText: 'رو به پایان' }).waitFor();
    const own = host.locator('.talk-figures');
    const shown = {
      'host taken': await figure(own, 'تماس در این جلسه'), 'host answered': await figure(own, 'پاسخ داده شد'), 'host settled': await figure(own, 'در همین تماس حل شد'),
      'host referred': await figure(own, 'ارجاع به کارشناس'), 'host committed': await figure(own, 'تعهد با مهلت'),
      'supervisor answered': await figure(card, 'پاسخ داده شد'), 'supervisor settled': await figure(card, 'حل شد'), 'supervisor committed': await figure(card, 'تعهد'), 'supervisor referred': await figure(card, 'ارجاع'),
      'supervisor waiting': await figure(card, 'در صف'), 'wall answered': await figure(panel, 'پاسخ داده شد'), 'wall referred': await figure(panel, 'ارجاع'), 'wall waiting': await figure(panel, 'در صف'),
      'operator waiting': await countIn(desk.locator('.desk-session-facts b').first()),
    };
    for (const [name, count] of Object.entries(shown)) {
      expect(count, name).to.satisfy(Number.isInteger);
      ledger.shown.set(name, count);
    }
  });

  it('closes with a way for each, and sums up what the screens showed', async () => {
    const page = await pageOf('supervisor');
    const [carried, called, registered] = LEFT as readonly [Caller, Caller, Caller];
    expect(await page.locator('.close-caller', { hasText: registered.name }).locator('input[value="call_back"]').isDisabled(), 'whoever has no number cannot be rung').to.equal(true);
    await way(page, carried, 'carry');
    await way(page, called, 'call_back');
    await way(page, registered, 'register');
    await way(page, LATE, 'carry');
    await pressOn(page, page.getByRole('button', { name: 'بستن جلسه', exact: true }));
    expect(page.url()).to.match(/\/summary\?done=closed$/);
    expect(await notice(page)).to.contain('کسی در صف نماند');
    ends(carried, 'carried', 'waiting');
    ends(called, 'call_back');
    ends(registered, 'registered');
    ends(LATE, 'carried', 'waiting');
    await checkBoth(page, 'live-summary');
    const tiles = {
      taken: await tile(page, 'گفت‌وگو با مدیر'), answered: await tile(page, 'پاسخ داده شد'), settled: await tile(page, 'در همین تماس حل شد'), committed: await tile(page, 'تعهد با مهلت'),
      referred: await tile(page, 'ارجاع به کارشناس'), otherAgency: await tile(page, 'مربوط به دستگاه دیگر'), linked: await tile(page, 'پیوسته به درخواست پیشین'), dropped: await tile(page, 'تماس قطع شد'),
      carried: await tile(page, 'منتقل به جلسهٔ دیگر'), callBack: await tile(page, 'دوباره تماس می‌گیریم'), registered: await tile(page, 'ثبت درخواست'),
    };
    for (const [name, count] of ledger.shown) {
      const [, what = ''] = name.split(' ');
      expect(count, `${name} just before`).to.equal(what === 'waiting' ? LEFT.length + 1 : tiles[what as keyof typeof tiles]);
    }
    for (const [name, count] of Object.entries(tiles)) ledger.shown.set(`summary ${name}`, count);
    expect(await page.locator('#press').innerText(), 'three sentences for the press').to.contain(WATER.short);
    await page.emulateMedia({ media: 'print' });
    await check(page, 'live-summary-print');
    await page.emulateMedia({ media: null });
  });

  it('ends every screen of the session: the host reads what he has done, the wall goes on', async () => {
    const [host, operator, wall] = [await pageOf('host'), await pageOf('operator'), await pageOf('wall')];
    await deskAt(host, 'over');
    expect(await figure(host.locator('.talk-figures'), 'تماس در این جلسه')).to.equal(known(ledger.shown, 'summary taken'));
    await shootBoth(host, 'live-host-over');
    await operator.locator('.desk-over', { hasText: WATER.short }).waitFor();
    await wall.locator('.wall-panel', { hasText: WATER.short }).waitFor({ state: 'detached' });
    await wall.locator('.wall-panel', { hasText: GAS.short }).waitFor();
    await check(wall, 'live-wall-one');
  });

  it('closes the other session, and cancels the one whose manager never came', async () => {
    const page = await pageOf('supervisor');
    await open(page, `/today/${known(ledger.sessions, 'gas')}/close`);
    await pressOn(page, page.getByRole('button', { name: 'بستن جلسه', exact: true }));
    expect(page.url()).to.match(/\/summary\?done=closed$/);
    await open(page, `/today/${known(ledger.sessions, 'school')}/close?how=cancel`);
    await checkBoth(page, 'live-cancel');
    await pressOn(page, page.getByRole('button', { name: 'لغو جلسه', exact: true }));
    expect(await page.locator('main [aria-invalid="true"]').count(), 'a cancelled session has its reason').to.equal(1);
    await page.locator('main [name="reason"]').fill('مأموریت ناگهانی مدیر');
    await pressOn(page, page.getByRole('button', { name: 'لغو جلسه', exact: true }));
    expect(page.url()).to.match(/\/summary\?done=cancelled$/);
    await open(page, '/today');
    await until('nothing goes on', async () => (await page.locator('.day-row:not(.day-row-over)').count()) === 0);
    await shootBoth(page, 'live-today-over');
    await check(await pageOf('wall'), 'live-wall-idle');
  });

  it('has lost no call: every caller of the morning is found in an end, and the file counts what the page does', async () => {
    const { calls = [], commitments = [], requests = [] } = await readFile(ground.program.folder, ['calls', 'commitments', 'requests']);
    const found = new Map<string, string[]>();
    for (const { name, outcome, state } of calls) found.set(String(name), [...(found.get(String(name)) ?? []), String(outcome ?? state)]);
    const sorted = (lists: Iterable<readonly [string, readonly string[]]>): Record<string, string[]> =>
      Object.fromEntries([...lists].map(([name, outcomes]) => [name, [...outcomes].sort()] as const).sort(([one], [other]) => (one < other ? -1 : 1)));
    expect(sorted(found)).to.deep.equal(sorted(ledger.ends));
    expect(ledger.ends.size, 'callers of the morning').to.be.at.least(30);
    const own = calls.filter(({ session_id: session }) => session === known(ledger.sessions, 'water'));
    const count = (...outcomes: readonly string[]): number => own.filter(({ outcome }) => outcomes.includes(String(outcome))).length;
    const counted = {
      taken: own.filter(({ talk_at: talk, outcome }) => talk !== null && outcome !== null).length,
      answered: count('answered'), settled: count('settled_on_line'), committed: count('commitment'), referred: count('referred'), otherAgency: count('other_agency'),
      linked: count('linked', 'same_problem'), dropped: count('dropped', 'dropped_early'), carried: count('carried', 'transferred'), callBack: count('call_back'), registered: count('registered'),
    };
    for (const [name, number] of Object.entries(counted)) expect(known(ledger.shown, `summary ${name}`), `${name} in the file`).to.equal(number);
    expect(commitments).to.have.length(1);
    expect(requests.filter(({ confidential }) => confidential === 1)).to.have.length(1);
    expect(JSON.stringify(calls), 'no telephone lies open').not.to.contain('9132000002');
  });
}
