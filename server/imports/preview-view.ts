import { formatDay } from '../domain/jalali.ts';
import { dayOf } from '../domain/calendar.ts';
import { formatNumber, maskedIdentity, toPersianDigits } from '../domain/persian.ts';
import { pagesOf, type ChipPart, type CrumbsPart, type CsrfPart, type EmptyPart, type NoticePart, type PaginationPart, type PostPart, type TabsPart, type TilePart } from '../http/parts.ts';
import { KIND_WORDS, ROW_WORDS } from '../wording/imports.ts';
import type { RowRead } from './cells.ts';
import type { Held } from './held.ts';
import { columnOf, TABLES, type Column, type Kind } from './kinds.ts';
import { ROW_STATES, type Prospect, type RowOutcome, type RowState } from './prospect.ts';
import type { Import } from './repository.ts';
import { shownOf } from './values.ts';
import { fileNameOf, sentWords, trailOf } from './view.ts';

/** A value as it is shown: codes and telephones from left to right. */
export interface ShownValue {
  readonly label: string;
  readonly text: string;
  readonly ltr: boolean;
}

/** What would come of a file, to be decided on. */
export interface PreviewView {
  readonly crumbs: CrumbsPart;
  readonly file: string;
  readonly sent: string;
  readonly notices: readonly NoticePart[];
  readonly problem: string | null;
  readonly tiles: readonly TilePart[];
  readonly tabs: TabsPart;
  readonly empty: EmptyPart;
  readonly rows: readonly {
    readonly at: string;
    readonly title: string;
    readonly note: string;
    readonly chip: ChipPart;
    readonly faults: readonly (ShownValue & { readonly sentence: string })[];
    readonly changes: readonly { readonly label: string; readonly from: string; readonly to: string }[];
    readonly values: readonly ShownValue[];
  }[];
  readonly pagination: PaginationPart | null;
  readonly faultsFile: string | null;
  readonly take: { readonly action: string; readonly csrf: CsrfPart; readonly seen: string; readonly label: string; readonly skip: string | null; readonly skipped: boolean } | null;
  readonly nothing: string | null;
  readonly aside: PostPart;
}

declare module '../http/pages.ts' {
  interface Pages {
    'imports/preview': PreviewView;
  }
}

export const ROWS_A_PAGE = 100;

const LTR: readonly Column['sort'][] = ['national', 'phone', 'code'];
const TITLES: Readonly<Record<Kind, readonly string[]>> = { agencies: ['shortName', 'name', 'code'], managers: ['name', 'nationalCode'], absences: ['name', 'agency', 'agencyCode'], demand: ['agency', 'agencyCode'] };
const NOTES: Readonly<Record<Kind, readonly string[]>> = { agencies: [], managers: ['agency', 'agencyCode'], absences: ['agency'], demand: ['month', 'year'] };

type TextOf = (key: string) => string;

const textsOf = (held: Held, row: RowRead | undefined): TextOf => (key) => {
  const place = held.header?.columns[key];
  return place === undefined ? '' : toPersianDigits(shownOf(row?.cells[place]));
};

const shownValue = (kind: Kind, key: string, text: string): ShownValue => {
  const column = columnOf(kind, key);
  return { label: column?.title ?? '', text, ltr: column !== undefined && LTR.includes(column.sort) };
};

const firstOf = (keys: readonly string[], textOf: TextOf): string => keys.map(textOf).find((text) => text !== '') ?? '';

const rowView = (kind: Kind, { at, state, faults, changes }: RowOutcome, textOf: TextOf): PreviewView['rows'][number] => {
  const title = [firstOf(TITLES[kind], textOf), kind === 'managers' ? textOf('family') : ''].filter(Boolean).join(' ');
  const note = NOTES[kind].map(textOf).filter((text) => text !== '' && text !== title).join(' ');
  const inHead = new Set([...TITLES[kind].filter((key) => textOf(key) === title), ...NOTES[kind], 'family']);
  const rest = TABLES[kind].columns.filter(({ key }) => !inHead.has(key) && textOf(key) !== '');
  return {
    at: toPersianDigits(at),
    title: title || 'بی‌نام',
    note,
    chip: { tone: ROW_WORDS[state].tone, text: ROW_WORDS[state].chip },
    faults: faults.map(({ column, text }) => ({ ...shownValue(kind, column ?? '', column === null ? '' : textOf(column)), sentence: text })),
    changes: changes.map(({ column, from, to }) => ({ label: columnOf(kind, column)?.title ?? '', from: toPersianDigits(from) || 'خالی', to: toPersianDigits(to) || 'خالی' })),
    // What is right need not be read in full: a national code is told by its end.
    values: state !== 'new' ? [] : rest.map(({ key, sort }) => shownValue(kind, key, sort === 'national' ? maskedIdentity(textOf(key)) : textOf(key))),
  };
};

const EMPTY_TAB: Readonly<Record<RowState, string>> = { new: 'ردیف تازه‌ای در این فایل نیست.', changed: 'ردیفی نیست که چیزی را تغییر دهد.', same: 'ردیفی نیست که با آنچه ثبت شده است یکی باشد.', faulty: 'ردیف خطاداری نیست.' };

/** What the page is asked to show: which rows, and which page of them, from 1. */
export interface Asked {
  readonly show: RowState | 'all';
  readonly page: number;
}

