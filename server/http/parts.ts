import { formatNumber } from '../domain/persian.ts';

export type { CountPart } from '../wording/counts.ts';

/** What each partial in `views/partials` takes as `view`; the file of a part is the part's name in kebab case. */

/** An icon of the sprite: `name` is a file in `public/icons`; without `label` it is decoration and hidden from readers. */
export interface IconPart { readonly name: string; readonly label?: string }

/** Hidden `_csrf` and `_key` inputs of a plain form; the key makes a repeated POST harmless. */
export interface CsrfPart { readonly token: string; readonly key: string }

/** A text field, with its error beside it; `value` is shown as typed. */
export interface FieldPart {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly error: string | null;
  readonly hint?: string;
  readonly required?: boolean;
  /** `text` when absent; `textarea` draws a textarea of `rows` rows (4). */
  readonly type?: 'text' | 'password' | 'tel' | 'email' | 'url' | 'search' | 'number' | 'textarea';
  readonly autocomplete?: string;
  readonly inputmode?: 'numeric' | 'decimal' | 'tel' | 'email' | 'url' | 'search';
  readonly dir?: 'ltr';
  /** Greatest number of characters. */
  readonly max?: number;
  readonly rows?: number;
  readonly wide?: boolean;
  readonly placeholder?: string;
  readonly readonly?: boolean;
  readonly autofocus?: boolean;
  /** Element id; `f-NAME` when absent. Needed when two forms of a page share a name. */
  readonly id?: string;
}

/** One option of a select, a choice or a list of checks. */
export interface OptionPart { readonly value: string; readonly label: string; readonly hint?: string; readonly disabled?: boolean }

/** A native select; `empty` is the text of a first option without value. */
export interface SelectPart {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly error: string | null;
  readonly options: readonly OptionPart[];
  readonly empty?: string;
  readonly hint?: string;
  readonly required?: boolean;
  readonly wide?: boolean;
  readonly id?: string;
}

/** One option of a combobox. A label with « › » is read as a path whose last part stands out. */
export interface ComboboxOptionPart {
  readonly id: string;
  readonly label: string;
  /** What is looked in beside the label, as `searchKey` makes it. */
  readonly search?: string;
  /** A few words beside the label. */
  readonly note?: string;
  /** What the page's own script is given with the choice. */
  readonly data?: Readonly<Record<string, unknown>>;
}

/** A field that searches its options as one types and carries the id of the chosen one; without scripts it is a select. `empty` is what stands there before anything is chosen. */
export interface ComboboxPart {
  readonly name: string;
  readonly label: string;
  /** The id of the chosen option; '' for none. */
  readonly value: string;
  readonly error: string | null;
  readonly options: readonly ComboboxOptionPart[];
  /** Where thousands of options are fetched when they are first wanted; `options` then holds no more than the chosen one. */
  readonly from?: string;
  readonly empty?: string;
  readonly hint?: string;
  readonly required?: boolean;
  readonly wide?: boolean;
  readonly autofocus?: boolean;
  readonly id?: string;
}

/** One checkbox; `value` is `1` when absent. */
export interface CheckPart {
  readonly name: string;
  readonly label: string;
  readonly checked: boolean;
  readonly value?: string;
  readonly hint?: string;
  readonly error?: string | null;
  readonly disabled?: boolean;
  readonly id?: string;
}

/** Radio buttons in a row (`segmented`, the default) or under each other with hints (`list`). */
export interface ChoicePart {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly error: string | null;
  readonly options: readonly OptionPart[];
  readonly look?: 'segmented' | 'list';
  readonly hint?: string;
  readonly required?: boolean;
}

/** A Jalali date: one text input that the server reads as typed, and a calendar button when the browser runs scripts. */
export interface DatePart {
  readonly name: string;
  readonly label: string;
  /** What was typed, or the formatted day: ۱۴۰۵/۰۹/۰۸. */
  readonly value: string;
  readonly error: string | null;
  readonly hint?: string;
  readonly required?: boolean;
  readonly id?: string;
}

/** A time of day: one text input («۹» or «۹:۳۰») that the server reads as typed. */
export interface ClockPart {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly error: string | null;
  readonly hint?: string;
  readonly required?: boolean;
  readonly id?: string;
}

/** Colour of a chip; a state is always said in words too. */
export type ChipTone = 'plain' | 'brand' | 'ok' | 'info' | 'warning' | 'bad' | 'draft';

