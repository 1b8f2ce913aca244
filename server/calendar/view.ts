import { formatDay, formatDayShort, monthOf, MONTHS, toJalali, weekday, WEEKDAYS, type Day, type Weekday } from '../domain/jalali.ts';
import { formatNumber, toPersianDigits } from '../domain/persian.ts';
import type { Closure } from '../domain/working-time.ts';
import type { ChipPart, TilePart } from '../http/parts.ts';
import { CLOSURE_SCOPES, closureWhat, daySpanCounted, HOLIDAY_STATUSES } from '../wording/calendar.ts';
import { monthGrid, type MonthDay } from './month-view.ts';
import type { RecordedClosure, RecordedHoliday } from './repository.ts';

/** A county or an agency to choose from. */
export interface Place {
  readonly id: string;
  readonly name: string;
}

/** The counties and agencies that closures may name. */
export interface Places {
  readonly counties: readonly Place[];
  readonly agencies: readonly Place[];
}

/** The year's holidays by month, and its closures. */
export interface YearView {
  readonly year: string;
  readonly earlier: string;
  readonly later: string;
  readonly earlierLabel: string;
  readonly laterLabel: string;
  readonly tiles: readonly TilePart[];
  readonly mayEdit: boolean;
  readonly predicted: boolean;
  readonly known: boolean;
  readonly weekdays: readonly { readonly short: string; readonly full: string }[];
  readonly months: readonly {
    readonly name: string;
    readonly weeks: readonly (readonly (MonthDay | null)[])[];
    readonly days: readonly {
      readonly number: string;
      readonly weekday: string;
      readonly title: string;
      readonly friday: boolean;
      readonly note: string;
      readonly chip: ChipPart | null;
      readonly href: string;
    }[];
  }[];
  readonly closures: readonly {
    readonly when: string;
    readonly what: string;
    readonly where: string;
    readonly reason: string;
    readonly order: string;
    readonly edit: string;
  }[];
}

declare module '../http/pages.ts' {
  interface Pages {
    'calendar/year': YearView;
  }
}

const FRIDAY = 6;

/** Where a closure holds, by name: «شهرستان کاشان». */
export const whereOf = ({ scope }: Pick<Closure, 'scope'>, { counties, agencies }: Places): string => {
  if (scope.kind === 'county') return `شهرستان ${counties.find((one) => one.id === scope.countyId)?.name ?? ''}`;
  if (scope.kind === 'agency') return agencies.find((one) => one.id === scope.agencyId)?.name ?? '';
  return CLOSURE_SCOPES[scope.kind];
};

/** The order of a closure in a few words; empty where none is known. */
export const orderOf = ({ orderNo, issuedAt }: Pick<RecordedClosure, 'orderNo' | 'issuedAt'>): string =>
  [orderNo === null ? '' : `شمارهٔ ${toPersianDigits(orderNo)}`, issuedAt === null ? '' : formatDay(issuedAt)].filter(Boolean).join('، ');

const noteOf = (holiday: RecordedHoliday, hour: Weekday): string => {
  const notes: string[] = [];
  if (holiday.altDay !== null) notes.push(`پیش‌بینی دیگر: ${WEEKDAYS[weekday(holiday.altDay)]} ${formatDayShort(holiday.altDay)}`);
  if (weekday(holiday.day) === hour) notes.push('روز ساعت حضور مدیران');
  return notes.join('؛ ');
};

const chipOf = ({ status }: RecordedHoliday): ChipPart | null => (status === 'predicted' ? { tone: 'warning', text: HOLIDAY_STATUSES[status] } : null);

/** The year's page; `managerHour` is the weekday on which managers are in their offices. */
export function yearView(
  year: number,
  facts: { readonly holidays: readonly RecordedHoliday[]; readonly closures: readonly RecordedClosure[]; readonly places: Places; readonly managerHour: Weekday; readonly today: Day },
  frame: { readonly mayEdit: boolean },
): YearView {
  const { holidays, closures, places, managerHour } = facts;
  const days = new Set(holidays.map((holiday) => holiday.day));
  const workdays = [...days].filter((day) => weekday(day) !== FRIDAY);
  const hours = workdays.filter((day) => weekday(day) === managerHour);
  return {
    year: toPersianDigits(year),
    earlier: `/calendar?year=${year - 1}`,
    later: `/calendar?year=${year + 1}`,
    earlierLabel: `سال ${toPersianDigits(year - 1)}`,
    laterLabel: `سال ${toPersianDigits(year + 1)}`,
    tiles: [
      { label: 'روز تعطیل رسمی', value: formatNumber(days.size) },
      { label: 'جز جمعه‌ها', value: formatNumber(workdays.length) },
      { label: 'از این‌ها در روز ساعت حضور مدیران', value: formatNumber(hours.length), note: WEEKDAYS[managerHour] },
      { label: 'تعطیلی به دستور', value: formatNumber(closures.length) },
    ],
    mayEdit: frame.mayEdit,
    predicted: holidays.some((holiday) => holiday.status === 'predicted'),
    known: holidays.length > 0,
    weekdays: WEEKDAYS.map((full) => ({ full, short: full.charAt(0) })),
    months: MONTHS.map((name, index) => ({
      name,
      weeks: monthGrid({ year, month: index + 1 }, holidays, closures, facts.today),
      days: holidays
        .filter((holiday) => monthOf(holiday.day).month === index + 1)
        .map((holiday) => ({
          number: toPersianDigits(toJalali(holiday.day).day),
          weekday: WEEKDAYS[weekday(holiday.day)],
          title: holiday.title,
          friday: weekday(holiday.day) === FRIDAY,
          note: noteOf(holiday, managerHour),
          chip: chipOf(holiday),
          href: `/calendar/${holiday.day}`,
        })),
    })),
    closures: closures.map((closure) => ({
      when: daySpanCounted(closure.from, closure.to),
      what: closureWhat(closure),
      where: whereOf(closure, places),
      reason: closure.reason,
      order: orderOf(closure),
      edit: `/calendar/closures/${closure.id}`,
    })),
  };
}
