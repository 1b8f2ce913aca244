import { addDays, addMonths, daysBetween, firstOfMonth, formatDay, formatDayLong, formatDayShort, formatMonth, lastOfMonth, monthKey, monthOf, startOfWeek, type Day } from '../domain/jalali.ts';
import type { DemandSpan } from '../domain/draft.ts';
import { formatNumber, formatPercent, joinWords } from '../domain/persian.ts';
import { WHOLE } from '../domain/rota/plan.ts';
import { templateWarningsBetween } from '../domain/setting-rules.ts';
import type { FormState } from '../http/forms.ts';
import { controlsOf, errorsOf, type Control, type ErrorSummaryPart, type NoticePart, type PostPart, type TilePart } from '../http/parts.ts';
import { floorSentence } from '../wording/rota.ts';
import { warningWords } from '../wording/settings.ts';
import type { Exclusion } from './publication.ts';
import type { Prospect } from './plan.ts';

/** What a horizon comes to, before it is drawn up. */
export interface ProspectView {
  readonly title: string;
  readonly tiles: readonly TilePart[];
  readonly floor: { readonly tone: 'ok' | 'warning'; readonly text: string } | null;
  readonly formula: string;
  readonly thin: readonly string[];
  readonly notices: readonly NoticePart[];
  readonly rows: readonly { readonly name: string; readonly demand: string; readonly share: string; readonly turns: string; readonly gap: string; readonly lifted: boolean }[];
  readonly from: string;
  readonly to: string;
  /** The page that lays a supposition beside it. */
  readonly whatIf: string;
}

export interface NewDraftView {
  readonly csrf: string;
  readonly keys: readonly [string, string];
  readonly summary: ErrorSummaryPart;
  readonly problem: NoticePart | null;
  readonly controls: readonly Control[];
  readonly shortcuts: readonly { readonly href: string; readonly label: string }[];
  readonly prospect: ProspectView | null;
}

export interface ExclusionsView {
  readonly base: string;
  readonly csrf: string;
  readonly key: string;
  readonly summary: ErrorSummaryPart;
  readonly problem: string | null;
  readonly controls: readonly Control[];
  readonly rows: readonly { readonly name: string; readonly span: string; readonly reason: string; readonly withdraw: PostPart }[];
}

declare module '../http/pages.ts' {
  interface Pages {
    'rota/new': NewDraftView;
    'rota/exclusions': ExclusionsView;
  }
}

/** What a scheduler's likely horizon follows from: the months with demand, and the last day already drawn up. */
export interface Likely {
  readonly today: Day;
  readonly written: DemandSpan | null;
  readonly drawnTo: Day | null;
}

/** The last day of the half-year in which a day falls; of the next one where less than a month would be left. */
function endOfHalf(from: Day): Day {
  const { year, month } = monthOf(from);
  const end = lastOfMonth({ year, month: month <= 6 ? 6 : 12 });
  return daysBetween(from, end) >= 28 ? end : lastOfMonth(month <= 6 ? { year, month: 12 } : { year: year + 1, month: 6 });
}

/**
 * The horizon that a scheduler most likely means, to the end of a half-year: after what is drawn up already; from the next
 * Saturday where demand is written up to these months; else, as with the data of a past year, after the first year of demand.
 */
export function likelyHorizon({ today, written, drawnTo }: Likely): { readonly from: Day; readonly to: Day } {
  const next = addDays(startOfWeek(today), 7);
  const isOfNow = written === null || monthKey(addMonths(written.to, 12)) >= monthKey(monthOf(today));
  const afterYear = written === null ? null : [addMonths(written.from, 12), addMonths(written.to, 1)].sort((a, b) => (monthKey(a) < monthKey(b) ? -1 : 1))[0];
  const start = isOfNow || afterYear === null || afterYear === undefined ? next : firstOfMonth(afterYear);
  const from = drawnTo !== null && drawnTo >= start ? addDays(drawnTo, 1) : start;
  return { from, to: endOfHalf(from) };
}

const THIN_SHOWN = 8;

/** What a scheduler should know before he draws up: settings that run against each other, and months without demand. */
function noticesOf({ surroundings: { settings, from, to }, unwritten }: Prospect): NoticePart[] {
  const months = unwritten.map(formatMonth);
  return [
    ...templateWarningsBetween(settings, from, to).map(({ since, warning }) => ({
      tone: 'warning' as const, text: `${since === from ? '' : `از ${formatDayShort(since)}: `}${warningWords(warning)}`, action: { href: '/settings/slot_template', label: 'قالب نوبت‌ها' },
    })),
    ...(months.length === 0 ? [] : [{
      tone: 'warning' as const, text: `برای ${joinWords(months)} هیچ مراجعه یا تماسی نوشته نشده است؛ سهم‌ها تنها از ماه‌های دیگر حساب می‌شود.`,
      action: { href: demandHref(unwritten[0]?.year), label: 'نوشتن آمار' },
    }]),
  ];
}

/** The page on which the demand of a year is written. */
const demandHref = (year: number | undefined): string => (year === undefined ? '/demand' : `/demand?year=${year}`);

