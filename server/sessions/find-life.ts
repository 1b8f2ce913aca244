import type { Knex } from 'knex';
import { agencyLookup } from '../agencies/lookup.ts';
import { toInstant, ZONE, type Clock } from '../domain/calendar.ts';
import { addDays, type Day } from '../domain/jalali.ts';
import { occurrenceLookup, type AgencyHour } from '../occurrences/lookup.ts';
import type { PlannedSession } from '../domain/session.ts';
import type { SessionKind, SessionLife } from '../domain/session-life.ts';
import { lifeRepository } from './life-repository.ts';
import { sessionRepository } from './repository.ts';

/** What a life begins from, before anything has happened. */
export interface Planned {
  readonly id: string;
  readonly kind: SessionKind;
  readonly agencyId: string;
  readonly day: Day;
  readonly from: Clock;
  readonly to: Clock;
  readonly line: number;
  /** Who is to come in the head's place, and why, where somebody is. */
  readonly substituteId?: string | null;
  readonly substituteWhy?: string | null;
}

/** A life of which nothing is written yet (rev 0), with whoever heads the agency on its day, or is named to come in his place; null where there is no such agency. */
export async function unlived(db: Knex, { substituteId = null, substituteWhy = null, ...planned }: Planned): Promise<SessionLife | null> {
  const agencies = agencyLookup(db);
  const agency = await agencies.byId(planned.agencyId);
  if (agency === null) return null;
  const head = await agencies.headOf(agency.id, planned.day);
  const substitute = substituteId === null ? null : await agencies.officerOn(agency.id, substituteId, planned.day);
  const host = substitute ?? head;
  return {
    ...planned,
    personId: host?.personId ?? null,
    hostHonorific: host?.honorific ?? null,
    hostName: host?.name ?? null,
    post: host?.post ?? agency.headTitle,
    zone: ZONE,
    startsAt: toInstant(planned.day, planned.from),
    endsAt: toInstant(planned.day, planned.to),
    state: 'scheduled',
    rev: 0,
    currentCallId: null, hostArrivedAt: null, openedAt: null, hostLeftAt: null, awaySeconds: 0, closedAt: null, closedBy: null,
    substituteFor: substitute === null ? null : (head?.personId ?? null), substituteWhy: substitute === null ? null : substituteWhy, reason: null, message: null, messageAt: null, messageBy: null, summary: null,
  };
}

/** A published session as what its life begins from; null where it holds nobody. */
export const plannedOf = (session: PlannedSession): Planned | null =>
  session.agencyId === null ? null : { id: session.id, kind: 'electronic_meeting', agencyId: session.agencyId, day: session.day, from: session.from, to: session.to, line: session.line, substituteId: session.substituteId, substituteWhy: session.substituteWhy };

/** The life that a manager's hour begins with; one that is not held is cancelled before it has begun. */
export async function hourLife(db: Knex, hour: AgencyHour): Promise<SessionLife | null> {
  const { id, agencyId, day, from, to, state, title, substituteId, substituteWhy } = hour;
  const life = await unlived(db, { id, kind: 'manager_hour', agencyId, day, from, to, line: 1, substituteId, substituteWhy });
  return life === null || state !== 'cancelled' ? life : { ...life, state: 'cancelled', reason: title };
}

/** The life of a session: as written, or as planned where nothing has happened to it; null where there is no such session. */
export async function findLife(db: Knex, id: string): Promise<SessionLife | null> {
  const written = await lifeRepository(db).byId(id);
  if (written !== null) return written;
  const hour = await occurrenceLookup(db).byId(id);
  if (hour !== null) return hourLife(db, hour);
  const session = await sessionRepository(db).byId(id);
  const planned = session === null || session.state !== 'published' ? null : plannedOf(session);
  return planned === null ? null : unlived(db, planned);
}

/** Every session of a day: those written, and the published ones that nothing has happened to; in order of time. */
export async function livesOn(db: Knex, day: Day): Promise<SessionLife[]> {
  const written = await lifeRepository(db).onDay(day);
  const known = new Set(written.map(({ id }) => id));
  const planned = (await sessionRepository(db).published(day, day)).flatMap((session) => (known.has(session.id) ? [] : (plannedOf(session) ?? [])));
  const fresh: SessionLife[] = [];
  for (const one of planned) fresh.push(...[await unlived(db, one)].filter((life) => life !== null));
  return [...written, ...fresh].sort((one, other) => (`${one.startsAt} ${one.line} ${one.id}` < `${other.startsAt} ${other.line} ${other.id}` ? -1 : 1));
}

/** An agency's sessions and manager-hours after an instant's day, within so many weeks, in order of time: where a caller's place can be kept. */
export async function livesAhead(db: Knex, agencyId: string, after: Pick<SessionLife, 'id' | 'startsAt' | 'day'>, weeks: number): Promise<SessionLife[]> {
  const until = addDays(after.day, weeks * 7);
  const written = await lifeRepository(db).aheadOf(agencyId, after.day);
  const known = new Set(written.map(({ id }) => id));
  const planned = (await sessionRepository(db).published(after.day, until)).filter((session) => session.agencyId === agencyId).flatMap((session) => plannedOf(session) ?? []);
  const hours = await occurrenceLookup(db).ofAgency(agencyId, after.day, until);
  const fresh: SessionLife[] = [];
  for (const one of planned) if (!known.has(one.id)) fresh.push(...[await unlived(db, one)].filter((life) => life !== null));
  for (const one of hours) if (!known.has(one.id)) fresh.push(...[await hourLife(db, one)].filter((life) => life !== null));
  return [...written, ...fresh]
    .filter((life) => life.id !== after.id && life.startsAt > after.startsAt && life.day <= until && (life.state === 'scheduled' || life.state === 'awaiting'))
    .sort((one, other) => (`${one.startsAt} ${one.id}` < `${other.startsAt} ${other.id}` ? -1 : 1));
}

/** What comes next after a day: one agency's session, or the weekly hour of every manager (`agencyId` null). */
export interface Coming {
  readonly agencyId: string | null;
  readonly day: Day;
  readonly from: Clock;
  readonly to: Clock;
}

/** The first session or managers' hour after a day, within so many days; null where there is none. */
export async function comingAfter(db: Knex, day: Day, days: number): Promise<Coming | null> {
  const [first, last] = [addDays(day, 1), addDays(day, days)];
  const planned = (await sessionRepository(db).published(first, last)).flatMap((session) => plannedOf(session) ?? []);
  const hours = (await occurrenceLookup(db).ofProvince(first, last)).map((hour) => ({ id: null, agencyId: null, day: hour.day, from: hour.from, to: hour.to }));
  const inOrder = [...planned, ...hours].sort((one, other) => (`${one.day} ${one.from}` < `${other.day} ${other.from}` ? -1 : 1));
  for (const { id, agencyId, day: on, from, to } of inOrder) {
    const life = id === null ? null : await lifeRepository(db).byId(id);
    if (life === null || life.state === 'scheduled' || life.state === 'awaiting') return { agencyId, day: on, from, to };
  }
  return null;
}
