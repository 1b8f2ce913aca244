import type { Fresh } from '../../support/database.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { ground, type Ground } from './ground.ts';

/** Starts the program over a ground of its own in each test that asks, and stops it after the test. */
export function running(fresh: Fresh): () => Promise<{ readonly g: Ground; readonly app: TestApp }> {
  let app: TestApp | null = null;
  afterEach(async () => {
    await app?.stop();
    app = null;
  });
  return async () => {
    const database = await fresh();
    const g = await ground(database);
    app = await startApp(database, '2020-03-01T06:00:00.000Z');
    return { g, app };
  };
}
