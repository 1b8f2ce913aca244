import { formatClockRange } from '../domain/clock.ts';
import type { PlannedHour } from '../domain/hour-occurrences.ts';
import { formatDayLong, formatDayShort, weekday, WEEKDAYS, type Day } from '../domain/jalali.ts';
import { formatNumber } from '../domain/persian.ts';
import type { HourTurn } from '../domain/rota/consequence.ts';
import type { TimetablePlace } from '../domain/rota/difference.ts';
import { formatTurns } from './rota.ts';

/** A place for reading: «یکشنبه ۱۵ تیر ۱۳۹۹، ۹ تا ۱۱». */
export const placeWords = ({ day, from, to }: Omit<TimetablePlace, 'line'>): string => `${formatDayLong(day)}، ${formatClockRange(from, to)}`;

/** A place in a list of choices, where the year is known: «یکشنبه ۱۵ تیر، ۹ تا ۱۱». */
const shortPlace = ({ day, from, to }: TimetablePlace): string => `${WEEKDAYS[weekday(day)]} ${formatDayShort(day)}، ${formatClockRange(from, to)}`;

/** What may happen to a session that is hit, or to a place that is freed. */
export const CHOICE_WORDS = {
  move: (place: TimetablePlace): string => `جابه‌جایی به ${shortPlace(place)}`,
  shorten: ({ from, to }: TimetablePlace): string => `همان روز، ${formatClockRange(from, to)}`,
  cancel: 'لغو جلسه',
  keep: 'سر جای خود بماند',
  leave: 'خالی بماند',
  back: (agency: string, place: TimetablePlace): string => `بازگشت «${agency}» از ${shortPlace(place)}`,
  add: (agency: string, owed: number | null): string => `دعوت از «${agency}»${owed === null ? '، که جلسه‌اش لغو شده بود' : owed > 0 ? `، ${formatTurns(owed)} نوبت طلبکار` : ''}`,
  hours_end: 'لغو شود',
  hours_cut: 'کوتاه برگزار شود',
  hours_move: ({ day, from, to }: Omit<TimetablePlace, 'line'>): string => `جابه‌جایی به ${WEEKDAYS[weekday(day)]} ${formatDayShort(day)}، ${formatClockRange(from, to)}`,
} as const;

type HeldHour = Pick<PlannedHour, 'day' | 'from' | 'to' | 'state'>;

/** What becomes of a group of managers' hours: «۹ تا ۱۲، برگزار نمی‌شود». */
export function groupWords({ plannedDay, before, after }: { readonly plannedDay: Day; readonly before: HeldHour | null; readonly after: HeldHour | null }): string {
  const isHeld = (hour: HeldHour | null): hour is HeldHour => hour !== null && hour.state !== 'cancelled';
  const at = ({ day, from, to }: HeldHour): string => (day === plannedDay ? formatClockRange(from, to) : `${WEEKDAYS[weekday(day)]} ${formatDayShort(day)}، ${formatClockRange(from, to)}`);
  if (!isHeld(after)) return isHeld(before) ? `${at(before)}؛ برگزار نمی‌شود` : 'برگزار نمی‌شود';
  return isHeld(before) ? `${at(after)}؛ پیش از این ${at(before)}` : `دوباره برگزار می‌شود، ${at(after)}`;
}

/** How many managers a group is, and how many callers wait in their queues. */
export const groupCounts = (managers: number, waiting: number): string =>
  `${formatNumber(managers)} مدیر${waiting === 0 ? '' : `؛ ${formatNumber(waiting)} نفر در صف آنان‌اند: اگر جابه‌جا شود با آن می‌روند، اگر لغو شود مرکز با آنان تماس می‌گیرد`}`;

/** What becomes of the managers' hour of a day, in a sentence. */
export function hourSentence({ day, before, after }: HourTurn): string {
  const on = `${formatDayLong(day)}: ساعت حضور مدیران`;
  if (after === null) return `${on} (${before === null ? '' : formatClockRange(before.from, before.to)}) برگزار نمی‌شود.`;
  if (before === null) return `${on} دوباره برگزار می‌شود (${formatClockRange(after.from, after.to)}).`;
  return `${on} ${formatClockRange(after.from, after.to)} می‌شود؛ پیش از این ${formatClockRange(before.from, before.to)} بود.`;
}

/** Why a session is hit: «تعطیل: آلودگی هوا», with what is left of its window where something is. */
export const hitReason = (title: string, left: { readonly from: TimetablePlace['from']; readonly to: TimetablePlace['to'] } | null, predicted: boolean): string =>
  `${title}${predicted ? ' (پیش‌بینی)' : ''}${left === null ? '' : `؛ ${formatClockRange(left.from, left.to)} می‌ماند`}`;

/** Who waits in a session that is hit. */
export const waitingWords = (count: number): string => `${formatNumber(count)} نفر در صف آن‌اند و با جلسه می‌روند؛ اگر لغو شود، مرکز با آنان تماس می‌گیرد.`;
