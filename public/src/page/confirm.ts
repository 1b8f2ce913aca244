const agreed = new WeakSet<HTMLFormElement>();

const ask = (form: HTMLFormElement, question: string, submitter: HTMLElement | null): boolean => {
  const dialog = document.querySelector<HTMLDialogElement>('#confirm');
  const text = dialog?.querySelector('#confirm-text');
  const yes = dialog?.querySelector('#confirm-yes');
  if (dialog === null || !text || !yes) return false;
  text.textContent = question;
  yes.textContent = submitter?.textContent.trim() || 'بله';
  dialog.returnValue = 'no';
  dialog.addEventListener(
    'close',
    () => {
      if (dialog.returnValue !== 'yes') return;
      agreed.add(form);
      form.requestSubmit(submitter);
    },
    { once: true },
  );
  dialog.showModal();
  return true;
};

/** A form with `data-confirm` is sent only after its question was answered with yes. */
export function startConfirm(): void {
  document.addEventListener(
    'submit',
    (event) => {
      const form = event.target;
      if (!(form instanceof HTMLFormElement)) return;
      const question = form.dataset['confirm'];
      // What is on its way is not asked for again.
      if (question === undefined || agreed.delete(form) || form.getAttribute('aria-busy') === 'true') return;
      if (ask(form, question, event.submitter)) {
        event.preventDefault();
        event.stopImmediatePropagation();
      }
    },
    { capture: true },
  );
}
