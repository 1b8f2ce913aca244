/** The files of the page, and a name of this build: written in when it is built. */
declare const KEPT_FILES: readonly string[];
declare const BUILD_ID: string;

// What a worker has and a page has not: the DOM's types know nothing of it.
interface Lasting extends Event {
  waitUntil(done: Promise<unknown>): void;
}
interface Asked extends Event {
  readonly request: Request;
  readonly clientId: string;
  respondWith(answer: Promise<Response>): void;
}
interface Told extends Event {
  readonly data: unknown;
}
interface WorkerScope {
  readonly clients: { claim(): Promise<void>; get(id: string): Promise<{ readonly url: string } | undefined> };
  skipWaiting(): Promise<void>;
  addEventListener(event: 'install' | 'activate', run: (event: Lasting) => void): void;
  addEventListener(event: 'fetch', run: (event: Asked) => void): void;
  addEventListener(event: 'message', run: (event: Told) => void): void;
}

const worker = globalThis as unknown as WorkerScope;
const FAMILY = 'didar-inspect-';
const NAME = FAMILY + BUILD_ID;
const SHELL = '/inspect';
const kept: ReadonlySet<string> = new Set(KEPT_FILES);

// Nobody's cookies are sent: what is kept is the same for everybody. Never out of the browser's own cache, where an older build may lie.
const keep = async (): Promise<void> => {
  const cache = await caches.open(NAME);
  await cache.addAll(KEPT_FILES.map((path) => new Request(path, { cache: 'reload', credentials: 'omit' })));
};

const forgetOlder = async (): Promise<void> => {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(FAMILY) && name !== NAME).map((name) => caches.delete(name)));
  await worker.clients.claim();
};

// Pages whose addresses begin alike (/inspections) are under the worker too: they live by the network, and what was kept is not of their build.
const isShells = async ({ request, clientId }: Asked): Promise<boolean> => {
  if (request.mode === 'navigate') return true;
  const client = await worker.clients.get(clientId);
  // Of one that cannot be told the page without a network comes first.
  return client === undefined || new URL(client.url).pathname === SHELL;
};

// Nothing is ever added on the way: only what was kept at the installation is given, everything else is the network's business.
const answer = async (asked: Asked, path: string): Promise<Response> => {
  const cache = await caches.open(NAME);
  const found = (await isShells(asked)) ? await cache.match(path, { ignoreSearch: true, ignoreVary: true }) : undefined;
  return found ?? fetch(asked.request);
};

worker.addEventListener('install', (event) => event.waitUntil(keep()));
worker.addEventListener('activate', (event) => event.waitUntil(forgetOlder()));
worker.addEventListener('message', ({ data }) => {
  if (data === 'take over') void worker.skipWaiting();
});
worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== location.origin || !kept.has(url.pathname)) return;
  if (request.mode === 'navigate' && url.pathname !== SHELL) return;
  event.respondWith(answer(event, url.pathname));
});
