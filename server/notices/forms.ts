import { z } from 'zod';
import { SERVED_HOW } from '../domain/notice.ts';
import { LADDER_STEPS } from '../domain/notice-ladder.ts';
import { choice, clock, day, id, text, whole } from '../http/fields.ts';

/** The greatest lengths of what is written of a notice. */
export const LONGEST_REASON = 1000;
export const LONGEST_LETTER = 6000;
export const LONGEST_REPLY = 4000;

const seen = { rev: whole('نسخه', 1, 1_000_000) };

/** The letter's text, with which a proposal is issued. */
export const issueForm = z.object({ ...seen, body: text('متن نامه', { long: true, min: 20, max: LONGEST_LETTER }) });

/** Why a proposal is not issued. */
export const declineForm = z.object({ ...seen, reason: text('دلیل', { long: true, min: 5, max: LONGEST_REASON }) });

/** The secretariat's number and its day. */
export const numberForm = z.object({ ...seen, letterNo: text('شمارهٔ نامه', { max: 60 }), letterDay: day('تاریخ نامه') });

/** When and how it was served; opening it in the system is written by the system alone. */
export const serveForm = z.object({ ...seen, how: choice('شیوهٔ ابلاغ', SERVED_HOW.filter((how) => how !== 'system')), day: day('روز ابلاغ'), clock: clock('ساعت ابلاغ') });

/** Why it is upheld or withdrawn. */
export const verdictForm = z.object({ ...seen, reason: text('دلیل', { long: true, min: 5, max: LONGEST_REASON }) });

/** To what it is reduced, and why. */
export const reduceForm = z.object({ ...seen, reducedTo: choice('کاهش به', LADDER_STEPS), reason: text('دلیل', { long: true, min: 5, max: LONGEST_REASON }) });

/** A reply; its files come beside it. */
export const replyForm = z.object({ text: text('پاسخ', { long: true, min: 3, max: LONGEST_REPLY }) });

/** A reply that came by hand. */
export const takeInForm = z.object({ ...seen, text: text('پاسخ', { long: true, min: 3, max: LONGEST_REPLY }) });

/** Why what was found is laid aside. */
export const layAsideForm = z.object({ reason: text('دلیل', { long: true, min: 5, max: LONGEST_REASON }) });

/** Whose head is commended. */
export const commendForm = z.object({ agency: id('دستگاه') });
