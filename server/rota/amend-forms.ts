import { z } from 'zod';
import { isDay } from '../domain/jalali.ts';
import { parseClock } from '../domain/calendar.ts';
import type { TimetablePlace } from '../domain/rota/difference.ts';
import { id, optionalClock, optionalDay, optionalText, text } from '../http/fields.ts';

/** The forms of a published session's page. */
export const CHANGES = ['move', 'swap', 'cancel', 'substitute'] as const;
export type ChangeKind = (typeof CHANGES)[number];

/** The choice of a day and time that is not in the list. */
export const ELSEWHERE = 'other';
/** The choice of the head himself, where somebody was to come in his place. */
export const HIMSELF = 'head';

/** A place as the value of a choice: «2020-05-03 09:00 11:00 1». */
export const placeValue = ({ day, from, to, line }: TimetablePlace): string => `${day} ${from} ${to} ${line}`;

const placeOf = (value: string): TimetablePlace | null => {
  const [day = '', from = '', to = '', line = ''] = value.split(' ');
  const [begins, ends] = [parseClock(from), parseClock(to)];
  return isDay(day) && begins !== null && ends !== null && /^([1-9]|1\d|20)$/.test(line) ? { day, from: begins, to: ends, line: Number(line) } : null;
};

/** A place of which the line is still to be found: null. */
export type Wanted = Omit<TimetablePlace, 'line'> & { readonly line: number | null };

const wanted = z
  .object({ place: optionalText('زمان تازه', { max: 40 }), day: optionalDay('روز'), from: optionalClock('از ساعت'), until: optionalClock('تا ساعت') })
  .transform(({ place, day, from, until }, context): Wanted => {
    const chosen = placeOf(place ?? '');
    const fail = (path: string, message: string): void => context.addIssue({ code: 'custom', path: [path], message });
    if (chosen !== null) return chosen;
    if (place !== ELSEWHERE) fail('place', 'زمان تازه را برگزینید.');
    else {
      if (day === null) fail('day', '«روز» را بنویسید.');
      if (from === null) fail('from', '«از ساعت» را بنویسید.');
      if (until === null) fail('until', '«تا ساعت» را بنویسید.');
      if (from !== null && until !== null && from >= until) fail('until', 'پایان جلسه باید پس از آغاز آن باشد.');
    }
    if (day === null || from === null || until === null || from >= until || place !== ELSEWHERE) return z.NEVER;
    return { day, from, to: until, line: null };
  });

const grounds = z.object({ reason: text('دلیل', { max: 200 }), letterNo: optionalText('شمارهٔ نامه', { max: 60 }), letterDay: optionalDay('تاریخ نامه') });
const to = wanted.transform((place) => ({ to: place }));

/** Why something is asked for, and by which letter. */
export type Grounds = z.output<typeof grounds>;
/** What one form asks for; `personId` is null for the head himself. */
export type AskedForm = Grounds &
  (
    | { readonly kind: 'move'; readonly to: Wanted }
    | { readonly kind: 'swap'; readonly otherId: string }
    | { readonly kind: 'cancel' }
    | { readonly kind: 'substitute'; readonly personId: string | null }
    | { readonly kind: 'add'; readonly agencyId: string; readonly to: Wanted }
  );

/** The forms, by what they ask for. */
export const CHANGE_FORMS: Readonly<Record<ChangeKind | 'add', z.ZodType<AskedForm>>> = {
  move: z.intersection(to, grounds).transform((asked) => ({ ...asked, kind: 'move' as const })),
  swap: grounds.extend({ otherId: id('جلسهٔ دیگر') }).transform((asked) => ({ ...asked, kind: 'swap' as const })),
  cancel: grounds.transform((asked) => ({ ...asked, kind: 'cancel' as const })),
  substitute: grounds.extend({ personId: id('جانشین') }).transform(({ personId, ...asked }) => ({ ...asked, personId: personId === HIMSELF ? null : personId, kind: 'substitute' as const })),
  add: z.intersection(to, grounds.extend({ agency: id('دستگاه') })).transform(({ agency, ...asked }) => ({ ...asked, agencyId: agency, kind: 'add' as const })),
};

/** What was confirmed. */
export const seenForm = z.object({ seen: text('پیش‌نمایش', { max: 40 }) });
/** The letter's number and day, later. */
export const amendmentLetterForm = z.object({ letterNo: text('شمارهٔ نامه', { max: 60 }), letterDay: optionalDay('تاریخ نامه') });
