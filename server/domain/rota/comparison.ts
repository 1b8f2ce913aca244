import { daysBetween, type Day } from '../jalali.ts';
import type { FloorAnswer, WeightFormula } from './entitlement.ts';
import { recount, type BoardSlot } from './fairness.ts';
import type { Account, AgencyFairness, Micro, RotaAgency } from './plan.ts';
import { promiseOutcome, type PromiseOutcome } from './promise.ts';

/** A programme as it stands or would stand: its sessions in order of time, and the weights that they are counted by. */
export interface Programme {
  readonly from: Day;
  readonly to: Day;
  readonly sessions: readonly BoardSlot[];
  readonly agencies: readonly (RotaAgency & { readonly demand: number })[];
  readonly formula: WeightFormula;
  readonly floor: FloorAnswer;
}

/** What a programme comes to as a whole. */
export interface Side {
  readonly sessions: number;
  /** Sessions that hold nobody. */
  readonly nobody: number;
  /** Sessions a week on average over the programme's days. */
  readonly perWeek: number;
  /** Agencies with a share, and those of them that have no turn at all. */
  readonly sharing: number;
  readonly turnless: number;
  /** Every so many days one of them has a turn, on average; null where none has. */
  readonly meanDays: number | null;
  /** The longest stretch without a turn of any of them, in days. */
  readonly longestDays: number;
  readonly worst: Micro;
  readonly bound: Micro;
  readonly withinBound: boolean;
  readonly floor: FloorAnswer;
  readonly promise: PromiseOutcome | null;
}

/** What one agency has of a programme. */
export interface Part {
  readonly given: number;
  readonly share: Micro;
  readonly entitlement: Micro;
  /** Every so many days a turn; null where it has none. */
  readonly meanDays: number | null;
  readonly longestDays: number;
  readonly first: Day | null;
}

/** One agency in both programmes; it gains with more turns, and with as many after a shorter wait. */
export interface Compared {
  readonly agencyId: string;
  readonly now: Part;
  readonly then: Part;
  readonly change: 'gains' | 'loses' | 'same';
}

/** Two programmes side by side; the agencies with the largest change come first. */
export interface Comparison {
  readonly now: Side;
  readonly then: Side;
  readonly agencies: readonly Compared[];
  readonly gains: number;
  readonly loses: number;
}

const WEEK = 7;
const NONE: Part = { given: 0, share: 0, entitlement: 0, meanDays: null, longestDays: 0, first: null };

const daysOf = ({ from, to }: Programme): number => daysBetween(from, to) + 1;

function sideOf(programme: Programme, account: Account): Side {
  const { sessions, formula, floor, agencies } = programme;
  const sharing = account.agencies.filter(({ share }) => share > 0);
  const given = sharing.reduce((sum, row) => sum + row.given, 0);
  return {
    sessions: sessions.length,
    nobody: sessions.length - account.held,
    perWeek: (sessions.length * WEEK) / daysOf(programme),
    sharing: sharing.length,
    turnless: sharing.filter((row) => row.given === 0).length,
    meanDays: given === 0 ? null : (daysOf(programme) * sharing.length) / given,
    longestDays: sharing.reduce((most, row) => Math.max(most, row.longestGapDays), 0),
    worst: account.worst,
    bound: account.bound,
    withinBound: account.withinBound,
    floor,
    promise: promiseOutcome(floor, formula, agencies, account),
  };
}

const partOf = (programme: Programme, { share, given, entitlement, longestGapDays, agencyId }: AgencyFairness): Part => ({
  given,
  share,
  entitlement,
  meanDays: given === 0 ? null : daysOf(programme) / given,
  longestDays: longestGapDays,
  first: programme.sessions.find((session) => session.agencyId === agencyId)?.day ?? null,
});

const changeOf = (now: Part, then: Part): Compared['change'] => {
  if (then.given !== now.given) return then.given > now.given ? 'gains' : 'loses';
  if (then.given === 0 || Math.abs(then.longestDays - now.longestDays) < WEEK) return 'same';
  return then.longestDays < now.longestDays ? 'gains' : 'loses';
};

/** Turns first, then days of waiting, then the day of the first turn; of equal ones the larger share, then the id. */
const byChange = (one: Compared, other: Compared): number => {
  const turns = ({ now, then }: Compared): number => Math.abs(then.given - now.given);
  const waits = ({ now, then }: Compared): number => Math.abs(then.longestDays - now.longestDays);
  const moved = ({ now, then }: Compared): number => (now.first === null || then.first === null ? 0 : Math.abs(daysBetween(now.first, then.first)));
  return turns(other) - turns(one) || waits(other) - waits(one) || moved(other) - moved(one)
    || other.then.share - one.then.share || (one.agencyId < other.agencyId ? -1 : 1);
};

/** Compares two programmes of the same days; agencies without a share and without a turn in both are left out. */
export function compare(now: Programme, then: Programme): Comparison {
  const accounts = [now, then].map((programme) => recount(programme.sessions, programme.agencies));
  const [before, after] = accounts as [Account, Account];
  const parts = (programme: Programme, account: Account) => new Map(account.agencies.map((row) => [row.agencyId, partOf(programme, row)]));
  const [had, has] = [parts(now, before), parts(then, after)];
  const agencies = [...new Set([...had.keys(), ...has.keys()])].flatMap((agencyId): Compared[] => {
    const [one, other] = [had.get(agencyId) ?? NONE, has.get(agencyId) ?? NONE];
    const counts = [one, other].some(({ share, given }) => share > 0 || given > 0);
    return counts ? [{ agencyId, now: one, then: other, change: changeOf(one, other) }] : [];
  });
  const count = (change: Compared['change']): number => agencies.filter((one) => one.change === change).length;
  return { now: sideOf(now, before), then: sideOf(then, after), agencies: agencies.sort(byChange), gains: count('gains'), loses: count('loses') };
}
