import { clockOf, dayOf, formatClock, formatClockRange, type Instant } from '../domain/calendar.ts';
import type { VisitAnswer } from '../domain/manager-hour.ts';
import { formatNumber } from '../domain/persian.ts';
import { EVERYTHING } from '../domain/presence-board.ts';
import { pagesOf, type EmptyPart, type PaginationPart } from '../http/parts.ts';
import { EXCUSE_NAMES, PRESENCE_NAMES, PROVINCE_OFFICES, VISIT_ANSWER_NAMES } from '../wording/presence.ts';
import type { CountyFacts, Office } from './facts.ts';
import type { Feed } from './feed.ts';
import type { SilentOffice } from './history.ts';
import { addressOf, dayWords, GROUP_ORDER, isAmong, statePart, whenWords, type Place, type StatePart } from './parts-view.ts';

/** One office of a list. */
export interface OfficeRow {
  readonly name: string;
  readonly href: string;
  readonly where: string;
  readonly manager: string;
  readonly since: string;
  readonly report: string;
}

/** Offices by state, those first that somebody should look at; a page of them. */
export interface ListPart {
  readonly groups: readonly { readonly state: StatePart; readonly count: string; readonly rows: readonly OfficeRow[] }[];
  readonly pages: PaginationPart | null;
  readonly empty: EmptyPart;
}

/** What stands beside a board. */
export interface SidePart {
  readonly told: readonly { readonly at: string; readonly name: string; readonly href: string; readonly state: StatePart; readonly words: string; readonly inspector: string; readonly offline: boolean }[];
  readonly opened: readonly { readonly name: string; readonly inspector: string }[];
  readonly silent: readonly { readonly name: string; readonly href: string; readonly words: string }[];
}

// The board has one state for whoever was not found; these two say what his office said of it.
const SAID_BY_OFFICE: readonly VisitAnswer[] = ['in_meeting', 'on_mission'];
/** How many offices stand on one page of a list. */
export const PAGE_SIZE = 150;

const clockAt = (at: Instant): string => formatClock(clockOf(at));

/** What is known of an office beside its state: since when, or why. */
export function sinceWords({ presence, by, excuse, since, day }: Office): string {
  const why = presence === 'excused' && excuse !== null ? EXCUSE_NAMES[excuse] : '';
  if (by === 'governorate') return 'در جلسهٔ پاسخگویی استانداری';
  if (by === 'absence') return `${why}، از پیش ثبت‌شده`;
  return [why, since === null ? '' : dayOf(since) === day ? `ساعت ${clockAt(since)}` : dayWords(dayOf(since))].filter(Boolean).join('، ');
}

const rowOf = (office: Office, county: string): OfficeRow => ({
  name: office.name,
  href: `/hours/${office.hourId}`,
  where: county,
  manager: office.manager ?? 'بدون مدیر',
  since: sinceWords(office),
  report: office.moments.seenAt === null || office.moments.seenAt === office.since ? '' : `بازدید ${clockAt(office.moments.seenAt)}`,
});

/** A page of the offices that a filter leaves; counties are named where there are several. */
export function listPart(counties: readonly CountyFacts[], place: Place): ListPart {
  const { filter } = place;
  const several = counties.length > 1;
  const left = GROUP_ORDER.flatMap((state) =>
    counties.flatMap(({ county, offices }) => offices.filter((office) => office.presence === state && isAmong(office, filter)).map((office) => ({ office, county: several ? (county?.name ?? PROVINCE_OFFICES) : '' }))));
  const page = Math.min(filter.page, Math.max(1, Math.ceil(left.length / PAGE_SIZE)));
  const shown = left.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE);
  return {
    groups: GROUP_ORDER.flatMap((state) => {
      const rows = shown.filter(({ office }) => office.presence === state);
      return rows.length === 0 ? [] : [{ state: statePart(state), count: formatNumber(left.filter(({ office }) => office.presence === state).length), rows: rows.map(({ office, county }) => rowOf(office, county)) }];
    }),
    pages: pagesOf({ total: left.length, page, size: PAGE_SIZE }, (to) => addressOf({ ...place, filter: { ...filter, page: to } })),
    empty: {
      icon: 'search', text: 'دفتری با این ویژگی‌ها نیست.',
      action: { href: addressOf({ ...place, filter: EVERYTHING }), label: 'نمایش همهٔ دفترها' },
    },
  };
}

const silentWords = ({ heard, missed, county }: SilentOffice): string =>
  [county ?? PROVINCE_OFFICES, `${formatNumber(missed)} نوبت بی‌گزارش${heard === null ? '' : `، از ${dayWords(heard)}`}`].join('، ');

/** What comes in, and who is silent; `several` names the counties too. */
export function sidePart({ told, opened }: Feed, silent: readonly SilentOffice[], several: boolean): SidePart {
  const named = (office: Office, county: string | null): string => (several && county !== null && !office.name.includes(county) ? `${office.name}، ${county}` : office.name);
  return {
    told: told.map(({ at, office, county, presence, excuse, visit, offline }) => ({
      at: whenWords(at, office.day),
      name: named(office, county),
      href: `/hours/${office.hourId}`,
      state: statePart(presence),
      words: visit !== null && SAID_BY_OFFICE.includes(visit.answer) ? VISIT_ANSWER_NAMES[visit.answer] : excuse !== null ? `${PRESENCE_NAMES[presence]}: ${EXCUSE_NAMES[excuse]}` : PRESENCE_NAMES[presence],
      inspector: visit?.inspector ?? '',
      offline,
    })),
    opened: opened.map(({ office, county, inspector }) => ({ name: named(office, county), inspector })),
    silent: silent.map((one) => ({ name: one.office.name, href: `/hours/${one.office.hourId}`, words: silentWords(one) })),
  };
}

/** The hours of a day in words, where all offices have the same: «۹ تا ۱۲»; '' where they differ. */
export function windowWords(counties: readonly CountyFacts[]): string {
  const windows = [...new Set(counties.flatMap(({ offices }) => offices.map(({ from, to }) => formatClockRange(from, to))))];
  return windows.length === 1 ? (windows[0] ?? '') : '';
}
