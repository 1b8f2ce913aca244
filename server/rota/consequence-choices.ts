import type { Knex } from 'knex';
import { addMinutes, toInstant, type Instant } from '../domain/calendar.ts';
import { minutesOfClock } from '../domain/clock.ts';
import type { PlannedHour } from '../domain/hour-occurrences.ts';
import type { Day } from '../domain/jalali.ts';
import { isSamePlace, placeOf } from '../domain/rota/amend.ts';
import type { Amendment } from '../domain/rota/amendment.ts';
import { createAvailability } from '../domain/rota/availability.ts';
import { createJudge } from '../domain/rota/conflict.ts';
import type { Hit } from '../domain/rota/consequence.ts';
import type { TimetablePlace } from '../domain/rota/difference.ts';
import type { Micro } from '../domain/rota/plan.ts';
import { draftOn } from './amend-ground.ts';
import { placesIn, type PlaceGround } from './amend-places.ts';
import { accountOf, boardDataOf } from './board-data.ts';
import type { ConsequenceFacts, FreedPlace } from './consequence-facts.ts';
import { isLost, placesToMoveTo } from './consequence-hours.ts';
import { isInvitable, spacingOf, weeklyHoursOf } from './surroundings.ts';

/** One thing that may happen to a session that is hit or to a place that is freed; `value` names it within its list. */
export interface Choice {
  readonly value: string;
  /** Null where nothing is altered. */
  readonly amendment: Amendment | null;
  readonly kind: 'move' | 'shorten' | 'cancel' | 'keep' | 'leave' | 'add' | 'back' | 'hours_end' | 'hours_cut' | 'hours_move';
  /** Where the session would stand, or where the one that comes back stands now. */
  readonly place: TimetablePlace | null;
  readonly agencyId: string | null;
  /** What its agency is owed, in millionths of a session, where it is asked in. */
  readonly owed: Micro | null;
  /** Where managers' hours would be held. */
  readonly hour: PlannedHour | null;
}

/** What may happen in one place of the list, and what is proposed. */
export interface Offered {
  readonly choices: readonly Choice[];
  readonly proposed: string;
}

const MOST_PLACES = 6;
const MOST_AGENCIES = 5;
/** Less than this is no session: nobody is asked to come for it. */
const LEAST_MINUTES = 30;

const choice = (kind: Choice['kind'], value: string, amendment: Amendment | null, more: Partial<Choice> = {}): Choice => ({ kind, value, amendment, place: null, agencyId: null, owed: null, hour: null, ...more });

/** A place as it stands in a form's value. */
export const placeKey = ({ day, from, to, line }: TimetablePlace): string => `${day}_${from}_${to}_${line}`;

/** The hours of its own day that are left to a session, where they are enough to come for. */
const restOf = ({ session, left }: Hit): TimetablePlace | null =>
  left === null || minutesOfClock(left.to) - minutesOfClock(left.from) < LEAST_MINUTES ? null : { day: session.day, ...left, line: session.line };

const moveTo = (kind: 'move' | 'shorten', sessionId: string, to: TimetablePlace): Choice => choice(kind, `${kind}_${placeKey(to)}`, { kind: 'move', sessionId, to }, { place: to });

/** For each session that is hit the places to which it may go, the next first; what is proposed to one is offered to no later one. */
export async function hitChoices(ground: PlaceGround, { hits, freed, surroundings }: ConsequenceFacts, now: Instant): Promise<Offered[]> {
  const { tooClose } = createAvailability({ away: [], weeklyHours: [], spacing: spacingOf(surroundings) });
  const leaving = hits.map(({ session }) => session.id);
  const proposed: { readonly agencyId: string | null; readonly place: TimetablePlace }[] = [];
  const offered: Offered[] = [];
  for (const hit of hits) {
    const { session } = hit;
    const taken = proposed.map(({ place }) => place);
    const ownDays = proposed.flatMap(({ agencyId, place }) => (agencyId === session.agencyId ? [place.day] : []));
    const fitting = async (most: number, after: Instant) => (session.agencyId === null ? [] : placesIn(ground, session, session.agencyId, most, after, { taken, leaving }));
    const later = await fitting(MOST_PLACES, session.startsAt > now ? session.startsAt : now);
    const [earliest] = freed;
    const before = earliest !== undefined && earliest.day < session.day ? await fitting(freed.length, addMinutes(toInstant(earliest.day, earliest.from), -1)) : [];
    // A day that opens for the one that closes: both are told of by the same news.
    const exchanged = before.filter((place) => place.day < session.day && freed.some((one) => isSamePlace(one, place)));
    const places = [...later, ...exchanged].filter(({ day }) => tooClose(day, ownDays) === null);
    const [next] = places;
    if (next !== undefined) proposed.push({ agencyId: session.agencyId, place: next });
    const rest = restOf(hit);
    const moves = places.map((to) => moveTo('move', session.id, to));
    const choices = [...moves, ...(rest === null ? [] : [moveTo('shorten', session.id, rest)]), choice('cancel', 'cancel', { kind: 'cancel', sessionId: session.id }), choice('keep', 'keep', null)];
    offered.push({ choices, proposed: choices[0]?.value ?? 'keep' });
  }
  return offered;
}

