import { expect } from 'chai';
import { weekday, startOfWeek, daysBetween, fromJalali, addDays } from '../../../server/domain/jalali.ts';
import { placeIdOf } from '../../../server/domain/session.ts';
import { freshForm } from '../../../server/http/forms.ts';
import { newDraftView } from '../../../server/rota/draft-view.ts';
import { onBothDatabases } from '../../support/database.ts';
import { absent, closeDay, command, FROM, ground, refusal, refused, TO } from './ground.ts';

describe('drawing up a programme', () => {
  onBothDatabases((_name, fresh) => {
    it('fills the open places of the template, a week\'s number of them, and no holiday', async () => {
      const g = await ground(await fresh());
      const { sessions, draft } = await g.board.see(await g.draft());
      expect(draft.state).to.equal('drafting');
      expect(sessions.length).to.be.greaterThan(20);
      expect(new Set(sessions.map(({ day }) => weekday(day)))).to.deep.equal(new Set([1, 3, 4].filter((one) => sessions.some(({ day }) => weekday(day) === one))));
      expect(sessions.some(({ day }) => day === fromJalali(1399, 1, 12))).to.equal(false);
      const weeks = new Map<string, number>();
      for (const { day } of sessions) weeks.set(startOfWeek(day), (weeks.get(startOfWeek(day)) ?? 0) + 1);
      expect(Math.max(...weeks.values())).to.equal(2);
      expect(draft.figures.withinBound).to.equal(true);
      expect(sessions.every(({ personId, post }) => personId !== null && post === 'مدیرکل')).to.equal(true);
    });

    it('gives the same rota for the same input', async () => {
      const g = await ground(await fresh());
      const first = await g.draft();
      const before = await g.board.see(first);
      await g.approval.discard({ draftId: first, seen: null }, command(g.scheduler.id));
      const after = await g.board.see(await g.draft());
      expect(after.draft.inputHash).to.equal(before.draft.inputHash);
      expect(after.sessions.map((one) => [placeIdOf(one), one.agencyId])).to.deep.equal(before.sessions.map((one) => [placeIdOf(one), one.agencyId]));
    });

    it('keeps absences, the least gap and the week', async () => {
      const database = await fresh();
      const g = await ground(database);
      const away = g.agencies[11];
      if (away === undefined) throw new Error('no such agency');
      await absent(database, away.headId, FROM, fromJalali(1399, 2, 15));
      const { sessions } = await g.board.see(await g.draft());
      const own = sessions.filter(({ agencyId }) => agencyId === away.id);
      expect(own.length).to.be.greaterThan(0);
      expect(own.every(({ day }) => day > fromJalali(1399, 2, 15))).to.equal(true);
      for (const { id } of g.agencies) {
        const days = sessions.filter(({ agencyId }) => agencyId === id).map(({ day }) => day);
        days.slice(1).forEach((day, index) => expect(daysBetween(days[index] ?? day, day)).to.be.at.least(14));
      }
    });

    it('says beforehand what the horizon comes to, and stores nothing', async () => {
      const g = await ground(await fresh());
      const prospect = await g.drawingUp.prospect(FROM, TO);
      expect(prospect.agencies.reduce((sum, { share }) => sum + share, 0)).to.be.closeTo(1_000_000, 100);
      expect(prospect.slots.length).to.be.greaterThan(20);
      expect(await g.programmes.all()).to.deep.equal([]);
    });

    it('refuses a horizon of six days, of two years, or turned about', async () => {
      const g = await ground(await fresh());
      const draw = (from: typeof FROM, to: typeof FROM) => refused(g.drawingUp.drawUp({ from, to }, command(g.scheduler.id)));
      expect(await draw(FROM, addDays(FROM, 5))).to.equal('horizon_too_short');
      expect(await draw(FROM, addDays(FROM, 366))).to.equal('horizon_too_long');
      expect(await draw(FROM, addDays(FROM, -1))).to.equal('horizon_backwards');
    });

    it('refuses a horizon wholly on holidays, and one without demand', async () => {
      const database = await fresh();
      const g = await ground(database);
      for (let day = FROM; day <= addDays(FROM, 6); day = addDays(day, 1)) await closeDay(database, day, 'آلودگی هوا');
      const closed = await refusal(g.drawingUp.drawUp({ from: FROM, to: addDays(FROM, 6) }, command(g.scheduler.id)));
      expect(closed.code).to.equal('all_closed');
      expect(closed.facts['why'], 'what closes it').to.include('آلودگی هوا');
      expect(await refused(g.drawingUp.prospect(FROM, addDays(FROM, 6))), 'before there is a button').to.equal('all_closed');
      await database.direct('demand').delete();
      const empty = await refusal(g.drawingUp.drawUp({ from: FROM, to: TO }, command(g.scheduler.id)));
      expect(empty.code).to.equal('weights_all_zero');
      expect(empty.facts).to.include({ from: 'فروردین ۱۳۹۸', to: 'اسفند ۱۳۹۸', year: 1398 });
    });

    it('refuses a horizon whose places are all published, and says which months nothing is written for', async () => {
      const database = await fresh();
      const g = await ground(database);
      await database.direct('demand').where({ month: 4 }).delete();
      expect((await g.drawingUp.prospect(FROM, TO)).unwritten).to.deep.equal([{ year: 1398, month: 4 }]);
      const first = await g.draft();
      await g.approve(first);
      await g.publish(first, TO);
      expect(await refused(g.drawingUp.prospect(addDays(FROM, 10), addDays(FROM, 40)))).to.equal('all_published');
      expect((await g.programmes.likely(FROM)).drawnTo).to.equal(TO);
    });

    it('makes no slots where all managers are bound to their own offices', async () => {
      const database = await fresh();
      const g = await ground(database);
      await database.direct('settings').insert({ id: 'hour', name: 'manager_hour', value: '{"weekday":3,"from":"08:00","to":"10:00"}', from_day: '2019-01-01', recorded_at: '2020-01-01T00:00:00.000Z', recorded_by: 'x' });
      const prospect = await g.drawingUp.prospect(FROM, TO);
      expect(prospect.slots.some(({ day }) => weekday(day) === 3)).to.equal(false);
      const said = newDraftView(freshForm(), prospect, { from: FROM }, '', () => '').prospect?.notices.map(({ text }) => text) ?? [];
      expect(said.join()).to.include('سه‌شنبه').and.to.include('ساعت حضور مدیران');
    });

    it('draws no agency that has ended in the meantime', async () => {
      const database = await fresh();
      const g = await ground(database);
      const draftId = await g.draft();
      const [ended] = g.agencies;
      await database.direct('agencies').where({ id: ended?.id ?? '' }).update({ valid_to: addDays(FROM, -1) });
      await g.redraw.redraw({ draftId, seen: (await g.board.see(draftId)).rev }, command(g.scheduler.id));
      expect((await g.board.see(draftId)).sessions.some(({ agencyId }) => agencyId === ended?.id)).to.equal(false);
    });

    it('fills the places that a withdrawn holiday opens when the rest is drawn anew', async () => {
      const database = await fresh();
      const g = await ground(database, { perWeek: 3 });
      const draftId = await g.draft();
      const before = (await g.board.see(draftId)).sessions;
      const opened = fromJalali(1399, 1, 12);
      await database.direct('holidays').where({ day: opened }).update({ removed_at: '2020-03-01T00:00:00.000Z' });
      const { sessions } = await g.redraw.redraw({ draftId, seen: (await g.board.see(draftId)).rev }, command(g.scheduler.id));
      const after = (await g.board.see(draftId)).sessions;
      expect(after.length).to.equal(before.length + 1);
      const added = after.find(({ day }) => day === opened);
      expect(added?.agencyId).to.not.equal(null);
      expect(sessions).to.include(added?.id);
      await g.undo.undo(draftId, command(g.scheduler.id));
      expect((await g.board.see(draftId)).sessions.find(({ day }) => day === opened)?.agencyId, 'the place stays, and is empty again').to.equal(null);
    });

    it('lets one draft hold a day', async () => {
      const g = await ground(await fresh());
      const made = await Promise.allSettled([g.draft(), g.draft(addDays(FROM, 30), addDays(TO, 30))]);
      expect(made.filter(({ status }) => status === 'fulfilled')).to.have.length(1);
      expect(await g.programmes.all()).to.have.length(1);
    });

    it('answers a repeated command with the first draft', async () => {
      const g = await ground(await fresh());
      const twice = command(g.scheduler.id);
      const one = await g.drawingUp.drawUp({ from: FROM, to: TO }, twice);
      expect(await g.drawingUp.drawUp({ from: FROM, to: TO }, twice)).to.deep.equal(one);
    });
  });
});
