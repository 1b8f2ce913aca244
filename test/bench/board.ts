import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { openDatabase } from '../../db/connection.ts';
import { migrate } from '../../db/migrate.ts';
import { EVERYTHING } from '../../server/domain/presence-board.ts';
import { presenceStream } from '../../server/hours/steps.ts';
import { viewName } from '../../server/presence/live.ts';
import { openScreen, watch } from '../live/screens.ts';
import { MONDAY, NOW } from '../slices/presence/ground.ts';
import { startApp, type Client } from '../support/app.ts';
import { carryLogin, closeBrowser, openVisitor, type Visitor } from '../support/browser.ts';
import { layProvince, morningState } from '../support/province.ts';
import { bareBoard } from './floor/board.ts';
import { fromEnvironment, pause, quantile, rounded, tell } from './load/figures.ts';
import { benchFolder } from './load/servers.ts';

const COUNTIES = 24;
const ALARM_MS = 15_000;

// When the newest number of a stream stood in the page, in ms of the machine's clock.
const WATCHING = `(() => {
  window.shown = {};
  const note = (section) => { window.shown[section.dataset.stream + ' ' + section.dataset.seq] = performance.timeOrigin + performance.now(); };
  new MutationObserver((changes) => { for (const { target } of changes) if (target.dataset.view === undefined || target.dataset.view.startsWith('tile')) note(target); })
    .observe(document.querySelector('main'), { attributes: true, subtree: true, attributeFilter: ['data-seq'] });
})()`;

const here = (): number => performance.timeOrigin + performance.now();

/** Loads a page in a browser of its own: ms until something of it was painted, and until all of it was there. */
async function load(url: string, path: string, client: Client | null): Promise<{ readonly paint: number; readonly ready: number }> {
  const visitor = await openVisitor(url);
  if (client !== null) await carryLogin(visitor, url, client.cookie);
  await visitor.page.goto(path, { waitUntil: 'load' });
  const paint = await visitor.page.evaluate<number>(`new Promise((resolve) => { const told = () => { const [one] = performance.getEntriesByName('first-contentful-paint'); if (one) resolve(one.startTime); else setTimeout(told, 5); }; told(); })`);
  const ready = await visitor.page.evaluate<number>(`performance.getEntriesByType('navigation')[0].loadEventEnd`);
  await visitor.context.close();
  return { paint, ready };
}

/** When a number stood in the page. The page's policy forbids what Playwright would wait by, so it is asked. */
async function shownAt({ page }: Visitor, key: string): Promise<number> {
  for (const until = here() + ALARM_MS; here() < until; await pause(10)) {
    const at = await page.evaluate<number | null>(`window.shown[${JSON.stringify(key)}] ?? null`);
    if (at !== null) return at;
  }
  throw new Error(`the page never showed ${key}`);
}

/** Ms from each POST until the page shows its number, one after another. */
async function changes(visitor: Visitor, count: number, change: (index: number) => Promise<string>): Promise<number[]> {
  await visitor.page.evaluate(WATCHING);
  const took: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const began = here();
    const key = await change(index);
    took.push((await shownAt(visitor, key)) - began);
    await pause(30);
  }
  return took;
}

