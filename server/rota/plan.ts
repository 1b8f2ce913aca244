import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import { demandLookup } from '../demand/lookup.ts';
import type { Demand } from '../demand/demand.ts';
import { addDays, addMonths, daysBetween, daysFrom, monthLength, monthOf, startOfWeek, toJalali, type Day } from '../domain/jalali.ts';
import type { DemandSpan, DraftAgency } from '../domain/draft.ts';
import { drawUp } from '../domain/rota.ts';
import { weightsOf, type FloorAnswer, type WeightFormula } from '../domain/rota/entitlement.ts';
import { debtsAfter, recount } from '../domain/rota/fairness.ts';
import type { Pin, Rota, RotaInput, Slot, TieHash } from '../domain/rota/plan.ts';
import { slotsOf, type SlotPlan } from '../domain/rota/slots.ts';
import { placeIdOf, type PlannedSession } from '../domain/session.ts';
import { datedValues, perWeekOf, placesOf, valueOn } from '../domain/settings.ts';
import { rotaRepository } from './repository.ts';
import { awayOf, isInvitable, openOn, spacingOf, surroundingsOf, weeklyHoursOf, type Surroundings } from './surroundings.ts';

/** What a horizon comes to before anything is drawn up: its slots, the agencies with their weights, and the promise on waiting. */
export interface Prospect {
  readonly surroundings: Surroundings;
  readonly slotPlan: SlotPlan;
  /** The horizon's slots in order, published ones among them. */
  readonly slots: readonly Slot[];
  /** Slots that are published already, by slot id. */
  readonly held: ReadonlyMap<string, PlannedSession>;
  readonly agencies: readonly DraftAgency[];
  readonly formula: WeightFormula;
  readonly floor: FloorAnswer;
  readonly demand: DemandSpan;
}

