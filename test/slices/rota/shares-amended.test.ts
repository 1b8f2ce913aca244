import { expect } from 'chai';
import { addDays, fromJalali, monthKey, monthOf } from '../../../server/domain/jalali.ts';
import { toPersianDigits } from '../../../server/domain/persian.ts';
import { boardFactsOf } from '../../../server/rota/board-facts.ts';
import { monthSharesView, sharesView } from '../../../server/rota/shares-view.ts';
import { truthOf } from '../../../server/rota/publish.ts';
import { rotaRepository } from '../../../server/rota/repository.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { onBothDatabases, onSqlite } from '../../support/database.ts';
import { published, UNTIL, type Published } from './amend-ground.ts';
import { FROM, TO } from './ground.ts';

/** How many sessions each agency has by what the public was told last. */
async function toldOf(p: Published): Promise<Record<string, number>> {
  const rota = rotaRepository(p.database.reads);
  const told: Record<string, number> = {};
  for (const { agencyId } of truthOf(await rota.publishedBetween(FROM, TO), await rota.publications())) told[agencyId] = (told[agencyId] ?? 0) + 1;
  return told;
}

const rowsOf = async (p: Published, seesAll: boolean) => {
  const data = await p.programmes.accounted(FROM, p.draftId, seesAll);
  if (data === null) throw new Error('there is no account');
  const facts = boardFactsOf(data);
  return { facts, view: sharesView(facts, [], seesAll) };
};

/** Cancels the first, moves the second to a place of its own, exchanges the third and the fourth, and fills the freed place. */
async function amended(p: Published) {
  const [one, two, three, four] = await p.sessions();
  if (one?.agencyId == null || two === undefined || three === undefined || four === undefined) throw new Error('there is no session');
  const newcomer = p.agencies.find(({ id }) => ![one, two, three, four].some(({ agencyId }) => agencyId === id))?.id ?? '';
  await p.amend([{ kind: 'cancel', sessionId: one.id }]);
  await p.amend([{ kind: 'move', sessionId: two.id, to: await p.free(two.id) }]);
  await p.amend([{ kind: 'swap', sessionId: three.id, otherId: four.id }]);
  return { one, two, newcomer };
}

describe('shares after what was published has been altered', () => {
  onBothDatabases((_name, fresh) => {
    it('count what the public was told last: a cancelled turn is owed, a moved one is given once', async () => {
      const p = await published(await fresh());
      const before = await toldOf(p);
      const { one } = await amended(p);
      const told = await toldOf(p);
      expect(told[one.agencyId ?? ''] ?? 0).to.equal((before[one.agencyId ?? ''] ?? 0) - 1);
      const { view, facts } = await rowsOf(p, false);
      for (const { id } of p.agencies) expect(view.rows.find((row) => row.id === id)?.given ?? '۰', id).to.equal(toPersianDigits(told[id] ?? 0));
      expect(view.tiles[0]?.value).to.equal(toPersianDigits(Object.values(told).reduce((sum, count) => sum + count, 0)));
      const account = facts.account.agencies.find(({ agencyId }) => agencyId === one.agencyId);
      expect(account?.discrepancy, 'it is owed').to.be.lessThan(0);
      expect(facts.data.sessions.some(({ id }) => id === one.id), 'a cancelled card stands nowhere').to.equal(false);
    });

    it('give each agency its turn in the month in which it stands now', async () => {
      const p = await published(await fresh());
      const { two } = await amended(p);
      const { facts } = await rowsOf(p, true);
      const moved = facts.data.sessions.find(({ id }) => id === two.id);
      if (moved === undefined) throw new Error('the moved session has gone');
      const beside = monthSharesView(facts, monthOf(moved.day)).rows.find(({ href }) => href?.endsWith(`agency-${two.agencyId ?? ''}`) === true);
      expect(beside?.note).to.match(/نوبت: /);
      const turns = facts.data.sessions.filter(({ agencyId, day }) => agencyId === two.agencyId && monthKey(monthOf(day)) <= monthKey(monthOf(moved.day)));
      expect(beside?.heldText).to.equal(toPersianDigits(turns.length));
    });

    it('begin the next programme with what was really given', async () => {
      const p = await published(await fresh(), TO);
      const { one } = await amended(p);
      const { facts } = await rowsOf(p, true);
      const next = await p.drawingUp.prospect(addDays(TO, 1), fromJalali(1399, 6, 31));
      const owed = new Map(facts.account.agencies.map(({ agencyId, discrepancy }) => [agencyId, -discrepancy]));
      for (const { id, carried } of next.agencies) expect(carried, id).to.be.closeTo(owed.get(id) ?? 0, 1e-6);
      expect(owed.get(one.agencyId ?? '') ?? 0).to.be.greaterThan(0);
    });

    it('say in a what-if what would become of the altered programme', async () => {
      const p = await published(await fresh(), UNTIL);
      const { one } = await amended(p);
      const { facts } = await rowsOf(p, true);
      const since = addDays(UNTIL, 1);
      const { comparison } = await p.whatIf.consider({ draftId: p.draftId }, { since, perWeek: 3, template: null, away: [], flags: [] }, FROM);
      const now = new Map(comparison.agencies.map((row) => [row.agencyId, row.now.given]));
      for (const { agencyId, given } of facts.account.agencies) expect(now.get(agencyId) ?? 0).to.equal(given);
      expect(comparison.now.sessions).to.equal(facts.data.sessions.length);
      expect(facts.data.sessions.some(({ id }) => id === one.id)).to.equal(false);
    });
  });

  onSqlite((fresh) => {
    let app: TestApp | null = null;
    afterEach(async () => {
      await app?.stop();
      app = null;
    });

    it('show on the board and the page of shares what stands now', async () => {
      const database = await fresh();
      const p = await published(database);
      const { one, two } = await amended(p);
      app = await startApp(database, '2020-03-20T06:00:00.000Z');
      const scheduler = await app.as('scheduler');
      const board = (await scheduler.get(`/rota/drafts/${p.draftId}?month=${monthKey(monthOf(two.day))}`)).text;
      expect(board).to.not.include(`card-${one.id}`).and.to.not.include(`slot-${one.id}`);
      const shares = await scheduler.get(`/shares?draft=${p.draftId}`);
      expect(shares.status).to.equal(200);
      const operator = await (await app.as('operator')).get('/shares');
      const told = await toldOf(p);
      const shown = new RegExp(`id="agency-${one.agencyId ?? ''}"[\\s\\S]*?data-label="برگزارشده">([۰-۹]+)<`).exec(operator.text)?.[1] ?? '۰';
      expect(shown).to.equal(toPersianDigits(told[one.agencyId ?? ''] ?? 0));
    });
  });
});
