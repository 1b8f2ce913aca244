import { expect } from 'chai';
import { DAY, ground, hashOf, photoOf, read, type Ground } from './ground.ts';
import { onBothDatabases, onSqlite } from '../../support/database.ts';
import type { PhoneDay } from '../../../server/inspections/phone-types.ts';
import type { Client } from '../../support/app.ts';
import { layTarget } from '../../support/visits.ts';

const JALALI = { from: '۱۴۰۵/۰۹/۰۱', to: '۱۴۰۵/۰۹/۳۰' };
const fileForm = async ({ app }: Ground, by: Client, fields: Readonly<Record<string, string>>, file: Buffer | null) => {
  const body = new FormData();
  for (const [name, value] of Object.entries({ _csrf: by.csrf, _key: crypto.randomUUID(), ...fields })) body.append(name, value);
  if (file !== null) body.append('file', new Blob([new Uint8Array(file)]), 'photo.svg');
  const answer = await fetch(`${app.url}/inspections/orders`, { method: 'POST', redirect: 'manual', headers: { cookie: by.cookie, origin: app.url, accept: 'text/html' }, body });
  return { status: answer.status, location: answer.headers.get('location'), text: await answer.text() };
};
const linkOf = async ({ inspector, app }: Ground): Promise<string> => read<PhoneDay>(await inspector.get('/inspect/day', { accept: 'application/json' })).order?.link.slice(app.url.length) ?? '';

