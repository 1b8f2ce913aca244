import { formatInstant, type Instant } from '../domain/calendar.ts';
import { formatDay } from '../domain/jalali.ts';
import { toPersianDigits } from '../domain/persian.ts';
import { CALENDAR_EVENTS, closureWhat, daySpan, HOLIDAY_STATUSES } from '../wording/calendar.ts';
import type { CalendarEvent } from './history.ts';
import type { RecordedClosure, RecordedHoliday } from './repository.ts';
import { orderOf, whereOf, type Places } from './view.ts';

/** One thing that happened, for reading. */
export interface HistoryLine {
  readonly what: string;
  readonly when: string;
  readonly who: string;
  /** Each field that changed, «روز: یکشنبه ۵ خرداد ۱۳۹۸ ← دوشنبه ۶ خرداد ۱۳۹۸»; of what is new, all that was written. */
  readonly changes: readonly { readonly field: string; readonly before: string | null; readonly after: string }[];
  readonly reason: string | null;
  readonly order: string | null;
}

type Recorded = RecordedClosure | RecordedHoliday;
type Fields = readonly (readonly [field: string, text: string])[];

const NONE = 'ندارد';

const fieldsOf = (one: Recorded, places: Places): Fields =>
  'scope' in one
    ? [['زمان', daySpan(one.from, one.to)], ['چگونه', closureWhat(one)], ['کجا', whereOf(one, places)], ['سبب تعطیلی', one.reason], ['دستور', orderOf(one) || NONE]]
    : [['روز', daySpan(one.day, one.day)], ['مناسبت', one.title], ['وضعیت', HOLIDAY_STATUSES[one.status]], ['پیش‌بینی دیگر', one.altDay === null ? NONE : formatDay(one.altDay)]];

const isEnded = (one: Recorded): boolean => ('scope' in one ? one.withdrawnAt !== null : one.removedAt !== null);

function changesOf({ before, after }: CalendarEvent, places: Places): HistoryLine['changes'] {
  if (after === null || isEnded(after)) return before === null ? [] : fieldsOf(before, places).slice(0, 2).map(([field, text]) => ({ field, before: null, after: text }));
  const now = fieldsOf(after, places);
  if (before === null || isEnded(before)) return now.filter(([, text]) => text !== NONE).map(([field, text]) => ({ field, before: null, after: text }));
  const then = new Map(fieldsOf(before, places));
  return now.flatMap(([field, text]) => (then.get(field) === text ? [] : [{ field, before: then.get(field) ?? NONE, after: text }]));
}

/** A history, the newest first; `names` are those of the users who made it. */
export const historyLines = (events: readonly CalendarEvent[], places: Places, names: ReadonlyMap<string, string>): HistoryLine[] =>
  events.map((event) => ({
    what: CALENDAR_EVENTS[event.kind],
    when: formatInstant(event.at as Instant),
    who: event.actor === null ? 'سامانه' : (names.get(event.actor) ?? 'کاربر پیشین'),
    changes: changesOf(event, places),
    // A closure's own reason and order stand among its fields.
    reason: event.kind === 'closure_added' ? null : event.reason,
    order: event.orderNo === null || event.kind === 'closure_added' || event.kind === 'closure_edited' ? null : toPersianDigits(event.orderNo),
  }));
