import { toPersianDigits } from '../../../server/domain/digits.ts';
import { clockNow } from './moments.ts';
import { serverNow } from './server-time.ts';

/** The server pings every 10 s: later than this is amber, and then red. */
const LATE_MS = 12_000;
const CUT_MS = 15_000;
/** So often it looks: what it says of its age is never later than this. */
const LOOK_MS = 500;

type State = 'waiting' | 'fresh' | 'late' | 'cut';

const wordsOf = (state: State, lastSeen: number, brief: boolean): string => {
  if (state === 'fresh') return 'به‌روز';
  if (state === 'late') return 'به‌روزرسانی با تأخیر';
  if (state === 'waiting') return 'در حال اتصال';
  // Where nobody types there is nothing written to be afraid for.
  if (brief) return `ارتباط قطع است؛ این‌ها مربوط به ساعت ${clockNow(lastSeen)} است.`;
  return `ارتباط قطع است؛ آنچه می‌بینید مربوط به ساعت ${clockNow(lastSeen)} است. نوشته‌های شما محفوظ است.`;
};

/** Keeps the words at the foot of the page, by the server's clock where the page tells it: how long ago the server gave its last sign of life. */
export function createLifeSign(): { seen: () => void } {
  const box = document.querySelector<HTMLElement>('[data-live-state]');
  const text = box?.querySelector('[data-live-text]');
  const time = box?.querySelector('[data-live-time]');
  // The page itself is the first sign: it was true when the server sent it.
  let lastSeen = serverNow();
  let connected = false;
  let shown = '';

  const ageWords = (age: number): string => `${toPersianDigits(Math.floor(age / 1000))} ثانیه پیش`;

  const show = () => {
    if (!box || !text || !time) return;
    const age = serverNow() - lastSeen;
    const state: State = age >= CUT_MS ? 'cut' : age >= LATE_MS ? 'late' : connected ? 'fresh' : 'waiting';
    const words = wordsOf(state, lastSeen, box.dataset['liveBrief'] !== undefined);
    // How old the screen is, is to be seen before anything is late: a clock that stands still tells it too.
    time.textContent = state === 'fresh' ? `ساعت ${clockNow(serverNow(), true)}` : state === 'late' ? `آخرین خبر: ${ageWords(age)}` : '';
    // The region speaks when its words change, so it is written only then.
    if (words === shown) return;
    shown = words;
    box.dataset['liveState'] = state;
    text.textContent = words;
  };

  setInterval(show, LOOK_MS);
  show();
  return {
    seen: () => {
      lastSeen = serverNow();
      connected = true;
      show();
    },
  };
}
