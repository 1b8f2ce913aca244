import { z } from 'zod';
import { parseJalali, isDay, type Day } from '../domain/jalali.ts';
import { LETTER_CHOICES } from '../domain/letter.ts';
import { day, optionalText } from '../http/fields.ts';

const one = z.preprocess((value) => (typeof value === 'string' ? value : ''), z.string());

// In addresses a day stands as ISO text, in forms as people write it; what is neither narrows nothing.
const anyDay = one.transform((text): Day | null => (isDay(text) ? text : parseJalali(text)));

/** Which letters are meant, from an address or a form; whatever cannot be read narrows nothing. */
export const selectionForm = z.object({
  from: anyDay,
  until: anyDay,
  agency: one.transform((text) => (/^[\w-]{1,64}$/.test(text) ? text : null)),
  choice: z.enum(LETTER_CHOICES).catch('all'),
  kinds: z.enum(['invitations', 'amendments']).nullable().catch(null),
}).transform(({ agency, ...rest }) => ({ ...rest, agencyId: agency }));

/** That the letters of a selection went on paper, as they were seen. */
export const printedForm = z.object({ mark: one });

const NUMBER = /^n_([\w-]{1,64})$/;

/** Numbers for letters of one day: each letter its own (`n_ID`), or all of them counted up from the first. */
export const numbersForm = z.record(z.string(), z.unknown()).transform((body, context) => {
  const read = z.object({ letterDay: day('تاریخ نامه‌ها'), first: optionalText('نخستین شماره', { max: 60 }) }).safeParse(body);
  for (const issue of read.error?.issues ?? []) context.addIssue({ code: 'custom', path: issue.path, message: issue.message });
  const numbers = Object.entries(body).flatMap(([field, value]) => {
    const [, id] = NUMBER.exec(field) ?? [];
    if (id === undefined) return [];
    const text = optionalText('شمارهٔ نامه', { max: 60 }).safeParse(value);
    if (!text.success) context.addIssue({ code: 'custom', path: [field], message: text.error.issues[0]?.message ?? '' });
    return text.success && text.data !== null ? [{ invitationId: id, letterNo: text.data }] : [];
  });
  return { letterDay: read.data?.letterDay ?? ('1970-01-01' as Day), first: read.data?.first ?? null, numbers };
});
