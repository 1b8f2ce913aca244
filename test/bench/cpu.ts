import { fromEnvironment, spreadOf } from './load/figures.ts';
import { openSides } from './load/sides.ts';
import { inTurn, staff } from './load/windows.ts';

const SESSIONS = 500;

/** What a call costs the server in CPU from its POST to the push, at 350 calls a second: the whole program over the floor. Goal: 2. */
export async function bench(): Promise<object> {
  const sides = await openSides(SESSIONS);
  const [product, floor] = [await staff(sides.product), await staff(sides.floor)];
  const pairs = await inTurn(product, floor, { windows: fromEnvironment('WINDOWS', 7), seconds: fromEnvironment('SECONDS', 4), rate: fromEnvironment('RATE', 350) });
  await sides.stop();
  const ratio = spreadOf(pairs.map((pair) => pair.product.cpu / pair.floor.cpu));
  return {
    ratio: ratio.median, min: ratio.min, max: ratio.max, goal: 2,
    product_us: spreadOf(pairs.map((pair) => pair.product.cpu)).median,
    floor_us: spreadOf(pairs.map((pair) => pair.floor.cpu)).median,
  };
}
