import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { expect } from 'chai';
import fc from 'fast-check';
import { createWriter, type WriterProbe } from '../../../db/writer.ts';
import { addMinutes, clock, instant } from '../../../server/domain/calendar.ts';
import { addDays } from '../../../server/domain/jalali.ts';
import { Refusal } from '../../../server/domain/refusal.ts';
import { LIFE_STEPS, lived, mayLive, type LifeState } from '../../../server/domain/session-life.ts';
import { nameKeysOf } from '../../../server/people/person.ts';
import { createLife } from '../../../server/sessions/life.ts';
import { onBothDatabases } from '../../support/database.ts';
import { callGround, caller, command, DAY, later, NINE, type CallGround } from '../calls/ground.ts';
import { refused } from '../refused.ts';

const setting = async ({ database }: CallGround, name: string, value: unknown): Promise<void> => {
  await database.direct('settings').insert({ id: randomUUID(), name, value: JSON.stringify(value), from_day: '2020-01-01', recorded_at: NINE, recorded_by: 'u' });
};

/** One more person in office at the place's agency. */
const officer = async ({ database: { direct }, place }: CallGround, name: string, post: string, agencyId = place.agencyId): Promise<string> => {
  const id = randomUUID();
  await direct('people').insert({ id, honorific: 'khanom', name, ...nameKeysOf(name) });
  await direct('terms').insert({ id: randomUUID(), agency_id: agencyId, person_id: id, post, from_day: '2020-01-01', to_day: null });
  return id;
};

const absent = async ({ database: { direct } }: CallGround, personId: string, from: string | null, to: string | null): Promise<void> => {
  await direct('absences').insert({
    id: randomUUID(), person_id: personId, kind: 'mission', from_day: DAY, to_day: DAY, from_clock: from, to_clock: to, note: '', recorded_at: NINE, recorded_by: 'u', withdrawn_at: null,
  });
};

