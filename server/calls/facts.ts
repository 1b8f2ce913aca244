import type { Knex } from 'knex';
import { readOnce } from '../../db/memory.ts';
import { agencyLookup } from '../agencies/lookup.ts';
import type { Agency } from '../domain/agency.ts';
import { minutesBetween, type Instant } from '../domain/calendar.ts';
import { isPresent, type Call } from '../domain/call.ts';
import { heldInOrder, nextOf, waitingInOrder } from '../domain/queue/order.ts';
import { ageOf, minutesEach, minutesLeft, outlookOf, type Age, type Outlook, type Remaining } from '../domain/queue/reach.ts';
import { talkSeconds, waitingSince } from '../domain/queue/steps.ts';
import type { SessionLife } from '../domain/session-life.ts';
import type { LiveCallSetting } from '../domain/settings.ts';
import type { Topic } from '../domain/topic.ts';
import { sessionLookup } from '../sessions/lookup.ts';
import { settingsLookup } from '../settings/lookup.ts';
import { topicLookup } from '../topics/lookup.ts';
import { callRepository } from './repository.ts';

/** A caller who waits, as every screen shows him. */
export interface Waiting extends Outlook {
  readonly call: Call;
  /** 1 for the first. */
  readonly place: number;
  /** Since when he waits for this host, and how many minutes that is. */
  readonly since: Instant;
  readonly waited: number;
  readonly age: Age;
}

/** Names that screens of calls print, read once for all sessions of a page. */
export interface Names {
  readonly agencies: ReadonlyMap<string, Agency>;
  readonly counties: ReadonlyMap<string, string>;
  readonly topics: ReadonlyMap<string, Topic>;
}

/** One session with its queue at an instant, as the screens show it. */
export interface SessionFacts {
  readonly life: SessionLife;
  readonly agency: Agency;
  readonly rule: LiveCallSetting;
  readonly now: Instant;
  readonly calls: readonly Call[];
  readonly waiting: readonly Waiting[];
  readonly held: readonly Call[];
  /** Who is before the host: connecting, talking or in wrap-up. */
  readonly present: Call | null;
  /** Who comes when the host presses next. */
  readonly next: Call | null;
  /** Calls that somebody has talked in, ended or not. */
  readonly taken: number;
  readonly minutesLeft: number;
  /** Minutes that a talk takes in this session, as far as is known. */
  readonly minutesEach: number;
  readonly longestWait: number;
  /** How somebody would stand who joined the queue now, without priority. */
  readonly joining: Outlook;
}

/** The names of all agencies, counties and topics. */
export async function namesOf(db: Knex): Promise<Names> {
  const agencies = agencyLookup(db);
  return {
    agencies: new Map((await agencies.all()).map((agency) => [agency.id, agency])),
    counties: await agencies.countyNames(),
    topics: await topicLookup(db).tree(),
  };
}

function factsFrom(life: SessionLife, agency: Agency, rule: LiveCallSetting, calls: readonly Call[], now: Instant): SessionFacts {
  const present = calls.find(({ id }) => id === life.currentCallId) ?? null;
  const held = heldInOrder(calls);
  const pace = { talks: calls.flatMap((call) => talkSeconds(call) ?? []), targetMinutes: rule.talkMinutes };
  const remaining: Remaining = {
    now, startsAt: life.openedAt ?? life.startsAt, endsAt: life.endsAt,
    talkSince: present !== null && isPresent(present.state) ? (present.talkAt ?? present.takenAt) : null,
    held: held.length, pace,
  };
  const waiting = waitingInOrder(calls).map((call, index): Waiting => {
    const since = waitingSince(call, life);
    const waited = Math.max(0, minutesBetween(since, now));
    return { call, place: index + 1, since, waited, age: ageOf(waited, rule.waitMinutes), ...outlookOf(index, remaining) };
  });
  return {
    life, agency, rule, now, calls, waiting, held, present,
    next: nextOf(calls, now),
    taken: calls.filter(({ talkAt }) => talkAt !== null).length,
    minutesLeft: minutesLeft(remaining),
    minutesEach: minutesEach(pace),
    longestWait: waiting.reduce((most, { waited }) => Math.max(most, waited), 0),
    joining: outlookOf(waiting.length, remaining),
  };
}

/** One session with its queue; null where there is no such session. */
export async function sessionFacts(db: Knex, sessionId: string, now: Instant): Promise<SessionFacts | null> {
  const [life, calls] = await readOnce(db, `session ${sessionId}`, () => Promise.all([sessionLookup(db).life(sessionId), callRepository(db).ofSession(sessionId)]));
  const agency = life === null ? null : await agencyLookup(db).byId(life.agencyId);
  if (life === null || agency === null) return null;
  const { live_calls: rule } = await settingsLookup(db).settingsOn(life.day);
  return factsFrom(life, agency, rule, calls, now);
}

/** Whether the day's screens list a session: of managers' hours, of which there are thousands at once, only those in which somebody has waited, or which the centre itself has convened. */
const isListed = ({ kind, line }: SessionLife, calls: readonly Call[]): boolean => kind !== 'manager_hour' || line !== 1 || calls.length > 0;

/** Every session of a day with its queue, in order of time; of managers' hours those in which somebody has waited. */
export async function dayFacts(db: Knex, day: SessionLife['day'], names: Names, now: Instant): Promise<SessionFacts[]> {
  const lives = await sessionLookup(db).livesOn(day);
  const { live_calls: rule } = await settingsLookup(db).settingsOn(day);
  const calls = new Map<string, Call[]>(lives.map(({ id }) => [id, []]));
  for (const call of await callRepository(db).ofSessions([...calls.keys()])) calls.get(call.sessionId ?? '')?.push(call);
  return lives.flatMap((life) => {
    const agency = names.agencies.get(life.agencyId);
    const own = calls.get(life.id) ?? [];
    return agency === undefined || !isListed(life, own) ? [] : [factsFrom(life, agency, rule, own, now)];
  });
}
