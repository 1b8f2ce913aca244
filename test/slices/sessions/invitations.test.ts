import { expect } from 'chai';
import { timeAsked } from '../../../server/domain/invitation.ts';
import { addDays, lastOfMonth } from '../../../server/domain/jalali.ts';
import type { Amendment } from '../../../server/domain/rota/amendment.ts';
import { onBothDatabases } from '../../support/database.ts';
import { AT, command, FROM, ground, refused, user } from '../rota/ground.ts';

const UNTIL = lastOfMonth({ year: 1399, month: 1 });

describe('invitations and one\'s own sessions', () => {
  onBothDatabases((_name, fresh) => {
    const invited = async () => {
      const database = await fresh();
      const g = await ground(database);
      const draftId = await g.draft();
      await g.approve(draftId);
      await g.invitations.invite(draftId, UNTIL, command(g.scheduler.id));
      const [first, second] = (await g.publishing.readiness(draftId, UNTIL)).candidates;
      if (first?.invitation == null || second?.invitation == null) throw new Error('nobody was invited');
      const host = await user(database, 'آقای مدیر', 'host', first.session.agencyId);
      const stranger = await user(database, 'خانم دیگر', 'host', second.session.agencyId);
      return { g, draftId, session: first.session, invitation: first.invitation, host, stranger };
    };

    it('goes from sent over seen to accepted; a second look changes nothing', async () => {
      const { g, invitation, host } = await invited();
      expect((await g.invitations.see(invitation.id, host, command(host.id))).state).to.equal('seen');
      expect((await g.invitations.see(invitation.id, host, command(host.id))).state).to.equal('seen');
      expect((await g.invitations.accept(invitation.id, host, command(host.id))).state).to.equal('accepted');
      expect(await refused(g.invitations.accept(invitation.id, host, command(host.id)))).to.equal('invitation_answered');
      expect((await g.invitations.see(invitation.id, host, command(host.id))).state).to.equal('accepted');
    });

    it('takes a change asked with its reason, and the scheduler\'s telephone after it', async () => {
      const { g, invitation, host, draftId } = await invited();
      await g.invitations.askChange(invitation.id, 'مأموریت به تهران', host, command(host.id));
      const [first] = (await g.publishing.readiness(draftId, UNTIL)).candidates;
      expect([first?.invitation?.state, first?.invitation?.note]).to.deep.equal(['change_asked', 'مأموریت به تهران']);
      await g.invitations.record(invitation.id, 'accept_by_phone', 'دفتر مدیر پذیرفت', command(g.scheduler.id));
      expect(await refused(g.invitations.record(invitation.id, 'give_up', null, command(g.scheduler.id)))).to.equal('invitation_answered');
    });

    it('takes no answer to a time that the session has left, nor to one that was cancelled', async () => {
      const { g, draftId, session, invitation, host } = await invited();
      await g.publishing.publish({ draftId, seen: null, until: UNTIL, despiteUnanswered: true, despiteEmpty: true, despiteConflicts: null, note: null }, command(g.scheduler.id));
      const shown = timeAsked(session);
      const alter = async (amendment: Amendment) => {
        const { mark } = await g.amending.prospect([amendment], AT);
        await g.amending.amend({ amendments: [amendment], reason: 'مأموریت', letterNo: null, letterDay: null, note: null, cause: null, seen: mark }, command(g.scheduler.id));
      };
      const [to] = await g.amending.fittingPlaces(session.id, 1, AT);
      if (to === undefined) throw new Error('no place is free');
      await alter({ kind: 'move', sessionId: session.id, to });
      expect(await refused(g.invitations.accept(invitation.id, host, command(host.id), shown))).to.equal('invitation_moved');
      expect(await refused(g.invitations.askChange(invitation.id, 'مأموریت به تهران', host, command(host.id), shown))).to.equal('invitation_moved');
      expect((await g.invitations.accept(invitation.id, host, command(host.id), timeAsked(to))).state).to.equal('accepted');
      await alter({ kind: 'cancel', sessionId: session.id });
      expect(await refused(g.invitations.accept(invitation.id, host, command(host.id), timeAsked(to)))).to.equal('session_cancelled');
      expect(await refused(g.invitations.inviteHead(session.id, command(g.scheduler.id)))).to.equal('session_cancelled');
    });

    it('answers only for one\'s own agency', async () => {
      const { g, invitation, stranger } = await invited();
      expect(await refused(g.invitations.accept(invitation.id, stranger, command(stranger.id)))).to.equal('forbidden');
      expect(await refused(g.invitations.see(invitation.id, stranger, command(stranger.id)))).to.equal('forbidden');
    });

    it('withdraws the invitation of a card that is moved away', async () => {
      const { g, invitation, session, draftId, host } = await invited();
      await g.approval.reopen({ draftId, seen: null }, command(g.scheduler.id));
      await g.edit(draftId, { kind: 'clear', slotId: session.id });
      expect(await refused(g.invitations.accept(invitation.id, host, command(host.id)))).to.equal('not_found');
      await g.undo.undo(draftId, command(g.scheduler.id));
      await g.approve(draftId);
      expect((await g.invitations.invite(draftId, UNTIL, command(g.scheduler.id))).sent, 'undo has brought the invitation back').to.equal(0);
      expect((await g.invitations.accept(invitation.id, host, command(host.id))).state).to.equal('accepted');
    });

    it('asks the new head anew where the head has changed: the old one\'s yes binds nobody', async () => {
      const { g, draftId, session, invitation, host } = await invited();
      await g.invitations.accept(invitation.id, host, command(host.id));
      const { direct } = g.database;
      await direct('terms').where({ agency_id: session.agencyId ?? '' }).update({ to_day: addDays(session.day, -1) });
      const successor = await user(g.database, 'خانم تازه', 'host', session.agencyId);
      const [{ person_id: personId } = { person_id: '' }] = await direct('users').where({ id: successor.id }).select('person_id');
      await direct('terms').insert({ id: 'new-term', agency_id: session.agencyId ?? '', person_id: personId, post: 'مدیرکل', from_day: session.day });
      const before = await g.publishing.readiness(draftId, UNTIL);
      const candidate = before.candidates.find((one) => one.session.id === session.id);
      expect([candidate?.headChanged, candidate?.head?.name]).to.deep.equal([true, 'خانم تازه']);
      const changed = before.candidates.filter((one) => one.session.agencyId === session.agencyId && one.session.day >= session.day).length;
      expect(before.notInvited).to.equal(changed);
      expect(await refused(g.invitations.record(invitation.id, 'ask_change', null, command(g.scheduler.id)))).to.equal('invitation_to_other');
      expect((await g.own.of([session.agencyId ?? ''], FROM)).map((one) => one.session.id), 'nothing to him until he is asked').to.not.include(session.id);
      expect((await g.invitations.invite(draftId, UNTIL, command(g.scheduler.id))).sent).to.equal(changed);
      const own = (await g.board.see(draftId)).invitations.filter(({ sessionId }) => sessionId === session.id);
      expect(new Map(own.map(({ personId: asked, state }) => [asked, state]))).to.deep.equal(new Map([[invitation.personId, 'withdrawn'], [personId, 'sent']]));
      const after = await g.publishing.readiness(draftId, UNTIL);
      expect([after.notInvited, after.candidates.find((one) => one.session.id === session.id)?.invitation?.state]).to.deep.equal([0, 'sent']);
    });

    it('shows a manager his own sessions with their explanation, and nobody else\'s', async () => {
      const { g, session, draftId } = await invited();
      const own = await g.own.of([session.agencyId ?? ''], FROM);
      expect(own.length).to.be.greaterThan(0);
      expect(new Set(own.map((one) => one.session.agencyId))).to.deep.equal(new Set([session.agencyId]));
      expect(own.every(({ invitation, session: { state } }) => invitation !== null || state === 'published'), 'what is not asked yet is not shown').to.equal(true);
      expect(own[0]?.standing?.entitlement).to.be.a('number');
      expect(await g.own.of([], FROM)).to.deep.equal([]);
      await g.approval.discard({ draftId, seen: null }, command(g.scheduler.id));
      expect(await g.own.of([session.agencyId ?? ''], FROM)).to.deep.equal([]);
    });
  });
});
