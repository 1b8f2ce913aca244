import { expect } from 'chai';
import { instant } from '../../../server/domain/calendar.ts';
import { addDays, day, weekday } from '../../../server/domain/jalali.ts';
import { hourLookup } from '../../../server/hours/lookup.ts';
import { onBothDatabases } from '../../support/database.ts';
import { closing, except, hourGround, layAgencies, MONDAY, NOW } from './ground.ts';

const EVENING = instant('2026-11-29T15:30:00.000Z');

onBothDatabases((_name, fresh) => {
  describe('managers’ hours', () => {
    it('are laid out five weeks ahead, one row for every standing agency, however often it is done', async () => {
      const database = await fresh();
      await layAgencies(database);
      await database.direct('agencies').where({ id: 'a5' }).update({ valid_to: '2026-12-10' });
      const ground = await hourGround(database);
      expect(await ground.layOut()).to.deep.equal({ added: 5 * 5 + 2, changed: 0 });
      expect(await ground.layOut()).to.deep.equal({ added: 0, changed: 0 });
      const all = await ground.hours.between(MONDAY, addDays(MONDAY, 40));
      expect(new Set(all.map(({ agencyId, day: on }) => `${agencyId} ${on}`)).size).to.equal(27);
      expect(all.every(({ day: on, state, personId, agencyId }) => weekday(on) === 2 && state === 'held' && personId === `p${agencyId.slice(1)}`)).to.equal(true);
      expect(await ground.hours.byId('hour-a0-2026-11-30')).to.include({ countyId: 'c0', startsAt: '2026-11-30T05:30:00.000Z', endsAt: '2026-11-30T08:30:00.000Z', rev: 1, presence: 'no_report' });
      expect((await hourLookup(database.reads).occurrences(MONDAY, MONDAY)).map(({ id }) => id)).to.have.length(6);
      const told = await database.reads('events').where({ kind: 'hours_laid_out', stream: `presence:${MONDAY}:c0` });
      expect(told).to.have.length(1);
      // A week later what has come into sight is added, and nothing else.
      expect(await ground.layOut(instant('2026-12-03T04:30:00.000Z'))).to.deep.equal({ added: 5, changed: 0 });
    });

    it('follow a closure of the evening before, of all, one county or one agency, and come back with it', async () => {
      const database = await fresh();
      await layAgencies(database);
      const ground = await hourGround(database);
      await ground.layOut();
      await ground.close(closing(MONDAY, { scope: { kind: 'county', countyId: 'c1' } }), EVENING);
      await ground.close(closing(MONDAY, { scope: { kind: 'agency', agencyId: 'a0' }, kind: 'late_open', openFrom: '10:00' as never }), EVENING);
      expect(await ground.layOut(EVENING)).to.deep.equal({ added: 0, changed: 3 });
      expect(await ground.on(MONDAY)).to.deep.equal([
        'a0 shortened 10:00 12:00', 'a1 cancelled 09:00 12:00', 'a2 held 09:00 12:00', 'a3 held 09:00 12:00', 'a4 cancelled 09:00 12:00', 'a5 held 09:00 12:00',
      ]);
      expect((await ground.hours.byId('hour-a1-2026-11-30'))?.title).to.equal('آلودگی هوا');
      const [event] = await database.reads('events').where({ stream: `presence:${MONDAY}:c1`, kind: 'hours_laid_out' }).orderBy('seq', 'desc').limit(1);
      expect((JSON.parse(event?.data ?? '{}') as { readonly changed: readonly { readonly agencyId: string }[] }).changed.map(({ agencyId }) => agencyId)).to.deep.equal(['a1', 'a4']);
      await database.direct('closures').update({ withdrawn_at: EVENING });
      expect(await ground.layOut(EVENING)).to.deep.equal({ added: 0, changed: 3 });
      expect((await ground.on(MONDAY)).every((text) => text.endsWith('held 09:00 12:00'))).to.equal(true);
    });

    it('are moved and cancelled by exceptions, the narrower first, and leave a weekday that the rule has left', async () => {
      const database = await fresh();
      await layAgencies(database);
      const ground = await hourGround(database);
      await ground.layOut();
      await ground.except(except({ kind: 'moved', from: MONDAY, movedTo: addDays(MONDAY, 1), scope: { kind: 'county', countyId: 'c0' } }));
      await ground.except(except({ kind: 'none', from: MONDAY, scope: { kind: 'agency', agencyId: 'a3' } }));
      await ground.layOut();
      expect(await ground.on(addDays(MONDAY, 1))).to.deep.equal(['a0 moved 09:00 12:00']);
      expect((await ground.on(MONDAY))[2]).to.equal('a3 cancelled 09:00 12:00');
      expect(await ground.hours.byId('hour-a0-2026-11-30')).to.include({ plannedDay: MONDAY, day: addDays(MONDAY, 1), startsAt: '2026-12-01T05:30:00.000Z' });
      await ground.set({ name: 'manager_hour', from: day('2026-12-05'), value: { weekday: 3, from: '10:00' as never, to: '12:00' as never } });
      const laid = await ground.layOut();
      expect(laid).to.deep.equal({ added: 24, changed: 24 });
      expect(new Set(await ground.on(day('2026-12-08')))).to.deep.equal(new Set(Array.from({ length: 6 }, (_, at) => `a${at} held 10:00 12:00`)));
      expect((await ground.hours.onDay(day('2026-12-07'))).every(({ state, title }) => state === 'cancelled' && title === 'روز ساعت حضور تغییر کرده است')).to.equal(true);
      expect(await ground.layOut()).to.deep.equal({ added: 0, changed: 0 });
    });

    it('follow a new head, a new agency and one that ends, but never what has begun, is seen or decided', async () => {
      const database = await fresh();
      await layAgencies(database);
      const ground = await hourGround(database);
      await ground.layOut();
      await database.direct('terms').where({ id: 't0' }).update({ to_day: '2026-11-29' });
      await database.direct('agencies').where({ id: 'a1' }).update({ valid_to: '2026-11-20' });
      for (const [id, more] of [['a2', { presence: 'verified', seen_at: NOW }], ['a3', { presence: 'declared', declared_at: NOW }], ['a4', { presence: 'excused', excuse: 'mission' }]] as const) {
        await database.direct('hours').where({ id: `hour-${id}-${MONDAY}` }).update(more);
      }
      await ground.close(closing(MONDAY));
      expect((await ground.layOut()).changed).to.be.above(5);
      const states = new Map((await ground.hours.onDay(MONDAY)).map(({ agencyId, state, personId }) => [agencyId, `${state} ${personId ?? ''}`]));
      expect(Object.fromEntries(states)).to.deep.equal({ a0: 'cancelled ', a1: 'cancelled p1', a2: 'held p2', a3: 'held p3', a4: 'cancelled p4', a5: 'cancelled p5' });
      expect((await ground.hours.byId('hour-a1-2026-12-07'))?.title).to.equal('دستگاه در این روز برقرار نیست');
      // In the hour itself nothing is altered any more, and what is over is not made up for.
      await database.direct('closures').update({ withdrawn_at: NOW });
      expect((await ground.layOut(instant('2026-11-30T06:00:00.000Z'))).changed).to.equal(0);
      await database.direct('hours').where({ day: MONDAY }).delete();
      await ground.layOut(instant('2026-11-30T06:00:00.000Z'));
      expect(await ground.on(MONDAY)).to.have.length(5);
      await database.direct('hours').where({ day: MONDAY }).delete();
      await ground.layOut(instant('2026-11-30T08:30:00.000Z'));
      expect(await ground.on(MONDAY)).to.have.length(0);
    });

    it('are one row an occurrence, however many lay them out at once', async () => {
      const database = await fresh();
      await layAgencies(database, { agencies: 40 });
      // Two of everything, as two processes have it.
      const grounds = [await hourGround(database), await hourGround(database)];
      const laid = await Promise.all([...grounds, ...grounds, ...grounds].map((ground) => ground.layOut()));
      expect(laid.reduce((sum, { added }) => sum + added, 0)).to.equal(200);
      expect(await database.reads('hours').select('id')).to.have.length(200);
    });
  });
});
