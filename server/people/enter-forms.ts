import { z } from 'zod';

const word = z.preprocess((value) => (typeof value === 'string' ? value : ''), z.string());

/** A name and a password as typed; a longer password than anyone may have is not worth hashing. */
export const enterForm = z.object({
  username: word.pipe(z.string().trim().min(1, 'نام کاربری را بنویسید.').max(100, 'نام کاربری بلند است.')),
  password: word.pipe(z.string().min(1, 'گذرواژه را بنویسید.').max(200, 'گذرواژه بلند است.')),
  next: word,
});

/** A change of one's own password, the new one typed twice. */
export const passwordForm = z
  .object({
    current: word.pipe(z.string().min(1, 'گذرواژهٔ کنونی را بنویسید.').max(200, 'گذرواژه بلند است.')),
    password: word.pipe(z.string().min(1, 'گذرواژهٔ تازه را بنویسید.').max(200, 'گذرواژه بلند است.')),
    again: word,
  })
  .refine(({ password, again }) => password === again, { path: ['again'], message: 'تکرار گذرواژه با خود آن یکی نیست.' });

/** Where to go after entering: a path of ours, or the start. */
export const safeNext = (next: string): string => (/^\/(?![/\\])[^\p{Cc}\\]*$/u.test(next) ? next : '/');
