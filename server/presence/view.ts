import type { Instant } from '../domain/calendar.ts';
import { formatDayLong, type Day } from '../domain/jalali.ts';
import { formatNumber } from '../domain/persian.ts';
import { EVERYTHING, type PresenceFilter } from '../domain/presence-board.ts';
import { controlsOf, type Control, type CrumbsPart, type EmptyPart, type NoticePart } from '../http/parts.ts';
import { SECTORS } from '../wording/agencies.ts';
import { PROVINCE_OFFICES } from '../wording/presence.ts';
import type { BoardDays, BoardPart, BoardSide } from './board.ts';
import type { CountyFacts } from './facts.ts';
import type { EarlierDay } from './history.ts';
import { listPart, sidePart, windowWords, type ListPart, type SidePart } from './list-view.ts';
import { addressOf, BOARD_BASE, countyBase, dayWords, tilePart, totalsPart, type Place, type TilePart, type TotalsPart } from './parts-view.ts';

/** A fragment of a board, with what the page's script holds it by. */
export interface Live<Part> {
  readonly stream: string;
  readonly view: string;
  readonly seq: number;
  readonly part: Part;
}

/** A board's page: of all that its reader may see, or of one county. */
export interface BoardView {
  readonly now: Instant;
  readonly crumbs: CrumbsPart | null;
  readonly title: string;
  readonly sub: string;
  readonly note: NoticePart | null;
  readonly filter: { readonly action: string; readonly state: string; readonly controls: readonly Control[]; readonly clear: string | null };
  readonly print: string;
  readonly totals: Live<TotalsPart>;
  readonly tiles: readonly Live<TilePart>[];
  readonly list: Live<ListPart> | null;
  readonly side: Live<SidePart>;
}

/** What stands where no board can be shown. */
export interface NoBoardView {
  readonly title: string;
  readonly empty: EmptyPart;
}

declare module '../http/pages.ts' {
  interface Pages {
    'presence/board': BoardView;
    'presence/none': NoBoardView;
  }
}

/** The title of the board, wherever it stands. */
export const BOARD_TITLE = 'تابلوی حضور مدیران';

interface Frame {
  readonly days: BoardDays & { readonly day: Day };
  readonly filter: PresenceFilter;
  /** The name of a fragment, as the live side knows it. */
  readonly nameOf: (part: 'totals' | 'tile' | 'list' | 'side') => { readonly view: string };
  /** The stream of a county, or of the province's own bodies (null). */
  readonly streamOf: (countyId: string | null) => string;
}

const dayOptions = (days: readonly Day[]) => days.map((day) => ({ value: day, label: dayWords(day, true) }));

/** `counties` are those that may be chosen; null on a county's own page. */
function filterForm(place: Place, { days }: Frame['days'], counties: readonly CountyFacts[] | null): BoardView['filter'] {
  const { filter, day, base } = place;
  const control = controlsOf({ typed: { day, q: filter.search, sector: filter.sector ?? '' }, errors: {} });
  const narrowed = filter.sector !== null || filter.search !== '' || filter.state !== null;
  return {
    action: base,
    state: filter.state ?? '',
    controls: [
      control.select('day', 'روز', dayOptions(days)),
      ...(counties === null ? [] : [control.select('county', 'شهرستان', counties.map(({ county }) => ({ value: county?.id ?? 'province', label: county?.name ?? PROVINCE_OFFICES })), { empty: 'همهٔ شهرستان‌ها' })]),
      control.select('sector', 'بخش', Object.entries(SECTORS).map(([value, label]) => ({ value, label })), { empty: 'همهٔ بخش‌ها' }),
      control.field('q', 'نام دفتر یا مدیر', { type: 'search', max: 24, placeholder: 'نام دفتر یا مدیر' }),
    ],
    clear: narrowed ? addressOf({ base, day, filter: EVERYTHING }) : null,
  };
}

