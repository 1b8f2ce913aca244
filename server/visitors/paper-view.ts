import { formatDay, type Day } from '../domain/jalali.ts';
import { formatNumber } from '../domain/persian.ts';
import type { FormState } from '../http/forms.ts';
import { rowField } from '../http/fields.ts';
import { controlsOf, errorsOf, type Control, type CrumbsPart, type CsrfPart, type ErrorSummaryPart } from '../http/parts.ts';
import { HONORIFICS } from '../wording/fa.ts';
import { VISIT_OUTCOME_NAMES } from '../wording/visitors.ts';
import { PAPER_OUTCOMES, PAPER_ROWS } from './forms.ts';
import type { VisitorChoices } from './read.ts';

/** One field of a row of the paper form; its label is heard, and seen above the first row. */
export interface PaperCellView {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly error: string | null;
  readonly kind: 'text' | 'phone' | 'topic' | 'agency' | 'select';
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

/** Laying in what stands on the paper form of one day. */
export interface PaperView {
  readonly crumbs: CrumbsPart;
  readonly agency: string;
  readonly action: string;
  readonly csrf: CsrfPart;
  readonly summary: ErrorSummaryPart;
  readonly problem: string | null;
  readonly day: Control;
  readonly counted: Control;
  readonly heads: readonly string[];
  readonly rows: readonly { readonly number: string; readonly cells: readonly PaperCellView[] }[];
  readonly topics: readonly string[];
  readonly agencies: readonly string[];
}

declare module '../http/pages.ts' {
  interface Pages {
    'visitors/paper': PaperView;
  }
}

const FIELDS = [
  { field: 'clock', label: 'ساعت', kind: 'text' },
  { field: 'honorific', label: 'عنوان', kind: 'select' },
  { field: 'name', label: 'نام', kind: 'text' },
  { field: 'phone', label: 'تلفن', kind: 'phone' },
  { field: 'topic', label: 'موضوع', kind: 'topic' },
  { field: 'outcome', label: 'نتیجه', kind: 'select' },
  { field: 'target', label: 'ارجاع به', kind: 'agency' },
  { field: 'note', label: 'یادداشت', kind: 'text' },
] as const;

const OPTIONS: Readonly<Record<string, readonly { readonly value: string; readonly label: string }[]>> = {
  honorific: [{ value: 'khanom', label: HONORIFICS.khanom }, { value: 'agha', label: HONORIFICS.agha }],
  outcome: PAPER_OUTCOMES.map((value) => ({ value, label: VISIT_OUTCOME_NAMES[value] })),
};

/** The paper form of an agency's desk, of the day that is offered. */
export function paperView(form: FormState, { agency, others, topics }: VisitorChoices, day: Day, csrf: CsrfPart): PaperView {
  const state: FormState = { typed: { day: formatDay(day), ...form.typed }, errors: form.errors };
  const control = controlsOf(state);
  return {
    crumbs: { trail: [{ label: 'مراجعه‌کنندگان', href: `/visitors?agency=${agency.id}` }, { label: 'ثبت از روی فرم کاغذی', href: null }] },
    agency: agency.shortName,
    action: `/visitors/${agency.id}/paper`,
    csrf,
    ...errorsOf(state),
    day: control.date('day', 'روز', { required: true }),
    counted: control.field('counted', 'شمار دیگران', { inputmode: 'numeric', max: 6, hint: 'کسانی که تنها شمرده شده‌اند و در ردیف‌ها نیستند.' }),
    heads: FIELDS.map(({ label }) => label),
    rows: Array.from({ length: PAPER_ROWS }, (_, row) => ({
      number: formatNumber(row + 1),
      cells: FIELDS.map(({ field, label, kind }) => {
        const name = rowField(row, field);
        return { name, label: `${label}، ردیف ${formatNumber(row + 1)}`, value: state.typed[name] ?? '', error: state.errors[name] ?? null, kind, options: OPTIONS[field] ?? [] };
      }),
    })),
    topics: topics.map(({ path }) => path),
    agencies: others.map(({ shortName }) => shortName),
  };
}
