import type { Knex } from 'knex';
import { agencyLookup, type Head } from '../agencies/lookup.ts';
import type { Agency } from '../domain/agency.ts';
import { clockOf, dayOf, type Instant } from '../domain/calendar.ts';
import type { Day } from '../domain/jalali.ts';
import { Refusal } from '../domain/refusal.ts';
import type { CitizenRequest } from '../domain/request.ts';
import { deskPlaceOf, type DeskPlace, type SessionLife } from '../domain/session-life.ts';
import { readTrackingCode } from '../domain/tracking-code.ts';
import { peopleLookup, type Expert } from '../people/lookup.ts';
import { requestLookup } from '../requests/lookup.ts';
import { occurrenceLookup } from '../occurrences/lookup.ts';
import { sessionLookup } from '../sessions/lookup.ts';
import { ownHistoryOf } from './history.ts';
import { callRepository } from './repository.ts';

/** Another agency, who heads it, and whether he is at a desk at this moment: in a session of his own, or because it is the hour of all. */
export interface OtherAgency {
  readonly agency: Agency;
  readonly head: Head | null;
  readonly atDesk: DeskPlace | null;
}

/** Another manager who answers in a session or an hour at this moment. */
export interface OtherHost {
  readonly life: SessionLife;
  readonly agency: Agency;
}

/** What the host chooses from, but for all the other agencies, who may be thousands. */
export interface HostChoices {
  /** The agency that a form named before, which stands there again. */
  readonly named: Agency | null;
  /** Who answers at this moment, in order of time. */
  readonly answering: readonly OtherHost[];
  /** Whether it is the hour in which every manager is at his desk. */
  readonly isHour: boolean;
  readonly experts: readonly Expert[];
  /** Other sessions of today that take callers. */
  readonly sessions: readonly OtherHost[];
  /** The present caller's earlier requests to this agency. */
  readonly earlier: readonly CitizenRequest[];
  /** The requests that came out of this session's calls. */
  readonly made: readonly CitizenRequest[];
  /** When a request of today is to be answered, unless the host says otherwise. */
  readonly deadline: Day;
}

const isAnswering = ({ state, hostLeftAt }: SessionLife): boolean => ['open', 'paused', 'closing'].includes(state) && hostLeftAt === null;

const lifeOf = async (db: Knex, sessionId: string): Promise<SessionLife> => {
  const life = await sessionLookup(db).life(sessionId);
  if (life === null) throw new Refusal('not_found');
  return life;
};

/** Every agency but the host's own, in the order of their names; refuses `not_found`. */
export async function readOthers(db: Knex, sessionId: string, now: Instant): Promise<OtherAgency[]> {
  const { agencyId: own } = await lifeOf(db, sessionId);
  const today = dayOf(now);
  const lookup = agencyLookup(db);
  const clock = clockOf(now);
  const inSession = new Set((await sessionLookup(db).livesOn(today)).flatMap((life) => (isAnswering(life) && deskPlaceOf(life) === 'session' ? [life.agencyId] : [])));
  const inHour = new Set((await occurrenceLookup(db).heldOn(today)).flatMap(({ agencyId, from, to }) => (from <= clock && clock < to ? [agencyId] : [])));
  const away = new Set(inHour.size > 0 ? (await lookup.absencesBetween(today, today)).flatMap(({ agencyId, asHead }) => (asHead ? [agencyId] : [])) : []);
  return (await lookup.agenciesOn(today)).filter(({ agency }) => agency.id !== own).map(({ agency, head }) => ({
    agency, head,
    atDesk: inSession.has(agency.id) ? 'session' : inHour.has(agency.id) && head !== null && agency.mayBeInvited && !away.has(agency.id) ? 'hour' : null,
  }));
}

/** Reads what the host of a session can choose from, and the agency that a form of his has named; refuses `not_found`. */
export async function readChoices(db: Knex, sessionId: string, now: Instant, namedId: string | null = null): Promise<HostChoices> {
  const life = await lifeOf(db, sessionId);
  const [today, clock] = [dayOf(now), clockOf(now)];
  const lives = await sessionLookup(db).livesOn(today);
  const agencies = new Map((await agencyLookup(db).all()).map((agency) => [agency.id, agency]));
  const calls = await callRepository(db).ofSession(sessionId);
  const present = calls.find(({ id }) => id === life.currentCallId);
  const requests = requestLookup(db);
  const others = lives.flatMap((other): OtherHost[] => {
    const agency = agencies.get(other.agencyId);
    return agency === undefined || other.id === sessionId ? [] : [{ life: other, agency }];
  });
  return {
    named: agencies.get(namedId ?? '') ?? null,
    answering: others.filter((other) => other.life.agencyId !== life.agencyId && isAnswering(other.life)),
    isHour: (await occurrenceLookup(db).ofProvince(today, today)).some(({ from, to }) => from <= clock && clock < to),
    experts: await peopleLookup(db).expertsOf(life.agencyId),
    sessions: others.filter((other) => ['scheduled', 'awaiting', 'open'].includes(other.life.state)),
    earlier: present === undefined ? [] : (await ownHistoryOf(db, present, life.agencyId)).requests,
    // A request of another agency, added to by its code, is not shown here: of those the host sees only how many there are.
    made: (await requests.byIds(calls.flatMap(({ requestId }) => requestId ?? []))).filter((request) => request.agencyId === life.agencyId || request.sessionId === sessionId).reverse(),
    deadline: await requests.deadlineFrom(today),
  };
}

/** By what the host names a request: chosen from what he is shown, or by the code that the caller reads out. */
export interface Named {
  readonly requestId: string | null;
  readonly code: string | null;
}

/**
 * The request that the host means. By a choice it is one of his own agency or of this session; by its code any that is not
 * confidential, because whoever has the code may know of it. Refuses `not_found` beside the field.
 */
export async function namedRequest(db: Knex, sessionId: string, { requestId, code }: Named): Promise<string> {
  const requests = requestLookup(db);
  if (code !== null) {
    const digits = readTrackingCode(code);
    const found = digits === null ? null : await requests.byTrackingCode(digits);
    if (found === null || found.confidential) throw new Refusal('not_found', { field: 'code' });
    return found.id;
  }
  const life = await sessionLookup(db).life(sessionId);
  const found = requestId === null ? null : await requests.byId(requestId);
  if (life === null || found === null || found.confidential || (found.agencyId !== life.agencyId && found.sessionId !== sessionId)) throw new Refusal('not_found', { field: 'requestId' });
  return found.id;
}
