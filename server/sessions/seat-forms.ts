import { z } from 'zod';
import { toAsciiDigits } from '../domain/persian.ts';

/** A seat's code as typed: eight digits of any of the three sets, in whatever groups. */
export const seatCodeForm = z.object({
  code: z.preprocess((value) => (typeof value === 'string' ? value : ''), z.string()).transform((value, context) => {
    const digits = toAsciiDigits(value.slice(0, 60)).replace(/[\s\p{Cf}_-]/gu, '');
    if (/^\d{8}$/.test(digits)) return digits;
    context.addIssue({ code: 'custom', message: value.trim() === '' ? '«کد» را بنویسید.' : 'کد هشت رقم دارد؛ آن را دوباره بخوانید.' });
    return '';
  }),
});
