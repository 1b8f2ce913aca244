import { fromEnvironment, quantile, rounded, spreadOf, tell } from './load/figures.ts';
import { openLightScreen } from './load/light-screen.ts';
import { HOST_VIEWS, openSides, type Side } from './load/sides.ts';
import { inTurn, staff } from './load/windows.ts';

const SESSIONS = 500;
const CROWD = 100;
const ALARM_MS = 10_000;

/** Milliseconds from a POST until the last of a hundred screens of one session shows it, call after call. */
async function lastOfCrowd(side: Side, calls: number): Promise<number[]> {
  const [desk] = side.desks;
  if (desk === undefined) throw new Error('no session');
  let [seen, wanted, arrived] = [0, Number.POSITIVE_INFINITY, (): void => undefined];
  const screens = await Promise.all(
    Array.from({ length: CROWD }, async () => {
      const screen = await openLightScreen({
        port: side.served.port, cookie: desk.cookie,
        heard: (event, body) => {
          const { view, seq } = body as { readonly view: string; readonly seq: number };
          if (event !== 'push' || view !== HOST_VIEWS[0] || seq < wanted) return;
          seen += 1;
          if (seen === CROWD) arrived();
        },
      });
      return { screen, answer: (await screen.ask('watch', { stream: `session:${desk.id}`, view: HOST_VIEWS[0], seq: -1 })) as { readonly fragment: { readonly seq: number } | null } };
    }),
  );
  let seq = Math.max(0, ...screens.map(({ answer }) => answer.fragment?.seq ?? 0));
  const took: number[] = [];
  await side.empty();
  for (let call = 0; call < calls; call += 1) {
    if (call % 10 === 9) await side.empty();
    seq += 1;
    const all = new Promise<void>((resolve, reject) => {
      [seen, wanted, arrived] = [0, seq, resolve];
      setTimeout(() => reject(new Error(`only ${seen} of ${CROWD} screens were told`)), ALARM_MS).unref();
    });
    const began = performance.now();
    await Promise.all([side.queue(desk), all]);
    took.push(performance.now() - began);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  for (const { screen } of screens) screen.close();
  return took;
}

/** POST to commit to the host's screen at 350 calls a second, 500 screens: the whole program over the floor. Goals: p50 2, p99 3. */
export async function bench(): Promise<object> {
  const sides = await openSides(SESSIONS);
  const [product, floor] = [await staff(sides.product), await staff(sides.floor)];
  const pairs = await inTurn(product, floor, { windows: fromEnvironment('WINDOWS', 7), seconds: fromEnvironment('SECONDS', 4), rate: fromEnvironment('RATE', 350) });
  product.close();
  floor.close();
  const calls = fromEnvironment('CROWD_CALLS', 100);
  const [crowd, floorCrowd] = [await lastOfCrowd(sides.product, calls), await lastOfCrowd(sides.floor, calls)];
  tell(`the last of ${CROWD} screens: product p50 ${quantile(crowd, 0.5).toFixed(1)} ms, floor p50 ${quantile(floorCrowd, 0.5).toFixed(1)} ms`);
  await sides.stop();
  const p50 = spreadOf(pairs.map((pair) => pair.product.p50 / pair.floor.p50));
  const p99 = spreadOf(pairs.map((pair) => pair.product.p99 / pair.floor.p99));
  return {
    p50_ratio: p50.median, p50_ratio_min: p50.min, p50_ratio_max: p50.max, goal_p50: 2,
    p99_ratio: p99.median, p99_ratio_min: p99.min, p99_ratio_max: p99.max, goal_p99: 3,
    p50_ms: spreadOf(pairs.map((pair) => pair.product.p50)).median,
    p99_ms: spreadOf(pairs.map((pair) => pair.product.p99)).median,
    floor_p50_ms: spreadOf(pairs.map((pair) => pair.floor.p50)).median,
    floor_p99_ms: spreadOf(pairs.map((pair) => pair.floor.p99)).median,
    last_of_100_p50_ms: rounded(quantile(crowd, 0.5)), last_of_100_p95_ms: rounded(quantile(crowd, 0.95)),
    floor_last_of_100_p50_ms: rounded(quantile(floorCrowd, 0.5)),
    lost: pairs.reduce((sum, pair) => sum + pair.product.lost, 0),
  };
}
