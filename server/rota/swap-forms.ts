import { z } from 'zod';
import { id, optionalDay, optionalText, text } from '../http/fields.ts';

/** A colleague's session asked for, with the reason. */
export const swapAskForm = z.object({ other: id('نوبت همکار'), reason: text('دلیل', { max: 500, min: 5, long: true }) });

/** The colleague's answer. */
export const swapAnswerForm = z.object({
  answer: z.enum(['agree', 'decline'], { error: 'پاسخ را برگزینید.' }),
  note: optionalText('یادداشت', { max: 300, long: true }),
  // The times that the page showed.
  of: optionalText('زمان‌ها', { max: 80 }),
});

/** What the scheduler decides: a yes may carry the number of a letter, a no its reason. */
export const swapApproveForm = z.object({
  // The mark of what the page showed.
  mark: optionalText('نشانهٔ صفحه', { max: 40 }),
  letterNo: optionalText('شمارهٔ نامه', { max: 60 }),
  letterDay: optionalDay('تاریخ نامه'),
  note: optionalText('یادداشت نسخه', { max: 300, long: true }),
});
export const swapRejectForm = z.object({ why: text('دلیل', { max: 300, min: 5, long: true }) });