describe('the pages of visits', () => {
  onSqlite((fresh) => {
    it('list a day\'s reports in the order in which they came, with what is odd, narrowed as asked, and show each in full', async () => {
      const g = await ground(fresh);
      const photo = await photoOf(5);
      const good = g.report({ photos: [hashOf(photo), hashOf(Buffer.from('missing'))], note: 'مراجعان منتظر بودند.', noticeBoard: false });
      const bad = g.report({ answer: 'not_found', notFound: { secondId: null, waitedSeconds: 660, witness: 'آقای نادری', said: 'در مأموریت است', letterNo: '۱۲/۳۴' } });
      for (const report of [good, bad]) expect((await g.send(report)).status).to.equal(200);
      await g.sendPhoto(good.id, photo);
      const head = await g.app.as('inspection_head');
      const list = (await head.get(`/inspections?day=${DAY}`)).text;
      expect(list.indexOf(good.id)).to.be.above(0).and.below(list.indexOf(bad.id));
      expect(list).to.include('۲ گزارش رسیده است').and.to.include('۱ عکس از ۲').and.to.include('گزارش دیگری جز این می‌گوید').and.to.include('حکم معتبر نبود').and.to.include('حکم‌های بازرسی');
      const narrowed = (await head.get(`/inspections?day=${DAY}&answer=not_found`)).text;
      expect([narrowed.includes(`/inspections/${good.id}`), narrowed.includes(`/inspections/${bad.id}`)]).to.deep.equal([false, true]);
      expect((await head.get(`/inspections?day=${DAY}&mark=photos`)).text).to.include(good.id).and.not.to.include(bad.id);
      expect((await head.get('/inspections?day=x&mark=__proto__&answer=constructor')).status).to.equal(200);
      const full = (await head.get(`/inspections/${good.id}`)).text;
      expect(full).to.include(`/inspections/photos/${good.id}/${hashOf(photo)}`).and.to.include('۱ عکس این گزارش هنوز نرسیده است.').and.to.include('مراجعان منتظر بودند.').and.to.include('آقای رحیمی').and.to.include(`/inspections/${bad.id}`);
      expect((await head.get(`/inspections/${bad.id}`)).text).to.include('۱۱ دقیقه').and.to.include('آقای نادری').and.not.to.include('غایب');
      await g.app.stop();
    });

    it('show a county governor his own county alone, and nothing while routes are running', async () => {
      const g = await ground(fresh);
      const photo = await photoOf(6);
      const report = g.report({ photos: [hashOf(photo)] });
      await g.send(report);
      await g.sendPhoto(report.id, photo);
      const governorOf = (countyId: string) => g.app.as({ role: 'county_governor', agencyId: null, countyId });
      const early = await governorOf(g.own.countyId);
      await g.app.database.direct('visit_reports').insert({ ...(await g.app.database.reads('visit_reports').where({ id: report.id }).first('*')), id: 'earlier', number: 99, day: '2026-11-16' });
      expect((await early.get('/inspections')).text, 'not even whether there are any yet').to.include('دوشنبه ۲ آذر').and.include('پس از پایان ساعت حضور');
      await g.app.database.direct('visit_reports').where({ day: DAY }).update({ day: '2026-11-09' });
      expect((await early.get('/inspections')).text).to.include('دوشنبه ۲ آذر').and.include('پس از پایان ساعت حضور');
      await g.app.database.direct('visit_reports').where({ id: report.id }).update({ day: DAY });
      const paths = [`/inspections/${report.id}`, `/inspections/photos/${report.id}/${hashOf(photo)}`];
      expect((await early.get(`/inspections?day=${DAY}`)).text).to.include('پس از پایان ساعت حضور').and.not.to.include(report.id);
      for (const path of paths) expect((await early.get(path)).status, path).to.equal(404);
      expect((await (await g.app.as('governor')).get(paths[0] ?? '')).status, 'the centre sees it at once').to.equal(200);
      g.app.setNow('2026-11-23T08:30:00.000Z');
      const [his, other] = [await governorOf(g.own.countyId), await governorOf(g.other.countyId)];
      expect((await his.get(`/inspections?day=${DAY}`)).text).to.include(report.id);
      for (const path of paths) expect([(await his.get(path)).status, (await other.get(path)).status], path).to.deep.equal([200, 403]);
      expect((await other.get(`/inspections?day=${DAY}`)).text).not.to.include(report.id);
      expect((await his.get('/inspections/orders')).status).to.equal(403);
      const agency = { agencyId: g.own.agencyId, countyId: null };
      for (const role of ['host', 'manager_office', 'agency_liaison'] as const) for (const path of ['/inspections', ...paths, '/inspections/orders']) expect((await (await g.app.as({ role, ...agency })).get(path)).status, `${role} ${path}`).to.equal(403);
      for (const path of ['/inspections', ...paths]) expect((await (await g.app.as('operator')).get(path)).status, path).to.equal(403);
      await g.app.stop();
    });

    it('say which of an inspector\'s openings without a network have not come', async () => {
      const g = await ground(fresh);
      const row = (id: string, count: number) => g.app.database.direct('visit_targets').where({ id }).update({ opened_at: '2026-11-23T06:00:00.000Z', opened_how: 'offline', opened_count: count, state: 'opened', agency_id: g.own.agencyId });
      await row(g.targets[0], 3);
      await row(g.targets[1], 6);
      const look = async () => (await (await g.app.as('inspection_head')).get(`/inspections?day=${DAY}`)).text;
      const page = await look();
      expect(page).to.match(/در شمارهٔ مقصدهایی که .* بدون شبکه باز کرده، شمارهٔ ۱، ۲، ۴ و ۵ نرسیده است/).and.to.include('۲ مقصد باز است');
      // Up to three on another day, then a fourth, and a first one again: he took another phone, and left out nothing.
      const before = await layTarget(g.app.database, g.app.seal, { day: '2026-11-16', inspectorId: g.inspector.userId ?? '', agencyId: g.own.agencyId, hourId: 'gone' });
      for (const [id, count] of [[before, 3], [g.targets[0], 4], [g.targets[1], 1]] as const) await row(id, count);
      expect(await look()).not.to.include('نرسیده است.');
      await g.app.stop();
    });
  });

  onBothDatabases((_name, fresh) => {
    it('issue an order with its photo made anew, show it on the phone, let anybody check it, and revoke it', async () => {
      const g = await ground(fresh);
      const head = await g.app.as('inspection_head');
      const fields = { userId: g.inspector.userId ?? '', number: '۱۲/ب', ...JALALI };
      const svg = await fileForm(g, head, fields, Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'));
      expect([svg.status, svg.text.includes('این فایل عکس نیست')]).to.deep.equal([422, true]);
      expect((await fileForm(g, head, { ...fields, to: '۱۴۰۵/۰۸/۰۱' }, null)).text).to.include('پایان حکم پیش از آغاز آن است.');
      expect((await fileForm(g, head, { ...fields, userId: head.userId ?? '' }, null)).status).to.equal(404);
      expect(await linkOf(g)).to.equal('');
      const issued = await fileForm(g, head, fields, await photoOf(7, 'png', 700));
      expect([issued.status, issued.location]).to.deep.equal([303, '/inspections/orders?done=issued']);
      const { order } = read<PhoneDay>(await g.inspector.get('/inspect/day', { accept: 'application/json' }));
      expect(order).to.include({ number: '۱۲/ب', untilText: 'دوشنبه ۳۰ آذر ۱۴۰۵' });
      expect(Buffer.from(order?.photo ?? '', 'base64').subarray(0, 3)).to.deep.equal(Buffer.from([0xff, 0xd8, 0xff]));
      const row = await g.app.database.reads('inspection_orders').first();
      const [path, code] = [await linkOf(g), (await linkOf(g)).split('/').at(-1) ?? ''];
      expect(JSON.stringify(row)).not.to.include(code);
      const page = await g.app.anonymous().get(path);
      expect([page.status, page.text.includes('حکم بازرسی معتبر است'), page.text.includes('آذر ۱۴۰۵')]).to.deep.equal([200, true, true]);
      expect(page.text).not.to.include(g.own.agencyId).and.not.to.include('مقصد');
      const print = (await head.get(`/inspections/orders/${row?.id ?? ''}`)).text;
      expect(print).to.include('class="qr"').and.to.include(`/inspections/orders/${row?.id ?? ''}/photo`);
      expect((await head.get(`/inspections/orders/${row?.id ?? ''}/photo`)).headers.get('content-type')).to.equal('image/jpeg');
      await g.send(g.report());
      expect((await head.post(`/inspections/orders/${row?.id ?? ''}/revoke`)).headers.get('location')).to.equal('/inspections/orders?done=revoked');
      expect((await g.app.anonymous().get(path)).text).to.include('باطل شده است');
      expect((read<PhoneDay>(await g.inspector.get('/inspect/day', { accept: 'application/json' }))).order).to.equal(null);
      const told = await g.app.database.reads('events').where({ stream: 'inspection_orders' }).orderBy('seq').select('kind');
      expect(told.map(({ kind }) => kind)).to.deep.equal(['order_issued', 'order_revoked']);
      await g.app.stop();
    });

    it('hold up whoever guesses at orders, and not whoever checks a true one', async () => {
      const g = await ground(fresh);
      const head = await g.app.as('inspection_head');
      await fileForm(g, head, { userId: g.inspector.userId ?? '', number: '۱', ...JALALI }, null);
      const path = await linkOf(g);
      for (let at = 0; at < 12; at += 1) expect((await g.app.anonymous().get(path)).status).to.equal(200);
      const statuses: number[] = [];
      for (let at = 0; at < 7; at += 1) statuses.push((await g.app.anonymous().get(`/order/${'x'.repeat(43)}${at}`)).status);
      expect(statuses.slice(0, 5)).to.deep.equal([404, 404, 404, 404, 404]);
      expect(statuses.at(-1)).to.equal(429);
      await g.app.stop();
    });
  });
});
