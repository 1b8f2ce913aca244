import type { ComboboxOption } from './hits.ts';

/** So long what was fetched is as good as new; then it is fetched again beside what is shown. */
const FRESH_MS = 2 * 60_000;

const COMING = 'فهرست می‌آید …';
const FAILED = 'فهرست نیامد. ارتباط را ببینید و دوباره بنویسید.';

/** The options of a combobox: on the page, or, where they are thousands, fetched when they are first wanted. */
export interface Options {
  readonly all: () => readonly ComboboxOption[];
  /** Fetches them unless they are there; settles when they are, or cannot be had. */
  readonly want: () => Promise<void>;
  /** What is told while they are not there; null where they are. */
  readonly instead: () => string | null;
}

/** Reads the options that a field carries, or knows from where to fetch them; `came` hears when that has ended, well or not. */
export function createOptions(box: HTMLElement, came: () => void): Options {
  const from = box.dataset['optionsFrom'];
  let options = JSON.parse(box.dataset['options'] ?? '[]') as readonly ComboboxOption[];
  let state: 'absent' | 'failed' | 'there' = from === undefined ? 'there' : 'absent';
  let coming: Promise<void> = Promise.resolve();
  let isComing = false;
  let since = 0;

  const fetched = async (path: string): Promise<void> => {
    try {
      const reply = await fetch(path, { headers: { accept: 'application/json' }, credentials: 'same-origin' });
      if (!reply.ok) throw new Error(String(reply.status));
      options = (await reply.json()) as readonly ComboboxOption[];
      [state, since] = ['there', performance.now()];
    } catch {
      if (state === 'absent') state = 'failed';
    }
    isComing = false;
    came();
  };

  return {
    all: () => options,
    want() {
      if (from === undefined || isComing || (state === 'there' && performance.now() - since < FRESH_MS)) return coming;
      isComing = true;
      if (state === 'failed') state = 'absent';
      return (coming = fetched(from));
    },
    instead: () => (state === 'there' ? null : state === 'failed' ? FAILED : COMING),
  };
}
