import { toPersianDigits } from '../../../server/domain/digits.ts';
import { CODE_WINDOW_MS, codeGroups, presenceCode, windowAt, windowBegin } from '../../../server/domain/presence-code.ts';
import { element } from '../page/elements.ts';
import { qrOf, ring } from './draw.ts';
import { fetchSecret, type HourSecret } from './secret.ts';

const INSECURE = 'این صفحه با نشانی امن (https) باز نشده است و مرورگر نمی‌تواند کد حضور بسازد. به بازرس بگویید: گواه نام‌دار یا امضا به جای کد پذیرفته است. به مسئول سامانه هم خبر دهید.';
const UNREACHED = 'کد حضور از سرور گرفته نشد؛ دوباره می‌کوشیم. تا آن زمان گواه نام‌دار یا امضا به جای کد پذیرفته است.';
const OVER = 'این ساعت حضور پایان یافته است و دیگر کدی نشان داده نمی‌شود.';
const AGAIN_MS = 10_000;
const FRESH_MS = 10 * 60_000;

/** Shows the presence code of the hour on this page, anew every half minute by the server's clock; says in Persian why it cannot. */
export function startCode(panel: HTMLElement): void {
  const part = (name: string): HTMLElement | null => panel.querySelector<HTMLElement>(`[data-code-${name}]`);
  const [board, digits, qr, problem] = [part('board'), part('digits'), part('qr'), part('problem')];
  const round = ring();
  part('ring')?.replaceChildren(round.element);

  const say = (sentence: string | null): void => {
    if (problem !== null) problem.hidden = sentence === null;
    if (board !== null) board.hidden = sentence !== null;
    problem?.replaceChildren(sentence ?? '');
  };
  // Only a page of a secure address may reckon with secrets.
  if (!('subtle' in crypto)) return say(INSECURE);

  let held: HourSecret | null = null;
  let shown = -1;
  const show = async (secret: HourSecret, window: number): Promise<void> => {
    shown = window;
    const code = await presenceCode(secret.mac, window);
    if (shown !== window) return;
    digits?.replaceChildren(...codeGroups(code).map((four) => element('span', {}, toPersianDigits(four))));
    qr?.replaceChildren(qrOf(code, 'کد حضور برای پویش با گوشی بازرس'));
    say(null);
  };
  const tick = (): void => {
    if (held === null) return;
    const now = held.now();
    if (now >= held.until) return say(OVER);
    const window = windowAt(now);
    const left = windowBegin(window) + CODE_WINDOW_MS - now;
    round.show(left / CODE_WINDOW_MS, toPersianDigits(Math.ceil(left / 1000)));
    if (window !== shown) void show(held, window);
  };
  const fetchAgain = async (): Promise<void> => {
    const fresh = await fetchSecret(panel.dataset['code'] ?? '').catch(() => null);
    if (fresh !== null) held = fresh;
    else if (held === null) {
      say(UNREACHED);
      setTimeout(() => void fetchAgain(), AGAIN_MS);
    }
    tick();
  };
  void fetchAgain();
  setInterval(tick, 250);
  // The screen stands for hours where nobody touches it: it keeps the server's time, and its login, as long as the server shows codes.
  setInterval(() => void fetchAgain(), FRESH_MS);
  // A machine that slept has lost the server's time.
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void fetchAgain();
  });
}
