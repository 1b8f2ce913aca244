import { comboboxIn } from './page/combobox.ts';
import { closest } from './page/elements.ts';
import { createActs, type Act } from './host/acts.ts';
import { createAlerts } from './host/alert.ts';
import { hearTime } from './host/clock.ts';
import { count } from './host/count.ts';
import { isBusy, readDesk } from './host/desk.ts';
import { startKeys } from './host/keys.ts';
import { createNotes } from './host/notes.ts';
import { tryPost } from './host/post.ts';
import { createPanels } from './host/panels.ts';
import { showControls, showNext } from './host/show.ts';
import { createSound } from './host/sound.ts';

const start = (root: HTMLElement): void => {
  const base = root.dataset['base'] ?? '';
  const alerts = createAlerts(root);
  const notes = createNotes(root);
  const panels = createPanels(root, () => notes?.text() ?? '');
  const sound = createSound(root);
  let desk = readDesk(root);
  const acts = createActs(root, () => readDesk(root), alerts);
  let finished = '';

  /** Before anybody else comes, it must be said what this talk came to: the focus goes where that is done. */
  const askOutcome = (): void => {
    const talking = desk.kind === 'talking';
    alerts.say('desk', talking ? 'نخست نتیجهٔ همین تماس را برگزینید؛ سپس «نفر بعد».' : 'هنوز در حال وصل شدن است. اگر وصل شد یا پاسخ نداد، همین‌جا بزنید.');
    panels.close(false);
    [...root.querySelectorAll<HTMLElement>('.host-outcome')].find((button) => button.offsetParent !== null)?.focus();
  };

  const run = async (act: Act): Promise<void> => {
    const done = await acts.run(act);
    if (!done || act.form?.dataset['panel'] === undefined) return;
    panels.close(false);
    panels.reset();
  };
  const send = (path: string, fields: Act['fields'], place: Act['place']) => void run({ path, fields, place, form: null });

  const tick = (): void => {
    const { next, wrapOver } = count(root);
    showNext(root, desk, next);
    sound.follow(desk, next);
    // Every screen of the desk says so; the first one does it, and for the others it is done already.
    if (!wrapOver || desk.kind !== 'wrap_up' || finished === desk.call) return;
    finished = desk.call;
    void tryPost(`${base}/finish`, { call: desk.call }).then((reply) => {
      if (reply.kind === 'unreachable') finished = '';
    });
  };

  const follow = (): void => {
    const before = desk;
    desk = readDesk(root);
    if (before.call !== desk.call || before.kind !== desk.kind) {
      if (panels.opened() !== null) panels.close(document.activeElement?.closest('[data-panel]') !== null);
      if (before.call !== desk.call) panels.reset();
    }
    showControls(root, desk);
    notes?.follow(desk);
    markPast();
    tick();
  };

  const markPast = (): void => root.querySelector('[data-do="past"]')?.setAttribute('aria-expanded', String(root.dataset['past'] === 'open'));

  const queueDoor = (open: boolean): void => {
    root.dataset['queue'] = open ? 'open' : 'closed';
    root.querySelector('[data-queue-door]')?.setAttribute('aria-expanded', String(open));
    (open ? root.querySelector<HTMLElement>('[data-queue-close]') : root.querySelector<HTMLElement>('[data-queue-door]'))?.focus();
  };

  root.addEventListener('didar:morphed', (event) => {
    const section = event.target;
    if (!(section instanceof HTMLElement)) return;
    if (section.dataset['view']?.startsWith('notes-')) return notes?.hear();
    hearTime(section.querySelector<HTMLElement>('[data-now]')?.dataset['now']);
    follow();
  });

  root.addEventListener('submit', (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.dataset['act'] === undefined) return;
    event.preventDefault();
    // Of two presses that follow each other at once, one was meant.
    if (form.dataset['nextForm'] !== undefined && isBusy(desk)) return askOutcome();
    const fields = Object.fromEntries([...new FormData(form)].flatMap(([name, value]) => (name.startsWith('_') || typeof value !== 'string' ? [] : [[name, value]])));
    const path = new URL(form.action).pathname.slice(base.length + 1);
    void run({ path, fields, place: closest(form, '.host-bar') === null ? 'desk' : 'bar', form });
  });

  const DO: Readonly<Record<string, (button: HTMLElement) => void>> = {
    take: (button) => {
      if (root.dataset['queue'] === 'open') queueDoor(false);
      if (isBusy(desk)) askOutcome();
      else send('take', { call: button.dataset['call'] ?? '' }, 'bar');
    },
    sound: () => sound.toggle(),
    past: () => {
      root.dataset['past'] = root.dataset['past'] === 'open' ? 'closed' : 'open';
      markPast();
    },
  };

  root.addEventListener('click', (event) => {
    // The second press of a double click is the same wish.
    if (event.detail > 1 && closest(event.target, '[data-do], [data-act] button, [data-panel-door]') !== null) return event.preventDefault();
    const button = closest(event.target, '[data-do]');
    if (button !== null) return DO[button.dataset['do'] ?? '']?.(button);
    const door = closest(event.target, '[data-panel-door]');
    if (door !== null) {
      alerts.clear();
      return panels.open(door.dataset['panelDoor'] ?? '');
    }
    if (closest(event.target, '[data-panel-close]') !== null) return panels.close(true);
    const agency = closest(event.target, '[data-choose-agency]')?.dataset['chooseAgency'];
    const panel = closest(event.target, '[data-panel]');
    if (agency !== undefined && panel !== null) return comboboxIn(panel, 'agencyId')?.choose(agency);
    if (closest(event.target, '[data-queue-door]') !== null) return queueDoor(root.dataset['queue'] !== 'open');
    if (closest(event.target, '[data-queue-close]') !== null) return queueDoor(false);
    if (closest(event.target, '[data-help]') !== null) help();
  });

  const help = () => document.querySelector<HTMLDialogElement>('#host-keys')?.showModal();
  const press = (selector: string) => [...root.querySelectorAll<HTMLElement>(selector)].find((button) => button.offsetParent !== null)?.click();

  startKeys({
    outcome: (number) => press(`[data-outcomes] [data-key="${number}"]`),
    next: () => press('[data-key="next"]'),
    hold: () => desk.kind === 'talking' && panels.opened() !== 'hold' && panels.open('hold'),
    help,
    escape: () => {
      if (panels.opened() !== null) panels.close(true);
      else if (root.dataset['queue'] === 'open') queueDoor(false);
      else return false;
      return true;
    },
  });

  hearTime(root.querySelector<HTMLElement>('[data-now]')?.dataset['now']);
  follow();
  notes?.hear();
  setInterval(tick, 1000);
};

for (const root of document.querySelectorAll<HTMLElement>('[data-host]')) start(root);
