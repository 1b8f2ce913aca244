import { EXCEPTION_KINDS, EXCEPTION_SCOPES } from '../domain/hour-occurrences.ts';
import { WEEKDAYS } from '../domain/jalali.ts';
import { toPersianDigits } from '../domain/persian.ts';
import type { FormState } from '../http/forms.ts';
import { controlsOf, errorsOf, type Control, type CsrfPart, type ErrorSummaryPart, type FactsPart, type FieldPart } from '../http/parts.ts';
import { EXCEPTION_KIND_NAMES, EXCEPTION_SCOPE_NAMES, exceptionWords } from '../wording/hours.ts';
import type { RecordedException } from './repository.ts';
import { exceptionDays, whoseWords, type PlaceNames } from './view.ts';

/** The form of an exception from the weekly hour; which of its fields show follows from what is chosen. */
export interface ExceptionFormView {
  readonly csrf: CsrfPart;
  readonly summary: ErrorSummaryPart;
  readonly problem: string | null;
  readonly scope: Control;
  readonly county: Control;
  readonly agency: Control;
  readonly kind: Control;
  readonly from: Control;
  readonly to: Control;
  readonly weekday: Control;
  readonly movedTo: Control;
  readonly clocks: readonly Control[];
  readonly grounds: readonly Control[];
}

/** An exception that stands, and the form that takes it back. */
export interface ExceptionView {
  readonly csrf: CsrfPart;
  readonly action: string;
  readonly facts: FactsPart;
  readonly summary: ErrorSummaryPart;
  readonly problem: string | null;
  readonly reason: FieldPart;
}

declare module '../http/pages.ts' {
  interface Pages {
    'occurrences/new': ExceptionFormView;
    'occurrences/exception': ExceptionView;
  }
}

const optionsIn = <Code extends string>(codes: readonly Code[], words: Readonly<Record<Code, string>>) => codes.map((value) => ({ value, label: words[value] }));

/** What a new exception's form holds before anything is typed. */
export const blankException = { scope: 'agency', kind: 'none' } as const;

/** The form of a new exception, with what was typed. */
export function exceptionFormView(form: FormState, { counties, agencies }: PlaceNames, csrf: CsrfPart): ExceptionFormView {
  const control = controlsOf(form);
  return {
    csrf,
    ...errorsOf(form),
    scope: control.choice('scope', 'برای', optionsIn(EXCEPTION_SCOPES, EXCEPTION_SCOPE_NAMES)),
    county: control.select('county', 'شهرستان', [...counties].map(([value, label]) => ({ value, label })), { empty: 'شهرستان را برگزینید' }),
    agency: control.combobox('agency', 'دستگاه', [...agencies].map(([id, label]) => ({ id, label })), { empty: 'نام دستگاه' }),
    kind: control.choice('kind', 'چه می‌شود', optionsIn(EXCEPTION_KINDS, EXCEPTION_KIND_NAMES)),
    from: control.date('from', 'از روز', { required: true, hint: 'برای جابه‌جایی: روزی که ساعت حضور در آن بوده است.' }),
    to: control.date('to', 'تا روز', { hint: 'برای یک روز، خالی بگذارید؛ روز یا ساعت دیگر هفته بی‌پایان می‌ماند.' }),
    weekday: control.select('weekday', 'روز هفته', WEEKDAYS.slice(0, 6).map((label, value) => ({ value: String(value), label })), { empty: 'همان روز' }),
    movedTo: control.date('movedTo', 'به روز'),
    clocks: [control.clock('fromClock', 'از ساعت', { hint: 'اگر همان ساعت است، خالی بگذارید.' }), control.clock('toClock', 'تا ساعت')],
    grounds: [
      control.field('reason', 'سبب', { required: true, max: 300, wide: true, hint: 'مدیر و دفترش همین را می‌بینند.' }),
      control.field('letterNo', 'شمارهٔ نامه', { max: 60, dir: 'ltr' }),
    ],
  };
}

/** One exception's page. */
export function exceptionView(one: RecordedException, form: FormState, names: PlaceNames, csrf: CsrfPart): ExceptionView {
  return {
    csrf,
    action: `/hours/exceptions/${one.id}/withdraw`,
    facts: { facts: [
      { term: 'برای', text: whoseWords(one, names) },
      { term: 'روزها', text: exceptionDays(one) },
      { term: 'چه می‌شود', text: exceptionWords(one) },
      { term: 'سبب', text: one.reason },
      ...(one.letterNo === null ? [] : [{ term: 'شمارهٔ نامه', text: toPersianDigits(one.letterNo), ltr: true }]),
    ] },
    ...errorsOf(form),
    reason: controlsOf(form).field('reason', 'سبب پس گرفتن', { required: true, max: 300, wide: true }).view as FieldPart,
  };
}
