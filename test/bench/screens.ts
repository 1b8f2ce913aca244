import { join } from 'node:path';
import { freePort } from '../support/process.ts';
import { layCentre, type Desk } from './load/centre.ts';
import { fromEnvironment, pause, spreadOf, tell } from './load/figures.ts';
import { openMany } from './load/many.ts';
import { benchFolder, serve, type Served } from './load/servers.ts';

const SESSIONS = 500;
// So many are opened first: what a process needs for its first visitors is no screen's.
const FIRST = 100;

/** Bytes of RSS that a connected screen costs a server that was started for it. */
async function bytesOf(served: Served, desks: readonly Desk[], count: number): Promise<number> {
  const first = await openMany(served.port, desks, FIRST);
  await pause(500);
  const before = await served.spent(true);
  const rest = await openMany(served.port, desks, count - FIRST);
  await pause(1_000);
  const after = await served.spent(true);
  await served.stop();
  for (const { screen } of [...first, ...rest]) screen.close();
  return (after.rss - before.rss) / (count - FIRST);
}

/** Memory of a connected screen at 5,000 of them, each watching a host's queue and card: the program over bare Socket.IO. Goal: 1.3. */
export async function bench(): Promise<object> {
  const [count, windows] = [fromEnvironment('SCREENS', 5_000), fromEnvironment('WINDOWS', 5)];
  const [folder, port] = [benchFolder(), await freePort()];
  const url = `sqlite:${join(folder, 'didar.sqlite')}`;
  const { database, env, sessions } = await layCentre(url, { sessions: SESSIONS, operators: 1, url: `http://127.0.0.1:${port}` });
  const pairs: { readonly product: number; readonly floor: number }[] = [];
  for (let window = 0; window < windows; window += 1) {
    const product = await bytesOf(await serve('main', { ...env, DATA_DIR: folder, DATABASE_URL: url, PORT: String(port) }), sessions, count);
    const floor = await bytesOf(await serve('floor-sockets', {}), sessions, count);
    pairs.push({ product, floor });
    tell(`window ${window + 1}: product ${(product / 1024).toFixed(1)} kB a screen, Socket.IO ${(floor / 1024).toFixed(1)} kB`);
  }
  await database.close();
  const ratio = spreadOf(pairs.map((pair) => pair.product / pair.floor));
  return {
    ratio: ratio.median, min: ratio.min, max: ratio.max, goal: 1.3, screens: count,
    product_kb: spreadOf(pairs.map((pair) => pair.product / 1024)).median,
    floor_kb: spreadOf(pairs.map((pair) => pair.floor / 1024)).median,
  };
}
