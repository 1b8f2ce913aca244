import { joinWords, toPersianDigits } from '../domain/persian.ts';
import { KIND_WORDS } from '../wording/imports.ts';
import type { Held } from './held.ts';
import { columnOf, TABLES, type Column, type Kind } from './kinds.ts';
import type { RowOutcome } from './prospect.ts';
import { shownOf } from './values.ts';

/** A sheet to be written: texts only. */
export interface TextSheet {
  readonly name: string;
  readonly columns: readonly { readonly header: string; readonly width: number }[];
  readonly rows: readonly (readonly string[])[];
}

/** A row that begins so is an example and is not read. */
export const EXAMPLE = 'نمونه:';

/** What is said of a column that is needed, or that may stand for one that is; nothing of others. */
export function neededMark(kind: Kind, key: string): string {
  const group = TABLES[kind].needed.find((keys) => keys.includes(key));
  const others = (group ?? []).filter((one) => one !== key).map((one) => `«${columnOf(kind, one)?.title ?? ''}»`);
  if (group === undefined) return '';
  return others.length === 0 ? 'لازم' : group[0] === key ? `لازم، یا ${joinWords(others)}` : `یا ${joinWords(others)}`;
}

const wordsOf = ({ words }: Column): string => (words === undefined ? '' : Object.values(words).map(([first]) => first ?? '').join('، '));

/** An empty table of a kind with one example, and a sheet that explains its columns. */
export function templateOf(kind: Kind): readonly TextSheet[] {
  const { columns } = TABLES[kind];
  return [
    {
      name: KIND_WORDS[kind].title,
      columns: columns.map(({ title, width }) => ({ header: title, width: width ?? 16 })),
      rows: [columns.map(({ example }, at) => (at === 0 ? `${EXAMPLE} ${example}` : example))],
    },
    {
      name: 'راهنما',
      columns: [{ header: 'ستون', width: 22 }, { header: 'لازم', width: 20 }, { header: 'توضیح', width: 60 }, { header: 'واژه‌های پذیرفته', width: 60 }],
      rows: [
        ...columns.map((column) => [column.title, neededMark(kind, column.key), column.help, wordsOf(column)]),
        ['', '', `ردیفی که با «${EXAMPLE}» آغاز می‌شود خوانده نمی‌شود. خانهٔ خالی چیزی را که ثبت شده است پاک نمی‌کند.`, ''],
      ],
    },
  ];
}

/** The faulty rows as a table that can be put right and sent again: what is wrong stands before what was written. */
export function faultsOf(kind: Kind, held: Held, outcomes: readonly RowOutcome[]): TextSheet {
  const rows = held.sheets[0]?.rows ?? [];
  const titles = rows[held.header?.row ?? 0]?.cells.map(shownOf) ?? [];
  const titleOf = (key: string | null): string => columnOf(kind, key ?? '')?.title ?? '';
  const byNumber = new Map(rows.map((row) => [row.at, row.cells]));
  const sentence = ({ at, faults }: RowOutcome): string =>
    faults.map(({ column, text }) => `ردیف ${toPersianDigits(at)}${column === null ? '' : `، ستون «${titleOf(column)}»`}: ${text}`).join('\n');
  return {
    name: 'ردیف‌های خطادار',
    columns: [{ header: 'ایراد', width: 60 }, ...titles.map((header) => ({ header, width: 18 }))],
    rows: outcomes.filter(({ state }) => state === 'faulty').map((outcome) => [sentence(outcome), ...titles.map((_title, at) => shownOf(byNumber.get(outcome.at)?.[at]))]),
  };
}

/** The columns that a page asks for, in words. */
export const neededWords = (kind: Kind): string => joinWords(TABLES[kind].needed.map((keys) => keys.map((key) => `«${columnOf(kind, key)?.title ?? ''}»`).join(' یا ')));