/** A drawn-up rota with all that it came from. */
export interface Drawn extends Prospect {
  readonly input: RotaInput;
  readonly inputHash: string;
  readonly rota: Rota;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The published tie-breaker: SHA-256 of the horizon, the slot's number and the agency, so that the same input gives the same rota. */
export const tieHashOf = (from: Day, to: Day): TieHash => (agencyId, slot) => sha256(`${from}/${to}|${slot}|${agencyId}`);

/** The id of a draft's session, made from the draft and the place: a change may run twice and must make the same. */
export function sessionIdOf(draftId: string, placeId: string): string {
  const hex = sha256(`${draftId} ${placeId}`);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}

/** The twelve Jalali months before the one in which a horizon begins. */
const demandSpanOf = (from: Day): DemandSpan => ({ from: addMonths(monthOf(from), -12), to: addMonths(monthOf(from), -1) });

/** The horizon in stretches of one slot template each: a new template holds from its own day. */
function slotPlanOf(surroundings: Surroundings): SlotPlan {
  const { from, to, settings } = surroundings;
  const starts = [from, ...datedValues(settings, 'slot_template').flatMap(({ since }) => (since > from && since <= to ? [since] : []))];
  const parts = starts.map((start, index) => {
    const next = starts[index + 1];
    const part = slotsOf({
      from: start,
      to: next === undefined ? to : addDays(next, -1),
      template: placesOf(valueOn(settings, 'slot_template', start)),
      perWeek: perWeekOf(settings),
      isOpen: openOn(surroundings),
    });
    const weeks = daysBetween(startOfWeek(from), startOfWeek(start)) / 7;
    return {
      slots: part.slots.map((slot) => ({ ...slot, weekIndex: slot.weekIndex + weeks })),
      thinWeeks: part.thinWeeks.map((week) => ({ ...week, weekIndex: week.weekIndex + weeks })),
      allClosed: part.allClosed,
    };
  });
  return {
    slots: parts.flatMap(({ slots }) => slots),
    thinWeeks: parts.flatMap(({ thinWeeks }) => thinWeeks),
    allClosed: parts.every(({ allClosed }) => allClosed),
  };
}

const slotOf = (session: PlannedSession, from: Day): Slot => ({
  id: placeIdOf(session),
  day: session.day,
  from: session.from,
  to: session.to,
  line: session.line,
  weekIndex: daysBetween(startOfWeek(from), startOfWeek(session.day)) / 7,
});

const inOrder = (a: Slot, b: Slot): number => {
  const [one, other] = [`${a.day} ${a.from} ${String(a.line).padStart(4, '0')}`, `${b.day} ${b.from} ${String(b.line).padStart(4, '0')}`];
  return one < other ? -1 : one > other ? 1 : 0;
};

/** What the 30 days before a day had of a measure, each month's total spread evenly over its days. */
function recently(rows: readonly Demand[], agencyId: string, before: Day, measure: 'calls' | 'clients'): number {
  const totals = new Map(rows.filter((row) => row.agencyId === agencyId).map((row) => [`${row.year}-${row.month}`, row[measure]]));
  return Math.round(
    daysFrom(addDays(before, -30), addDays(before, -1)).reduce((sum, day) => {
      const { year, month } = toJalali(day);
      return sum + (totals.get(`${year}-${month}`) ?? 0) / monthLength({ year, month });
    }, 0),
  );
}

/** Debts from the published draft before: what each agency was given less its entitlement, up to the new horizon. */
async function debtsBefore(db: Knex, { from, published }: Surroundings): Promise<Readonly<Record<string, number>>> {
  const draft = await rotaRepository(db).publishedBefore(from);
  if (draft === null) return {};
  const slots = published.filter(({ day }) => day >= draft.from && day < from);
  return slots.length === 0 ? {} : debtsAfter(recount(slots, draft.agencies));
}

/** Reads what a horizon comes to; refuses `no_slots`, `no_agencies` and `weights_all_zero`. */
export async function prospectOf(db: Knex, from: Day, to: Day): Promise<Prospect> {
  const surroundings = await surroundingsOf(db, from, to);
  const slotPlan = slotPlanOf(surroundings);
  const held = new Map(surroundings.published.filter(({ day }) => day >= from).map((session) => [placeIdOf(session), session]));
  const slots = [
    ...slotPlan.slots.filter(({ id }) => !held.has(id)),
    ...[...held.values()].map((session) => slotOf(session, from)),
  ].sort(inOrder);
  const span = demandSpanOf(from);
  const demandSlice = demandLookup(db);
  const rows = await demandSlice.demandBetween(span.from, span.to);
  const sums = new Map((await demandSlice.demandSums(span.from, span.to)).map((sum) => [sum.agencyId, sum]));
  const holders = new Set([...held.values()].map(({ agencyId }) => agencyId));
  const listed = surroundings.agencies.filter((agency) => isInvitable(agency, surroundings) || holders.has(agency.id));
  const formula = valueOn(surroundings.settings, 'demand_formula', from);
  const pace = { slots: slots.length, days: daysBetween(from, to) + 1 };
  const none = { clients: 0, calls: 0, openRequests: 0 };
  // An agency that only stands on a published slot takes part in the account, and has no share.
  const demand = listed.map((agency) => (isInvitable(agency, surroundings) ? (sums.get(agency.id) ?? { agencyId: agency.id, ...none }) : { agencyId: agency.id, ...none }));
  const { weights, floor } = weightsOf(demand, formula, pace);
  const debts = await debtsBefore(db, surroundings);
  const before = surroundings.published.filter(({ day }) => day < from);
  const agencies = weights.map(({ agencyId, ...weight }): DraftAgency => {
    const own = before.filter((session) => session.agencyId === agencyId);
    return {
      id: agencyId,
      ...weight,
      weight: weight.share,
      carried: debts[agencyId] ?? 0,
      lastDay: own.at(-1)?.day ?? null,
      openingCount: own.length,
      recentCalls: recently(rows, agencyId, from, 'calls'),
      recentClients: recently(rows, agencyId, from, 'clients'),
    };
  });
  return { surroundings, slotPlan, slots, held, agencies, formula, floor, demand: span };
}

/** Only what the algorithm reads: what an agency's explanation names beside it would make two equal inputs look different. */
const bare = ({ id, weight, carried, lastDay, openingCount }: DraftAgency) => ({ id, weight, carried, lastDay, openingCount });

/** Draws up a rota from a prospect, with more pins beside the published slots; `known` is reused where its input was the same. */
export function drawnFrom(prospect: Prospect, agencies: readonly DraftAgency[], slots: readonly Slot[], pins: readonly Pin[], known: Drawn | null): Drawn {
  const { surroundings, held } = prospect;
  const published = [...held].map(([slotId, { agencyId }]): Pin => ({ slotId, agencyId, reason: 'منتشرشده' }));
  const input: RotaInput = {
    slots,
    agencies: agencies.map(bare),
    away: awayOf(surroundings),
    weeklyHours: weeklyHoursOf(surroundings),
    spacing: spacingOf(surroundings),
    pins: [...published, ...pins],
  };
  const inputHash = sha256(JSON.stringify(input));
  if (known !== null && known.inputHash === inputHash) return { ...prospect, input, inputHash, rota: known.rota };
  return { ...prospect, input, inputHash, rota: drawUp(input, tieHashOf(surroundings.from, surroundings.to)) };
}
