import type { Knex } from 'knex';
import type { CalendarContext } from '../calendar/lookup.ts';
import { callLookup, type Queue } from '../calls/lookup.ts';
import { dayOf, type Instant } from '../domain/calendar.ts';
import { addDays, type Day } from '../domain/jalali.ts';
import { sessionsNamed } from '../domain/rota/amend.ts';
import type { Busy, JudgeGround, SubstituteRule } from '../domain/rota/amend-judge.ts';
import type { Amendment } from '../domain/rota/amendment.ts';
import type { TimetablePlace } from '../domain/rota/difference.ts';
import type { PlannedSession } from '../domain/session.ts';
import { isLiving, type SessionLife } from '../domain/session-life.ts';
import { datedValues, DEFAULTS } from '../domain/settings.ts';
import { sessionLookup } from '../sessions/lookup.ts';
import { settingsLookup } from '../settings/lookup.ts';
import { versionOn, type Version } from './publication.ts';
import { rotaRepository } from './repository.ts';
import { awayOf, headFor, isInvitable, openOn, spacingOf, surroundingsOf, weeklyHoursOf, type Surroundings } from './surroundings.ts';

/** Another calendar than the one that is written: what it will be when a change that is joined has been made. */
export type AsIf = (calendar: CalendarContext) => CalendarContext;

/** Amendments with what was decided for them before the change: ids, so that it may be applied twice, and the streams that it declares. */
export interface PreparedAmendments {
  readonly amendments: readonly Amendment[];
  readonly streams: readonly string[];
  /** Ids of the amendments' own rows, and of the sessions that they add, by their place in the list. */
  readonly ids: readonly string[];
  readonly newSessionIds: readonly string[];
  /** The id of an invitation that may be new, by session. */
  readonly invitationIds: Readonly<Record<string, string>>;
  /** The days of the sessions named, by session: where one has moved since, the streams are not those of the change. */
  readonly days: Readonly<Record<string, Day>>;
  /** The open seats at a session's desk, by session and side. */
  readonly seats: Readonly<Record<string, { readonly host: readonly string[]; readonly companion: readonly string[] }>>;
}

/** All that a list of amendments is judged and written by, read over one handle. */
export interface AmendingGround extends JudgeGround {
  readonly surroundings: Surroundings;
  readonly publications: readonly Version[];
  /** The lives of the sessions named; rev 0 where nothing has happened to one. */
  readonly lives: ReadonlyMap<string, SessionLife>;
  readonly queues: ReadonlyMap<string, Queue>;
}

/** The programme that decides about a day: the newest that has published it; null where none has. */
export function draftOn(publications: readonly Version[], day: Day): string | null {
  const programmes = publications.filter(({ kind }) => kind === 'programme');
  const version = versionOn(programmes, day);
  return programmes.find((one) => one.version === version)?.draftId ?? null;
}

/** Where an amendment puts something, of what is known before it is judged. */
const placesOf = (amendment: Amendment, named: readonly PlannedSession[]): TimetablePlace[] =>
  amendment.kind === 'move' || amendment.kind === 'add' ? [amendment.to] : amendment.kind === 'swap' ? [...named] : [];

/** The days on which amendments change something, before and after; in order. */
export const daysTouched = (amendments: readonly Amendment[], named: readonly PlannedSession[]): Day[] =>
  [...new Set([...named.map(({ day }) => day), ...amendments.flatMap((one) => placesOf(one, named).map(({ day }) => day))])].sort();

const substituteKey = ({ agencyId, day, from, to }: Pick<PlannedSession, 'agencyId' | 'day' | 'from' | 'to'>): string => `${agencyId ?? ''} ${day} ${from} ${to}`;

/** Reads what the amendments of a list are judged by; sessions that are named and do not exist are left for the judge to refuse. */
export async function amendingGroundOf(
  db: Knex,
  amendments: readonly Amendment[],
  { newSessionIds, reason, at, asIf }: { readonly newSessionIds: readonly string[]; readonly reason: string; readonly at: Instant; readonly asIf?: AsIf | undefined },
): Promise<AmendingGround> {
  const lookup = sessionLookup(db);
  const ids = [...new Set(amendments.flatMap(sessionsNamed))];
  const named = (await Promise.all(ids.map((id) => lookup.byId(id)))).filter((one) => one !== null);
  const days = daysTouched(amendments, named);
  const [first, last] = [days[0] ?? dayOf(at), days.at(-1) ?? dayOf(at)];
  const gaps = await settingsLookup(db).settingRows();
  // Sessions beyond the days concerned may still be too close to them.
  const reach = Math.max(7, DEFAULTS.least_gap_days, ...datedValues(gaps, 'least_gap_days').map(({ value }) => value));
  const read = await surroundingsOf(db, addDays(first, -reach), addDays(last, reach));
  const surroundings = asIf === undefined ? read : { ...read, calendar: asIf(read.calendar) };
  const publications = await rotaRepository(db).versions();
  const known = new Map([...surroundings.published, ...named].map((session) => [session.id, session]));

  const planned: PlannedSession[] = [];
  const drafts = new Set([...named.map(({ draftId }) => draftId), ...days.flatMap((day) => draftOn(publications, day) ?? [])]);
  for (const draftId of drafts) planned.push(...(await lookup.ofDraft(draftId)).filter(({ state, day }) => state === 'draft' && days.includes(day)));

  const busy: Busy[] = [];
  for (const day of days) {
    for (const life of await lookup.livesOn(day)) {
      if (!known.has(life.id) && isLiving(life.state)) busy.push({ day, from: life.from, to: life.to, agencyId: life.agencyId, personId: life.personId });
    }
  }

  const lives = new Map<string, SessionLife>();
  for (const { id } of named) {
    const life = await lookup.life(id);
    if (life !== null) lives.set(id, life);
  }

  const headOn = (agencyId: string, day: Day) => headFor(surroundings, agencyId, day);
  const rules = new Map<string, SubstituteRule>();
  // Asked only for whom somebody comes, or is to come, in the head's place.
  const represented = named.filter(({ id, substituteId }) => substituteId !== null || amendments.some((one) => one.kind === 'substitute' && one.sessionId === id));
  for (const session of represented) {
    const places = [session, ...amendments.flatMap((one) => (sessionsNamed(one).includes(session.id) ? placesOf(one, named) : []))];
    for (const { day, from, to } of places) {
      const agencyId = session.agencyId ?? '';
      rules.set(substituteKey({ agencyId, day, from, to }), await lookup.substitutesFor({ agencyId, personId: headOn(agencyId, day).personId, day, from, to }));
    }
  }

  return {
    sessions: [...known.values()], newIds: newSessionIds, headOn, draftOn: (day) => draftOn(publications, day), reason, at, planned, busy,
    agencies: surroundings.agencies.map((agency) => ({ id: agency.id, mayBeInvited: isInvitable(agency, surroundings), lastDay: null })),
    away: awayOf(surroundings), weeklyHours: weeklyHoursOf(surroundings), spacing: spacingOf(surroundings), isOpen: openOn(surroundings),
    substitutes: (session) => rules.get(substituteKey(session)) ?? { rule: 'forbidden', people: [] },
    nameOf: (agencyId) => surroundings.agencies.find(({ id }) => id === agencyId)?.shortName ?? 'دستگاه',
    surroundings, publications, lives, queues: await callLookup(db).queuesOf(ids),
  };
}

/** From the first to the last of some days, of which there is one. */
export const spanOf = (days: readonly Day[]): { readonly from: Day; readonly until: Day } => {
  const sorted = [...days].sort();
  return { from: sorted[0] as Day, until: sorted.at(-1) as Day };
};
