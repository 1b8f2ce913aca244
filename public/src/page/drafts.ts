const FIELDS = 'textarea, input[type="text"]:not([data-private]), input[type="search"]';

const nameOf = (form: HTMLFormElement): string => `draft:${location.pathname}:${form.dataset['draft'] ?? ''}`;

const fieldsOf = (form: HTMLFormElement) => [...form.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(FIELDS)].filter((field) => field.name !== '');

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

/** Typed text of a form with `data-draft` outlives a failed sending: coming back finds it; passwords are never kept. */
export function startDrafts(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-draft]')) {
    if (cameBack()) {
      const kept = read(form);
      for (const field of fieldsOf(form)) {
        const text = kept[field.name];
        if (text !== undefined && field.value === field.defaultValue) field.value = text;
      }
    } else {
      sessionStorage.removeItem(nameOf(form));
    }
    form.addEventListener('input', () => write(form));
  }
}
