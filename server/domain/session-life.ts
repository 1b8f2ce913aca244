import { addMinutes, clock, toInstant, type Clock, type Instant } from './calendar.ts';
import { addDays, type Day } from './jalali.ts';
import { Refusal } from './refusal.ts';

/** What a session can be; the queue is the same in all of them. */
export const SESSION_KINDS = ['electronic_meeting', 'manager_hour', 'public_desk'] as const;
export type SessionKind = (typeof SESSION_KINDS)[number];

/** Where a session stands on its day. */
export const LIFE_STATES = ['scheduled', 'awaiting', 'open', 'paused', 'closing', 'closed', 'cancelled'] as const;
export type LifeState = (typeof LIFE_STATES)[number];

/** The life of one session: planned as civil time, what happened as instants. `endsAt` moves with extra minutes. */
export interface SessionLife {
  readonly id: string;
  readonly kind: SessionKind;
  readonly agencyId: string;
  readonly personId: string | null;
  readonly hostHonorific: 'khanom' | 'agha' | null;
  readonly hostName: string | null;
  readonly post: string;
  readonly day: Day;
  readonly from: Clock;
  readonly to: Clock;
  readonly zone: string;
  readonly line: number;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly state: LifeState;
  readonly rev: number;
  /** The call that the host has before him: connecting, talking or in wrap-up. */
  readonly currentCallId: string | null;
  readonly hostArrivedAt: Instant | null;
  readonly openedAt: Instant | null;
  readonly hostLeftAt: Instant | null;
  /** What he was away in all, between leaving and coming back. */
  readonly awaySeconds: number;
  readonly closedAt: Instant | null;
  readonly closedBy: string | null;
  /** The person in whose place the substitute answers, and why. */
  readonly substituteFor: string | null;
  readonly substituteWhy: string | null;
  /** Why it is paused or was cancelled. */
  readonly reason: string | null;
  readonly message: string | null;
  readonly messageAt: Instant | null;
  readonly messageBy: string | null;
  readonly summary: SessionSummary | null;
}

/** At which desk a manager is: that of a session, or his own in the hour of all. */
export type DeskPlace = 'session' | 'hour';

/** At which desk somebody answers whose session or hour this is. */
export const deskPlaceOf = ({ kind }: Pick<SessionLife, 'kind'>): DeskPlace => (kind === 'manager_hour' ? 'hour' : 'session');

/** What a session came to; counts of calls, seconds, and minutes of answering. `taken` is the sum of the host's outcomes. */
export interface SessionSummary {
  readonly taken: number;
  readonly answered: number;
  readonly settled: number;
  readonly committed: number;
  readonly referred: number;
  readonly otherAgency: number;
  readonly linked: number;
  readonly callBack: number;
  readonly dropped: number;
  readonly carried: number;
  readonly registered: number;
  readonly medianWait: number | null;
  readonly p90Wait: number | null;
  readonly medianTalk: number | null;
  readonly p90Talk: number | null;
  readonly minutesAnswering: number;
}

/** What can be done to a session's life, apart from closing and cancelling, which deal with its callers too. */
export const LIFE_STEPS = ['await', 'open', 'pause', 'resume', 'extend', 'leave'] as const;
export type LifeStep = (typeof LIFE_STEPS)[number];

const LEADS: Readonly<Record<LifeStep, { readonly from: readonly LifeState[]; readonly to: LifeState }>> = {
  await: { from: ['scheduled'], to: 'awaiting' },
  open: { from: ['scheduled', 'awaiting'], to: 'open' },
  pause: { from: ['open'], to: 'paused' },
  resume: { from: ['paused', 'closing'], to: 'open' },
  // The last callers are answered beyond the planned end; nobody new is taken in.
  extend: { from: ['open', 'paused', 'closing'], to: 'closing' },
  leave: { from: ['open', 'paused', 'closing'], to: 'closing' },
};

/** Whether the step may be taken now. */
export const mayLive = (state: LifeState, step: LifeStep): boolean => LEADS[step].from.includes(state);

/** The life after a step at an instant; refuses `session_step` where it does not follow. `minutes` are the extra ones. */
export function lived(life: SessionLife, step: LifeStep, at: Instant, { reason = null, minutes = 0 }: { readonly reason?: string | null; readonly minutes?: number } = {}): SessionLife {
  // Who has left cannot leave again: the minutes of answering end when he did.
  if (!mayLive(life.state, step) || (step === 'leave' && life.hostLeftAt !== null)) throw new Refusal('session_step');
  const next = { ...life, state: LEADS[step].to, rev: life.rev + 1 };
  switch (step) {
    case 'await':
      return next;
    case 'open':
      return { ...next, openedAt: at, hostArrivedAt: life.hostArrivedAt ?? at };
    case 'pause':
      return { ...next, reason };
    case 'resume':
      return { ...next, reason: null, hostLeftAt: null, awaySeconds: life.awaySeconds + (life.hostLeftAt === null ? 0 : Math.round((Date.parse(at) - Date.parse(life.hostLeftAt)) / 1000)) };
    case 'extend':
      return { ...next, reason: null, endsAt: addMinutes(at > life.endsAt ? at : life.endsAt, minutes) };
    case 'leave':
      return { ...next, reason: null, hostLeftAt: at };
  }
}

/** Whether the session has not ended. */
export const isLiving = (state: LifeState): boolean => state !== 'closed' && state !== 'cancelled';

/** Whether callers can be put into the queue: before the host has come too, but neither in a pause, nor while it is being ended, nor after its day. */
export function mustTakeCallers(life: Pick<SessionLife, 'state' | 'day'>, today: Day): void {
  if (life.state === 'paused') throw new Refusal('session_paused');
  if (life.state === 'closing') throw new Refusal('session_closing');
  if (!isLiving(life.state) || life.day < today) throw new Refusal('session_over');
}

/** Refuses `session_not_open` unless the host is answering. */
export function mustBeAnswering(life: Pick<SessionLife, 'state' | 'hostLeftAt'>): void {
  if (!['open', 'paused', 'closing'].includes(life.state) || life.hostLeftAt !== null) throw new Refusal('session_not_open');
}

/** Minutes by which the host is late at `now`; 0 where he has come or it is not yet time. */
export function minutesLate({ state, startsAt, hostArrivedAt }: Pick<SessionLife, 'state' | 'startsAt' | 'hostArrivedAt'>, now: Instant): number {
  if (hostArrivedAt !== null || !['scheduled', 'awaiting'].includes(state) || now <= startsAt) return 0;
  return Math.floor((Date.parse(now) - Date.parse(startsAt)) / 60_000);
}

const EVENING = clock('18:00');

/** From when a host finds the sheet by which he prepares for a session: six in the evening of the day before. */
export const preparedFrom = (day: Day): Instant => toInstant(addDays(day, -1), EVENING);
