import type { Desk } from './centre.ts';
import { pause } from './figures.ts';
import { openLightScreen, type LightScreen } from './light-screen.ts';
import { HOST_VIEWS } from './sides.ts';

/** One of many screens, with the newest number that it shows of its session's queue. */
export interface Watching {
  readonly desk: Desk;
  readonly screen: LightScreen;
  seq: number;
}

interface Answer {
  readonly ok: boolean;
  readonly fragment?: { readonly seq: number } | null;
}

const AT_ONCE = 200;
const TRIES = 5;

/** Opens a host's screen and asks for what its page holds, from `seq` on; a refused handshake is tried again, as a browser does. */
export async function openWatching(port: number, desk: Desk, seq = -1): Promise<Watching> {
  for (let attempt = 1; ; attempt += 1) {
    const one = { desk, seq };
    try {
      const screen = await openLightScreen({
        port, cookie: desk.cookie,
        heard: (event, body) => {
          const push = body as { readonly view: string; readonly seq: number };
          if (event === 'push' && push.view === HOST_VIEWS[0]) one.seq = Math.max(one.seq, push.seq);
        },
      });
      const answers = (await Promise.all(HOST_VIEWS.map((view) => screen.ask('watch', { stream: `session:${desk.id}`, view, seq })))) as Answer[];
      const refused = answers.find(({ ok }) => !ok);
      if (refused !== undefined) throw new Error(`a screen may not watch: ${JSON.stringify(refused)}`);
      one.seq = Math.max(one.seq, answers[0]?.fragment?.seq ?? -1);
      return Object.assign(one, { screen });
    } catch (error) {
      if (attempt === TRIES) throw error;
      await pause(100 * attempt);
    }
  }
}

/** Opens so many screens, spread over the desks, some hundred at once. */
export async function openMany(port: number, desks: readonly Desk[], count: number): Promise<Watching[]> {
  const opened: Watching[] = [];
  while (opened.length < count) {
    const batch = Array.from({ length: Math.min(AT_ONCE, count - opened.length) }, (_one, index) => desks[(opened.length + index) % desks.length]);
    opened.push(...(await Promise.all(batch.flatMap((desk) => (desk === undefined ? [] : [openWatching(port, desk)])))));
  }
  return opened;
}
