import { clockOf } from '../domain/calendar.ts';
import { formatClock } from '../domain/clock.ts';
import { formatDay, formatDayLong, type Day } from '../domain/jalali.ts';
import { VISIT_ANSWERS, type VisitAnswer } from '../domain/manager-hour.ts';
import { formatNumber, joinWords } from '../domain/persian.ts';
import { controlsOf, type ChipPart, type ChipTone, type Control, type EmptyPart, type NoticePart, type TilesPart } from '../http/parts.ts';
import { ANSWER_NAMES, CODE_NAMES, FLAG_NAMES, MARK_NAMES } from '../wording/inspections.ts';
import { bears, isMarked, MARKS, type Mark } from './marks.ts';
import type { ListedVisit, VisitDay } from './reading.ts';

/** One report of the list. */
export interface VisitRowView {
  readonly href: string;
  readonly number: string;
  readonly agency: string;
  readonly when: string;
  readonly inspector: string;
  readonly answer: ChipPart;
  readonly code: string;
  readonly photos: string;
  readonly flags: readonly ChipPart[];
}

/** The reports of one day. */
export interface InspectionsView {
  readonly dayText: string;
  readonly lead: string;
  readonly earlier: { readonly href: string; readonly label: string } | null;
  readonly orders: string | null;
  readonly notices: readonly NoticePart[];
  readonly tiles: TilesPart | null;
  readonly controls: readonly Control[];
  readonly filtered: boolean;
  readonly clear: string;
  readonly rows: readonly VisitRowView[];
  readonly empty: EmptyPart;
}

declare module '../http/pages.ts' {
  interface Pages {
    'inspections/list': InspectionsView;
  }
}

/** What the list is narrowed by; null where by nothing. */
export interface VisitFilter {
  readonly answer: VisitAnswer | null;
  readonly mark: Mark | null;
}

/** Nothing accuses before it is decided: whoever was not found is told in the colour of what is open. */
const TONES: Readonly<Record<VisitAnswer, ChipTone>> = { present: 'ok', late: 'warning', substitute: 'info', in_meeting: 'draft', on_mission: 'draft', not_found: 'draft' };

/** What a report says, as a chip. */
export const answerChip = (answer: VisitAnswer): ChipPart => ({ tone: TONES[answer], text: ANSWER_NAMES[answer] });

/** What is odd about a report, as chips. */
export const flagChips = ({ visit: { flags }, contradicted }: ListedVisit): ChipPart[] => [
  ...(contradicted ? [{ tone: 'warning' as const, text: 'گزارش دیگری جز این می‌گوید', icon: 'arrow-left-right' }] : []),
  ...flags.map((flag) => ({ tone: 'plain' as const, text: FLAG_NAMES[flag], icon: 'flag' })),
];

/** One report as a row. */
export function visitRow(one: ListedVisit): VisitRowView {
  const { visit: { id, number, at, answer, codeFound, report: { photos } }, agency, inspector, photosCame } = one;
  return {
    href: `/inspections/${id}`, number: formatNumber(number), agency, when: `ساعت ${formatClock(clockOf(at))}`, inspector, answer: answerChip(answer), code: CODE_NAMES[codeFound],
    photos: photos.length === 0 ? 'بی عکس' : photosCame === photos.length ? `${formatNumber(photosCame)} عکس` : `${formatNumber(photosCame)} عکس از ${formatNumber(photos.length)}`,
    flags: flagChips(one),
  };
}

const options = <Code extends string>(codes: readonly Code[], words: Readonly<Record<Code, string>>) => [{ value: '', label: 'همه' }, ...codes.map((value) => ({ value, label: words[value] }))];

/** The reports of a day, those that fit the filter in the order in which they came. */
export function inspectionsView(of: VisitDay, filter: VisitFilter, frame: { readonly today: Day; readonly head: boolean }): InspectionsView {
  const { day, visits, gaps, underWay, heldBack, earlier } = of;
  const shown = visits.filter((one) => (filter.answer === null || one.visit.answer === filter.answer) && (filter.mark === null || bears(one, filter.mark)));
  const count = (test: (one: ListedVisit) => boolean): string => formatNumber(visits.filter(test).length);
  const { date, select } = controlsOf({ typed: { day: formatDay(day), answer: filter.answer ?? '', mark: filter.mark ?? '' }, errors: {} });
  const filtered = filter.answer !== null || filter.mark !== null;
  return {
    dayText: formatDayLong(day),
    lead: `${visits.length === 0 ? 'گزارشی نرسیده است' : `${formatNumber(visits.length)} گزارش رسیده است`}${underWay > 0 ? `؛ ${formatNumber(underWay)} مقصد باز است و گزارشش نرسیده` : ''}.`,
    earlier: earlier === null ? null : { href: `/inspections?day=${earlier}`, label: `روز پیش: ${formatDayLong(earlier)}` },
    orders: frame.head ? '/inspections/orders' : null,
    notices: [
      ...(heldBack ? [{ tone: 'info' as const, text: 'گزارش‌های این روز پس از پایان ساعت حضور دیده می‌شود.' }] : []),
      ...gaps.map(({ inspector, missing }) => ({ tone: 'warning' as const, text: `در شمارهٔ مقصدهایی که ${inspector} بدون شبکه باز کرده، شمارهٔ ${joinWords(missing.map((one) => formatNumber(one)))} نرسیده است.` })),
    ],
    tiles: visits.length === 0 ? null : {
      tiles: [
        { label: 'حاضر، با تأخیر یا جانشین', value: count(({ visit: { answer } }) => ['present', 'late', 'substitute'].includes(answer)) },
        { label: 'در محل نبود (بررسی‌نشده)', value: count(({ visit: { answer } }) => ['not_found', 'in_meeting', 'on_mission'].includes(answer)) },
        { label: 'با کد حضور تازه', value: count(({ visit: { codeFound } }) => codeFound === 'fresh') },
        { label: 'نشانه‌دار', value: count(isMarked), href: `/inspections?day=${day}&mark=any` },
      ],
    },
    controls: [date('day', 'روز'), select('answer', 'نتیجه', options(VISIT_ANSWERS, ANSWER_NAMES)), select('mark', 'نشانه', options(MARKS, MARK_NAMES))],
    filtered,
    clear: `/inspections?day=${day}`,
    rows: shown.map(visitRow),
    empty: filtered && visits.length > 0
      ? { icon: 'filter', text: 'گزارشی با این نشانه‌ها نیست.', action: { href: `/inspections?day=${day}`, label: 'همهٔ گزارش‌ها' } }
      : { icon: 'clipboard-list', text: 'برای این روز گزارشی نیست.', hint: 'گزارش هر بازدید، همین که برسد این‌جا دیده می‌شود.' },
  };
}
