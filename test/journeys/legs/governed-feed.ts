import { expect } from 'chai';
import ICAL from 'ical.js';
import { open, press, type } from '../form.ts';
import type { Ground } from '../journey.ts';
import { checkWidths } from './governed-ground.ts';

/** An entry of a calendar feed, as a calendar program reads it. */
export interface Entry {
  readonly uid: string;
  readonly summary: string;
  readonly starts: string;
  readonly sequence: number;
  readonly status: string;
}

/** Reads a feed as a calendar program does. */
export async function readFeed(url: string): Promise<readonly Entry[]> {
  const answer = await fetch(url);
  expect(answer.status, url).to.equal(200);
  const calendar = new ICAL.Component(ICAL.parse(await answer.text()) as unknown[]);
  return calendar.getAllSubcomponents('vevent').map((event) => ({
    uid: String(event.getFirstPropertyValue('uid')),
    summary: String(event.getFirstPropertyValue('summary')),
    starts: (event.getFirstPropertyValue('dtstart') as ICAL.Time).toJSDate().toISOString(),
    sequence: Number(event.getFirstPropertyValue('sequence') ?? 0),
    status: String(event.getFirstPropertyValue('status') ?? ''),
  }));
}

/** A calendar of the whole programme is asked for at its secret address. */
export function feedLeg(ground: Ground): { readonly url: () => string } {
  let url = '';
  it('gives a secret address for the calendar of the whole programme', async () => {
    const { page } = await ground.person('administrator');
    await open(page, '/feeds');
    await press(page, 'گرفتن نشانی');
    expect(await page.locator('main [aria-invalid="true"]').count(), 'it wants a name').to.be.greaterThan(0);
    await page.getByRole('combobox', { name: 'تقویم چه کسی' }).fill('همه');
    await page.keyboard.press('Enter');
    await type(page, { name: 'روابط عمومی' });
    await press(page, 'گرفتن نشانی');
    url = await page.locator('#feed-url').innerText();
    await checkWidths(ground, 'administrator', 'feed-key');
    const entries = await readFeed(url);
    expect(entries.length).to.be.greaterThan(20);
    expect(new Set(entries.map(({ uid }) => uid)).size, 'every entry has a name of its own').to.equal(entries.length);
    expect(entries.every(({ sequence, status }) => sequence === 0 && status !== 'CANCELLED')).to.equal(true);
  });
  return { url: () => url };
}

/** The address is revoked, and nobody reads it any more. */
export function revokeLeg(ground: Ground, url: () => string): void {
  it('gives nothing any more at an address that was revoked', async () => {
    const { page } = await ground.person('administrator');
    await open(page, '/feeds');
    await checkWidths(ground, 'administrator', 'feeds');
    const button = page.locator('main form[action$="/revoke"] button').first();
    await button.click();
    const yes = page.locator('#confirm-yes');
    if (await yes.isVisible().catch(() => false)) await yes.click();
    await page.waitForURL(/done=revoked/);
    expect((await fetch(url())).status).to.be.oneOf([404, 410]);
  });
}
