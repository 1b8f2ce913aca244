import type { DraftAgency } from '../domain/draft.ts';
import { daysBetween, startOfWeek, type Day } from '../domain/jalali.ts';
import { Refusal } from '../domain/refusal.ts';
import type { FloorAnswer } from '../domain/rota/entitlement.ts';
import { movesPlaces, movesShares, type Supposition } from '../domain/rota/supposition.ts';
import { emptyCell, placeIdOf, type PlannedSession, type SessionCell } from '../domain/session.ts';
import type { BoardData } from './board-data.ts';
import { cellFrom, sessionOf } from './draw-up.ts';
import { horizonFrom, type Horizon } from './horizon.ts';
import { drawnFrom, sessionIdOf, weighed, type Drawn } from './plan.ts';
import { openOn, type Surroundings } from './surroundings.ts';

/** What a board is drawn anew from. */
export interface Redrawing {
  /** Those that were read, or those that are supposed. */
  readonly surroundings: Surroundings;
  /** What of them is supposed; null: everything is as it is. */
  readonly supposition: Supposition | null;
  /** Agencies that would come to share in it, as `newcomersOf` gives them. */
  readonly newcomers: readonly DraftAgency[];
  /** Ids of all sessions that the draft ever had: a new one takes none of them. */
  readonly taken: ReadonlySet<string>;
}

/** A board drawn anew around what nobody moves. */
export interface Redrawn {
  readonly horizon: Horizon;
  readonly drawn: Drawn;
  /** The cell of every session that is neither published nor pinned, by session. */
  readonly cells: ReadonlyMap<string, SessionCell>;
  /** Sessions at places that have opened, empty as yet. */
  readonly fresh: readonly PlannedSession[];
  /** Sessions whose places the weeks would not have. */
  readonly dropped: readonly PlannedSession[];
  /** The draft's agencies with their weights, and its promise, as they would be. */
  readonly agencies: readonly DraftAgency[];
  readonly floor: FloorAnswer;
}

const stranger = (id: string): DraftAgency => ({
  id, weight: 0, carried: 0, lastDay: null, openingCount: 0, demand: 0, share: 0, lifted: false, idealGapDays: null, recentCalls: 0, recentClients: 0,
});

/** Those who came to hold a slot otherwise are added, without a share. */
function withStrangers(agencies: readonly DraftAgency[], { sessions, beyond }: BoardData): DraftAgency[] {
  const known = new Set(agencies.map(({ id }) => id));
  const more = new Set([...sessions, ...beyond].flatMap(({ agencyId }) => (agencyId === null || known.has(agencyId) ? [] : [agencyId])));
  return [...agencies, ...[...more].map(stranger)];
}

/** Agencies whose flag was taken away since the weights were fixed keep their share on paper and are not invited. */
function withFlags(surroundings: Surroundings): Surroundings {
  const off = surroundings.agencies.filter(({ mayBeInvited }) => !mayBeInvited);
  const exclusions = off.map(({ id }) => ({ agencyId: id, from: surroundings.from, to: surroundings.to, reason: 'دعوت از این دستگاه برداشته شده است' }));
  return { ...surroundings, exclusions: [...surroundings.exclusions, ...exclusions] };
}

const overlaps = (one: Pick<PlannedSession, 'day' | 'from' | 'to' | 'line'>, other: Pick<PlannedSession, 'day' | 'from' | 'to' | 'line'>): boolean =>
  one.day === other.day && one.line === other.line && one.from < other.to && other.from < one.to;

/** Places that the weeks lack which the calendar, the template or the number of sessions has opened since: new sessions, empty as yet. */
function freshOf({ draft, reach }: BoardData, { slots }: Horizon, kept: readonly PlannedSession[], known: readonly PlannedSession[], taken: ReadonlySet<string>): PlannedSession[] {
  const places = new Set(known.map(placeIdOf));
  const lacking = new Map<Day, number>();
  const count = (day: Day, by: number): void => void lacking.set(startOfWeek(day), (lacking.get(startOfWeek(day)) ?? 0) + by);
  for (const { day } of slots) count(day, 1);
  for (const { day } of kept) count(day, -1);
  const fresh: PlannedSession[] = [];
  for (const slot of slots) {
    if (slot.day > reach.end || places.has(slot.id) || (lacking.get(startOfWeek(slot.day)) ?? 0) <= 0) continue;
    if (kept.some((session) => overlaps(session, slot))) continue;
    count(slot.day, -1);
    const session = sessionOf(draft.id, slot, emptyCell({ code: 'nobody_free', blocked: [] }));
    // A place may have been the draft's before: who had it keeps his id wherever he is now.
    let id = session.id;
    for (let again = 2; taken.has(id); again += 1) id = sessionIdOf(draft.id, `${slot.id} ${again}`);
    fresh.push({ ...session, id });
  }
  return fresh;
}

