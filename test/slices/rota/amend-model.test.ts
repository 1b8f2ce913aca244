import { expect } from 'chai';
import { onSqlite } from '../../support/database.ts';
import { amendModel } from './amend-model.ts';

onSqlite((fresh) => {
  describe('a published programme that is altered in any way', () => {
    it('puts no host in two places and nobody on a closed day, keeps every version as it was, and shows the shares that can be counted', async function () {
      this.timeout(120_000);
      const told = await amendModel(fresh, { runs: 20, most: 12, seed: 1399 });
      // A model that is always told no shows nothing.
      expect(told.get('done') ?? 0, JSON.stringify(Object.fromEntries(told))).to.be.greaterThan(40);
    });
  });
});
