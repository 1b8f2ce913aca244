import { formatClock, clockOf, dayOf, type Instant } from '../domain/calendar.ts';
import { formatDayShort, WEEKDAYS, weekday, type Day } from '../domain/jalali.ts';
import type { Presence } from '../domain/manager-hour.ts';
import { formatNumber, formatPercent, searchKey } from '../domain/persian.ts';
import { countPresences, presentShare, sumOfCounts, totalOf, EVERYTHING, type PresenceCounts, type PresenceFilter } from '../domain/presence-board.ts';
import { PRESENCE_ICONS, PRESENCE_NAMES, PROVINCE_OFFICES } from '../wording/presence.ts';
import type { CountyFacts, Office } from './facts.ts';
import type { EarlierDay } from './history.ts';

/** A state as the board says it: by shape, colour and word. */
export interface StatePart {
  readonly state: Presence;
  readonly icon: string;
  readonly name: string;
}

/** A bar of states; `x` and `width` are of a hundred. */
export type BarPart = readonly { readonly state: Presence; readonly x: number; readonly width: number }[];

/** The head of a board: the share that is there, a bar, and the legend, which is the filter. */
export interface TotalsPart {
  readonly share: string;
  readonly until: string;
  readonly bar: BarPart;
  readonly barWords: string;
  readonly chips: readonly { readonly href: string; readonly state: Presence | 'all'; readonly icon: string; readonly name: string; readonly count: string; readonly current: boolean; readonly none: boolean }[];
  readonly earlier: string;
  readonly cancelled: string;
}

/** One county of the board; the states have their fixed places. */
export interface TilePart {
  readonly name: string;
  readonly href: string;
  readonly count: string;
  readonly bar: BarPart;
  readonly barWords: string;
  readonly states: readonly (StatePart & { readonly count: string; readonly none: boolean })[];
}

/** Where a part of a board stands: the address of its page, its day, and what is left out. */
export interface Place {
  readonly base: string;
  readonly day: Day;
  readonly filter: PresenceFilter;
}

/** The states from the beginning of a line to its end: who is there first, who is not known last. */
export const BAR_ORDER: readonly Presence[] = ['verified', 'declared', 'late', 'substitute', 'excused', 'not_found', 'absent', 'no_report'];
/** The places on a tile, row by row; the last row stands only where there is something in it. */
const TILE_ORDER: readonly Presence[] = ['declared', 'late', 'no_report', 'excused', 'substitute', 'verified', 'not_found', 'absent'];
const TILE_LAST_ROW: readonly Presence[] = ['not_found', 'absent'];

/** The states of a list from its head: those first that somebody should look at. */
export const GROUP_ORDER: readonly Presence[] = ['not_found', 'absent', 'no_report', 'late', 'substitute', 'excused', 'declared', 'verified'];

/** A state with its shape and word. */
export const statePart = (state: Presence): StatePart => ({ state, icon: PRESENCE_ICONS[state], name: PRESENCE_NAMES[state] });

/** The address of a board that is narrowed by a filter; what narrows nothing is left out. */
export function addressOf({ base, day, filter: { state, sector, search, page } }: Place): string {
  const asked = Object.entries({ day, state: state ?? '', sector: sector ?? '', q: search, page: page === 1 ? '' : String(page) }).filter(([, value]) => value !== '');
  return `${base}?${new URLSearchParams(asked).toString()}`;
}

/** Whether an office is among those of a filter; its state is looked at too unless told otherwise. */
export function isAmong(office: Office, { state, sector, search }: PresenceFilter, { states = true } = {}): boolean {
  if (states && state !== null && office.presence !== state) return false;
  if (sector !== null && office.sector !== sector) return false;
  return searchKey(search).split(' ').every((word) => office.search.includes(word));
}

const barOf = (counts: PresenceCounts): BarPart => {
  const total = totalOf(counts);
  let x = 0;
  return BAR_ORDER.filter((state) => counts[state] > 0).map((state) => {
    const part = { state, x: Math.round(x * 100) / 100, width: Math.round((counts[state] / total) * 10_000) / 100 };
    x += (counts[state] / total) * 100;
    return part;
  });
};

