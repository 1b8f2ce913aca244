import { createSearch, hitWords, stepIn, type ComboboxOption } from './combobox/hits.ts';
import { createOptions } from './combobox/options.ts';
import { createList } from './combobox/list.ts';
import { element, icon } from './elements.ts';

/** A combobox as a page's script speaks with it. */
export interface Combobox {
  /** The field that is typed into, for the focus. */
  readonly input: HTMLInputElement;
  /** The hidden field that carries the id of the choice, '' for none; it hears `change`. */
  readonly hidden: HTMLInputElement;
  readonly chosen: () => ComboboxOption | null;
  /** Chooses by id, null for none, as soon as the options are there; an id that is no option's changes nothing. `hidden` hears `change` where the choice is another. */
  readonly choose: (id: string | null) => void;
}

const made = new WeakMap<Element, Combobox>();

const attributesOf = (select: HTMLSelectElement, names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.flatMap((name) => (select.hasAttribute(name) ? [[name, select.getAttribute(name) ?? '']] : [])));

const wire = (box: HTMLElement, select: HTMLSelectElement): Combobox => {
  // Where they come from the server, a list that waits for them is drawn again when they are there, or cannot be had.
  const options = createOptions(box, () => {
    search = createSearch(options.all());
    if (list.isOpen() && list.hits().instead !== undefined) look();
  });
  let search = createSearch(options.all());
  const { id, name } = select;
  // Without the mark that it must be filled in, which the label carries too.
  const label = select.labels[0]?.firstChild?.textContent?.trim() ?? '';
  const list = createList({ id, label, choose: (option) => take(option) });
  const input = element('input', {
    ...attributesOf(select, ['aria-describedby', 'aria-invalid', 'required']),
    type: 'text', class: 'input', id, role: 'combobox', autocomplete: 'off', spellcheck: 'false', placeholder: box.dataset['placeholder'] ?? '',
    'aria-autocomplete': 'list', 'aria-haspopup': 'listbox', 'aria-expanded': 'false', 'aria-controls': list.listId,
  });
  const hidden = element('input', { type: 'hidden', name });
  const opener = element('button', { type: 'button', class: 'combobox-opener', tabindex: '-1', 'aria-label': `فهرست ${label}`, 'aria-expanded': 'false', 'aria-controls': list.listId }, icon('chevron-down'));
  const said = element('div', { class: 'sr-only', role: 'status', 'aria-live': 'polite' });
  let choice = options.all().find((option) => option.id === select.value) ?? null;

  const write = () => {
    input.value = choice?.label ?? '';
    hidden.value = choice?.id ?? '';
  };
  const expanded = (open: boolean) => {
    for (const one of [input, opener]) one.setAttribute('aria-expanded', String(open));
  };
  const point = (optionId: string | null) => {
    if (optionId === null) input.removeAttribute('aria-activedescendant');
    else input.setAttribute('aria-activedescendant', optionId);
  };
  const close = () => {
    list.close();
    expanded(false);
    point(null);
    said.textContent = '';
  };
  const open = (typed: string, at: (count: number) => number) => {
    const instead = options.instead();
    const hits = instead === null ? search(typed) : { shown: [], total: 0, instead };
    list.show(hits, choice?.id ?? '', -1);
    expanded(true);
    point(list.activate(at(hits.shown.length)));
    said.textContent = hitWords(hits);
  };
  const settle = (option: ComboboxOption | null) => {
    const changed = option?.id !== choice?.id;
    choice = option;
    write();
    close();
    if (changed) hidden.dispatchEvent(new Event('change', { bubbles: true }));
  };
  const take = (option: ComboboxOption) => {
    settle(option);
    input.focus();
  };
  const isTyped = () => input.value !== (choice?.label ?? '');
  // What was typed and not chosen is no choice: an emptied field has none, any other goes back to the one it had. What could not be looked for yet stays.
  const leave = () => (options.instead() !== null && isTyped() ? close() : settle(input.value.trim() === '' ? null : choice));

  const first = (count: number) => (count > 0 ? 0 : -1);
  const look = () => open(isTyped() ? input.value : '', isTyped() && input.value.trim() !== '' ? first : () => -1);
  const openAll = () => {
    void options.want();
    open('', () => search('').shown.findIndex((option) => option.id === choice?.id));
  };

  input.addEventListener('input', () => {
    void options.want();
    open(input.value, input.value.trim() === '' ? () => -1 : first);
  });
  input.addEventListener('focus', () => {
    void options.want();
    input.select();
  });
  input.addEventListener('click', () => {
    if (list.isOpen()) return;
    // The browser puts the caret where it was pressed, after the focus had marked the whole.
    if (!isTyped()) input.select();
    openAll();
  });
  input.addEventListener('blur', leave);
  opener.addEventListener('mousedown', (event) => event.preventDefault());
  opener.addEventListener('click', () => {
    if (list.isOpen()) return close();
    input.focus();
    openAll();
  });
  input.addEventListener('keydown', (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    const active = list.hits().shown[list.at()];
    if (!list.isOpen()) {
      if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
      event.preventDefault();
      if (event.altKey) return openAll();
      return open(isTyped() ? input.value : '', (count) => (event.key === 'ArrowDown' ? first(count) : count - 1));
    }
    if (event.key === 'Escape') {
      // The page's own Escape is not meant while a list is open.
      event.preventDefault();
      event.stopPropagation();
      write();
      return close();
    }
    if (event.key === 'Enter') {
      event.preventDefault();
      if (active === undefined) close();
      else settle(active);
      return;
    }
    // Whoever typed and goes on to the next field means what stands marked.
    if (event.key === 'Tab') return void (active !== undefined && isTyped() && input.value.trim() !== '' && settle(active));
    const to = stepIn(event.key, list.at(), list.hits().shown.length);
    if (to === null) return;
    event.preventDefault();
    point(list.activate(to));
  });
  input.form?.addEventListener('reset', () => setTimeout(() => settle(options.all().find((option) => option.id === select.dataset['initial']) ?? null)));

  select.dataset['initial'] = choice?.id ?? '';
  const focused = select.autofocus || document.activeElement === select;
  select.replaceWith(element('div', { class: 'combobox-box' }, input, opener, list.element), hidden, said);
  write();
  if (focused) input.focus();
  return {
    input,
    hidden,
    chosen: () => choice,
    choose: (wanted) => {
      if (wanted === null) return settle(null);
      const pick = (): void => {
        const option = options.all().find((one) => one.id === wanted);
        if (option !== undefined) settle(option);
      };
      // At once where they are there: whoever chooses reads the field in the next line.
      if (options.instead() === null) pick();
      else void options.want().then(pick);
    },
  };
};

/** The combobox of a field with this name within `root`; null where there is none. */
export function comboboxIn(root: ParentNode, name: string): Combobox | null {
  const box = root.querySelector(`[data-combobox="${CSS.escape(name)}"]`);
  return box === null ? null : (made.get(box) ?? null);
}

/** Turns every select that carries its options for searching into a combobox (WAI-ARIA pattern: editable, with a list); harmless to repeat. */
export function startComboboxes(root: ParentNode = document): void {
  for (const box of root.querySelectorAll<HTMLElement>('[data-combobox]')) {
    const select = box.querySelector('select');
    if (select !== null && !made.has(box)) made.set(box, wire(box, select));
  }
}