/** A state in a few words. */
export interface ChipPart { readonly tone: ChipTone; readonly text: string; readonly icon?: string }

/** Tone of a notice. */
export type NoticeTone = 'ok' | 'info' | 'warning' | 'bad';

/** A sentence in a box; `title` stands above it in bold. */
export interface NoticePart { readonly tone: NoticeTone; readonly text: string; readonly title?: string; readonly action?: LinkPart }

/** A link that looks like a link, or a button where the partial says so. */
export interface LinkPart { readonly href: string; readonly label: string }

/** What stands where a list would, when it has nothing: one sentence and what to do. */
export interface EmptyPart { readonly icon: string; readonly text: string; readonly hint?: string; readonly action?: LinkPart }

/** A button that is a form of its own (POST), with an optional question before it is sent. */
export interface PostPart {
  readonly action: string;
  readonly label: string;
  readonly csrf: CsrfPart;
  readonly fields?: readonly { readonly name: string; readonly value: string }[];
  readonly look?: 'plain' | 'primary' | 'quiet' | 'danger';
  readonly icon?: string;
  readonly small?: boolean;
  /** The question; asked in a dialog when the browser runs scripts. */
  readonly confirm?: string;
  /** Full name for readers, when `label` alone is not enough in a list of rows. */
  readonly title?: string;
  readonly disabled?: boolean;
}

/** What must be corrected in a form: each line leads to its field. */
export interface ErrorSummaryPart { readonly errors: readonly { readonly name: string; readonly text: string }[] }

/** Pages of a list; `null` is the gap between numbers. */
export interface PaginationPart {
  readonly previous: string | null;
  readonly next: string | null;
  readonly pages: readonly ({ readonly label: string; readonly href: string; readonly current: boolean } | null)[];
  /** «۴۱ تا ۶۰ از ۱۰۹» */
  readonly summary: string;
}

/** A list of which one page is shown; pages count from 1. */
export interface Paged { readonly total: number; readonly page: number; readonly size: number }

/** The way through the pages of a list: the first, the last and those around the present one; null where one page holds it all. */
export function pagesOf({ total, page, size }: Paged, href: (page: number) => string): PaginationPart | null {
  const last = Math.ceil(total / size);
  if (last <= 1) return null;
  const shown = Array.from({ length: last }, (_, index) => index + 1).filter((one) => one === 1 || one === last || Math.abs(one - page) <= 1);
  return {
    previous: page > 1 ? href(page - 1) : null,
    next: page < last ? href(page + 1) : null,
    pages: shown.flatMap((one, index) => {
      const link = { label: formatNumber(one), href: href(one), current: one === page };
      return one - (shown[index - 1] ?? 0) > 1 ? [null, link] : [link];
    }),
    summary: `${formatNumber((page - 1) * size + 1)} تا ${formatNumber(Math.min(total, page * size))} از ${formatNumber(total)}`,
  };
}

/** Shares as bars: entitlement as a mark, held as a bar; numbers are shares of `scale`, texts are ready to read. */
export interface ChartSharesPart {
  readonly label: string;
  readonly scale: number;
  readonly rows: readonly {
    readonly label: string;
    readonly href: string | null;
    readonly note: string;
    readonly entitled: number;
    readonly held: number;
    readonly entitledText: string;
    readonly heldText: string;
    readonly selected: boolean;
  }[];
}

/** The trail above a title; the last one has no `href`. */
export interface CrumbsPart { readonly trail: readonly { readonly label: string; readonly href: string | null }[] }

/** Links to the sides of one thing. */
export interface TabsPart {
  readonly label: string;
  readonly tabs: readonly { readonly label: string; readonly href: string; readonly current: boolean; readonly count?: string }[];
}

/** Where a person stands in a row of steps. */
export interface StepsPart {
  readonly label: string;
  readonly steps: readonly { readonly label: string; readonly state: 'done' | 'current' | 'ahead'; readonly href?: string }[];
}

/** One figure in a row of figures. */
export interface TilePart { readonly label: string; readonly value: string; readonly note?: string; readonly tone?: NoticeTone; readonly href?: string }

/** A QR code: the strokes, one wide, of its dark squares on a field of `size` by `size`. */
export interface QrPart { readonly label: string; readonly size: number; readonly path: string }

/** A row of figures. */
export interface TilesPart { readonly tiles: readonly TilePart[] }

