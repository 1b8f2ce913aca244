import { expect } from 'chai';
import { addDays, fromJalali, lastOfMonth } from '../../../server/domain/jalali.ts';
import { boardFactsOf } from '../../../server/rota/board-facts.ts';
import { headerView } from '../../../server/rota/board-page-view.ts';
import { reachAmong } from '../../../server/rota/reach.ts';
import { onBothDatabases } from '../../support/database.ts';
import { command, FROM, ground, refused, user } from './ground.ts';

const HALF = fromJalali(1399, 6, 31);
const AFTER = fromJalali(1399, 7, 30);
const SECOND = fromJalali(1399, 4, 1);
const UNTIL = lastOfMonth({ year: 1399, month: 2 });
const SECOND_UNTIL = lastOfMonth({ year: 1399, month: 4 });
const ticks = { seen: null, despiteUnanswered: true, despiteEmpty: true, despiteConflicts: null, note: null };

describe('a later programme over the days that an older one foresaw', () => {
  it('ends it from its first day on, whichever publishes next', () => {
    const one = { id: 'a', from: FROM, to: HALF };
    const two = { id: 'b', from: SECOND, to: AFTER };
    const versions = [{ draftId: 'a', version: 3 }, { draftId: 'b', version: 2 }, { draftId: 'a', version: 1 }];
    expect(reachAmong(one, [one, two], versions)).to.deep.equal({ end: addDays(SECOND, -1), next: { draftId: 'b', from: SECOND }, later: new Set(['b']) });
    expect(reachAmong(two, [one, two], versions)).to.deep.equal({ end: AFTER, next: null, later: new Set() });
    expect(reachAmong(two, [one], versions.slice(2)), 'one that has not published yet is the newest').to.include({ end: AFTER });
    const apart = { id: 'c', from: addDays(AFTER, 1), to: addDays(AFTER, 90) };
    expect(reachAmong(two, [apart], [...versions, { draftId: 'c', version: 4 }])).to.include({ end: AFTER });
  });

  onBothDatabases((_name, fresh) => {
    /** A half-year published for two months, with invitations sent beyond, and a draft of its second half approved. */
    const twice = async () => {
      const database = await fresh();
      const g = await ground(database);
      const first = await g.draft(FROM, HALF);
      await g.approve(first);
      await g.publish(first, UNTIL);
      await g.invitations.invite(first, SECOND_UNTIL, command(g.scheduler.id));
      const ghost = (await g.board.see(first)).sessions.find(({ day, agencyId }) => agencyId !== null && day >= SECOND && day <= SECOND_UNTIL);
      if (ghost?.agencyId == null) throw new Error('nobody is foreseen');
      const host = await user(database, 'آقای مدیر', 'host', ghost.agencyId);
      const [invitation] = (await g.board.see(first)).invitations.filter(({ sessionId }) => sessionId === ghost.id);
      if (invitation === undefined) throw new Error('nobody is asked');
      return { g, first, ghost, host, invitation };
    };

    it('takes back its invitations when it is drawn up: nobody accepts what no longer stands', async () => {
      const { g, first, ghost, host, invitation } = await twice();
      expect((await g.own.of([ghost.agencyId ?? ''], FROM)).map(({ session }) => session.id)).to.include(ghost.id);
      const second = await g.draft(SECOND, AFTER);
      expect(await refused(g.invitations.accept(invitation.id, host, command(host.id)))).to.equal('not_found');
      expect((await g.own.of([ghost.agencyId ?? ''], FROM)).map(({ session }) => session.id)).to.not.include(ghost.id);
      expect((await g.board.see(first)).invitations.some(({ state, sessionId }) => state !== 'withdrawn' && sessionId === ghost.id)).to.equal(false);
      await g.approval.discard({ draftId: second, seen: null }, command(g.scheduler.id));
      expect((await g.invitations.invite(first, SECOND_UNTIL, command(g.scheduler.id))).sent, 'a draft laid aside gives the days back').to.be.greaterThan(0);
    });

    it('has the word from its first day on: one agency a place, its own figures on either board, and no version of the old one beyond', async () => {
      const { g, first } = await twice();
      const second = await g.draft(SECOND, AFTER);
      await g.approve(second);
      await g.publish(second, SECOND_UNTIL);
      const old = await g.board.see(first);
      expect(old.sessions.every(({ draftId }) => draftId === first)).to.equal(true);
      expect(old.sessions.every(({ day }) => day < SECOND)).to.equal(true);
      const facts = boardFactsOf(old);
      expect(facts.account.worst, 'a part of a plan within the bound is within it').to.be.at.most(facts.account.bound + 1);
      const header = headerView(facts);
      const published = old.sessions.filter(({ state, agencyId }) => state === 'published' && agencyId !== null).length;
      expect(header.summary).to.include(`${published.toLocaleString('fa-IR')} منتشرشده (نسخهٔ ۱)`);
      expect(header.notes.map(({ text }) => text).join()).to.include('از یکشنبه ۱ تیر ۱۳۹۹ برنامهٔ دیگری برقرار است').and.to.not.include('دور کرده است');
      expect(await refused(g.publishing.publish({ draftId: first, until: SECOND_UNTIL, ...ticks }, command(g.scheduler.id)))).to.equal('later_programme');
      expect(await g.publish(first, addDays(SECOND, -1)), 'what is left of it may still be published').to.equal(3);
      const again = await g.board.see(first);
      expect(again.sessions.every(({ draftId, day }) => draftId === first && day < SECOND)).to.equal(true);
      const shown = await g.timetable.between(FROM, AFTER);
      const places = shown.sessions.map(({ day, from, line }) => `${day} ${from} ${line}`);
      expect(new Set(places).size).to.equal(places.length);
      expect(shown.sessions.filter(({ day }) => day >= SECOND).every(({ version }) => version === 2)).to.equal(true);
      expect(await refused(g.approval.reopen({ draftId: first, seen: null }, command(g.scheduler.id)))).to.equal('later_programme');
    });

    it('is not held up by an old one that was opened again for what is left of it', async () => {
      const { g, first } = await twice();
      const second = await g.draft(SECOND, AFTER);
      await g.approve(second);
      await g.publish(second, SECOND_UNTIL);
      await g.approval.reopen({ draftId: first, seen: null }, command(g.scheduler.id));
      expect(await g.publish(second, AFTER)).to.equal(3);
      expect((await g.board.see(first)).sessions.every(({ day }) => day < SECOND)).to.equal(true);
    });
  });
});