/** The button that lays an import aside. */
export const asidePost = (id: string, csrf: CsrfPart): PostPart => ({
  action: `/imports/one/${id}/aside`, label: 'کنار گذاشتن این فایل', look: 'quiet', csrf, confirm: 'این فایل کنار گذاشته شود؟ چیزی از آن وارد نمی‌شود.',
});

interface PreviewFacts {
  readonly one: Import;
  readonly held: Held;
  readonly prospect: Prospect;
  readonly takenBefore: Import | null;
  readonly names: ReadonlyMap<string, string>;
}

/** What would come of a file; `problem` is why it was not taken in just now. */
export function previewView({ one, held, prospect, takenBefore, names }: PreviewFacts, { show, page }: Asked, form: { readonly problem: string | null; readonly skipped: boolean }, csrfs: { readonly take: CsrfPart; readonly aside: CsrfPart }): PreviewView {
  const { kind, id } = one;
  const { counts } = prospect;
  const here = `/imports/one/${id}`;
  const shown = show === 'all' ? prospect.rows : prospect.rows.filter(({ state }) => state === show);
  const last = Math.max(1, Math.ceil(shown.length / ROWS_A_PAGE));
  const at = Math.min(page, last);
  const byNumber = new Map((held.sheets[0]?.rows ?? []).map((row) => [row.at, row]));
  const todo = counts.new + counts.changed;
  const tab = (which: RowState | 'all', label: string, count: number) => ({ label, href: `${here}?show=${which}`, current: show === which, count: formatNumber(count) });
  const notices: NoticePart[] = [
    ...(takenBefore === null ? [] : [{ tone: 'info' as const, text: `همین فایل پیش‌تر وارد شده است (${sentWords(takenBefore.endedAt ?? takenBefore.createdAt, names.get(takenBefore.createdBy) ?? '')}). آنچه از آن زمان تغییر نکرده «بدون تغییر» است.` }]),
    ...(held.stoppedAt === null ? [] : [{ tone: 'warning' as const, text: `پس از ردیف ${toPersianDigits(held.stoppedAt)} بیش از ده هزار ردیف خالی بود و خواندن همان‌جا پایان یافت. اگر پایین‌تر از آن ردیفی هست، آن را بالا بیاورید.` }]),
  ];
  return {
    crumbs: trailOf(kind, 'بررسی پیش از ورود'),
    file: fileNameOf(one),
    sent: [held.sheets[0]?.name ? `برگهٔ «${toPersianDigits(held.sheets[0].name)}»` : '', sentWords(one.createdAt, names.get(one.createdBy) ?? '')].filter(Boolean).join('، '),
    notices,
    problem: form.problem,
    tiles: [
      { label: 'تازه', value: formatNumber(counts.new), note: 'افزوده می‌شود' },
      { label: 'تغییر', value: formatNumber(counts.changed), note: 'آنچه ثبت شده است تغییر می‌کند' },
      { label: 'بدون تغییر', value: formatNumber(counts.same), note: 'با آنچه ثبت شده است یکی است' },
      { label: 'خطادار', value: formatNumber(counts.faulty), note: counts.faulty === 0 ? 'همه درست است' : 'باید درست شود', ...(counts.faulty === 0 ? {} : { tone: 'bad' as const }) },
    ],
    tabs: { label: 'ردیف‌ها', tabs: [tab('all', 'همه', prospect.rows.length), ...(['faulty', 'new', 'changed', 'same'] as const).map((state) => tab(state, ROW_WORDS[state].tab, counts[state]))] },
    empty: { icon: 'circle-check', text: show === 'all' ? 'زیر سرستون‌های این فایل ردیفی نیست.' : EMPTY_TAB[show] },
    rows: shown.slice((at - 1) * ROWS_A_PAGE, at * ROWS_A_PAGE).map((outcome) => rowView(kind, outcome, textsOf(held, byNumber.get(outcome.at)))),
    pagination: pagesOf({ total: shown.length, page: at, size: ROWS_A_PAGE }, (to) => `${here}?show=${show}&page=${to}`),
    faultsFile: counts.faulty === 0 ? null : `${here}/faults`,
    take: todo === 0 ? null : {
      action: `${here}/take`, csrf: csrfs.take, seen: prospect.mark, label: `ورود ${formatNumber(todo)} ردیف`,
      skip: counts.faulty === 0 ? null : 'ردیف‌های خطادار را کنار بگذار', skipped: form.skipped,
    },
    nothing: todo > 0 ? null : prospect.rows.length === 0 ? 'این فایل ردیفی ندارد؛ چیزی برای وارد کردن نیست.' : counts.faulty > 0 ? 'جز ردیف‌های خطادار چیزی برای وارد کردن نیست.' : 'همهٔ ردیف‌ها با آنچه ثبت شده است یکی است؛ چیزی برای وارد کردن نیست.',
    aside: asidePost(id, csrfs.aside),
  };
}

/** The rows that the page shows first: what must be put right, if anything. */
export const shownFirst = (prospect: Prospect): Asked['show'] => (prospect.counts.faulty > 0 ? 'faulty' : 'all');

/** The rows that an address asks for. */
export const showOf = (asked: string): Asked['show'] | null => (asked === 'all' ? 'all' : (ROW_STATES.find((state) => state === asked) ?? null));

/** The name of a file of faulty rows: «ایرادها، ۱۴۰۵-۰۹-۰۱». */
export const faultsName = (one: Import): string => `ایرادها، ${KIND_WORDS[one.kind].title}، ${formatDay(dayOf(one.createdAt)).replaceAll('/', '-')}.xlsx`;
