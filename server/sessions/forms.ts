import { z } from 'zod';
import { optionalText, text } from '../http/fields.ts';

// The time that was shown with the invitation.
const of = optionalText('زمان', { max: 40 });

/** A manager says that he comes. */
export const acceptForm = z.object({ of });
/** A manager asks for another turn. */
export const changeForm = z.object({ of, reason: text('دلیل درخواست', { max: 500, min: 5, long: true }) });
