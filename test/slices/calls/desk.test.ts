import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { sessionFacts } from '../../../server/calls/facts.ts';
import { historyOf } from '../../../server/calls/history.ts';
import { readToday } from '../../../server/calls/today.ts';
import { addMinutes } from '../../../server/domain/calendar.ts';
import { readTrackingCode } from '../../../server/domain/tracking-code.ts';
import { personIndexes } from '../../../server/requests/steps.ts';
import { onBothDatabases, onSqlite } from '../../support/database.ts';
import { deskGround, SUNDAY, TEN, told, typed, type DeskGround } from './desk-ground.ts';

/** The tracking code that the operator is shown. */
const codeIn = (html: string): string => readTrackingCode(/id="tracking-code">([^<]+)</.exec(html)?.[1] ?? '') ?? 'none';

onBothDatabases((_name, fresh) => {
  describe("the operators' desk", () => {
    let g: DeskGround;
    beforeEach(async () => (g = await deskGround(fresh)));
    afterEach(() => g.app.stop());

    it('puts a caller through, and says his place and how long he will wait', async () => {
      const first = told(await g.send({}));
      expect(first.ok).to.equal(true);
      expect(first.done).to.include('نفر اول صف').and.to.include('به او بگویید');
      const [call] = await g.waiting();
      expect(call).to.include({ id: first.callId, state: 'waiting', line: 'on_line', topicId: g.topicId, name: 'مریم محمدی', receivedBy: g.operator.userId });
      expect(call?.phone, 'sealed').not.to.include('913');
      const second = told(await g.send({ phone: '09137654321', identity: '', name: 'علی رضایی', honorific: 'agha', priority: '1', priorityReason: 'بیمار', line: 'to_ring' }));
      expect(second.done).to.include('نفر اول صف').and.to.include('هنگام نوبت با او تماس می‌گیریم');
    });

    it('queues a double press once, and nobody twice', async () => {
      const key = randomUUID();
      const [one, again] = await Promise.all([g.send({}, g.operator, key), g.send({}, g.operator, key)]);
      expect(told(again).callId).to.equal(told(one).callId);
      expect(await g.count()).to.equal(1);
      const twin = await g.send({ name: 'کس دیگر' });
      expect(twin.status).to.equal(409);
      expect(told(twin).errors?.['_form']).to.include('هم‌اکنون در صف');
      expect(await g.count()).to.equal(1);
    });

    it('takes nobody into a session that is closed, full, paused, over for the day, or of another agency', async () => {
      const refusedWith = async (fields: Readonly<Record<string, string>>, code: string): Promise<void> => {
        const answer = await g.send({ phone: '09130000000', identity: '', name: 'تازه', ...fields });
        expect(told(answer).code, answer.text).to.equal(code);
      };
      const schools = await g.convene(g.other.agencyId, '10:00', '12:00');
      await refusedWith({ session: schools }, 'topic_not_of_agency');
      await refusedWith({ session: randomUUID() }, 'not_found');
      await refusedWith({ countyId: randomUUID() }, 'not_found');
      await refusedWith({ topicId: randomUUID() }, 'not_found');
      await g.life.step(g.session, 'pause', g.command(), 'نماز');
      await refusedWith({}, 'session_paused');
      await g.life.step(g.session, 'resume', g.command());
      for (let one = 0; one < 30; one += 1) await g.send({ what: 'queue_despite', phone: `0913100${String(1000 + one)}`, identity: '', name: `محمدی ${one}` });
      await refusedWith({ what: 'queue_despite' }, 'session_full');
      await g.life.step(schools, 'extend', g.command());
      await refusedWith({ session: schools, topicId: g.shared }, 'session_closing');
      await g.calls.closing.end(schools, { cancelled: null, ways: {} }, g.command());
      await refusedWith({ session: schools, topicId: g.shared }, 'session_over');
      g.app.setNow('2026-11-30T06:30:00.000Z');
      const late = await g.send({}, await g.app.as('operator'));
      expect(told(late).code, 'yesterday’s session').to.equal('session_over');
    });

    it('says before queueing that he will not be reached, and offers three ways', async () => {
      g.app.setNow(addMinutes(TEN, 54));
      await g.send({ what: 'queue_despite', phone: '09131111111', identity: '', name: 'نخست' });
      const asked = told(await g.operator.postJson('/desk/prospect', { session: g.session, priority: '' }));
      expect(asked).to.include({ reached: false, place: 2 });
      const refused = await g.send({});
      expect(refused.status).to.equal(409);
      const { offers = '' } = told(refused);
      expect(offers).to.include('به این جلسه نمی‌رسد').and.to.include('نفر دوم می‌شود').and.to.include('value="call_back"').and.to.include('value="registered"').and.to.include('دوشنبه ۹ آذر');
      expect(await g.count(), 'nothing has changed').to.equal(1);
      const carried = told(await g.send({ what: `carry:${asked.carry?.sessionId ?? ''}` }));
      expect(carried.done).to.include('نگه داشته شد: نفر اول صف').and.to.include('ساعت حضور').and.to.include('آن روز هنگام نوبت با او تماس می‌گیریم');
      expect((await g.repository.openOf(asked.carry?.sessionId ?? ''))[0]).to.include({ line: 'to_ring', state: 'waiting' });
      expect(told(await g.send({ what: 'queue_despite', phone: '09132222222', identity: '', name: 'دیگری' })).ok).to.equal(true);
      const unreachable = await g.send({ what: `carry:${asked.carry?.sessionId ?? ''}`, phone: '', name: 'بی‌شماره' });
      expect(told(unreachable).errors?.['phone']).to.include('شمارهٔ تلفن لازم است');
    });

    it('registers a request at the agency of its topic, or at the one that is chosen', async () => {
      const one = told(await g.send({ what: 'registered' }));
      const code = codeIn(one.done ?? '');
      expect(code).to.have.length(13);
      expect(one.done).to.match(/>[۰-۹]{4}\u00a0[۰-۹]{4}\u00a0[۰-۹]{5}</);
      const request = await g.database.reads('requests').where({ tracking_code: code }).first();
      expect(request).to.include({ agency_id: g.place.agencyId, state: 'referred', confidential: 0, call_id: one.callId });
      const open = told(await g.send({ what: 'registered', topicId: g.shared, identity: '', phone: '09133333333' }));
      expect(await g.database.reads('requests').where({ call_id: open.callId ?? '' }).first()).to.include({ agency_id: null, state: 'registered' });
      const chosen = told(await g.send({ what: 'registered', topicId: g.shared, agencyId: g.other.agencyId, identity: '', phone: '09134444444' }));
      expect(await g.database.reads('requests').where({ call_id: chosen.callId ?? '' }).first()).to.include({ agency_id: g.other.agencyId });
      expect(told(await g.send({ what: 'registered', agencyId: g.other.agencyId })).code).to.equal('topic_not_of_agency');
      expect(told(await g.send({ what: 'registered', agencyId: randomUUID() })).code).to.equal('not_found');
      const added = told(await g.send({ what: 'registered', about: String(request?.id), topicId: '', name: '', summary: '' }));
      expect(codeIn(added.done ?? ''), 'the same code').to.equal(code);
      expect((await g.database.reads('requests').where({ id: String(request?.id) }).first())?.followers).to.equal(1);
    });

    it('ends a call without a queue: answered, out of scope, dropped, an emergency, a call back', async () => {
      for (const what of ['answered_by_centre', 'out_of_scope', 'dropped_early']) expect(told(await g.send({ what, phone: '', identity: '', name: '', topicId: '', summary: '', session: '' })).ok).to.equal(true);
      expect(told(await g.send({ what: 'emergency:115' })).done).to.include('اورژانس ۱۱۵');
      expect(told(await g.send({ what: 'emergency:999' })).code).to.equal('bad_request');
      expect(told(await g.send({ what: 'call_back', phone: '' })).errors?.['phone']).to.include('لازم است');
      expect(told(await g.send({ what: 'call_back' })).ok).to.equal(true);
      const { callBacks, atCentre } = await readToday(g.database.reads, SUNDAY, TEN);
      expect(callBacks).to.have.length(1);
      expect(atCentre.map(({ outcome }) => outcome)).to.have.members(['answered_by_centre', 'out_of_scope', 'dropped_early', 'emergency', 'call_back']);
      const owed = told(await g.operator.postJson(`/desk/call-backs/${callBacks[0]?.id ?? ''}`));
      expect(owed.fields).to.include({ phone: '۰۹۱۳\u00a0۱۲۳\u00a0۴۵۶۷', identity: '0012345679', name: 'مریم محمدی', callBackOf: callBacks[0]?.id });
      expect(told(await g.send({ what: 'answered_by_centre', callBackOf: callBacks[0]?.id ?? '' })).ok).to.equal(true);
      expect(told(await g.operator.postJson(`/desk/call-backs/${callBacks[0]?.id ?? ''}`)).code, 'once').to.equal('call_moved_on');
      const looks = await g.database.reads('events').where({ stream: `call:${callBacks[0]?.id ?? ''}` }).select('kind', 'actor');
      expect(looks.map(({ kind, actor }) => `${kind} ${String(actor)}`)).to.deep.equal([`call_revealed ${g.operator.userId ?? ''}`]);
    });

    it('keeps what is confidential from every list but the inspection office’s', async () => {
      const secret = 'مدیر رشوه خواسته است';
      const kept = told(await g.send({ what: 'confidential', summary: secret, priority: '1', priorityReason: secret, about: g.place.requestId }));
      const code = codeIn(kept.done ?? '');
      expect(kept.done).to.include('تنها دفتر بازرسی');
      expect(await g.database.reads('requests').where({ tracking_code: code }).first()).to.include({ confidential: 1, agency_id: null, summary: secret });
      expect((await g.database.reads('requests').where({ id: g.place.requestId }).first())?.followers, 'it is about no other request').to.equal(0);

      const facts = await sessionFacts(g.database.reads, g.session, TEN);
      expect(facts?.calls, 'of the host').to.deep.equal([]);
      const today = await readToday(g.database.reads, SUNDAY, TEN);
      expect([...today.atCentre, ...today.callBacks], 'of the day').to.deep.equal([]);
      const person = personIndexes(g.app.seal, { identityKind: 'national_code', identity: '0012345679', phone: '+989131234567' });
      expect(await historyOf(g.database.reads, person, null), 'of the person').to.deep.equal({ calls: [], open: [], requests: [] });
      expect(told(await g.operator.postJson('/desk/recall', typed())).html, 'of the desk').to.equal('');
      expect((await g.database.reads('calls').where({ id: kept.callId ?? '' }).first()), 'the call itself').to.include({ summary: '', priority_reason: null, topic_id: null, agency_id: null });
      const supervisor = await g.app.as('supervisor');
      for (const path of ['/desk', '/requests']) expect((await supervisor.get(path)).text, path).not.to.include(secret);
      for (const event of await g.database.reads('events').select('data')) expect(String(event.data)).not.to.include(secret).and.not.to.include('محمدی');
    });

    it('does with those who wait what the telephone asks: connected, no answer, moved, gone, sent elsewhere', async () => {
      const schools = await g.convene(g.other.agencyId, '10:00', '12:00');
      const ids: string[] = [];
      for (let one = 0; one < 4; one += 1) ids.push(told(await g.send({ topicId: g.shared, phone: `0913100${String(1000 + one)}`, identity: '', name: `محمدی ${one}`, line: one === 0 ? 'to_ring' : 'on_line' })).callId ?? '');
      const act = async (call: string | undefined, path: string, body: object = {}) => told(await g.operator.postJson(`/desk/sessions/${g.session}/calls/${call ?? ''}/${path}`, body));
      const places = async () => ((await sessionFacts(g.database.reads, g.session, TEN))?.waiting ?? []).map(({ call }) => ids.indexOf(call.id));
      await g.calls.taking.next(g.session, g.command());
      const page = (await g.operator.get('/desk')).text;
      expect(page).to.include('وصل کنید').and.to.include('شماره را بگیرید').and.to.include('۰۹۱۳\u00a0•••\u00a0••۰۰').and.not.to.include('۰۹۱۳\u00a0۱۰۰');
      expect((await act(ids[0], 'reveal')).number).to.equal('۰۹۱۳\u00a0۱۰۰\u00a0۱۰۰۰');
      expect((await act(ids[0], 'no-answer')).sentence).to.include('پاسخ نداد');
      expect(await places()).to.deep.equal([1, 2, 3, 0]);
      expect((await act(ids[0], 'connected')).code).to.equal('call_moved_on');
      await g.calls.taking.next(g.session, g.command());
      expect((await act(ids[1], 'connected')).sentence).to.include('گفت‌وگو آغاز شد');
      expect((await g.repository.byId(ids[1] ?? ''))?.state).to.equal('talking');
      expect((await act(ids[1], 'leave', { outcome: 'dropped_early' })).code).to.equal('call_taken');
      await act(ids[0], 'move', { place: '1' });
      expect(await places()).to.deep.equal([0, 2, 3]);
      expect((await act(ids[0], 'move', { place: '0' })).code).to.equal('bad_request');
      await act(ids[2], 'leave', { outcome: 'call_back' });
      expect((await act(ids[3], 'go-on', { to: schools })).sentence).to.include('جلسهٔ دیگر');
      expect(await places()).to.deep.equal([0]);
      expect((await g.repository.openOf(schools)).map(({ earlierCallId, line }) => `${String(earlierCallId)} ${line}`)).to.deep.equal([`${ids[3] ?? ''} on_line`]);
      expect((await act(randomUUID(), 'connected')).code).to.equal('not_found');
    });

    it('takes nobody out of a talk for an operator who still saw him waiting, and says who has him', async () => {
      const elsewhere = await g.convene(g.other.agencyId, '10:00', '12:00');
      const call = told(await g.send({ topicId: g.shared })).callId ?? '';
      const act = async (path: string, body: object = {}) => told(await g.operator.postJson(`/desk/sessions/${g.session}/calls/${call}/${path}`, body));
      await g.calls.taking.next(g.session, { ...g.command(), actor: g.operator.userId });
      await act('connected');
      for (const [path, body] of [['move', { place: '1' }], ['go-on', { to: elsewhere }], ['no-answer', {}], ['leave', { outcome: 'dropped_early' }]] as const) {
        expect((await act(path, body)).code, path).to.equal('call_taken');
        expect((await g.repository.byId(call))?.state, path).to.equal('talking');
      }
      await g.calls.concluding.conclude(g.session, call, { outcome: 'answered' }, g.command());
      for (const path of ['connected', 'move']) expect((await act(path, { place: '1' })).sentence, path).to.not.include('…');
    });
  });
});

