import { element, icon } from '../page/elements.ts';

/** How a button looks; a screen has one that is `primary`. */
export type ButtonKind = 'primary' | 'plain' | 'quiet' | 'locked';

/** A button with a label, and an icon before it. */
export function button(label: string, run: () => void, { kind = 'plain', name, more }: { readonly kind?: ButtonKind; readonly name?: string; readonly more?: string } = {}): HTMLButtonElement {
  const words = element('span', { class: 'phone-button-words' }, element('b', {}, label), ...(more === undefined ? [] : [element('small', {}, more)]));
  const made = element('button', { type: 'button', class: `phone-button phone-button-${kind}` }, ...(name === undefined ? [] : [icon(name)]), words);
  made.addEventListener('click', run);
  return made;
}

/** The bar at the thumb. */
export const thumb = (...children: readonly Node[]): HTMLElement => element('div', { class: 'phone-thumb' }, ...children);

/** A heading that is read first when a screen comes. */
export const heading = (text: string): HTMLElement => element('h1', { tabindex: '-1', class: 'phone-title' }, text);

/** A box with a sentence. */
export const box = (tone: 'info' | 'warning' | 'bad' | 'ok', name: string, ...children: readonly (Node | string)[]): HTMLElement =>
  element('div', { class: `phone-box phone-box-${tone}` }, icon(name), element('div', {}, ...children));

let made = 0;
/** An id that no other element of the page has. */
export const freshId = (): string => `p${(made += 1)}`;

/** Where the sentence about a field stands. */
export function faultPlace(field: string): HTMLElement {
  return element('p', { class: 'field-error', 'data-fault': field, id: `fault-${field}`, hidden: '' });
}

/** A field with its label above, and beneath it the place for what is wrong. */
export function labelled(label: string, input: HTMLElement, { field, hint }: { readonly field?: string; readonly hint?: string } = {}): HTMLElement {
  const id = freshId();
  input.id = id;
  const described = [hint === undefined ? '' : `${id}-hint`, field === undefined ? '' : `fault-${field}`].filter((one) => one !== '').join(' ');
  if (described !== '') input.setAttribute('aria-describedby', described);
  return element(
    'div', { class: 'field phone-field' },
    element('label', { class: 'field-label', for: id }, label),
    ...(hint === undefined ? [] : [element('p', { class: 'field-hint', id: `${id}-hint` }, hint)]),
    input,
    ...(field === undefined ? [] : [faultPlace(field)]),
  );
}

interface Choice {
  readonly id: string;
  readonly label: string;
  readonly icon?: string;
}

/** One of a few, as native radio buttons that look like big buttons. */
export function choices(legend: string, all: readonly Choice[], value: string | null, chosen: (id: string) => void, look: 'answers' | 'segments'): HTMLFieldSetElement {
  const name = freshId();
  const set = element('fieldset', { class: `phone-${look}` }, element('legend', { class: 'phone-legend' }, legend));
  const row = element('div', { class: `phone-${look}-row` });
  for (const one of all) {
    const input = element('input', { type: 'radio', name, value: one.id, class: 'phone-radio' });
    input.checked = one.id === value;
    input.addEventListener('change', () => chosen(one.id));
    row.append(element('label', { class: 'phone-choice' }, input, ...(one.icon === undefined ? [] : [icon(one.icon)]), element('span', {}, one.label)));
  }
  set.append(row);
  return set;
}
