import { join } from 'node:path';
import { compileFunction } from 'node:vm';
import { build, type Plugin } from 'esbuild';
import { io } from 'socket.io-client';
import type { Client } from './client.ts';

/** A fragment as a page holds it. */
export interface Shown {
  readonly stream: string;
  readonly view: string;
  readonly seq: number;
  readonly html: string;
}

/** A live page without a browser: the page's own modules keep it, over whatever network `url` leads through. */
export interface LivePage {
  /** The fragment as it stands; throws where the page has none of that name. */
  shown(view: string): Shown;
  /** What the page says of its own age: `waiting`, `fresh`, `late` or `cut`. */
  state(): string;
  /** When the words about its age last changed, by the clock of `performance`. */
  stateSince(): number;
  /** How often it was told to load itself anew: its login has ended. */
  reloads(): number;
  /** The page stops as on a computer that sleeps; nothing of it runs until it wakes. */
  sleep(): void;
  wake(): void;
  close(): void;
}

const ROOT = join(import.meta.dirname, '../..');
const outside: Readonly<Record<string, string>> = {
  'socket.io-client': 'export const io = outside.io;',
  idiomorph: 'export const Idiomorph = { morph: (section, nodes) => section.show(nodes) };',
};

const fromOutside: Plugin = {
  name: 'outside',
  setup(bundle) {
    bundle.onResolve({ filter: /^(socket\.io-client|idiomorph)$/ }, ({ path }) => ({ path, namespace: 'outside' }));
    bundle.onLoad({ filter: /.*/, namespace: 'outside' }, ({ path }) => ({ contents: outside[path] ?? '' }));
  },
};

let bundled: Promise<string> | null = null;

/** The page's own modules, with the socket's library and the morphing left to us; `BROKEN` replaces text in them. */
const codeOf = async (broken: readonly (readonly [string, string])[]): Promise<string> => {
  bundled ??= build({
    absWorkingDir: ROOT,
    stdin: { contents: "import { connect } from './public/src/page/connection.ts'; connect();", resolveDir: ROOT, loader: 'ts' },
    bundle: true, write: false, format: 'iife', target: 'es2022', logLevel: 'warning', plugins: [fromOutside],
  }).then(({ outputFiles }) => outputFiles[0]?.text ?? '');
  return broken.reduce((code, [from, to]) => {
    if (!code.includes(from)) throw new Error(`there is nothing like «${from}» to break`);
    return code.replaceAll(from, to);
  }, await bundled);
};

interface Section {
  readonly dataset: Record<string, string>;
  html: string;
  show(nodes: readonly unknown[]): void;
  dispatchEvent(): void;
}

const dataIn = (tag: string): Record<string, string> =>
  Object.fromEntries([...tag.matchAll(/data-([\w-]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name.replace(/-\w/g, ([, letter = '']) => letter.toUpperCase()), value]));

const sectionsIn = (page: string): Section[] => {
  const tags = [...page.matchAll(/<\w+[^>]*\bdata-live\b[^>]*\bdata-stream=[^>]*>/g)];
  return tags.map((tag, index) => {
    const section: Section = {
      dataset: dataIn(tag[0]),
      html: page.slice(tag.index + tag[0].length, tags[index + 1]?.index ?? page.length),
      show: ([html]) => { section.html = String(html); },
      dispatchEvent: () => undefined,
    };
    return section;
  });
};

interface Options {
  /** Where the page's requests go: the program itself, or a network before it. */
  readonly url: string;
  /** The origin that the browser would say. */
  readonly origin: string;
  readonly client: Client;
  /** The page, as the server sent it. */
  readonly page: string;
  /** Texts of the page's modules and what stands in their place, to see a test fail. */
  readonly broken?: readonly (readonly [string, string])[];
}

/** Opens a page that was loaded already; its caller closes it. */
export async function openLivePage({ url, origin, client, page, broken = [] }: Options): Promise<LivePage> {
  const code = await codeOf(broken);
  const sections = sectionsIn(page);
  const words = { textContent: '' };
  const box = { dataset: {} as Record<string, string>, querySelector: () => words };
  const [timers, listeners] = [new Set<NodeJS.Timeout>(), new Map<string, (() => void)[]>()];
  const sockets: { disconnect(): unknown; io: { engine?: { close(): unknown } } }[] = [];
  let [asleep, reloads, state, since] = [false, 0, '', performance.now()];
  const later: (() => void)[] = [];
  const awake = (run: () => void) => (): void => {
    if (!asleep) run();
    else if (!later.includes(run)) later.push(run);
  };
  const listen = (event: string, run: () => void): void => void listeners.set(event, [...(listeners.get(event) ?? []), run]);
  const document = {
    visibilityState: 'visible',
    body: { dataset: dataIn(/<body[^>]*>/.exec(page)?.[0] ?? '') },
    addEventListener: listen,
    querySelector: (selector: string) => (selector === '[data-live-state]' ? box : null),
    querySelectorAll: (selector: string) => (selector.includes('[data-live]') ? sections : []),
    createElement: () => {
      const template = { content: { childNodes: [''] }, set innerHTML(html: string) { template.content.childNodes = [html]; } };
      return template;
    },
  };
  Object.defineProperty(box.dataset, 'liveState', {
    set(now: string) {
      if (now === state) return;
      [state, since] = [now, performance.now()];
    },
  });
  const keep = (timer: NodeJS.Timeout): NodeJS.Timeout => {
    timers.add(timer.unref());
    return timer;
  };
  const scope = {
    document, window: { addEventListener: listen }, location: { reload: () => { reloads += 1; } },
    outside: {
      io(options: object) {
        const socket = io(url, { ...options, forceNew: true, extraHeaders: { cookie: client.cookie, origin } });
        sockets.push(socket);
        return socket;
      },
    },
    setInterval: (run: () => void, ms: number) => keep(setInterval(awake(run), ms)),
    setTimeout: (run: () => void, ms: number) => keep(setTimeout(awake(run), ms)),
    CustomEvent: class {},
  };
  (compileFunction(code, Object.keys(scope)) as (...given: readonly unknown[]) => void)(...Object.values(scope));

  const fire = (event: string): void => listeners.get(event)?.forEach((run) => run());
  return {
    shown(view) {
      const section = sections.find(({ dataset }) => dataset['view'] === view);
      if (section === undefined) throw new Error(`the page has no fragment ${view}`);
      return { stream: section.dataset['stream'] ?? '', view, seq: Number(section.dataset['seq']), html: section.html };
    },
    state: () => state,
    stateSince: () => since,
    reloads: () => reloads,
    sleep() {
      asleep = true;
    },
    wake() {
      asleep = false;
      later.splice(0).forEach((run) => run());
      fire('visibilitychange');
    },
    close() {
      for (const timer of timers) clearTimeout(timer);
      for (const socket of sockets) socket.disconnect();
    },
  };
}
