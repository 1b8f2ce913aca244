import { pause, quantile, tell } from './figures.ts';
import { openLightScreen, type LightScreen } from './light-screen.ts';
import { HOST_VIEWS, type Side } from './sides.ts';

/** What a stretch of calls came to: ms from POST to the host's screen, and server CPU in microseconds a call. */
export interface Window {
  readonly calls: number;
  readonly lost: number;
  readonly p50: number;
  readonly p99: number;
  readonly cpu: number;
}

interface Outstanding {
  readonly seq: number;
  readonly since: number;
}

interface Listening {
  /** The newest number seen, or promised by a call under way. */
  seq: number;
  readonly outstanding: Outstanding[];
}

/** A side with a host's screen open at each of its desks. */
export interface Staffed {
  readonly side: Side;
  window(rate: number, seconds: number): Promise<Window>;
  close(): void;
}

const PATIENCE_MS = 5_000;
const WARM_UPS = 3;

/** Opens a host's screen at every desk of a side. */
export async function staff(side: Side): Promise<Staffed> {
  const took: number[] = [];
  const screens: LightScreen[] = [];
  const ears: Listening[] = [];
  for (const desk of side.desks) {
    const ear: Listening = { seq: 0, outstanding: [] };
    const screen = await openLightScreen({
      port: side.served.port, cookie: desk.cookie,
      heard: (event, body) => {
        const { view, seq } = body as { readonly view: string; readonly seq: number };
        if (event !== 'push' || view !== HOST_VIEWS[0]) return;
        const now = performance.now();
        while (ear.outstanding[0] !== undefined && ear.outstanding[0].seq <= seq) took.push(now - (ear.outstanding.shift()?.since ?? now));
      },
    });
    for (const view of HOST_VIEWS) {
      const answer = (await screen.ask('watch', { stream: `session:${desk.id}`, view, seq: -1 })) as { readonly ok: boolean; readonly fragment?: { readonly seq: number } | null };
      if (!answer.ok) throw new Error(`${side.name}: a host may not watch ${view}: ${JSON.stringify(answer)}`);
      ear.seq = Math.max(ear.seq, answer.fragment?.seq ?? 0);
    }
    screens.push(screen);
    ears.push(ear);
  }
  let turn = 0;
  const callOne = async (): Promise<void> => {
    turn = (turn + 1) % side.desks.length;
    const [desk, ear] = [side.desks[turn], ears[turn]];
    if (desk === undefined || ear === undefined) return;
    ear.seq += 1;
    ear.outstanding.push({ seq: ear.seq, since: performance.now() });
    await side.queue(desk);
  };

  return {
    side,
    async window(rate, seconds) {
      await side.empty();
      took.length = 0;
      const posts: Promise<void>[] = [];
      const before = await side.served.spent();
      const began = performance.now();
      const calls = Math.round(rate * seconds);
      // An open load: a slow answer does not slow down those who call next.
      for (let sent = 0; sent < calls; ) {
        const due = Math.min(calls, Math.floor(((performance.now() - began) / 1000) * rate) + 1);
        for (; sent < due; sent += 1) posts.push(callOne());
        await pause(1);
      }
      await Promise.all(posts);
      const until = performance.now() + PATIENCE_MS;
      while (took.length < calls && performance.now() < until) await pause(5);
      const after = await side.served.spent();
      for (const ear of ears) ear.outstanding.length = 0;
      return { calls, lost: calls - took.length, p50: quantile(took, 0.5), p99: quantile(took, 0.99), cpu: (after.cpu - before.cpu) / calls };
    },
    close: () => screens.forEach((screen) => screen.close()),
  };
}

/** Windows of both sides in turn, after warm-ups of each; the pairs in order. */
export async function inTurn(product: Staffed, floor: Staffed, { windows, seconds, rate }: { readonly windows: number; readonly seconds: number; readonly rate: number }) {
  // The larger program has more code to warm up: its first seconds say nothing of the thousands after them.
  for (let warmUp = 0; warmUp < WARM_UPS; warmUp += 1) for (const side of [product, floor]) await side.window(rate, seconds);
  const pairs: { readonly product: Window; readonly floor: Window }[] = [];
  for (let index = 0; index < windows; index += 1) {
    // Whoever comes second finds the machine as the first left it: they take turns at that too.
    const [first, second] = index % 2 === 0 ? [product, floor] : [floor, product];
    const one = await first.window(rate, seconds);
    const other = await second.window(rate, seconds);
    const pair = index % 2 === 0 ? { product: one, floor: other } : { product: other, floor: one };
    pairs.push(pair);
    const words = ({ p50, p99, cpu, lost }: Window): string => `p50 ${p50.toFixed(2)} p99 ${p99.toFixed(1)} ms, ${cpu.toFixed(0)} µs a call${lost > 0 ? `, ${lost} LOST` : ''}`;
    tell(`window ${index + 1}: product ${words(pair.product)}; floor ${words(pair.floor)}`);
  }
  return pairs;
}
