import { formatInstant, type Instant } from '../domain/calendar.ts';
import { formatNumber, toPersianDigits } from '../domain/persian.ts';
import type { ChipPart, CrumbsPart, CsrfPart, EmptyPart, PostPart } from '../http/parts.ts';
import { IMPORT_WORDS, KIND_WORDS, READ_SENTENCES } from '../wording/imports.ts';
import type { ReadFaultCode } from './cells.ts';
import { KINDS, TABLES, type Kind } from './kinds.ts';
import type { Import, Outcome } from './repository.ts';
import { neededMark, neededWords } from './template.ts';

/** What can be taken in from files, and the last ones that were sent. */
export interface ImportIndexView {
  readonly kinds: readonly { readonly href: string; readonly title: string; readonly icon: string; readonly what: string; readonly template: string }[];
  readonly empty: EmptyPart;
  readonly imports: readonly { readonly href: string; readonly file: string; readonly kind: string; readonly when: string; readonly who: string; readonly chip: ChipPart; readonly outcome: string }[];
}

/** The form that sends a file of one kind, with what its columns are. */
export interface UploadView {
  readonly crumbs: CrumbsPart;
  readonly action: string;
  readonly title: string;
  readonly what: string;
  readonly needed: string;
  readonly template: string;
  readonly csrf: CsrfPart;
  /** Why the last file was not taken. */
  readonly error: string | null;
  readonly columns: readonly { readonly title: string; readonly needed: string; readonly help: string; readonly words: string }[];
}

/** A file that is being read: how far it is, asked anew by the page. */
export interface ReadingView {
  readonly crumbs: CrumbsPart;
  readonly file: string;
  readonly href: string;
  readonly progress: string;
  readonly sentence: string;
}

/** What became of a file. */
export interface EndedView {
  readonly crumbs: CrumbsPart;
  readonly file: string;
  readonly sent: string;
  readonly tone: 'ok' | 'info' | 'bad';
  readonly title: string;
  readonly sentence: string;
  readonly counts: readonly { readonly label: string; readonly value: string }[];
  readonly links: readonly { readonly href: string; readonly label: string; readonly primary: boolean }[];
  readonly aside: PostPart | null;
}

declare module '../http/pages.ts' {
  interface Pages {
    'imports/index': ImportIndexView;
    'imports/upload': UploadView;
    'imports/reading': ReadingView;
    'imports/ended': EndedView;
  }
}

/** The sentence of a file that was not read. */
export const faultSentence = (code: ReadFaultCode, facts: Readonly<Record<string, string | number>>): string =>
  READ_SENTENCES[code].replace(/\{(\w+)\}/g, (_whole, name: string) => {
    const value = facts[name] ?? '';
    if (name === 'what') return value === '' ? '' : `؛ ${value} است`;
    return typeof value === 'number' ? formatNumber(value) : toPersianDigits(value);
  });

/** The name of a file as it is shown, without its ending: in two scripts that would be read from its wrong side, and it tells nothing. */
export const fileNameOf = ({ fileName }: Pick<Import, 'fileName'>): string => toPersianDigits(fileName.replace(/\.(xlsx|xlsm|xls|csv|tsv|txt)$/i, '')) || 'بی‌نام';

/** The way to a page of an import. */
export const trailOf = (kind: Kind, label: string | null): CrumbsPart => ({
  trail: [
    { label: 'ورود از فایل', href: '/imports' },
    { label: KIND_WORDS[kind].title, href: label === null ? null : `/imports/${kind}` },
    ...(label === null ? [] : [{ label, href: null }]),
  ],
});

/** When a file was sent, and by whom. */
export const sentWords = (at: Instant, who: string): string => [formatInstant(at), who].filter(Boolean).join('، ');

const outcomeWords = ({ outcome, state }: Import): string => {
  if (outcome === null) return '';
  if (outcome.fault !== null) return faultSentence(outcome.fault.code, outcome.fault.facts);
  if (state !== 'taken_in') return '';
  const parts = [[outcome.added, 'تازه'], [outcome.changed, 'تغییر'], [outcome.skipped, 'کنارگذاشته']] as const;
  return parts.filter(([count]) => count > 0).map(([count, word]) => `${formatNumber(count)} ${word}`).join('، ');
};

