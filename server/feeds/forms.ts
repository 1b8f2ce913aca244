import { z } from 'zod';
import { text } from '../http/fields.ts';

/** A calendar to be made: whose, and the name by which it is known on the list. */
export const feedForm = z.object({
  subject: z.preprocess((value) => (typeof value === 'string' ? value : ''), z.string().regex(/^(all|(agency|person):[\w-]{1,64})$/, 'برگزینید که تقویم از آنِ کیست.')),
  name: text('نام این نشانی', { max: 60 }),
});
