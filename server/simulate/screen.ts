import { io, type Socket } from 'socket.io-client';
import type { ClientToServer, ServerToClient, WatchAnswer } from '../live/contract.ts';
import type { Browser, Faults } from './browser.ts';

/** A live page as one sees it: its fragments, each as it was last told. */
export interface Screen {
  /** The HTML of one fragment; empty where the page has none of that name. */
  see(view: string): string;
  /** Waits until something on the page changes, or so many ms. */
  change(withinMs: number): Promise<void>;
  readonly close: () => void;
}

interface Held {
  readonly stream: string;
  readonly view: string;
  readonly seq: number;
  readonly html: string;
}

const RESYNC_MS = 30_000;
const FRAGMENT = /<(\w+)[^>]*\bdata-live\b[^>]*>/g;

const attribute = (tag: string, name: string): string => new RegExp(`\\bdata-${name}="([^"]*)"`).exec(tag)?.[1] ?? '';

/** The fragments that a page holds, as it was sent; what stands behind a fragment's tag belongs to it until the next one. */
const fragmentsOf = (page: string): Held[] => {
  const tags = [...page.matchAll(FRAGMENT)];
  return tags
    .map((tag, index) => ({
      stream: attribute(tag[0], 'stream'), view: attribute(tag[0], 'view'), seq: Number(attribute(tag[0], 'seq')),
      html: page.slice(tag.index, tags[index + 1]?.index ?? page.length),
    }))
    .filter(({ stream }) => stream !== '');
};

/** Opens a page and keeps it live, as its script would; `seen` hears of every fragment that has become newer. */
export async function openScreen(browser: Browser, path: string, faults: Faults, seen: (held: Held) => void = () => undefined): Promise<Screen> {
  const { text, status } = await browser.open(path);
  if (status !== 200) throw new Error(`${path} was answered with ${status}.`);
  const held = new Map(fragmentsOf(text).map((one) => [`${one.stream} ${one.view}`, one]));
  const waiting = new Set<() => void>();
  const show = (one: Held): void => {
    const key = `${one.stream} ${one.view}`;
    if (one.seq <= (held.get(key)?.seq ?? -1)) return;
    held.set(key, one);
    seen(one);
    for (const wake of waiting) wake();
    waiting.clear();
  };
  const socket: Socket<ServerToClient, ClientToServer> = io(browser.url, {
    transports: ['websocket'], forceNew: true, reconnectionDelay: 400, reconnectionDelayMax: 3000, extraHeaders: { cookie: browser.cookies(), origin: browser.url },
  });
  const resync = (): void => {
    for (const { stream, view, seq } of held.values()) {
      socket.emit('watch', { stream, view, seq }, (answer: WatchAnswer) => {
        if (!answer.ok) faults.fault(`${path}: watching ${view} of ${stream} was refused: ${answer.code}`);
        else if (answer.fragment !== null) show({ stream, view, ...answer.fragment });
      });
    }
  };
  socket.on('connect', resync);
  socket.on('push', (message) => show(message));
  socket.on('drain', () => socket.disconnect());
  const timer = setInterval(resync, RESYNC_MS);
  return {
    see: (view) => [...held.values()].find((one) => one.view === view)?.html ?? '',
    change: (withinMs) =>
      new Promise((resolve) => {
        const late = setTimeout(done, withinMs);
        function done(): void {
          clearTimeout(late);
          waiting.delete(done);
          resolve();
        }
        waiting.add(done);
      }),
    close: () => {
      clearInterval(timer);
      socket.disconnect();
    },
  };
}
