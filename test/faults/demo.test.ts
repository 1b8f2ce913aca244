import { expect } from 'chai';
import { throwAwayOffice } from '../../server/demo/office.ts';
import { instantOf } from '../../server/domain/calendar.ts';
import { logIn, openBrowser } from '../../server/simulate/browser.ts';
import { start } from '../../server/start.ts';

/** Where a page leads, but for files, patterns that its script fills in, and for what a list that many see shows by its style sheet to those alone who may follow it. */
const linksIn = (html: string): string[] =>
  [...html.replace(/<template[\s\S]*?<\/template>/g, '').matchAll(/<a\b[^>]*\shref="(\/[^"#]*)"/g)]
    .map(([, href = '']) => href.replaceAll('&amp;', '&')).filter((href) => !/^\/(assets\/|today\/[\w-]+$)|\/:|\.(ics|csv|xlsx|json)/.test(href));

/** So many links of each page are followed: a hundred rows lead to the same. */
const MOST_EACH = 12;

describe('the example that is shown to visitors', function () {
  this.timeout(240_000);

  it('has a page behind every link that its people see, and a day for its inspector', async () => {
    const { config, faults, guests } = await throwAwayOffice({ PATH: process.env['PATH'], PORT: '0' }, { published: true, moreOperators: 0 });
    const running = await start({ config, faults, now: () => instantOf(Date.now()), log: () => undefined });
    try {
      const wrong: string[] = [];
      let seen = 0;
      for (const { username, password, role } of guests) {
        const browser = openBrowser(running.address, { fault: (what) => void wrong.push(`${username}: ${what}`) });
        await logIn(browser, username, password);
        const first = await browser.open('/');
        const known = new Set<string>();
        for (let [next, depth] = [linksIn(first.text), 0]; depth < 2; depth += 1) {
          const found: string[] = [];
          for (const path of next.filter((one) => !known.has(one))) {
            known.add(path);
            const { status, text } = await browser.open(path);
            if (status >= 400) wrong.push(`${username}: ${path} ${status}`);
            found.push(...linksIn(text).filter((one) => !known.has(one)).slice(0, MOST_EACH));
          }
          next = [...new Set(found)];
        }
        seen += known.size;
        if (role !== 'inspector') continue;
        const day = await fetch(`${running.address}/inspect/day`, { headers: { cookie: browser.cookies() } });
        expect(day.status, username).to.equal(200);
        const { targets } = (await day.json()) as { readonly targets: readonly { readonly reported: boolean }[] };
        expect(targets.filter(({ reported }) => !reported).length, 'what he has still to visit').to.be.above(0);
      }
      console.log(`      ${seen} pages of ${guests.length} people`);
      expect(seen).to.be.above(150);
      expect(wrong).to.deep.equal([]);
    } finally {
      await running.stop();
    }
  });
});
