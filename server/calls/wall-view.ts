import { formatClockRange, millisecondsOf, type Instant } from '../domain/calendar.ts';
import { daysBetween, formatDayLong, formatDayShort, WEEKDAYS, weekday, type Day } from '../domain/jalali.ts';
import { formatNumber } from '../domain/persian.ts';
import type { LifeState } from '../domain/session-life.ts';
import type { Coming } from '../sessions/lookup.ts';
import { counted, type CountPart } from '../wording/counts.ts';
import { clockWords, LIFE_STATE_NAMES, postOf } from '../wording/sessions.ts';
import type { SessionFacts } from './facts.ts';
import { countOf, longestOf, receivedOf } from './life-view.ts';
import type { Today } from './today.ts';

/** One session on the hall's screen: agency and post, and nobody's name. */
export interface WallPanel {
  readonly state: LifeState;
  readonly stateWords: string;
  readonly agency: string;
  readonly post: string;
  readonly time: string;
  readonly left: CountPart | null;
  readonly bar: { readonly from: Instant; readonly until: Instant; readonly width: number } | null;
  readonly waiting: string;
  readonly longest: CountPart | null;
  readonly answered: string;
  readonly referred: string;
  /** On which of the pages that take turns it stands, from 0. */
  readonly page: number;
}

/** The live part of the wallboard. */
export interface WallBoard {
  readonly look: 'none' | 'one' | 'two' | 'four';
  readonly pages: number;
  readonly panels: readonly WallPanel[];
  /** What the screen says while nobody answers. */
  readonly idle: { readonly title: string; readonly coming: readonly { readonly agency: string; readonly when: string }[] } | null;
  readonly totals: readonly { readonly label: string; readonly count: string }[];
  readonly next: { readonly what: string; readonly when: string } | null;
}

/** The page of a wallboard. */
export interface WallView {
  readonly now: Instant;
  /** When the day ends and the page becomes the next day's. */
  readonly until: Instant;
  readonly wall: string;
  readonly governorate: string;
  readonly dayWords: string;
  readonly clock: string;
  readonly stream: string;
  readonly seq: number;
  readonly board: WallBoard;
}

declare module '../http/pages.ts' {
  interface Pages {
    'calls/wall': WallView;
    'calls/wall-gone': { readonly sentence: string };
  }
}

const A_PAGE = 4;
const COMING_SHOWN = 4;

const panelOf = (facts: SessionFacts, index: number): WallPanel => {
  const { life, agency, calls, waiting, held, now } = facts;
  const from = life.openedAt ?? life.startsAt;
  const span = millisecondsOf(life.endsAt) - millisecondsOf(from);
  const share = span <= 0 ? 0 : (millisecondsOf(life.endsAt) - millisecondsOf(now)) / span;
  return {
    state: life.state,
    stateWords: LIFE_STATE_NAMES[life.state],
    agency: agency.shortName,
    post: postOf(life.post, agency.name),
    time: formatClockRange(life.from, life.to),
    left: life.openedAt === null ? null : counted('left', life.endsAt, now),
    bar: life.openedAt === null ? null : { from, until: life.endsAt, width: Math.round(Math.max(0, Math.min(1, share)) * 1000) / 10 },
    waiting: formatNumber(waiting.length + held.length),
    longest: longestOf(facts, 'number'),
    answered: formatNumber(countOf(calls, 'answered')),
    referred: formatNumber(countOf(calls, 'referred')),
    page: Math.floor(index / A_PAGE),
  };
};

/** A day as the hall reads it, from today: «فردا», «سه‌شنبه», «سه‌شنبه ۱۷ آذر». */
const dayWords = (day: Day, today: Day): string => {
  const ahead = daysBetween(today, day);
  return ahead === 1 ? 'فردا' : ahead < 7 ? WEEKDAYS[weekday(day)] : `${WEEKDAYS[weekday(day)]} ${formatDayShort(day)}`;
};

/** What the wallboard shows of a day; `coming` is the first thing after it. */
export function wallBoard(today: Today, coming: Coming | null): WallBoard {
  const { sessions, names } = today;
  const going = sessions.filter(({ life }) => ['awaiting', 'open', 'paused', 'closing'].includes(life.state));
  // One whose time has gone by without its host is nothing that the hall should wait for.
  const ahead = sessions.filter(({ life }) => life.state === 'scheduled' && life.endsAt > today.now);
  const calls = sessions.flatMap((facts) => facts.calls);
  const [first] = ahead;
  const later = coming === null ? null : {
    what: coming.agencyId === null ? 'ساعت حضور مدیران' : (names.agencies.get(coming.agencyId)?.shortName ?? ''),
    when: `${dayWords(coming.day, today.day)} ${formatClockRange(coming.from, coming.to)}`,
  };
  const pages = Math.ceil(going.length / A_PAGE);
  return {
    look: going.length === 0 ? 'none' : going.length === 1 ? 'one' : going.length === 2 ? 'two' : 'four',
    pages,
    panels: going.map(panelOf),
    idle: going.length > 0 ? null : {
      title: ahead.length > 0 ? 'جلسه‌های پیش رو' : sessions.length > 0 ? 'جلسه‌های امروز پایان یافت' : 'امروز جلسه‌ای برگزار نمی‌شود',
      coming: ahead.length > 0
        ? ahead.slice(0, COMING_SHOWN).map(({ life, agency }) => ({ agency: agency.shortName, when: formatClockRange(life.from, life.to) }))
        : later === null ? [] : [{ agency: later.what, when: later.when }],
    },
    totals: [{ label: 'امروز', count: `${formatNumber(receivedOf(today))} تماس` }, { label: 'در همین تماس حل شد', count: formatNumber(countOf(calls, 'settled_on_line')) }],
    next: going.length === 0 ? null : first !== undefined ? { what: first.agency.shortName, when: `ساعت ${formatClockRange(first.life.from, first.life.to)}` } : later,
  };
}

/** The page of a wallboard; `wall` is its key, with which the page listens. */
export function wallView(today: Today, coming: Coming | null, { wall, governorate, until, stream }: Pick<WallView, 'wall' | 'governorate' | 'until' | 'stream'>): WallView {
  return {
    now: today.now, until, wall, governorate, stream,
    dayWords: formatDayLong(today.day),
    clock: clockWords(today.now),
    seq: today.seq,
    board: wallBoard(today, coming),
  };
}
