import { expect } from 'chai';
import { addDays, fromJalali, lastOfMonth, type Day } from '../../../server/domain/jalali.ts';
import { verifyAll } from '../../../db/events.ts';
import { onBothDatabases } from '../../support/database.ts';
import { absent, closeDay, command, FROM, ground, refused, TO, type Ground } from './ground.ts';

const UNTIL = lastOfMonth({ year: 1399, month: 1 });
const LATER = lastOfMonth({ year: 1399, month: 2 });

const approvedDraft = async (g: Ground): Promise<string> => {
  const draftId = await g.draft();
  await g.approve(draftId);
  return draftId;
};
const publishing = (draftId: string, until: Day, more: { despiteUnanswered?: boolean; despiteEmpty?: boolean; despiteConflicts?: string | null } = {}) =>
  ({ draftId, seen: null, until, despiteUnanswered: false, despiteEmpty: false, despiteConflicts: null, note: null, ...more });

describe('approving and publishing a programme', () => {
  onBothDatabases((_name, fresh) => {
    it('goes from drafting to approved, with the letter, and may be given back with a reason', async () => {
      const g = await ground(await fresh());
      const draftId = await g.draft();
      const which = { draftId, seen: null };
      expect(await refused(g.approval.approve(which, { letterNo: null, letterDay: null }, g.head, command(g.head.id)))).to.equal('draft_not_awaiting');
      await g.approval.submit(which, command(g.scheduler.id));
      await g.approval.giveBack(which, 'سهم بهداشت کم است', command(g.head.id));
      const back = await g.programmes.byId(draftId);
      expect([back?.state, back?.returnReason]).to.deep.equal(['drafting', 'سهم بهداشت کم است']);
      await g.approve(draftId);
      const draft = await g.programmes.byId(draftId);
      expect([draft?.state, draft?.letterNo, draft?.letterDay, draft?.approvedBy]).to.deep.equal(['approved', '۱۲۳/۹۹', FROM, g.head.id]);
      await g.approval.reopen(which, command(g.scheduler.id));
      const opened = await g.programmes.byId(draftId);
      expect([opened?.state, opened?.letterNo, opened?.letterDay], 'the letter was for what is now changed').to.deep.equal(['drafting', null, null]);
    });

    it('leaves approval to whom the setting names', async () => {
      const database = await fresh();
      const g = await ground(database);
      await database.direct('settings').insert({ id: 'approver', name: 'approver', value: '"governor"', from_day: '2018-03-21', recorded_at: '2020-01-01T00:00:00.000Z', recorded_by: 'x' });
      const draftId = await g.draft();
      await g.approval.submit({ draftId, seen: null }, command(g.scheduler.id));
      expect(await refused(g.approval.approve({ draftId, seen: null }, { letterNo: null, letterDay: null }, g.head, command(g.head.id)))).to.equal('approver_other');
    });

    it('refuses a step on an older view of the programme', async () => {
      const g = await ground(await fresh());
      const draftId = await g.draft();
      const seen = (await g.programmes.byId(draftId))?.rev ?? 0;
      await g.approval.submit({ draftId, seen }, command(g.scheduler.id));
      expect(await refused(g.approval.approve({ draftId, seen }, { letterNo: null, letterDay: null }, g.head, command(g.head.id)))).to.equal('changed_meanwhile');
    });

    it('publishes nothing that was not asked, and asks twice about what was not answered', async () => {
      const g = await ground(await fresh());
      const draftId = await g.draft();
      expect(await refused(g.publishing.publish(publishing(draftId, UNTIL), command(g.scheduler.id)))).to.equal('draft_not_approved');
      expect(await refused(g.invitations.invite(draftId, UNTIL, command(g.scheduler.id)))).to.equal('draft_not_approved');
      await g.approve(draftId);
      expect(await refused(g.publishing.publish(publishing(draftId, UNTIL), command(g.scheduler.id)))).to.equal('not_invited_yet');
      const { sent } = await g.invitations.invite(draftId, UNTIL, command(g.scheduler.id));
      expect(sent).to.be.greaterThan(0);
      expect((await g.invitations.invite(draftId, UNTIL, command(g.scheduler.id))).sent).to.equal(0);
      expect(await refused(g.publishing.publish(publishing(draftId, UNTIL), command(g.scheduler.id)))).to.equal('not_answered_yet');
      const { candidates } = await g.publishing.readiness(draftId, UNTIL);
      for (const { invitation } of candidates.slice(1)) await g.invitations.record(invitation?.id ?? '', 'accept_by_phone', null, command(g.scheduler.id));
      const after = await g.publishing.readiness(draftId, UNTIL);
      expect(after.unanswered).to.equal(1);
      expect(after.candidates[0]?.invitation?.state, 'the unanswered first').to.equal('sent');
      const { version } = await g.publishing.publish(publishing(draftId, UNTIL, { despiteUnanswered: true }), command(g.scheduler.id));
      expect(version).to.equal(1);
    });

    it('needs a tick for an empty session', async () => {
      const g = await ground(await fresh());
      const draftId = await g.draft();
      const [first] = (await g.board.see(draftId)).sessions;
      await g.edit(draftId, { kind: 'clear', slotId: first?.id ?? '' });
      await g.approve(draftId);
      await g.invitations.invite(draftId, UNTIL, command(g.scheduler.id));
      expect(await refused(g.publishing.publish(publishing(draftId, UNTIL, { despiteUnanswered: true }), command(g.scheduler.id)))).to.equal('draft_has_empty');
      expect(await refused(g.publishing.publish(publishing(draftId, addDays(TO, 1)), command(g.scheduler.id)))).to.equal('publish_past');
    });

    it('publishes no closed day, and an absence only when it was seen and confirmed', async () => {
      const database = await fresh();
      const g = await ground(database);
      const draftId = await approvedDraft(g);
      await g.invitations.invite(draftId, UNTIL, command(g.scheduler.id));
      const ticks = { despiteUnanswered: true, despiteEmpty: true };
      const calm = (await g.publishing.readiness(draftId, UNTIL)).conflicts;
      expect([calm.hopeless, calm.confirmable]).to.deep.equal([[], []]);
      const [first, second] = (await g.board.see(draftId)).sessions;
      const head = g.agencies.find(({ id }) => id === first?.agencyId);
      await absent(database, head?.headId ?? '', first?.day as Day, first?.day as Day);
      const publish = (despiteConflicts: string | null) => g.publishing.publish(publishing(draftId, UNTIL, { ...ticks, despiteConflicts }), command(g.scheduler.id));
      expect(await refused(publish(null))).to.equal('publish_conflicts');
      expect(await refused(publish(calm.mark)), 'a tick beside another list').to.equal('publish_conflicts');
      const { conflicts } = await g.publishing.readiness(draftId, UNTIL);
      expect(conflicts.confirmable).to.have.length(1);
      expect(conflicts.confirmable[0]).to.include(head?.shortName).and.to.include('مأموریت');
      await closeDay(database, second?.day as Day, 'آلودگی هوا');
      expect(await refused(publish(conflicts.mark))).to.equal('publish_closed');
      expect((await g.publishing.readiness(draftId, UNTIL)).conflicts.hopeless.join()).to.include('آلودگی هوا');
      await database.direct('closures').delete();
      expect((await publish(conflicts.mark)).version).to.equal(1);
    });

    it('takes the letter\'s number later, before and after publication', async () => {
      const g = await ground(await fresh());
      const draftId = await g.draft();
      const letter = { letterNo: '۴۵/۹۹', letterDay: FROM };
      expect(await refused(g.approval.recordLetter({ draftId, seen: null }, letter, command(g.scheduler.id)))).to.equal('draft_not_approved');
      await g.approval.submit({ draftId, seen: null }, command(g.scheduler.id));
      await g.approval.approve({ draftId, seen: null }, { letterNo: null, letterDay: null }, g.head, command(g.head.id));
      await g.publish(draftId, UNTIL);
      await g.approval.recordLetter({ draftId, seen: null }, letter, command(g.scheduler.id));
      const draft = await g.programmes.byId(draftId);
      expect([draft?.state, draft?.letterNo, draft?.letterDay]).to.deep.equal(['published', '۴۵/۹۹', FROM]);
    });

    it('freezes a version: neither the service nor the database alters it', async () => {
      const database = await fresh();
      const g = await ground(database);
      const draftId = await approvedDraft(g);
      expect(await g.publish(draftId, UNTIL)).to.equal(1);
      const before = await g.timetable.version(1);
      expect(before.sessions.length).to.be.greaterThan(3);
      expect(before.sessions.every(({ day }) => day <= UNTIL)).to.equal(true);
      await database.direct('agencies').update({ name: 'نام دیگر', short_name: 'دیگر' });
      for (const statement of [database.direct('publication_sessions').update({ day: '2020-01-01' }), database.direct('publications').where({ version: 1 }).delete()]) {
        let fault: unknown = null;
        await statement.then(() => undefined, (error: unknown) => { fault = error; });
        expect(String(fault)).to.include('append-only');
      }
      expect(await g.publish(draftId, LATER)).to.equal(2);
      expect((await g.timetable.version(1)).sessions).to.deep.equal(before.sessions);
      const kept = (await g.timetable.version(2)).sessions.filter(({ day }) => day <= UNTIL);
      expect(kept, 'what is published again keeps its words').to.deep.equal(before.sessions);
      expect(await verifyAll(database.reads)).to.deep.equal([]);
    });

    it('leaves the rest as a forecast, and opens only that for changes', async () => {
      const g = await ground(await fresh());
      const draftId = await approvedDraft(g);
      await g.publish(draftId, UNTIL);
      const shown = await g.timetable.between(FROM, LATER);
      expect(shown.sessions.length).to.be.greaterThan(0);
      expect(shown.sessions.every(({ day }) => day <= UNTIL), 'what is only foreseen is not public').to.equal(true);
      await g.approval.reopen({ draftId, seen: null }, command(g.scheduler.id));
      const published = (await g.board.see(draftId)).sessions.find(({ state }) => state === 'published');
      expect(await refused(g.edit(draftId, { kind: 'clear', slotId: published?.id ?? '' }))).to.equal('slot_published');
      await g.redrawn(draftId);
      const after = (await g.board.see(draftId)).sessions.find(({ id }) => id === published?.id);
      expect(after?.agencyId).to.equal(published?.agencyId);
    });

    it('undoes nothing that has been published since', async () => {
      const g = await ground(await fresh());
      const draftId = await g.draft();
      const [first] = (await g.board.see(draftId)).sessions;
      await g.edit(draftId, { kind: 'pin', slotId: first?.id ?? '', reason: 'آزمون' });
      await g.approve(draftId);
      await g.publish(draftId, UNTIL);
      await g.approval.reopen({ draftId, seen: null }, command(g.scheduler.id));
      expect(await refused(g.undo.undo(draftId, command(g.scheduler.id)))).to.equal('slot_published');
    });

    it('takes published sessions into a later draft as they are, and lists what changed', async () => {
      const database = await fresh();
      const g = await ground(database);
      const first = await approvedDraft(g);
      await g.publish(first, TO);
      await database.direct('settings').insert({ id: 'more', name: 'sessions_per_week', value: '3', from_day: '2019-01-01', recorded_at: '2020-01-01T00:00:00.000Z', recorded_by: 'x' });
      const [from, to] = [fromJalali(1399, 2, 1), fromJalali(1399, 4, 31)];
      const second = await g.draft(from, to);
      const board = await g.board.see(second);
      const before = (await g.timetable.version(1)).sessions.filter(({ day }) => day >= from);
      for (const one of before) {
        const same = board.sessions.find(({ id }) => id === one.sessionId);
        expect([same?.state, same?.agencyId, same?.day]).to.deep.equal(['published', one.agencyId, one.day]);
      }
      await g.approve(second);
      expect(await g.publish(second, TO)).to.equal(2);
      const { publication, sessions } = await g.timetable.version(2);
      expect(publication.changes.length).to.equal(sessions.length - before.length);
      expect(new Set(publication.changes.map(({ kind }) => kind))).to.deep.equal(new Set(['added']));
      const shown = await g.timetable.between(FROM, TO);
      expect(new Set(shown.sessions.map(({ version }) => version))).to.deep.equal(new Set([1, 2]));
      expect(shown.sessions.filter(({ day }) => day >= from).every(({ version }) => version === 2)).to.equal(true);
    });

    it('promises no day that another draft is being drawn up for', async () => {
      const g = await ground(await fresh());
      const first = await approvedDraft(g);
      await g.publish(first, UNTIL);
      await g.draft(fromJalali(1399, 2, 1), fromJalali(1399, 4, 31));
      expect(await refused(g.invitations.invite(first, LATER, command(g.scheduler.id)))).to.equal('draft_open_already');
      expect(await refused(g.publishing.publish(publishing(first, LATER, { despiteUnanswered: true, despiteEmpty: true }), command(g.scheduler.id)))).to.equal('draft_open_already');
      expect(await refused(g.approval.reopen({ draftId: first, seen: null }, command(g.scheduler.id)))).to.equal('draft_open_already');
    });

    it('carries debts into the next horizon', async () => {
      const g = await ground(await fresh());
      await g.publish(await approvedDraft(g), TO);
      const next = await g.board.see(await g.draft(addDays(TO, 1), addDays(TO, 90)));
      expect(next.draft.agencies.some(({ carried }) => carried !== 0)).to.equal(true);
      expect(next.draft.agencies.every(({ lastDay, openingCount }) => (lastDay === null) === (openingCount === 0))).to.equal(true);
    });

    it('gives one version number to one of two who publish at once', async () => {
      const g = await ground(await fresh());
      const draftId = await approvedDraft(g);
      await g.invitations.invite(draftId, UNTIL, command(g.scheduler.id));
      const twice = await Promise.allSettled([1, 2].map(() => g.publishing.publish(publishing(draftId, UNTIL, { despiteUnanswered: true, despiteEmpty: true }), command(g.scheduler.id))));
      expect(twice.filter(({ status }) => status === 'fulfilled')).to.have.length(1);
      expect(await g.timetable.versions()).to.have.length(1);
    });
  });
});
