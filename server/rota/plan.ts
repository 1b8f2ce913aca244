import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import { demandLookup } from '../demand/lookup.ts';
import type { Demand } from '../demand/demand.ts';
import { addDays, addMonths, daysBetween, daysFrom, formatMonth, monthKey, monthLength, monthOf, toJalali, type Day, type JalaliMonth } from '../domain/jalali.ts';
import type { DemandSpan, Draft, DraftAgency } from '../domain/draft.ts';
import { Refusal } from '../domain/refusal.ts';
import { drawUp } from '../domain/rota.ts';
import { demandOf, weightsOf, type DemandRow, type FloorAnswer, type Pace, type Weight, type WeightFormula, type Weights } from '../domain/rota/entitlement.ts';
import { debtsAfter, recount } from '../domain/rota/fairness.ts';
import type { Pin, Rota, RotaInput, Slot, TieHash } from '../domain/rota/plan.ts';
import { valueOn } from '../domain/settings.ts';
import { sessionLookup } from '../sessions/lookup.ts';
import { horizonFrom, type Horizon } from './horizon.ts';
import { rotaRepository } from './repository.ts';
import { awayOf, isInvitable, spacingOf, surroundingsOf, weeklyHoursOf, type Surroundings } from './surroundings.ts';

/** What a horizon comes to before anything is drawn up: its slots, the agencies with their weights, and the promise on waiting. */
export interface Prospect extends Horizon {
  readonly agencies: readonly DraftAgency[];
  readonly formula: WeightFormula;
  readonly floor: FloorAnswer;
  readonly demand: DemandSpan;
  /** Months of that span for which nothing at all is written. */
  readonly unwritten: readonly JalaliMonth[];
}

