import { hasForecast, type Draft } from '../domain/draft.ts';
import { formatDay, formatDayLong, type Day } from '../domain/jalali.ts';
import { formatNumber, joinWords } from '../domain/persian.ts';
import type { Compared } from '../domain/rota/comparison.ts';
import { movesPlaces, type Supposition } from '../domain/rota/supposition.ts';
import { templateWarningsBetween } from '../domain/setting-rules.ts';
import { valueOn } from '../domain/settings.ts';
import type { FormState } from '../http/forms.ts';
import { controlsOf, errorsOf, type Control, type ErrorSummaryPart, type NoticePart, type TilePart } from '../http/parts.ts';
import { DRAFT_STATE_NAMES, floorSentence, promiseSentence } from '../wording/rota.ts';
import { warningWords } from '../wording/settings.ts';
import { choiceSentences, comparisonSentences, suppositionSentences } from '../wording/what-if.ts';
import { figuresOf, isMoved, NEVER, rowOf, tilesOf, type ComparedRow, type NowThen } from './what-if-figures-view.ts';
import { whatIfForm, type WhatIfForm } from './what-if-form-view.ts';
import type { Considered, Found } from './what-if.ts';

/** What a supposition comes to, and the form that makes it true. */
export interface WhatIfResult {
  readonly supposed: readonly string[];
  readonly sentences: readonly string[];
  readonly notices: readonly NoticePart[];
  readonly tiles: readonly TilePart[];
  readonly figures: readonly (NowThen & { readonly label: string })[];
  readonly promises: readonly { readonly title: string; readonly text: string }[];
  /** Agencies of which something changes. */
  readonly rows: readonly ComparedRow[];
  /** The others, in words. */
  readonly rest: { readonly label: string; readonly names: string } | null;
  readonly choice:
    | { readonly kind: 'choose'; readonly does: readonly string[]; readonly hidden: readonly { readonly name: string; readonly value: string }[]; readonly mark: string; readonly csrf: string; readonly key: string; readonly controls: readonly Control[] }
    | { readonly kind: 'closed'; readonly notice: NoticePart };
}

/** The page of what would be. */
export interface WhatIfView {
  readonly back: { readonly href: string; readonly label: string };
  readonly action: string;
  /** The days of a footing that has no draft yet. */
  readonly span: readonly { readonly name: string; readonly value: string }[];
  readonly about: string;
  readonly summary: ErrorSummaryPart;
  readonly problem: NoticePart | null;
  readonly form: WhatIfForm;
  readonly result: WhatIfResult | null;
}

declare module '../http/pages.ts' {
  interface Pages {
    'rota/what-if': WhatIfView;
  }
}

function noticesOf({ supposed: { settings, from, to }, without }: Considered, supposition: Supposition, name: (id: string) => string): NoticePart[] {
  const warnings = movesPlaces(supposition) ? templateWarningsBetween(settings, supposition.since > from ? supposition.since : from, to) : [];
  return [
    ...warnings.map(({ warning }) => ({ tone: 'warning' as const, text: warningWords(warning) })),
    ...(without.length === 0 ? [] : [{
      tone: 'warning' as const, text: `برای ${joinWords(without.map((id) => `«${name(id)}»`))} مراجعه و تماسی نوشته نشده است؛ تا نوشته نشود سهمی نمی‌گیرد.`, action: { href: '/demand', label: 'نوشتن آمار' },
    }]),
  ];
}

const promisesOf = ({ comparison: { now, then }, draft }: Considered, maxWaitDays: number | null, name: (id: string) => string): WhatIfResult['promises'] =>
  [{ title: draft === null ? 'بی این فرض' : 'برنامهٔ کنونی', side: now }, { title: 'با این فرض', side: then }].flatMap(({ title, side }) => {
    const said = [floorSentence(side.floor, maxWaitDays), ...(side.promise === null ? [] : [promiseSentence(side.promise, name)])].filter((one) => one !== null);
    return said.length === 0 ? [] : [{ title, text: said.join(' ') }];
  });

/** Why the supposition cannot be chosen now, and the way on; null where it can. */
function closedBy(draft: Draft | null): NoticePart | null {
  if (draft === null || draft.state === 'drafting') return null;
  const board = { href: `/rota/drafts/${draft.id}`, label: 'رفتن به برنامه' };
  if (draft.state === 'published' && !hasForecast(draft)) {
    return { tone: 'info', text: 'همهٔ این برنامه منتشر شده است و با این فرض عوض نمی‌شود. آن را در پیش‌نویس تازه‌ای به کار ببرید.', action: { href: '/rota/drafts/new', label: 'تنظیم پیش‌نویس' } };
  }
  const state = draft.state === 'published' ? 'بخشی از این برنامه منتشر شده است' : `این برنامه «${DRAFT_STATE_NAMES[draft.state]}» است`;
  return { tone: 'info', text: `${state}. برای برگزیدن این فرض، نخست آن را به پیش‌نویس برگردانید؛ پس از آن باید دوباره تأیید شود. آنچه منتشر شده است جابه‌جا نمی‌شود.`, action: board };
}

