import { expect } from 'chai';
import { instant } from '../../../server/domain/calendar.ts';
import { addDays } from '../../../server/domain/jalali.ts';
import { hostedBy } from '../../../server/calls/host-list.ts';
import { readToday } from '../../../server/calls/today.ts';
import { sessionLookup } from '../../../server/sessions/lookup.ts';
import { onBothDatabases } from '../../support/database.ts';
import { callGround, caller, command, NINE, type CallGround } from '../calls/ground.ts';
import { closing, except, hourGround, MONDAY, type HourGround } from './ground.ts';

const EVENING = instant('2026-11-29T15:30:00.000Z');
const TEN = instant('2026-11-30T06:30:00.000Z');

onBothDatabases((_name, fresh) => {
  describe('the queue of a manager’s hour', () => {
    let calls: CallGround;
    let ground: HourGround;
    let hour: string;
    beforeEach(async () => {
      const database = await fresh();
      calls = await callGround(database);
      ground = await hourGround(database);
      await ground.layOut(EVENING);
      hour = `hour-${calls.place.agencyId}-${MONDAY}`;
    });
    const wait = (number: number, at = EVENING) => calls.intake.queue(hour, caller(number), true, command(at));
    const stateOf = async (id: string) => {
      const { state, callBack, sessionId } = await calls.call(id);
      return { state, callBack, here: sessionId === hour };
    };

    it('is not listed before somebody waits in it, takes callers like a session, and is at its manager’s desk', async () => {
      const listed = async () => (await readToday(calls.database.reads, MONDAY, TEN)).sessions.map(({ life }) => life.id);
      expect(await listed()).to.deep.equal([]);
      const own = await hostedBy(calls.database.reads, { everywhere: false, agencyIds: [calls.place.agencyId], countyIds: [] }, TEN);
      expect(own.map(({ life }) => [life.id, life.from, life.to, life.state])).to.deep.equal([[hour, '09:00', '12:00', 'scheduled']]);
      // The manager has come and nobody waits: still nothing for the desk.
      await calls.life.step(hour, 'open', command(NINE));
      expect(await listed()).to.deep.equal([]);
      await wait(1, TEN);
      expect(await listed()).to.deep.equal([hour]);
      expect(await calls.lifeOf(hour)).to.include({ kind: 'manager_hour', state: 'open', agencyId: calls.place.agencyId });
    });

    it('goes with an hour that is moved, to the day and time of it', async () => {
      const { callId } = await wait(1);
      await ground.except(except({ kind: 'moved', from: MONDAY, movedTo: addDays(MONDAY, 2), hours: { from: '10:00' as never, to: '12:30' as never } }), EVENING);
      await ground.layOut(EVENING);
      expect(await calls.lifeOf(hour)).to.include({ state: 'scheduled', day: addDays(MONDAY, 2), from: '10:00', to: '12:30', startsAt: '2026-12-02T06:30:00.000Z' });
      expect(await stateOf(callId)).to.deep.equal({ state: 'waiting', callBack: null, here: true });
      // Where a place is kept in it, it is kept on that day.
      const ahead = await sessionLookup(calls.database.reads).livesAhead(await calls.lifeOf(hour), 4, EVENING);
      expect(ahead[0]).to.include({ day: '2026-12-07', kind: 'manager_hour' });
      expect(ahead.some(({ id }) => id === hour)).to.equal(false);
    });

    it('is called back where the hour is cancelled, by county, agency or rule: nobody is lost', async () => {
      const { callId } = await wait(1);
      await ground.close(closing(MONDAY, { scope: { kind: 'county', countyId: calls.place.countyId } }), EVENING);
      await ground.layOut(EVENING);
      expect(await stateOf(callId)).to.deep.equal({ state: 'ended', callBack: 'due', here: true });
      expect(await calls.lifeOf(hour)).to.include({ state: 'cancelled', reason: 'آلودگی هوا' });
      expect(await ground.layOut(EVENING)).to.deep.equal({ added: 0, changed: 0 });
      let code = '';
      await wait(2).catch((error: { code: string }) => (code = error.code));
      expect(code).to.equal('session_over');
      // With the hour its queue comes back.
      await calls.database.direct('closures').update({ withdrawn_at: EVENING });
      await ground.layOut(EVENING);
      expect(await calls.lifeOf(hour)).to.include({ state: 'scheduled', closedAt: null, reason: null });
      await wait(3);
    });

    it('stays with the desk where somebody in it cannot be rung', async () => {
      const without = caller(1);
      const { callId } = await calls.intake.queue(hour, { ...without, applicant: { ...without.applicant, phone: null } }, true, command(instant('2026-11-30T05:00:00.000Z')));
      const early = instant('2026-11-30T05:05:00.000Z');
      await ground.close(closing(MONDAY), early);
      await ground.layOut(early);
      expect((await ground.hours.byId(hour))?.state).to.equal('cancelled');
      expect(await stateOf(callId)).to.deep.equal({ state: 'waiting', callBack: null, here: true });
      expect(await calls.lifeOf(hour)).to.include({ state: 'scheduled' });
    });
  });
});