/** The board of presence with 2,000 offices in 24 counties, in a real browser, the governors' screens open beside it; over a bare page of the same bytes and a bare push. */
export async function bench(): Promise<object> {
  const [count, loads, posts] = [fromEnvironment('OFFICES', 2_000), fromEnvironment('LOADS', 7), fromEnvironment('POSTS', 60)];
  execFileSync(process.execPath, ['.config/build.mjs', '--quiet'], { cwd: join(import.meta.dirname, '../..'), stdio: 'inherit' });
  const database = await openDatabase({ url: `sqlite:${join(benchFolder(), 'board.sqlite')}`, role: 'server' });
  await migrate(database);
  const app = await startApp(database, NOW);
  const { counties, offices } = await layProvince(database, { counties: COUNTIES, offices: count, days: ['2026-11-09', '2026-11-16', '2026-11-23', MONDAY], stateOf: morningState });
  const silent = offices.filter((_office, index) => morningState(index) === 'no_report').slice(0, posts);
  const [head, hosts] = [await app.as('inspection_head'), await app.as(...silent.map(({ agencyId }) => ({ role: 'host' as const, agencyId, countyId: null })))];

  const cold = performance.now();
  const { text: html } = await head.get('/presence');
  const coldMs = performance.now() - cold;
  const streamOf = (countyId: string | null): string => presenceStream(MONDAY, countyId);
  const tile = viewName('tile', EVERYTHING);

  const governors = await Promise.all(counties.map(async ({ id }) => {
    const screen = openScreen(app.url, await app.as({ role: 'county_governor', agencyId: null, countyId: id }));
    for (const view of [viewName('totals', EVERYTHING), viewName('list', EVERYTHING), 'side']) await watch(screen, streamOf(id), view, -1);
    return screen;
  }));
  const answer = await watch(governors[0] ?? openScreen(app.url, head), streamOf(counties[0]?.id ?? null), tile, -1);
  const fragment = answer.ok ? (answer.fragment?.html ?? '') : '';
  const bare = await bareBoard(html, fragment);

  const pages: { readonly own: Awaited<ReturnType<typeof load>>; readonly floor: Awaited<ReturnType<typeof load>> }[] = [];
  for (let index = 0; index < loads; index += 1) pages.push({ own: await load(app.url, '/presence', head), floor: await load(bare.url, '/', null) });

  const visitor = await openVisitor(app.url);
  await carryLogin(visitor, app.url, head.cookie);
  await visitor.page.goto('/presence');
  await visitor.page.waitForSelector('[data-live-state="fresh"]');
  const own = await changes(visitor, silent.length, async (index) => {
    const office = silent[index];
    if (office === undefined) throw new Error('no office');
    const { status, text } = await hosts.post(`/office/${office.agencyId}/declare`, { hour: office.hourIds.at(-1) ?? '' });
    if (status !== 303) throw new Error(`a declaration was answered with ${status}: ${text.slice(0, 300)}`);
    const row = await database.reads('streams').where({ id: streamOf(office.countyId) }).first('seq');
    return `${streamOf(office.countyId)} ${row?.seq ?? 0}`;
  });
  const faults = visitor.faults();
  if (faults.length > 0) tell(`faults: ${faults.join('\n')}`);

  const plain = await openVisitor(bare.url);
  await plain.page.goto('/');
  await pause(500);
  const floor = await changes(plain, silent.length, async (index) => {
    const stream = streamOf(counties[index % counties.length]?.id ?? null);
    await fetch(`${bare.url}/?${new URLSearchParams({ stream, seq: String(1_000 + index), key: randomUUID() }).toString()}`, { method: 'POST', body: '' });
    return `${stream} ${1_000 + index}`;
  });

  governors.forEach((screen) => screen.disconnect());
  await closeBrowser();
  await bare.stop();
  await app.stop();
  await database.close();
  const median = (figures: readonly number[]): number => rounded(quantile(figures, 0.5), 1);
  tell(`cold page ${coldMs.toFixed(0)} ms; a change: product ${median(own)} ms, bare push ${median(floor)} ms`);
  return {
    offices: count,
    first_paint_ms: median(pages.map((one) => one.own.paint)), floor_first_paint_ms: median(pages.map((one) => one.floor.paint)),
    ready_ms: median(pages.map((one) => one.own.ready)), floor_ready_ms: median(pages.map((one) => one.floor.ready)),
    cold_page_ms: rounded(coldMs, 0),
    live_change_p50_ms: median(own), live_change_p95_ms: rounded(quantile(own, 0.95), 1),
    floor_live_change_p50_ms: median(floor), floor_live_change_p95_ms: rounded(quantile(floor, 0.95), 1),
    page_kb: rounded(Buffer.byteLength(html) / 1024, 1), fragment_kb: rounded(Buffer.byteLength(fragment) / 1024, 1),
  };
}
