import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { newCaller } from '../../../server/simulate/callers.ts';
import { createChance } from '../../../server/simulate/chance.ts';
import { seededNumbers } from '../../../server/setup/seeded.ts';
import { freePort } from '../../support/process.ts';
import { emptyQueues, layCentre, type Centre, type Desk } from './centre.ts';
import { tell } from './figures.ts';
import { openLightScreen } from './light-screen.ts';
import { createPoster, type Posted } from './poster.ts';
import { benchFolder, serve, type Served } from './servers.ts';

/** The fragments that a host's page holds; the first is the queue. */
export const HOST_VIEWS = ['host-queue', 'host-card'] as const;

/** One of the two programs that are compared, with its screens' sessions. */
export interface Side {
  readonly name: 'product' | 'floor';
  readonly served: Served;
  readonly desks: readonly Desk[];
  /** Sends one caller into a session's queue. */
  queue(desk: Desk): Promise<Posted>;
  /** Leaves nobody in any queue. */
  empty(): Promise<void>;
}

/** Both programs, each over a database of its own with the same centre in it, and how to end them. */
export interface Sides {
  readonly product: Side;
  readonly floor: Side;
  readonly centre: Centre;
  stop(): Promise<void>;
}

const OPERATORS = 20;
const LONGEST_QUEUE = 12;

type Body = Readonly<Record<string, string>>;

const chance = createChance(seededNumbers(350));

/** What the desk's form sends to put somebody new into a session's queue; the same bytes whichever side it goes to. */
export const callBodies = (desk: Desk, topicId: string): Body => {
  const { honorific, name, phone, kind, summary } = newCaller(chance);
  const { nationalCode } = newCaller({ ...chance, happens: () => true });
  return { phone, identityKind: 'national_code', identity: nationalCode ?? '', honorific, name, kind, topicId, summary, line: 'on_line', what: 'queue_despite', session: desk.id };
};

const must = (posted: Posted): Posted => {
  if (posted.status >= 300) throw new Error(`a call was answered with ${posted.status}: ${posted.text.slice(0, 300)}`);
  return posted;
};

/** The HTML of each fragment of a host's page while 0, 1, 2 … wait, as the program sends it. */
async function cannedOf(side: Side, desk: Desk): Promise<Record<string, string[]>> {
  const canned: Record<string, string[]> = {};
  const last = new Map<string, string>();
  const screen = await openLightScreen({
    port: side.served.port, cookie: desk.cookie,
    heard: (event, body) => {
      const { view, html } = body as { readonly view: string; readonly html: string };
      if (event === 'push') last.set(view, html);
    },
  });
  for (const view of HOST_VIEWS) {
    const answer = (await screen.ask('watch', { stream: `session:${desk.id}`, view, seq: -1 })) as { readonly ok: boolean; readonly fragment?: { readonly html: string } | null };
    if (!answer.ok || answer.fragment === null || answer.fragment === undefined) throw new Error(`the host's page has no ${view}: ${JSON.stringify(answer)}`);
    canned[view] = [answer.fragment.html];
  }
  for (let waiting = 1; waiting <= LONGEST_QUEUE; waiting += 1) {
    last.clear();
    await side.queue(desk);
    while (last.size < HOST_VIEWS.length) await new Promise((resolve) => setTimeout(resolve, 10));
    for (const view of HOST_VIEWS) canned[view]?.push(last.get(view) ?? '');
  }
  screen.close();
  return canned;
}

/** Starts the program and the floor with so many open sessions of today. */
export async function openSides(sessions: number): Promise<Sides> {
  const [folder, port] = [benchFolder(), await freePort()];
  const [file, floorFile] = [join(folder, 'didar.sqlite'), join(folder, 'floor.sqlite')];
  const centre = await layCentre(`sqlite:${file}`, { sessions, operators: OPERATORS, url: `http://127.0.0.1:${port}` });
  const topic = await centre.database.direct('topics').whereNull('parent_id').where('agency_codes', ' ').orderBy('id').first('id');
  const bodies = (desk: Desk): Body => callBodies(desk, topic?.id ?? '');
  await centre.database.direct.raw('vacuum into ?', [floorFile]);
  const served = await serve('main', { ...centre.env, DATA_DIR: folder, DATABASE_URL: `sqlite:${file}`, PORT: String(port) });
  const poster = createPoster(served.port);
  let turn = 0;
  const product: Side = {
    name: 'product', served, desks: centre.sessions,
    queue: async (desk) => {
      turn += 1;
      const operator = centre.operators[turn % OPERATORS];
      return must(await poster.post('/desk/calls', { _key: randomUUID(), ...bodies(desk) }, { cookie: operator?.cookie ?? '', 'x-csrf': operator?.csrf ?? '' }));
    },
    empty: () => emptyQueues(centre.database),
  };
  const [desk] = centre.sessions;
  if (desk === undefined) throw new Error('no session');
  const canned = await cannedOf(product, desk);
  const row = await centre.database.direct('calls').orderBy('id').first();
  await product.empty();
  tell(`a queue of one: ${HOST_VIEWS.map((view) => `${view} ${Buffer.byteLength(canned[view]?.[1] ?? '')} B`).join(', ')}`);

  const floorServed = await serve('floor-calls', {}, [floorFile]);
  floorServed.tell({ canned, pattern: row ?? {} });
  const floorPoster = createPoster(floorServed.port);
  const { openDatabase } = await import('../../../db/connection.ts');
  const floorDatabase = await openDatabase({ url: `sqlite:${floorFile}`, role: 'tool' });
  const floor: Side = {
    name: 'floor', served: floorServed, desks: centre.sessions,
    queue: async (one) => must(await floorPoster.post('/calls', { _key: randomUUID(), ...bodies(one) }, {})),
    empty: () => emptyQueues(floorDatabase),
  };
  return {
    product, floor, centre,
    async stop() {
      poster.close();
      floorPoster.close();
      await Promise.all([served.stop(), floorServed.stop()]);
      await centre.database.close();
      await floorDatabase.close();
    },
  };
}
