import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { StaleWrite } from '../../../db/errors.ts';
import { createWriter } from '../../../db/writer.ts';
import { day } from '../../../server/domain/jalali.ts';
import { createHandling } from '../../../server/requests/handle.ts';
import { requestRepository } from '../../../server/requests/repository.ts';
import { onBothDatabases, onPostgres } from '../../support/database.ts';
import { refused } from '../refused.ts';
import { AT, command, requestGround, TODAY } from './ground.ts';

const DUE = day('2026-12-10');

describe('dealing with requests', () => {
  onBothDatabases((_name, fresh) => {
    const referred = async () => {
      const g = await requestGround(await fresh());
      const { id } = await g.register({ agencyId: g.own.agencyId });
      const row = async () => g.database.reads('requests').where({ id }).first();
      return { g, id, row };
    };

    it('is taken up, answered first and last, and closed', async () => {
      const { g, id, row } = await referred();
      await g.handling.takeUp(id, g.expert, command());
      expect(await row()).to.include({ state: 'in_progress' });
      expect(await g.database.reads('referrals').where({ request_id: id }).first()).to.include({ to_user_id: g.expert.id, state: 'open' });
      await g.handling.answer(id, { kind: 'interim', text: 'بررسی می‌کنیم.' }, 'open', g.expert, command());
      expect(await row()).to.include({ state: 'in_progress', answered_at: null });
      expect(await refused(g.handling.close(id, 'open', g.expert, command()))).to.equal('request_step');
      await g.handling.answer(id, { kind: 'final', text: 'ترمیم شد.' }, 'open', g.expert, command());
      expect(await row()).to.include({ state: 'answered', answered_at: AT });
      expect(await g.database.reads('referrals').where({ request_id: id }).first()).to.include({ state: 'answered' });
      expect(await refused(g.handling.answer(id, { kind: 'final', text: 'دوباره' }, 'open', g.expert, command()))).to.equal('request_step');
      await g.handling.close(id, 'open', g.expert, command());
      expect(await row()).to.include({ state: 'closed', closed_at: AT });
      expect((await g.detail.detail(id, 'open', g.expert)).history.map(({ kind, answer }) => answer?.kind ?? kind)).to.deep.equal(['request_registered', 'request_taken_up', 'interim', 'final', 'request_closed']);
    });

    it('is given back with a reason, stands at the centre, and goes to another agency with its deadline', async () => {
      const { g, id, row } = await referred();
      await g.handling.giveBack(id, { reason: 'مربوط به شهرداری است', seen: await g.markOf(id) }, g.expert, command());
      expect(await row()).to.include({ state: 'returned', agency_id: null });
      expect(await g.eventsOf('inbox:centre')).to.deep.equal(['request_returned']);
      const centre = await g.inbox.list({ desk: 'open', tab: 'centre', agencyId: null, page: 1 }, g.operator, TODAY);
      expect(centre.listed.map(({ request }) => request.id)).to.deep.equal([id]);
      await g.referring.refer(id, { agencyId: g.other.agencyId, dueDay: DUE, note: null, seen: await g.markOf(id) }, g.operator, command());
      expect(await row()).to.include({ state: 'referred', agency_id: g.other.agencyId, due_day: DUE });
      expect(await refused(g.handling.takeUp(id, g.expert, command())), 'it is no longer the first agency\'s').to.equal('forbidden');
      await g.handling.takeUp(id, g.stranger, command());
      const states = await g.database.reads('referrals').where({ request_id: id }).orderBy('at').select('state', 'ended_note');
      expect(states).to.have.deep.members([{ state: 'returned', ended_note: 'مربوط به شهرداری است' }, { state: 'open', ended_note: null }]);
    });

    it('is referred by the centre only, to another agency that stands, with a day to come', async () => {
      const { g, id } = await referred();
      const to = async (more: object = {}) => ({ agencyId: g.other.agencyId, dueDay: DUE, note: null, seen: await g.markOf(id), ...more });
      expect(await refused(g.referring.refer(id, await to(), g.expert, command()))).to.equal('forbidden');
      expect(await refused(g.referring.refer(id, await to({ agencyId: g.own.agencyId }), g.operator, command()))).to.equal('target_same_agency');
      expect(await refused(g.referring.refer(id, await to({ dueDay: day('2026-11-21') }), g.operator, command()))).to.equal('day_past');
      expect(await refused(g.referring.refer(id, await to({ agencyId: randomUUID() }), g.operator, command()))).to.equal('not_found');
      await g.database.direct('agencies').where({ id: g.other.agencyId }).update({ valid_to: '2026-01-01' });
      expect(await refused(g.referring.refer(id, await to(), g.operator, command()))).to.equal('not_found');
    });

    it('is moved on by nobody who saw it elsewhere', async () => {
      const { g, id, row } = await referred();
      const seen = await g.markOf(id);
      await g.referring.refer(id, { agencyId: g.other.agencyId, dueDay: DUE, note: null, seen }, g.operator, command());
      expect(await refused(g.referring.refer(id, { agencyId: g.own.agencyId, dueDay: DUE, note: null, seen }, g.operator, command()))).to.equal('changed_meanwhile');
      expect(await row()).to.include({ agency_id: g.other.agencyId });
    });

    it('is handed to an expert of the agency alone', async () => {
      const { g, id } = await referred();
      const colleague = await g.actor('agency_liaison', g.own.agencyId);
      const to = async (userId: string) => ({ userId, note: 'در محل ببینید', seen: await g.markOf(id) });
      for (const userId of [g.stranger.id, g.operator.id, randomUUID()]) expect(await refused(g.referring.pass(id, await to(userId), g.expert, command()))).to.equal('expert_unknown');
      expect(await refused(g.referring.pass(id, await to(g.stranger.id), g.stranger, command()))).to.equal('forbidden');
      await g.referring.pass(id, await to(colleague.id), g.expert, command());
      expect((await g.detail.detail(id, 'open', g.expert)).referral).to.include({ toUserId: colleague.id, dueDay: '2026-12-02', state: 'open' });
      await g.database.direct('users').where({ id: g.expert.id }).update({ disabled_at: AT });
      expect(await refused(g.referring.pass(id, await to(g.expert.id), colleague, command())), 'who is disabled answers nothing').to.equal('expert_unknown');
    });

    it('is reopened by the centre, with the reason, for the same agency or another', async () => {
      const { g, id, row } = await referred();
      const again = async () => ({ agencyId: g.own.agencyId, dueDay: DUE, note: 'آب هنوز قطع است', seen: await g.markOf(id) });
      expect(await refused(g.referring.reopen(id, await again(), g.operator, command()))).to.equal('request_step');
      await g.handling.answer(id, { kind: 'final', text: 'ترمیم شد.' }, 'open', g.expert, command());
      await g.handling.close(id, 'open', g.expert, command());
      expect(await refused(g.referring.reopen(id, await again(), g.expert, command()))).to.equal('forbidden');
      await g.referring.reopen(id, await again(), g.operator, command());
      expect(await row()).to.include({ state: 'referred', due_day: DUE, answered_at: null, closed_at: null });
      await g.handling.answer(id, { kind: 'final', text: 'اکنون وصل است.' }, 'open', g.expert, command());
      expect(await g.database.reads('answers').where({ request_id: id }).select()).to.have.length(2);
    });

    it('changes nothing the second time: one key, one answer', async () => {
      const { g, id } = await referred();
      const same = command({ actor: g.expert.id });
      const answer = () => g.handling.answer(id, { kind: 'final', text: 'ترمیم شد.' }, 'open', g.expert, same);
      await Promise.all([answer(), answer(), answer()]);
      await answer();
      expect(await g.database.reads('answers').where({ request_id: id }).select()).to.have.length(1);
      const back = await g.register({ agencyId: g.own.agencyId });
      const giving = command({ actor: g.expert.id });
      const seen = await g.markOf(back.id);
      await g.handling.giveBack(back.id, { reason: 'مربوط به ما نیست', seen }, g.expert, giving);
      await g.handling.giveBack(back.id, { reason: 'مربوط به ما نیست', seen }, g.expert, giving);
      expect(await g.eventsOf(`request:${back.id}`)).to.deep.equal(['request_registered', 'request_returned']);
    });

    it('lets one of several final answers stand, whoever gives them', async () => {
      const { g, id } = await referred();
      const others = await Promise.all(Array.from({ length: 6 }, () => g.actor('agency_expert', g.own.agencyId)));
      const outcomes = await Promise.allSettled(others.map((one) => g.handling.answer(id, { kind: 'final', text: `پاسخ ${one.id}` }, 'open', one, command())));
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).to.have.length(1);
      expect(await g.database.reads('answers').where({ request_id: id }).select()).to.have.length(1);
    });

    it('is moved by nobody who holds an older view of its row', async () => {
      const { g, id, row } = await referred();
      const seen = await g.lookup.byId(id);
      if (seen === null) throw new Error('there is no such request');
      await g.handling.takeUp(id, g.expert, command());
      const late = g.writer.submit({
        ...command(),
        streams: [],
        apply: async (tx) => void tx.write(requestRepository(tx.db).update(seen, { ...seen, state: 'closed' })),
      });
      const error: unknown = await late.then(() => null, (thrown: unknown) => thrown);
      expect(error).to.be.instanceOf(StaleWrite);
      expect(await row()).to.include({ state: 'in_progress' });
    });

    it('shows a phone only after it has been recorded who looked', async () => {
      const { g, id } = await referred();
      expect(await refused(g.revealing.reveal(id, 'open', g.stranger, command()))).to.equal('forbidden');
      expect(await refused(g.revealing.reveal(id, 'open', g.inspection, command()))).to.equal('forbidden');
      expect(await g.eventsOf(`request:${id}`)).to.deep.equal(['request_registered']);
      expect(await g.revealing.reveal(id, 'open', g.expert, command({ actor: g.expert.id }))).to.deep.equal({ phone: '+989131234567', identity: '1270000128' });
      const [event] = await g.database.reads('events').where({ stream: `request:${id}`, kind: 'request_revealed' }).select();
      expect(event?.actor).to.equal(g.expert.id);
      const kept = JSON.stringify([await g.database.reads('events').select(), await g.database.reads('commands').select()]);
      expect(kept).not.to.include('9131234567').and.not.to.include('1270000128');
    });

    it('lists one\'s own first, then the nearest day; each agency sees its own alone', async () => {
      const g = await requestGround(await fresh());
      for (const table of ['referrals', 'requests'] as const) await g.database.direct(table).delete();
      const make = (dueDay: string, toUserId: string | null = null, agencyId = g.own.agencyId) => g.register({ agencyId, dueDay: day(dueDay), referral: { id: randomUUID(), toUserId, note: null } });
      const [far, late, mine] = [await make('2026-12-20'), await make('2026-11-01'), await make('2026-12-25', g.expert.id)];
      const elsewhere = await make('2026-12-01', null, g.other.agencyId);
      const list = await g.inbox.list({ desk: 'open', tab: 'open', agencyId: null, page: 1 }, g.expert, TODAY);
      expect(list.listed.map(({ request }) => request.id)).to.deep.equal([mine.id, late.id, far.id]);
      expect([list.total, list.counts.overdue, list.counts.states.referred, list.agencies.length]).to.deep.equal([3, 1, 3, 0]);
      const narrowed = await g.inbox.list({ desk: 'open', tab: 'open', agencyId: g.other.agencyId, page: 1 }, g.expert, TODAY);
      expect(narrowed.listed, 'naming another agency widens nothing').to.deep.equal([]);
      const overdue = await g.inbox.list({ desk: 'open', tab: 'overdue', agencyId: null, page: 9 }, g.expert, TODAY);
      expect([overdue.page, overdue.listed.map(({ request }) => request.id)]).to.deep.equal([1, [late.id]]);
      const all = await g.inbox.list({ desk: 'open', tab: 'open', agencyId: null, page: 1 }, g.operator, TODAY);
      expect(all.listed.map(({ request }) => request.id)).to.have.members([far.id, late.id, mine.id, elsewhere.id]);
    });

    it('turns pages without losing or repeating any', async () => {
      const g = await requestGround(await fresh());
      for (const table of ['referrals', 'requests'] as const) await g.database.direct(table).delete();
      for (let index = 0; index < 60; index += 1) await g.register({ agencyId: g.own.agencyId, dueDay: day(`2026-12-${String(1 + (index % 5)).padStart(2, '0')}`) });
      const pages = await Promise.all([1, 2, 3, 4].map((page) => g.inbox.list({ desk: 'open', tab: 'open', agencyId: null, page }, g.expert, TODAY)));
      const ids = pages.slice(0, 3).flatMap(({ listed }) => listed.map(({ request }) => request.id));
      expect([ids.length, new Set(ids).size, pages[3]?.page]).to.deep.equal([60, 60, 3]);
    });
  });

  onPostgres((fresh) => {
    it('lets one of several final answers stand where two processes give them', async () => {
      const g = await requestGround(await fresh());
      const { id } = await g.register({ agencyId: g.own.agencyId });
      const elsewhere = createHandling({ reads: g.database.reads, writer: await createWriter(g.database, () => undefined), newId: randomUUID });
      const outcomes = await Promise.allSettled(Array.from({ length: 20 }, (_, index) => (index % 2 ? g.handling : elsewhere).answer(id, { kind: 'final', text: `پاسخ ${index}` }, 'open', g.expert, command())));
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).to.have.length(1);
      expect(await g.database.reads('answers').where({ request_id: id }).select()).to.have.length(1);
    });
  });
});
