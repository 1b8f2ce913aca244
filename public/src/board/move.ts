import type { MoveBody, MoveReply } from '../../../server/rota/board-types.ts';
import { newKey } from '../page/keys.ts';
import type { Place } from './grid.ts';

const WAITS = [500, 1500, 3000, 5000];

const isReply = (answer: unknown): answer is MoveReply => typeof answer === 'object' && answer !== null && ('ok' in answer || 'sentence' in answer);

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

/** Sends a move; a lost reply is asked for again under the same key, so that one move is made at most once. */
export async function sendMove(url: string, from: Place, to: Place): Promise<MoveReply> {
  const body: MoveBody = { _key: newKey(), slot: from.slot, to: to.slot, revs: { from: from.rev, to: to.rev } };
  const csrf = document.querySelector<HTMLMetaElement>('meta[name="csrf"]')?.content ?? '';
  for (const wait of [...WAITS, null]) {
    try {
      const reply = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json', 'x-csrf': csrf },
        credentials: 'same-origin',
        body: JSON.stringify(body),
      });
      // 503: not known whether it was kept; the key will tell.
      if (reply.status !== 503) {
        const answer: unknown = await reply.json();
        if (isReply(answer)) return answer;
      }
    } catch {
      // Nobody answered, or not in our words: ask again.
    }
    if (wait !== null) await pause(wait);
  }
  return { code: 'unreachable', sentence: 'پاسخی از سامانه نرسید؛ کارت به جای خود بازگشت. هنگامی که ارتباط برقرار شد دوباره جابه‌جا کنید.' };
}

/** Asks the server to take back the person's own last change of the board. */
export async function sendUndo(url: string): Promise<MoveReply> {
  const csrf = document.querySelector<HTMLMetaElement>('meta[name="csrf"]')?.content ?? '';
  try {
    const reply = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json', 'x-csrf': csrf },
      credentials: 'same-origin',
      body: JSON.stringify({ _key: newKey() }),
    });
    const answer: unknown = await reply.json();
    if (isReply(answer)) return answer;
  } catch {
    // Said below: what stands on the board is fetched anew either way.
  }
  return { code: 'unreachable', sentence: 'پاسخی از سامانه نرسید. هنگامی که ارتباط برقرار شد دوباره بازگردانید.' };
}

/** Shows the move at once: what two slots hold changes places, each keeping its own time. */
export function swapShown(from: Place, to: Place): void {
  const times = [from, to].map((place) => place.element.querySelector('[data-card-time], [data-empty] .nowrap')?.textContent ?? '');
  const [left, right] = [[...from.element.childNodes], [...to.element.childNodes]];
  from.element.replaceChildren(...right);
  to.element.replaceChildren(...left);
  [from, to].forEach((place, nth) => {
    const shown = place.element.querySelector('[data-card-time], [data-empty] .nowrap');
    if (shown !== null) shown.textContent = times[nth] ?? '';
  });
}
