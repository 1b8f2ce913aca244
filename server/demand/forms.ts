import { toAsciiDigits, toPersianDigits, formatNumber } from '../domain/persian.ts';
import { MONTHS } from '../domain/jalali.ts';
import type { FormState } from '../http/forms.ts';
import { cellName, GREATEST_COUNT, type Cell } from './demand.ts';

/** An agency as a row of the grid. */
export interface GridAgency {
  readonly id: string;
  readonly name: string;
  readonly invitable: boolean;
}

/** The name of the field that carries what a row had shown: twelve numbers with commas between. */
export const shownName = (agencyId: string): string => `was_${agencyId}`;

/** The number in a cell, in any of the three digit sets, with or without thousands marks; empty is nought, null is no number. */
export function countOf(typed: string): number | null {
  const digits = toAsciiDigits(typed).replace(/[\s٬,\p{Cf}]/gu, '');
  if (digits === '') return 0;
  return /^\d{1,7}$/.test(digits) ? Number(digits) : null;
}

/** The cells of a posted grid, or a sentence beside each wrong one; cells of agencies that were not shown are nobody's. */
export function readGrid(body: Readonly<Record<string, unknown>>, agencies: readonly GridAgency[]): FormState & { readonly cells: readonly Cell[] } {
  const typed: Record<string, string> = {};
  const errors: Record<string, string> = {};
  const cells: Cell[] = [];
  const textOf = (name: string): string | null => (typeof body[name] === 'string' ? body[name] : null);
  for (const { id, name } of agencies) {
    const shown = textOf(shownName(id))?.split(',').map(Number) ?? [];
    MONTHS.forEach((title, index) => {
      const cell = { agencyId: id, month: index + 1 };
      const field = cellName(cell);
      const text = textOf(field);
      if (text === null) return;
      typed[field] = text.slice(0, 40);
      const count = countOf(text);
      if (count === null) {
        errors[field] = `${title}، ${name}: «${toPersianDigits(text.trim().slice(0, 20))}» عدد درستی نیست؛ عددی از ۰ تا ${formatNumber(GREATEST_COUNT)} بنویسید.`;
        return;
      }
      const was = shown[index];
      cells.push({ ...cell, typed: count, was: was !== undefined && Number.isInteger(was) ? was : 0 });
    });
  }
  return { typed, errors, cells };
}
