import { expect } from 'chai';
import type { Database } from '../../db/connection.ts';
import { Refusal } from '../../server/domain/refusal.ts';
import { createLoginLimits, createPasswordLimits } from '../../server/http/limits.ts';
import { onPostgres, onSqlite } from '../support/database.ts';
import { startApp } from '../support/app.ts';

const PASSWORD = 'گذرواژه‌ای بلند و روشن';

/** The seconds to wait, or 0 where the try may be made. */
const waitOf = (begun: Promise<void>): Promise<number> =>
  begun.then(() => 0, (error: unknown) => {
    if (!(error instanceof Refusal)) throw error;
    return Number(error.facts['seconds']);
  });

describe('limits on tries', () => {
  // In the database a wait can be let pass without waiting for it.
  onPostgres((fresh) => {
    const letPass = (database: Database) => database.direct('rate_limits').where('key', 'not like', '%-waits:%').update({ expire: 1 });

    it('make the waits after five wrong tries twice as long each, up to a quarter of an hour', async () => {
      const database = await fresh();
      const limits = createLoginLimits(database.direct);
      const begin = () => waitOf(limits.begin('192.0.2.1', 'karimi', true));
      for (let round = 0; round < 5; round += 1) {
        expect(await begin()).to.equal(0);
        await limits.failed('192.0.2.1', 'karimi');
      }
      const waits: number[] = [];
      for (let round = 0; round < 6; round += 1) {
        waits.push(await begin());
        await letPass(database);
        expect(await begin(), 'one try after the wait').to.equal(0);
        expect(await begin(), 'and no second one beside it').to.be.above(0);
        await limits.failed('192.0.2.1', 'karimi');
      }
      expect(waits.map((seconds) => Math.ceil(seconds / 60))).to.deep.equal([1, 2, 4, 8, 15, 15]);
      expect(await waitOf(limits.begin('192.0.2.2', 'karimi', true)), 'from elsewhere').to.equal(0);
    });

    it('forget the waits once a try fits, and do not count one that was never made', async () => {
      const database = await fresh();
      const tries = createPasswordLimits(database.direct);
      const fail = async () => {
        await tries.begin('u1');
        await tries.failed('u1');
      };
      for (let round = 0; round < 5; round += 1) await fail();
      await letPass(database);
      for (let round = 0; round < 3; round += 1) {
        await tries.begin('u1');
        await tries.dropped('u1');
      }
      await tries.begin('u1');
      await tries.succeeded('u1');
      for (let round = 0; round < 5; round += 1) await fail();
      expect(await waitOf(tries.begin('u1'))).to.be.within(1, 60);
    });
  });

  onSqlite((fresh) => {
    it('hold for one’s own password too, by person', async () => {
      const app = await startApp(await fresh());
      await app.person('karimi', PASSWORD);
      const enter = async () => {
        const stranger = app.anonymous();
        const entered = await stranger.post('/login', { username: 'karimi', password: PASSWORD, next: '/' });
        const cookie = /didar=[\w-]+/.exec(entered.headers.get('set-cookie') ?? '')?.[0] ?? '';
        const csrf = /name="_csrf" value="([^"]+)"/.exec((await stranger.get('/account', { cookie })).text)?.[1] ?? '';
        return (current: string) => stranger.post('/account/password', { _csrf: csrf, current, password: 'سه درخت کهن در باغ', again: 'سه درخت کهن در باغ' }, { cookie });
      };
      const [here, there] = [await enter(), await enter()];
      const statuses: number[] = [];
      for (let round = 0; round < 5; round += 1) statuses.push((await here('نادرست')).status);
      expect(statuses).to.deep.equal([422, 422, 422, 422, 422]);
      const sixth = await here(PASSWORD);
      expect(sixth.status).to.equal(429);
      expect(sixth.text).to.include('تلاش‌ها بیش از اندازه بود');
      expect(Number(sixth.headers.get('retry-after'))).to.be.within(1, 60);
      expect((await there(PASSWORD)).status, 'another browser of the same person').to.equal(429);
      await app.stop();
    });
  });
});
