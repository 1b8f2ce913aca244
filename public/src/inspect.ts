import { createApp, type App } from './inspect/app.ts';
import { ask } from './inspect/ask.ts';
import { homeScreen, isEarly } from './inspect/home.ts';
import { orderScreen } from './inspect/order.ts';
import { outboxScreen } from './inspect/outbox-screen.ts';
import { box, heading } from './inspect/parts.ts';
import { openStore } from './inspect/store.ts';
import { showStrip } from './inspect/strip.ts';
import { createForm, faultsOf, type Form } from './inspect/visit/form.ts';
import { visitScreen } from './inspect/visit/screen.ts';
import { summaryScreen } from './inspect/visit/summary.ts';
import { keepPage } from './inspect/worker.ts';
import { clockNow, todayIso } from './page/moments.ts';

const CLOCK_MS = 5_000;
const screen = document.querySelector<HTMLElement>('[data-screen]');
const strip = document.querySelector<HTMLElement>('[data-strip]');
const orderLink = document.querySelector<HTMLElement>('[data-order-link]');

let app: App | null = null;
let form: Form | null = null;
let shownHash: string | null = null;
/** What of the screen hangs on the clock: whether it is too early still, and the day. */
let hour = '';

const show = (nodes: readonly Node[], isNew: boolean): void => {
  if (screen === null) return;
  const at = scrollY;
  screen.replaceChildren(...nodes);
  if (!isNew) return scrollTo(0, at);
  scrollTo(0, 0);
  screen.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
};

async function visit(own: App, name: string, targetId: string, isNew: boolean): Promise<void> {
  const { userId, day } = own.state();
  const draft = userId === null ? null : await own.drafts.read(userId, targetId);
  // Sealed, or somebody else's: there is nothing to be read.
  if (userId === null || day === null || draft === null) return own.go('home');
  form?.stop();
  if (name === 'summary' && faultsOf(draft, day, userId).length > 0) return own.go(`visit/${targetId}`);
  if (name === 'summary') return show(summaryScreen(own, day, userId, draft), isNew);
  form = createForm(own, day, userId, draft);
  show(visitScreen(form), isNew);
}

function render(): void {
  if (app === null || strip === null) return;
  const hash = location.hash.slice(1) || 'home';
  const [isNew, state] = [hash !== shownHash, app.state()];
  showStrip(strip, state, navigator.onLine);
  orderLink?.toggleAttribute('hidden', state.day === null || hash === 'order');
  const [name = 'home', targetId = ''] = hash.split('/');
  // What is being written is not drawn anew under the hand.
  if (!isNew && (name === 'visit' || name === 'summary' || name === 'order')) return;
  shownHash = hash;
  document.body.dataset['at'] = name;
  if (name !== 'visit') form?.stop();
  if (name === 'visit' || name === 'summary') void visit(app, name, targetId, isNew);
  else show(name === 'order' ? orderScreen(app) : name === 'outbox' ? outboxScreen(app, ask) : homeScreen(app, ask), isNew);
}

const cannot = (words: string): void => show([heading('بازدیدهای من'), box('bad', 'triangle-alert', words)], true);

async function start(): Promise<void> {
  if (!window.isSecureContext || crypto.subtle === undefined) return cannot('این صفحه با نشانی امن (https) باز نشده است و گزارش‌ها را نمی‌تواند مهر کند. نشانی https سامانه را باز کنید یا به مسئول سامانه خبر دهید.');
  const store = await openStore().catch(() => null);
  if (store === null) return cannot('مرورگر اجازهٔ نگه داشتن گزارش روی گوشی را نمی‌دهد. از حالت ناشناس بیرون بیایید یا مرورگر دیگری به کار ببرید.');
  // Kept even where room grows scarce; whoever is not granted it works on all the same.
  void navigator.storage?.persist?.().catch(() => false);
  app = await createApp(store, render);
  window.addEventListener('hashchange', render);
  window.addEventListener('online', render);
  window.addEventListener('offline', render);
  setInterval(() => {
    if (app === null) return;
    const { day, offset } = app.state();
    const now = Date.now() + offset;
    for (const place of document.querySelectorAll('[data-clock]')) place.textContent = clockNow(now);
    const next = day === null ? '' : `${todayIso(now)} ${isEarly(day, now)}`;
    if (next === hour) return;
    hour = next;
    render();
  }, CLOCK_MS);
  render();
  app.turns.start();
  await keepPage(() => !/^#(visit|summary)/.test(location.hash));
}

void start();
