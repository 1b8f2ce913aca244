import { addDays, addMonths, firstOfMonth, formatDay, formatDayLong, formatDayShort, formatMonth, lastOfMonth, monthOf, startOfWeek, type Day } from '../domain/jalali.ts';
import { formatNumber, formatPercent, joinWords } from '../domain/persian.ts';
import { WHOLE } from '../domain/rota/plan.ts';
import type { FormState } from '../http/forms.ts';
import { controlsOf, errorsOf, type Control, type ErrorSummaryPart, type PostPart, type TilePart } from '../http/parts.ts';
import { floorSentence } from '../wording/rota.ts';
import type { Exclusion } from './publication.ts';
import type { Prospect } from './plan.ts';

/** What a horizon comes to, before it is drawn up. */
export interface ProspectView {
  readonly title: string;
  readonly tiles: readonly TilePart[];
  readonly floor: { readonly tone: 'ok' | 'warning'; readonly text: string } | null;
  readonly formula: string;
  readonly thin: readonly string[];
  readonly rows: readonly { readonly name: string; readonly demand: string; readonly share: string; readonly turns: string; readonly gap: string; readonly lifted: boolean }[];
  readonly from: string;
  readonly to: string;
}

export interface NewDraftView {
  readonly csrf: string;
  readonly keys: readonly [string, string];
  readonly summary: ErrorSummaryPart;
  readonly problem: string | null;
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

/** The horizon that a scheduler most likely means: from the Saturday after a day, to the end of the second month after. */
export function likelyHorizon(after: Day): { readonly from: Day; readonly to: Day } {
  const from = addDays(startOfWeek(after), 7);
  return { from, to: lastOfMonth(addMonths(monthOf(from), 2)) };
}

const THIN_SHOWN = 8;

function prospectView({ slots, held, slotPlan, agencies, formula, floor, demand, surroundings }: Prospect): ProspectView {
  const names = new Map(surroundings.agencies.map(({ id, shortName }) => [id, shortName]));
  const sharing = agencies.filter(({ share }) => share > 0);
  const weeks = new Set(slots.map(({ weekIndex }) => weekIndex)).size;
  const verdict = floorSentence(floor, formula.floor?.maxWaitDays ?? null);
  const threshold = formula.floor === null ? '' : ` دستگاهی که به ${formatNumber(formula.floor.threshold)} برسد بیش از ${formatNumber(formula.floor.maxWaitDays)} روز منتظر نمی‌ماند.`;
  return {
    title: `از ${formatDayLong(surroundings.from)} تا ${formatDayLong(surroundings.to)}`,
    tiles: [
      { label: 'نوبت', value: formatNumber(slots.length), note: held.size > 0 ? `${formatNumber(held.size)} نوبت پیش‌تر منتشر شده است` : `در ${formatNumber(weeks)} هفته` },
      { label: 'دستگاه‌های دارای سهم', value: formatNumber(sharing.length), note: `از ${formatNumber(agencies.length)} دستگاه دعوت‌شدنی` },
      { label: 'هفته‌های کم‌نوبت', value: formatNumber(slotPlan.thinWeeks.length), note: 'به سبب تعطیلی' },
    ],
    floor: verdict === null ? null : { tone: floor.state === 'holds' ? 'ok' : 'warning', text: verdict },
    formula: `نیاز هر دستگاه = ${formatNumber(formula.clients)} × مراجعه + ${formatNumber(formula.calls)} × تماس + ${formatNumber(formula.openRequests)} × درخواست باز، از ${formatMonth(demand.from)} تا ${formatMonth(demand.to)}.${threshold}`,
    thin: slotPlan.thinWeeks.slice(0, THIN_SHOWN).map(({ start, got, wanted, closed }) => {
      const why = [...new Set(closed.map(({ day, title }) => `${formatDayShort(day)}: ${title}`))];
      return `هفتهٔ ${formatDayShort(start)}: ${formatNumber(got)} نوبت به جای ${formatNumber(wanted)}${why.length === 0 ? '' : `؛ ${joinWords(why)}`}`;
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
  };
}

/** The page on which a horizon is chosen, with what it comes to once it was. */
export function newDraftView(form: FormState, prospect: Prospect | null, today: Day, csrf: string, newKey: () => string): NewDraftView {
  const controls = controlsOf(form);
  const months = [0, 1, 2].map((count) => addMonths(monthOf(today), count + 1));
  return {
    csrf,
    keys: [newKey(), newKey()],
    ...errorsOf(form),
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
