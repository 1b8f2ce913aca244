import { element, icon } from '../page/elements.ts';

const idOf = (field: HTMLElement): string => `${field.id}-error`;

/** Takes the sentences of an earlier sending away from a form's fields. */
export function clearErrors(form: HTMLFormElement): void {
  for (const error of form.querySelectorAll('.field-error')) error.remove();
  for (const field of form.querySelectorAll<HTMLElement>('[aria-invalid]')) {
    field.removeAttribute('aria-invalid');
    field.closest('.field')?.classList.remove('field-bad');
    const others = (field.getAttribute('aria-describedby') ?? '').split(' ').filter((id) => id !== idOf(field) && id !== '');
    if (others.length > 0) field.setAttribute('aria-describedby', others.join(' '));
    else field.removeAttribute('aria-describedby');
  }
}

/** Says beside each field what is wrong with it, and goes to the first; false where no field of the form is meant. */
export function showErrors(form: HTMLFormElement, errors: Readonly<Record<string, string>>): boolean {
  clearErrors(form);
  const panel = form.dataset['panel'] ?? '';
  let first: HTMLElement | null = null;
  for (const [name, sentence] of Object.entries(errors)) {
    const field = form.querySelector<HTMLElement>(`#${CSS.escape(`${panel}-${name}`)}`);
    const box = field?.closest<HTMLElement>('.field');
    if (!field || !box) continue;
    box.append(element('p', { class: 'field-error', id: idOf(field) }, icon('circle-alert'), element('span', {}, sentence)));
    box.classList.add('field-bad');
    field.setAttribute('aria-invalid', 'true');
    field.setAttribute('aria-describedby', [field.getAttribute('aria-describedby') ?? '', idOf(field)].filter(Boolean).join(' '));
    first ??= field;
  }
  first?.focus();
  return first !== null;
}
