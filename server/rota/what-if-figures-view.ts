import { formatDayShort, type Day } from '../domain/jalali.ts';
import { formatNumber } from '../domain/persian.ts';
import type { Compared, Comparison, Part, Side } from '../domain/rota/comparison.ts';
import type { TilePart } from '../http/parts.ts';
import { formatTurns } from '../wording/rota.ts';
import { changeWords, deviationWords, weeksWords } from '../wording/what-if.ts';

/** A figure as it stands and as it would be; `same` where both read alike. */
export interface NowThen {
  readonly now: string;
  readonly then: string;
  readonly same: boolean;
}

/** One agency in both programmes; the bars are shares of a hundred. */
export interface ComparedRow {
  readonly id: string;
  readonly name: string;
  readonly change: { readonly tone: 'ok' | 'warning'; readonly text: string; readonly icon: string } | null;
  readonly turns: NowThen;
  readonly bars: { readonly now: number; readonly then: number };
  readonly entitlement: NowThen;
  readonly mean: NowThen;
  readonly longest: NowThen;
  readonly first: NowThen;
}

const nowThen = (now: string, then: string): NowThen => ({ now, then, same: now === then });
/** An agency without a turn. */
export const NEVER = 'بی‌نوبت';

const meanWords = (days: number | null): string => (days === null ? NEVER : weeksWords(days));

const firstWords = (day: Day | null): string => (day === null ? NEVER : formatDayShort(day));

// Of a hundred: the line around the longest bar stays within the drawing.
const FULL_BAR = 98;

const barOf = ({ given }: Part, scale: number): number => Math.round((FULL_BAR * given) / Math.max(1, scale));

/** One agency's row; `scale` is the most turns that any has. */
export const rowOf = (one: Compared, scale: number, name: (id: string) => string): ComparedRow => {
  const { agencyId, now, then, change } = one;
  const words = changeWords(one);
  return {
    id: agencyId,
    name: name(agencyId),
    change: words === null ? null : { tone: change === 'gains' ? 'ok' : 'warning', text: words, icon: change === 'gains' ? 'chevron-up' : 'chevron-down' },
    turns: nowThen(formatNumber(now.given), formatNumber(then.given)),
    bars: { now: barOf(now, scale), then: barOf(then, scale) },
    entitlement: nowThen(formatTurns(now.entitlement), formatTurns(then.entitlement)),
    mean: nowThen(meanWords(now.meanDays), meanWords(then.meanDays)),
    longest: nowThen(weeksWords(now.longestDays), weeksWords(then.longestDays)),
    first: nowThen(firstWords(now.first), firstWords(then.first)),
  };
};

/** Whether an agency's turns, their days or its wait change. */
export const isMoved = ({ now, then, change }: Compared): boolean => change !== 'same' || now.given !== then.given || now.first !== then.first;

const perWeek = ({ perWeek: count }: Side): string => formatNumber(count, { fraction: 1 });
const deviation = ({ worst, bound }: Side): string => `${deviationWords(worst)} (حد نظری ${deviationWords(bound)})`;

/** The figures of two programmes beside each other. */
export const figuresOf = (now: Side, then: Side): (NowThen & { readonly label: string })[] => {
  const figure = (label: string, of: (side: Side) => string) => ({ label, ...nowThen(of(now), of(then)) });
  return [
    figure('جلسه در هفته، به‌طور میانگین', perWeek),
    figure('همهٔ جلسه‌های برنامه', ({ sessions }) => formatNumber(sessions)),
    figure('جلسه‌های بی مدیر', ({ nobody }) => formatNumber(nobody)),
    figure('دستگاه‌های دارای سهم', ({ sharing }) => formatNumber(sharing)),
    figure('از این‌ها بی‌نوبت در این برنامه', ({ turnless }) => formatNumber(turnless)),
    figure('میانگین انتظار', ({ meanDays }) => meanWords(meanDays)),
    figure('طولانی‌ترین انتظار', ({ longestDays }) => weeksWords(longestDays)),
    figure('بیشترین فاصله از سهم', deviation),
  ];
};

/** The figures at the head: what would be, and what is. */
export const tilesOf = ({ now, then, gains, loses }: Comparison): TilePart[] => [
  { label: 'جلسه در هفته، میانگین', value: perWeek(then), note: `اکنون ${perWeek(now)}` },
  { label: 'میانگین انتظار', value: meanWords(then.meanDays), note: `اکنون ${meanWords(now.meanDays)}` },
  { label: 'طولانی‌ترین انتظار', value: weeksWords(then.longestDays), note: `اکنون ${weeksWords(now.longestDays)}` },
  { label: 'بیشترین فاصله از سهم', value: deviationWords(then.worst), tone: then.withinBound ? 'ok' : 'warning', note: `اکنون ${deviationWords(now.worst)}؛ حد نظری ${deviationWords(then.bound)}` },
  { label: 'نوبت بیشتر، نوبت کمتر', value: `${formatNumber(gains)} و ${formatNumber(loses)}`, note: 'دستگاه؛ انتظار کوتاه‌تر و بلندتر هم شمرده شده است' },
];
