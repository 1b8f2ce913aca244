import { addMinutes, type Instant } from '../domain/calendar.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Webhooks } from '../http/webhooks.ts';
import { exchangeMessage } from './exchange-forms.ts';
import type { IncomingCalls } from './incoming.ts';

interface Parts {
  readonly incoming: IncomingCalls;
  readonly areaCode: () => Promise<string>;
}

/** An exchange whose clock is wrong must neither hide a call nor keep it for ever: so old at the most, and never of the future, it may say that it is. */
const OLDEST_MINUTES = 5;

const near = (at: Instant | null, now: Instant): Instant => {
  const oldest = addMinutes(now, -OLDEST_MINUTES);
  return at === null || at > now ? now : at < oldest ? oldest : at;
};

/** What the centre's telephone exchange tells: `POST calls` with `call.incoming`, `call.answered` and `call.ended`. */
export function exchangeRoutes(webhooks: Webhooks, { incoming, areaCode }: Parts): void {
  webhooks.post('/calls', async ({ command, body }) => {
    const read = exchangeMessage.safeParse(body);
    if (!read.success) throw new Refusal('bad_request', { facts: { fields: [...new Set(read.error.issues.map(({ path }) => path.join('.') || 'body'))].join(' ') } });
    const { type, data } = read.data;
    if (type === 'call.answered') await incoming.answered(data.call_id, command);
    else if (type === 'call.ended') await incoming.ended(data.call_id, command);
    else await incoming.ring({ id: data.call_id, from: data.from, line: data.to, at: near(data.at, command.at) }, await areaCode(), command);
    return { ok: true, call_id: data.call_id };
  });
}
