import { addMinutes, dayOf, formatInstant, toInstant, type Instant } from './calendar.ts';
import { formatClock } from './clock.ts';
import { addDays, type Day } from './jalali.ts';
import { presenceRecorded, type Excuse, type KnownPresence, type ManagerHour, type Presence } from './manager-hour.ts';
import { Refusal } from './refusal.ts';
import type { SessionLife } from './session-life.ts';
import { addWorkingDays, dayState, type WorkingContext } from './working-time.ts';

/** So many minutes before the hour begins its manager may say that he is there. */
export const OFFICE_OPENS_MINUTES = 30;

/** Where an hour stands on its office's page: still ahead, its page open, over, or not held at all. */
export type OfficePhase = 'ahead' | 'open' | 'over' | 'cancelled';

/** Where an hour stands at an instant. */
export function officePhase({ state, startsAt, endsAt }: Pick<ManagerHour, 'state' | 'startsAt' | 'endsAt'>, at: Instant): OfficePhase {
  if (state === 'cancelled') return 'cancelled';
  if (at < addMinutes(startsAt, -OFFICE_OPENS_MINUTES)) return 'ahead';
  return at < endsAt ? 'open' : 'over';
}

const presenceUnseen = ({ declaredAt }: Pick<ManagerHour, 'declaredAt'>): Presence => presenceRecorded({ declaredAt, answer: null, decision: null });

/**
 * The hour after «در دفترم حاضرم»; a report of not found is not undone by it, and is not told of either. Refuses `hour_step` where it is cancelled or more is
 * known already, `hour_excused`, `hour_not_begun` before half an hour before it, `hour_over`.
 */
export function declared(hour: ManagerHour, known: KnownPresence, by: string, at: Instant): ManagerHour {
  const phase = officePhase(hour, at);
  if (phase === 'cancelled') throw new Refusal('hour_step');
  if (known.presence === 'excused') throw new Refusal('hour_excused');
  if (phase === 'ahead') throw new Refusal('hour_not_begun', { facts: { from: formatClock(hour.from) } });
  if (phase === 'over') throw new Refusal('hour_over');
  if (hour.declaredAt !== null || !['no_report', 'not_found'].includes(hour.presence)) throw new Refusal('hour_step');
  return { ...hour, presence: hour.presence === 'no_report' ? 'declared' : hour.presence, declaredAt: at, declaredBy: by };
}

/** The hour with whoever answers in its manager's place, as its life has it; with nobody where he answers himself. */
export const substituted = (hour: ManagerHour, { personId, substituteFor, substituteWhy }: Pick<SessionLife, 'personId' | 'substituteFor' | 'substituteWhy'>): ManagerHour =>
  ({ ...hour, substituteId: substituteFor === null ? null : personId, substituteWhy });

/** Until when a manager who was not found may explain: the end of the office hours of the first working day after the day on which he could know of it. */
export function explanationUntil(day: Day, context: WorkingContext): Instant {
  const next = addWorkingDays(day, 1, context);
  const state = dayState(next, context);
  return toInstant(next, state.kind === 'working' ? state.to : ('14:00' as ManagerHour['to']));
}

/** So many days around a day hold the next working one, as calendars are read for it. */
export const explanationSpan = (day: Day): { readonly from: Day; readonly to: Day } => ({ from: day, to: addDays(day, 40) });

/** Whether an hour waits for the head: a report of not found that nobody has decided, and that nothing known from elsewhere answers. */
export const isUndecided = ({ presence }: Pick<KnownPresence, 'presence'>): boolean => presence === 'not_found';

/** The hour with what its manager wrote, once and as he typed it. Refuses `hour_step` where nothing is asked, `reply_over`. */
export function explained(hour: ManagerHour, text: string, until: Instant, by: string, at: Instant): ManagerHour {
  if (!isUndecided(hour) || hour.explanation !== null) throw new Refusal('hour_step');
  if (at >= until) throw new Refusal('reply_over', { field: 'explanation', facts: { until: formatInstant(until) } });
  return { ...hour, explanation: text, explainedAt: at, explainedBy: by };
}

