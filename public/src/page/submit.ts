import { newKey } from './keys.ts';

const sent = new WeakMap<HTMLFormElement, string>();

const bodyOf = (form: HTMLFormElement): string =>
  JSON.stringify([...new FormData(form)].filter(([name]) => name !== '_key').map(([name, value]) => [name, typeof value === 'string' ? value : value.name]));

/** The key belongs to what is said: the same text again keeps it (a repeat is harmless), another text gets another. */
const keepKey = (form: HTMLFormElement): void => {
  const field = form.querySelector<HTMLInputElement>('input[name="_key"]');
  if (field === null) return;
  const body = bodyOf(form);
  const before = sent.get(form);
  if (field.value === '' || (before !== undefined && before !== body)) field.value = newKey();
  sent.set(form, body);
};

/** A form is sent once at a time, and its command key fits its content. */
export function startSubmit(): void {
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || event.defaultPrevented || form.method !== 'post') return;
    if (form.getAttribute('aria-busy') === 'true') {
      event.preventDefault();
      return;
    }
    keepKey(form);
    form.setAttribute('aria-busy', 'true');
    setTimeout(() => form.removeAttribute('aria-busy'), 10_000);
  });
  // Back to a page that was left by sending: its forms may be sent again.
  window.addEventListener('pageshow', () => {
    for (const form of document.querySelectorAll('form[aria-busy]')) form.removeAttribute('aria-busy');
  });
}