/** A drawn-up rota with the input that it came from. */
export interface Drawn {
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

const DEMAND_MONTHS = 12;

/** The twelve Jalali months before the one in which a horizon begins. */
const demandSpanOf = (from: Day): DemandSpan => ({ from: addMonths(monthOf(from), -DEMAND_MONTHS), to: addMonths(monthOf(from), -1) });

const unwrittenOf = (rows: readonly Demand[], { from }: DemandSpan): JalaliMonth[] => {
  const written = new Set(rows.flatMap(({ year, month, clients, calls, openRequests }) => (clients + calls + openRequests > 0 ? [monthKey({ year, month })] : [])));
  return Array.from({ length: DEMAND_MONTHS }, (_, index) => addMonths(from, index)).filter((month) => !written.has(monthKey(month)));
};

/** The weights, or the refusal `weights_all_zero` that names the months for which there is nothing to weigh. */
export function weighed(demand: readonly DemandRow[], formula: WeightFormula, pace: Pace, span: DemandSpan): Weights {
  try {
    return weightsOf(demand, formula, pace);
  } catch (error) {
    const isEmpty = error instanceof Refusal && error.code === 'weights_all_zero';
    throw isEmpty ? new Refusal('weights_all_zero', { facts: { from: formatMonth(span.from), to: formatMonth(span.to), year: span.to.year } }) : error;
  }
}

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

/**
 * Debts from the programmes before, counted anew from what was really given, programme after programme: what was cancelled or taken to another
 * one's days after the next was drawn up is owed, or counted, all the same.
 */
async function debtsBefore(db: Knex, from: Day): Promise<Readonly<Record<string, number>>> {
  const drafts = await rotaRepository(db).publishedBefore(from);
  let debts: Readonly<Record<string, number>> | null = null;
  for (const [index, draft] of drafts.entries()) {
    const until = addDays(drafts[index + 1]?.from ?? from, -1);
    const slots = await sessionLookup(db).published(draft.from, until);
    const known: Readonly<Record<string, number>> | null = debts;
    const agencies = known === null ? draft.agencies : draft.agencies.map((agency) => ({ ...agency, carried: known[agency.id] ?? 0 }));
    if (slots.length > 0) debts = debtsAfter(recount(slots, agencies));
  }
  return debts ?? {};
}

const NO_DEMAND = { clients: 0, calls: 0, openRequests: 0 };

/** What is known of agencies before a horizon begins, read once: their demand, and what earlier horizons left them. */
interface Past {
  readonly rows: readonly Demand[];
  readonly of: (weight: Weight) => DraftAgency;
}

async function pastOf(db: Knex, from: Day, span: DemandSpan): Promise<Past> {
  const rows = await demandLookup(db).demandBetween(span.from, span.to);
  const debts = await debtsBefore(db, from);
  const tally = await sessionLookup(db).tallyBefore(from);
  return {
    rows,
    of: ({ agencyId, ...weight }) => {
      const own = tally.get(agencyId);
      return {
        id: agencyId,
        ...weight,
        weight: weight.share,
        carried: debts[agencyId] ?? 0,
        lastDay: own?.lastDay ?? null,
        openingCount: own?.count ?? 0,
        recentCalls: recently(rows, agencyId, from, 'calls'),
        recentClients: recently(rows, agencyId, from, 'clients'),
      };
    },
  };
}

/** What a horizon comes to in surroundings that were read of it or supposed; refuses `no_slots`, `no_agencies` and `weights_all_zero`. */
export async function prospectFrom(db: Knex, surroundings: Surroundings): Promise<Prospect> {
  const { from, to } = surroundings;
  const horizon = horizonFrom(surroundings);
  const { slots, held } = horizon;
  const span = demandSpanOf(from);
  const sums = new Map((await demandLookup(db).demandSums(span.from, span.to)).map((sum) => [sum.agencyId, sum]));
  const holders = new Set([...held.values()].map(({ agencyId }) => agencyId));
  const listed = surroundings.agencies.filter((agency) => isInvitable(agency, surroundings) || holders.has(agency.id));
  const formula = valueOn(surroundings.settings, 'demand_formula', from);
  const pace = { slots: slots.length, days: daysBetween(from, to) + 1 };
  // An agency that only stands on a published slot takes part in the account, and has no share.
  const demand = listed.map((agency) => (isInvitable(agency, surroundings) ? (sums.get(agency.id) ?? { agencyId: agency.id, ...NO_DEMAND }) : { agencyId: agency.id, ...NO_DEMAND }));
  const { weights, floor } = weighed(demand, formula, pace, span);
  const past = await pastOf(db, from, span);
  return { ...horizon, agencies: weights.map(past.of), formula, floor, demand: span, unwritten: unwrittenOf(past.rows, span) };
}

/** Reads what a horizon comes to; refuses `no_slots`, `no_agencies` and `weights_all_zero`. */
export const prospectOf = async (db: Knex, from: Day, to: Day): Promise<Prospect> => prospectFrom(db, await surroundingsOf(db, from, to));

/** Agencies that would join a draft's shares: what they have behind them, their demand by the draft's own formula and months; without a share as yet. */
export async function newcomersOf(db: Knex, { from, formula, figures }: Pick<Draft, 'from' | 'formula' | 'figures'>, ids: readonly string[]): Promise<DraftAgency[]> {
  if (ids.length === 0) return [];
  const span = figures.demand;
  const sums = new Map((await demandLookup(db).demandSums(span.from, span.to)).map((sum) => [sum.agencyId, sum]));
  const past = await pastOf(db, from, span);
  return ids.map((agencyId) => past.of({ agencyId, demand: demandOf(sums.get(agencyId) ?? { agencyId, ...NO_DEMAND }, formula), share: 0, lifted: false, idealGapDays: null }));
}

/** Only what the algorithm reads: what an agency's explanation names beside it would make two equal inputs look different. */
const bare = ({ id, weight, carried, lastDay, openingCount }: DraftAgency) => ({ id, weight, carried, lastDay, openingCount });

/** Draws up the rota of a horizon for these agencies and slots, with more pins beside the published slots; `known` is reused where its input was the same. */
export function drawnFrom({ surroundings, held }: Horizon, agencies: readonly DraftAgency[], slots: readonly Slot[], pins: readonly Pin[], known: Drawn | null): Drawn {
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
  const rota = known?.inputHash === inputHash ? known.rota : drawUp(input, tieHashOf(surroundings.from, surroundings.to));
  return { input, inputHash, rota };
}