function prospectView(prospect: Prospect): ProspectView {
  const { slots, held, slotPlan, agencies, formula, floor, demand, surroundings } = prospect;
  // A template that offers too little is said above, and not blamed on holidays.
  const closedWeeks = slotPlan.thinWeeks.filter(({ wanted, offered, got }) => got < Math.min(wanted, offered));
  const names = new Map(surroundings.agencies.map(({ id, shortName }) => [id, shortName]));
  const sharing = agencies.filter(({ share }) => share > 0);
  const weeks = new Set(slots.map(({ weekIndex }) => weekIndex)).size;
  const verdict = floorSentence(floor, formula.floor?.maxWaitDays ?? null);
  const threshold = formula.floor === null ? '' : ` دستگاهی که به ${formatNumber(formula.floor.threshold)} برسد، اگر شمار نوبت‌ها بگذارد، به‌طور میانگین هر ${formatNumber(formula.floor.maxWaitDays)} روز یک نوبت می‌گیرد.`;
  return {
    title: `از ${formatDayLong(surroundings.from)} تا ${formatDayLong(surroundings.to)}`,
    tiles: [
      { label: 'نوبت', value: formatNumber(slots.length), note: held.size > 0 ? `${formatNumber(held.size)} نوبت پیش‌تر منتشر شده است` : `در ${formatNumber(weeks)} هفته` },
      { label: 'دستگاه‌های دارای سهم', value: formatNumber(sharing.length), note: `از ${formatNumber(agencies.length)} دستگاه دعوت‌شدنی` },
      { label: 'هفته‌های کم‌نوبت', value: formatNumber(closedWeeks.length), note: 'به سبب تعطیلی یا ساعت حضور مدیران' },
    ],
    floor: verdict === null ? null : { tone: floor.state === 'holds' ? 'ok' : 'warning', text: verdict },
    formula: `امتیاز هر دستگاه = ${formatNumber(formula.clients)} × مراجعه + ${formatNumber(formula.calls)} × تماس + ${formatNumber(formula.openRequests)} × درخواست باز، از ${formatMonth(demand.from)} تا ${formatMonth(demand.to)}.${threshold}`,
    notices: noticesOf(prospect),
    thin: closedWeeks.slice(0, THIN_SHOWN).map(({ start, got, wanted, offered, closed }) => {
      const why = [...new Set(closed.map(({ day, title }) => `${formatDayShort(day)}: ${title}`))];
      return `هفتهٔ ${formatDayShort(start)}: ${formatNumber(got)} نوبت به جای ${formatNumber(Math.min(wanted, offered))}${why.length === 0 ? '' : `؛ ${joinWords(why)}`}`;
    }),
    rows: [...sharing].sort((a, b) => b.share - a.share || (a.id < b.id ? -1 : 1)).map((agency) => ({
      name: names.get(agency.id) ?? 'دستگاه',
      demand: formatNumber(agency.demand),
      share: formatPercent(agency.share / WHOLE, { fraction: 2 }),
      turns: formatNumber((agency.share / WHOLE) * slots.length, { fraction: 1 }),
      gap: agency.idealGapDays === null ? '' : `${formatNumber(Math.round(agency.idealGapDays))} روز`,
      lifted: agency.lifted,
    })),
    from: formatDay(surroundings.from),
    to: formatDay(surroundings.to),
    whatIf: `/rota/what-if?from=${surroundings.from}&to=${surroundings.to}`,
  };
}

/** The page on which a horizon is chosen, with what it comes to once it was. */
export function newDraftView(form: FormState, prospect: Prospect | null, likely: { readonly from: Day }, csrf: string, newKey: () => string, unwrittenYear: number | null = null): NewDraftView {
  const controls = controlsOf(form);
  const months = [0, 1, 2].map((count) => addMonths(monthOf(likely.from), count));
  const { problem, summary } = errorsOf(form);
  return {
    csrf,
    keys: [newKey(), newKey()],
    summary,
    problem: problem === null ? null : { tone: 'bad', text: problem, ...(unwrittenYear === null ? {} : { action: { href: demandHref(unwrittenYear), label: 'نوشتن آمار' } }) },
    controls: [controls.date('from', 'از روز', { required: true }), controls.date('to', 'تا روز', { required: true, hint: 'از یک هفته تا یک سال' })],
    shortcuts: months.map((month) => ({ href: `/rota/drafts/new?from=${firstOfMonth(month)}&to=${lastOfMonth(month)}`, label: formatMonth(month) })),
    prospect: prospect === null ? null : prospectView(prospect),
  };
}

/** Who is left out of a programme, and the form that leaves out one more. */
export function exclusionsView(
  draft: { readonly id: string; readonly open: boolean },
  exclusions: readonly Exclusion[],
  agencies: readonly { readonly id: string; readonly shortName: string }[],
  form: FormState,
  csrf: string,
  newKey: () => string,
): ExclusionsView {
  const base = `/rota/drafts/${draft.id}`;
  const controls = controlsOf(form);
  return {
    base,
    csrf,
    key: newKey(),
    ...errorsOf(form),
    controls: draft.open ? [
      controls.select('agency', 'دستگاه', agencies.map(({ id, shortName }) => ({ value: id, label: shortName })), { empty: 'برگزینید', required: true }),
      controls.date('from', 'از روز', { required: true }),
      controls.date('to', 'تا روز', { required: true }),
      controls.field('reason', 'دلیل', { required: true, max: 200, wide: true, hint: 'این دلیل در توضیح نوبت‌ها دیده می‌شود.' }),
    ] : [],
    rows: exclusions.map(({ id, agencyId, from, to, reason }) => {
      const name = agencies.find((one) => one.id === agencyId)?.shortName ?? 'دستگاه';
      return {
        name,
        span: `${formatDay(from)} تا ${formatDay(to)}`,
        reason,
        withdraw: {
          action: `${base}/exclusions/withdraw`, label: 'برداشتن', small: true, csrf: { token: csrf, key: newKey() }, fields: [{ name: 'exclusion', value: id }],
          title: `برداشتن کنار گذاشتن ${name}`, disabled: !draft.open,
        },
      };
    }),
  };
}
