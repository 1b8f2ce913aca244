import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { addMinutes, startOfDay, type Instant } from '../../../server/domain/calendar.ts';
import { addDays } from '../../../server/domain/jalali.ts';
import { readTrackingCode } from '../../../server/domain/tracking-code.ts';
import { onBothDatabases, onSqlite } from '../../support/database.ts';
import { SUNDAY, TEN } from './desk-ground.ts';
import { hostGround, type HostGround } from './host-ground.ts';

const noteOf = async (g: HostGround, call: string, side: string) => (await g.database.reads('call_notes').where({ call_id: call, side }).first())?.text;

onBothDatabases((_name, fresh) => {
  describe("the host's desk", () => {
    let g: HostGround;
    beforeEach(async () => (g = await hostGround(fresh)));
    afterEach(() => g.app.stop());

    it('is taken through a first call by what its page says: next, connected, an outcome, the next one', async () => {
      const [first, second] = [await g.queue(5), await g.queue(2)];
      const ready = (await g.host.get(g.base)).text;
      expect(ready).to.include('۲ نفر در صف‌اند.').and.to.include('برای آغاز گفت‌وگو «نفر بعد» را بزنید');
      expect(await g.press('next')).to.include({ ok: true, callId: first });
      expect((await g.host.get(g.base)).text).to.include('در حال وصل شدن').and.to.include('مرکز او را به تلفن شما وصل می‌کند');
      expect((await g.press('connected', { call: first })).ok).to.equal(true);
      const talking = (await g.host.get(g.base)).text;
      expect(talking).to.include('در گفت‌وگو').and.to.include('نخستین تماس او با این دستگاه است');
      expect(await g.press('conclude', { call: first, outcome: 'answered' })).to.include({ ok: true, outcome: 'answered', trackingCode: null });
      expect((await g.host.get(g.base)).text).to.include('تکمیل یادداشت').and.to.include('پاسخ شما ثبت شد.');
      expect(await g.press('next'), 'the wrap-up ends by itself').to.include({ ok: true, callId: second });
    });

    it('says of one who is tried again how often he has been, and of one who did not wait that he did not', async () => {
      const call = await g.queue(0);
      await g.press('next');
      expect((await g.host.get(g.base)).text).to.include('بی‌انتظار').and.not.to.match(/بار [دس]وم/);
      for (const time of ['بار دوم', 'بار سوم']) {
        await g.press('no-answer', { call });
        await g.press('next');
        expect((await g.host.get(g.base)).text).to.include(time);
      }
    });

    it('begins, pauses, goes on and leaves only where that follows', async () => {
      const later = await g.convene(g.place.agencyId, '12:00', '13:00', false);
      const host = await g.seat('host', later);
      expect((await g.press('next', {}, host, later)).code).to.equal('session_not_open');
      expect((await host.get(`/host/${later}`)).text).to.include('آقای مرادی، خوش آمدید.');
      expect((await g.press('open', {}, host, later)).ok).to.equal(true);
      expect((await g.press('open', {}, host, later)).code).to.equal('session_step');
      expect((await g.press('pause', { reason: 'نماز' }, host, later)).ok).to.equal(true);
      expect((await host.get(`/host/${later}`)).text).to.include('پذیرش متوقف است (نماز)');
      expect((await g.press('resume', {}, host, later)).ok).to.equal(true);
      expect((await g.press('leave', {}, host, later)).ok).to.equal(true);
      expect((await host.get(`/host/${later}`)).text).to.include('حضور شما پایان یافت.');
      expect((await g.press('next', {}, host, later)).code).to.equal('session_not_open');
      const tomorrow = await g.life.convene({ kind: 'electronic_meeting', agencyId: g.place.agencyId, day: addDays(SUNDAY, 1), from: '09:00' as never, to: '11:00' as never }, g.command());
      expect((await g.press('open', {}, await g.seat('host', tomorrow.id), tomorrow.id)).code).to.equal('session_other_day');
    });

    it('says each refusal in a sentence, to its script in JSON', async () => {
      expect(await g.press('next')).to.include({ status: 409, code: 'nobody_waiting', sentence: 'کسی در صف نیست.' });
      const [one, other] = [await g.queue(5), await g.queue(4)];
      await g.press('next');
      expect(await g.press('next')).to.include({ code: 'host_busy', sentence: 'نخست نتیجهٔ تماس کنونی را ثبت کنید.' });
      expect(await g.press('conclude', { call: one, outcome: 'answered' })).to.include({ code: 'not_connected' });
      expect(await g.press('hold', { call: one, reason: 'پرسش', minutes: '5' })).to.include({ code: 'not_connected' });
      expect(await g.press('conclude', { call: other, outcome: 'answered' })).to.include({ code: 'call_not_present' });
      const taken = await g.press('take', { call: one });
      expect(taken.code).to.equal('call_taken');
      expect(taken.sentence).to.include('مرادی');
      await g.press('connected', { call: one });
      expect(await g.press('leave')).to.include({ code: 'host_busy' });
      expect(await g.press('connected', { call: one })).to.include({ code: 'call_taken' });
      expect(await g.press('take', { call: randomUUID() })).to.include({ status: 404, code: 'not_found' });
      expect(await g.press('stay', { call: one })).to.include({ code: 'call_moved_on' });
      expect(await g.press('no-answer', { call: other })).to.include({ code: 'call_moved_on' });
      expect(await g.press('transfer', { call: one, to: g.session })).to.include({ code: 'call_moved_on' });
      await g.calls.closing.end(await g.convene(g.other.agencyId), { cancelled: null, ways: {} }, g.command());
    });

    it('says beside its field what is wrong with it', async () => {
      const call = await g.talking();
      const wrong = async (body: object, field: string, words: string): Promise<void> => {
        const { status, errors } = await g.press('conclude', { call, ...body });
        expect([status, errors?.[field] ?? ''], JSON.stringify(body)).to.satisfy(([code, text]: [number, string]) => code === 422 && text.includes(words));
      };
      await wrong({ outcome: 'commitment', text: '', dueDay: '' }, 'text', '«تعهد» را بنویسید');
      await wrong({ outcome: 'commitment', text: 'بازدید می‌کنیم', dueDay: '1405/09/01' }, 'dueDay', 'گذشته است');
      await wrong({ outcome: 'commitment', text: 'بازدید می‌کنیم', dueDay: '1405/13/01' }, 'dueDay', 'تاریخ درستی نیست');
      await wrong({ outcome: 'referred', expertId: randomUUID() }, 'expertId', 'از کارشناسان این دستگاه نیست');
      await wrong({ outcome: 'other_agency', agencyId: '' }, 'agencyId', '«دستگاه» را برگزینید');
      await wrong({ outcome: 'other_agency', agencyId: g.place.agencyId }, 'agencyId', 'دستگاه دیگری برگزینید');
      await wrong({ outcome: 'settled_on_line' }, 'agencyId', '«دستگاه» را برگزینید');
      await wrong({ outcome: 'linked' }, 'requestId', 'درخواست را برگزینید');
      await wrong({ outcome: 'linked', requestId: randomUUID() }, 'requestId', 'یافت نشد');
      await wrong({ outcome: 'same_problem', code: '۱۲۳۴' }, 'code', 'درخواستی با این کد یافت نشد');
      for (const text of [['نوشته'], { of: 'نوشته' }, 7]) expect((await g.press('note', { call, text })).errors?.['text'], JSON.stringify(text)).to.equal('یادداشت باید یک متن باشد.');
      await wrong({ outcome: 'nonsense' }, 'outcome', '«نتیجه» را برگزینید');
      expect((await g.press('hold', { call, reason: '', minutes: 'پنج' })).errors).to.have.all.keys('reason', 'minutes');
      expect((await g.press('transfer', { call, to: '' })).errors).to.have.all.keys('to');
      expect((await g.press('back', { call, after: '-1' })).errors).to.have.all.keys('after');
      expect((await g.press('note', { call, text: 'ا'.repeat(4001) })).errors).to.have.all.keys('text');
      expect((await g.press('note', { call, text: ['آرایه'] })).errors, 'what is no text').to.have.all.keys('text');
      expect((await g.calls.notes.save(g.session, call, 'host', 'هنوز در گفت‌وگو', g.command())).savedAt, 'nothing has changed').to.equal(TEN);
    });

    it('refers with a code to be read out, and answers a repeat with the same', async () => {
      const call = await g.talking();
      const key = randomUUID();
      const send = () => g.press('conclude', { _key: key, call, outcome: 'referred', expertId: '', dueDay: '۱۴۰۵/۰۹/۲۰', note: 'کنتور را ببینید' });
      const [one, again] = [await send(), await send()];
      expect(one.ok).to.equal(true);
      expect(readTrackingCode(one.trackingCode ?? '')).to.equal(one.trackingCode);
      expect(one.trackingSpoken).to.match(/^[۰-۹]{4}\u00a0[۰-۹]{4}\u00a0[۰-۹]{5}$/);
      expect(again).to.deep.equal(one);
      const page = (await g.host.get(g.base)).text;
      for (const group of (one.trackingSpoken ?? '').split('\u00a0')) expect(page).to.include(`<span>${group}</span>`);
      expect(await g.database.reads('referrals').where({ to_agency_id: g.place.agencyId, note: 'کنتور را ببینید' }).first()).to.include({ due_day: '2026-12-11' });
      const wait = await g.press('stay', { call });
      expect(wait.ok).to.equal(true);
      expect((await g.host.get(g.base)).text).to.include('تا «نفر بعد» همین‌جا می‌مانید.');
      expect((await g.press('finish', { call })).ok).to.equal(true);
      expect((await g.press('finish', { call })).ok, 'harmless to repeat').to.equal(true);
    });

    it('sends to another agency, promises, links to what is his own alone, and joins the same problem', async () => {
      const known = async (id: string) => (await g.database.reads('requests').where({ id }).first())?.tracking_code ?? '';
      const other = await g.press('conclude', { call: await g.talking(), outcome: 'other_agency', agencyId: g.other.agencyId, note: '' });
      expect(other).to.include({ ok: true, outcome: 'other_agency' });
      const promised = await g.press('conclude', { call: await g.talking(), outcome: 'commitment', text: 'تا آخر ماه وصل می‌شود', dueDay: '۳۰ آذر ۱۴۰۵' });
      expect(promised).to.include({ ok: true, trackingCode: null });
      const call = await g.talking();
      expect((await g.host.get(g.base)).text).to.include('تعهد با مهلت').and.to.include(`قول ${g.place.agencyId.slice(0, 6)}`).and.to.include('و ۱ تعهد دیگر');
      // A request of another agency is not his to be told of by its id; by the code that the caller has, it is.
      expect((await g.press('conclude', { call, outcome: 'linked', requestId: g.other.requestId })).errors).to.have.all.keys('requestId');
      expect(await g.press('conclude', { call, outcome: 'linked', requestId: g.place.requestId })).to.include({ ok: true, trackingCode: await known(g.place.requestId) });
      const same = await g.press('conclude', { call: await g.talking(), outcome: 'same_problem', code: await known(g.other.requestId) });
      expect(same.ok).to.equal(true);
      expect(same.trackingCode).not.to.equal(await known(g.other.requestId));
      expect(await g.press('conclude', { call: await g.talking(), outcome: 'settled_on_line', agencyId: g.other.agencyId })).to.include({ ok: true });
    });

    it('holds, takes another, brings back, gives back, sends on, calls back and lets go', async () => {
      const [one, two] = [await g.talking(), await g.queue(2)];
      expect((await g.press('hold', { call: one, reason: 'پرسش از همکار', minutes: '۵' })).ok).to.equal(true);
      expect((await g.host.get(g.base)).text).to.include('پشت خط').and.to.include('پرسش از همکار');
      expect(await g.press('next'), 'his time is not up').to.include({ callId: two });
      expect(await g.press('no-answer', { call: two })).to.include({ ok: true, after: 3, sentence: 'پس از ۳ نفر دوباره تماس می‌گیریم.' });
      expect((await g.press('take', { call: one })).ok).to.equal(true);
      expect((await g.press('back', { call: one, after: '1' })).ok).to.equal(true);
      expect((await g.waiting()).filter(({ state }) => state === 'waiting').map(({ id }) => id)).to.have.members([one, two]);
      await g.press('take', { call: one });
      expect(await g.press('dropped', { call: one })).to.include({ ok: true, outcome: 'dropped' });
      await g.press('take', { call: two });
      expect(await g.press('call-back', { call: two })).to.include({ ok: true, outcome: 'call_back' });
      const elsewhere = await g.convene(g.other.agencyId, '10:00', '12:00');
      const three = await g.talking({ topicId: g.shared });
      expect(JSON.stringify(JSON.parse((await g.host.get(`${g.base}/choices`)).text))).to.include('برق منطقه‌ای').and.to.include(elsewhere);
      const moved = await g.press('transfer', { call: three, to: elsewhere });
      expect(moved.ok).to.equal(true);
      expect((await g.waiting(elsewhere)).map(({ id }) => id)).to.deep.equal([moved.callId]);
    });

    it('names every other agency only where it is asked for, with where its manager is now', async () => {
      await g.talking();
      const others = async () => JSON.parse((await g.host.get(`${g.base}/agencies`)).text) as readonly { readonly id: string; readonly note: string }[];
      const before = await others();
      expect(before.map(({ id }) => id)).to.include(g.other.agencyId).and.not.to.include(g.place.agencyId);
      expect((await g.host.get(g.base)).text).not.to.include(g.other.agencyId);
      const elsewhere = await g.convene(g.other.agencyId, '09:00', '12:00');
      await g.press('open', {}, g.operator, elsewhere);
      const [shown, listed] = [(await g.host.get(g.base)).text, (await others()).find(({ id }) => id === g.other.agencyId)];
      expect(shown).to.include(`data-choose-agency="${g.other.agencyId}"`);
      expect(listed?.note).to.include('اکنون در جلسهٔ پاسخگویی');
      const refused = await g.host.post(`${g.base}/conclude`, { call: '', outcome: 'other_agency', agencyId: g.other.agencyId, note: 'x'.repeat(1_001) });
      expect(refused.status).to.equal(422);
      expect(refused.text, 'what was chosen stands there again').to.match(new RegExp(`<option value="${g.other.agencyId}" selected`));
    });

    it('keeps the note of each side apart, whoever says he is another, and also when all is over', async () => {
      const call = await g.talking();
      const companion = await g.seat('companion');
      const expert = await g.app.as({ role: 'companion_expert', agencyId: g.place.agencyId, countyId: null });
      await g.press('note', { call, text: 'نوشتهٔ مدیر ', side: 'operator' });
      await g.press('note', { call, text: 'نوشتهٔ مرکز' }, g.operator);
      await g.press('note', { call, text: 'از صندلی' }, companion);
      expect(await noteOf(g, call, 'companion')).to.equal('از صندلی');
      await g.press('note', { call, text: 'از حساب\u202e خود' }, expert);
      expect([await noteOf(g, call, 'host'), await noteOf(g, call, 'operator'), await noteOf(g, call, 'companion')]).to.deep.equal(['نوشتهٔ مدیر', 'نوشتهٔ مرکز', 'از حساب خود']);
      expect((await expert.get(g.base)).text).to.include('شما کارشناس همراه هستید').and.to.match(/<textarea[^>]*>از حساب خود<\/textarea>/);
      await g.press('conclude', { call, outcome: 'answered' });
      await g.press('finish', { call });
      await g.calls.closing.end(g.session, { cancelled: null, ways: {} }, g.command());
      expect((await g.press('note', { call, text: 'نوشتهٔ مدیر تا آخر' })).savedAt).to.equal(TEN);
      expect(await noteOf(g, call, 'host')).to.equal('نوشتهٔ مدیر تا آخر');
      expect((await g.host.get(g.base)).text).to.include('این جلسه پایان یافته است.').and.to.include('تماس در این جلسه');
      g.at(addMinutes(TEN, 31));
      expect((await g.host.postJson(`${g.base}/note`, { call, text: 'دیر' })).status, 'half an hour after the end the seat is gone').to.equal(401);
    });
  });
});

