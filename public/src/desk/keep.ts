import type { DeskForm, Values } from './form.ts';

const NAME = 'desk call';

// A telephone and an identity are left lying in no browser; what hangs on a call of the centre ends with the page.
const PRIVATE = new Set(['phone', 'identity', '_csrf', '_key', 'about', 'incomingId', 'callBackOf', 'session']);

const read = (): Values => {
  try {
    return JSON.parse(sessionStorage.getItem(NAME) ?? '{}') as Values;
  } catch {
    return {};
  }
};

const write = (values: Values): void => {
  try {
    const kept = Object.fromEntries(Object.entries(values).filter(([name]) => !PRIVATE.has(name)));
    sessionStorage.setItem(NAME, JSON.stringify(kept));
  } catch {
    // A full or forbidden store costs only the convenience.
  }
};

/** What is typed of a call outlives a reload and an ended login, but for telephone and identity; it is forgotten when the form is emptied. */
export function startKeeping(form: DeskForm): void {
  const save = () => (form.isBlank() ? sessionStorage.removeItem(NAME) : write(form.values()));
  const kept = read();
  if (Object.keys(kept).length > 0 && form.isBlank() && form.element.querySelector('[data-error-summary]') === null) form.fill(kept);
  form.element.addEventListener('input', save);
  form.element.addEventListener('change', save);
  form.element.addEventListener('didar:filled', save);
  form.element.addEventListener('didar:cleared', () => sessionStorage.removeItem(NAME));
}
