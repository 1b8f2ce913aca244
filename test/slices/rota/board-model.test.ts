import { onSqlite } from '../../support/database.ts';
import { boardModel } from './board-model.ts';

describe('a board that two schedulers change, against a naive board', () => {
  const seed = Math.trunc(performance.timeOrigin) % 2 ** 31;
  onSqlite((fresh) => {
    it(`does as it does (seed ${seed}; the long row is among the fault tests)`, async () => {
      await boardModel(await fresh(), { runs: 5, most: 30, seed });
    });
  });
});