/** Names and values; a value with `ltr` is a number, a phone or an address, one with `code` is to be copied as it stands. */
export interface FactsPart { readonly facts: readonly { readonly term: string; readonly text: string; readonly ltr?: boolean; readonly code?: boolean }[] }

/** What was typed into a form and what was wrong with it. */
interface Typed {
  readonly typed: Readonly<Record<string, string>>;
  readonly errors: Readonly<Record<string, string>>;
}

/** One control of a form, with the partial that draws it. */
export type Control =
  | { readonly part: 'field'; readonly view: FieldPart }
  | { readonly part: 'select'; readonly view: SelectPart }
  | { readonly part: 'combobox'; readonly view: ComboboxPart }
  | { readonly part: 'check'; readonly view: CheckPart }
  | { readonly part: 'choice'; readonly view: ChoicePart }
  | { readonly part: 'date'; readonly view: DatePart }
  | { readonly part: 'clock'; readonly view: ClockPart };

/** A form's controls over one state: each shows what was typed, and its error beside it. */
export function controlsOf(form: Typed) {
  const base = (name: string, label: string) => ({ name, label, value: form.typed[name] ?? '', error: form.errors[name] ?? null });
  return {
    field: (name: string, label: string, more: Partial<FieldPart> = {}): Control => ({ part: 'field', view: { ...base(name, label), ...more } }),
    select: (name: string, label: string, options: readonly OptionPart[], more: Partial<SelectPart> = {}): Control => ({ part: 'select', view: { ...base(name, label), options, ...more } }),
    combobox: (name: string, label: string, options: readonly ComboboxOptionPart[], more: Partial<ComboboxPart> = {}): Control => ({ part: 'combobox', view: { ...base(name, label), options, ...more } }),
    choice: (name: string, label: string, options: readonly OptionPart[], more: Partial<ChoicePart> = {}): Control => ({ part: 'choice', view: { ...base(name, label), options, ...more } }),
    date: (name: string, label: string, more: Partial<DatePart> = {}): Control => ({ part: 'date', view: { ...base(name, label), ...more } }),
    clock: (name: string, label: string, more: Partial<ClockPart> = {}): Control => ({ part: 'clock', view: { ...base(name, label), ...more } }),
    check: (name: string, label: string, more: Partial<CheckPart> = {}): Control => {
      const { value, error } = base(name, label);
      return { part: 'check', view: { name, label, checked: value === '1' || value === 'on' || value === 'true', error, ...more } };
    },
  };
}

/** The list of errors at the head of a form; `problem` is the one that belongs to no field. */
export const errorsOf = (form: Typed): { readonly summary: ErrorSummaryPart; readonly problem: string | null } => ({
  summary: { errors: Object.entries(form.errors).flatMap(([name, text]) => (name === '_form' ? [] : [{ name, text }])) },
  problem: form.errors['_form'] ?? null,
});

/** The options of a table of words. */
export const optionsOf = (words: Readonly<Record<string, string>>): OptionPart[] => Object.entries(words).map(([value, label]) => ({ value, label }));

/** A value of a history: what is shown at once, and the whole where that is only its beginning; `code` where it is written from left to right. */
export interface HistoryValuePart { readonly text: string; readonly code: boolean; readonly whole: string | null }

/** One thing that became another; null on the side on which there was nothing. A sentence of its own has no label. */
export interface HistoryChangePart {
  readonly label: string;
  readonly code: boolean;
  readonly before: HistoryValuePart | null;
  readonly after: HistoryValuePart | null;
}

/** Who did what, when, and what became of what; `kind` is the code of an event that has no words. */
export interface HistoryEntryPart {
  readonly at: string;
  readonly day: string;
  readonly clock: string;
  readonly instant: string;
  readonly who: string;
  readonly role: string;
  readonly icon: string;
  readonly thing: string;
  readonly sentence: string;
  readonly kind: string | null;
  readonly href: string | null;
  readonly changes: readonly HistoryChangePart[];
  /** Further changes, folded away, and how many they are. */
  readonly more: readonly HistoryChangePart[];
  readonly moreLabel: string;
}

/** The latest changes of one thing, and the way to all of them. */
export interface HistoryPart { readonly entries: readonly HistoryEntryPart[]; readonly href: string }

/** A page that ends with its thing's history; null for a reader who may not see histories. */
export interface WithHistory { readonly changes: HistoryPart | null }
