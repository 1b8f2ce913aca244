import { z } from 'zod';
import { day, id, optionalDay, optionalText, text, ticked, whole } from '../http/fields.ts';

/** The `rev` of a row as the page showed it; null where the page did not say. */
const rev = z.preprocess((value) => {
  const number = typeof value === 'number' ? value : typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : null;
  return number;
}, z.number().int().min(0).nullable());

/** A horizon. */
export const horizonForm = z.object({ from: day('از روز'), to: day('تا روز') });

/** A card moved to another session, as a form or as the board's script sends it. */
export const moveForm = z.object({
  slot: id('جلسه'),
  to: id('جای تازه'),
  revs: z.object({ from: rev, to: rev }).default({ from: null, to: null }),
});

/** An agency put into a session. */
export const assignForm = z.object({ session: id('جلسه'), agency: id('دستگاه'), rev });
/** A session emptied. */
export const clearForm = z.object({ session: id('جلسه'), rev, reason: optionalText('دلیل', { max: 200 }) });
/** A session fixed for its agency. */
export const pinForm = z.object({ session: id('جلسه'), rev, reason: text('دلیل', { max: 200 }) });
export const unpinForm = z.object({ session: id('جلسه'), rev });

/** A step of the whole programme. */
export const stepForm = z.object({ seen: rev });
/** The letter by which a programme was approved. */
export const letterForm = z.object({ seen: rev, letterNo: optionalText('شمارهٔ نامه', { max: 60 }), letterDay: optionalDay('تاریخ نامه') });
export const returnForm = z.object({ seen: rev, reason: text('دلیل بازگرداندن', { max: 500, long: true }) });

/** An agency left out for a while. */
export const exclusionForm = z.object({
  agency: id('دستگاه'),
  from: day('از روز'),
  to: day('تا روز'),
  reason: text('دلیل', { max: 200 }),
});
export const withdrawForm = z.object({ exclusion: id('کنار گذاشتن') });

export const inviteForm = z.object({ until: day('تا روز') });
/** What the scheduler learnt by telephone. */
export const recordForm = z.object({
  answer: z.enum(['accept_by_phone', 'ask_change', 'give_up'], { error: 'پاسخ را برگزینید.' }),
  note: optionalText('یادداشت', { max: 300, long: true }),
});
export const publishForm = z.object({
  seen: rev,
  until: day('انتشار تا روز'),
  despiteUnanswered: ticked,
  despiteEmpty: ticked,
  note: optionalText('یادداشت نسخه', { max: 300, long: true }),
});

/** A version's number in an address. */
export const versionNumber = whole('نسخه', 1, 1_000_000);
