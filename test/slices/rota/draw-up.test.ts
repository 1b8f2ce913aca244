import { expect } from 'chai';
import { weekday, startOfWeek, daysBetween, fromJalali, addDays } from '../../../server/domain/jalali.ts';
import { placeIdOf } from '../../../server/domain/session.ts';
import { onBothDatabases } from '../../support/database.ts';
import { absent, closeDay, command, FROM, ground, refused, TO } from './ground.ts';

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
      expect(await refused(g.drawingUp.drawUp({ from: FROM, to: addDays(FROM, 6) }, command(g.scheduler.id)))).to.equal('no_slots');
      await database.direct('demand').delete();
      expect(await refused(g.drawingUp.drawUp({ from: FROM, to: TO }, command(g.scheduler.id)))).to.equal('weights_all_zero');
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
