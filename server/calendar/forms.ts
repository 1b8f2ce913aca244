import { z } from 'zod';
import { choice, day, optionalClock, optionalDay, optionalId, optionalText, text } from '../http/fields.ts';
import type { Day } from '../domain/jalali.ts';
import type { Closure, ClosureScope } from '../domain/working-time.ts';

/** A closure as asked for. */
export type ClosureEntry = Omit<Closure, 'id'> & { readonly issuedAt: Day | null };

const entered = z.object({
  from: day('از روز'),
  to: optionalDay('تا روز'),
  scope: choice('کجا', ['province', 'national', 'county', 'agency']),
  county: optionalId,
  agency: optionalId,
  kind: choice('چگونه', ['full', 'remote_work', 'late_open', 'early_close']),
  openFrom: optionalClock('ساعت شروع'),
  closeAt: optionalClock('ساعت پایان'),
  reason: text('سبب', { max: 300 }),
  orderNo: optionalText('شمارهٔ دستور', { max: 60 }),
  issuedAt: optionalDay('تاریخ صدور'),
});

const scopeOf = ({ scope, county, agency }: z.output<typeof entered>): ClosureScope | { readonly missing: 'county' | 'agency' } => {
  if (scope === 'county') return county === null ? { missing: 'county' } : { kind: 'county', countyId: county };
  if (scope === 'agency') return agency === null ? { missing: 'agency' } : { kind: 'agency', agencyId: agency };
  return { kind: scope };
};

const MISSING = { county: '«شهرستان» را برگزینید.', agency: '«دستگاه» را برگزینید.' } as const;

/** A closure as people write it; a single day needs no last day, and hours are asked only where the kind has them. */
export const closureForm = entered.transform((form, context): ClosureEntry => {
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
});

/** A holiday as people write it; the reason goes into the record. */
export const holidayForm = z.object({
  day: day('روز'),
  title: text('مناسبت', { max: 120 }),
  status: choice('وضعیت', ['final', 'published', 'predicted']),
  altDay: optionalDay('روز دیگری که پیش‌بینی شده است'),
  reason: text('سبب تغییر', { max: 300 }),
  seen: optionalText('نسخه', { max: 300 }),
});

/** Why a holiday is taken out. */
export const removalForm = z.object({ reason: text('سبب حذف', { max: 300 }) });
