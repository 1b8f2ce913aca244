import { formatClockRange, type Instant } from '../domain/calendar.ts';
import { addDays, formatDay, formatDayLong, type Day } from '../domain/jalali.ts';
import { formatNumber } from '../domain/persian.ts';
import { isLiving } from '../domain/session-life.ts';
import type { FormState } from '../http/forms.ts';
import { controlsOf, errorsOf, optionsOf, type ChipPart, type Control, type CsrfPart, type EmptyPart, type ErrorSummaryPart } from '../http/parts.ts';
import type { CountPart } from '../wording/counts.ts';
import { hostCalled, SESSION_KIND_NAMES } from '../wording/sessions.ts';
import type { Unended } from './centre.ts';
import type { SessionFacts } from './facts.ts';
import { lateOf, lifeChip, longestOf, presentSince } from './life-view.ts';
import type { Today } from './today.ts';

/** One session of the day's list. */
export interface TodayRow {
  readonly id: string;
  readonly time: string;
  readonly agency: string;
  readonly kind: string;
  readonly host: string;
  readonly post: string;
  readonly chip: ChipPart;
  readonly late: CountPart | null;
  /** What else is to be known of it: why it pauses or was cancelled, that the host has left. */
  readonly note: string;
  readonly waiting: string;
  readonly longest: CountPart | null;
  readonly present: CountPart | null;
  readonly taken: string;
  readonly isOver: boolean;
}

/** The live list of a day's sessions. */
export interface TodayList {
  readonly rows: readonly TodayRow[];
  readonly empty: EmptyPart;
}

/** Everything of a form that is folded away until it is wanted. */
export interface FoldedForm {
  readonly action: string;
  readonly csrf: CsrfPart;
  readonly open: boolean;
  readonly summary: ErrorSummaryPart;
  readonly problem: string | null;
  readonly controls: readonly Control[];
}

/** The day's sessions, with what the reader may do to them. */
export interface TodayView {
  readonly now: Instant;
  readonly dayWords: string;
  readonly isToday: boolean;
  readonly before: string;
  readonly after: string;
  readonly pick: Control;
  readonly stream: string;
  readonly seq: number;
  readonly list: TodayList;
  /** `desk`, `manage`: the links of the list that the reader may follow, for the style sheet. */
  readonly may: string;
  readonly links: readonly { readonly href: string; readonly label: string; readonly icon: string }[];
  /** Sessions of earlier days that nobody has closed, for whoever may; the longest left first. */
  readonly unended: readonly { readonly href: string; readonly title: string; readonly when: string; readonly waiting: string }[];
  readonly convene: FoldedForm | null;
}

declare module '../http/pages.ts' {
  interface Pages {
    'calls/today': TodayView;
  }
}

const noteOf = ({ life }: SessionFacts): string => {
  if (life.state === 'paused' || life.state === 'cancelled') return life.reason ?? '';
  return life.hostLeftAt !== null && isLiving(life.state) ? 'مدیر رفته است' : '';
};

const rowOf = (facts: SessionFacts): TodayRow => {
  const { life, agency } = facts;
  return {
    id: life.id,
    time: formatClockRange(life.from, life.to),
    agency: agency.shortName,
    kind: SESSION_KIND_NAMES[life.kind],
    host: hostCalled(life),
    post: life.hostName === null ? '' : life.post,
    chip: lifeChip(life),
    late: lateOf(facts),
    note: noteOf(facts),
    waiting: isLiving(life.state) ? formatNumber(facts.waiting.length + facts.held.length) : '',
    longest: isLiving(life.state) ? longestOf(facts) : null,
    present: presentSince(facts),
    taken: formatNumber(facts.taken),
    isOver: !isLiving(life.state),
  };
};

/** The list of a day's sessions, those side by side too, in order of time. */
export const todayList = ({ sessions }: Today): TodayList => ({
  rows: sessions.map(rowOf),
  empty: { icon: 'calendar', text: 'در این روز جلسه‌ای نیست.', hint: 'جلسه‌های برنامهٔ منتشرشده خودبه‌خود همین‌جا دیده می‌شود.' },
});

interface Frame {
  readonly today: Day;
  readonly may: { readonly desk: boolean; readonly manage: boolean; readonly walls: boolean; readonly watch: boolean };
  readonly stream: string;
  readonly csrf: CsrfPart;
  /** The agencies that could be called, by id. */
  readonly agencies: readonly { readonly id: string; readonly name: string }[];
  readonly unended: readonly Unended[];
  /** The form of an unlisted session as it was sent; null until it was. */
  readonly refused: FormState | null;
}

const unendedRow = ({ life, agency, waiting }: Unended): TodayView['unended'][number] => ({
  // One that never began can only be cancelled.
  href: `/today/${life.id}/close${life.openedAt === null ? '?how=cancel' : ''}`,
  title: agency,
  when: `${formatDayLong(life.day)}، ${formatClockRange(life.from, life.to)}`,
  waiting: waiting === 0 ? 'کسی در صف نمانده است' : waiting === 1 ? 'یک نفر در صف مانده است' : `${formatNumber(waiting)} نفر در صف مانده‌اند`,
});

const conveneForm = (form: FormState, { csrf, agencies, refused }: Frame): FoldedForm => {
  const control = controlsOf(form);
  return {
    action: '/today', csrf, open: refused !== null, ...errorsOf(form),
    controls: [
      control.select('agencyId', 'دستگاه', agencies.map(({ id, name }) => ({ value: id, label: name })), { empty: 'برگزینید', required: true }),
      control.select('kind', 'نوع جلسه', optionsOf(SESSION_KIND_NAMES), { required: true }),
      control.date('day', 'روز', { required: true }),
      control.clock('from', 'از ساعت', { required: true }),
      control.clock('to', 'تا ساعت', { required: true }),
    ],
  };
};

/** The page of a day. */
export function todayView(day: Today, frame: Frame): TodayView {
  const { may, today, refused } = frame;
  const form = refused ?? { typed: { day: formatDay(day.day < today ? today : day.day), kind: 'electronic_meeting' }, errors: {} };
  return {
    now: day.now,
    dayWords: formatDayLong(day.day),
    isToday: day.day === today,
    before: `/today?day=${addDays(day.day, -1)}`,
    after: `/today?day=${addDays(day.day, 1)}`,
    pick: controlsOf({ typed: { day: formatDay(day.day) }, errors: {} }).date('day', 'روز دیگر', { id: 'pick-day' }),
    stream: frame.stream,
    seq: day.seq,
    list: todayList(day),
    may: [may.desk ? 'desk' : '', may.manage ? 'manage' : ''].filter(Boolean).join(' '),
    links: [
      ...(may.watch ? [{ href: '/supervise', label: 'میز سرپرست مرکز', icon: 'activity' }] : []),
      ...(may.walls ? [{ href: '/walls', label: 'تابلوهای سالن', icon: 'tv' }] : []),
    ],
    unended: may.manage ? frame.unended.map(unendedRow) : [],
    convene: may.manage ? conveneForm(form, frame) : null,
  };
}
