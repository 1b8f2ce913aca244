import { z } from 'zod';
import { EXCEPTION_KINDS, EXCEPTION_SCOPES, type ExceptionScope, type HourException } from '../domain/hour-occurrences.ts';
import type { Weekday } from '../domain/jalali.ts';
import { choice, day, optionalClock, optionalDay, optionalId, optionalText, text } from '../http/fields.ts';
import { EXCEPTION_FAULTS } from '../wording/hours.ts';

const weekday = z.preprocess((value) => (typeof value === 'string' && /^[0-6]$/.test(value) ? Number(value) : null), z.number().nullable());

const entered = z.object({
  scope: choice('برای', EXCEPTION_SCOPES),
  county: optionalId,
  agency: optionalId,
  kind: choice('چه می‌شود', EXCEPTION_KINDS),
  from: day('از روز'),
  to: optionalDay('تا روز'),
  weekday,
  movedTo: optionalDay('به روز'),
  fromClock: optionalClock('از ساعت'),
  toClock: optionalClock('تا ساعت'),
  reason: text('سبب', { max: 300 }),
  letterNo: optionalText('شمارهٔ نامه', { max: 60 }),
});

/** An exception from the weekly hour as people write it: what its kind does not ask for is left out. A «none» without a last day holds for its one day. */
export const exceptionForm = entered.transform((form, context): Omit<HourException, 'id' | 'recordedAt'> => {
  const fault = (path: string, message: string): void => context.addIssue({ code: 'custom', path: [path], message });
  const { kind, county, agency, fromClock, toClock } = form;
  const scope: ExceptionScope = form.scope === 'county' ? { kind: 'county', countyId: county ?? '' } : form.scope === 'agency' ? { kind: 'agency', agencyId: agency ?? '' } : { kind: 'province' };
  if (form.scope === 'county' && county === null) fault('county', EXCEPTION_FAULTS.county);
  if (form.scope === 'agency' && agency === null) fault('agency', EXCEPTION_FAULTS.agency);
  if (kind === 'moved' && form.movedTo === null) fault('movedTo', EXCEPTION_FAULTS.movedTo);
  if (kind !== 'none' && (fromClock === null) !== (toClock === null)) fault(fromClock === null ? 'fromClock' : 'toClock', EXCEPTION_FAULTS.clocks);
  if (kind === 'weekly' && form.weekday === null && fromClock === null) fault('weekday', EXCEPTION_FAULTS.weekly);
  return {
    scope, kind, from: form.from, reason: form.reason, letterNo: form.letterNo,
    to: kind === 'weekly' ? form.to : kind === 'none' ? (form.to ?? form.from) : form.from,
    weekday: kind === 'weekly' ? (form.weekday as Weekday | null) : null,
    movedTo: kind === 'moved' ? form.movedTo : null,
    hours: kind === 'none' || fromClock === null || toClock === null ? null : { from: fromClock, to: toClock },
  };
});

/** Why an exception is taken back. */
export const withdrawForm = z.object({ reason: text('سبب پس گرفتن', { max: 300 }) });