/** Sessions that nobody fixed at places which the supposed weeks do not have. */
function droppedOf({ supposition }: Redrawing, { slotPlan }: Horizon, standing: readonly PlannedSession[]): PlannedSession[] {
  if (supposition === null || !movesPlaces(supposition)) return [];
  const ends = new Map(slotPlan.slots.map(({ id, to }) => [id, to]));
  return standing.filter((session) => !session.pinned && session.day >= supposition.since && ends.get(placeIdOf(session)) !== session.to);
}

/** The weights of a draft of which nothing is public yet, by the demand that made them, at another pace or among other agencies. */
function weighedAnew({ draft }: BoardData, { surroundings, newcomers }: Redrawing, slots: number): Pick<Redrawn, 'agencies' | 'floor'> {
  const off = new Set(surroundings.agencies.flatMap(({ id, mayBeInvited }) => (mayBeInvited ? [] : [id])));
  const known = new Map([...draft.agencies, ...newcomers].map((agency) => [agency.id, agency]));
  const listed = [...known.values()];
  const rows = listed.map(({ id, demand }) => ({ agencyId: id, clients: off.has(id) ? 0 : demand, calls: 0, openRequests: 0 }));
  const plain = { clients: 1, calls: 0, openRequests: 0, floor: draft.formula.floor };
  const { weights, floor } = weighed(rows, plain, { slots, days: daysBetween(draft.from, draft.to) + 1 }, draft.figures.demand);
  return { floor, agencies: weights.map(({ agencyId, ...weight }): DraftAgency => ({ ...(known.get(agencyId) ?? stranger(agencyId)), ...weight, weight: weight.share })) };
}

/** Draws anew what is neither published nor pinned; what is `known` is not computed again. Refuses `no_slots`, `no_agencies`, `weights_all_zero`. */
export function redrawnFrom(data: BoardData, redrawing: Redrawing, known: Redrawn | null): Redrawn {
  const { draft } = data;
  const horizon = horizonFrom(withFlags(redrawing.surroundings));
  const isOpen = openOn(horizon.surroundings);
  const planned = data.sessions.filter(({ state }) => state === 'draft');
  const dropped = droppedOf(redrawing, horizon, planned);
  const left = planned.filter((session) => !dropped.includes(session));
  const closures = new Map(left.flatMap((one) => {
    const answer = isOpen(one.day, one.from, one.to);
    return answer.ok || one.pinned ? [] : [[one.id, answer.title] as const];
  }));
  const standing = left.filter(({ id }) => !closures.has(id));
  const published = [...data.sessions, ...data.beyond].filter(({ state }) => state === 'published');
  const fresh = freshOf(data, horizon, [...standing, ...published], [...left, ...published], redrawing.taken);
  const own = [...left, ...fresh];
  const kept = [...standing, ...fresh];
  const places = new Map(kept.map((session) => [placeIdOf(session), session]));
  const held = horizon.slots.filter(({ id }) => horizon.held.has(id));
  const slots = [...held, ...kept.map((one) => ({ id: placeIdOf(one), day: one.day, from: one.from, to: one.to, line: one.line, weekIndex: 0 }))]
    .sort((a, b) => (`${a.day} ${a.from} ${a.line}` < `${b.day} ${b.from} ${b.line}` ? -1 : 1));
  if (slots.length === 0) throw new Refusal('no_slots');
  // Shares that a version has made public stay to the programme's end.
  const isWeighed = redrawing.supposition !== null && movesShares(redrawing.supposition) && draft.publishedUntil === null;
  const weights = isWeighed ? weighedAnew(data, redrawing, slots.length) : { agencies: draft.agencies, floor: draft.figures.floor };
  const pins = kept.filter(({ pinned }) => pinned).map((one) => ({ slotId: placeIdOf(one), agencyId: one.agencyId, reason: one.pinReason ?? '' }));
  const drawn = drawnFrom(horizon, withStrangers(weights.agencies, data), slots, pins, known?.drawn ?? null);
  const cells = new Map<string, SessionCell>(own.flatMap(({ id }) => {
    const title = closures.get(id);
    return title === undefined ? [] : [[id, emptyCell({ code: 'closed', title })] as const];
  }));
  for (const assignment of drawn.rota.assignments) {
    const session = places.get(assignment.slotId);
    if (session !== undefined && !session.pinned) cells.set(session.id, cellFrom(assignment, session.day, horizon.surroundings));
  }
  return { horizon, drawn, cells, fresh, dropped, ...weights };
}
