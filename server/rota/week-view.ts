import { dayOf, type Instant } from '../domain/calendar.ts';
import { addDays, formatDayLong, formatDayShort, toJalali, type Day } from '../domain/jalali.ts';
import { formatNumber, toPersianDigits } from '../domain/persian.ts';
import { nearnessOf, WEEK_NEARNESS, WEEK_PERIODS, type WeekKind, type WeekPeriod } from '../domain/rota/week.ts';
import type { EmptyPart, TabsPart, TilePart } from '../http/parts.ts';
import { WEEK_NEARNESS_NAMES, WEEK_PERIOD_NAMES } from '../wording/week.ts';
import { rowOf, type WeekRow } from './week-row-view.ts';
import type { WeekAnswers, WeekList } from './week.ts';

/** How one week's managers have answered, as a bar; widths are shares of 100. */
export interface WeekBar {
  readonly label: string;
  readonly text: string;
  readonly accepted: number;
  readonly changeAsked: number;
  readonly waiting: number;
}

/** The scheduler's Saturday: what is to be done, how the weeks stand. */
export interface WeekView {
  readonly lead: string;
  readonly tabs: TabsPart;
  readonly tiles: readonly TilePart[];
  readonly only: { readonly label: string; readonly all: string } | null;
  readonly groups: readonly { readonly id: string; readonly title: string; readonly rows: readonly WeekRow[] }[];
  readonly bars: readonly WeekBar[];
  readonly empty: EmptyPart;
  readonly problem: string | null;
  readonly csrf: string;
  readonly period: string;
  readonly group: string;
}

declare module '../http/pages.ts' {
  interface Pages {
    'rota/week': WeekView;
  }
}

/** The figures at the head of the page; each shows what it counts. */
export const WEEK_GROUPS = {
  unanswered: { label: 'بی‌پاسخ', kinds: ['unanswered'], tone: 'warning' },
  change: { label: 'درخواست تغییر', kinds: ['change_asked'], tone: 'warning' },
  swap: { label: 'جابه‌جایی نوبت', kinds: ['swap_decide', 'swap_answer'], tone: 'warning' },
  away: { label: 'تعطیلی و غیبت', kinds: ['conflict'], tone: 'bad' },
  head: { label: 'مدیر نامعلوم یا تازه', kinds: ['vacant', 'head_changed', 'not_invited'], tone: 'bad' },
  message: { label: 'پیام فرستاده‌نشده', kinds: ['message'], tone: 'warning' },
  letter: { label: 'بی شمارهٔ نامه', kinds: ['letter'], tone: 'info' },
} as const satisfies Readonly<Record<string, { readonly label: string; readonly kinds: readonly WeekKind[]; readonly tone: 'warning' | 'bad' | 'info' }>>;
export type WeekGroup = keyof typeof WEEK_GROUPS;

/** What the page knows beside the list. */
export interface WeekFrame {
  readonly now: Instant;
  readonly period: WeekPeriod;
  readonly group: WeekGroup | null;
  readonly problem: string | null;
  readonly csrf: string;
  readonly newKey: () => string;
}

const address = (period: WeekPeriod, group: WeekGroup | null): string => `/rota/week?period=${period}${group === null ? '' : `&only=${group}`}`;
const kindsOf = (group: WeekGroup): readonly WeekKind[] => WEEK_GROUPS[group].kinds;

/** «۷ تا ۱۳ آذر», «۲۸ آذر تا ۴ دی» */
function spanOf(saturday: Day): string {
  const friday = addDays(saturday, 6);
  const [first, last] = [toJalali(saturday), toJalali(friday)];
  return first.month === last.month ? `${toPersianDigits(first.day)} تا ${formatDayShort(friday)}` : `${formatDayShort(saturday)} تا ${formatDayShort(friday)}`;
}

function barOf({ saturday, accepted, waiting, changeAsked }: WeekAnswers): WeekBar {
  const total = accepted + waiting + changeAsked;
  const share = (count: number): number => (100 * count) / total;
  const left = [...(waiting > 0 ? [`${formatNumber(waiting)} بی‌پاسخ`] : []), ...(changeAsked > 0 ? [`${formatNumber(changeAsked)} درخواست تغییر`] : [])];
  return {
    label: spanOf(saturday),
    text: left.length === 0 ? `هر ${formatNumber(total)} پذیرفته` : `${formatNumber(accepted)} از ${formatNumber(total)} پذیرفته؛ ${left.join('، ')}`,
    accepted: share(accepted), changeAsked: share(changeAsked), waiting: share(waiting),
  };
}

const leadOf = (today: Day, list: WeekList): string => {
  const calls = list.tasks.filter(({ kind }) => kind !== 'letter' && kind !== 'swap_decide').length;
  return calls === 0 ? `${formatDayLong(today)}؛ تماسی لازم نیست.` : `${formatDayLong(today)}؛ ${formatNumber(calls)} تماس لازم است.`;
};

/** The list as a page: figures, what is to be done by nearness, and the weeks' answers. */
export function weekView(list: WeekList, frame: WeekFrame): WeekView {
  const { period, group, now } = frame;
  const today = dayOf(now);
  const shown = group === null ? list.tasks : list.tasks.filter(({ kind }) => kindsOf(group).includes(kind));
  return {
    lead: leadOf(today, list),
    tabs: { label: 'بازه', tabs: WEEK_PERIODS.map((one) => ({ label: WEEK_PERIOD_NAMES[one], href: address(one, group), current: one === period })) },
    tiles: (Object.keys(WEEK_GROUPS) as WeekGroup[]).map((one): TilePart => {
      const count = list.tasks.filter(({ kind }) => kindsOf(one).includes(kind)).length;
      return { label: WEEK_GROUPS[one].label, value: formatNumber(count), ...(count > 0 ? { tone: WEEK_GROUPS[one].tone, href: address(period, one) } : {}) };
    }),
    only: group === null ? null : { label: WEEK_GROUPS[group].label, all: address(period, null) },
    groups: WEEK_NEARNESS.flatMap((nearness) => {
      const rows = shown.filter(({ day }) => nearnessOf(day, today) === nearness);
      return rows.length === 0 ? [] : [{ id: nearness, title: WEEK_NEARNESS_NAMES[nearness], rows: rows.map((task) => rowOf(task, list, frame)) }];
    }),
    bars: list.weeks.map(barOf),
    empty: group === null
      ? { icon: 'coffee', text: 'همه پاسخ داده‌اند و کاری نمانده است.', hint: 'هرگاه پاسخی نرسد، تغییری خواسته شود یا روزی تعطیل شود، همین‌جا دیده می‌شود.' }
      : { icon: 'circle-check', text: 'از این دسته کاری نمانده است.', action: { href: address(period, null), label: 'همهٔ کارها' } },
    problem: frame.problem,
    csrf: frame.csrf,
    period,
    group: group ?? '',
  };
}
