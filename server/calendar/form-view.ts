import { formatDay } from '../domain/jalali.ts';
import type { FormState } from '../http/forms.ts';
import type { ChoicePart, ClockPart, DatePart, ErrorSummaryPart, FieldPart, OptionPart, SelectPart } from '../http/parts.ts';
import { formatClock } from '../domain/clock.ts';
import { CLOSURE_KINDS, CLOSURE_SCOPES, HOLIDAY_STATUSES } from '../wording/calendar.ts';
import type { HistoryLine } from './history-view.ts';
import type { RecordedClosure, RecordedHoliday } from './repository.ts';
import { closureMark, holidayMark } from './mark.ts';
import { ORDER, removalOf, type RemovalView } from './removal-view.ts';
import type { Place, Places } from './view.ts';

/** What the form of something that exists has beside its own fields. */
export interface Existing {
  readonly id: string;
  readonly removalKey: string;
  readonly history: readonly HistoryLine[];
}

/** The form of a closure, new or existing; `withdrawal` is the form that takes an existing one back. */
export interface ClosureView {
  readonly csrf: string;
  readonly key: string;
  readonly action: string;
  readonly back: string;
  readonly submit: string;
  readonly seen: string;
  /** Why an existing one is changed; null for a new one, which has its own reason. */
  readonly why: FieldPart | null;
  readonly withdrawal: RemovalView | null;
  readonly history: readonly HistoryLine[];
  readonly summary: ErrorSummaryPart;
  readonly problem: string | null;
  readonly from: DatePart;
  readonly to: DatePart;
  readonly kind: ChoicePart;
  readonly openFrom: ClockPart;
  readonly closeAt: ClockPart;
  readonly scope: ChoicePart;
  readonly county: SelectPart;
  readonly agency: SelectPart;
  readonly reason: FieldPart;
  readonly orderNo: FieldPart;
  readonly issuedAt: DatePart;
}

/** The form of a holiday, new or existing; `removal` is the form that takes an existing one out. */
export interface HolidayView {
  readonly csrf: string;
  readonly key: string;
  readonly action: string;
  readonly seen: string;
  readonly summary: ErrorSummaryPart;
  readonly problem: string | null;
  readonly day: DatePart;
  readonly title: FieldPart;
  readonly status: ChoicePart;
  readonly altDay: DatePart;
  readonly reason: FieldPart;
  readonly orderNo: FieldPart;
  readonly back: string;
  readonly removal: RemovalView | null;
  readonly history: readonly HistoryLine[];
}

declare module '../http/pages.ts' {
  interface Pages {
    'calendar/closure': ClosureView;
    'calendar/holiday': HolidayView;
  }
}

/** The errors of a form for its summary; those that belong to no field are shown above it. */
export const summaryOf = (form: FormState): ErrorSummaryPart => ({
  errors: Object.entries(form.errors).flatMap(([name, text]) => (name === '_form' ? [] : [{ name, text }])),
});

const options = (words: Readonly<Record<string, string>>): OptionPart[] => Object.entries(words).map(([value, label]) => ({ value, label }));
const placeOptions = (places: readonly Place[]): OptionPart[] => places.map(({ id, name }) => ({ value: id, label: name }));

/** What an existing closure's form holds before anything is typed. */
export const typedClosure = (closure: RecordedClosure): Record<string, string> => ({
  from: formatDay(closure.from),
  to: closure.to === closure.from ? '' : formatDay(closure.to),
  kind: closure.kind,
  openFrom: closure.openFrom === null ? '' : formatClock(closure.openFrom),
  closeAt: closure.closeAt === null ? '' : formatClock(closure.closeAt),
  scope: closure.scope.kind,
  county: closure.scope.kind === 'county' ? closure.scope.countyId : '',
  agency: closure.scope.kind === 'agency' ? closure.scope.agencyId : '',
  reason: closure.reason,
  orderNo: closure.orderNo ?? '',
  issuedAt: closure.issuedAt === null ? '' : formatDay(closure.issuedAt),
  seen: closureMark(closure),
});

