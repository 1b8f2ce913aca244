import { expect } from 'chai';
import { startApp } from '../../support/app.ts';
import { onSqlite } from '../../support/database.ts';
import { check, WIDTHS, type Visitor } from '../../support/browser.ts';
import { ADMINISTRATOR, enter } from '../enter.ts';
import { press } from '../form.ts';
import type { Ground } from '../journey.ts';
import { LIVE_PATHS } from './live-pages.ts';
import { HOST } from './people.ts';

/** Pages that answer with something else than 200 to somebody who is in, by their path: spent links, and a question about no card, a supposition about no days. */
const OTHERWISE: Readonly<Record<string, number>> = { '/setup/:token': 409, '/welcome/:token': 410, '/rota/drafts/:id/conflicts': 404, '/rota/sessions/:id/change': 400, '/rota/add/change': 422, '/rota/what-if': 404 };

/** What has pages only once somebody has sent a file, asked for an exchange or made a key, and files that are no pages: other journeys walk them; as they do those of managers' hours, visits, visitors and notices. */
const ELSEWHERE = /^\/((draws|hours|inspections|findings|complaints|notices|visitors|presence|office)(\/|$)|users\/offices|inspect\/day|order\/:code|sw\.js|manifest\.webmanifest|mine\/notices\/:id|imports\/one|imports\/:kind\/template|feeds\/:key|mine\/(sessions|swaps)|rota\/swaps)|\/media\./;

/** Every page of the program at both widths, before somebody who holds nearly every role. */
export function pagesLeg(ground: Ground): void {
  onSqlite((fresh) => {
    let paths: readonly string[] = [];

    it('gives one person the roles to see every page', async () => {
      const { page } = await ground.person('administrator');
      await page.goto('/users');
      await page.locator('main').getByRole('link', { name: ADMINISTRATOR.name }).click();
      await page.waitForURL(/\/users\/[\w-]{36}/);
      for (const role of ['scheduler', 'inspection_head']) await page.locator(`[name="role-${role}"]`).check();
      await page.locator('[name="agencyRole0"]').selectOption('host');
      await page.locator('[name="agency0"]').selectOption({ label: HOST.agency });
      await press(page, 'ذخیره');
      const app = await startApp(await fresh());
      // The pages of live calls are walked through where there are some, in a morning of its own.
      paths = app.wired.routes.table.filter(({ method, path }) => method === 'get' && !LIVE_PATHS.test(path) && !ELSEWHERE.test(path)).map(({ path }) => path);
      await app.stop();
    });

    for (const [size, width] of Object.entries(WIDTHS)) {
      it(`shows every page, ${size}`, async () => {
        const somebody = await ground.person(`everybody ${size}`, width);
        await enter(somebody, ADMINISTRATOR.username, ADMINISTRATOR.password);
        const known = await addresses(somebody);
        for (const path of paths) {
          const address = path.replace(/:\w+/g, (part) => known[`${path.slice(0, path.indexOf(part))}${part}`] ?? `${part} is unknown in ${path}`);
          const response = await somebody.page.goto(address);
          expect(response?.status(), address).to.equal(OTHERWISE[path] ?? 200);
          if ((response?.headers()['content-type'] ?? '').startsWith('text/html')) await check(somebody.page, `page${path.replace(/\W+/g, '-')}`);
        }
      });
    }
  });
}

/** What stands for each part of an address, by the path up to it: taken from links as a person would find them. */
async function addresses({ page }: Visitor): Promise<Readonly<Record<string, string>>> {
  const first = async (path: string, link: RegExp): Promise<string> => {
    await page.goto(path);
    const hrefs = await page.locator('main a[href]').evaluateAll((all: { getAttribute(name: string): string | null }[]) => all.map((one) => one.getAttribute('href') ?? ''));
    const found = hrefs.map((href) => link.exec(href)?.[1]).find((id) => id !== undefined);
    expect(found, `${String(link)} on ${path}`).to.be.a('string');
    return found ?? '';
  };
  const agency = await first(`/agencies?q=${encodeURIComponent(HOST.agency)}`, /^\/agencies\/([\w-]{36})$/);
  const draft = await first('/rota/versions', /^\/rota\/drafts\/([\w-]{36})/);
  return {
    '/agencies/:id': agency,
    '/agencies/:id/terms/:term': await first(`/agencies/${agency}`, /\/terms\/([\w-]{36})/),
    '/calendar/:day': '2020-03-20',
    '/calendar/closures/:id': await first('/calendar?year=1399', /^\/calendar\/closures\/([\w-]{36})$/),
    '/calendar/holidays/:id': await first('/calendar/2020-03-20', /\/calendar\/holidays\/(?!new)([\w-]+)/),
    '/hours/days/:day': '2020-08-10',
    '/imports/:kind': 'demand',
    '/counties/:id': await first('/counties', /^\/counties\/([\w-]{36})/),
    '/presence/counties/:id': 'province',
    '/rota/drafts/:id': draft,
    '/rota/drafts/:id/explain/:session': await first(`/rota/drafts/${draft}?month=1399-05`, /\/explain\/([\w-]{36})/),
    '/rota/sessions/:id': await first('/timetable?month=1399-01', /^\/rota\/sessions\/([\w-]{36})/),
    '/rota/versions/:version': '1',
    '/settings/:name': 'slot_template',
    '/setup/:token': 'spent',
    '/timetable/:version': '1',
    '/users/:id': await first('/users', /^\/users\/([\w-]{36})/),
    '/welcome/:token': 'spent',
  };
}
