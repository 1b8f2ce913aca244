import { expect } from 'chai';
import { dayOf, instant } from '../../../server/domain/calendar.ts';
import { formatDay } from '../../../server/domain/jalali.ts';
import type { Ground } from '../journey.ts';
import { ADMINISTRATOR } from '../enter.ts';
import { open, pressOn } from '../form.ts';
import { hostile as text, post, send, strangersOn } from '../stored.ts';
import { HOSTILE } from './hostile-text.ts';

/** Texts that would run if anything printed them as HTML, stored wherever text is kept, and every page that shows them opened. */
export function hostileLeg(ground: Ground): void {
  const pages = new Set<string>();

  const visit = async (): Promise<void> => {
    const { page } = await ground.person('administrator');
    for (const path of pages) {
      await open(page, path);
      expect(await strangersOn(page), path).to.deep.equal([]);
      expect(await page.title(), path).to.contain('دیدار');
    }
  };

  it('keeps them as names of bodies, counties and people, as notes and reasons', async () => {
    const { page } = await ground.person('administrator');
    for (let at = 0; at < HOSTILE.length; at += 1) {
      const agency = (await post(page, '/agencies/new', {
        name: text(at, ` ${at}`), shortName: text(at, ` ${at}`).slice(0, 60), sector: 'infra', kind: 'general_directorate', headTitle: text(at).slice(0, 60), flagsWhy: text(at + 1), mayBeInvited: '1',
      })).split('?')[0] ?? '';
      await post(page, `${agency}/terms/new`, { honorific: 'agha', name: text(at, ' نام').slice(-80), post: text(at + 2).slice(0, 80), from: '۱۴۰۰/۰۱/۰۱' });
      pages.add(agency);
      if (at % 8 !== 0) continue;
      await open(page, `${agency}/absences/new`);
      const personId = await page.locator('[name="personId"]').inputValue();
      await post(page, `${agency}/absences/new`, { personId, kind: 'leave', from: '۱۴۰۶/۰۱/۲۰', note: text(at + 3) });
      await post(page, '/counties/new', { name: text(at, ` ${at}`).slice(0, 60), centre: text(at + 4).slice(0, 60) });
      await post(page, '/calendar/closures/new', { from: `۱۴۰۵/۱۰/${9 + at / 8}`, to: '', scope: 'province', kind: 'full', reason: text(at + 5), orderNo: text(at + 6).slice(0, 60) });
      await post(page, '/calendar/holidays/new', { day: `۱۴۰۵/۱۱/${13 + at / 8}`, title: text(at + 7).slice(0, 120), status: 'final', reason: text(at + 8) });
      const user = (await post(page, '/users/new', { honorific: 'khanom', name: text(at + 9, ' نام').slice(-80), username: `user${at}`, 'role-operator': '1' })).split('?')[0] ?? '';
      pages.add(user).add(`${agency}/edit`).add(`${agency}/terms/new?q=%3Cscript%3E`);
    }
    await open(page, '/settings/governorate');
    const seen = await page.locator('[name="seen"]').inputValue();
    await post(page, '/settings/governorate', { value: text(0), seen, effective: formatDay(dayOf(instant(new Date().toISOString()))) });
    for (const path of ['/agencies', '/agencies?q=%3Cscript%3Ealert(1)', '/counties', '/absences', '/calendar?year=1405', '/users', '/users?q=%22%3E%3Cimg', '/settings', '/settings/governorate', '/demand']) pages.add(path);
    await visit();
  });

  it('keeps them through a rota: pins, exclusions, letters, notes, the public page', async () => {
    const { page } = await ground.person('administrator');
    pages.clear();
    await open(page, '/users');
    await page.locator('main').getByRole('link', { name: ADMINISTRATOR.name }).click();
    await page.waitForURL(/\/users\/[\w-]{36}/);
    await page.locator('[name="role-inspection_head"]').check();
    await pressOn(page, page.locator('main form[action^="/users/"] button.button-primary', { hasText: 'ذخیره' }));
    await open(page, '/demand?year=1405&measure=calls');
    const names = await page.locator('.demand-cell input[name$="_8"]').evaluateAll((all: { name: string }[]) => all.map((one) => one.name));
    expect(names.length).to.be.greaterThan(40);
    const grid = (await page.locator('form.demand').getAttribute('action')) ?? '';
    await send(page, '/demand?year=1405&measure=calls', grid, Object.fromEntries(names.map((name, at) => [name, String(10 + at)])));
    const board = (await post(page, '/rota/drafts', { from: '۱۴۰۵/۱۱/۰۱', to: '۱۴۰۵/۱۲/۲۸' })).split('?')[0] ?? '';
    await open(page, `${board}?month=1405-11`);
    const slots = await page.locator('[data-slot]:has([data-card])').evaluateAll((all: { dataset: { slot: string; rev: string } }[]) => all.map(({ dataset }) => ({ session: dataset.slot, rev: dataset.rev })));
    for (const [at, slot] of slots.slice(0, -1).entries()) {
      await post(page, `${board}/pin`, { ...slot, reason: text(at * 3) });
      pages.add(`${board}/explain/${slot.session}`);
    }
    await post(page, `${board}/clear`, { session: '', rev: '', ...slots.at(-1), reason: text(21) });
    await open(page, `${board}/exclusions`);
    const agency = (await page.locator('[name="agency"] option').nth(4).getAttribute('value')) ?? '';
    await post(page, `${board}/exclude`, { agency, from: '۱۴۰۵/۱۲/۰۱', to: '۱۴۰۵/۱۲/۲۸', reason: text(7) });
    await send(page, board, `${board}/submit`, {});
    await send(page, board, `${board}/return`, { reason: text(9) });
    pages.add(`${board}/exclusions`).add(`${board}?month=1405-11`).add(`${board}?month=1405-12`).add(`${board}?view=week&day=2027-01-30`);
    await visit();
    await send(page, board, `${board}/submit`, {});
    await send(page, board, `${board}/approve`, { letterNo: text(26).slice(0, 60), letterDay: '۱۴۰۵/۰۹/۰۱' });
    await send(page, `${board}/invitations`, `${board}/invite`, { until: '۱۴۰۵/۱۱/۳۰' });
    await open(page, `${board}/invitations?until=2027-02-19`);
    const records = await page.locator('form[action^="/rota/invitations/"]').evaluateAll((all: { action: string }[]) => all.map((one) => new URL(one.action).pathname));
    for (const [at, action] of records.entries()) await post(page, action, { answer: 'accept_by_phone', note: text(at * 5) });
    await send(page, `${board}/publish?until=2027-02-19`, `${board}/publish`, { until: '۱۴۰۵/۱۱/۳۰', despiteUnanswered: '1', despiteEmpty: '1', note: text(13) });
    pages.add(`${board}/invitations`).add(`${board}/publish`).add('/timetable?month=1405-11').add('/timetable/1').add('/rota/versions').add('/rota/versions/1').add('/shares');
    await visit();
  });
}
