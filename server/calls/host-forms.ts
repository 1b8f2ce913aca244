import { z } from 'zod';
import { HOST_OUTCOMES, type HostOutcome } from '../domain/call.ts';
import type { Day } from '../domain/jalali.ts';
import { cleanText } from '../domain/persian.ts';
import { choice, day, id, optionalDay, optionalId, optionalText, text, whole } from '../http/fields.ts';
import { readForm, type FormResult } from '../http/forms.ts';

/** The longest note, in characters. */
export const NOTE_MOST = 4000;

const call = id('تماس');
const note = optionalText('توضیح', { max: 1000, long: true });

/** A command about one call. */
export const callForm = z.object({ call });

/** The caller is put on hold: why, and after how many minutes he comes back. */
export const holdForm = z.object({ call, reason: text('دلیل', { max: 100 }), minutes: whole('دقیقه', 1, 30) });

/** Back to the queue, behind so many others. */
export const backForm = z.object({ call, after: whole('جای او در صف', 0, 50) });

export const transferForm = z.object({ call, to: id('جلسهٔ دیگر') });

/** What one side writes down while he types: nothing of it is refused but its length; signs that can turn a text round are left out. */
export const noteForm = z.object({
  call,
  text: z.string('یادداشت باید یک متن باشد.').max(NOTE_MOST, 'یادداشت بلندتر از این ذخیره نمی‌شود.').transform((typed) => cleanText(typed.replace(/[\p{Bidi_Control}]|(?![\n\r\t])\p{Cc}/gu, ''))),
});

/** Nobody new is taken in for a while; a word of why, where the host gives one. */
export const pauseForm = z.object({ reason: optionalText('دلیل توقف', { max: 100 }) });

/** How the host ends a talk, as his form says it; a request that he means is looked up by its choice or its code. */
export type Ending =
  | { readonly outcome: 'answered' | 'call_back' | 'dropped' }
  | { readonly outcome: 'settled_on_line'; readonly agencyId: string }
  | { readonly outcome: 'commitment'; readonly text: string; readonly dueDay: Day }
  | { readonly outcome: 'referred'; readonly expertId: string | null; readonly dueDay: Day | null; readonly note: string | null }
  | { readonly outcome: 'other_agency'; readonly agencyId: string; readonly note: string | null }
  | { readonly outcome: 'linked' | 'same_problem'; readonly requestId: string | null; readonly code: string | null };

const plain = (outcome: 'answered' | 'call_back' | 'dropped') => z.object({ call }).transform((body) => ({ call: body.call, ending: { outcome } as const }));

const named = (outcome: 'linked' | 'same_problem') =>
  z.object({ call, requestId: optionalId, code: optionalText('کد رهگیری', { max: 40 }) }).transform((body, context) => {
    if (body.requestId === null && body.code === null) context.addIssue({ code: 'custom', path: ['requestId'], message: 'درخواست را برگزینید یا کد رهگیری آن را بنویسید.' });
    return { call: body.call, ending: { outcome, requestId: body.requestId, code: body.code } };
  });

const FORMS: Readonly<Record<HostOutcome, z.ZodType<{ readonly call: string; readonly ending: Ending }>>> = {
  answered: plain('answered'),
  call_back: plain('call_back'),
  dropped: plain('dropped'),
  settled_on_line: z.object({ call, agencyId: id('دستگاه') }).transform(({ call: of, agencyId }) => ({ call: of, ending: { outcome: 'settled_on_line', agencyId } as const })),
  commitment: z.object({ call, text: text('تعهد', { max: 500, min: 5, long: true }), dueDay: day('مهلت') })
    .transform(({ call: of, ...ending }) => ({ call: of, ending: { outcome: 'commitment', ...ending } as const })),
  referred: z.object({ call, expertId: optionalId, dueDay: optionalDay('مهلت'), note })
    .transform(({ call: of, ...ending }) => ({ call: of, ending: { outcome: 'referred', ...ending } as const })),
  other_agency: z.object({ call, agencyId: id('دستگاه'), note })
    .transform(({ call: of, ...ending }) => ({ call: of, ending: { outcome: 'other_agency', ...ending } as const })),
  linked: named('linked'),
  same_problem: named('same_problem'),
};

const outcomeForm = z.object({ outcome: choice('نتیجه', HOST_OUTCOMES) });

/** Reads how a talk ends, by the form of its outcome. */
export function readEnding(body: unknown): FormResult<{ readonly call: string; readonly ending: Ending }> {
  const read = readForm(outcomeForm, body);
  return read.ok ? readForm(FORMS[read.value.outcome], body) : read;
}
