import { SECTOR_CODES, type County } from '../domain/agency.ts';
import { isExcusable } from '../domain/hour-acts.ts';
import { formatDayLong, formatDay } from '../domain/jalali.ts';
import { formatNumber } from '../domain/persian.ts';
import type { FormState } from '../http/forms.ts';
import { controlsOf, errorsOf, optionsOf, type ChipPart, type Control, type CrumbsPart, type CsrfPart, type ErrorSummaryPart } from '../http/parts.ts';
import { SECTORS } from '../wording/agencies.ts';
import { EXCUSE_NAMES, PROVINCE_OFFICES } from '../wording/presence.ts';
import { LONGEST_REASON } from './absence-forms.ts';
import type { Excusable, ExcuseChoice } from './absence.ts';
import { presenceChip } from './office-live-view.ts';

/** One manager in the list of those who are excused together. */
export interface ExcuseRow {
  readonly hour: string;
  readonly agency: string;
  readonly who: string;
  readonly chip: ChipPart;
  readonly checked: boolean;
}

/** One of the two acts of the page, over the managers that are ticked in it. */
export interface ExcuseAct {
  readonly action: string;
  readonly day: string;
  readonly csrf: CsrfPart;
  readonly summary: ErrorSummaryPart;
  readonly problem: string | null;
  readonly rows: readonly ExcuseRow[];
  readonly count: string;
  readonly controls: readonly Control[];
}

/** Everybody who was called away is excused by one act, and a wrong one is taken back by one. */
export interface ExcusesView {
  readonly crumbs: CrumbsPart;
  readonly choose: readonly Control[];
  readonly chosen: string;
  readonly excuse: ExcuseAct | null;
  readonly there: string;
  readonly takeBack: ExcuseAct | null;
}

declare module '../http/pages.ts' {
  interface Pages {
    'hours/excuses': ExcusesView;
  }
}

export type ExcusePart = 'excuse' | 'take-back';

interface Asked {
  readonly choice: ExcuseChoice;
  readonly counties: readonly County[];
  readonly refused: { readonly part: ExcusePart; readonly form: FormState } | null;
  readonly csrf: () => CsrfPart;
}

const people = (count: number): string => `${formatNumber(count)} مدیر`;
const query = ({ day, county, sector }: ExcuseChoice): string => `?${new URLSearchParams({ day, county, sector }).toString()}`;

function actOf(part: ExcusePart, all: readonly Excusable[], ticked: (id: string) => boolean, { choice, refused, csrf }: Asked, controls: (form: FormState) => readonly Control[]): ExcuseAct | null {
  if (all.length === 0) return null;
  const own = refused?.part === part ? refused.form : null;
  const form = own ?? { typed: {}, errors: {} };
  const kept = own === null ? null : new Set((own.typed['hour'] ?? '').split('\n'));
  const rows = all.map(({ known: { hour, presence }, agency, manager }): ExcuseRow => ({
    hour: hour.id, agency, who: manager ?? '', chip: presenceChip(presence), checked: kept === null ? ticked(hour.id) : kept.has(hour.id),
  }));
  const { summary, problem } = errorsOf(form);
  return {
    action: `/hours/excuses${part === 'excuse' ? '' : '/take-back'}${query(choice)}`, day: formatDay(choice.day), csrf: csrf(), summary, problem: form.errors['hour'] ?? problem,
    rows, count: people(rows.filter(({ checked }) => checked).length), controls: controls(form),
  };
}

/** The hours of a day that are meant: those that can be excused, ticked where a county or a sector was chosen, and those that are. */
export function excusesView(hours: readonly Excusable[], asked: Asked): ExcusesView {
  const { choice, counties } = asked;
  const chosen = controlsOf({ typed: { day: formatDay(choice.day), county: choice.county, sector: choice.sector }, errors: {} });
  // An absence that was registered beforehand excuses by itself, and answering at the governorate is presence.
  const open = hours.filter(({ known }) => known.by === 'record' && isExcusable(known.hour));
  const given = hours.filter(({ known }) => known.hour.presence === 'excused');
  const rest = hours.length - open.length - given.length;
  // Nobody excuses a whole province by one press.
  const isNarrowed = (): boolean => choice.county !== '' || choice.sector !== '';
  const reason = (name: string, label: string, id: string) => (form: FormState): Control => controlsOf(form).field(name, label, { type: 'textarea', rows: 2, required: true, max: LONGEST_REASON, wide: true, id });
  return {
    crumbs: { trail: [{ label: 'ساعت حضور', href: `/presence?day=${choice.day}` }, { label: 'عذر موجه گروهی', href: null }] },
    choose: [
      chosen.date('day', 'روز', { required: true, id: 'choose-day' }),
      chosen.select('county', 'شهرستان', [{ value: 'province', label: PROVINCE_OFFICES }, ...counties.map(({ id, name }) => ({ value: id, label: name }))], { empty: 'همه', id: 'choose-county' }),
      chosen.select('sector', 'بخش', SECTOR_CODES.map((code) => ({ value: code, label: SECTORS[code] })), { empty: 'همه', id: 'choose-sector' }),
    ],
    chosen: hours.length === 0 ? `در ${formatDayLong(choice.day)} برای این گزینش ساعت حضوری نیست.` : `${formatDayLong(choice.day)}: ${people(hours.length)}؛ برای ${people(open.length)} می‌توان عذر ثبت کرد.`,
    excuse: actOf('excuse', open, isNarrowed, asked, (form) => [controlsOf(form).choice('excuse', 'نوع عذر', optionsOf(EXCUSE_NAMES), { required: true }), reason('note', 'دلیل', 'excuse-note')(form)]),
    there: rest === 0 ? '' : `${people(rest)} در محل دیده شده‌اند یا سبب نبودنشان از پیش معلوم است؛ به عذر نیازی نیست.`,
    takeBack: actOf('take-back', given, () => false, asked, (form) => [reason('reason', 'چرا پس گرفته می‌شود؟', 'take-back-reason')(form)]),
  };
}

/** Where the page comes back to once something was done. */
export const excusesPath = (choice: ExcuseChoice, done: string): string => `/hours/excuses${query(choice)}&done=${done}`;

