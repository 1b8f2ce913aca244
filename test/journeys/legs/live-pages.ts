import { expect } from 'chai';
import { startApp } from '../../support/app.ts';
import { onSqlite } from '../../support/database.ts';
import { open, pressOn } from '../form.ts';
import type { Ground } from '../journey.ts';
import { known, type Ledger } from '../ledger.ts';
import { checkBoth } from '../widths.ts';

/** The pages of live calls, of requests and of what stands behind them. */
export const LIVE_PATHS = /^\/(desk|host|today|supervise|walls?|seat|requests|track|commitments|topics)(\/|$)/;
/** Those that the other legs of the morning have looked at in every state. */
const SEEN = ['/desk', '/host/:session', '/today', '/today/:id', '/today/:id/close', '/today/:id/summary', '/supervise', '/wall/:key', '/seat', '/requests/:id', '/requests/confidential', '/track', '/commitments'];

/** The pages that no other leg has come by, and a screen of the hall whose key is revoked. */
export function livePagesLeg(ground: Ground, ledger: Ledger): void {
  onSqlite((fresh) => {
    it('has looked at every page of live calls', async () => {
      const water = known(ledger.sessions, 'water');
      const [supervisor, inspection] = [await ground.person('supervisor'), await ground.person('inspection')];
      const linkOn = async (path: string, link: string): Promise<string> => {
        const { page } = path.includes('confidential') ? inspection : supervisor;
        await open(page, path);
        return (await page.locator(`main a[href^="${link}"]`).first().getAttribute('href')) ?? '';
      };
      const rest: Readonly<Record<string, string>> = {
        '/desk/call-backs': '/desk/call-backs', '/host': '/host', '/host/:session/prepare': `/host/${water}/prepare`, '/walls': '/walls', '/requests': '/requests?tab=open', '/topics': '/topics', '/topics/new': '/topics/new',
        '/topics/:id': await linkOn('/topics', '/topics/water'), '/requests/confidential/:id': await linkOn('/requests/confidential', '/requests/confidential/'),
      };
      const app = await startApp(await fresh());
      const paths = app.wired.routes.table.filter(({ method, path }) => method === 'get' && LIVE_PATHS.test(path)).map(({ path }) => path);
      await app.stop();
      expect([...Object.keys(rest), ...SEEN, '/host/:session/choices', '/host/:session/agencies'].sort()).to.deep.equal([...paths].sort());
      for (const [path, address] of Object.entries(rest)) {
        const { page } = path.includes('confidential') ? inspection : supervisor;
        await open(page, address);
        await checkBoth(page, `live-page${path.replace(/\W+/g, '-')}`);
      }
    });
  });

  it('goes dark on a wall whose key is revoked', async () => {
    const [{ page }, wall] = [await ground.person('supervisor'), await ground.person('wall')];
    await open(page, '/walls');
    await pressOn(page, page.locator('.list-row', { hasText: 'تابلوی سالن اصلی' }).getByRole('button'));
    await wall.page.locator('.wall-gone').waitFor();
    await checkBoth(wall.page, 'live-wall-gone');
  });
}