/** The kinds and the last imports; `names` are those of the people who sent them. */
export function importIndexView(imports: readonly Import[], names: ReadonlyMap<string, string>): ImportIndexView {
  return {
    kinds: KINDS.map((kind) => ({ href: `/imports/${kind}`, title: KIND_WORDS[kind].title, icon: KIND_WORDS[kind].icon, what: KIND_WORDS[kind].what, template: `/imports/${kind}/template` })),
    empty: { icon: 'upload', text: 'هنوز فایلی فرستاده نشده است.', hint: 'یکی از چهار گونهٔ بالا را برگزینید، قالب خالی آن را بگیرید و پر کنید.' },
    imports: imports.map((one) => ({
      href: `/imports/one/${one.id}`,
      file: fileNameOf(one),
      kind: KIND_WORDS[one.kind].title,
      when: formatInstant(one.createdAt),
      who: names.get(one.createdBy) ?? '',
      chip: { tone: IMPORT_WORDS[one.state].tone, text: IMPORT_WORDS[one.state].chip },
      outcome: outcomeWords(one),
    })),
  };
}

/** The form of a kind; `error` stands beside the file. */
export function uploadView(kind: Kind, error: string | null, csrf: CsrfPart): UploadView {
  return {
    crumbs: trailOf(kind, null),
    action: `/imports/${kind}`,
    title: `ورود ${KIND_WORDS[kind].title} از فایل`,
    what: KIND_WORDS[kind].what,
    needed: neededWords(kind),
    template: `/imports/${kind}/template`,
    csrf,
    error,
    columns: TABLES[kind].columns.map(({ key, title, help, words }) => ({
      title, needed: neededMark(kind, key), help, words: words === undefined ? '' : Object.values(words).map(([first]) => first ?? '').join('، '),
    })),
  };
}

/** How far a reading is, in words. */
export const progressWords = (progress: { readonly stage: 'reading' | 'checking'; readonly rows: number } | null): string =>
  progress === null || progress.rows === 0 ? 'فایل دارد خوانده می‌شود.' : `${formatNumber(progress.rows)} ردیف ${progress.stage === 'reading' ? 'خوانده' : 'بررسی'} شده است.`;

/** A file that is being read. */
export const readingView = (one: Import, progress: Parameters<typeof progressWords>[0]): ReadingView => ({
  crumbs: trailOf(one.kind, 'خواندن فایل'),
  file: fileNameOf(one),
  href: `/imports/one/${one.id}`,
  progress: `/imports/one/${one.id}/progress`,
  sentence: progressWords(progress),
});

const countsOf = ({ added, changed, same, skipped }: Outcome): EndedView['counts'] =>
  ([['تازه', added], ['تغییر کرد', changed], ['بدون تغییر', same], ['کنار گذاشته شد', skipped]] as const).map(([label, count]) => ({ label, value: formatNumber(count) }));

/** What became of a file; one whose reading was broken off is told so and can be laid aside. */
export function endedView(one: Import, who: string, csrf: CsrfPart): EndedView {
  const { outcome, state, kind } = one;
  const again = { href: `/imports/${kind}`, label: 'فرستادن فایل دیگر', primary: state !== 'taken_in' };
  const base = { crumbs: trailOf(kind, 'نتیجه'), file: fileNameOf(one), sent: sentWords(one.createdAt, who), counts: [], aside: null };
  if (state === 'taken_in' && outcome !== null) {
    return {
      ...base, tone: 'ok', title: 'وارد شد', counts: countsOf(outcome),
      sentence: outcome.skipped > 0 ? `${formatNumber(outcome.skipped)} ردیف خطادار کنار گذاشته شد و وارد نشده است.` : 'همهٔ ردیف‌های این فایل وارد شد.',
      links: [{ href: KIND_WORDS[kind].href, label: KIND_WORDS[kind].home, primary: true }, again],
    };
  }
  if (state === 'laid_aside') return { ...base, tone: 'info', title: 'کنار گذاشته شد', sentence: 'چیزی از این فایل وارد نشد و محتوای آن نگه داشته نشده است.', links: [again] };
  const fault = outcome?.fault ?? { code: 'interrupted' as const, facts: {} };
  return {
    ...base, tone: 'bad', title: 'این فایل خوانده نشد', sentence: faultSentence(fault.code, fault.facts), links: [again],
    aside: state === 'refused' ? null : { action: `/imports/one/${one.id}/aside`, label: 'کنار گذاشتن', csrf },
  };
}