const CARRIED = /^(per_week|since|[raf]\d_\w+)$/;

function placesSentence({ places: { fresh, dropped, others }, draft }: Considered): string {
  if (draft === null) return 'پیش‌نویس این روزها با همین فرض تنظیم می‌شود.';
  const parts = [
    ...(fresh > 0 ? [`${formatNumber(fresh)} جلسه افزوده`] : []), ...(dropped > 0 ? [`${formatNumber(dropped)} جلسه برداشته`] : []),
    ...(others > 0 ? [`در ${formatNumber(others)} جلسه دستگاه دیگری گذاشته`] : []),
  ];
  return parts.length === 0 ? 'هیچ جلسه‌ای جابه‌جا نمی‌شود.' : `${joinWords(parts)} می‌شود؛ آنچه ثابت یا منتشر شده است می‌ماند.`;
}

/** A supposition with what it comes to, ready to be shown. */
export interface Shown {
  readonly supposition: Supposition;
  readonly considered: Considered;
}

function resultView({ supposition, considered }: Shown, form: FormState, chosen: FormState, frame: { readonly csrf: string; readonly key: string }): WhatIfResult {
  const { comparison, surroundings, draft, mark } = considered;
  const names = new Map(surroundings.agencies.map(({ id, shortName }) => [id, shortName]));
  const name = (id: string): string => names.get(id) ?? 'دستگاه';
  const scale = comparison.agencies.reduce((most, { now, then }) => Math.max(most, now.given, then.given), 1);
  const closed = closedBy(draft);
  // Whoever is named in the supposition is looked for in the table, whatever becomes of him.
  const named = new Set([...supposition.away, ...supposition.flags].map(({ agencyId }) => agencyId));
  const isShown = (one: Compared): boolean => isMoved(one) || named.has(one.agencyId);
  const rest = comparison.agencies.filter((one) => !isShown(one));
  const formula = draft?.formula ?? valueOn(surroundings.settings, 'demand_formula', surroundings.from);
  return {
    supposed: suppositionSentences(supposition, name),
    sentences: comparisonSentences(supposition, comparison),
    notices: noticesOf(considered, supposition, name),
    tiles: tilesOf(comparison),
    figures: figuresOf(comparison.now, comparison.then),
    promises: promisesOf(considered, formula.floor?.maxWaitDays ?? null, name),
    rows: comparison.agencies.filter(isShown).map((one) => rowOf(one, scale, name)),
    rest: rest.length === 0 ? null : { label: `${formatNumber(rest.length)} دستگاه دیگر که شمار نوبت و نخستین نوبتشان همان می‌ماند`, names: rest.map(({ agencyId, then }) => `${name(agencyId)} (${then.given === 0 ? NEVER : `${formatNumber(then.given)} جلسه`})`).join('، ') },
    choice: closed !== null ? { kind: 'closed', notice: closed } : {
      kind: 'choose',
      does: [...choiceSentences(supposition, name), placesSentence(considered)],
      hidden: Object.entries(form.typed).flatMap(([field, value]) => (CARRIED.test(field) && value !== '' ? [{ name: field, value }] : [])),
      mark,
      ...frame,
      controls: [controlsOf(chosen).field('reason', 'دلیل', { required: true, max: 200, wide: true, hint: 'در سابقهٔ برنامه، غیبت‌ها و دستگاه‌ها می‌ماند.' })],
    },
  };
}

/** The page: the form over what stands, and beneath it what would be. `chosen` is the form of choosing as it was typed. */
export function whatIfView(
  found: Found,
  since: Day,
  form: FormState,
  shown: Shown | null,
  chosen: FormState,
  frame: { readonly csrf: string; readonly key: string },
): WhatIfView {
  const { draft, surroundings } = found;
  const { from, to } = surroundings;
  const days = `از ${formatDayLong(from)} تا ${formatDayLong(to)}`;
  const { problem, summary } = errorsOf({ typed: {}, errors: { ...form.errors, ...chosen.errors } });
  return {
    back: draft === null ? { href: `/rota/drafts/new?from=${from}&to=${to}`, label: 'تنظیم پیش‌نویس' } : { href: `/rota/drafts/${draft.id}`, label: 'برنامه' },
    action: draft === null ? '/rota/what-if' : `/rota/drafts/${draft.id}/what-if`,
    span: draft === null ? [{ name: 'from', value: formatDay(from) }, { name: 'to', value: formatDay(to) }] : [],
    about: draft === null ? `برنامه‌ای که هنوز تنظیم نشده است، ${days}` : `${DRAFT_STATE_NAMES[draft.state]}، ${days}`,
    summary,
    problem: problem === null ? null : { tone: 'bad', text: problem },
    form: whatIfForm(form, surroundings, since),
    result: shown === null ? null : resultView(shown, form, chosen, frame),
  };
}
