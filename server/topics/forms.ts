import { z } from 'zod';
import type { TopicEntry } from './service.ts';
import { choice, optionalId, optionalText, text } from '../http/fields.ts';

/** Who answers for a topic: those of the topic above, those chosen, or any. */
export const ANSWERER_CODES = ['parent', 'chosen', 'any'] as const;

const codes = z.preprocess((value): unknown => (Array.isArray(value) ? value : [value]), z.array(z.unknown()))
  .transform((values) => [...new Set(values.filter((value): value is string => typeof value === 'string' && /^[a-z0-9][a-z0-9-]{0,39}$/.test(value)))]);

/** A topic as typed: its agencies are ticked by their codes in `agency`. */
export const topicForm: z.ZodType<TopicEntry> = z
  .object({
    parentId: optionalId,
    name: text('نام موضوع', { max: 60, min: 2 }),
    aliases: optionalText('نام‌های دیگر', { max: 400 }),
    answerers: choice('دستگاه پاسخگو', ANSWERER_CODES),
    agency: codes,
  })
  .transform(({ parentId, name, aliases, answerers, agency }, context) => {
    if (answerers === 'chosen' && agency.length === 0) context.addIssue({ code: 'custom', path: ['answerers'], message: 'دست‌کم یک دستگاه را برگزینید، یا «هر دستگاهی» را.' });
    return { parentId, name, aliases, agencyCodes: answerers === 'parent' ? null : answerers === 'any' ? [] : agency };
  });

/** The state from which a topic is changed: its `rev` as read. */
export const seenForm = z.object({ seen: z.coerce.number().int().min(0).max(1_000_000_000).catch(0) });
