import { z } from 'zod';
import { toAsciiDigits } from '../domain/persian.ts';
import { choice, day, id, optionalClock, optionalDay, optionalId, optionalNationalCode, optionalText, phoneField, text, ticked } from '../http/fields.ts';
import { ABSENCE_KINDS, KIND_CODES, SECTOR_CODES } from '../domain/agency.ts';

const seen = z.preprocess((value) => (typeof value === 'string' ? value.slice(0, 64) : ''), z.string());

const code = optionalText('شناسه', { max: 40 }).transform((value, context) => {
  if (value === null) return null;
  const written = toAsciiDigits(value).toLowerCase();
  if (!/^[a-z0-9][a-z0-9-]*$/.test(written)) context.addIssue({ code: 'custom', message: 'شناسه تنها حرف انگلیسی، رقم و خط تیره دارد؛ مانند roads-urban.' });
  return written;
});

const agencyFields = (areaCode: string) => ({
  name: text('نام کامل', { max: 150 }),
  shortName: text('نام کوتاه', { max: 60 }),
  aliases: optionalText('نام‌های دیگر', { max: 300 }),
  code,
  sector: choice('بخش', SECTOR_CODES),
  kind: choice('نوع', KIND_CODES),
  headTitle: text('عنوان رئیس دستگاه', { max: 60 }),
  countyId: optionalId,
  parentId: optionalId,
  validFrom: optionalDay('برپا از'),
  validTo: optionalDay('برپا تا'),
  mayBeInvited: ticked,
  mayBeInspected: ticked,
  mayBeGivenNotice: ticked,
  flagsWhy: optionalText('علت', { max: 300 }),
  directLine: phoneField(areaCode),
});

/** A new agency; `areaCode` is the province's, for a direct line written without one. */
export const newAgencyForm = (areaCode: string) => z.object(agencyFields(areaCode));

/** An agency changed: `seen` is the mark of the state it was changed from. */
export const agencyForm = (areaCode: string) => z.object({ ...agencyFields(areaCode), seen });

const COUNTY = {
  name: text('نام شهرستان', { max: 60 }),
  centre: text('مرکز', { max: 60 }),
  amarCode: optionalText('کد مرکز آمار', { max: 12 }).transform((value, context) => {
    const written = value === null ? null : toAsciiDigits(value);
    if (written !== null && !/^\d+$/.test(written)) context.addIssue({ code: 'custom', message: 'کد مرکز آمار تنها رقم دارد.' });
    return written;
  }),
  validFrom: optionalDay('برپا از'),
  validTo: optionalDay('برپا تا'),
};

/** A new county. */
export const newCountyForm = z.object(COUNTY);

/** A county changed, as with an agency. */
export const countyForm = z.object({ ...COUNTY, seen });

const honorific = choice('خانم یا آقا', ['khanom', 'agha']);
const term = { post: text('سمت', { max: 80 }), from: day('آغاز دوره'), to: optionalDay('پایان دوره') };

/** A term for somebody already known. */
export const knownTermForm = z.object({ ...term, person: id('شخص') });

/** A term for somebody new; `areaCode` is the province's. */
export const newTermForm = (areaCode: string) => z.object({
  ...term, honorific, name: text('نام و نام خانوادگی', { max: 80, min: 3 }), nationalCode: optionalNationalCode, phone: phoneField(areaCode),
});

/** A term put right. */
export const correctTermForm = z.object({ ...term, honorific, name: text('نام و نام خانوادگی', { max: 80, min: 3 }), seen });

/** The end of a term: its last day. */
export const endTermForm = z.object({ lastDay: day('آخرین روز') });

/** An absence; hours make sense within one day only, and both are needed. */
export const absenceForm = z
  .object({
    personId: id('مدیر'),
    kind: choice('نوع غیبت', ABSENCE_KINDS),
    from: day('از روز'),
    to: optionalDay('تا روز'),
    fromClock: optionalClock('از ساعت'),
    toClock: optionalClock('تا ساعت'),
    note: optionalText('توضیح', { max: 500, long: true }),
  })
  .transform((entry, context) => {
    const to = entry.to ?? entry.from;
    if ((entry.fromClock === null) !== (entry.toClock === null)) {
      const [missing, label] = entry.fromClock === null ? ['fromClock', 'از ساعت'] : ['toClock', 'تا ساعت'];
      context.addIssue({ code: 'custom', path: [missing], message: `«${label}» را هم بنویسید، یا هر دو ساعت را خالی بگذارید.` });
    }
    if (entry.fromClock !== null && to !== entry.from) {
      context.addIssue({ code: 'custom', path: ['fromClock'], message: 'ساعت را تنها برای غیبت یک‌روزه می‌توان نوشت.' });
    }
    return { ...entry, to, note: entry.note ?? '' };
  });
