import { element } from '../page/elements.ts';
import { comboboxIn } from '../page/combobox.ts';
import { clearErrors } from './errors.ts';

interface Option { readonly value: string; readonly label: string }
interface Choices {
  readonly atDesk: readonly { readonly id: string; readonly name: string; readonly who: string; readonly where: string; readonly line: string | null }[];
  readonly alsoAtDesk: string;
  readonly sessions: readonly Option[];
  readonly earlier: readonly Option[];
  readonly made: readonly Option[];
}

/** The forms that open under the outcomes, one at a time. */
export interface Panels {
  readonly open: (name: string) => void;
  readonly close: (giveFocusBack: boolean) => void;
  readonly opened: () => string | null;
  /** Empties every form: what was typed belonged to another call. */
  readonly reset: () => void;
}

const fill = (select: HTMLSelectElement | null, options: readonly Option[]): void => {
  if (select === null) return;
  const chosen = select.value;
  const [empty] = select.options;
  select.replaceChildren(...(empty ? [empty] : []), ...options.map(({ value, label }) => element('option', { value }, label)));
  if (empty && options.length > 0) empty.textContent = 'برگزینید';
  select.value = options.some(({ value }) => value === chosen) ? chosen : '';
};

const showAtDesk = (root: HTMLElement, { atDesk, alsoAtDesk }: Choices): void => {
  root.querySelector('[data-at-desk-list]')?.replaceChildren(...atDesk.map(({ id, name, who, where, line }) =>
    element('li', {},
      element('button', { type: 'button', class: 'button button-small', 'data-choose-agency': id }, name), ' ',
      element('span', {}, `${who}، ${where}`),
      ...(line === null ? [] : [' ', element('bdi', { dir: 'ltr' }, line)]))));
  const some = root.querySelector<HTMLElement>('[data-at-desk-some]');
  if (some) some.hidden = atDesk.length === 0;
  root.querySelector('[data-at-desk-also]')?.replaceChildren(alsoAtDesk);
};

/** Makes the panels; `noteText` is what the host has written of the call, which goes along with a referral. */
export function createPanels(root: HTMLElement, noteText: () => string): Panels {
  const base = root.dataset['base'] ?? '';
  const all = [...root.querySelectorAll<HTMLElement>('[data-panel]')];
  const doors = [...root.querySelectorAll<HTMLElement>('[data-panel-door]')];
  let name: string | null = all.find((panel) => !panel.hidden)?.dataset['panel'] ?? null;
  let door: HTMLElement | null = null;

  const refresh = async (): Promise<void> => {
    try {
      const reply = await fetch(`${base}/choices`, { headers: { accept: 'application/json' }, credentials: 'same-origin' });
      if (!reply.ok) return;
      const choices = (await reply.json()) as Choices;
      fill(root.querySelector('#transfer-to'), choices.sessions);
      fill(root.querySelector('#linked-requestId'), choices.earlier);
      fill(root.querySelector('#same_problem-requestId'), choices.made);
      showAtDesk(root, choices);
    } catch {
      // What the page was made with is shown; the server judges what is chosen.
    }
  };

  const draw = () => {
    for (const panel of all) panel.hidden = panel.dataset['panel'] !== name;
    for (const one of doors) one.setAttribute('aria-expanded', String(one.dataset['panelDoor'] === name));
    if (name === null) delete root.dataset['opened'];
    else root.dataset['opened'] = name;
  };

  const close = (giveFocusBack: boolean) => {
    if (name === null) return;
    const back = door?.offsetParent ? door : doors.find((one) => one.dataset['panelDoor'] === 'more' && one.offsetParent !== null);
    name = null;
    draw();
    if (giveFocusBack) back?.focus();
  };

  draw();
  return {
    opened: () => name,
    close,
    open(wanted) {
      if (name === wanted) return close(true);
      const panel = all.find((one) => one.dataset['panel'] === wanted);
      if (panel === undefined) return;
      door = document.activeElement instanceof HTMLElement && document.activeElement !== document.body ? document.activeElement : null;
      name = wanted;
      draw();
      if (panel instanceof HTMLFormElement) clearErrors(panel);
      const note = panel.querySelector<HTMLTextAreaElement>('textarea[name="note"]');
      if (note !== null && note.value.trim() === '') note.value = noteText().slice(0, note.maxLength);
      panel.scrollIntoView({ block: 'nearest' });
      panel.querySelector<HTMLElement>('input:not([type="hidden"]), textarea, select, button:not([data-panel-close]):not([hidden])')?.focus();
      if (wanted !== 'more') void refresh();
    },
    reset() {
      for (const panel of all) {
        if (!(panel instanceof HTMLFormElement)) continue;
        panel.reset();
        comboboxIn(panel, 'agencyId')?.choose(null);
        clearErrors(panel);
      }
    },
  };
}
