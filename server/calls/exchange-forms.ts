import { z } from 'zod';
import { instant, type Instant } from '../domain/calendar.ts';
import { hasForbiddenControls } from '../domain/persian.ts';

const callId = z.string().regex(/^[\w.:@+-]{1,64}$/);
const number = z.string().trim().max(64).refine((text) => !hasForbiddenControls(text, 'line')).nullish().transform((text) => (text === '' ? null : (text ?? null)));
const moment = z.string().max(40).nullish().transform((text, context): Instant | null => {
  if (text === null || text === undefined) return null;
  try {
    return instant(text);
  } catch {
    context.addIssue({ code: 'custom', message: 'not an instant' });
    return null;
  }
});

/** What an exchange tells of a call; fields that are not named here are ignored. */
export const exchangeMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('call.incoming'), data: z.object({ call_id: callId, from: number, to: number, at: moment }) }),
  z.object({ type: z.literal('call.answered'), data: z.object({ call_id: callId }) }),
  z.object({ type: z.literal('call.ended'), data: z.object({ call_id: callId }) }),
]);
