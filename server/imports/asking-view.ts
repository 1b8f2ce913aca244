import { formatNumber, toPersianDigits } from '../domain/persian.ts';
import type { CrumbsPart, CsrfPart, OptionPart, PostPart, TabsPart } from '../http/parts.ts';
import { findHeader } from './header.ts';
import type { Held } from './held.ts';
import { TABLES } from './kinds.ts';
import { asidePost } from './preview-view.ts';
import type { Import } from './repository.ts';
import { neededMark } from './template.ts';
import { shownOf } from './values.ts';
import { fileNameOf, trailOf } from './view.ts';

/** A file whose columns are not known: which sheet, and which column is which. */
export interface AskingView {
  readonly crumbs: CrumbsPart;
  readonly file: string;
  readonly sentence: string;
  readonly problem: string | null;
  readonly action: string;
  readonly csrf: CsrfPart;
  readonly sheets: TabsPart | null;
  readonly sheet: string;
  readonly row: string;
  readonly rowsLabel: string;
  readonly columns: readonly { readonly name: string; readonly label: string; readonly hint: string; readonly value: string; readonly options: readonly OptionPart[] }[];
  readonly sample: readonly (readonly string[])[];
  readonly aside: PostPart;
}

declare module '../http/pages.ts' {
  interface Pages {
    'imports/asking': AskingView;
  }
}

const ROWS_SHOWN = 4;

/** A file whose columns are not known, with the sheet that is looked at (its place, from 0). */
export function askingView(one: Import, held: Held, sheet: number, form: { readonly problem: string | null; readonly typed: Readonly<Record<string, string>> }, csrfs: { readonly choose: CsrfPart; readonly aside: CsrfPart }): AskingView {
  const { kind, id } = one;
  const rows = held.sheets[sheet]?.rows ?? [];
  const guess = findHeader(kind, rows);
  const header = guess?.row ?? 0;
  const titles = (rows[header]?.cells ?? []).map((cell) => toPersianDigits(shownOf(cell)));
  const options = titles.map((title, at) => ({ value: String(at), label: title || `ستون ${formatNumber(at + 1)} (بی سرستون)` }));
  return {
    crumbs: trailOf(kind, 'شناختن ستون‌ها'),
    file: fileNameOf(one),
    sentence: `همهٔ سرستون‌های لازم در این فایل شناخته نشد. بگویید هر یک از ستون‌های زیر کدام ستون فایل شماست؛ آنچه در فایل نیست همان «در فایل نیست» بماند.`,
    problem: form.problem,
    action: `/imports/one/${id}/columns`,
    csrf: csrfs.choose,
    sheets: held.sheets.length < 2 ? null : { label: 'برگه‌ها', tabs: held.sheets.map(({ name }, at) => ({ label: toPersianDigits(name) || formatNumber(at + 1), href: `/imports/one/${id}?sheet=${at}`, current: at === sheet })) },
    sheet: String(sheet),
    row: String(header),
    rowsLabel: `ردیف ${toPersianDigits(rows[header]?.at ?? 1)} سرستون دانسته شده است. نخستین ردیف‌ها:`,
    columns: TABLES[kind].columns.map(({ key, title, help }) => ({
      name: `column-${key}`, label: neededMark(kind, key) === '' ? title : `${title} (${neededMark(kind, key)})`, hint: help, value: form.typed[`column-${key}`] ?? String(guess?.columns[key] ?? ''), options,
    })),
    sample: rows.slice(header, header + ROWS_SHOWN).map(({ cells }) => titles.map((_title, at) => toPersianDigits(shownOf(cells[at])))),
    aside: asidePost(id, csrfs.aside),
  };
}
