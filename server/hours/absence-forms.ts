import { z } from 'zod';
import { EXCUSES } from '../domain/manager-hour.ts';
import { choice, day, text } from '../http/fields.ts';

/** The greatest length of a reason of these pages. */
export const LONGEST_REASON = 1000;

const reason = text('دلیل', { long: true, min: 5, max: LONGEST_REASON });

/** Why the head decides as he does. */
export const decideForm = z.object({ decision: choice('تصمیم', ['confirmed', 'laid_aside']), reason });

/** Why somebody is excused. */
export const excuseForm = z.object({ excuse: choice('نوع عذر', EXCUSES), note: reason });

/** Why an excuse is taken back. */
export const takeBackForm = z.object({ reason });

const ID = /^[\w-]{1,80}$/;

/** The hours that are ticked. */
const hours = z.preprocess((value): unknown => (Array.isArray(value) ? value : typeof value === 'string' ? [value] : []), z.array(z.string()))
  .transform((ids, context) => {
    const known = ids.filter((id) => ID.test(id));
    if (known.length === 0) context.addIssue({ code: 'custom', message: 'دست‌کم یک مدیر را برگزینید.' });
    return known;
  });

/** Everybody who is excused by one act. */
export const excuseManyForm = z.object({ day: day('روز'), hour: hours, excuse: choice('نوع عذر', EXCUSES), note: reason });

/** Everybody whose excuse is taken back by one act. */
export const takeBackManyForm = z.object({ day: day('روز'), hour: hours, reason });
