import { closest } from './elements.ts';

/** `data-open` (id of a dialog) opens it, `data-close` closes the one it stands in, `data-print` prints the page, and `data-submit-on-change` sends its form. */
export function startDialogs(): void {
  document.addEventListener('click', (event) => {
    const opener = closest(event.target, '[data-open]');
    const dialog = opener && document.getElementById(opener.dataset['open'] ?? '');
    if (dialog instanceof HTMLDialogElement) dialog.showModal();
    if (closest(event.target, '[data-close]') !== null) closest<HTMLDialogElement>(event.target, 'dialog')?.close();
    if (closest(event.target, '[data-print]') !== null) window.print();
  });
  document.addEventListener('change', (event) => {
    const field = event.target;
    if (field instanceof HTMLSelectElement && field.dataset['submitOnChange'] !== undefined) field.form?.requestSubmit();
  });
}
