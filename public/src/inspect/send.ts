import { toBase64Url } from './bytes.ts';
import type { Days } from './day.ts';
import { aloneOrNot } from './locks.ts';
import type { Outbox } from './outbox.ts';
import { askDay, sendPhoto, sendSealed, type Came } from './server.ts';
import type { Sending } from './store.ts';

/** How a pass of sending ended: all that could be sent was, a login is needed, no network, to be tried later, or the person may not. */
export type Passed = { readonly kind: 'done' | 'login' | 'away' | 'later' } | { readonly kind: 'refused'; readonly why: string };

interface Parts {
  readonly days: Days;
  readonly outbox: Outbox;
  /** Told after each change. */
  readonly changed: () => void;
}

async function sendOne(outbox: Outbox, { id, kind, reportId, hash }: Sending, csrf: string): Promise<Came<object>> {
  const bytes = await outbox.bytes(id);
  if (bytes === null) return { kind: 'refused', why: 'این بسته روی گوشی نیست.' };
  return kind === 'photo' ? sendPhoto(reportId, hash, bytes, csrf) : sendSealed(kind, id, toBase64Url(bytes), csrf);
}

/**
 * Sends what waits of the person who is logged in, oldest first and a report before its photos, always the very same bytes; in one tab at a time:
 * null where another is at it. What another person sealed on this phone waits for his own login.
 */
export const sendAll = ({ days, outbox, changed }: Parts): Promise<Passed | null> =>
  aloneOrNot('inspect sending', async () => {
    const came = await askDay();
    if (came.kind === 'later') return { kind: came.away ? 'away' : 'later' };
    if (came.kind !== 'done') return came;
    const { userId, csrf } = came.body;
    // A full phone must not keep what it holds from being sent: sending is what makes room.
    await days.keep(came.body).catch(() => undefined);
    await outbox.tidy(userId, came.body.day).catch(() => undefined);
    changed();
    const waiting = (await outbox.of(userId)).filter(({ state }) => state === 'waiting');
    let left: Passed = { kind: 'done' };
    const behind = new Set<string>();
    for (const one of waiting) {
      if (behind.has(one.reportId)) continue;
      const sent = await sendOne(outbox, one, csrf);
      if (sent.kind === 'login') return sent;
      // What cannot be noted is sent again, and the server answers as it did before.
      if (sent.kind === 'done') await outbox.sent(one.id).catch(() => undefined);
      else if (sent.kind === 'refused') {
        await outbox.refused(one.id, sent.why);
        if (one.kind === 'report') behind.add(one.id);
      } else {
        await outbox.failed(one.id);
        left = { kind: sent.away ? 'away' : 'later' };
        behind.add(one.id);
      }
      changed();
      if (left.kind === 'away') break;
    }
    return left;
  });
