import { z } from 'zod';
import { TAKEOVER_REASONS } from '../domain/call.ts';
import { LIFE_STEPS, SESSION_KINDS } from '../domain/session-life.ts';
import { choice, clock, day, id, optionalText, text, ticked } from '../http/fields.ts';

/** A session that no programme planned. */
export const conveneForm = z.object({ agencyId: id('دستگاه'), kind: choice('نوع جلسه', SESSION_KINDS), day: day('روز'), from: clock('از ساعت'), to: clock('تا ساعت') });

/** One step of a session's life; a pause says why. */
export const stepForm = z
  .object({ step: choice('کار', LIFE_STEPS), reason: optionalText('دلیل توقف پذیرش', { max: 120 }) })
  .refine(({ step, reason }) => step !== 'pause' || reason !== null, { path: ['reason'], message: '«دلیل توقف پذیرش» را بنویسید.' });

/** Who is seated, and at which desk. */
export const seatForm = z.object({ side: choice('چه کسی می‌نشیند؟', ['host', 'companion']), desk: text('نام میز', { max: 60 }) });

/** Who answers in the host's place. */
export const substituteForm = z.object({ personId: id('جانشین'), why: text('دلیل', { max: 200 }) });

/** A word to the host's desk, or none any more. */
export const messageForm = z
  .object({ text: optionalText('پیام به میز مدیر', { max: 200 }), back: ticked })
  .refine(({ text: said, back }) => back || said !== null, { path: ['text'], message: '«پیام به میز مدیر» را بنویسید.' });

/** The same from the supervisor's board, where the session is chosen too. */
export const boardMessageForm = z.object({ sessionId: id('جلسه'), text: text('پیام به میز مدیر', { max: 200 }) });

/** What becomes of a call that the host's desk has forgotten. */
export const takeoverForm = z.object({ callId: id('تماس'), way: choice('با این تماس چه شود؟', ['back', 'call_back', 'dropped']), why: choice('چرا مرکز به آن پایان می‌دهد؟', TAKEOVER_REASONS) });