/** What may become of the managers' hours of each planned day that a change takes or cuts: that, or another day of their week. */
export async function hourChoices(db: Knex, { foreseen, groups, hourRule }: Pick<ConsequenceFacts, 'foreseen' | 'groups' | 'hourRule'>, now: Instant): Promise<ReadonlyMap<Day, Offered>> {
  const offered = new Map<Day, Offered>();
  const lost = groups.filter(isLost);
  const days = [...new Set(lost.map(({ plannedDay }) => plannedDay))].sort();
  const places = hourRule === null ? new Map<Day, readonly PlannedHour[]>() : await placesToMoveTo(db, hourRule, foreseen, days, now);
  for (const day of days) {
    const isCut = lost.every(({ plannedDay, after }) => plannedDay !== day || (after !== null && after.state !== 'cancelled'));
    const moves = (places.get(day) ?? []).map((hour) => choice('hours_move', `move_${hour.day}`, null, { hour }));
    offered.set(day, { choices: [choice(isCut ? 'hours_cut' : 'hours_end', 'cancel', null), ...moves], proposed: 'cancel' });
  }
  return offered;
}

/** Who may be asked into each place that is freed: whoever had stood there, and the agencies that are owed most; places that are proposed to moved sessions stay theirs. */
export async function freedChoices(db: Knex, { surroundings: wide, away }: PlaceGround, facts: ConsequenceFacts, promised: readonly TimetablePlace[]): Promise<Offered[]> {
  const { freed, publications } = facts;
  if (freed.length === 0) return [];
  const leaving = new Set(facts.hits.map(({ session }) => session.id));
  const standing = wide.published.filter(({ id }) => !leaving.has(id));
  const slotAt = (place: FreedPlace) => ({ ...placeOf(place), id: placeKey(place), weekIndex: 0 });
  const judge = createJudge({
    slots: [...standing.map(({ id, day, from, to, line }) => ({ id, day, from, to, line, weekIndex: 0 })), ...freed.map(slotAt)],
    cards: Object.fromEntries(standing.map(({ id, agencyId }) => [id, agencyId])),
    agencies: wide.agencies.map((agency) => ({ id: agency.id, mayBeInvited: isInvitable(agency, wide), lastDay: null })),
    away, weeklyHours: weeklyHoursOf(wide), spacing: spacingOf(wide), published: [], closed: {},
  });
  const debts = await debtsOn(db, freed.map(({ day }) => day), publications);
  const asked = new Set<string>();
  return freed.map((place): Offered => {
    const mayCome = (agencyId: string, vacated: readonly string[] = []): boolean => judge.conflictsOf({ agencyId, slotId: placeKey(place), vacated }).length === 0;
    const back = place.displaced.flatMap(({ agencyId, session }) => (session !== null && !leaving.has(session.id) && mayCome(agencyId, [session.id]) ? [choice('back', `back_${session.id}`, { kind: 'move', sessionId: session.id, to: placeOf(place) }, { place: placeOf(session), agencyId })] : []));
    const add = (agencyId: string, owed: Micro | null): Choice => choice('add', `add_${agencyId}`, { kind: 'add', agencyId, to: placeOf(place) }, { agencyId, owed });
    const cancelled = place.displaced.flatMap(({ agencyId, session }) => (session === null && mayCome(agencyId) ? [agencyId] : []));
    const owed = (debts.get(place.day) ?? []).filter(({ agencyId }) => !cancelled.includes(agencyId) && mayCome(agencyId)).slice(0, MOST_AGENCIES + asked.size);
    // One after another: whoever is first in one place is not first in the next.
    const inTurn = [...owed.filter(({ agencyId }) => !asked.has(agencyId)), ...owed.filter(({ agencyId }) => asked.has(agencyId))].slice(0, MOST_AGENCIES);
    const [turn] = inTurn;
    if (turn !== undefined) asked.add(turn.agencyId);
    const choices = [choice('leave', 'leave', null), ...back, ...cancelled.map((agencyId) => add(agencyId, null)), ...inTurn.map(({ agencyId, debt }) => add(agencyId, debt))];
    const isPromised = promised.some((one) => isSamePlace(one, place));
    const proposed = isPromised ? undefined : choices.find(({ kind, agencyId }) => kind === 'back' || (kind === 'add' && agencyId !== null && cancelled.includes(agencyId)));
    return { choices, proposed: proposed?.value ?? 'leave' };
  });
}

/** What each agency is owed by the programme that decides about a day, the greatest debt first. */
async function debtsOn(db: Knex, days: readonly Day[], publications: Parameters<typeof draftOn>[0]): Promise<ReadonlyMap<Day, readonly { readonly agencyId: string; readonly debt: Micro }[]>> {
  const accounts = new Map<string, readonly { readonly agencyId: string; readonly debt: Micro }[]>();
  const found = new Map<Day, readonly { readonly agencyId: string; readonly debt: Micro }[]>();
  for (const day of new Set(days)) {
    const draftId = draftOn(publications, day);
    if (draftId === null) continue;
    if (!accounts.has(draftId)) {
      const { agencies } = accountOf(await boardDataOf(db, draftId));
      accounts.set(draftId, agencies.filter(({ share }) => share > 0).map(({ agencyId, discrepancy }) => ({ agencyId, debt: 0 - discrepancy })).sort((a, b) => b.debt - a.debt || (a.agencyId < b.agencyId ? -1 : 1)));
    }
    found.set(day, accounts.get(draftId) ?? []);
  }
  return found;
}
