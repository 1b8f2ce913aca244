import { comboboxIn } from '../page/combobox.ts';
import { element, icon } from '../page/elements.ts';

/** What the form holds, by the names of its fields. */
export type Values = Readonly<Record<string, string>>;

/** The form of one call. */
export interface DeskForm {
  readonly element: HTMLFormElement;
  values(): Values;
  /** Whether nothing has been typed or chosen yet. */
  isBlank(): boolean;
  /** Puts values into fields; those that are not named stay as they are. */
  fill(values: Values): void;
  /** Empties it for the next call. */
  clear(): void;
  /** Says what is wrong beside each field, and goes to the first of them; `_form` and unknown names are said at the head. */
  refuse(errors: Values): void;
  /** Says what is wrong with one field, or (null) that nothing is. */
  mark(name: string, sentence: string | null): void;
  field(name: string): HTMLElement | null;
}

const PLAIN = new Set(['_csrf', '_key', 'kind', 'line', 'identityKind', 'session']);

/** Makes the form of the page speak with its scripts. */
export function createForm(form: HTMLFormElement): DeskForm {
  const head = form.querySelector('[data-problems]');

  const named = (name: string): HTMLElement[] => [...form.querySelectorAll<HTMLElement>(`[name="${CSS.escape(name)}"]`)];
  const field = (name: string): HTMLElement | null => {
    const combobox = comboboxIn(form, name);
    if (combobox !== null) return combobox.input;
    return named(name).find((one) => !(one instanceof HTMLInputElement) || one.type !== 'radio' || one.checked) ?? named(name)[0] ?? null;
  };

  const mark = (name: string, sentence: string | null): void => {
    const target = field(name);
    const box = target?.closest('.field');
    if (!target || !box) return;
    const id = `f-${name}-error`;
    box.querySelector('.field-error')?.remove();
    box.classList.toggle('field-bad', sentence !== null);
    if (sentence === null) {
      target.removeAttribute('aria-invalid');
      target.removeAttribute('aria-describedby');
      return;
    }
    target.setAttribute('aria-invalid', 'true');
    target.setAttribute('aria-describedby', id);
    box.append(element('p', { class: 'field-error', id }, icon('circle-alert'), element('span', {}, sentence)));
  };

  const unmark = (): void => {
    head?.replaceChildren();
    for (const bad of form.querySelectorAll('.field-bad')) {
      bad.classList.remove('field-bad');
      bad.querySelector('.field-error')?.remove();
      for (const one of bad.querySelectorAll('[aria-invalid]')) one.removeAttribute('aria-invalid');
    }
  };

  const set = (name: string, value: string): void => {
    const combobox = comboboxIn(form, name);
    if (combobox !== null) return combobox.choose(value === '' ? null : value);
    for (const one of named(name)) {
      if (one instanceof HTMLInputElement && (one.type === 'radio' || one.type === 'checkbox')) one.checked = one.value === value;
      else if (one instanceof HTMLInputElement || one instanceof HTMLTextAreaElement || one instanceof HTMLSelectElement) one.value = value;
    }
  };

  const values = (): Values => Object.fromEntries([...new FormData(form)].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])));

  return {
    element: form,
    values,
    isBlank: () => Object.entries(values()).every(([name, value]) => PLAIN.has(name) || value === ''),
    fill(given) {
      for (const [name, value] of Object.entries(given)) set(name, value);
      form.dispatchEvent(new CustomEvent('didar:filled'));
    },
    clear() {
      unmark();
      for (const name of ['countyId', 'topicId', 'hour']) comboboxIn(form, name)?.choose(null);
      for (const name of ['about', 'incomingId', 'callBackOf', 'phone', 'identity', 'name', 'summary', 'priorityReason', 'agencyId']) set(name, '');
      set('honorific', '');
      set('priority', '');
      set('identityKind', 'national_code');
      set('kind', 'service_request');
      set('line', 'on_line');
      form.dispatchEvent(new CustomEvent('didar:cleared'));
    },
    refuse(errors) {
      unmark();
      const lost: string[] = [];
      for (const [name, sentence] of Object.entries(errors)) {
        const target = name === '_form' ? null : field(name);
        if (target === null || target.closest('[hidden], .desk-plain') !== null || target.closest('.field') === null) lost.push(sentence);
        else mark(name, sentence);
      }
      if (lost.length > 0) head?.replaceChildren(element('div', { class: 'notice notice-bad', role: 'alert', tabindex: '-1' }, icon('circle-alert'), element('div', { class: 'notice-text' }, ...lost.map((sentence) => element('p', {}, sentence)))));
      const first = form.querySelector<HTMLElement>('[aria-invalid="true"]') ?? head?.querySelector<HTMLElement>('[role="alert"]') ?? null;
      first?.focus();
      first?.scrollIntoView({ block: 'nearest' });
    },
    mark,
    field,
  };
}
