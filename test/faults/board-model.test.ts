import { boardModel } from '../slices/rota/board-model.ts';
import { onSqlite } from '../support/database.ts';

/** The figure of the programme of tests: 300 rows of 50 commands; DIDAR_RUNS asks for more. */
const RUNS = Number(process.env['DIDAR_RUNS'] ?? 300);

describe('a board that two schedulers change, against a naive board', function () {
  this.timeout(900_000);
  const seed = Number(process.env['SEED'] ?? Math.trunc(performance.timeOrigin) % 2 ** 31);
  onSqlite((fresh) => {
    it(`does as it does through ${RUNS} rows of 50 commands (seed ${seed})`, async () => {
      await boardModel(await fresh(), { runs: RUNS, most: 50, seed });
    });
  });
});
