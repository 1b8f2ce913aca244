import { z } from 'zod';
import { text } from '../http/fields.ts';

/** A manager asks for another turn. */
export const changeForm = z.object({ reason: text('دلیل درخواست', { max: 500, min: 5, long: true }) });
