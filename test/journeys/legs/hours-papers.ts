import { expect } from 'chai';
import sharp from 'sharp';
import { formatDay } from '../../../server/domain/jalali.ts';
import { check } from '../../support/browser.ts';
import { open, press, pressOn, type } from '../form.ts';
import type { Ground } from '../journey.ts';
import { checkBoth } from '../widths.ts';
import type { Ledger } from './hours-crew.ts';
import { CREW, MONDAYS } from './hours-ground.ts';
import { comeInAdministrator } from './hours-monday.ts';

/** The head issues an inspector's order, with his photo; it is printed, and whoever is shown it can check it. */
export function orderLeg(ground: Ground): void {
  it('issues an inspector’s order, which anybody can check at the door', async () => {
    const { page: head } = await ground.person('head');
    await open(head, '/inspections/orders');
    await head.locator('main select').first().selectOption({ label: `${CREW.first.honorific === 'agha' ? 'آقای' : 'خانم'} ${CREW.first.name}` });
    await type(head, { number: '۱۴۰۵/۲۱۴', from: formatDay(MONDAYS[0]), to: formatDay(MONDAYS[1]) });
    const portrait = await sharp({ create: { width: 300, height: 400, channels: 3, background: '#8a6d5a' } }).jpeg().toBuffer();
    await head.locator('input[type="file"]').setInputFiles({ name: 'چهره.jpg', mimeType: 'image/jpeg', buffer: portrait });
    await press(head, 'صدور حکم');
    await checkBoth(head, 'orders');
    await head.locator('main').getByRole('link', { name: new RegExp(CREW.first.name) }).first().click();
    await head.waitForURL(/\/inspections\/orders\/[\w-]+$/);
    await check(head, 'order');
  });
}

/** What the centre, the director-general and the offices read when the morning is over. */
export function papersLeg(ground: Ground, ledger: Ledger): void {
  it('shows the reports one by one, and what is to be mended', async () => {
    const { page: head } = await ground.person('head');
    await open(head, '/inspections');
    await checkBoth(head, 'inspections');
    await head.locator('main .visit-row a.list-title').first().click();
    await head.waitForURL(/\/inspections\/[\w-]+$/);
    await checkBoth(head, 'inspection');
    await open(head, '/findings');
    await pressOn(head, head.locator('main').getByRole('link', { name: /در انتظار اقدام/ }));
    expect(await head.locator('main').innerText(), 'no board of hours at one office').to.contain(ledger.find(({ inspector }) => inspector === 'second')?.office ?? '-');
    await checkBoth(head, 'findings');
    await pressOn(head, head.locator('main a[href^="/findings/"]').first());
    await checkBoth(head, 'finding');
  });

  it('lets the head see the hours of a day, the places of offices and the other lists', async () => {
    const { page: head } = await ground.person('head');
    for (const [path, name] of [['/draws/places', 'draw-places'], ['/hours/decisions', 'decisions'], ['/complaints', 'complaints'], ['/notices/missed', 'notices-missed'], ['/notices/overdue', 'notices-overdue']] as const) {
      await open(head, path);
      await checkBoth(head, name);
    }
    await comeInAdministrator(ground);
    const { page } = await ground.person('administrator');
    await open(page, `/hours/days/${MONDAYS[0]}`);
    await checkBoth(page, 'hours-day');
    await open(page, '/hours');
    await checkBoth(page, 'hours');
  });
}