/** Whether an excuse can be given: to whoever was seen there it cannot. */
export const isExcusable = ({ presence, state }: Pick<ManagerHour, 'presence' | 'state'>): boolean =>
  state !== 'cancelled' && (presence === 'no_report' || presence === 'declared' || presence === 'not_found' || presence === 'absent');

/** The hour as the governor's office excuses it, afterwards too; what was confirmed before stands no more. Refuses `hour_excused`, `hour_step`. */
export function excused(hour: ManagerHour, excuse: Excuse, note: string, by: string, at: Instant): ManagerHour {
  if (hour.presence === 'excused') throw new Refusal('hour_excused');
  if (!isExcusable(hour)) throw new Refusal('hour_step');
  const undone = hour.presence === 'absent' ? { decision: null, decidedAt: null, decidedBy: null, decisionReason: null } : {};
  return { ...hour, ...undone, presence: 'excused', excuse, excusedAt: at, excusedBy: by, excuseNote: note };
}

/** The hour with a wrong excuse taken back, as it is recorded without it: also what was seen meanwhile counts then. Refuses `hour_step` where none was given. */
export function unexcused(hour: ManagerHour): ManagerHour {
  if (hour.presence !== 'excused') throw new Refusal('hour_step');
  return { ...hour, presence: presenceRecorded(hour), excuse: null, excusedAt: null, excusedBy: null, excuseNote: null };
}

/** What the head may decide of a manager who was not found. */
export type Decided = 'confirmed' | 'laid_aside';

/**
 * The hour as the head decides it: confirmed, it is an absence; laid aside, the report counts nowhere. The manager is heard first: refuses `hour_unheard`
 * where he has neither explained nor let the time for it pass (`until`), `hour_excused` where he had registered beforehand that he would be away, and
 * `hour_step` where nothing waits to be decided.
 */
export function decided(hour: ManagerHour, known: Pick<KnownPresence, 'presence'>, decision: Decided, reason: string, until: Instant, by: string, at: Instant): ManagerHour {
  if (known.presence === 'excused') throw new Refusal('hour_excused');
  if (!isUndecided(known)) throw new Refusal('hour_step');
  if (decision === 'confirmed' && hour.explanation === null && at < until) throw new Refusal('hour_unheard', { facts: { until: formatInstant(until) } });
  return { ...hour, presence: decision === 'confirmed' ? 'absent' : presenceUnseen(hour), decision, decidedAt: at, decidedBy: by, decisionReason: reason };
}

/** The day from which a manager's time to explain counts: that of the hour, or the later one on which the report came. */
export const askedOn = (hour: Pick<ManagerHour, 'day'>, receivedAt: Instant | null): Day => (receivedAt !== null && dayOf(receivedAt) > hour.day ? dayOf(receivedAt) : hour.day);

/** What tells that an inspector stood there, taken away. */
const UNSEEN = { seenAt: null, seenReportId: null, answer: null } as const;

/** An hour as everybody but the centre and its manager may see it while nothing is decided: no report of not found stands in it. */
export const discreet = <Hour extends ManagerHour>(hour: Hour): Hour => (isUndecided(hour) ? { ...hour, ...UNSEEN, presence: presenceUnseen(hour) } : hour);

/** An hour as it stood without any visit: as whoever may not know of visits yet sees it. A confirmed absence is known to everybody. */
export const unvisited = <Hour extends ManagerHour>(hour: Hour): Hour =>
  hour.seenReportId === null || hour.presence === 'absent'
    ? hour
    : { ...hour, ...UNSEEN, presence: hour.presence === 'excused' ? 'excused' : presenceUnseen(hour), explanation: null, explainedAt: null, explainedBy: null };
