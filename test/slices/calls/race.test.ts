import { expect } from 'chai';
import { openDatabase } from '../../../db/connection.ts';
import { onBothDatabases } from '../../support/database.ts';
import { callGround } from './ground.ts';
import { layTakers, race, takeAsShipped, takeUnconditionally, type Take } from './race.ts';

const [TAKERS, ROUNDS] = [20, 10];

onBothDatabases((name, fresh) => {
  const two = name === 'PostgreSQL';
  describe(`a call that ${TAKERS} take at once${two ? ', through two writers' : ''}`, () => {
    const raced = async (take: Take) => {
      const database = await fresh();
      const other = two ? await openDatabase({ url: database.url, role: 'server', synchronous: 'normal' }) : null;
      const grounds = [await callGround(database), ...(other === null ? [] : [await callGround(other)])];
      try {
        const [ground] = grounds;
        if (ground === undefined) throw new Error('no ground');
        return await race(grounds, await layTakers(ground, TAKERS), ROUNDS, take);
      } finally {
        await other?.close();
      }
    };

    it('is taken by one, and the others are told by whom', async () => {
      const { took, ...found } = await raced(takeAsShipped);
      expect(took).to.have.length(TAKERS * ROUNDS);
      expect(found).to.deep.equal({ rounds: ROUNDS, winnersMost: 1, winnersLeast: 1, events: ROUNDS, untold: 0 });
    });

    it('has a test that notices an unconditional update', async () => {
      const { winnersMost, events } = await raced(takeUnconditionally);
      expect(winnersMost).to.be.greaterThan(1);
      expect(events).to.be.greaterThan(ROUNDS);
    });
  });
});
