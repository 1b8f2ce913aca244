import { MONTHS } from '../domain/jalali.ts';
import { formatNumber, toPersianDigits } from '../domain/persian.ts';
import type { CrumbsPart, EmptyPart } from '../http/parts.ts';
import type { VisitorFigures } from './read.ts';

/** Visits by agency and month of one Jalali year. */
export interface VisitorFiguresView {
  readonly crumbs: CrumbsPart;
  readonly lead: string;
  readonly previous: { readonly href: string; readonly label: string };
  readonly next: { readonly href: string; readonly label: string } | null;
  readonly months: readonly string[];
  readonly rows: readonly { readonly agency: string; readonly counts: readonly string[]; readonly total: string }[];
  readonly totals: { readonly counts: readonly string[]; readonly total: string };
  readonly empty: EmptyPart;
}

declare module '../http/pages.ts' {
  interface Pages {
    'visitors/figures': VisitorFiguresView;
  }
}

const sum = (all: readonly number[]): number => all.reduce((one, other) => one + other, 0);
const cell = (count: number): string => (count === 0 ? '' : formatNumber(count));

/** The figures of a year; `thisYear` is the last that can be asked for. */
export function visitorFiguresView({ year, rows }: VisitorFigures, thisYear: number): VisitorFiguresView {
  const months = MONTHS.map((_, at) => sum(rows.map((row) => row.months[at] ?? 0)));
  const yearLink = (one: number) => ({ href: `/visitors/figures?year=${one}`, label: toPersianDigits(one) });
  return {
    crumbs: { trail: [{ label: 'مراجعه‌کنندگان', href: '/visitors' }, { label: 'آمار', href: null }] },
    lead: `سال ${toPersianDigits(year)}: ${formatNumber(sum(months))} مراجعه به ${formatNumber(rows.length)} دستگاه`,
    previous: yearLink(year - 1),
    next: year < thisYear ? yearLink(year + 1) : null,
    months: [...MONTHS],
    rows: rows.map((row) => ({ agency: row.agency, counts: row.months.map(cell), total: formatNumber(sum(row.months)) })),
    totals: { counts: months.map(cell), total: formatNumber(sum(months)) },
    empty: { icon: 'chart-column', text: 'در این سال مراجعه‌ای ثبت نشده است.' },
  };
}
