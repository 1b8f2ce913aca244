import { z } from 'zod';
import { text } from '../http/fields.ts';

/** The greatest length of what is written of a commitment that ends. */
export const LONGEST_NOTE = 1000;

/** What was done to keep a commitment. */
export const keepForm = z.object({ note: text('آنچه انجام شد', { long: true, min: 3, max: LONGEST_NOTE }) });

/** Why a commitment no longer binds. */
export const withdrawForm = z.object({ note: text('دلیل', { long: true, min: 5, max: LONGEST_NOTE }) });
