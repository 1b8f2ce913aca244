import { z } from 'zod';
import { readTrackingCode } from '../domain/tracking-code.ts';
import { toAsciiDigits } from '../domain/persian.ts';
import { ANSWER_KINDS } from '../domain/request.ts';
import { choice, day, id, optionalText, text } from '../http/fields.ts';

/** The greatest length of an answer, a reason and a note. */
export const LONGEST = { answer: 4000, reason: 1000, note: 1000 } as const;

// The mark of where the request stood when the form was shown; a page without it stands nowhere.
const seen = z.preprocess((value) => (typeof value === 'string' ? value.slice(0, 100) : ''), z.string());

/** An answer to the citizen, interim or final. */
export const answerForm = z.object({ kind: choice('نوع پاسخ', ANSWER_KINDS), text: text('متن پاسخ', { long: true, min: 5, max: LONGEST.answer }) });

/** Why a request is none of the agency's. */
export const returnForm = z.object({ reason: text('دلیل بازگشت', { long: true, min: 5, max: LONGEST.reason }), seen });

/** The expert to whom an agency hands a request. */
export const passForm = z.object({ userId: id('کارشناس'), note: optionalText('یادداشت', { long: true, max: LONGEST.note }), seen });

/** The agency that the centre names, and its deadline. */
export const referForm = z.object({ agencyId: id('دستگاه'), dueDay: day('مهلت پاسخ'), note: optionalText('یادداشت', { long: true, max: LONGEST.note }), seen });

/** The same for a request that had its answer; the reason is needed. */
export const reopenForm = z.object({ agencyId: id('دستگاه'), dueDay: day('مهلت پاسخ'), note: text('دلیل بازگشایی', { long: true, min: 5, max: LONGEST.note }), seen });

/** A tracking code as typed by whoever looks for a request. */
export const findForm = z.object({ code: text('کد رهگیری', { max: 60 }) });

const typed = z.preprocess((value) => (typeof value === 'string' ? value.slice(0, 100) : ''), z.string());

/** A tracking code that can be one, and the last four digits or nothing, in any digits and with any separators. */
export const trackForm = z.object({
  code: typed.transform((value, context) => {
    const code = readTrackingCode(value);
    const message = value.trim() === '' ? '«کد رهگیری» را بنویسید.' : 'کد رهگیری درست نیست: سیزده رقم دارد و گویا رقمی از آن افتاده یا جابه‌جا شده است.';
    if (code === null) context.addIssue({ code: 'custom', message });
    return code ?? '';
  }),
  // Named so that the browser keeps no draft of it.
  phoneDigits: typed.transform((value, context) => {
    const digits = toAsciiDigits(value).replace(/[\s.\-\u2010-\u2015\p{Cf}]/gu, '');
    if (!/^(\d{4})?$/.test(digits)) context.addIssue({ code: 'custom', message: 'چهار رقم آخر تلفن یا کد ملی را بنویسید، یا اگر هیچ‌یک را نگفته‌اید خالی بگذارید.' });
    return digits;
  }),
});
