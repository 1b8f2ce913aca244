import { expect } from 'chai';
import { check, WIDTHS } from '../../support/browser.ts';
import { ADMINISTRATOR, enter } from '../enter.ts';
import { open, press } from '../form.ts';
import type { Ground } from '../journey.ts';
import { until } from '../until.ts';
import { checkBoth } from '../widths.ts';
import { allSent, boardCounts, comeIn, everybodyAt, goOn, openNext, report, takeAlong, type Ledger } from './hours-crew.ts';
import { afterNine, COUNTIES, INSPECTORS, makeManager, MONDAYS, OFFICES } from './hours-ground.ts';

export const PASSWORDS = { absent: { username: 'ghayeb', password: 'پنجره‌ای رو به باغ انار' }, present: { username: 'hazer', password: 'چشمه‌ای که هرگز نمی‌خشکد' } } as const;

const [DAY] = MONDAYS;

/** The first Monday, from the draw to noon. */
export function mondayLeg(ground: Ground, ledger: Ledger): void {
  it('draws and seals before nine, and nobody else can read whom it names', async () => {
    // Before the program would draw by itself.
    await everybodyAt(ground, afterNine(DAY, -160));
    const head = await comeIn(ground, 'head');
    await open(head, '/draws');
    await checkBoth(head, 'draws');
    await open(head, `/draws/${DAY}`);
    for (const box of await head.locator('.draw-who input[type="checkbox"]').all()) await box.check();
    await checkBoth(head, 'draw-before');
    await press(head, 'کشیدن و مهر قرعه');
    await checkBoth(head, 'draw-sealed');
    expect(await head.locator('main').innerText()).to.contain('مهر');
  });

  it('takes the morning along on four phones, two of which lose the network', async () => {
    await everybodyAt(ground, afterNine(DAY, 4));
    const counts: number[] = [];
    for (const inspector of INSPECTORS) counts.push(await takeAlong(ground, inspector));
    expect(Math.min(...counts), 'everybody has a route').to.be.greaterThan(0);
    for (const inspector of ['third', 'fourth'] as const) await (await ground.person(inspector)).context.setOffline(true);
  });

  it('shows a manager that he was not found the moment it is reported, and the board that nobody has judged it', async () => {
    const { page } = await ground.person('first');
    const short = await openNext(page);
    expect(OFFICES.map(({ name }) => name)).to.include(short);
    await comeInAdministrator(ground);
    await makeManager(ground, 'absent', short, PASSWORDS.absent);
    const absent = (await ground.person('absent')).page;
    await absent.goto('/office');
    const head = await comeIn(ground, 'head');
    await open(head, '/presence');
    // Whoever has been there does not come there again the next time: the county's own inspector is to find it then.
    await report(page, 'not_found', { colleague: short.endsWith(COUNTIES[0]) ? 'fourth' : 'second' });
    ledger.push({ inspector: 'first', office: short, answer: 'not_found' });
    await allSent(page);
    await absent.getByText(/در بازدید ساعت .* در دفتر نبودید/).waitFor();
    await checkBoth(absent, 'office-not-found');
    await head.locator('.presence-chip[data-state="not_found"] b', { hasText: '۱' }).waitFor();
    await checkBoth(head, 'presence-first');
  });

  it('proves a visit by the code on the office’s screen, and tells the manager when', async () => {
    const { page } = await ground.person('second');
    const short = await openNext(page);
    await makeManager(ground, 'present', short, PASSWORDS.present);
    const present = (await ground.person('present')).page;
    await present.goto('/office');
    await press(present, 'در دفترم حاضرم');
    await present.locator('[data-code-digits]').waitFor();
    await checkBoth(present, 'office-code');
    const code = (await present.locator('[data-code-digits]').innerText()).replace(/\D/g, (one) => ('۰۱۲۳۴۵۶۷۸۹'.includes(one) ? one : ''));
    await report(page, 'present', { code, noBoard: true });
    ledger.push({ inspector: 'second', office: short, answer: 'present' });
    await allSent(page);
    await present.getByText(/بازرس حضور شما را در ساعت/).waitFor();
    await checkBoth(present, 'office-visited');
  });

  it('goes on without a network, and everything lands once when it is back', async () => {
    for (const inspector of ['third', 'fourth'] as const) {
      const { page } = await ground.person(inspector);
      for (let visit = 0; visit < 2 && (await page.getByRole('button', { name: /مقصد بعدی/ }).count()) > 0; visit += 1) {
        const short = await openNext(page);
        const answer = visit === 0 ? 'late' : inspector === 'third' ? 'not_found' : 'substitute';
        await report(page, answer, { colleague: 'fourth' });
        ledger.push({ inspector, office: short, answer });
      }
      await check(page, `hours-offline-${inspector}`);
    }
    const head = (await ground.person('head')).page;
    const before = await boardCounts(head);
    expect([before['late'], before['substitute']], 'nothing of it is known yet').to.deep.equal([0, 0]);
    for (const inspector of ['third', 'fourth'] as const) {
      const { page, context } = await ground.person(inspector);
      await context.setOffline(false);
      await allSent(page);
    }
  });

  it('visits the rest of every route', async () => {
    for (const inspector of INSPECTORS) {
      const { page } = await ground.person(inspector);
      await page.reload();
      for (;;) {
        await page.locator('.phone-target').first().waitFor();
        // The second of a pair says on his own phone what he has seen.
        const asked = await goOn(page);
        if (asked !== null) {
          await report(page, 'not_found', { colleague: ledger.find(({ office }) => office === asked)?.inspector ?? 'first' });
          await allSent(page);
          continue;
        }
        if ((await page.getByRole('button', { name: /مقصد بعدی/ }).count()) === 0) break;
        const short = await openNext(page);
        await report(page, 'present');
        ledger.push({ inspector, office: short, answer: 'present' });
        await allSent(page);
      }
    }
    expect(ledger.length).to.be.greaterThan(8);
  });

  it('shows on the board what was reported, and a county governor his own county alone', async () => {
    const head = (await ground.person('head')).page;
    await expectBoard(head, ledger);
    await checkBoth(head, 'presence-noon');
    await open(head, '/presence/print');
    const governor = await comeIn(ground, 'governor');
    await governor.goto('/presence');
    const own = await governor.locator('main').innerText();
    for (const { name, county } of OFFICES) if (county !== 'کاشان') expect(own, name).not.to.contain(name);
    await checkBoth(governor, 'presence-county');
  });
}

/** The board's counts are those of the reports. */
export async function expectBoard(page: Awaited<ReturnType<typeof comeIn>>, ledger: Ledger): Promise<void> {
  const of = (...answers: readonly string[]): number => ledger.filter(({ answer }) => answers.includes(answer)).length;
  const told = { verified: of('present'), late: of('late'), substitute: of('substitute'), not_found: of('not_found', 'in_meeting', 'on_mission') };
  await open(page, '/presence');
  let counts = await boardCounts(page);
  const shown = () => ({ verified: counts['verified'], late: counts['late'], substitute: counts['substitute'], not_found: counts['not_found'] });
  // The last report may still be on its way.
  await until(`the board tells ${JSON.stringify(told)}, now ${JSON.stringify(shown())}`, async () => {
    counts = await boardCounts(page);
    return JSON.stringify(shown()) === JSON.stringify(told);
  });
}

/** The administrator enters anew. */
export async function comeInAdministrator(ground: Ground): Promise<void> {
  const administrator = await ground.person('administrator', WIDTHS.wide);
  await administrator.context.clearCookies();
  await enter(administrator, ADMINISTRATOR.username, ADMINISTRATOR.password);
}
