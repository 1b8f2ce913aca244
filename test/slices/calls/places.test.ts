import { expect } from 'chai';
import fc from 'fast-check';
import { clock } from '../../../server/domain/clock.ts';
import { addDays } from '../../../server/domain/jalali.ts';
import { onBothDatabases } from '../../support/database.ts';
import { caller, callGround, command, DAY, later, NINE } from './ground.ts';

const CALLERS = 5;
const MOVES = 40;

describe('callers who are moved', () => {
  const seed = Number(process.env['SEED'] ?? Math.trunc(performance.timeOrigin) % 2 ** 31);
  onBothDatabases((_name, fresh) => {
    it(`to and fro stand where they were put, also when no number is left between two of them (seed ${seed})`, async () => {
      const g = await callGround(await fresh());
      const id = await g.session();
      const order: string[] = [];
      for (let number = 1; number <= CALLERS; number += 1) order.push((await g.intake.queue(id, caller(number), true, command())).callId);
      const move = async (from: number, after: number): Promise<void> => {
        const [moved = ''] = order.splice(from, 1);
        order.splice(after, 0, moved);
        await g.holding.back(id, moved, after, command(later(NINE, 1)));
        const now = (await g.repository.openOf(id)).sort((one, other) => (one.rank ?? 0) - (other.rank ?? 0)).map((one) => one.id);
        expect(now).to.deep.equal(order);
      };
      // Always between the same two: their room is halved each time.
      for (let time = 0; time < MOVES; time += 1) await move(2, 1);
      const place = fc.nat({ max: CALLERS - 1 });
      for (const [from, after] of fc.sample(fc.tuple(place, place), { seed, numRuns: MOVES })) await move(from, after);
    });

    it('to another day stand there as they stood in the queue that was ended', async () => {
      const g = await callGround(await fresh());
      const id = await g.session();
      const { id: tomorrow } = await g.life.convene({ kind: 'electronic_meeting', agencyId: g.place.agencyId, day: addDays(DAY, 1), from: clock('09:00'), to: clock('11:00') }, command());
      const came: string[] = [];
      for (let number = 1; number <= CALLERS; number += 1) came.push((await g.intake.queue(id, caller(number), true, command(later(NINE, number)))).callId);
      for (const last of came.slice(1)) await g.holding.back(id, last, 0, command(later(NINE, 60)));
      const stood = [...came].reverse();
      await g.closing.end(id, { cancelled: null, ways: Object.fromEntries(came.map((one) => [one, { way: 'carry', to: tomorrow }])) }, command(later(NINE, 90)));
      const there = (await g.repository.openOf(tomorrow)).sort((one, other) => (one.rank ?? 0) - (other.rank ?? 0)).map((one) => one.earlierCallId);
      expect(there).to.deep.equal(stood);
    });
  });
});