onSqlite((fresh) => {
  describe("the host's pages", () => {
    let g: HostGround;
    beforeEach(async () => (g = await hostGround(fresh)));
    afterEach(() => g.app.stop());

    it('are for those who sit at this desk, for its agency and for the centre', async () => {
      const at = (role: 'host' | 'companion_expert' | 'agency_expert', agencyId: string) => g.app.as({ role, agencyId, countyId: null });
      const [own, stranger, expert] = [await at('host', g.place.agencyId), await at('host', g.other.agencyId), await at('agency_expert', g.place.agencyId)];
      const elsewhere = await g.seat('host', await g.convene(g.place.agencyId, '12:00', '13:00'));
      const paths = [g.base, `${g.base}/choices`, `${g.base}/agencies`, `${g.base}/prepare`];
      for (const path of paths) {
        expect((await own.get(path)).status, path).to.equal(200);
        expect((await g.operator.get(path)).status, path).to.equal(200);
        for (const who of [stranger, expert, elsewhere]) expect((await who.get(path)).status, path).to.equal(403);
        expect((await g.app.anonymous().get(path)).status, path).to.equal(303);
      }
      for (const path of ['next', 'open', 'leave', 'note', 'conclude']) {
        for (const who of [stranger, expert, elsewhere]) expect((await g.press(path, { call: randomUUID(), text: 'x' }, who)).code, path).to.equal('forbidden');
      }
      expect((await g.press('open', {}, own, randomUUID())).code).to.equal('not_found');
    });

    it('lead a seat to its session, an agency to its own sessions of the day, and others to what they can do', async () => {
      expect((await g.host.get('/host')).headers.get('location')).to.equal(g.base);
      expect((await g.host.get('/')).headers.get('location')).to.equal('/host');
      const own = await g.app.as({ role: 'host', agencyId: g.place.agencyId, countyId: null });
      expect((await own.get('/host')).headers.get('location')).to.equal(g.base);
      const second = await g.convene(g.place.agencyId, '12:00', '13:00', false);
      const list = (await own.get('/host')).text;
      expect(list).to.include(`/host/${second}"`).and.to.include(`${g.base}/prepare`).and.not.to.include('برق منطقه‌ای');
      const stranger = await g.app.as({ role: 'host', agencyId: g.other.agencyId, countyId: null });
      expect((await stranger.get('/host')).text).to.include('امروز جلسه‌ای برای دستگاه شما نیست.');
      expect((await g.host.get(g.base)).text, 'a seat has no account').not.to.include('href="/account"');
    });

    it('work as plain forms: what is done leads back, what is wrong comes back as it was typed', async () => {
      const call = await g.queue(2);
      expect((await g.host.post(`${g.base}/next`)).headers.get('location')).to.equal(g.base);
      expect((await g.host.post(`${g.base}/connected`, { call })).status).to.equal(303);
      const wrong = await g.host.post(`${g.base}/conclude`, { call, outcome: 'commitment', text: 'تا آخر ماه وصل می‌شود', dueDay: 'فردا' });
      expect(wrong.status).to.equal(422);
      expect(wrong.text).to.include('تا آخر ماه وصل می‌شود').and.to.include('«مهلت» تاریخ درستی نیست').and.to.match(/id="panel-commitment"[^>]*data-panel="commitment"[^>]*novalidate\s*>/);
      expect((await g.host.post(`${g.base}/hold`, { call, reason: '', minutes: '5' })).text).to.include('«دلیل» را بنویسید.');
      const done = await g.host.post(`${g.base}/conclude`, { call, outcome: 'answered' });
      expect([done.status, done.headers.get('location')]).to.deep.equal([303, g.base]);
    });

    it('show of the caller what is his agency’s, of others a count, and nothing by which he could be found', async () => {
      const { direct } = g.database;
      const known = { phone: '09131234567', identity: '0012345679', name: 'مریم محمدی' };
      const earlier = async (agencyId: string) => {
        await g.send({ ...known, session: '', what: 'registered', topicId: g.shared, agencyId });
      };
      await earlier(g.place.agencyId);
      await earlier(g.other.agencyId);
      await direct('requests').whereNot({ summary: '' }).where({ agency_id: g.other.agencyId }).update({ summary: 'راز دستگاه دیگر' });
      await direct('requests').where({ agency_id: g.place.agencyId }).update({ summary: 'افت فشار آب' });
      const call = await g.queue(9, known);
      await g.press('take', { call });
      const { text } = await g.host.get(g.base);
      expect(text).to.include('۰۹۱۳\u00a0•••\u00a0••۶۷').and.to.include('افت فشار آب').and.to.include('دستگاه‌های دیگر: ۱ درخواست');
      for (const secret of ['راز دستگاه دیگر', '9131234567', '۹۱۳۱۲۳۴۵۶۷', '0012345679', '۰۰۱۲۳۴۵۶۷۹', '1234567', '۱۲۳۴۵۶۷']) expect(text, secret).not.to.include(secret);
    });

    it('prepare a host on one sheet, which the list has from six in the evening before', async () => {
      for (let one = 0; one < 3; one += 1) await g.queue(one);
      const sheet = (await g.host.get(`${g.base}/prepare`)).text;
      expect(sheet).to.include('برگهٔ آمادگی').and.to.include('کنتور هوشمند').and.to.include('۳ تماس').and.to.include('۳ نفر از پیش در صف این جلسه‌اند.');
      expect(sheet).to.include(`خلاصهٔ ${g.place.agencyId.slice(0, 6)}`).and.to.include(`قول ${g.place.agencyId.slice(0, 6)}`).and.to.include('آقای مرادی');
      expect(sheet, 'no citizen by name on paper').not.to.include('محمدی');
      await g.database.direct('sessions').where({ id: g.place.sessionId }).update({ state: 'published' });
      const eve = addMinutes(startOfDay(addDays(SUNDAY, 1)), 18 * 60);
      const link = `/host/${g.place.sessionId}/prepare`;
      const listed = async (now: Instant) => {
        g.at(now);
        return (await (await g.app.as('supervisor')).get('/host')).text.includes(link);
      };
      expect([await listed(addMinutes(eve, -1)), await listed(eve)]).to.deep.equal([false, true]);
      const own = await g.app.as({ role: 'host', agencyId: g.place.agencyId, countyId: null });
      expect((await own.get(link)).status).to.equal(200);
    });
  });
});