const wordsOf = (counts: PresenceCounts): string =>
  BAR_ORDER.filter((state) => counts[state] > 0).map((state) => `${PRESENCE_NAMES[state]} ${formatNumber(counts[state])}`).join('، ');

/** The counts of some counties' offices, of those that a filter leaves whatever their state. */
export const countsIn = (counties: readonly CountyFacts[], filter: PresenceFilter): PresenceCounts =>
  sumOfCounts(counties.map(({ offices }) => countPresences(offices.filter((office) => isAmong(office, filter, { states: false })).map(({ presence }) => presence))));

/** A day beside others: «۲ آذر»; with its weekday: «دوشنبه ۲ آذر». */
export const dayWords = (day: Day, withWeekday = false): string => `${withWeekday ? `${WEEKDAYS[weekday(day)]} ` : ''}${formatDayShort(day)}`;

/** When something happened, beside a day on which most of it did: the time, or else its day. */
export const whenWords = (at: Instant, day: Day): string => (dayOf(at) === day ? formatClock(clockOf(at)) : dayWords(dayOf(at)));

interface Totals extends Place {
  readonly counties: readonly CountyFacts[];
  readonly earlier: readonly EarlierDay[];
  readonly now: Instant;
}

/** The head of a board. */
export function totalsPart({ counties, earlier, now, ...place }: Totals): TotalsPart {
  const { day, filter } = place;
  const counts = countsIn(counties, filter);
  const clock = formatClock(clockOf(now));
  const isToday = dayOf(now) === day;
  const cancelled = counties.reduce((sum, county) => sum + county.cancelled, 0);
  const chip = (state: Presence | null, name: string, count: number): TotalsPart['chips'][number] => ({
    href: addressOf({ ...place, filter: { ...filter, state, page: 1 } }),
    state: state ?? 'all', icon: state === null ? '' : PRESENCE_ICONS[state], name, count: formatNumber(count), current: filter.state === state, none: count === 0,
  });
  return {
    share: formatPercent(presentShare(counts), { fraction: 0 }),
    until: isToday ? `حاضر تا ساعت ${clock}` : `حاضر در ${dayWords(day)}`,
    bar: barOf(counts),
    barWords: wordsOf(counts),
    chips: [chip(null, 'همه', totalOf(counts)), ...BAR_ORDER.map((state) => chip(state, PRESENCE_NAMES[state], counts[state]))],
    earlier: earlier.length === 0 ? '' : `${isToday ? `روزهای پیش، ساعت ${clock}` : 'روزهای پیش از آن'}: ${earlier.map((one) => `${dayWords(one.day)} ${formatPercent(one.share, { fraction: 0 })}`).join('، ')}`,
    cancelled: cancelled === 0 ? '' : `${formatNumber(cancelled)} دفتر در این روز ساعت حضور ندارد`,
  };
}

/** The board of everything that its reader may see. */
export const BOARD_BASE = '/presence';

/** The page of a county. */
export const countyBase = (countyId: string | null): string => `/presence/counties/${countyId ?? 'province'}`;

/** One county's tile; its link keeps what narrows the board. */
export function tilePart(facts: CountyFacts, day: Day, filter: PresenceFilter): TilePart {
  const counts = countsIn([facts], filter);
  return {
    name: facts.county?.name ?? PROVINCE_OFFICES,
    href: addressOf({ base: countyBase(facts.county?.id ?? null), day, filter: { ...EVERYTHING, sector: filter.sector } }),
    count: `${formatNumber(totalOf(counts))} دفتر`,
    bar: barOf(counts),
    barWords: wordsOf(counts),
    states: TILE_ORDER
      .filter((state) => !TILE_LAST_ROW.includes(state) || counts[state] > 0)
      .map((state) => ({ ...statePart(state), count: formatNumber(counts[state]), none: counts[state] === 0 })),
  };
}

