import { element } from '../../page/elements.ts';
import type { Written } from '../draft.ts';
import type { Form } from './form.ts';

/** The names of what is typed in one line or in several. */
export type TextName = { [Name in keyof Written]: Written[Name] extends string ? (string extends Written[Name] ? Name : never) : never }[keyof Written];

/** A line that is typed. */
export function line(form: Form, name: TextName, most: number, more: Readonly<Record<string, string>> = {}): HTMLInputElement {
  const input = element('input', { type: 'text', class: 'input', maxlength: String(most), autocomplete: 'off', ...more });
  input.value = form.written()[name];
  input.addEventListener('input', () => form.set({ [name]: input.value }, 'typed'));
  return input;
}

/** A text of several lines. */
export function area(form: Form, name: TextName, most: number): HTMLTextAreaElement {
  const input = element('textarea', { class: 'input', rows: '3', maxlength: String(most) });
  input.value = form.written()[name];
  input.addEventListener('input', () => form.set({ [name]: input.value }, 'typed'));
  return input;
}
