import type { ComboboxOption } from './hits.ts';

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
  let state: 'absent' | 'coming' | 'failed' | 'there' = from === undefined ? 'there' : 'absent';
  let coming: Promise<void> = Promise.resolve();

  const fetched = async (path: string): Promise<void> => {
    try {
      const reply = await fetch(path, { headers: { accept: 'application/json' }, credentials: 'same-origin' });
      if (!reply.ok) throw new Error(String(reply.status));
      options = (await reply.json()) as readonly ComboboxOption[];
      state = 'there';
    } catch {
      state = 'failed';
    }
    came();
  };

  return {
    all: () => options,
    want() {
      if (from === undefined || state === 'there' || state === 'coming') return coming;
      state = 'coming';
      return (coming = fetched(from));
    },
    instead: () => (state === 'there' ? null : state === 'failed' ? FAILED : COMING),
  };
}