/** The form of a closure, with what was typed; `existing` is null for a new one. */
export function closureView(form: FormState, places: Places, existing: Existing | null, csrf: string, key: string, back = '/calendar'): ClosureView {
  const typed = (name: string): { name: string; value: string; error: string | null } => ({ name, value: form.typed[name] ?? '', error: form.errors[name] ?? null });
  return {
    csrf,
    key,
    action: existing === null ? '/calendar/closures/new' : `/calendar/closures/${existing.id}`,
    back,
    submit: existing === null ? 'ثبت تعطیلی' : 'ذخیرهٔ تغییر',
    seen: form.typed['seen'] ?? '',
    why: existing === null ? null : { ...typed('why'), label: 'سبب تغییر', required: true, max: 300, wide: true, hint: 'مانند «تمدید با دستور تازه»؛ در سابقه می‌ماند.' },
    withdrawal: existing === null ? null : removalOf(form, `/calendar/closures/${existing.id}/withdraw`, existing.removalKey, 'سبب پس گرفتن'),
    history: existing?.history ?? [],
    summary: summaryOf(form),
    problem: form.errors['_form'] ?? null,
    from: { ...typed('from'), label: 'از روز', required: true },
    to: { ...typed('to'), label: 'تا روز', hint: 'اگر یک روز است، خالی بگذارید.' },
    kind: { ...typed('kind'), value: form.typed['kind'] ?? 'full', label: 'چگونه', options: options(CLOSURE_KINDS) },
    openFrom: { ...typed('openFrom'), label: 'ساعت شروع', required: false },
    closeAt: { ...typed('closeAt'), label: 'ساعت پایان', required: false },
    scope: { ...typed('scope'), value: form.typed['scope'] ?? 'province', label: 'کجا', options: options(CLOSURE_SCOPES) },
    county: { ...typed('county'), label: 'شهرستان', options: placeOptions(places.counties), empty: 'برگزینید' },
    agency: { ...typed('agency'), label: 'دستگاه', options: placeOptions(places.agencies), empty: 'برگزینید' },
    reason: { ...typed('reason'), label: 'سبب', required: true, max: 300, wide: true },
    orderNo: { ...typed('orderNo'), ...ORDER },
    issuedAt: { ...typed('issuedAt'), label: 'تاریخ صدور' },
  };
}

/** What an existing holiday's form holds before anything is typed. */
export const typedHoliday = (holiday: RecordedHoliday): Record<string, string> => ({
  day: formatDay(holiday.day),
  title: holiday.title,
  status: holiday.status,
  altDay: holiday.altDay === null ? '' : formatDay(holiday.altDay),
  seen: holidayMark(holiday),
});

/** The form of a holiday, with what was typed; `existing` is null for a new one. */
export function holidayView(form: FormState, existing: Existing | null, csrf: string, key: string, back = '/calendar'): HolidayView {
  const typed = (name: string): { name: string; value: string; error: string | null } => ({ name, value: form.typed[name] ?? '', error: form.errors[name] ?? null });
  return {
    csrf,
    key,
    action: existing === null ? '/calendar/holidays/new' : `/calendar/holidays/${existing.id}`,
    back,
    seen: form.typed['seen'] ?? '',
    summary: summaryOf(form),
    problem: form.errors['_form'] ?? null,
    day: { ...typed('day'), label: 'روز', required: true },
    title: { ...typed('title'), label: 'مناسبت', required: true, max: 120, wide: true },
    status: { ...typed('status'), value: form.typed['status'] ?? 'final', label: 'وضعیت', options: options(HOLIDAY_STATUSES) },
    altDay: { ...typed('altDay'), label: 'روز دیگری که پیش‌بینی شده است', hint: 'اگر دو پیش‌بینی هست' },
    reason: { ...typed('reason'), label: 'سبب تغییر', required: true, max: 300, wide: true, hint: 'مانند «اعلام رؤیت هلال»؛ در سابقه می‌ماند.' },
    orderNo: { ...typed('orderNo'), ...ORDER },
    removal: existing === null ? null : removalOf(form, `/calendar/holidays/${existing.id}/remove`, existing.removalKey, 'سبب حذف'),
    history: existing?.history ?? [],
  };
}
