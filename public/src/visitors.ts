import { comboboxIn, startComboboxes } from './page/combobox.ts';
import { element, icon } from './page/elements.ts';
import { newKey } from './page/keys.ts';
import { parseHtml } from './page/policy.ts';
import { post, type Answer } from './page/post.ts';
import { toast } from './page/toast.ts';

const UNHEARD = 'پاسخی از سامانه نرسید. آنچه نوشته‌اید همین‌جاست؛ دوباره بفرستید.';
const asIs = (answer: Answer): Answer => answer;

/** The desk of visitors: written down, counted and on to the next without leaving the page. */
const start = (form: HTMLFormElement): void => {
  startComboboxes(document);
  const told = document.querySelector('[data-told]');
  const head = form.querySelector('[data-problems]');
  const radios = (name: string): HTMLInputElement[] => [...form.querySelectorAll<HTMLInputElement>(`input[type="radio"][name="${name}"]`)];
  const fieldOf = (name: string): HTMLElement | null => comboboxIn(form, name)?.input ?? form.querySelector<HTMLElement>(`[name="${CSS.escape(name)}"]`);

  const showParts = (): void => {
    const outcome = radios('outcome').find(({ checked }) => checked)?.value;
    for (const part of form.querySelectorAll<HTMLElement>('[data-when]')) part.hidden = part.dataset['when'] !== outcome;
  };

  const clearErrors = (): void => {
    head?.replaceChildren();
    for (const bad of form.querySelectorAll('.field-bad')) bad.classList.remove('field-bad');
    for (const error of form.querySelectorAll('.field-error')) error.remove();
    for (const one of form.querySelectorAll('[aria-invalid]')) one.removeAttribute('aria-invalid');
  };

  const refuse = (errors: Readonly<Record<string, string>>): void => {
    clearErrors();
    let first: HTMLElement | null = null;
    for (const [name, sentence] of Object.entries(errors)) {
      const field = fieldOf(name);
      const box = field?.closest('.field, .choice');
      if (!field || !box) {
        head?.append(element('p', { class: 'notice notice-bad', role: 'alert' }, sentence));
        continue;
      }
      const id = `visitor-${name}-error`;
      box.classList.add('field-bad');
      box.append(element('p', { class: 'field-error', id }, icon('circle-alert'), element('span', {}, sentence)));
      field.setAttribute('aria-invalid', 'true');
      field.setAttribute('aria-describedby', id);
      first ??= field;
    }
    first?.focus();
  };

  /** Empties the form for the next; what became of the last one stays chosen, since most of a morning end alike. */
  const clear = (): void => {
    clearErrors();
    for (const field of form.querySelectorAll<HTMLInputElement>('input[type="text"], input[type="tel"], input:not([type])')) field.value = '';
    for (const name of ['topicId', 'targetAgencyId']) comboboxIn(form, name)?.choose(null);
    for (const radio of radios('honorific')) radio.checked = false;
  };

  let last = { body: '', key: '' };
  let busy = false;
  const send = async (): Promise<void> => {
    if (busy) return;
    busy = true;
    form.setAttribute('aria-busy', 'true');
    const fields = Object.fromEntries([...new FormData(form)].filter(([name]) => name !== '_csrf' && name !== '_key'));
    const body = JSON.stringify(fields);
    if (last.body !== body) last = { body, key: newKey() };
    try {
      const reply = await post(form.action, { ...fields, _key: last.key }, asIs);
      if (reply === null) return toast(UNHEARD, { tone: 'bad' });
      if (reply.body['ok'] === true) {
        // The next visitor who is written down alike is another one.
        last = { body: '', key: '' };
        if (typeof reply.body['slip'] === 'string') told?.replaceChildren(parseHtml(reply.body['slip']));
        clear();
        return fieldOf('name')?.focus();
      }
      const errors = reply.body['errors'];
      if (typeof errors === 'object' && errors !== null) return refuse(errors as Record<string, string>);
      const sentence = reply.body['sentence'];
      toast(typeof sentence === 'string' ? sentence : UNHEARD, { tone: 'bad' });
    } finally {
      busy = false;
      form.removeAttribute('aria-busy');
    }
  };

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void send();
  });
  form.addEventListener('change', showParts);
  showParts();

  const counting = document.querySelector<HTMLFormElement>('form[data-count]');
  const count = async (): Promise<void> => {
    if (counting === null) return;
    const reply = await post(counting.action, { _key: newKey() }, asIs);
    const sentence = reply?.body['sentence'];
    toast(typeof sentence === 'string' ? sentence : UNHEARD, reply?.body['ok'] === true ? {} : { tone: 'bad' });
  };
  counting?.addEventListener('submit', (event) => {
    event.preventDefault();
    void count();
  });

  document.addEventListener('keydown', (event) => {
    if (!event.altKey || event.ctrlKey || event.metaKey) return;
    const digit = /^Digit(\d)$/.exec(event.code)?.[1];
    if (digit === '0') {
      event.preventDefault();
      void count();
    }
    const radio = digit === undefined ? undefined : radios('outcome')[Number(digit) - 1];
    if (radio === undefined) return;
    event.preventDefault();
    radio.checked = true;
    showParts();
  });
};

const form = document.querySelector<HTMLFormElement>('#visitor-form');
if (form !== null) start(form);
