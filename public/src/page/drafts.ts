const FIELDS = 'textarea, input[type="text"]';
/** Set by the page that says that a sending was refused: what was typed is then wanted back. */
const WANTED = 'drafts wanted';

const formsOf = (): HTMLFormElement[] =>
  // A form with a password keeps nothing at all; one whose own script knows better is left to it.
  [...document.querySelectorAll<HTMLFormElement>('main form[method="post"]:not([data-drafts="own"])')].filter((form) => form.querySelector('input[type="password"]') === null);

const nameOf = (form: HTMLFormElement): string => `draft ${location.pathname} ${form.getAttribute('action') ?? ''}`;

// National codes and telephones are not left lying in a browser.
const fieldsOf = (form: HTMLFormElement) =>
  [...form.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(FIELDS)].filter(({ name }) => name !== '' && !/national|phone|identity/i.test(name));

const read = (form: HTMLFormElement): Readonly<Record<string, string>> => {
  try {
    return JSON.parse(sessionStorage.getItem(nameOf(form)) ?? '{}') as Record<string, string>;
  } catch {
    return {};
  }
};

const write = (form: HTMLFormElement): void => {
  try {
    sessionStorage.setItem(nameOf(form), JSON.stringify(Object.fromEntries(fieldsOf(form).map((field) => [field.name, field.value]))));
  } catch {
    // A full or forbidden store costs only the convenience.
  }
};

/** Whether the page was come back to (back, reload): a fresh visit starts with what the server shows. */
const cameBack = (): boolean => {
  const [entry] = performance.getEntriesByType('navigation');
  return entry instanceof PerformanceNavigationTiming && entry.type !== 'navigate';
};

const restore = (form: HTMLFormElement): void => {
  const kept = read(form);
  for (const field of fieldsOf(form)) {
    const text = kept[field.name];
    if (text !== undefined && field.value === field.defaultValue) field.value = text;
  }
};

/** Typed text outlives a failed sending and an ended login: coming back to the form finds it; passwords are never kept. */
export function startDrafts(): void {
  if (document.querySelector('[data-refused]') !== null) sessionStorage.setItem(WANTED, 'yes');
  for (const form of formsOf()) {
    const wanted = sessionStorage.getItem(WANTED) !== null && sessionStorage.getItem(nameOf(form)) !== null;
    if (wanted || cameBack()) restore(form);
    else sessionStorage.removeItem(nameOf(form));
    if (wanted) sessionStorage.removeItem(WANTED);
    form.addEventListener('input', () => write(form));
  }
}
