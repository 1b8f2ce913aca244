import { formatInstant, type Instant } from '../domain/calendar.ts';
import { weightOf, weightParts, type DrawInputs } from '../domain/inspection/draw-inputs.ts';
import type { DrawAmendment } from '../domain/inspection/draw-file.ts';
import { formatDayLong, type Day } from '../domain/jalali.ts';
import { formatNumber } from '../domain/persian.ts';
import type { FormState } from '../http/forms.ts';
import { controlsOf, errorsOf, pagesOf, type CheckPart, type ChipPart, type Control, type CrumbsPart, type CsrfPart, type ErrorSummaryPart, type FactsPart, type NoticePart, type PaginationPart, type PostPart } from '../http/parts.ts';
import { heldWords, missingWords, SECRECY_LIMIT } from '../wording/draws.ts';
import { inspectorField } from './forms.ts';
import { crumbsTo, hashGroups, sealNotice, stateChip, type DrawnFacts } from './view.ts';

interface Inspector {
  readonly id: string;
  readonly name: string;
  readonly county: string | null;
}

/** What a day's page is made of. */
export interface DayFacts {
  readonly day: Day;
  readonly span: { readonly startsAt: Instant; readonly endsAt: Instant } | null;
  readonly draw: DrawnFacts | null;
  readonly amendments: number;
  readonly held: { readonly offices: number; readonly inspectors: number; readonly extra: number | null };
  readonly left: ReadonlyMap<string, number>;
  readonly inputs: DrawInputs;
  readonly made: readonly DrawAmendment[];
  readonly inspectors: readonly Inspector[];
  readonly agencies: ReadonlyMap<string, string>;
  readonly counties: ReadonlyMap<string, string>;
  readonly users: ReadonlyMap<string, string>;
}

/** One day of the draw for the head. */
export interface DrawDayView {
  readonly crumbs: CrumbsPart;
  readonly chip: ChipPart;
  readonly notice: NoticePart;
  readonly limit: string;
  readonly problem: string | null;
  readonly summary: ErrorSummaryPart;
  readonly csrf: CsrfPart;
  readonly facts: FactsPart | null;
  readonly draw: { readonly action: string; readonly groups: readonly { readonly legend: string; readonly checks: readonly CheckPart[] }[] } | null;
  readonly amend: { readonly action: string; readonly controls: readonly Control[] } | null;
  readonly open: PostPart | null;
  readonly amendments: readonly { readonly title: string; readonly text: string; readonly when: string; readonly hash: string }[];
  readonly weights: readonly { readonly name: string; readonly county: string; readonly base: string; readonly complaints: string; readonly absences: string; readonly weeks: string; readonly sum: string }[];
  readonly pages: PaginationPart | null;
}

declare module '../http/pages.ts' {
  interface Pages {
    'draws/day': DrawDayView;
  }
}

const PAGE = 50;

const weightsOf = ({ inputs, agencies, counties }: DayFacts, page: number): DrawDayView['weights'] =>
  inputs.offices.map((office) => ({ office, sum: weightOf(office, inputs.weights) }))
    .sort((one, other) => other.sum - one.sum || (one.office.id < other.office.id ? -1 : 1))
    .slice((page - 1) * PAGE, page * PAGE)
    .map(({ office, sum }) => {
      const parts = weightParts(office, inputs.weights);
      return {
        name: agencies.get(office.id) ?? '', county: office.county === null ? 'استان' : (counties.get(office.county) ?? ''), base: formatNumber(parts.base),
        complaints: `${formatNumber(parts.complaints)} (${formatNumber(office.complaints)} گزارش)`, absences: `${formatNumber(parts.absences)} (${formatNumber(office.absences)} بار)`,
        weeks: `${formatNumber(parts.weeks)} (${formatNumber(office.waited)} هفته)`, sum: formatNumber(sum),
      };
    });

const amendmentOf = ({ users }: DayFacts) => ({ number, change, reason, madeAt, madeBy, hash }: DrawAmendment): DrawDayView['amendments'][number] => {
  const given = change.targets.filter(({ toId }) => toId !== null);
  const to = given[0]?.toId ?? '';
  const dropped = change.targets.length - given.length;
  const what = [
    ...(given.length === 0 ? [] : [`${formatNumber(given.length)} مقصد به ${users.get(to) ?? 'بازرسی دیگر'} سپرده شد`]),
    ...(dropped === 0 ? [] : [`${formatNumber(dropped)} مقصد کنار گذاشته شد`]),
  ].join('، ');
  return { title: `اصلاحیهٔ ${formatNumber(number)}: ${users.get(change.inspectorId) ?? 'بازرس'}`, text: `${what}. علت: ${reason}`, when: `${formatInstant(madeAt as Instant)}، ${users.get(madeBy) ?? ''}`, hash: hashGroups(hash) };
};

