import { clockOf, formatInstant, type Instant } from '../domain/calendar.ts';
import { formatClock } from '../domain/clock.ts';
import { formatDayLong, type Day } from '../domain/jalali.ts';
import { formatNumber } from '../domain/persian.ts';
import type { ChipPart, CrumbsPart, FactsPart, NoticePart } from '../http/parts.ts';
import { DRAW_STATES, FIRST_SEED, heldWords, missingWords, SEALED_LATE, sealedWords, SECRECY_LIMIT, unknownWords } from '../wording/draws.ts';

/** What views are told of a draw. */
export interface DrawnFacts {
  readonly state: string;
  readonly commitment: string;
  readonly drawn_at: string;
  readonly starts_at: string;
}

/** A day of the list, as the list is told of it. */
interface DayFacts {
  readonly day: Day;
  readonly draw: DrawnFacts | null;
  readonly amendments: number;
}

/** What the list of draws is made of. */
export interface DaysFacts {
  readonly list: readonly DayFacts[];
  readonly held: { readonly offices: number; readonly inspectors: number; readonly extra: number | null } | null;
  /** Today, where its hours are being held without a draw. */
  readonly missing: Day | null;
  /** Names in the setting that belong to no county and no kind. */
  readonly unknown: readonly string[];
  readonly seed: { readonly number: number; readonly commitment: string; readonly committedAt: Instant; readonly used: boolean } | null;
}

/** The list of days with their draws. */
export interface DrawsView {
  readonly limit: string;
  readonly notices: readonly NoticePart[];
  readonly facts: FactsPart;
  readonly places: string | null;
  readonly settings: string | null;
  readonly days: readonly { readonly title: string; readonly chip: ChipPart; readonly note: string; readonly hash: string; readonly links: readonly { readonly href: string; readonly label: string }[] }[];
}

declare module '../http/pages.ts' {
  interface Pages {
    'draws/list': DrawsView;
  }
}

/** A hash in groups of eight. Its digits are no number: they stay as commands print them, so that it can be copied and compared. */
export const hashGroups = (hash: string): string => hash.replace(/(.{8})(?=.)/g, '$1 ');

const stateOf = (draw: DayFacts['draw']): keyof typeof DRAW_STATES => (draw === null ? 'none' : draw.state === 'opened' ? 'opened' : 'sealed');

/** The chip of a day's state. */
export const stateChip = (draw: DayFacts['draw']): ChipPart => DRAW_STATES[stateOf(draw)];

/** The way back to the list. */
export const crumbsTo = (label: string): CrumbsPart => ({ trail: [{ label: 'قرعهٔ بازدیدها', href: '/draws' }, { label, href: null }] });

const isLate = (drawnAt: string, startsAt: string): boolean => drawnAt >= startsAt;

/** What is told of a seal: by when, and that nothing or how much was changed. */
export const sealNotice = (drawnAt: string, startsAt: string, amendments: number): NoticePart => {
  const late = isLate(drawnAt, startsAt);
  return {
    tone: late ? 'warning' : amendments === 0 ? 'ok' : 'info',
    text: `${sealedWords(late ? null : formatClock(clockOf(startsAt as Instant)), amendments)} زمان مهر: ${formatInstant(drawnAt as Instant)}.`,
  };
};

const noteOf = ({ draw, amendments }: DayFacts): string =>
  draw === null ? '' : [
    `مهر: ${formatInstant(draw.drawn_at as Instant)}`, ...(isLate(draw.drawn_at, draw.starts_at) ? [SEALED_LATE] : []), ...(amendments === 0 ? [] : [`${formatNumber(amendments)} اصلاحیه`]),
  ].join('، ');

/** The list of days, newest first, and whether the coverage that is set can be held. */
export function drawsView({ list, held, missing, unknown, seed }: DaysFacts, { weeks, manages, setsUp }: { readonly weeks: number; readonly manages: boolean; readonly setsUp: boolean }): DrawsView {
  return {
    limit: SECRECY_LIMIT,
    notices: [
      ...(missing === null || !manages ? [] : [{ tone: 'warning' as const, text: missingWords(formatDayLong(missing)) }]),
      ...(held === null ? [] : [{ tone: held.extra === 0 ? 'ok' as const : 'warning' as const, text: heldWords({ weeks, ...held }) }]),
      ...(unknown.length === 0 ? [] : [{ tone: 'warning' as const, text: unknownWords(unknown) }]),
    ],
    facts: {
      facts: seed === null ? [{ term: 'بذر بعدی', text: 'هنوز آماده نیست؛ تا چند دقیقهٔ دیگر خودبه‌خود تعهد می‌شود.' }] : [
        { term: 'بذر', text: `شمارهٔ ${formatNumber(seed.number)}، ${seed.used ? 'در قرعه‌ای مهرشده به کار رفته است' : 'برای قرعهٔ بعدی'}${seed.number === 1 ? `. ${FIRST_SEED}` : ''}` },
        { term: 'زمان تعهد', text: formatInstant(seed.committedAt) },
        { term: 'تعهد بذر', text: hashGroups(seed.commitment), code: true },
      ],
    },
    places: manages ? '/draws/places' : null,
    settings: setsUp ? '/settings/inspection' : null,
    days: list.map((one) => ({
      title: formatDayLong(one.day), chip: stateChip(one.draw),
      note: noteOf(one),
      hash: one.draw === null ? '' : hashGroups(one.draw.commitment),
      links: [...(manages ? [{ href: `/draws/${one.day}`, label: one.draw === null ? 'کشیدن قرعه' : 'این روز' }] : []), ...(one.draw === null ? [] : [{ href: `/draws/${one.day}/verify`, label: 'بازبینی' }])],
    })),
  };
}
