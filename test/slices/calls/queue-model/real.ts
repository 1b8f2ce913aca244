import { randomBytes, randomUUID } from 'node:crypto';
import type { Connection, Database } from '../../../../db/connection.ts';
import { createSeal } from '../../../../db/sealed.ts';
import { createWriter, type Point, type Writer, type WriterProbe } from '../../../../db/writer.ts';
import { createCalls, type CallServices } from '../../../../server/calls/services.ts';
import type { Instant } from '../../../../server/domain/calendar.ts';
import { addDays } from '../../../../server/domain/jalali.ts';
import { clock } from '../../../../server/domain/clock.ts';
import { createLife, type Life } from '../../../../server/sessions/life.ts';
import { layPlace } from '../../../support/place.ts';
import { command, DAY, later, NINE } from '../ground.ts';
import { RULE, type PaperSession } from './naive.ts';

/** One process that serves: its services, and how it is killed and comes back. */
export interface Process {
  readonly calls: CallServices;
  readonly life: Life;
  /** Lets the process die at the next time it passes the point: what is under way is never answered. */
  dieAt(point: Point): void;
  /** Settles when it has died. */
  died(): Promise<void>;
  comeBack(): Promise<void>;
  drain(): Promise<void>;
}

const key = (): string => randomBytes(32).toString('base64');
/** All processes of one office have the same keys. */
const seal = createSeal({ encryptionKey: key(), indexKey: key() });

/** A process over the database; its death closes the writer's connection in the middle of whatever it does, as a kill would. */
export async function startProcess(database: Database, breaks: WriterProbe['breaks'] | undefined): Promise<Process> {
  let connection: Connection | null = null;
  let [deadly, tellDeath]: [Point | null, () => void] = [null, () => undefined];
  let death: Promise<void> = Promise.resolve();
  const open = (): Promise<Writer> =>
    createWriter({ ...database, connect: async () => (connection = await database.connect()) }, () => undefined, {
      ...(breaks === undefined ? {} : { breaks }),
      at: (point) => {
        if (point !== deadly) return;
        deadly = null;
        tellDeath();
        return new Promise<void>(() => undefined);
      },
    });
  let writer = await open();
  const standIn: Writer = { submit: (change) => writer.submit(change), once: (repeat, work) => writer.once(repeat, work), drain: () => writer.drain() };
  const deps = { reads: database.reads, writer: standIn, newId: randomUUID, seal };
  return {
    calls: createCalls(deps),
    life: createLife(deps),
    dieAt(point) {
      deadly = point;
      death = new Promise((resolve) => { tellDeath = resolve; });
    },
    died: () => death,
    async comeBack() {
      deadly = null;
      await connection?.close();
      writer = await open();
    },
    drain: () => writer.drain(),
  };
}

/** The rule of the model as the setting that the services read. */
export async function layRule(database: Database): Promise<void> {
  const value = { talkMinutes: 5, waitMinutes: 10, wrapUpSeconds: 30, extraMinutes: 15, carryWeeks: 4, lateMinutes: 10, ...RULE };
  await database.direct('settings').insert({ id: 'rule', name: 'live_calls', value: JSON.stringify(value), from_day: '2020-01-01', recorded_at: NINE, recorded_by: 'u' });
}

/** The sessions of one run: two open ones of today at two agencies; tomorrow's of the first, and yesterday's that nobody opened. */
export interface Day {
  readonly sessions: readonly string[];
  readonly otherAgencyId: string;
}

const WHENS: readonly Pick<PaperSession, 'when' | 'agency'>[] = [
  { when: 'today', agency: 0 }, { when: 'today', agency: 1 }, { when: 'later', agency: 0 }, { when: 'past', agency: 0 },
];

/** The same day on paper. */
export const paperDay = (): PaperSession[] =>
  WHENS.map((one) => ({ ...one, state: one.when === 'today' ? 'open' : 'scheduled', hostLeft: false, desk: null, queue: [] }));

/** Lays such a day at agencies of its own. */
export async function layDay(database: Database, { life }: Process): Promise<Day> {
  const places = [await layPlace(database), await layPlace(database), await layPlace(database)];
  const sessions: string[] = [];
  for (const { when, agency } of WHENS) {
    const day = addDays(DAY, when === 'past' ? -1 : when === 'later' ? 1 : 0);
    const { id } = await life.convene({ kind: 'electronic_meeting', agencyId: places[agency]?.agencyId ?? '', day, from: clock('09:00'), to: clock('23:00') }, command(later(NINE, -86_400)));
    if (when === 'today') await life.step(id, 'open', command());
    sessions.push(id);
  }
  return { sessions, otherAgencyId: places[2]?.agencyId ?? '' };
}

/** What the database holds of a run, in the words of the paper. */
export interface Picture {
  readonly sessions: readonly { readonly state: string; readonly desk: string | null; readonly queue: readonly string[] }[];
  readonly calls: Readonly<Record<string, { readonly session: number; readonly priority: boolean; readonly state: string; readonly tries: number; readonly outcome: string | null; readonly later: string | null }>>;
  /** The request that a call has come to, by the call. */
  readonly requests: ReadonlyMap<string, string>;
}

/** Reads the picture of a run's sessions. */
export async function pictureOf({ reads }: Database, { sessions }: Day): Promise<Picture> {
  const lives = await reads('session_lives').whereIn('id', [...sessions]).orderBy('id').select('id', 'state', 'current_call_id');
  const calls = await reads('calls').whereIn('session_id', [...sessions]).orderBy([{ column: 'priority', order: 'desc' }, { column: 'rank' }, { column: 'id' }]);
  return {
    sessions: sessions.map((id) => {
      const life = lives.find((one) => one.id === id);
      return { state: life?.state ?? '', desk: life?.current_call_id ?? null, queue: calls.filter((one) => one.session_id === id && one.state === 'waiting').map((one) => one.id) };
    }),
    calls: Object.fromEntries(calls.map((one) => [one.id, {
      session: sessions.indexOf(one.session_id ?? ''), priority: one.priority === 1, state: one.state, tries: one.tries, outcome: one.outcome, later: one.later_call_id,
    }])),
    requests: new Map(calls.flatMap((one) => (one.request_id === null ? [] : [[one.id, one.request_id] as const]))),
  };
}

export const at = (seconds: number): Instant => later(NINE, seconds);
