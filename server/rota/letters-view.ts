import { formatDay, formatDayLong } from '../domain/jalali.ts';
import { formatClockRange } from '../domain/calendar.ts';
import { LETTER_CHOICES } from '../domain/letter.ts';
import { formatNumber, toPersianDigits } from '../domain/persian.ts';
import type { FormState } from '../http/forms.ts';
import { controlsOf, errorsOf, type ChipPart, type Control, type CrumbsPart, type CsrfPart, type ErrorSummaryPart, type TilePart } from '../http/parts.ts';
import { headCalled } from '../wording/fa.ts';
import { LETTER_CHOICE_NAMES, LETTER_KIND_NAMES } from '../wording/letters.ts';
import { letterSheet, type LetterSheet } from './letters-sheet-view.ts';
import type { Letter, Letters, LetterSelection } from './letters.ts';
import { programmeName } from './shares-view.ts';

/** So many letters are laid out at once; the page's script asks for the next. */
export const LETTERS_AT_ONCE = 20;

/** The letters of a programme: which are meant, and the list of them. */
export interface LettersView {
  readonly crumbs: CrumbsPart;
  readonly base: string;
  readonly controls: readonly Control[];
  readonly tiles: readonly TilePart[];
  readonly print: string | null;
  readonly number: string | null;
  readonly lines: readonly { readonly agency: string; readonly person: string; readonly when: string; readonly kind: string; readonly letter: string; readonly chip: ChipPart | null }[];
}

/** Letters ready for paper, one a page: a part of them, with the way to the others. */
export interface LetterPrintView {
  readonly crumbs: CrumbsPart;
  readonly back: string;
  readonly total: number;
  readonly part: number;
  readonly parts: number;
  /** Address of a part, without its number. */
  readonly partHref: string;
  readonly mark: string;
  readonly progress: string;
  readonly previous: string | null;
  readonly next: string | null;
  readonly printed: { readonly action: string; readonly csrf: CsrfPart };
  readonly sheets: readonly LetterSheet[];
}

/** The form in which letters get their numbers. */
export interface LetterNumbersView {
  readonly crumbs: CrumbsPart;
  readonly action: string;
  readonly back: string;
  readonly csrf: CsrfPart;
  readonly summary: ErrorSummaryPart;
  readonly problem: string | null;
  readonly controls: readonly Control[];
  readonly rows: readonly { readonly agency: string; readonly when: string; readonly control: Control }[];
}

declare module '../http/pages.ts' {
  interface Pages {
    'rota/letters': LettersView;
    'rota/letters-print': LetterPrintView;
    'rota/letters-numbers': LetterNumbersView;
  }
}

const baseOf = ({ draft }: Pick<Letters, 'draft'>): string => `/rota/drafts/${draft.id}/letters`;

const trail = (letters: Pick<Letters, 'draft'>, ...more: readonly { readonly label: string; readonly href: string | null }[]): CrumbsPart => ({
  trail: [{ label: 'برنامه', href: `/rota/drafts/${letters.draft.id}` }, { label: 'دعوت‌نامه‌ها', href: `/rota/drafts/${letters.draft.id}/invitations` }, ...more],
});

/** A selection as the query of an address: '' where it means everything. */
export const queryOf = ({ from, until, agencyId, choice, kinds }: LetterSelection): string => {
  const query = new URLSearchParams({ ...(from === null ? {} : { from }), ...(until === null ? {} : { until }), ...(agencyId === null ? {} : { agency: agencyId }), ...(choice === 'all' ? {} : { choice }), ...(kinds === null ? {} : { kinds }) });
  return query.size === 0 ? '' : `?${query.toString()}`;
};

const when = ({ session }: Letter): string => `${formatDayLong(session.day)}، ${formatClockRange(session.from, session.to)}`;

const letterOf = ({ letterNo, letterDay }: Letter): string =>
  letterNo === null ? 'در انتظار شمارهٔ نامه' : `نامهٔ ${toPersianDigits(letterNo)}${letterDay === null ? '' : `، ${formatDay(letterDay)}`}`;

/** Only an invitation that stands can be given a number here; that of a cancellation or a substitute is the amendment's. */
export const isNumbered = ({ kind }: Letter): boolean => kind === 'invitation' || kind === 'change';

