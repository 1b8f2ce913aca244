import { formatNumber, searchKey } from '../../../../server/domain/persian.ts';

/** One option of a combobox, as the page carries it; a label with « › » is a path. */
export interface ComboboxOption {
  readonly id: string;
  readonly label: string;
  /** What is looked in beside the label, as `searchKey` makes it. */
  readonly search?: string;
  /** A few words beside the label. */
  readonly note?: string;
  /** What the page's own script is given with the choice. */
  readonly data?: Readonly<Record<string, unknown>>;
}

/** What a list shows of what was found: the best first, and how many there are in all. */
export interface Hits {
  readonly shown: readonly ComboboxOption[];
  readonly total: number;
  /** What is told instead of how many there are, while the options are not there. */
  readonly instead?: string;
}

/** More are not shown: who types on finds his own sooner than who scrolls. */
export const MOST_SHOWN = 30;

const PATH = ' › ';

/** The last part of a path, and what stands above it; a label that is no path is all last part. */
export function partsOf(label: string): { readonly last: string; readonly above: string } {
  const at = label.lastIndexOf(PATH);
  return at < 0 ? { last: label, above: '' } : { last: label.slice(at + PATH.length), above: label.slice(0, at) };
}

interface Known {
  readonly option: ComboboxOption;
  readonly last: string;
  readonly label: string;
  readonly all: string;
}

const NOT_FOUND = 5;

const holds = (text: string, words: readonly string[]): boolean => words.every((word) => text.includes(word));

// The name itself before what stands above it, and that before what people call it.
const rankOf = ({ last, label, all }: Known, typed: string, words: readonly string[]): number => {
  if (last === typed) return 0;
  if (last.startsWith(typed)) return 1;
  if (holds(last, words)) return 2;
  if (holds(label, words)) return 3;
  return holds(all, words) ? 4 : NOT_FOUND;
};

/** Makes the search in a list of options: every word typed, in any spelling that folds to the same; an empty text finds all, in their order. */
export function createSearch(options: readonly ComboboxOption[]): (typed: string) => Hits {
  const known = options.map((option): Known => {
    const label = searchKey(option.label);
    return { option, last: searchKey(partsOf(option.label).last), label, all: `${label} ${option.search ?? ''}` };
  });
  return (text) => {
    const typed = searchKey(text);
    const words = typed.split(' ').filter(Boolean);
    const ranked = known.map((one) => ({ one, rank: rankOf(one, typed, words) })).filter(({ rank }) => rank < NOT_FOUND);
    ranked.sort((one, other) => one.rank - other.rank);
    return { shown: ranked.slice(0, MOST_SHOWN).map(({ one }) => one.option), total: ranked.length };
  };
}

/** How many were found, as it is told. */
export function hitWords({ shown, total, instead }: Hits): string {
  if (instead !== undefined) return instead;
  if (total === 0) return 'موردی یافت نشد.';
  return total > shown.length ? `${formatNumber(total)} مورد یافت شد؛ ${formatNumber(shown.length)} مورد نخست دیده می‌شود. برای دیگر موردها بیشتر بنویسید.` : `${formatNumber(total)} مورد یافت شد.`;
}

/** Where a key leads in an open list of so many; -1 is none yet. Null for a key that leads nowhere. */
export function stepIn(key: string, at: number, count: number): number | null {
  if (count === 0) return null;
  switch (key) {
    case 'ArrowDown': return at + 1 < count ? at + 1 : 0;
    case 'ArrowUp': return at > 0 ? at - 1 : count - 1;
    case 'Home': return 0;
    case 'End': return count - 1;
    default: return null;
  }
}
