import { clockNow } from './page/moments.ts';
import { serverNow } from './page/server-time.ts';

/** Where more sessions go on than fit, their panels take turns at this pace. */
const TURN_MS = 12_000;
const RETRY_MS = 15_000;
const digits = new Intl.NumberFormat('fa-IR');
let shown = 0;

const showTurn = (): void => {
  const pages = Number(document.querySelector<HTMLElement>('[data-wall-pages]')?.dataset['wallPages'] ?? 0);
  shown = pages > 1 ? shown % pages : 0;
  for (const panel of document.querySelectorAll<HTMLElement>('[data-wall-page]')) panel.hidden = Number(panel.dataset['wallPage']) !== shown;
  document.querySelector('[data-wall-turn]')?.replaceChildren(`${digits.format(shown + 1)} از ${digits.format(pages)}`);
};

const showClock = (): void => document.querySelector('[data-wall-clock]')?.replaceChildren(clockNow(serverNow()));

/** The next day's page, once the server is there to give it: a screen on a wall has nobody who would press reload. */
const moveOn = async (): Promise<void> => {
  const reply = await fetch(location.href, { cache: 'no-store' }).catch(() => null);
  if (reply !== null && reply.status < 500) location.reload();
  else setTimeout(() => void moveOn(), RETRY_MS);
};

const until = Date.parse(document.body.dataset['wallUntil'] ?? '');
let moving = false;
setInterval(() => {
  showClock();
  if (moving || !(serverNow() >= until)) return;
  moving = true;
  void moveOn();
}, 1000);
setInterval(() => {
  shown += 1;
  showTurn();
}, TURN_MS);
document.addEventListener('didar:morphed', showTurn);
showTurn();
showClock();
