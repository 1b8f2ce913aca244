import { z } from 'zod';
import { day, id, optionalDay, optionalText, text, ticked, whole } from '../http/fields.ts';

/** The `rev` of what the page showed: nobody overwrites what he has not seen. */
const rev = z.preprocess(
  (value) => (typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value),
  z.number('این صفحه کهنه است و نمی‌گوید چه چیزی را نشان داده بود. صفحه را تازه کنید.').int().min(0),
);

/** A horizon. */
export const horizonForm = z.object({ from: day('از روز'), to: day('تا روز') });

/** A session with its `rev` in one value, for a select that offers sessions. */
export const targetOf = ({ id: session, rev: seen }: { readonly id: string; readonly rev: number }): string => `${session}@${seen}`;

/** The script sends both revs apart; a plain form has its own beside it and the target's in the chosen value. */
const flattened = (body: unknown): unknown => {
  const { revs, to, ...rest } = body as Readonly<Record<string, unknown>>;
  if (typeof revs === 'object' && revs !== null) {
    const { from, to: toRev } = revs as Readonly<Record<string, unknown>>;
    return { ...rest, to, rev: from, toRev };
  }
  const [target, toRev] = typeof to === 'string' ? to.split('@') : [];
  return { ...rest, to: target, toRev };
};

/** A card moved to another session, as a form or as the board's script sends it. */
export const moveForm = z.preprocess(flattened, z.object({ slot: id('جلسه'), to: id('جای تازه'), rev, toRev: rev }));

/** An agency put into a session. */
export const assignForm = z.object({ session: id('جلسه'), agency: id('دستگاه'), rev });
/** A session emptied. */
export const clearForm = z.object({ session: id('جلسه'), rev, reason: optionalText('دلیل', { max: 200 }) });
/** A session fixed for its agency. */
export const pinForm = z.object({ session: id('جلسه'), rev, reason: text('دلیل', { max: 200 }) });
export const unpinForm = z.object({ session: id('جلسه'), rev });

/** A step of the whole programme. */
export const stepForm = z.object({ seen: rev });
/** The rest of a board drawn anew, by what of it was seen. */
export const redrawForm = z.object({ board: rev });
/** The letter's number and date, once they are known. */
export const letterNumberForm = z.object({ seen: rev, letterNo: text('شمارهٔ نامه', { max: 60 }), letterDay: day('تاریخ نامه') });
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
  // The time about which was spoken.
  of: optionalText('زمان', { max: 40 }),
});
export const publishForm = z
  .object({
    seen: rev,
    until: day('انتشار تا روز'),
    despiteUnanswered: ticked,
    despiteEmpty: ticked,
    despiteConflicts: ticked,
    conflicts: optionalText('تداخل‌ها', { max: 40 }),
    note: optionalText('یادداشت نسخه', { max: 300, long: true }),
  })
  .transform(({ despiteConflicts, conflicts, ...rest }) => ({ ...rest, despiteConflicts: despiteConflicts ? conflicts : null }));

/** A version's number in an address. */
export const versionNumber = whole('نسخه', 1, 1_000_000);