/** The list of a programme's letters; `all` are those of every agency, for the choice. */
export function lettersView(found: Letters, all: Letters, selection: LetterSelection): LettersView {
  const { letters } = found;
  const base = baseOf(found);
  const query = queryOf(selection);
  const agencies = [...new Map(all.letters.map(({ agency }) => [agency.id, agency.shortName])).entries()].sort(([, one], [, other]) => one.localeCompare(other, 'fa'));
  const controls = controlsOf({ typed: { from: selection.from === null ? '' : formatDay(selection.from), until: selection.until === null ? '' : formatDay(selection.until), agency: selection.agencyId ?? '', choice: selection.choice, kinds: selection.kinds ?? '' }, errors: {} });
  const count = (is: (letter: Letter) => boolean): string => formatNumber(letters.filter(is).length);
  return {
    crumbs: trail(found, { label: 'نامه‌ها', href: null }),
    base,
    controls: [
      controls.date('from', 'از روز'), controls.date('until', 'تا روز'),
      controls.select('agency', 'دستگاه', agencies.map(([value, label]) => ({ value, label })), { empty: 'همهٔ دستگاه‌ها' }),
      controls.select('choice', 'کدام نامه‌ها', LETTER_CHOICES.map((value) => ({ value, label: LETTER_CHOICE_NAMES[value] }))),
      controls.select('kinds', 'موضوع', [{ value: 'invitations', label: 'دعوت' }, { value: 'amendments', label: 'تغییر زمان، جانشین و لغو' }], { empty: 'همهٔ موضوع‌ها' }),
    ],
    tiles: [
      { label: 'نامه', value: formatNumber(letters.length) },
      { label: 'در انتظار شماره', value: count(({ letterNo }) => letterNo === null), tone: letters.some(({ letterNo }) => letterNo === null) ? 'warning' : 'ok' },
      { label: 'چاپ‌نشده', value: count(({ isPrinted }) => !isPrinted) },
    ],
    print: letters.length === 0 ? null : `${base}/print${query}`,
    number: letters.some(isNumbered) ? `${base}/numbers${query}` : null,
    lines: letters.map((letter) => ({
      agency: letter.agency.shortName,
      person: headCalled(letter.recipient, letter.agency.headTitle),
      when: when(letter), kind: LETTER_KIND_NAMES[letter.kind], letter: letterOf(letter),
      chip: letter.isPrinted ? { tone: 'ok', text: 'چاپ‌شده', icon: 'printer' } : null,
    })),
  };
}

/** One part of the letters on paper; parts count from 1. */
export function lettersPrintView(found: Letters, selection: LetterSelection, part: number, head: { readonly governorate: string; readonly office: string }, csrf: CsrfPart): LetterPrintView {
  const { letters, mark } = found;
  const [base, query] = [baseOf(found), queryOf(selection)];
  const parts = Math.max(1, Math.ceil(letters.length / LETTERS_AT_ONCE));
  const shown = Math.min(part, parts);
  const partHref = `${base}/print${query === '' ? '?' : `${query}&`}page=`;
  const sheets = letters.slice((shown - 1) * LETTERS_AT_ONCE, shown * LETTERS_AT_ONCE);
  const last = (shown - 1) * LETTERS_AT_ONCE + sheets.length;
  return {
    crumbs: trail(found, { label: 'نامه‌ها', href: `${base}${query}` }, { label: 'چاپ', href: null }),
    back: `${base}${query}`,
    total: letters.length,
    part: shown,
    parts,
    partHref,
    mark,
    progress: parts === 1 ? `${formatNumber(letters.length)} نامه، هر نامه یک برگ` : `نامه‌های ${formatNumber((shown - 1) * LETTERS_AT_ONCE + 1)} تا ${formatNumber(last)} از ${formatNumber(letters.length)}`,
    previous: shown > 1 ? `${partHref}${shown - 1}` : null,
    next: shown < parts ? `${partHref}${shown + 1}` : null,
    printed: { action: `${base}/printed${query}`, csrf },
    sheets: sheets.map((letter) => letterSheet(letter, head)),
  };
}

/** The form of the numbers: a row for each letter, in the order in which they are counted up. */
export function letterNumbersView(found: Letters, selection: LetterSelection, form: FormState, csrf: CsrfPart): LetterNumbersView {
  const [base, query] = [baseOf(found), queryOf(selection)];
  const controls = controlsOf(form);
  return {
    crumbs: trail(found, { label: 'نامه‌ها', href: `${base}${query}` }, { label: 'شمارهٔ نامه‌ها', href: null }),
    action: `${base}/numbers${query}`,
    back: `${base}${query}`,
    csrf,
    ...errorsOf(form),
    controls: [
      controls.date('letterDay', 'تاریخ نامه‌ها', { required: true }),
      controls.field('first', 'نخستین شماره', { max: 60, hint: 'نامه‌های بی‌شماره به ترتیب شماره می‌گیرند. اگر خالی بماند، تنها شماره‌های نوشته‌شده در زیر ثبت می‌شود.' }),
    ],
    rows: found.letters.filter(isNumbered).map((letter) => ({
      agency: letter.agency.shortName, when: when(letter),
      control: controls.field(`n_${letter.id}`, `شمارهٔ نامهٔ ${letter.agency.shortName}`, { max: 60, value: form.typed[`n_${letter.id}`] ?? (letter.letterNo === null ? '' : toPersianDigits(letter.letterNo)) }),
    })),
  };
}

/** The name of the programme whose letters these are. */
export const lettersTitle = ({ draft }: Letters): string => `نامه‌های برنامهٔ ${programmeName(draft)}`;
