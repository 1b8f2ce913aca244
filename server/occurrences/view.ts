import { formatClockRange } from '../domain/clock.ts';
import { formatDayLong, formatDayShort, toJalali, WEEKDAYS, type Day } from '../domain/jalali.ts';
import { HOUR_STATES, type HourState } from '../domain/manager-hour.ts';
import { formatNumber, toPersianDigits } from '../domain/persian.ts';
import type { ChipPart, LinkPart, SelectPart } from '../http/parts.ts';
import { daySpan } from '../wording/calendar.ts';
import { exceptionWords, EXCEPTION_SCOPE_NAMES, HOUR_STATE_NAMES, HOUR_TONES } from '../wording/hours.ts';
import { PROVINCE_OFFICES } from '../wording/presence.ts';
import type { AgencyHour, LaidCount, RecordedException } from './repository.ts';
import type { RuleSeen } from './service.ts';

/** Names of what is told of. */
export interface PlaceNames {
  readonly counties: ReadonlyMap<string, string>;
  readonly agencies: ReadonlyMap<string, string>;
}

/** The rule, its exceptions, and the days that come of them. */
export interface HoursView {
  readonly rules: readonly { readonly text: string; readonly since: string; readonly chip: ChipPart }[];
  readonly exceptions: readonly { readonly what: string; readonly where: string; readonly when: string; readonly reason: string; readonly letterNo: string; readonly href: string }[];
  readonly days: readonly {
    readonly day: string;
    readonly href: string;
    readonly chips: readonly ChipPart[];
    readonly counties: readonly { readonly name: string; readonly href: string; readonly counts: string }[];
  }[];
}

/** The hours of one day, one by one. */
export interface HoursDayView {
  readonly day: string;
  readonly filters: readonly SelectPart[];
  readonly action: string;
  readonly filtered: boolean;
  readonly count: string;
  readonly calendar: LinkPart;
  readonly rows: readonly { readonly agency: string; readonly county: string; readonly time: string; readonly chip: ChipPart; readonly title: string; readonly href: string }[];
}

declare module '../http/pages.ts' {
  interface Pages {
    'occurrences/rule': HoursView;
    'occurrences/day': HoursDayView;
  }
}

/** Whose an exception is: «همهٔ استان», «شهرستان کاشان», «آب و فاضلاب». */
export function whoseWords({ scope }: Pick<RecordedException, 'scope'>, { counties, agencies }: PlaceNames): string {
  if (scope.kind === 'county') return `شهرستان ${counties.get(scope.countyId) ?? ''}`;
  return scope.kind === 'agency' ? (agencies.get(scope.agencyId) ?? '') : EXCEPTION_SCOPE_NAMES.province;
}

/** The days of an exception: «از دوشنبه ۹ آذر ۱۴۰۵», a span, or its one day. */
export const exceptionDays = ({ kind, from, to }: Pick<RecordedException, 'kind' | 'from' | 'to'>): string =>
  kind === 'moved' ? formatDayLong(from) : to === null ? `از ${formatDayLong(from)}` : daySpan(from, to);

const chipsOf = (laid: readonly LaidCount[]): ChipPart[] => HOUR_STATES.flatMap((state) => {
  const count = laid.reduce((sum, one) => sum + (one.state === state ? one.count : 0), 0);
  return count === 0 ? [] : [{ tone: HOUR_TONES[state], text: `${formatNumber(count)} ${HOUR_STATE_NAMES[state]}` }];
});

function dayOf(day: Day, laid: readonly LaidCount[], { counties }: PlaceNames): HoursView['days'][number] {
  const places = [...new Set(laid.map(({ countyId }) => countyId))];
  const nameOf = (countyId: string | null): string => (countyId === null ? PROVINCE_OFFICES : (counties.get(countyId) ?? ''));
  return {
    day: formatDayLong(day),
    href: `/hours/days/${day}`,
    chips: chipsOf(laid),
    counties: places.map((countyId) => ({ name: nameOf(countyId), href: `/hours/days/${day}?county=${countyId ?? 'province'}`, counts: chipsOf(laid.filter((one) => one.countyId === countyId)).map(({ text }) => text).join('، ') })),
  };
}

/** The scheduler's page of the weekly hour. */
export function hoursView({ values, exceptions, laid }: RuleSeen, names: PlaceNames, today: Day): HoursView {
  return {
    rules: values.map(({ since, value }) => {
      const current = since <= today;
      return {
        text: `${WEEKDAYS[value.weekday]}، ${formatClockRange(value.from, value.to)}`,
        since: since < '1900' ? 'از آغاز' : `از ${formatDayShort(since)} ${toPersianDigits(toJalali(since).year)}`,
        chip: current ? { tone: 'ok', text: 'اکنون برقرار' } : { tone: 'info', text: 'در آینده' },
      };
    }),
    exceptions: exceptions.map((one) => ({
      what: exceptionWords(one), where: whoseWords(one, names), when: exceptionDays(one), reason: one.reason, letterNo: one.letterNo === null ? '' : toPersianDigits(one.letterNo), href: `/hours/exceptions/${one.id}`,
    })),
    days: [...new Set(laid.map(({ day }) => day))].map((day) => dayOf(day, laid.filter((one) => one.day === day), names)),
  };
}

/** What the list of a day is narrowed by. */
export interface DayFilter {
  /** A county's id, 'province' for the province's own bodies, '' for all. */
  readonly county: string;
  readonly state: HourState | null;
}

/** The list of a day's hours, narrowed, in the order of the agencies' names. */
export function hoursDayView(day: Day, hours: readonly AgencyHour[], { county, state }: DayFilter, names: PlaceNames): HoursDayView {
  const order = new Map([...names.agencies.keys()].map((id, place) => [id, place]));
  const shown = hours
    .filter((hour) => (county === '' || (hour.countyId ?? 'province') === county) && (state === null || hour.state === state))
    .sort((one, other) => (order.get(one.agencyId) ?? 0) - (order.get(other.agencyId) ?? 0));
  return {
    day: formatDayLong(day),
    action: `/hours/days/${day}`,
    filtered: county !== '' || state !== null,
    filters: [
      { name: 'county', label: 'شهرستان', value: county, error: null, empty: 'همه', options: [{ value: 'province', label: PROVINCE_OFFICES }, ...[...names.counties].map(([value, label]) => ({ value, label }))] },
      { name: 'state', label: 'وضعیت', value: state ?? '', error: null, empty: 'همه', options: HOUR_STATES.map((value) => ({ value, label: HOUR_STATE_NAMES[value] })) },
    ],
    count: `${formatNumber(shown.length)} ساعت حضور`,
    calendar: { href: `/calendar/${day}`, label: 'این روز در تقویم' },
    rows: shown.map((hour) => ({
      agency: names.agencies.get(hour.agencyId) ?? '',
      county: hour.countyId === null ? PROVINCE_OFFICES : (names.counties.get(hour.countyId) ?? ''),
      time: `${hour.day === day ? '' : `${formatDayLong(hour.day)}، `}${formatClockRange(hour.from, hour.to)}`,
      chip: { tone: HOUR_TONES[hour.state], text: HOUR_STATE_NAMES[hour.state] },
      title: hour.title ?? '',
      href: `/agencies/${hour.agencyId}`,
    })),
  };
}