const noticeOf = ({ day, draw, span, amendments }: DayFacts, now: Instant): NoticePart => {
  if (draw !== null) return sealNotice(draw.drawn_at, draw.starts_at, amendments);
  if (span === null) return { tone: 'info', text: 'در این روز ساعت حضوری برگزار نمی‌شود.' };
  if (now >= span.endsAt) return { tone: 'info', text: 'ساعت حضور این روز گذشته است و برای آن قرعه‌ای کشیده نشد.' };
  if (now >= span.startsAt) return { tone: 'warning', text: missingWords(formatDayLong(day)) };
  return { tone: 'info', text: 'اگر تا ساعت ۶:۳۰ همان روز قرعه را نکشید، برنامه با همهٔ بازرسان آن را می‌کشد و مهر می‌کند.' };
};

/** A day for the head: who goes, then the weights with their reasons and amendments; which inspector goes where stays sealed. */
export function drawDayView(facts: DayFacts, { now, page, form, weeks, csrf }: { readonly now: Instant; readonly page: number; readonly form: FormState | null; readonly weeks: number; readonly csrf: CsrfPart }): DrawDayView {
  const { day, draw, span, inspectors, counties } = facts;
  const state = form ?? { typed: {}, errors: {} };
  const controls = controlsOf(state);
  const isOver = span !== null && now >= span.endsAt;
  const ticked = (one: Inspector): boolean => form === null || (form.typed[inspectorField(one.id)] ?? '') !== '';
  const group = (legend: string, members: readonly Inspector[]) => ({
    legend, checks: members.map((one): CheckPart => ({ name: inspectorField(one.id), label: one.county === null ? one.name : `${one.name}، ${counties.get(one.county) ?? ''}`, checked: ticked(one) })),
  });
  const going = inspectors.filter(({ id }) => (facts.left.get(id) ?? 0) > 0);
  const options = (list: readonly Inspector[]) => list.map(({ id, name, county }) => ({ value: id, label: county === null ? name : `${name}، ${counties.get(county) ?? ''}` }));
  return {
    crumbs: crumbsTo('این روز'), chip: stateChip(draw), notice: noticeOf(facts, now), limit: SECRECY_LIMIT, csrf, ...errorsOf(state),
    facts: draw === null
      ? { facts: [{ term: 'پوشش', text: heldWords({ weeks, ...facts.held }) }] }
      : { facts: [{ term: 'پوشش', text: heldWords({ weeks, ...facts.held }) }, { term: 'تعهد قرعه', text: hashGroups(draw.commitment), code: true }] },
    draw: draw !== null || span === null || isOver ? null : {
      action: `/draws/${day}`,
      groups: [group('بازرسان استان', inspectors.filter(({ county }) => county === null)), group('بازرسان شهرستان‌ها', inspectors.filter(({ county }) => county !== null))].filter(({ checks }) => checks.length > 0),
    },
    amend: draw?.state !== 'sealed' || isOver || going.length === 0 ? null : {
      action: `/draws/${day}/amend`,
      controls: [
        controls.select('inspectorId', 'بازرسی که نمی‌آید', options(going), { empty: 'انتخاب کنید', required: true }),
        controls.select('toId', 'مقصدهایش به چه کسی سپرده شود', options(inspectors), { empty: 'هیچ‌کس؛ کنار گذاشته شود', hint: 'مقصدی که او بار پیش بازدید کرده است به او سپرده نمی‌شود.' }),
        controls.field('reason', 'علت', { required: true, max: 300, wide: true, hint: 'پس از باز شدن قرعه خوانده می‌شود.' }),
      ],
    },
    open: draw?.state === 'sealed' && isOver ? { action: `/draws/${day}/open`, label: 'باز کردن قرعه', csrf, look: 'primary', icon: 'lock-open' } : null,
    amendments: facts.made.map(amendmentOf(facts)),
    weights: weightsOf(facts, page),
    pages: pagesOf({ total: facts.inputs.offices.length, page, size: PAGE }, (number) => `/draws/${day}?page=${number}`),
  };
}
