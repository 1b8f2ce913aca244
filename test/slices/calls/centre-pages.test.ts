import { expect } from 'chai';
import { toAsciiDigits } from '../../../server/domain/persian.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { onSqlite } from '../../support/database.ts';
import { centreGround, NOW, SUNDAY, type CentreGround } from './centre-ground.ts';
import { later } from './ground.ts';

const textOf = (html: string): string => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');

onSqlite((fresh) => {
  describe('the centre\'s pages', () => {
    let app: TestApp;
    let g: CentreGround;
    beforeEach(async () => {
      app = await startApp(await fresh(), NOW);
      g = await centreGround(app);
    });
    afterEach(() => app.stop());

    const eventsOf = async (id: string) => app.database.reads('events').where({ stream: `session:${id}` }).orderBy('seq').select('kind', 'actor', 'data');
    const stateOf = async (id: string): Promise<string | undefined> => (await app.database.reads('session_lives').where({ id }).first('state'))?.state;
    const rowOf = (html: string, id: string): string => textOf(html.slice(html.indexOf(`id="session-${id}"`)).split('</li>')[0] ?? '');

    /** The sum of the figures on a session's card. */
    const figureSum = (html: string, id: string): number => {
      const card = html.slice(html.indexOf(`id="watch-${id}"`)).split('</article>')[0] ?? '';
      const figures = /<dl class="watch-counts">([\s\S]*?)<\/dl>/.exec(card)?.[1] ?? '';
      return [...figures.matchAll(/<dd>([۰-۹]+)<\/dd>/g)].reduce((sum, [, count = '']) => sum + Number(toAsciiDigits(count)), 0);
    };

    it('list the sessions of the day, side by side too, with their queue and whose host is late', async () => {
      const ids = await g.busyDay();
      const { text } = await (await app.as('operator')).get('/today');
      expect(rowOf(text, ids.water)).to.include('۹ تا ۱۱').and.include('آب و فاضلاب').and.include('آقای هاشم امینی، مدیرعامل').and.include('در حال پاسخگویی').and.include('در صف ۷').and.include('بیشترین انتظار ۱۴ دقیقه');
      expect(rowOf(text, ids.gas)).to.include('پذیرش متوقف است').and.include('جلسهٔ کوتاه با استاندار');
      expect(rowOf(text, ids.tax)).to.include('برنامه‌ریزی‌شده').and.include('مدیر ۲۴ دقیقه دیر کرده است');
      expect(rowOf(text, ids.closed)).to.include('پایان‌یافته').and.include('خلاصهٔ جلسه');
      expect(text).not.to.include('جلسهٔ فوق‌العاده');
    });

    it('do not call a host late before the setting does', async () => {
      await g.session('tax', '10:20', '11:00', { opened: false });
      expect((await (await app.as('operator')).get('/today')).text).to.match(/data-count="late" data-after="10" data-early/);
    });

    it('show another day by its address, and today where there is none', async () => {
      await g.session('tax', '10:00', '11:00', { opened: false });
      const operator = await app.as('operator');
      expect((await operator.get('/today?day=2026-11-28')).text).to.include('در این روز جلسه‌ای نیست').and.include('شنبه ۷ آذر ۱۴۰۵');
      for (const odd of ['x', '2026-13-45', '', '9999-12-31']) expect((await operator.get(`/today?day=${odd}`)).status, odd).to.equal(200);
    });

    it('list what was left open on earlier days, with who waits there, for whoever may close it; and offer no session that is over', async () => {
      const left = await g.session('water', '10:00', '11:00');
      await g.join(left, NOW);
      const never = await g.session('tax', '12:00', '13:00', { opened: false });
      const supervisor = await app.as('supervisor');
      expect((await supervisor.get('/today')).text, 'today is none of them').not.to.include('id="unended"');
      // Tuesday: Monday, with the managers' hour, has gone by.
      app.setNow('2026-12-01T05:00:00.000Z');
      const { text } = await (await app.as('supervisor')).get('/today');
      expect(text).to.include(`href="/today/${left}/close"`).and.include(`href="/today/${never}/close?how=cancel"`);
      expect(textOf(text)).to.include('یک نفر در صف مانده است').and.include('کسی در صف نمانده است');
      expect((await (await app.as('operator')).get('/today')).text).not.to.include('id="unended"');
      const close = (await (await app.as('supervisor')).get(`/today/${left}/close`)).text;
      expect(close).to.include('دوشنبه ۱۶ آذر');
      expect(close, 'what has gone by').not.to.include('دوشنبه ۹ آذر');
    });

    it('lead nobody to a page that is not for him', async () => {
      const id = await g.session('water', '10:00', '11:00');
      expect((await (await app.as('supervisor')).get(`/today/${id}`)).text).to.include(`href="/host/${id}"`);
      const inspection = await app.as('inspection_head');
      expect((await inspection.get(`/host/${id}`)).status).to.equal(403);
      expect((await inspection.get(`/today/${id}`)).text).not.to.include(`href="/host/${id}"`);
    });

    it('call a session that no programme planned, and keep what was typed where it cannot be', async () => {
      const supervisor = await app.as('supervisor');
      const typed = { agencyId: g.agencies.water, kind: 'electronic_meeting', day: '۱۴۰۵/۹/۸', from: '۱۳', to: '14:30' };
      const made = await supervisor.post('/today', typed);
      expect(made.status).to.equal(303);
      const page = await supervisor.get(made.headers.get('location') ?? '');
      expect(textOf(page.text)).to.include('آب و فاضلاب').and.include('۱۳ تا ۱۴:۳۰');
      const again = await supervisor.post('/today', { ...typed, from: '14:00' });
      expect(again.status).to.equal(422);
      expect(again.text).to.include('برای این دستگاه در همین ساعت جلسه‌ای هست').and.include('value="14:00"');
      expect((await supervisor.post('/today', { ...typed, day: 'فردا' })).text).to.include('«روز» تاریخ درستی نیست');
      expect((await (await app.as('operator')).post('/today', typed)).status).to.equal(403);
    });

    it('take a session through its steps, and say why one cannot be taken', async () => {
      const id = await g.session('water', '10:00', '11:00', { opened: false });
      const supervisor = await app.as('supervisor');
      const step = (fields: Record<string, string>) => supervisor.post(`/today/${id}/step`, fields);
      expect((await step({ step: 'open' })).headers.get('location')).to.equal(`/today/${id}?done=step`);
      const silent = await step({ step: 'pause' });
      expect([silent.status, silent.text.includes('«دلیل توقف پذیرش» را بنویسید')]).to.deep.equal([422, true]);
      await step({ step: 'pause', reason: 'نماز' });
      expect(await stateOf(id)).to.equal('paused');
      const wrong = await step({ step: 'open' });
      expect([wrong.status, wrong.text.includes('این کار در وضع کنونی جلسه شدنی نیست')]).to.deep.equal([422, true]);
      expect((await step({ step: 'close' })).status).to.equal(422);
      expect((await supervisor.get('/today/no-such-session')).status).to.equal(404);
    });

    it('seat a host: the code is shown once, and the seat can be ended', async () => {
      const id = await g.session('water', '10:00', '11:00');
      const supervisor = await app.as('supervisor');
      const shown = await supervisor.post(`/today/${id}/seats`, { side: 'host', desk: 'میز ۱' });
      expect(shown.status).to.equal(200);
      const code = [...shown.text.matchAll(/<span>([۰-۹]{4})<\/span>/g)].map(([, four]) => four).join('');
      expect(code).to.match(/^[۰-۹]{8}$/);
      expect(textOf(shown.text)).to.include('آقای هاشم امینی').and.include(`${app.url}/seat`);
      const page = await supervisor.get(`/today/${id}`);
      expect(page.text).to.include('میز ۱').and.include('کد تا ساعت ۱۲:۲۴').and.not.include(code.slice(0, 4));
      const [seat] = await g.seats.ofSession(id);
      await app.anonymous().post('/seat', { code });
      expect((await supervisor.get(`/today/${id}`)).text).to.include('از ساعت ۱۰:۲۴ نشسته است');
      const elsewhere = await g.session('gas', '10:00', '11:00');
      for (const wrong of [`/today/${elsewhere}/seats/${seat?.id ?? ''}/end`, `/today/${id}/seats/no-such-seat/end`]) expect((await supervisor.post(wrong)).status, wrong).to.equal(404);
      expect(await g.seats.ofSession(id), 'nobody rises from another desk').to.have.length(1);
      for (const time of ['once', 'twice']) expect((await supervisor.post(`/today/${id}/seats/${seat?.id ?? ''}/end`)).status, time).to.equal(303);
      expect(await g.seats.ofSession(id)).to.deep.equal([]);
      expect((await supervisor.post(`/today/${id}/seats`, { side: 'host', desk: '' })).status).to.equal(422);
    });

    it('name a substitute, and speak to the desk', async () => {
      const id = await g.session('water', '10:00', '11:00', { opened: false });
      const supervisor = await app.as('supervisor');
      expect((await supervisor.get(`/today/${id}`)).text).to.include('مدیر نیامد؟').and.include('آقای سعید نوروزی، معاون بهره‌برداری');
      expect((await supervisor.post(`/today/${id}/substitute`, { personId: g.deputyId, why: 'مأموریت استاندار' })).status).to.equal(303);
      expect((await supervisor.get(`/today/${id}`)).text).to.include('آقای سعید نوروزی، معاون بهره‌برداری').and.include('مأموریت استاندار');
      expect((await supervisor.post(`/today/${id}/message`, { text: '' })).status).to.equal(422);
      await supervisor.post(`/today/${id}/message`, { text: 'پنج دقیقه مانده است.' });
      expect((await supervisor.get(`/today/${id}`)).text).to.include('پیام ساعت ۱۰:۲۴ به مدیر: پنج دقیقه مانده است.');
      await supervisor.post(`/today/${id}/message`, { back: '1' });
      expect((await supervisor.get(`/today/${id}`)).text).not.to.include('پنج دقیقه مانده است.');
      await g.life.step(id, 'open', g.command());
      const caller = await g.join(id, NOW);
      await g.taking.take(id, caller, g.command());
      await g.taking.connected(id, caller, g.command());
      await g.holding.hold(id, caller, { reason: 'پرسش', minutes: 5 }, g.command());
      expect((await (await app.as('operator')).get('/desk')).text, 'also while somebody is on hold').to.include('جانشین: آقای سعید نوروزی');
    });

    it('say that nobody may take the host\'s place where the setting forbids it', async () => {
      await app.database.direct('settings').insert({ id: 's', name: 'substitutes', value: '"forbidden"', from_day: '2020-01-01', recorded_at: NOW, recorded_by: 'x' });
      const id = await g.session('water', '10:00', '11:00', { opened: false });
      const supervisor = await app.as('supervisor');
      expect((await supervisor.get(`/today/${id}`)).text).to.include('در این استان جانشین پذیرفته نیست.').and.not.include('name="personId"');
      const forced = await supervisor.post(`/today/${id}/substitute`, { personId: g.deputyId, why: 'x' });
      expect([forced.status, forced.text.includes('در این استان جانشین پذیرفته نیست')]).to.deep.equal([422, true]);
    });

    it('end a call that the desk has forgotten, and keep who did it and why', async () => {
      const ids = await g.busyDay();
      const [head, operator] = [await app.as('inspection_head'), await app.as('operator')];
      const page = await head.get(`/today/${ids.water}`);
      const callId = /name="callId" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
      expect(textOf(page.text)).to.include('از خمینی‌شهر، در گفت‌وگو');
      const act = { callId, way: 'dropped', why: 'host_gone' };
      expect((await operator.post(`/today/${ids.water}/call`, act)).status).to.equal(403);
      expect((await head.post(`/today/${ids.water}/call`, act)).headers.get('location')).to.equal(`/today/${ids.water}?done=call`);
      const told = (await eventsOf(ids.water)).at(-1);
      expect([told?.kind, told?.actor, (JSON.parse(told?.data ?? '{}') as { takenOver?: string }).takenOver]).to.deep.equal(['call_concluded', head.userId, 'host_gone']);
      const late = await head.post(`/today/${ids.water}/call`, { ...act, way: 'back' });
      expect(late.status).to.equal(422);
    });

    describe('at the end of a session', () => {
      const closing = async () => {
        const id = await g.session('schools', '10:00', '12:00');
        const first = await g.join(id, later(NOW, -600));
        const silent = g.entry();
        const second = await g.join(id, later(NOW, -300), { applicant: { ...silent.applicant, phone: null } });
        return { id, first, second, supervisor: await app.as('supervisor') };
      };

      it('offer three ways for each who was not reached, with a sensible one chosen', async () => {
        const { id, first, second, supervisor } = await closing();
        const { text } = await supervisor.get(`/today/${id}/close`);
        const chosen = [...text.matchAll(/name="way\.([\w-]+)" value="(\w+)" checked/g)].map(([, who, way]) => [who, way]);
        expect(chosen).to.deep.equal([[first, 'carry'], [second, 'register']]);
        expect(text).to.include(`name="way.${second}" value="call_back" disabled`);
        expect(textOf(text)).to.include('دوشنبه ۹ آذر، ۹ تا ۱۲، ساعت حضور').and.include('نفر ۱ صف می‌شود').and.include('مهلت پاسخ تا ۱۸ آذر').and.include('شمارهٔ تلفنش ثبت نشده است');
      });

      it('refuse it while one has no way, and keep what was chosen', async () => {
        const { id, first, second, supervisor } = await closing();
        const refused = await supervisor.post(`/today/${id}/close`, { how: 'close', [`way.${first}`]: 'call_back' });
        expect(refused.status).to.equal(422);
        expect(refused.text).to.include('هنوز ۱ نفر در صف‌اند').and.include(`name="way.${first}" value="call_back" checked`).and.include('تازه به صف آمد');
        const mute = await supervisor.post(`/today/${id}/close`, { how: 'close', [`way.${first}`]: 'call_back', [`way.${second}`]: 'call_back' });
        expect(mute.status).to.equal(422);
        expect(mute.text).to.include('شمارهٔ تلفن این تماس‌گیرنده ثبت نشده است');
        expect(await stateOf(id)).to.equal('open');
      });

      it('end it once, and lead whoever comes second to what it came to', async () => {
        const { id, first, second, supervisor } = await closing();
        const hour = `hour-${g.agencies.schools}-2026-11-30`;
        const ways = { how: 'close', [`way.${first}`]: 'carry', [`to.${first}`]: hour, [`way.${second}`]: 'register', [`to.${second}`]: hour };
        expect((await supervisor.post(`/today/${id}/close`, ways)).headers.get('location')).to.equal(`/today/${id}/summary?done=closed`);
        expect((await (await app.as('supervisor')).post(`/today/${id}/close`, ways)).headers.get('location')).to.equal(`/today/${id}/summary?done=before`);
        expect((await supervisor.get(`/today/${id}/close`)).headers.get('location')).to.equal(`/today/${id}/summary?done=before`);
        const { text } = await supervisor.get(`/today/${id}/summary?done=before`);
        expect(textOf(text)).to.include('این جلسه پیش از شما بسته شده است').and.include('دوشنبه ۹ آذر، ۹ تا ۱۲، ساعت حضور، نفر اول').and.match(/کد رهگیری [۰-۹]{4}.[۰-۹]{4}.[۰-۹]{5}/);
      });

      it('cancel one whose host did not come, with the reason, and that one alone without an opening', async () => {
        const id = await g.session('tax', '10:00', '11:00', { opened: false });
        const caller = await g.join(id, later(NOW, -60));
        const supervisor = await app.as('supervisor');
        expect((await supervisor.get(`/today/${id}/close`)).text).to.include('لغو جلسه').and.include('دلیل لغو');
        const silent = await supervisor.post(`/today/${id}/close`, { how: 'cancel', [`way.${caller}`]: 'call_back' });
        expect([silent.status, silent.text.includes('«دلیل لغو» را بنویسید')]).to.deep.equal([422, true]);
        expect((await supervisor.post(`/today/${id}/close`, { how: 'close', [`way.${caller}`]: 'call_back' })).status).to.equal(422);
        await supervisor.post(`/today/${id}/close`, { how: 'cancel', reason: 'بیماری مدیر', [`way.${caller}`]: 'call_back' });
        const { text } = await supervisor.get(`/today/${id}/summary`);
        expect(textOf(text)).to.include('لغو شد؛ دلیل: بیماری مدیر').and.include('برگزار نشد.').and.include('با یک نفر دوباره تماس گرفته می‌شود');
      });
    });

    it('sum a session up for the press: three sentences, and no caller\'s name for whoever deals with none', async () => {
      const ids = await g.busyDay();
      const press = await (await app.as('press_officer')).get(`/today/${ids.closed}/summary`);
      const told = /id="press">([^<]+)</.exec(press.text)?.[1] ?? '';
      expect(told.split(/(?<=\.)\s/)).to.deep.equal([
        'آقای علی قاسمی، مدیرکل راهداری و حمل‌ونقل جاده‌ای استان اصفهان، یکشنبه ۸ آذر ۱۴۰۵ از ساعت ۸\u00a0تا\u00a0۸:۵۰ در استانداری اصفهان پاسخگوی تماس‌های مردم با شمارهٔ ۱۱۱ بود.',
        'در ۵۲ دقیقه پاسخگویی، ۲ نفر با مدیر گفت‌وگو کردند؛ از این میان به یک نفر پاسخ داده شد و درخواست یک نفر به کارشناسان دستگاه ارجاع شد.',
        'نیمی از تماس‌گیرندگان حداکثر ۳ دقیقه و ۳۰ ثانیه در انتظار ماندند و کسی رها نشد: با یک نفر دوباره تماس گرفته می‌شود و درخواست یک نفر ثبت شد.',
      ]);
      for (const name of ['محمدی', 'کریمی', 'حسینی', 'رضایی', 'کد رهگیری']) expect(textOf(press.text), name).not.to.include(name);
      expect(textOf((await (await app.as('operator')).get(`/today/${ids.closed}/summary`)).text)).to.include('کد رهگیری');
    });

    it('show the supervisor everything that goes on, emergencies first, and let the governor look and no more', async () => {
      const ids = await g.busyDay();
      const [supervisor, governor] = [await app.as('supervisor'), await app.as('governor')];
      const { text } = await supervisor.get('/supervise');
      const alarms = [...text.matchAll(/<b>(فوریت، [^<]+)<\/b>/g)].map(([, words]) => words);
      expect(alarms).to.deep.equal(['فوریت، هدایت به اورژانس ۱۱۵، ساعت ۱۰:۲۲', 'فوریت، هدایت به آتش‌نشانی ۱۲۵، ساعت ۹:۱۲']);
      const card = textOf(text.slice(text.indexOf(`id="watch-${ids.water}"`)).split('</article>')[0] ?? '');
      expect(card).to.include('در صف ۷ نفر').and.include('بیشترین انتظار ۱۴ دقیقه').and.include('در گفت‌وگو ۴:۴۰').and.include('پاسخ داده شد ۴').and.include('ارجاع ۲').and.include('بیمار دیالیزی است');
      expect(card, 'what is not nought').to.include('قطع شد ۱').and.not.include('دستگاه دیگر');
      expect(figureSum(text, ids.water), 'the figures are all the talks').to.equal(9);
      expect(textOf(text)).to.include('همهٔ تماس‌های امروز: ۳۵').and.include('پاسخ در مرکز ۱۱۱ ۲').and.include('فوریت ۲').and.include('باید بگیرد: ۱');
      expect((await governor.get('/supervise')).text).to.include('data-may=""').and.not.include('action="/supervise/message"');
      const message = { sessionId: ids.schools, text: 'پنج دقیقه مانده است.' };
      expect((await governor.post('/supervise/message', message)).status).to.equal(403);
      expect((await supervisor.post('/supervise/message', message)).headers.get('location')).to.equal('/supervise?done=message');
      expect((await app.database.reads('session_lives').where({ id: ids.schools }).first('message'))?.message).to.equal('پنج دقیقه مانده است.');
      expect((await supervisor.post('/supervise/message', { ...message, text: '' })).status).to.equal(422);
      const over = await supervisor.post('/supervise/message', { ...message, sessionId: ids.closed });
      expect([over.status, over.text.includes('این جلسه پایان یافته است')]).to.deep.equal([422, true]);
    });

    it('lead to the present call only while it can be ended there', async () => {
      const id = await g.session('water', '10:00', '11:00');
      const supervisor = await app.as('supervisor');
      const links = async (): Promise<boolean[]> => [(await supervisor.get('/supervise')).text.includes(`/today/${id}#call`), (await supervisor.get(`/today/${id}`)).text.includes('id="call"')];
      const call = await g.join(id, NOW);
      await g.taking.take(id, call, g.command());
      expect(await links(), 'connecting').to.deep.equal([true, true]);
      await g.taking.connected(id, call, g.command());
      expect(await links(), 'talking').to.deep.equal([true, true]);
      await g.concluding.conclude(id, call, { outcome: 'answered' }, g.command());
      expect(await links(), 'wrap-up').to.deep.equal([false, false]);
    });

    it('count every call that is owed, also those beyond the list, and say nothing of what is confidential', async () => {
      for (let number = 0; number < 52; number += 1) await g.settling.settle(g.entry(), { outcome: 'call_back', agencyId: null, emergencyTo: null, about: null }, g.command());
      await g.settling.settle(g.entry({ kind: 'report' }), { outcome: 'confidential', agencyId: null, emergencyTo: null, about: null }, g.command());
      const board = textOf((await (await app.as('supervisor')).get('/supervise')).text);
      expect(board).to.include('باید بگیرد: ۵۲');
      expect(board).not.to.include('محرمانه');
      expect((await (await app.as('operator')).get('/desk')).text).to.include('href="/desk/call-backs"').and.include('همهٔ تماس‌های دوباره (۵۲)');
    });

    it('give the hall a screen by a key that is shown once and can be revoked', async () => {
      await g.busyDay();
      const supervisor = await app.as('supervisor');
      expect((await supervisor.post('/walls', { name: '' })).status).to.equal(422);
      const shown = await supervisor.post('/walls', { name: 'سالن' });
      const path = /<code dir="ltr" id="wall-url">[^<]*?(\/wall\/[\w-]{43})</.exec(shown.text)?.[1] ?? '';
      expect((await supervisor.get('/walls')).text).to.include('سالن').and.not.include(path);
      const hall = await app.anonymous().get(path);
      expect(hall.status).to.equal(200);
      const words = textOf(hall.text.slice(hall.text.indexOf('<body')));
      expect(words).to.include('مدیرعامل شرکت آب و فاضلاب استان اصفهان').and.include('در حال پاسخگویی').and.include('امروز: ۳۵ تماس').and.include('بعدی: امور مالیاتی');
      // Neither callers nor hosts: no person's name stands on a screen that anybody passes.
      for (const { name } of await app.database.reads('people').orderBy('id').select('name')) expect(words, name).not.to.include(name);
      for (const name of ['محمدی', 'کریمی', 'حسینی', 'صادقی', 'خانم', 'آقای', 'دیالیزی']) expect(words, name).not.to.include(name);
      const [wall] = await g.walls.all();
      expect((await supervisor.post(`/walls/${wall?.id ?? ''}/revoke`)).status).to.equal(303);
      expect((await supervisor.post(`/walls/${wall?.id ?? ''}/revoke`)).status, 'twice is as once').to.equal(303);
      for (const gone of [path, '/wall/no-such-key']) {
        const answer = await app.anonymous().get(gone);
        expect([answer.status, answer.text.includes('این تابلو دیگر در کار نیست')]).to.deep.equal([410, true]);
      }
      expect((await (await app.as('operator')).get('/walls')).status).to.equal(403);
    });

    it('say on the hall\'s screen what comes, where nobody answers', async () => {
      const { key } = await g.walls.add('سالن', g.command());
      const wall = async (): Promise<string> => textOf((await app.anonymous().get(`/wall/${key}`)).text);
      expect(await wall()).to.include('امروز جلسه‌ای برگزار نمی‌شود').and.include('ساعت حضور مدیران فردا ۹ تا ۱۲');
      const id = await g.session('gas', '11:00', '12:00', { opened: false });
      expect(await wall()).to.include('جلسه‌های پیش رو').and.include('گاز ۱۱ تا ۱۲');
      await g.closing.end(id, { cancelled: 'x', ways: {} }, g.command());
      expect(await wall()).to.include('جلسه‌های امروز پایان یافت');
      expect((await app.anonymous().get(`/wall/${key}`)).text).to.include('data-wall-until="2026-11-29T20:30:00.000Z"').and.include(`data-stream="today:${SUNDAY}"`);
    });
  });
});
