import { expect } from 'chai';
import { onBothDatabases } from '../../support/database.ts';
import { refused } from '../refused.ts';
import { caller, callGround, command, later, NINE } from './ground.ts';

onBothDatabases((_name, fresh) => {
  describe('a queue', () => {
    it('is joined at its end, passed only by priority, and taken in its order', async () => {
      const g = await callGround(await fresh());
      const id = await g.session();
      const first = await g.intake.queue(id, caller(1), false, command());
      const second = await g.intake.queue(id, caller(2), false, command());
      const urgent = await g.intake.queue(id, caller(3, { priority: 'بیمار' }), false, command());
      expect([first.place, second.place, urgent.place]).to.deep.equal([1, 2, 1]);
      const order: string[] = [];
      for (let turn = 1; turn <= 3; turn += 1) {
        const { callId } = await g.taking.next(id, command(later(NINE, turn * 60)));
        order.push(callId);
        await g.taking.connected(id, callId, command(later(NINE, turn * 60 + 5)));
        await g.concluding.conclude(id, callId, { outcome: 'answered' }, command(later(NINE, turn * 60 + 40)));
      }
      expect(order).to.deep.equal([urgent.callId, first.callId, second.callId]);
      expect(await refused(g.taking.next(id, command(later(NINE, 400))))).to.equal('nobody_waiting');
    });

    it('holds nobody twice, and says where he stands', async () => {
      const g = await callGround(await fresh());
      const id = await g.session();
      await g.intake.queue(id, caller(1), false, command());
      expect(await refused(g.intake.queue(id, caller(1), false, command()))).to.equal('already_in_queue');
      const nameless = caller(2, { applicant: { ...caller(2).applicant, identityKind: 'none', identity: null } });
      await g.intake.queue(id, nameless, false, command());
      expect(await refused(g.intake.queue(id, nameless, false, command()))).to.equal('already_in_queue');
      // Named by his code in one call and by none in the next, he is the same still.
      const uncoded = caller(1, { applicant: { ...caller(1).applicant, identityKind: 'none', identity: null } });
      expect(await refused(g.intake.queue(id, uncoded, false, command()))).to.equal('already_in_queue');
      // Another of the same telephone is another caller.
      await g.intake.queue(id, caller(3, { applicant: { ...nameless.applicant, name: 'کریمی' } }), false, command());
      expect((await g.repository.openOf(id)).length).to.equal(3);
    });

    it('lets a command that comes twice do its work once', async () => {
      const g = await callGround(await fresh());
      const id = await g.session();
      const same = command();
      const [one, other] = await Promise.all([g.intake.queue(id, caller(1), false, same), g.intake.queue(id, caller(1), false, same)]);
      expect(other.callId).to.equal(one.callId);
      const take = command(later(NINE, 1));
      const [taken, again] = await Promise.all([g.taking.next(id, take), g.taking.next(id, take)]);
      expect(again).to.deep.equal(taken);
      expect((await g.kindsOn(`session:${id}`)).filter((kind) => kind === 'call_taken')).to.have.length(1);
    });

    it('says before he waits that a caller will not be reached, and takes him in where he knows', async () => {
      const g = await callGround(await fresh());
      const id = await g.session();
      const at = later(NINE, 115 * 60);
      await g.intake.queue(id, caller(1), true, command(at));
      expect(await refused(g.intake.queue(id, caller(2), false, command(at)))).to.equal('will_not_reach');
      expect((await g.repository.openOf(id)).length, 'a refusal changes nothing').to.equal(1);
      expect((await g.intake.queue(id, caller(2), true, command(at))).reached).to.equal(false);
    });

    it('takes nobody in while it is paused, being ended, over or full', async () => {
      const g = await callGround(await fresh());
      const id = await g.session();
      await g.life.step(id, 'pause', command(), 'نماز');
      expect(await refused(g.intake.queue(id, caller(1), false, command()))).to.equal('session_paused');
      await g.life.step(id, 'resume', command());
      await g.deps.writer.submit({
        ...command(), streams: ['settings'],
        apply: async (tx) => {
          tx.write(tx.db('settings').insert({ id: 's1', name: 'live_calls', value: JSON.stringify({ talkMinutes: 1, waitMinutes: 10, wrapUpSeconds: 30, retryAfter: 3, retries: 3, queueMost: 2, extraMinutes: 15, carryWeeks: 4, lateMinutes: 10 }), from_day: '2020-01-01', recorded_at: NINE, recorded_by: 'u' }));
          tx.raise('settings', 'settings_changed', {});
          return {};
        },
      });
      await g.intake.queue(id, caller(1), false, command());
      await g.intake.queue(id, caller(2), false, command());
      expect(await refused(g.intake.queue(id, caller(3), false, command()))).to.equal('session_full');
      await g.life.step(id, 'extend', command());
      expect(await refused(g.intake.queue(id, caller(4), false, command()))).to.equal('session_closing');
    });

    it('keeps one who did not answer behind three others, and calls him back after the third try', async () => {
      const g = await callGround(await fresh());
      const id = await g.session();
      const ids: string[] = [];
      for (let number = 1; number <= 5; number += 1) ids.push((await g.intake.queue(id, caller(number), false, command())).callId);
      const [missing = ''] = ids;
      const { callId } = await g.taking.next(id, command(later(NINE, 10)));
      expect(callId).to.equal(missing);
      expect(await g.taking.unanswered(id, missing, command(later(NINE, 20)))).to.deep.equal({ after: 3, ended: null });
      const order = (await g.repository.openOf(id)).sort((one, other) => (one.rank ?? 0) - (other.rank ?? 0)).map((one) => one.id);
      expect(order).to.deep.equal([ids[1], ids[2], ids[3], missing, ids[4]]);
      expect((await g.call(missing)).line).to.equal('to_ring');
      for (const seconds of [30, 40]) {
        await g.taking.take(id, missing, command(later(NINE, seconds)));
        await g.taking.unanswered(id, missing, command(later(NINE, seconds + 5)));
      }
      expect(await g.call(missing)).to.include({ state: 'ended', outcome: 'call_back', callBack: 'due' });
      expect((await g.repository.callBacksDue(10)).map((one) => one.id)).to.deep.equal([missing]);
    });

    it('promises no call to one who left no telephone: he is tried on his line, and gone after the third try', async () => {
      const g = await callGround(await fresh());
      const id = await g.session();
      const unknown = caller(1, { applicant: { ...caller(1).applicant, phone: null } });
      const { callId } = await g.intake.queue(id, unknown, false, command());
      for (const seconds of [10, 30]) {
        await g.taking.take(id, callId, command(later(NINE, seconds)));
        await g.taking.unanswered(id, callId, command(later(NINE, seconds + 5)));
        expect(await g.call(callId)).to.include({ state: 'waiting', line: 'on_line' });
      }
      await g.taking.take(id, callId, command(later(NINE, 50)));
      await g.taking.connected(id, callId, command(later(NINE, 55)));
      expect(await refused(g.concluding.conclude(id, callId, { outcome: 'call_back' }, command(later(NINE, 60))))).to.equal('no_phone');
      expect((await g.taking.unanswered(id, callId, command(later(NINE, 65)))).ended).to.equal('dropped_early');
      expect(await g.call(callId)).to.include({ state: 'ended', outcome: 'dropped_early', callBack: null });
      expect(await g.repository.callBacksDue(10)).to.deep.equal([]);
    });

    it('gives a caller on hold back to his host before the queue, when his time is up', async () => {
      const g = await callGround(await fresh());
      const id = await g.session();
      const { callId: held } = await g.intake.queue(id, caller(1), false, command());
      const { callId: waiting } = await g.intake.queue(id, caller(2), false, command());
      await g.intake.queue(id, caller(3), false, command());
      await g.taking.next(id, command(later(NINE, 1)));
      await g.taking.connected(id, held, command(later(NINE, 2)));
      await g.holding.hold(id, held, { reason: 'پرونده را می‌خوانم', minutes: 2 }, command(later(NINE, 60)));
      expect(await g.taking.next(id, command(later(NINE, 61)))).to.deep.equal({ callId: waiting });
      await g.taking.connected(id, waiting, command(later(NINE, 62)));
      await g.concluding.conclude(id, waiting, { outcome: 'answered' }, command(later(NINE, 200)));
      expect(await g.taking.next(id, command(later(NINE, 210)))).to.deep.equal({ callId: held });
      expect(await g.call(held)).to.include({ state: 'talking', heldSeconds: 150 });
    });

    it('keeps what was typed of a call when the session has ended meanwhile', async () => {
      const g = await callGround(await fresh());
      const id = await g.session();
      const { callId } = await g.intake.queue(id, caller(1), false, command());
      await g.taking.next(id, command());
      await g.taking.connected(id, callId, command());
      await g.notes.save(id, callId, 'host', 'هفته‌ای سه بار', command(later(NINE, 5)));
      await g.concluding.conclude(id, callId, { outcome: 'answered' }, command(later(NINE, 60)));
      await g.closing.end(id, { cancelled: null, ways: {} }, command(later(NINE, 61)));
      await g.notes.save(id, callId, 'host', 'هفته‌ای سه بار قطع است', command(later(NINE, 62)));
      expect((await g.database.reads('call_notes').select('text')).map(({ text }) => text)).to.deep.equal(['هفته‌ای سه بار قطع است']);
    });
  });

  describe('what a talk comes to', () => {
    const talking = async () => {
      const g = await callGround(await fresh());
      const id = await g.session();
      const { callId } = await g.intake.queue(id, caller(1), false, command());
      await g.taking.next(id, command());
      return { g, id, callId };
    };

    it('needs a talk, and makes request, referral and code in one commit with the call', async () => {
      const { g, id, callId } = await talking();
      const refer = { outcome: 'referred', expertId: null, dueDay: null, note: 'لطفاً بازدید شود' } as const;
      expect(await refused(g.concluding.conclude(id, callId, refer, command()))).to.equal('not_connected');
      await g.taking.connected(id, callId, command());
      const { trackingCode } = await g.concluding.conclude(id, callId, refer, command(later(NINE, 60)));
      const call = await g.call(callId);
      const request = await g.database.reads('requests').where({ id: call.requestId ?? '' }).first();
      expect(request).to.include({ tracking_code: trackingCode, agency_id: g.place.agencyId, state: 'referred', channel: 'live_call', due_day: '2026-12-10' });
      const referral = await g.database.reads('referrals').where({ request_id: call.requestId ?? '' }).first();
      expect(referral).to.include({ to_agency_id: g.place.agencyId, note: 'لطفاً بازدید شود', due_day: '2026-12-10' });
      const keys = await g.database.reads('events').whereIn('stream', [`session:${id}`, `request:${call.requestId ?? ''}`]).whereIn('kind', ['call_concluded', 'request_registered']).select('key');
      expect(new Set(keys.map(({ key }) => key)).size, 'one change').to.equal(1);
      expect(request?.phone ?? '').to.match(/^s1\./);
    });

    it('commits to a day to come, and lists it until it is kept', async () => {
      const { g, id, callId } = await talking();
      await g.taking.connected(id, callId, command());
      expect(await refused(g.concluding.conclude(id, callId, { outcome: 'commitment', text: 'تعویض لوله', dueDay: '2026-11-29' as never }, command()))).to.equal('day_past');
      await g.concluding.conclude(id, callId, { outcome: 'commitment', text: 'تعویض لوله', dueDay: '2026-12-20' as never }, command());
      expect(await g.database.reads('commitments').where({ session_id: id }).select('text', 'due_day', 'state', 'agency_id')).to.deep.equal([{ text: 'تعویض لوله', due_day: '2026-12-20', state: 'open', agency_id: g.place.agencyId }]);
    });

    it('names the other agency, and never the same', async () => {
      const { g, id, callId } = await talking();
      await g.taking.connected(id, callId, command());
      expect(await refused(g.concluding.conclude(id, callId, { outcome: 'other_agency', agencyId: g.place.agencyId, note: null }, command()))).to.equal('target_same_agency');
      expect(await refused(g.concluding.conclude(id, callId, { outcome: 'other_agency', agencyId: 'nobody', note: null }, command()))).to.equal('not_found');
      expect(await refused(g.concluding.conclude(id, callId, { outcome: 'settled_on_line', agencyId: 'nobody' }, command()))).to.equal('not_found');
    });

    it('is one only: a second outcome is told who was first', async () => {
      const { g, id, callId } = await talking();
      await g.taking.connected(id, callId, command());
      await g.concluding.conclude(id, callId, { outcome: 'answered' }, command(later(NINE, 30)));
      expect(await refused(g.concluding.conclude(id, callId, { outcome: 'dropped' }, command(later(NINE, 31))))).to.equal('call_taken');
      expect((await g.call(callId)).outcome).to.equal('answered');
    });
  });
});
