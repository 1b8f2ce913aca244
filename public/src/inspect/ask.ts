import { element } from '../page/elements.ts';

/** Asks before something that cannot be taken back; true where it is wanted. */
export function ask(question: string, label: string): Promise<boolean> {
  const yes = element('button', { type: 'submit', value: 'yes', class: 'phone-button phone-button-primary' }, element('b', {}, label));
  const no = element('button', { type: 'submit', value: 'no', class: 'phone-button phone-button-quiet' }, element('b', {}, 'بازگشت'));
  const dialog = element('dialog', { class: 'phone-dialog', 'aria-label': label }, element('form', { method: 'dialog' }, element('p', {}, question), yes, no));
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => dialog.addEventListener('close', () => {
    dialog.remove();
    resolve(dialog.returnValue === 'yes');
  }, { once: true }));
}
