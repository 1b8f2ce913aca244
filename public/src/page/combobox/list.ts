import { closest, element } from '../elements.ts';
import { hitWords, partsOf, type ComboboxOption, type Hits } from './hits.ts';

interface Wishes {
  /** Makes the ids of the list and its options. */
  readonly id: string;
  readonly label: string;
  readonly choose: (option: ComboboxOption) => void;
}

/** The list that opens under a combobox: what was found, one of it active, and how much there is. */
export interface ComboboxList {
  readonly element: HTMLElement;
  readonly listId: string;
  readonly isOpen: () => boolean;
  readonly hits: () => Hits;
  /** The place of the active option; -1 for none. */
  readonly at: () => number;
  readonly show: (hits: Hits, chosenId: string, at: number) => void;
  readonly close: () => void;
  /** Makes the option at a place the active one and returns its id. */
  readonly activate: (at: number) => string | null;
}

const NONE: Hits = { shown: [], total: 0 };

/** Makes such a list; it keeps the focus where it is. */
export function createList({ id, label, choose }: Wishes): ComboboxList {
  const listId = `${id}-list`;
  const list = element('ul', { role: 'listbox', id: listId, 'aria-label': label });
  const foot = element('p', { class: 'combobox-foot', 'aria-hidden': 'true' });
  const box = element('div', { class: 'combobox-popup', hidden: '' }, list, foot);
  let hits = NONE;
  let active = -1;

  const rowOf = (option: ComboboxOption, place: number, chosenId: string): HTMLLIElement => {
    const { last, above } = partsOf(option.label);
    const row = element('li', { role: 'option', id: `${id}-option-${place}`, class: 'combobox-option', 'aria-selected': 'false', 'data-place': String(place) }, element('span', { class: 'combobox-name' }, last));
    const under = [above, option.note ?? ''].filter(Boolean).join('؛ ');
    if (under !== '') row.append(' ', element('small', {}, under));
    if (option.id === chosenId) row.classList.add('combobox-chosen');
    return row;
  };

  const activate = (at: number): string | null => {
    list.children[active]?.setAttribute('aria-selected', 'false');
    active = at;
    const row = list.children[at];
    row?.setAttribute('aria-selected', 'true');
    row?.scrollIntoView({ block: 'nearest' });
    return row?.id ?? null;
  };

  // A press on the list takes the focus from the field otherwise, and what was typed with it.
  box.addEventListener('mousedown', (event) => event.preventDefault());
  box.addEventListener('click', (event) => {
    const option = hits.shown[Number(closest(event.target, '[data-place]')?.dataset['place'] ?? -1)];
    if (option !== undefined) choose(option);
  });

  return {
    element: box,
    listId,
    isOpen: () => !box.hidden,
    hits: () => hits,
    at: () => active,
    show(found, chosenId, at) {
      hits = found;
      active = -1;
      list.replaceChildren(...found.shown.map((option, place) => rowOf(option, place, chosenId)));
      list.hidden = found.total === 0;
      foot.textContent = hitWords(found);
      foot.hidden = found.total > 0 && found.total === found.shown.length;
      const opened = box.hidden;
      box.hidden = false;
      list.scrollTop = 0;
      if (opened) box.scrollIntoView({ block: 'nearest' });
      activate(at);
    },
    close() {
      box.hidden = true;
      active = -1;
    },
    activate,
  };
}
