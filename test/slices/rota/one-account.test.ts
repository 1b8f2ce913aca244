import { expect } from 'chai';
import { addDays, fromJalali } from '../../../server/domain/jalali.ts';
import { WHOLE } from '../../../server/domain/rota/plan.ts';
import { boardFactsOf } from '../../../server/rota/board-facts.ts';
import { monthSharesView, sharesView } from '../../../server/rota/shares-view.ts';
import { formatTurns } from '../../../server/wording/rota.ts';
import { onBothDatabases } from '../../support/database.ts';
import { command, FROM, ground, TO } from './ground.ts';

describe('the account of a second programme, and what a draft leaves behind', () => {
  onBothDatabases((_name, fresh) => {
    it('says one entitlement and one number of sessions on the board, on the card and on the page of shares', async () => {
      const g = await ground(await fresh());
      const first = await g.draft();
      await g.approve(first);
      await g.publish(first, TO);
      const facts = boardFactsOf(await g.board.see(await g.draft(addDays(TO, 1), fromJalali(1399, 6, 31))));
      expect(facts.data.draft.agencies.some(({ carried }) => carried !== 0)).to.equal(true);
      const beside = monthSharesView(facts, { year: 1399, month: 6 }).rows;
      const page = sharesView(facts, []).chart.rows;
      for (const row of beside) {
        const same = page.find(({ label }) => label === row.label);
        expect([row.entitledText, row.heldText], row.label).to.deep.equal([same?.entitledText, same?.heldText]);
      }
      const last = facts.data.sessions.findLast(({ agencyId }) => agencyId !== null);
      const account = facts.account.agencies.find(({ agencyId }) => agencyId === last?.agencyId);
      const standing = facts.standings.get(last?.id ?? '');
      expect([formatTurns(standing?.entitlement ?? 0), (standing?.heldBefore ?? 0) + 1]).to.deep.equal([formatTurns(account?.entitlement ?? 0), account?.given]);
      expect(last?.why?.entitlement, 'as it was reckoned when it was drawn up').to.be.closeTo(standing?.entitlement ?? 0, WHOLE / 1000);
    });

    it('takes what was left out for a draft\'s sake back with the draft, and nothing else', async () => {
      const g = await ground(await fresh());
      const [one, other] = g.agencies;
      const exclude = (draftId: string, agencyId: string, from = addDays(TO, -5)) =>
        g.exclusions.exclude({ draftId, agencyId, from, to: addDays(TO, 5), reason: 'ادغام' }, command(g.scheduler.id));
      const first = await g.draft();
      await exclude(first, one?.id ?? '');
      const second = await g.draft(addDays(TO, 1), addDays(TO, 60));
      await exclude(second, other?.id ?? '', addDays(TO, 1));
      await g.approval.discard({ draftId: second, seen: null }, command(g.scheduler.id));
      expect((await g.exclusions.ofDraft(first)).map(({ agencyId }) => agencyId)).to.deep.equal([one?.id]);
      await g.approval.discard({ draftId: first, seen: null }, command(g.scheduler.id));
      expect(await g.exclusions.ofDraft(await g.draft(FROM, addDays(TO, 60)))).to.deep.equal([]);
    });
  });
});
