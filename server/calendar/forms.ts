import { z } from 'zod';
import { choice, day, optionalClock, optionalDay, optionalId, optionalText, text } from '../http/fields.ts';
import type { Closure, ClosureScope } from '../domain/working-time.ts';
import type { ClosureEntry } from './change.ts';

const orderNo = optionalText('شمارهٔ دستور', { max: 60 });
const seen = optionalText('نسخه', { max: 500 }).transform((mark) => mark ?? '');

const fields = {
  from: day('از روز'),
  to: optionalDay('تا روز'),
  scope: choice('کجا', ['province', 'national', 'county', 'agency']),
  county: optionalId,
  agency: optionalId,
  kind: choice('چگونه', ['full', 'remote_work', 'late_open', 'early_close']),
  openFrom: optionalClock('ساعت شروع'),
  closeAt: optionalClock('ساعت پایان'),
  reason: text('سبب', { max: 300 }),
  orderNo,
  issuedAt: optionalDay('تاریخ صدور'),
};
const entered = z.object(fields);
type Entered = z.output<typeof entered>;

const scopeOf = ({ scope, county, agency }: Entered): ClosureScope | { readonly missing: 'county' | 'agency' } => {
  if (scope === 'county') return county === null ? { missing: 'county' } : { kind: 'county', countyId: county };
  if (scope === 'agency') return agency === null ? { missing: 'agency' } : { kind: 'agency', agencyId: agency };
  return { kind: scope };
};

const MISSING = { county: '«شهرستان» را برگزینید.', agency: '«دستگاه» را برگزینید.' } as const;

const closureOf = (form: Entered, context: z.RefinementCtx): ClosureEntry => {
  const scope = scopeOf(form);
  const fault = (path: string, message: string): void => context.addIssue({ code: 'custom', path: [path], message });
  if ('missing' in scope) fault(scope.missing, MISSING[scope.missing]);
  if (form.kind === 'late_open' && form.openFrom === null) fault('openFrom', 'ساعت شروع کار را بنویسید.');
  if (form.kind === 'early_close' && form.closeAt === null) fault('closeAt', 'ساعت پایان کار را بنویسید.');
  const kind: Closure['kind'] = form.kind;
  return {
    from: form.from,
    to: form.to ?? form.from,
    scope: 'missing' in scope ? { kind: 'province' } : scope,
    kind,
    openFrom: kind === 'late_open' ? form.openFrom : null,
    closeAt: kind === 'early_close' ? form.closeAt : null,
    reason: form.reason,
    orderNo: form.orderNo,
    issuedAt: form.issuedAt,
  };
};

/** A closure as people write it; a single day needs no last day, and hours are asked only where the kind has them. */
export const closureForm = entered.transform(closureOf);

/** A closure that is written anew, with what the page had shown of it and why it is changed. */
export const closureEditForm = z
  .object({ ...fields, why: text('سبب تغییر', { max: 300 }), seen })
  .transform(({ why, seen: mark, ...form }, context) => ({ entry: closureOf(form, context), why, seen: mark }));

/** A holiday as people write it; reason and order number go into the record. */
export const holidayForm = z
  .object({
    day: day('روز'),
    title: text('مناسبت', { max: 120 }),
    status: choice('وضعیت', ['final', 'published', 'predicted']),
    altDay: optionalDay('روز دیگری که پیش‌بینی شده است'),
    reason: text('سبب تغییر', { max: 300 }),
    orderNo,
    seen,
  })
  .transform(({ reason, orderNo: order, seen: mark, ...entry }) => ({ entry, grounds: { reason, orderNo: order }, seen: mark }));

/** Why a holiday is taken out. */
export const removalForm = z.object({ reason: text('سبب حذف', { max: 300 }), orderNo });

/** Why a closure is taken back. */
export const withdrawalForm = z.object({ reason: text('سبب پس گرفتن', { max: 300 }), orderNo });
