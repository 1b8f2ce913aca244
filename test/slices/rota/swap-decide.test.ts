import { expect } from 'chai';
import { addMinutes, toInstant } from '../../../server/domain/calendar.ts';
import { timesOf } from '../../../server/domain/rota/exchange.ts';
import { onBothDatabases, type Fresh } from '../../support/database.ts';
import { absent, AT, command, FROM, refused } from './ground.ts';
import { exchanging } from './exchanging.ts';

const NOTHING = { letterNo: null, letterDay: null, note: null, mark: null };

describe('deciding about an exchange', () => {
  onBothDatabases((_name, fresh) => {
    const agreed = async (database: Awaited<ReturnType<Fresh>>) => {
      const one = await exchanging(database);
      const { g, own, other, asker, colleague } = one;
      const { id } = await g.swaps.ask({ sessionId: own.id, otherSessionId: other.id, reason: 'مأموریت تهران' }, asker, command(asker.id));
      await g.swaps.agree(id, null, colleague, command(colleague.id));
      const place = async (sessionId: string) => database.reads('sessions').where({ id: sessionId }).first('day', 'from_clock', 'line', 'agency_id');
      return { ...one, id, place, approve: (mark: string | null = null) => g.swapDecisions.approve(id, { ...NOTHING, mark }, command(g.scheduler.id)) };
    };

    it('exchanges the places by one new version, and keeps what belongs to each agency with it', async () => {
      const { g, id, own, other, place, draftId } = await agreed(await fresh());
      const { seen, prospect } = await g.swapDecisions.see(id, AT);
      expect([seen.state, prospect?.version, prospect?.items[0]?.refusal]).to.deep.equal(['agreed', 2, null]);
      const { version } = await g.swapDecisions.approve(id, { letterNo: '۹۹/۱۲', letterDay: own.day, note: 'اصلاح', mark: prospect?.mark ?? '' }, command(g.scheduler.id));
      expect(version).to.equal(2);
      expect([(await place(own.id))?.day, (await place(own.id))?.agency_id]).to.deep.equal([other.day, own.agencyId]);
      expect([(await place(other.id))?.day, (await place(other.id))?.agency_id]).to.deep.equal([own.day, other.agencyId]);
      const decided = await g.swaps.see(id, AT);
      expect([decided.state, decided.exchange.version, await g.database.reads('swap_holds').select()]).to.deep.equal(['approved', 2, []]);
      const [made] = await g.amending.ofVersion(2);
      expect([made?.cause, made?.letterNo, made?.reason], 'what the managers told each other stays between them').to.deep.equal([`swap:${id}`, '۹۹/۱۲', 'جابه‌جایی نوبت با توافق دو مدیر']);
      const invitations = (await g.board.see(draftId)).invitations.filter(({ sessionId }) => [own.id, other.id].includes(sessionId));
      expect(invitations.map(({ state }) => state), 'both have said yes to their new day').to.deep.equal(['accepted', 'accepted']);
      for (const [side, was] of [[own, own.day], [other, other.day]] as const) {
        const mine = (await g.own.of([side.agencyId ?? ''], FROM)).find((one) => one.session.id === side.id);
        expect([mine?.altered?.kind, mine?.altered?.version, mine?.altered?.before?.day, mine?.answered?.as], 'each is told where he stood').to.deep.equal(['swap', 2, was, 'centre']);
        expect((await g.own.exchanges([side.agencyId ?? ''], AT))[0]).to.include({ id, state: 'approved' });
      }
      expect(await refused(g.swapDecisions.reject(id, 'دیر شد', command(g.scheduler.id)))).to.equal('swap_step');
    });

    it('is not before both have agreed, and looks at every conflict once more', async () => {
      const { g, own, other, asker, colleague } = await exchanging(await fresh());
      const { id } = await g.swaps.ask({ sessionId: own.id, otherSessionId: other.id, reason: 'مأموریت' }, asker, command(asker.id));
      const approve = () => g.swapDecisions.approve(id, NOTHING, command(g.scheduler.id));
      expect(await refused(approve())).to.equal('swap_step');
      await g.swaps.agree(id, null, colleague, command(colleague.id));
      await absent(g.database, own.personId ?? '', other.day, other.day);
      expect((await g.swapDecisions.see(id, AT)).prospect?.items[0]?.refusal?.refusal.code).to.equal('slot_conflict');
      expect(await refused(approve())).to.equal('slot_conflict');
      expect([(await g.swaps.see(id, AT)).state, (await g.timetable.versions()).length], 'nothing was done').to.deep.equal(['agreed', 1]);
      await g.swapDecisions.reject(id, 'مدیر در آن روز در مأموریت است', command(g.scheduler.id));
      expect(await g.database.reads('messages').where({ kind: 'swap_rejected' }).select('id'), 'both are told').to.have.length(2);
      expect((await g.swaps.see(id, AT)).exchange).to.include({ state: 'rejected', decisionNote: 'مدیر در آن روز در مأموریت است', version: null });
    });

    it('comes too late when a slot has passed or was cancelled: the request has lapsed', async () => {
      const { g, id, own, other } = await agreed(await fresh());
      const [first] = [own, other].sort((one, two) => (one.day < two.day ? -1 : 1));
      const late = command(g.scheduler.id, toInstant(first?.day ?? own.day, own.from));
      expect(await refused(g.swapDecisions.approve(id, NOTHING, late))).to.equal('session_past');
      expect(await refused(g.swapDecisions.approve(id, NOTHING, late)), 'the same again').to.equal('session_past');
      expect([(await g.swaps.see(id, AT)).exchange.state, (await g.timetable.versions()).length]).to.deep.equal(['lapsed', 1]);
      const second = await agreed(await fresh());
      await second.g.database.direct('sessions').where({ id: second.own.id }).update({ state: 'cancelled', cancelled_at: AT });
      expect(await refused(second.approve())).to.equal('session_cancelled');
      expect((await second.g.swaps.see(second.id, AT)).exchange.state).to.equal('lapsed');
    });

    it('asks both anew where a session has moved since they agreed: a yes to one time is none to another', async () => {
      const { g, id, own, other, draftId, approve } = await agreed(await fresh());
      const later = (minutes: number) => command(g.scheduler.id, addMinutes(AT, minutes));
      const [to] = await g.amending.fittingPlaces(own.id, 1, AT, { taken: [other] });
      if (to === undefined) throw new Error('no place is free');
      const move = [{ kind: 'move', sessionId: own.id, to }] as const;
      await g.amending.amend({ amendments: move, reason: 'تعطیلی', letterNo: null, letterDay: null, note: null, cause: null, seen: (await g.amending.prospect(move, AT)).mark }, later(1));
      const { moved, prospect } = await g.swapDecisions.see(id, AT);
      expect([moved, prospect?.items[0]?.refusal]).to.deep.equal([true, null]);
      await approve(prospect?.mark);
      const invitations = (await g.board.see(draftId)).invitations.filter(({ sessionId }) => [own.id, other.id].includes(sessionId));
      expect(invitations.map(({ state }) => state)).to.deep.equal(['sent', 'sent']);
      expect(await g.database.reads('messages').where({ kind: 'swap_approved' }).select('id'), 'nobody is told that he has agreed').to.deep.equal([]);
    });

    it('takes no yes to times that a session has left', async () => {
      const { g, own, other, asker, colleague } = await exchanging(await fresh());
      const { id } = await g.swaps.ask({ sessionId: own.id, otherSessionId: other.id, reason: 'مأموریت' }, asker, command(asker.id));
      const shown = timesOf([own, other]);
      const [to] = await g.amending.fittingPlaces(own.id, 1, AT, { taken: [other] });
      if (to === undefined) throw new Error('no place is free');
      const move = [{ kind: 'move', sessionId: own.id, to }] as const;
      await g.amending.amend({ amendments: move, reason: 'تعطیلی', letterNo: null, letterDay: null, note: null, cause: null, seen: (await g.amending.prospect(move, AT)).mark }, command(g.scheduler.id));
      expect(await refused(g.swaps.agree(id, null, colleague, command(colleague.id), shown))).to.equal('swap_moved');
      await g.swaps.agree(id, null, colleague, command(colleague.id), timesOf([{ ...own, ...to }, other]));
      expect((await g.swaps.see(id, AT)).state).to.equal('agreed');
    });

    it('is good only for what was seen, and for one of two who decide at once', async () => {
      const { g, id, approve } = await agreed(await fresh());
      expect(await refused(approve('another mark'))).to.equal('changed_meanwhile');
      const made = await Promise.allSettled([approve(), g.swapDecisions.reject(id, 'نمی‌شود', command(g.scheduler.id))]);
      expect(made.map(({ status }) => status).sort()).to.deep.equal(['fulfilled', 'rejected']);
      expect((await g.swaps.see(id, AT)).state).to.be.oneOf(['approved', 'rejected']);
    });
  });
});
