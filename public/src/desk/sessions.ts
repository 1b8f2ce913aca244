import { comboboxIn } from '../page/combobox.ts';
import { icon } from '../page/elements.ts';
import { parseHtml } from '../page/policy.ts';
import { serverNow } from '../page/server-time.ts';
import type { DeskForm } from './form.ts';
import { send } from './send.ts';

/** The sessions of today beside the form, of which one is selected. */
export interface Sessions {
  selected(): string;
  select(id: string): void;
  /** Selects by the digit of its key; false where no session has it. */
  selectDigit(digit: string): boolean;
  /** Shows the ways that the server offers to whoever will not be reached in a session. */
  offer(id: string, html: string): void;
  /** The cards of the other sessions that take callers. */
  others(id: string): readonly HTMLElement[];
}

const SOON_MS = 200;

/** Keeps the selected session through every new fragment, checks the topic against its agency, and says before queueing that a caller will not be reached. */
export function createSessions(form: DeskForm): Sessions {
  let chosen = '';
  let shown = '';
  let waiting = 0;
  const cards = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('.desk-session')];
  const card = (id: string): HTMLElement | null => cards().find((one) => one.dataset['session'] === id) ?? null;
  // A manager's hour that was looked for by its agency; while one is chosen, no card is.
  const hour = () => comboboxIn(form.element, 'hour');
  const hourChosen = (): string => hour()?.hidden.value ?? '';
  const hourAgency = (): string => {
    const agencyId = hour()?.chosen()?.data?.['agencyId'];
    return typeof agencyId === 'string' ? agencyId : '';
  };
  const slotOf = (id: string): Element | null => (id !== '' && id === hourChosen() ? form.element.querySelector('[data-hour-own]') : null) ?? card(id)?.querySelector('[data-own]') ?? null;
  const topic = () => comboboxIn(form.element, 'topicId');
  const agencySelect = form.element.querySelector<HTMLSelectElement>('[name="agencyId"]');
  const agencyNames = new Map([...(agencySelect?.options ?? [])].map((one) => [one.value, one.text]));

  const agenciesOfTopic = (): readonly string[] | null => {
    const option = topic()?.chosen() ?? null;
    if (option === null) return null;
    const { agencyIds } = option.data ?? {};
    return Array.isArray(agencyIds) ? agencyIds.filter((one): one is string => typeof one === 'string') : [];
  };

  const show = (id: string, html: string): void => {
    if (shown !== id) slotOf(shown)?.replaceChildren();
    shown = html === '' ? '' : id;
    slotOf(id)?.replaceChildren(parseHtml(html));
  };

  const foresee = async (): Promise<void> => {
    const id = chosen;
    const priority = form.values()['priority'] ?? '';
    const { status, body } = await send('/desk/prospect', { session: id, priority });
    if (id === chosen && status === 200 && !form.isBlank()) show(id, typeof body['html'] === 'string' ? body['html'] : '');
  };

  // Asked only where it may be bad news: the fragment itself says whether the next one will be reached.
  const ask = (): void => {
    clearTimeout(waiting);
    const { reached, takes, last = '' } = card(chosen)?.dataset ?? {};
    const late = reached === 'no' || serverNow() > Date.parse(last);
    if (takes !== 'yes' || !late || form.isBlank()) return show(chosen, '');
    waiting = window.setTimeout(() => void foresee(), SOON_MS);
  };

  const paint = (): void => {
    for (const one of cards()) {
      const here = one.dataset['session'] === chosen;
      one.toggleAttribute('data-selected', here);
      one.querySelector('[data-do="select"]')?.setAttribute('aria-pressed', String(here));
    }
  };

  const sayAgency = (): void => {
    const agencies = agenciesOfTopic();
    const verdict = form.element.querySelector('[data-topic-agency]');
    const choice = form.element.querySelector<HTMLElement>('[data-agency-choice]');
    const own = hourChosen() === '' ? (card(chosen)?.dataset['agency'] ?? '') : hourAgency();
    const [only] = agencies ?? [];
    const fits = agencies === null || agencies.length === 0 || agencies.includes(own);
    const words = agencies === null ? '' : agencies.length === 1 ? (agencyNames.get(only ?? '') ?? '') : agencies.length === 0 ? 'هر دستگاهی' : fits && own !== '' ? (agencyNames.get(own) ?? '') : 'چند دستگاه';
    verdict?.replaceChildren(...(words === '' ? [] : [icon('check'), words]));
    form.mark('topicId', own !== '' && !fits ? `این موضوع کار «${agencyNames.get(own) ?? 'دستگاه این جلسه'}» نیست. جلسهٔ دیگری برگزینید، یا درخواست ثبت کنید.` : null);
    if (choice === null || agencySelect === null) return;
    // One agency needs no choosing; several, or any, do, for whoever registers a request.
    choice.hidden = agencies === null || agencies.length === 1;
    for (const option of agencySelect.options) option.hidden = option.value !== '' && agencies !== null && agencies.length > 0 && !agencies.includes(option.value);
    if (choice.hidden) agencySelect.value = '';
    else if (own !== '' && fits && agencySelect.value === '') agencySelect.value = own;
  };

  const select = (id: string): void => {
    if (hourChosen() !== '' && id !== '') hour()?.choose(null);
    chosen = card(id)?.dataset['takes'] === 'yes' ? id : '';
    paint();
    sayAgency();
    ask();
  };

  const topicChosen = (): void => {
    const agencies = agenciesOfTopic();
    const fitting = cards().filter((one) => one.dataset['takes'] === 'yes' && (agencies ?? []).includes(one.dataset['agency'] ?? ''));
    const stays = hourChosen() !== '' || fitting.some((one) => one.dataset['session'] === chosen);
    if (fitting.length > 0 && !stays) select(fitting[0]?.dataset['session'] ?? '');
    else sayAgency();
    ask();
  };

  const redrawn = (): void => {
    if (chosen !== '' && card(chosen)?.dataset['takes'] !== 'yes') chosen = '';
    paint();
    ask();
  };

  const hourTaken = (): void => {
    if (hourChosen() !== '') chosen = '';
    paint();
    sayAgency();
    ask();
  };

  form.element.addEventListener('change', (event) => {
    if (event.target === topic()?.hidden) topicChosen();
    else if (event.target === hour()?.hidden) hourTaken();
    else ask();
  });
  form.element.addEventListener('input', () => {
    if (shown === '') ask();
  });
  form.element.addEventListener('didar:filled', topicChosen);
  form.element.addEventListener('didar:cleared', () => {
    clearTimeout(waiting);
    show(shown, '');
    // The next caller is not for the hour that was looked for.
    if (chosen === '') select(first());
    sayAgency();
  });
  document.addEventListener('didar:morphed', redrawn);
  document.addEventListener('click', (event) => {
    // A press on the card selects it, as its button does; the other buttons have their own meaning.
    if (!(event.target instanceof Element) || event.target.closest('button') !== null) return;
    const id = event.target.closest<HTMLElement>('.desk-session')?.dataset['session'];
    if (id !== undefined) select(id);
  });

  const first = (): string => cards().find((one) => one.dataset['takes'] === 'yes')?.dataset['session'] ?? '';
  select(first());

  return {
    selected: () => (hourChosen() === '' ? chosen : hourChosen()),
    select,
    selectDigit(digit) {
      const id = cards().find((one) => one.dataset['digit'] === digit)?.dataset['session'];
      if (id !== undefined) select(id);
      return id !== undefined;
    },
    offer(id, html) {
      if (chosen !== id && hourChosen() !== id) select(id);
      clearTimeout(waiting);
      show(id, html);
      slotOf(id)?.querySelector('button')?.focus();
    },
    others: (id) => cards().filter((one) => one.dataset['takes'] === 'yes' && one.dataset['session'] !== id),
  };
}
