import { expect } from 'chai';
import { addDays, lastOfMonth } from '../../../server/domain/jalali.ts';
import { onBothDatabases } from '../../support/database.ts';
import { AT, command, FROM, ground, refusal, refused, user } from '../rota/ground.ts';

const UNTIL = lastOfMonth({ year: 1399, month: 1 });

describe('letters of invitation', () => {
  onBothDatabases((_name, fresh) => {
    const published = async () => {
      const g = await ground(await fresh());
      const draftId = await g.draft();
      await g.approve(draftId);
      await g.publish(draftId, UNTIL);
      const { invitations, sessions } = await g.board.see(draftId);
      const [first, second, third] = invitations;
      if (first === undefined || second === undefined || third === undefined) throw new Error('nobody was invited');
      const letter = async (id: string) => g.database.reads('invitations').where({ id }).first('letter_no', 'letter_day', 'rev');
      return { g, sessions, first, second, third, letter };
    };

    it('get their numbers together, or none of them does', async () => {
      const { g, first, second, third, letter } = await published();
      const give = (letterDay: typeof FROM, ...numbers: (readonly [string, string])[]) =>
        g.invitations.numberLetters({ letterDay, numbers: numbers.map(([invitationId, letterNo]) => ({ invitationId, letterNo })) }, command(g.scheduler.id));
      expect(await give(FROM, [first.id, '۱۲/۱'], [second.id, '۱۲/۲'])).to.deep.equal({ numbered: 2 });
      expect(await letter(first.id)).to.deep.equal({ letter_no: '۱۲/۱', letter_day: FROM, rev: first.rev + 1 });
      const taken = await refusal(give(FROM, [third.id, '12/2']));
      expect([taken.code, taken.facts], 'however its digits are written').to.deep.equal(['letter_no_taken', { number: '12/2' }]);
      expect(await refused(give(FROM, [third.id, '۱۲/۳'], [first.id, '۱۲/۳'])), 'twice in one list').to.equal('letter_no_taken');
      expect(await refused(give(FROM, [third.id, '۱۲/۴'], ['none', '۱۲/۵']))).to.equal('not_found');
      expect((await letter(third.id))?.letter_no).to.equal(null);
      await give(addDays(FROM, 1), [third.id, '۱۲/۲']);
      await give(FROM, [first.id, '۱۲/۲'], [second.id, '۱۲/۱']);
      expect((await letter(first.id))?.letter_no, 'a mistake is put right').to.equal('۱۲/۲');
    });

    it('give one number once, where two give it at the same moment', async () => {
      const { g, first, second } = await published();
      const give = (invitationId: string) => g.invitations.numberLetters({ letterDay: FROM, numbers: [{ invitationId, letterNo: '۷' }] }, command(g.scheduler.id));
      const made = await Promise.allSettled([give(first.id), give(second.id)]);
      expect(made.flatMap((one) => (one.status === 'rejected' ? [(one.reason as { code: string }).code] : []))).to.deep.equal(['letter_no_taken']);
    });

    it('go to the new head of an agency whose session is published already', async () => {
      const { g, sessions, first } = await published();
      const session = sessions.find(({ id }) => id === first.sessionId);
      if (session?.agencyId == null) throw new Error('no session');
      expect(await refused(g.invitations.inviteHead(session.id, command(g.scheduler.id)))).to.equal('invitation_stands');
      const { direct } = g.database;
      await direct('terms').where({ agency_id: session.agencyId }).update({ to_day: addDays(session.day, -1) });
      const successor = await user(g.database, 'خانم تازه', 'host', session.agencyId);
      const [{ person_id: personId } = { person_id: '' }] = await direct('users').where({ id: successor.id }).select('person_id');
      await direct('terms').insert({ id: 'new-term', agency_id: session.agencyId, person_id: personId, post: 'مدیرکل', from_day: session.day });
      await g.invitations.inviteHead(session.id, command(g.scheduler.id));
      const own = await direct('invitations').where({ session_id: session.id }).select('person_id', 'state');
      expect(new Map(own.map((one) => [one.person_id, one.state]))).to.deep.equal(new Map([[first.personId, 'withdrawn'], [personId, 'sent']]));
      expect((await g.own.of([session.agencyId], FROM)).find((one) => one.session.id === session.id)?.invitation?.state).to.equal('sent');
      const late = command(g.scheduler.id, session.startsAt);
      expect(await refused(g.invitations.inviteHead(session.id, late))).to.equal('session_past');
      expect(await refused(g.invitations.inviteHead('none', command(g.scheduler.id, AT)))).to.equal('not_found');
    });
  });
});
