import { expect } from 'chai';
import { addDays, formatDay } from '../../../server/domain/jalali.ts';
import { convene, seatCode, wallAddress } from '../centre.ts';
import { open, press, type } from '../form.ts';
import type { Ground } from '../journey.ts';
import { fromNow, today } from '../morning.ts';
import { hostile as text, post, strangersOn } from '../stored.ts';
import { until } from '../until.ts';
import { HOSTILE } from './hostile-text.ts';
import { WATER } from './live-set-up.ts';

const AGENCY = 'مخابرات';
/** So many callers are left in the queue, each with a reason why he goes first. */
const WAITING = 12;

type Option = { readonly id: string; readonly label: string };

/** Texts that would run if anything printed them as HTML, stored wherever live calls keep text; every live page stands open meanwhile, and every other is opened. */
export function liveHostileLeg(ground: Ground): void {
  let session = '';
  let topicId = '';
  const codes: string[] = [];

  const clean = async (names: readonly string[]): Promise<void> => {
    for (const name of names) {
      const { page } = await ground.person(name);
      expect(await strangersOn(page), name).to.deep.equal([]);
    }
  };
  const visit = async (person: string, paths: readonly string[]): Promise<void> => {
    const { page } = await ground.person(person);
    for (const path of paths) {
      await open(page, path);
      expect(await strangersOn(page), path).to.deep.equal([]);
      expect(await page.title(), path).to.contain('دیدار');
    }
  };
  const entry = (at: number, more: Readonly<Record<string, string>>): Record<string, string> => ({
    phone: `0913300${String(1000 + at)}`, identityKind: 'national_code', identity: '', honorific: 'khanom', name: text(at).slice(0, 80), kind: 'complaint', topicId,
    summary: text(at + 1), line: 'on_line', priority: '1', priorityReason: text(at + 2), ...more,
  });

  it('keeps them as names, matters, reasons, notes, promises and words to a host, while every live page stands open', async () => {
    const [supervisor, operator, host] = [await ground.person('supervisor'), await ground.person('operator'), await ground.person('hostile host')];
    session = await convene(supervisor.page, { agency: AGENCY, from: fromNow(-10), to: fromNow(240) });
    await open(host.page, '/seat');
    await type(host.page, { code: await seatCode(supervisor.page, session, text(3)) });
    await press(host.page, 'نشستن پشت میز');
    const wall = await ground.person('hostile wall');
    await wall.page.goto(await wallAddress(supervisor.page, text(5).slice(0, 60)));
    await open(operator.page, '/desk');
    await open((await ground.person('inspection')).page, '/supervise');
    await open(supervisor.page, `/today/${session}`);
    const topics = await operator.page.locator('[data-combobox="topicId"]').getAttribute('data-options');
    topicId = (JSON.parse(topics ?? '[]') as Option[]).find(({ label }) => label === 'موضوع‌های دیگر')?.id ?? '';
    await post(supervisor.page, `/host/${session}/open`, {});
    const due = formatDay(addDays(today(), 20));
    for (let at = 0; at < HOSTILE.length; at += 1) {
      const { page } = supervisor;
      const beside = [
        post(page, `/today/${session}/message`, { text: text(at) }),
        post(page, `/today/${session}/seats`, { side: 'companion', desk: text(at).slice(0, 60) }, 200),
        post(page, '/walls', { name: text(at).slice(0, 60) }, 200),
      ];
      const call = new URL(await post(page, '/desk/calls', entry(at, { what: 'queue', session })), page.url()).searchParams.get('call') ?? '';
      await post(page, `/host/${session}/next`, {});
      await post(page, `/host/${session}/connected`, { call });
      await Promise.all([post(page, `/host/${session}/note`, { call, text: text(at + 4) }), post(host.page, `/host/${session}/note`, { call, text: text(at + 5) }), ...beside]);
      await post(page, `/host/${session}/conclude`, at % 5 === 4 ? { call, outcome: 'referred', note: text(at), expertId: '', dueDay: '' } : { call, outcome: 'commitment', text: text(at), dueDay: due });
    }
    for (let at = 0; at < WAITING; at += 1) await post(supervisor.page, '/desk/calls', entry(100 + at * 3, { what: 'queue', session }));
    const held = new URL(await post(supervisor.page, '/desk/calls', entry(200, { what: 'queue', session })), supervisor.page.url()).searchParams.get('call') ?? '';
    await post(supervisor.page, `/host/${session}/take`, { call: held });
    await post(supervisor.page, `/host/${session}/connected`, { call: held });
    await until('the last of them is on the host’s page', async () => (await host.page.locator('[data-desk="talking"]').count()) > 0);
    await clean(['operator', 'supervisor', 'inspection', 'hostile host', 'hostile wall']);
    await post(supervisor.page, `/host/${session}/hold`, { call: held, reason: text(7), minutes: '20' });
    await host.page.locator('.queue-held').waitFor();
    await post(supervisor.page, `/today/${session}/step`, { step: 'pause', reason: text(9).slice(0, 120) });
    await clean(['operator', 'supervisor', 'inspection', 'hostile host', 'hostile wall']);
  });

  it('keeps them as requests and answers, at the agency and before the citizen', async () => {
    const { page } = await ground.person('supervisor');
    const expert = await ground.person('expert');
    await open(page, '/desk');
    const water = (await page.locator('[name="agencyId"] option', { hasText: new RegExp(`^${WATER.short}$`) }).first().getAttribute('value')) ?? '';
    await Promise.all(HOSTILE.map((_text, at) => post(page, '/desk/calls', entry(300 + at, { what: 'registered', agencyId: water, priority: '', priorityReason: '' }))));
    await open(expert.page, '/requests');
    const hrefs: string[] = [];
    for (let next = '/requests?tab=open'; next !== ''; ) {
      await open(expert.page, next);
      expect(await strangersOn(expert.page), next).to.deep.equal([]);
      hrefs.push(...(await expert.page.locator('tbody th a').evaluateAll((all: { getAttribute(name: string): string }[]) => all.map((one) => one.getAttribute('href')))));
      codes.push(...(await expert.page.locator('tbody th bdi').allInnerTexts()));
      const following = expert.page.locator('.pagination a[rel="next"]');
      next = (await following.count()) > 0 ? ((await following.getAttribute('href')) ?? '') : '';
    }
    expect(hrefs.length, 'all of them are in the inbox').to.be.at.least(HOSTILE.length);
    await Promise.all(hrefs.map(async (href, at) => {
      const shown = await (await expert.page.request.get(href)).text();
      const seen = /name="seen" value="([^"]*)"/.exec(shown)?.[1] ?? '';
      await post(expert.page, `${href}/answer`, { kind: 'final', text: text(at, ' پاسخ'), seen });
    }));
    await visit('expert', hrefs);
    const citizen = await ground.person('citizen');
    for (const code of codes.slice(0, 3)) {
      await open(citizen.page, '/track');
      await type(citizen.page, { code, phoneDigits: '' });
      await press(citizen.page, 'نمایش وضعیت');
      expect(await strangersOn(citizen.page), 'track').to.deep.equal([]);
    }
  });

  it('opens every page that shows any of it', async () => {
    await visit('supervisor', ['/desk', '/today', `/today/${session}`, `/today/${session}/close`, `/today/${session}/close?how=cancel`, `/today/${session}/summary`, '/supervise', '/walls', `/host/${session}`, `/host/${session}/prepare`, '/host', '/requests', '/requests?tab=open', '/commitments', '/topics']);
    await visit('inspection', ['/supervise', '/requests/confidential', '/requests', '/commitments', '/today']);
    await visit('hostile host', [`/host/${session}`, `/host/${session}/prepare`]);
    await visit('companion', ['/requests', '/commitments']);
    const { page } = await ground.person('supervisor');
    await open(page, `/today/${session}/close?how=cancel`);
    for (const radio of await page.locator('input[type="radio"][value="register"]').all()) await radio.check({ force: true });
    await page.locator('main [name="reason"]').fill(text(11));
    await press(page, 'لغو جلسه');
    expect(page.url()).to.match(/\/summary\?done=cancelled$/);
    await visit('supervisor', [`/today/${session}/summary`, '/today', '/supervise']);
    await clean(['operator', 'inspection', 'hostile host', 'hostile wall']);
  });
}
