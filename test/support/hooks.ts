import { stopTestServer } from './postgres.ts';

/** Mocha's root hooks: what a run has started is stopped at its end. */
export const mochaHooks = {
  async afterAll(this: Mocha.Context): Promise<void> {
    this.timeout(30_000);
    await stopTestServer();
  },
};