onSqlite((fresh) => {
  describe('the form of a call', () => {
    let g: DeskGround;
    beforeEach(async () => (g = await deskGround(fresh)));
    afterEach(() => g.app.stop());

    const errors = async (fields: Readonly<Record<string, string>>) => {
      const answer = await g.send(fields);
      expect(answer.status, answer.text).to.be.within(400, 499);
      expect(await g.count(), 'a refused call changes nothing').to.equal(0);
      return told(answer).errors ?? {};
    };

    it('says what is wrong beside each field, of all of them at once', async () => {
      expect((await errors({ identity: '0012345678' }))['identity']).to.include('کد ملی درست نیست');
      expect((await errors({ identity: '1111111111' }))['identity']).to.include('ساختگی');
      expect((await errors({ identity: '۱۲۳' }))['identity']).to.include('ده رقم');
      expect((await errors({ identityKind: 'foreign', identity: '12' }))['identity']).to.include('کد فراگیر');
      expect((await errors({ identityKind: 'passport', identity: 'گذرنامه' }))['identity']).to.include('گذرنامه');
      expect((await errors({ phone: '12' }))['phone']).to.include('درست نیست');
      expect((await errors({ name: 'ن'.repeat(10_000) }))['name']).to.include('بلند است');
      expect((await errors({ name: 'محمد\u202eی' }))['name']).to.include('پنهان');
      expect((await errors({ summary: 'x'.repeat(1001) }))['summary']).to.include('بلند است');
      expect((await errors({ priority: '1' }))['priorityReason']).to.include('دلیل');
      expect(Object.keys(await errors({ phone: '12', identity: '1111111111', name: 'ن'.repeat(10_000) }))).to.have.members(['phone', 'identity', 'name']);
      expect(Object.keys(await errors({ name: '', topicId: '', line: 'to_ring', phone: '' }))).to.have.members(['phone', 'name', 'topicId']);
      expect((await errors({ session: '' }))['session']).to.include('برگزینید');
      expect((await errors({ what: 'nothing' }))['_form']).to.include('به کجا رسید');
    });

    it('reads numbers as people type and paste them', async () => {
      const kept = async (fields: Readonly<Record<string, string>>) => {
        const { callId = '' } = told(await g.send({ what: 'answered_by_centre', ...fields }));
        const call = await g.repository.byId(callId);
        if (call === null) throw new Error('not kept');
        const open = (column: 'phone' | 'identity') => (call[column] === null ? null : g.app.seal.open(call[column], `calls.${callId}.${column}`));
        return { phone: open('phone'), identity: open('identity'), kind: call.identityKind };
      };
      expect(await kept({ phone: '+98 913 123 4567', identity: '12345679' })).to.deep.equal({ phone: '+989131234567', identity: '0012345679', kind: 'national_code' });
      expect(await kept({ phone: '۰۹۱۳-۱۲۳ ۴۵۶۷', identity: '۰۰۱۲۳۴۵۶۷۹' })).to.deep.equal({ phone: '+989131234567', identity: '0012345679', kind: 'national_code' });
      expect((await kept({ phone: '32123456', identity: '\u200e0012345679' })).phone, 'of the province’s area').to.equal('+982132123456');
      expect(await kept({ identityKind: 'passport', identity: ' a1234567 ' })).to.include({ identity: 'A1234567', kind: 'passport' });
      expect(await kept({ identity: '' })).to.include({ identity: null, kind: 'none' });
    });

    it('asks for an identity where the governorate does', async () => {
      await g.database.direct('settings').insert({ id: 'i1', name: 'identity', value: '"national_code"', from_day: '2020-01-01', recorded_at: TEN, recorded_by: 'x' });
      expect((await errors({ identity: '' }))['identity']).to.include('کد ملی');
      expect((await errors({ identityKind: 'passport', identity: 'A1234567' }))['identity']).to.include('کد ملی');
      expect((await g.operator.get('/desk')).text).not.to.include('name="identityKind"');
      expect(told(await g.send({ what: 'dropped_early', identity: '' })).ok).to.equal(true);
    });

    it('works as a plain form: what was typed comes back, and what was done is told', async () => {
      const wrong = await g.operator.post('/desk/calls', typed({ session: g.session, topicId: g.topicId, identity: '1111111111' }));
      expect(wrong.status).to.equal(422);
      expect(wrong.text).to.include('این کد ملی ساختگی است.').and.to.include('value="1111111111"').and.to.include('مریم محمدی');
      const done = await g.operator.post('/desk/calls', typed({ session: g.session, topicId: g.topicId, what: 'registered' }));
      expect(done.status).to.equal(303);
      const location = done.headers.get('location') ?? '';
      expect(location).to.match(/^\/desk\?call=[\w-]+$/);
      expect(codeIn((await g.operator.get(location)).text)).to.have.length(13);
      expect((await (await g.app.as('operator')).get(location)).text, 'told to nobody else').not.to.include('tracking-code');
      const known = await g.operator.post('/desk/recall', typed());
      expect(known.text).to.include('این تماس‌گیرنده را می‌شناسیم').and.to.include('پیوسته به همین');
      g.app.setNow(addMinutes(TEN, 59));
      const late = await g.operator.post('/desk/calls', typed({ session: g.session, topicId: g.topicId }));
      expect(late.status).to.equal(409);
      expect(late.text).to.include('به این جلسه نمی‌رسد').and.to.include('با این آگاهی، به صف برود');
    });
  });
});
