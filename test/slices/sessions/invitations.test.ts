import { expect } from 'chai';
import { lastOfMonth } from '../../../server/domain/jalali.ts';
import { onBothDatabases } from '../../support/database.ts';
import { command, ground, refused, user } from '../rota/ground.ts';

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

    it('answers only for one\'s own agency', async () => {
      const { g, invitation, stranger } = await invited();
      expect(await refused(g.invitations.accept(invitation.id, stranger, command(stranger.id)))).to.equal('forbidden');
      expect(await refused(g.invitations.see(invitation.id, stranger, command(stranger.id)))).to.equal('forbidden');
    });

    it('withdraws the invitation of a card that is moved away', async () => {
      const { g, invitation, session, draftId, host } = await invited();
      await g.approval.reopen({ draftId, seen: null }, command(g.scheduler.id));
      await g.board.edit({ draftId, edit: { kind: 'clear', slotId: session.id }, revs: {} }, command(g.scheduler.id));
      expect(await refused(g.invitations.accept(invitation.id, host, command(host.id)))).to.equal('not_found');
      await g.undo.undo(draftId, command(g.scheduler.id));
      await g.approve(draftId);
      expect((await g.invitations.invite(draftId, UNTIL, command(g.scheduler.id))).sent).to.equal(1);
      expect((await g.invitations.accept(invitation.id, host, command(host.id))).state).to.equal('accepted');
    });

    it('shows a manager his own sessions with their explanation, and nobody else\'s', async () => {
      const { g, session, draftId } = await invited();
      const own = await g.own.of([session.agencyId ?? '']);
      expect(own.length).to.be.greaterThan(0);
      expect(new Set(own.map((one) => one.session.agencyId))).to.deep.equal(new Set([session.agencyId]));
      expect(own.every(({ invitation, session: { state } }) => invitation !== null || state === 'published'), 'what is not asked yet is not shown').to.equal(true);
      expect(own[0]?.standing?.entitlement).to.be.a('number');
      expect(await g.own.of([])).to.deep.equal([]);
      await g.approval.discard({ draftId, seen: null }, command(g.scheduler.id));
      expect(await g.own.of([session.agencyId ?? ''])).to.deep.equal([]);
    });
  });
});
