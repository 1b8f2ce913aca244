import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { instant } from '../../../server/domain/calendar.ts';
import { addDays } from '../../../server/domain/jalali.ts';
import { createConsequences, hourKey, type Outcome } from '../../../server/rota/consequences.ts';
import type { Database } from '../../../db/connection.ts';
import { onBothDatabases } from '../../support/database.ts';
import { callGround, caller, command as callCommand } from '../calls/ground.ts';
import { closing, command, except, hourGround, layAgencies, MONDAY, type Closing } from './ground.ts';

const EVENING = instant('2026-11-29T17:30:00.000Z');

type Listed = Extract<Outcome, { readonly consequences: unknown }>;

onBothDatabases((_name, fresh) => {
  describe('a closure of the evening before', () => {
    const start = async () => {
      const database: Database = await fresh();
      await layAgencies(database);
      const calls = await callGround(database);
      const ground = await hourGround(database);
      await ground.layOut(EVENING);
      const services = createConsequences(ground.deps);
      const change = (entry: Closing) => ({ kind: 'closure_added' as const, id: randomUUID(), entry });
      const ask = async (entry: Closing): Promise<Listed> => {
        const asked = await services.carryOut(change(entry), null, command(EVENING));
        if (asked.kind === 'done') throw new Error('nothing was listed');
        return asked;
      };
      const confirm = (entry: Closing, seen: string, values: Readonly<Record<string, string>>) =>
        services.carryOut(change(entry), { seen, values, letterNo: null, letterDay: null, note: null }, command(EVENING));
      return { database, calls, ground, ask, confirm };
    };

    it('lists whose hours it takes by county, and how many wait in their queues', async () => {
      const { calls, ask } = await start();
      await calls.intake.queue(`hour-${calls.place.agencyId}-${MONDAY}`, caller(1), true, callCommand(EVENING));
      const { consequences } = await ask(closing(MONDAY));
      expect(consequences.groups.map(({ countyId, hours, after }) => [countyId === calls.place.countyId ? 'own' : countyId, hours.length, after?.state])).to.have.deep.members([
        [null, 2, 'cancelled'], ['c0', 2, 'cancelled'], ['c1', 2, 'cancelled'], ['own', 1, 'cancelled'],
      ]);
      expect([...consequences.waiting.values()]).to.deep.equal([1]);
      const one = await ask(closing(MONDAY, { scope: { kind: 'agency', agencyId: 'a0' } }));
      expect(one.consequences.groups.map(({ hours }) => hours.map(({ id }) => id))).to.deep.equal([[`hour-a0-${MONDAY}`]]);
      expect(one.consequences.rows.get(hourKey(MONDAY))?.choices.map(({ value }) => value)).to.deep.equal(['cancel', 'move_2026-12-01', 'move_2026-12-02', 'move_2026-12-03']);
    });

    it('moves the hours of a county with their callers, in the same change', async () => {
      const { calls, ground, ask, confirm } = await start();
      const { callId } = await calls.intake.queue(`hour-${calls.place.agencyId}-${MONDAY}`, caller(1), true, callCommand(EVENING));
      const entry = closing(MONDAY, { scope: { kind: 'county', countyId: calls.place.countyId }, orderNo: '۱۲' });
      const { consequences } = await ask(entry);
      const done = await confirm(entry, consequences.mark, { [hourKey(MONDAY)]: 'move_2026-12-02' });
      expect(done.kind).to.equal('done');
      expect(await ground.layOut(EVENING)).to.include({ changed: 1 });
      expect(await ground.hours.byId(`hour-${calls.place.agencyId}-${MONDAY}`)).to.include({ state: 'moved', day: addDays(MONDAY, 2), title: 'آلودگی هوا' });
      expect(await calls.lifeOf(`hour-${calls.place.agencyId}-${MONDAY}`)).to.include({ state: 'scheduled', day: addDays(MONDAY, 2) });
      expect((await calls.call(callId)).state).to.equal('waiting');
      expect((await ground.hours.onDay(MONDAY)).every(({ state }) => state === 'held')).to.equal(true);
    });

    it('moves once more what had been moved to a day that is closed now, with its callers', async () => {
      const { calls, ground, ask, confirm, database } = await start();
      const hour = `hour-${calls.place.agencyId}-${MONDAY}`;
      const { callId } = await calls.intake.queue(hour, caller(1), true, callCommand(EVENING));
      await ground.except(except({ kind: 'moved', from: MONDAY, movedTo: addDays(MONDAY, 2) }), EVENING);
      await ground.layOut(EVENING);
      const entry = closing(addDays(MONDAY, 2));
      const { consequences } = await ask(entry);
      expect(consequences.rows.get(hourKey(MONDAY))?.choices.map(({ value }) => value)).to.deep.equal(['cancel', 'move_2026-12-01', 'move_2026-12-03']);
      expect((await confirm(entry, consequences.mark, { [hourKey(MONDAY)]: 'move_2026-12-01' })).kind).to.equal('done');
      await ground.layOut(EVENING);
      expect(await ground.hours.byId(hour)).to.include({ state: 'moved', day: addDays(MONDAY, 1), title: 'آلودگی هوا' });
      expect(await calls.lifeOf(hour)).to.include({ state: 'scheduled', day: addDays(MONDAY, 1) });
      expect((await calls.call(callId)).state).to.equal('waiting');
      expect((await database.reads('hour_exceptions').whereNull('withdrawn_at')).map(({ moved_to }) => moved_to)).to.deep.equal([addDays(MONDAY, 1)]);
      // Where nothing is chosen, it is cancelled there, and whoever waits is called back.
      const next = closing(addDays(MONDAY, 1));
      expect((await confirm(next, (await ask(next)).consequences.mark, {})).kind).to.equal('done');
      await ground.layOut(EVENING);
      expect(await ground.hours.byId(hour)).to.include({ state: 'cancelled', day: addDays(MONDAY, 1) });
      expect(await calls.call(callId)).to.include({ state: 'ended', callBack: 'due' });
    });

    it('cancels them where nothing else is chosen, and is done at once where it touches nobody', async () => {
      const { calls, ground, ask, confirm } = await start();
      const { callId } = await calls.intake.queue(`hour-${calls.place.agencyId}-${MONDAY}`, caller(1), true, callCommand(EVENING));
      const { consequences } = await ask(closing(MONDAY));
      expect((await confirm(closing(MONDAY), consequences.mark, {})).kind).to.equal('done');
      await ground.layOut(EVENING);
      expect((await ground.hours.onDay(MONDAY)).every(({ state }) => state === 'cancelled')).to.equal(true);
      expect(await calls.call(callId)).to.include({ state: 'ended', callBack: 'due' });
      const again = await createConsequences(ground.deps).carryOut({ kind: 'closure_added', id: randomUUID(), entry: closing(addDays(MONDAY, 2)) }, null, command(EVENING));
      expect(again.kind).to.equal('done');
    });
  });
});
