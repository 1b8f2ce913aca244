import { addDays, daysFrom, firstOfMonth, formatDayLong, lastOfMonth, toJalali, weekday, type Day, type JalaliMonth } from '../domain/jalali.ts';
import { joinWords, toPersianDigits } from '../domain/persian.ts';
import type { Closure, Holiday } from '../domain/working-time.ts';
import { closureWhat } from '../wording/calendar.ts';

/** What colours a day of a month: the gravest of what falls on it. */
export type DayMark = 'plain' | 'friday' | 'holiday' | 'closed' | 'cut';

/** One day of a month in small, as a link to its page. */
export interface MonthDay {
  readonly href: string;
  readonly number: string;
  /** «دوشنبه ۲۰ مرداد ۱۳۹۹، تعطیل: عید غدیر» */
  readonly label: string;
  readonly mark: DayMark;
  readonly today: boolean;
}

const FRIDAY = 6;

function cellOf(day: Day, holidays: readonly Holiday[], closures: readonly Closure[], today: Day): MonthDay {
  const own = holidays.filter((holiday) => holiday.day === day);
  const orders = closures.filter(({ from, to }) => from <= day && day <= to);
  const whole = orders.some(({ kind, scope }) => (kind === 'full' || kind === 'remote_work') && (scope.kind === 'national' || scope.kind === 'province'));
  const mark: DayMark = own.length > 0 ? 'holiday' : weekday(day) === FRIDAY ? 'friday' : whole ? 'closed' : orders.length > 0 ? 'cut' : 'plain';
  const said = [...own.map(({ title }) => title), ...orders.map((order) => `${closureWhat(order)} (${order.reason})`)];
  return {
    href: `/calendar/${day}`,
    number: toPersianDigits(toJalali(day).day),
    label: said.length === 0 ? formatDayLong(day) : `${formatDayLong(day)}: ${joinWords(said)}`,
    mark,
    today: day === today,
  };
}

/** A month in weeks of seven, Saturday first; null stands where a week begins or ends outside of it. */
export function monthGrid(month: JalaliMonth, holidays: readonly Holiday[], closures: readonly Closure[], today: Day): readonly (readonly (MonthDay | null)[])[] {
  const [first, last] = [firstOfMonth(month), lastOfMonth(month)];
  const cells: (MonthDay | null)[] = [
    ...Array.from({ length: weekday(first) }, () => null),
    ...daysFrom(first, last).map((day) => cellOf(day, holidays, closures, today)),
    ...Array.from({ length: weekday(addDays(last, 1)) === 0 ? 0 : 7 - weekday(addDays(last, 1)) }, () => null),
  ];
  return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7));
}
