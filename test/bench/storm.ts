import { fromEnvironment, pause, quantile, spreadOf, tell } from './load/figures.ts';
import { openMany, openWatching, type Watching } from './load/many.ts';
import { openSides, type Side } from './load/sides.ts';

const SESSIONS = 500;
const PATIENCE_MS = 30_000;

/** What a storm came to: ms until the last screen was right, CPU of the server a screen (µs), its longest block (ms), and screens that stayed stale. */
interface Storm {
  readonly ms: number;
  readonly cpu: number;
  readonly block: number;
  readonly stale: number;
}

const numbersOf = (all: readonly Watching[]): Map<string, number> => {
  const numbers = new Map<string, number>();
  for (const { desk, seq } of all) numbers.set(desk.id, Math.max(numbers.get(desk.id) ?? 0, seq));
  return numbers;
};

/**
 * All screens are cut at once; meanwhile one caller comes into a tenth of the sessions; then all come back at once and ask for what they
 * hold. A screen is right when it shows the newest number of its session.
 */
async function storm(side: Side, screens: Watching[], changed: number): Promise<{ readonly storm: Storm; readonly screens: Watching[] }> {
  const held = screens.map(({ desk, seq }) => ({ desk, seq }));
  const expected = numbersOf(screens);
  for (const { screen } of screens) screen.close();
  await Promise.all(screens.map(({ screen }) => screen.ended));
  for (const desk of side.desks.slice(0, changed)) {
    await side.queue(desk);
    expected.set(desk.id, (expected.get(desk.id) ?? 0) + 1);
  }
  await pause(500);
  const before = await side.served.spent();
  const began = performance.now();
  const back = await Promise.all(held.map(({ desk, seq }) => openWatching(side.served.port, desk, seq)));
  const isStale = ({ desk, seq }: Watching): boolean => side.name === 'product' && seq < (expected.get(desk.id) ?? 0);
  const ms = performance.now() - began;
  const after = await side.served.spent();
  for (const until = performance.now() + PATIENCE_MS; back.some(isStale) && performance.now() < until; ) await pause(50);
  return { storm: { ms, cpu: (after.cpu - before.cpu) / held.length, block: after.loop, stale: back.filter(isStale).length }, screens: back };
}

/** 3,000 screens come back at once and are right again: the program over the bare reconnecting of Socket.IO. Goal: 1.2, and none stale. */
export async function bench(): Promise<object> {
  const [count, windows] = [fromEnvironment('SCREENS', 3_000), fromEnvironment('WINDOWS', 5)];
  const sides = await openSides(SESSIONS);
  const changed = SESSIONS / 10;
  let product = await openMany(sides.product.served.port, sides.product.desks, count);
  let floor = await openMany(sides.floor.served.port, sides.floor.desks, count);
  const pairs: { readonly product: Storm; readonly floor: Storm }[] = [];
  for (let window = 0; window <= windows; window += 1) {
    await sides.product.empty();
    const one = await storm(sides.product, product, changed);
    const other = await storm(sides.floor, floor, 0);
    [product, floor] = [one.screens, other.screens];
    const words = ({ ms, cpu, block }: Storm): string => `${(ms / 1000).toFixed(2)} s, ${cpu.toFixed(0)} µs a screen, longest block ${block.toFixed(0)} ms`;
    tell(`${window === 0 ? 'warm-up' : `window ${window}`}: product ${words(one.storm)}, ${one.storm.stale} stale; Socket.IO ${words(other.storm)}`);
    if (window > 0) pairs.push({ product: one.storm, floor: other.storm });
  }
  for (const { screen } of [...product, ...floor]) screen.close();
  await sides.stop();
  const ratio = spreadOf(pairs.map((pair) => pair.product.ms / pair.floor.ms));
  const cpu = spreadOf(pairs.map((pair) => pair.product.cpu / pair.floor.cpu));
  return {
    ratio: ratio.median, min: ratio.min, max: ratio.max, goal: 1.2,
    stale: pairs.reduce((sum, pair) => sum + pair.product.stale, 0), screens: count,
    cpu_ratio: cpu.median, cpu_ratio_min: cpu.min, cpu_ratio_max: cpu.max,
    product_ms: spreadOf(pairs.map((pair) => pair.product.ms)).median, floor_ms: spreadOf(pairs.map((pair) => pair.floor.ms)).median,
    product_us: spreadOf(pairs.map((pair) => pair.product.cpu)).median, floor_us: spreadOf(pairs.map((pair) => pair.floor.cpu)).median,
    longest_block_ms: quantile(pairs.map((pair) => pair.product.block), 0.5), floor_longest_block_ms: quantile(pairs.map((pair) => pair.floor.block), 0.5),
  };
}