onBothDatabases((name, fresh) => {
  describe('the life of a session', () => {
    it('goes from its plan over host and callers to its last minutes, and tells each step', async () => {
      const g = await callGround(await fresh());
      const id = await g.session({ opened: false });
      await g.life.step(id, 'await', command());
      await g.life.step(id, 'open', command(later(NINE, 300)));
      expect(await g.lifeOf(id)).to.include({ state: 'open', openedAt: later(NINE, 300), hostArrivedAt: later(NINE, 300) });
      await g.life.step(id, 'pause', command(), 'نماز');
      expect(await g.lifeOf(id)).to.include({ state: 'paused', reason: 'نماز' });
      await g.life.step(id, 'resume', command());
      expect(await g.lifeOf(id)).to.include({ state: 'open', reason: null });
      const { endsAt } = await g.lifeOf(id);
      await g.life.step(id, 'pause', command(), 'نماز');
      await g.life.step(id, 'extend', command(later(NINE, 600)));
      expect(await g.lifeOf(id), 'why it paused is said as long as it does').to.include({ state: 'closing', endsAt: addMinutes(endsAt, 15), reason: null });
      await g.life.step(id, 'leave', command(later(NINE, 900)));
      expect(await g.lifeOf(id)).to.include({ state: 'closing', hostLeftAt: later(NINE, 900) });
      expect(await g.kindsOn(`session:${id}`)).to.deep.equal(['session_convened', 'session_await', 'session_open', 'session_pause', 'session_resume', 'session_pause', 'session_extend', 'session_leave']);
    });

    it('begins on its own day alone, and nothing happens to it once it is over', async () => {
      const g = await callGround(await fresh());
      const { id } = await g.life.convene({ kind: 'electronic_meeting', agencyId: g.place.agencyId, day: addDays(DAY, 1), from: clock('09:00'), to: clock('11:00') }, command());
      expect(await refused(g.life.step(id, 'open', command()))).to.equal('session_other_day');
      expect(await refused(g.life.step(id, 'pause', command()))).to.equal('session_step');
      await g.closing.end(id, { cancelled: 'مأموریت', ways: {} }, command());
      expect(await refused(g.life.step(id, 'open', command()))).to.equal('session_over');
      expect(await refused(g.life.tell(id, 'سلام', command()))).to.equal('session_over');
      expect(await refused(g.life.step('nothing', 'open', command()))).to.equal('not_found');
    });

    it('takes a step once, however often its command comes', async () => {
      const g = await callGround(await fresh());
      const id = await g.session();
      const same = command(later(NINE, 60));
      await Promise.all([g.life.step(id, 'extend', same), g.life.step(id, 'extend', same)]);
      expect((await g.lifeOf(id)).endsAt).to.equal(instant('2026-11-30T07:45:00.000Z'));
    });

    it('follows its table whatever is pressed in whatever order, and a refused press leaves no trace', async function () {
      this.timeout(60_000);
      const g = await callGround(await fresh());
      let from = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(fc.constantFrom(...LIFE_STEPS), { maxLength: 12 }), async (steps) => {
          const { id } = await g.life.convene({ kind: 'public_desk', agencyId: g.place.agencyId, day: addDays(DAY, (from += 1)), from: clock('09:00'), to: clock('11:00') }, command());
          const on = instant((await g.lifeOf(id)).startsAt);
          let expected: LifeState = 'scheduled';
          let [taken, hasLeft] = [1, false];
          for (const step of steps) {
            const may = mayLive(expected, step) && !(step === 'leave' && hasLeft);
            const code = await g.life.step(id, step, command(on)).then(() => null, (error: unknown) => (error instanceof Refusal ? error.code : Promise.reject(error as Error)));
            expect(code, `${expected} ${step}`).to.equal(may ? null : 'session_step');
            if (may) {
              expected = lived({ ...(await g.lifeOf(id)), state: expected, hostLeftAt: null }, step, on).state;
              taken += 1;
              hasLeft = step === 'leave' || (hasLeft && step !== 'resume');
            }
            const life = await g.lifeOf(id);
            expect([life.state, life.rev]).to.deep.equal([expected, taken]);
          }
          expect(await g.kindsOn(`session:${id}`)).to.have.length(taken);
        }),
        { numRuns: 20 },
      );
    });

    it('lets nobody leave in the middle of a talk, and counts no minute of answering between leaving and coming back', async () => {
      const g = await callGround(await fresh());
      const id = await g.session();
      const { callId } = await g.intake.queue(id, caller(1), false, command());
      await g.taking.next(id, command(later(NINE, 10)));
      expect(await refused(g.life.step(id, 'leave', command(later(NINE, 20))))).to.equal('host_busy');
      await g.taking.connected(id, callId, command(later(NINE, 30)));
      expect(await refused(g.life.step(id, 'leave', command(later(NINE, 40))))).to.equal('host_busy');
      await g.concluding.conclude(id, callId, { outcome: 'answered' }, command(later(NINE, 600)));
      await g.life.step(id, 'leave', command(later(NINE, 1200)));
      await g.life.step(id, 'resume', command(later(NINE, 3000)));
      await g.life.step(id, 'leave', command(later(NINE, 3600)));
      const summary = await g.closing.end(id, { cancelled: null, ways: {} }, command(later(NINE, 4000)));
      expect(summary.minutesAnswering, 'twenty minutes, and ten after half an hour away').to.equal(30);
    });

    it('carries a word of the supervisor to the desk until it is taken back, and keeps it out of the events', async () => {
      const g = await callGround(await fresh());
      const id = await g.session();
      await g.life.tell(id, 'پنج دقیقه مانده است.', command(NINE, { actor: 'supervisor' }));
      expect(await g.lifeOf(id)).to.include({ message: 'پنج دقیقه مانده است.', messageBy: 'supervisor', messageAt: NINE });
      await g.life.tell(id, null, command());
      expect(await g.lifeOf(id)).to.include({ message: null, messageBy: null, messageAt: null });
      const events = await g.database.reads('events').where({ stream: `session:${id}` }).orderBy('seq').select('data');
      expect(JSON.stringify(events)).not.to.include('پنج');
    });
  });

  describe('a substitute', () => {
    it('is whoever of the agency the centre agrees to, and neither the host himself nor a stranger', async () => {
      const g = await callGround(await fresh());
      const id = await g.session({ opened: false });
      const [deputy, stranger] = [await officer(g, 'مریم نوروزی', 'معاون'), randomUUID()];
      await g.life.arrive(id, command());
      const { personId: host } = await g.lifeOf(id);
      for (const personId of [host ?? '', stranger]) expect(await refused(g.life.substitute(id, { personId, why: 'مأموریت' }, command()))).to.equal('substitute_not_deputy');
      await g.life.substitute(id, { personId: deputy, why: 'مأموریت' }, command());
      expect(await g.lifeOf(id)).to.include({ personId: deputy, hostName: 'مریم نوروزی', hostHonorific: 'khanom', post: 'معاون', substituteFor: host, substituteWhy: 'مأموریت', hostArrivedAt: null });
      // He has come after all: his place is his own again.
      await g.life.substitute(id, { personId: host ?? '', why: 'بازگشت' }, command());
      expect(await g.lifeOf(id)).to.include({ personId: host, substituteFor: null, substituteWhy: null });
    });

    it('takes a seat of his own: whoever sat there before cannot act in his name', async () => {
      const g = await callGround(await fresh());
      const id = await g.session({ opened: false });
      const enter = async (side: 'host' | 'companion') => (await g.seats.enter((await g.seats.issue(id, side, 'میز ۱', command())).code, null, command())).token;
      const [host, companion] = [await enter('host'), await enter('companion')];
      await g.life.substitute(id, { personId: await officer(g, 'مریم نوروزی', 'معاون'), why: 'مأموریت' }, command(later(NINE, 60)));
      expect(await g.seats.whoIs(host, later(NINE, 61))).to.equal(null);
      expect((await g.seats.whoIs(companion, later(NINE, 61)))?.seat.side, 'the companion stays').to.equal('companion');
      expect((await g.seats.whoIs(await enter('host'), later(NINE, 62)))?.actor.name).to.contain('مریم نوروزی');
    });

    it('is nobody, or a deputy alone, where the setting says so', async () => {
      const g = await callGround(await fresh());
      const id = await g.session({ opened: false });
      const [deputy, acting] = [await officer(g, 'مریم نوروزی', 'معاون'), await officer(g, 'زهرا کریمی', 'سرپرست')];
      await setting(g, 'substitutes', 'deputies');
      expect(await refused(g.life.substitute(id, { personId: acting, why: 'x' }, command()))).to.equal('substitute_not_deputy');
      await g.life.substitute(id, { personId: deputy, why: 'x' }, command());
      const other = await callGround(await fresh());
      const second = await other.session({ opened: false });
      await setting(other, 'substitutes', 'forbidden');
      expect(await refused(other.life.substitute(second, { personId: await officer(other, 'مریم نوروزی', 'معاون'), why: 'x' }, command()))).to.equal('substitute_forbidden');
    });

    it('is nobody who is away in these hours himself; one away in the afternoon answers in the morning', async () => {
      const g = await callGround(await fresh());
      const id = await g.session({ opened: false });
      const [allDay, morning, afternoon] = [await officer(g, 'مریم نوروزی', 'معاون'), await officer(g, 'زهرا کریمی', 'معاون'), await officer(g, 'نرگس محمودی', 'معاون')];
      await absent(g, allDay, null, null);
      await absent(g, morning, '10:30', '12:00');
      await absent(g, afternoon, '11:00', '14:00');
      for (const personId of [allDay, morning]) expect(await refused(g.life.substitute(id, { personId, why: 'x' }, command()))).to.equal('substitute_away');
      await g.life.substitute(id, { personId: afternoon, why: 'x' }, command());
      expect((await g.lifeOf(id)).personId).to.equal(afternoon);
    });
  });

  describe('a session that no programme planned', () => {
    const at = (g: CallGround, from: string, to: string, more = {}) => g.life.convene({ kind: 'electronic_meeting', agencyId: g.place.agencyId, day: DAY, from: clock(from), to: clock(to), ...more }, command());

    const codeOf = (made: Promise<unknown>): Promise<string> => made.then(() => 'made', (error: unknown) => (error instanceof Refusal ? error.code : String(error)));

    it('stands beside others, but no manager answers in two at once', async () => {
      const g = await callGround(await fresh());
      await at(g, '09:00', '11:00');
      for (const [from, to] of [['09:00', '11:00'], ['10:30', '12:00'], ['08:00', '09:30'], ['09:30', '10:00']] as const) expect(await refused(at(g, from, to)), `${from} ${to}`).to.equal('session_exists');
      expect(await refused(at(g, '09:30', '10:30', { kind: 'public_desk' }))).to.equal('session_exists');
      await at(g, '11:00', '12:00');
    });

    it('stands in no way of the programme, nor the programme in its', async () => {
      const g = await callGround(await fresh());
      await g.database.direct('sessions').update({ state: 'published', version: 1, day: DAY });
      expect(await refused(at(g, '10:00', '10:30')), 'planned, and nothing has happened to it yet').to.equal('session_exists');
      const planned = await g.database.reads('sessions').first('id');
      await g.life.step(planned?.id ?? '', 'open', command());
      expect((await g.lifeOf(planned?.id ?? '')).state).to.equal('open');
    });

    it('keeps nothing from a programme that is published for its hour afterwards', async () => {
      const g = await callGround(await fresh());
      await at(g, '09:00', '11:00');
      await g.database.direct('sessions').update({ state: 'published', version: 1, day: DAY });
      const planned = await g.database.reads('sessions').first('id', 'from_clock', 'line');
      expect([planned?.from_clock, planned?.line]).to.deep.equal(['09:00', 1]);
      await g.life.step(planned?.id ?? '', 'await', command());
      expect((await g.lifeOf(planned?.id ?? '')).state).to.equal('awaiting');
    });

    it('takes the hour of one that was cancelled', async () => {
      const g = await callGround(await fresh());
      const { id } = await at(g, '09:00', '11:00');
      await g.closing.end(id, { cancelled: 'مدیر نیامد', ways: {} }, command());
      const { id: again } = await at(g, '09:00', '11:00');
      await g.life.step(again, 'open', command());
      expect([(await g.lifeOf(id)).state, (await g.lifeOf(again)).state]).to.deep.equal(['cancelled', 'open']);
    });

    it('is the very manager-hour in which places have been kept', async () => {
      const g = await callGround(await fresh());
      const hour = `hour-${g.place.agencyId}-${DAY}`;
      await g.intake.queue(hour, caller(1), true, command(later(NINE, -86_400)));
      expect(await refused(at(g, '09:00', '12:00', { kind: 'manager_hour' }))).to.equal('session_exists');
      // Nor beside one in which nobody has a place yet.
      const week = addDays(DAY, 7);
      expect(await refused(at(g, '14:00', '15:00', { kind: 'manager_hour', day: week }))).to.equal('session_exists');
      const tomorrow = addDays(DAY, 1);
      const { id } = await at(g, '09:00', '12:00', { kind: 'manager_hour', day: tomorrow });
      expect(id).to.equal(`hour-${g.place.agencyId}-${tomorrow}`);
    });

    it('lies ahead, ends after it begins, and belongs to an agency that exists', async () => {
      const g = await callGround(await fresh());
      expect(await refused(at(g, '11:00', '09:00'))).to.equal('range_backwards');
      expect(await refused(at(g, '09:00', '11:00', { day: addDays(DAY, -1) }))).to.equal('day_past');
      expect(await refused(at(g, '09:00', '11:00', { agencyId: 'nobody' }))).to.equal('not_found');
    });

    it('is one, however many press at once', async () => {
      const g = await callGround(await fresh());
      const codes = await Promise.all(Array.from({ length: 6 }, () => codeOf(at(g, '09:00', '11:00'))));
      expect(codes.sort()).to.deep.equal(['made', ...Array<string>(5).fill('session_exists')]);
    });

    if (name === 'PostgreSQL') {
      it('is one, also where two processes are asked at once', async () => {
        const slow: WriterProbe = { at: (point) => (point === 'before_commit' ? setTimeout(50) : undefined) };
        const g = await callGround(await fresh(), slow);
        const elsewhere = createLife({ ...g.deps, writer: await createWriter(g.database, () => undefined, slow) });
        const codes = await Promise.all([g.life, elsewhere].map((life) => codeOf(at({ ...g, life }, '09:00', '11:00'))));
        expect(codes.sort()).to.deep.equal(['made', 'session_exists']);
      });
    }
  });
});
