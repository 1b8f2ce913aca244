import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { freePort } from '../support/process.ts';
import { durableServer } from '../support/postgres.ts';
import { layCentre, type Centre, type Desk } from './load/centre.ts';
import { fromEnvironment, quantile, rounded, tell } from './load/figures.ts';
import { createPoster, type Poster } from './load/poster.ts';
import { callBodies } from './load/sides.ts';
import { benchFolder, serve, type Served } from './load/servers.ts';

const TAKERS = 20;
const SESSIONS = 4;

/** What a series of races came to: the most and the fewest winners of one call, and ms of each taker's answer. */
interface Races {
  readonly most: number;
  readonly fewest: number;
  readonly took: readonly number[];
}

interface Course {
  readonly centre: Centre;
  readonly posters: readonly Poster[];
  readonly topicId: string;
}

/** One call is queued, twenty people take it at the same moment, and whoever got it lets it go. */
async function race({ centre, posters, topicId }: Course, desk: Desk, took: number[]): Promise<number> {
  const post = async (path: string, body: object, person: number): Promise<{ readonly status: number; readonly text: string }> => {
    const operator = centre.operators[person];
    const poster = posters[person % posters.length];
    if (operator === undefined || poster === undefined) throw new Error('nobody');
    return poster.post(path, { _key: randomUUID(), ...body }, { cookie: operator.cookie, 'x-csrf': operator.csrf });
  };
  const queued = await post('/desk/calls', callBodies(desk, topicId), 0);
  if (queued.status !== 200) throw new Error(`a call was answered with ${queued.status}: ${queued.text.slice(0, 200)}`);
  const { callId: call } = JSON.parse(queued.text) as { readonly callId: string };
  const answers = await Promise.all(Array.from({ length: TAKERS }, async (_one, person) => {
    const began = performance.now();
    const { status } = await post(`/host/${desk.id}/take`, { call }, person);
    took.push(performance.now() - began);
    return status;
  }));
  const wrong = answers.find((status) => status !== 200 && status !== 409);
  if (wrong !== undefined) throw new Error(`a taker was answered with ${wrong}`);
  await post(`/host/${desk.id}/dropped`, { call }, Math.max(0, answers.indexOf(200)));
  return answers.filter((status) => status === 200).length;
}

async function racesOf(course: Course, rounds: number): Promise<Races> {
  const took: number[] = [];
  const winners: number[] = [];
  let left = rounds;
  await Promise.all(course.centre.sessions.map(async (desk) => {
    while (left > 0) {
      left -= 1;
      winners.push(await race(course, desk, took));
    }
  }));
  return { most: Math.max(...winners), fewest: Math.min(...winners), took };
}

async function run(databaseUrl: string, processes: number, rounds: number): Promise<Races> {
  const ports = await Promise.all(Array.from({ length: processes }, () => freePort()));
  const centre = await layCentre(databaseUrl, { sessions: SESSIONS, operators: TAKERS, url: `http://127.0.0.1:${ports[0] ?? 0}` });
  const topic = await centre.database.direct('topics').whereNull('parent_id').where('agency_codes', ' ').orderBy('id').first('id');
  const served: Served[] = [];
  for (const port of ports) served.push(await serve('main', { ...centre.env, DATA_DIR: benchFolder(), DATABASE_URL: databaseUrl, PORT: String(port) }));
  const posters = served.map(({ port }) => createPoster(port));
  const races = await racesOf({ centre, posters, topicId: topic?.id ?? '' }, rounds);
  for (const poster of posters) poster.close();
  for (const one of served) await one.stop();
  await centre.database.close();
  tell(`${databaseUrl.split(':')[0] ?? ''}, ${processes} process(es): ${races.fewest} to ${races.most} winners, p50 ${quantile(races.took, 0.5).toFixed(1)} ms, p99 ${quantile(races.took, 0.99).toFixed(1)} ms`);
  return races;
}

/** Twenty people take the same call at the same moment, a thousand times over real HTTP: on SQLite, and on PostgreSQL over two processes. One wins. */
export async function bench(): Promise<object> {
  const rounds = fromEnvironment('ROUNDS', 1_000);
  const sqlite = await run(`sqlite:${join(benchFolder(), 'didar.sqlite')}`, 1, rounds);
  const server = await durableServer();
  const postgres = await run(server.url('postgres'), 2, rounds);
  await server.stop();
  return {
    rounds, takers: TAKERS,
    winners_max: Math.max(sqlite.most, postgres.most), winners_min: Math.min(sqlite.fewest, postgres.fewest),
    p99_ms: rounded(quantile(sqlite.took, 0.99)), p50_ms: rounded(quantile(sqlite.took, 0.5)),
    p99_ms_postgres: rounded(quantile(postgres.took, 0.99)), p50_ms_postgres: rounded(quantile(postgres.took, 0.5)),
  };
}