function noteOf({ day, today, days, next }: Frame['days']): NoticePart | null {
  if (day === today) return null;
  // Another day was asked for: today has a board of its own.
  if (days.includes(today)) return { tone: 'info', text: `تابلوی ${dayWords(day, true)} را می‌بینید.`, action: { href: addressOf({ base: BOARD_BASE, day: today, filter: EVERYTHING }), label: 'تابلوی امروز' } };
  const coming = next === null ? '' : ` ساعت حضور بعدی ${dayWords(next, true)} است.`;
  return { tone: 'info', text: `امروز روز ساعت حضور نیست و تابلوی ${dayWords(day, true)} نشان داده می‌شود.${coming}` };
}

const subOf = (day: Day, counties: readonly CountyFacts[], several: boolean): string => {
  const offices = counties.reduce((sum, one) => sum + one.offices.length, 0);
  const real = counties.filter(({ county }) => county !== null).length;
  return [formatDayLong(day), windowWords(counties), several ? `${formatNumber(real)} شهرستان` : '', `${formatNumber(offices)} دفتر`].filter(Boolean).join('، ');
};

interface Board extends Frame {
  readonly part: BoardPart & BoardSide;
  readonly earlier: readonly EarlierDay[];
}

/** The board of all counties that the reader may see, whose stream is given: a tile each, or the offices of a state or a search. */
export function boardView({ part, earlier, stream, ...frame }: Board & { readonly stream: string }): BoardView {
  const { day, now, seq, counties, feed, silent } = part;
  const place: Place = { base: BOARD_BASE, day, filter: frame.filter };
  const asList = frame.filter.state !== null || frame.filter.search !== '';
  return {
    now, crumbs: null, title: BOARD_TITLE, sub: subOf(day, counties, true), note: noteOf(frame.days),
    filter: filterForm(place, frame.days, counties),
    print: `/presence/print?day=${day}`,
    totals: { stream, ...frame.nameOf('totals'), seq, part: totalsPart({ ...place, counties, earlier, now }) },
    // A county of which nobody has an hour on this day takes no place.
    tiles: asList ? [] : counties.filter(({ offices }) => offices.length > 0).map((facts) => ({
      stream: frame.streamOf(facts.county?.id ?? null), ...frame.nameOf('tile'), seq: facts.seq, part: tilePart(facts, day, frame.filter),
    })),
    list: asList ? { stream, ...frame.nameOf('list'), seq, part: listPart(counties, place) } : null,
    side: { stream, ...frame.nameOf('side'), seq, part: sidePart(feed, silent, true) },
  };
}

/** The board of one county, with all its offices; `up` is the way to the province's, for who may see that. */
export function countyView({ part, earlier, up, ...frame }: Board & { readonly up: boolean }): BoardView {
  const { day, now, seq, counties, feed, silent } = part;
  const county = counties[0]?.county ?? null;
  const place: Place = { base: countyBase(county?.id ?? null), day, filter: frame.filter };
  const stream = frame.streamOf(county?.id ?? null);
  const name = county?.name ?? PROVINCE_OFFICES;
  return {
    now,
    crumbs: up ? { trail: [{ label: BOARD_TITLE, href: addressOf({ base: BOARD_BASE, day, filter: EVERYTHING }) }, { label: name, href: null }] } : null,
    title: up ? name : `${BOARD_TITLE}، ${name}`,
    sub: subOf(day, counties, false), note: noteOf(frame.days),
    filter: filterForm(place, frame.days, null),
    print: `/presence/print?day=${day}&county=${county?.id ?? 'province'}`,
    totals: { stream, ...frame.nameOf('totals'), seq, part: totalsPart({ ...place, counties, earlier, now }) },
    tiles: [],
    list: { stream, ...frame.nameOf('list'), seq, part: listPart(counties, place) },
    side: { stream, ...frame.nameOf('side'), seq, part: sidePart(feed, silent, false) },
  };
}

/** The page before the first hour was ever laid out. */
export const noBoardView = ({ next }: BoardDays): NoBoardView => ({
  title: BOARD_TITLE,
  empty: {
    icon: 'calendar-clock', text: 'هنوز ساعت حضوری برگزار نشده است.',
    hint: next === null ? 'روز و ساعت حضور در تنظیمات تعیین می‌شود.' : `نخستین ساعت حضور ${formatDayLong(next)} است و تابلو همان روز اینجا دیده می‌شود.`,
  },
});

