import { toInstant, ZONE, type Instant } from '../calendar.ts';
import { minutesOfClock } from '../clock.ts';
import type { Day } from '../jalali.ts';
import { Refusal } from '../refusal.ts';
import { UNALTERED, type PlannedSession } from '../session.ts';
import type { Amendment } from './amendment.ts';
import type { TimetablePlace } from './difference.ts';

/** One session as an amendment leaves it; `before` is null for one that is added. */
export interface Touch {
  readonly before: PlannedSession | null;
  readonly after: PlannedSession;
}

/** What amending works from; `sessions` holds every standing published session near the days concerned, and those that are named. */
export interface AmendGround {
  readonly sessions: readonly PlannedSession[];
  /** The id of a session that an amendment adds, by the amendment's place in the list. */
  readonly newIds: readonly string[];
  /** Who heads an agency on a day, as a session keeps it. */
  readonly headOn: (agencyId: string, day: Day) => { readonly personId: string | null; readonly post: string | null };
  /** The programme whose day it is; null where no version covers it. */
  readonly draftOn: (day: Day) => string | null;
  readonly reason: string;
  readonly at: Instant;
}

/** What an amendment does to sessions, or the rule that says no to it. */
export type Touched = { readonly touches: readonly Touch[]; readonly refusal: null } | { readonly touches: readonly []; readonly refusal: Refusal };

/** The place of a session. */
export const placeOf = ({ day, from, to, line }: TimetablePlace): TimetablePlace => ({ day, from, to, line });

/** Whether two places are the same. */
export const isSamePlace = (one: TimetablePlace, other: TimetablePlace): boolean =>
  one.day === other.day && one.from === other.from && one.to === other.to && one.line === other.line;

/** Whether two windows of days meet. */
export const overlap = (one: Omit<TimetablePlace, 'line'>, other: Omit<TimetablePlace, 'line'>): boolean => one.day === other.day && one.from < other.to && other.from < one.to;

/** The ids of the sessions that an amendment names. */
export const sessionsNamed = (amendment: Amendment): string[] =>
  amendment.kind === 'add' ? [] : amendment.kind === 'swap' ? [amendment.sessionId, amendment.otherId] : [amendment.sessionId];

/** Refuses `not_found`, `session_cancelled`, and `session_past` for one that has begun. */
export function mustBeAmendable(session: PlannedSession | undefined, at: Instant): PlannedSession {
  if (session === undefined || session.state === 'draft' || session.agencyId === null) throw new Refusal('not_found');
  if (session.state === 'cancelled') throw new Refusal('session_cancelled');
  if (session.startsAt <= at) throw new Refusal('session_past');
  return session;
}

/** As short as a template may make one, in minutes. */
const LEAST_MINUTES = 10;

/** Refuses `range_backwards`, and `session_short` for one that nobody would come for. */
function mustBeLongEnough({ from, to }: TimetablePlace): void {
  if (from >= to) throw new Refusal('range_backwards', { field: 'until' });
  if (minutesOfClock(to) - minutesOfClock(from) < LEAST_MINUTES) throw new Refusal('session_short', { field: 'until', facts: { minutes: LEAST_MINUTES } });
}

function movedTo(session: PlannedSession, to: TimetablePlace, { headOn, at }: AmendGround): Touch {
  if (isSamePlace(session, to)) throw new Refusal('nothing_changed', { field: 'to' });
  mustBeLongEnough(to);
  const startsAt = toInstant(to.day, to.from);
  if (startsAt <= at) throw new Refusal('place_past', { field: 'day' });
  const head = headOn(session.agencyId ?? '', to.day);
  return { before: session, after: { ...session, ...placeOf(to), ...head, startsAt, rev: session.rev + 1, sequence: session.sequence + 1 } };
}

function substituted(session: PlannedSession, personId: string | null, { reason }: AmendGround): Touch {
  if (session.substituteId === personId) throw new Refusal('nothing_changed', { field: 'personId' });
  return { before: session, after: { ...session, substituteId: personId, substituteWhy: personId === null ? null : reason, rev: session.rev + 1, sequence: session.sequence + 1 } };
}

function added(agencyId: string, to: TimetablePlace, id: string, { headOn, draftOn, at }: AmendGround): Touch {
  mustBeLongEnough(to);
  const startsAt = toInstant(to.day, to.from);
  if (startsAt <= at) throw new Refusal('place_past', { field: 'day' });
  return {
    before: null,
    after: {
      id, draftId: draftOn(to.day) ?? '', ...placeOf(to), zone: ZONE, startsAt, agencyId, ...headOn(agencyId, to.day), state: 'published', pinned: false,
      pinReason: null, emptyReason: null, why: null, rev: 1, version: null, ...UNALTERED,
    },
  };
}

function touchesOf(amendment: Amendment, index: number, ground: AmendGround): Touch[] {
  const named = (id: string): PlannedSession => mustBeAmendable(ground.sessions.find((one) => one.id === id), ground.at);
  switch (amendment.kind) {
    case 'move':
      return [movedTo(named(amendment.sessionId), amendment.to, ground)];
    case 'swap': {
      if (amendment.sessionId === amendment.otherId) throw new Refusal('swap_same', { field: 'otherId' });
      const [one, other] = [named(amendment.sessionId), named(amendment.otherId)];
      if (one.agencyId === other.agencyId) throw new Refusal('swap_same', { field: 'otherId' });
      return [movedTo(one, other, ground), movedTo(other, one, ground)];
    }
    case 'cancel': {
      const session = named(amendment.sessionId);
      return [{ before: session, after: { ...session, state: 'cancelled', cancelledAt: ground.at, cancelReason: ground.reason, rev: session.rev + 1, sequence: session.sequence + 1 } }];
    }
    case 'substitute':
      return [substituted(named(amendment.sessionId), amendment.personId, ground)];
    case 'add':
      return [added(amendment.agencyId, amendment.to, ground.newIds[index] ?? '', ground)];
  }
}

/** What each amendment of a list does, in its order: nothing is touched twice. */
export function touchedBy(amendments: readonly Amendment[], ground: AmendGround): Touched[] {
  const seen = new Set<string>();
  return amendments.map((amendment, index): Touched => {
    try {
      const ids = sessionsNamed(amendment);
      if (ids.some((id) => seen.has(id))) throw new Refusal('touched_twice');
      const touches = touchesOf(amendment, index, ground);
      for (const id of ids) seen.add(id);
      return { touches, refusal: null };
    } catch (error) {
      if (error instanceof Refusal) return { touches: [], refusal: error };
      throw error;
    }
  });
}

/** The sessions as a list of touches leaves them, cancelled ones left out. */
export function sessionsAfter(sessions: readonly PlannedSession[], touches: readonly Touch[]): PlannedSession[] {
  const changed = new Map(touches.map(({ after }) => [after.id, after]));
  const known = new Set(sessions.map(({ id }) => id));
  return [...sessions.map((one) => changed.get(one.id) ?? one), ...touches.flatMap(({ after }) => (known.has(after.id) ? [] : [after]))].filter(({ state }) => state === 'published');
}
