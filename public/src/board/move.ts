import type { MoveBody, MoveReply } from '../../../server/rota/board-types.ts';
import { newKey } from '../page/keys.ts';
import { post, type Answer } from '../page/post.ts';
import type { Place } from './grid.ts';

/** A card in the hand can wait longer than a person on the telephone. */
const WAITS = [500, 1500, 3000, 5000];

const readReply = ({ body }: Answer): MoveReply | null => ('ok' in body || 'sentence' in body ? (body as unknown as MoveReply) : null);

/** Sends a move; a lost reply is asked for again under the same key, so that one move is made at most once. */
export async function sendMove(url: string, from: Place, to: Place): Promise<MoveReply> {
  const body: MoveBody = { _key: newKey(), slot: from.slot, to: to.slot, revs: { from: from.rev, to: to.rev } };
  const unreachable = { code: 'unreachable', sentence: 'پاسخی از سامانه نرسید؛ کارت به جای خود بازگشت. هنگامی که ارتباط برقرار شد دوباره جابه‌جا کنید.' };
  return (await post(url, body, readReply, WAITS)) ?? unreachable;
}

/** Asks the server to take back the person's own last change of the board; one at most, like a move. */
export async function sendUndo(url: string): Promise<MoveReply> {
  const unreachable = { code: 'unreachable', sentence: 'پاسخی از سامانه نرسید. هنگامی که ارتباط برقرار شد دوباره بازگردانید.' };
  return (await post(url, { _key: newKey() }, readReply, WAITS)) ?? unreachable;
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
