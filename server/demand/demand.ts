import type { JalaliMonth } from '../domain/jalali.ts';
import type { DemandRow } from '../domain/rota/entitlement.ts';

/** The three numbers by which an agency's need is measured. */
export const MEASURES = ['clients', 'calls', 'openRequests'] as const;
export type Measure = (typeof MEASURES)[number];

/** What one agency had in one Jalali month: people who came, calls to 111, requests still open; non-negative integers. */
export interface Demand extends Readonly<Record<Measure, number>> {
  readonly agencyId: string;
  readonly year: number;
  readonly month: number;
}

/** From one Jalali month to another, both included. */
export interface MonthSpan {
  readonly from: JalaliMonth;
  readonly to: JalaliMonth;
}

/** The greatest number that one cell of one month takes. */
export const GREATEST_COUNT = 9_999_999;

/** One cell of a year's grid as typed: what the page had shown, and what stands there now. */
export interface Cell {
  readonly agencyId: string;
  readonly month: number;
  readonly was: number;
  readonly typed: number;
}

/** A cell to be written. */
export interface CellChange {
  readonly agencyId: string;
  readonly month: number;
  readonly before: number;
  readonly after: number;
}

/** The name of a cell's field. */
export const cellName = ({ agencyId, month }: Pick<Cell, 'agencyId' | 'month'>): string => `c_${agencyId}_${month}`;

const standing = (rows: readonly Demand[], measure: Measure): ((cell: Pick<Cell, 'agencyId' | 'month'>) => number) => {
  const numbers = new Map(rows.map((row) => [cellName(row), row[measure]]));
  return (cell) => numbers.get(cellName(cell)) ?? 0;
};

/** The cells that were typed anew but hold by now another number than the page had shown: somebody was faster. */
export function conflictsOf(cells: readonly Cell[], rows: readonly Demand[], measure: Measure): Cell[] {
  const now = standing(rows, measure);
  return cells.filter((cell) => cell.typed !== cell.was && now(cell) !== cell.was && now(cell) !== cell.typed);
}

/** The cells that differ from what stands; those left as they were shown are nobody's change. */
export function changesOf(cells: readonly Cell[], rows: readonly Demand[], measure: Measure): CellChange[] {
  const now = standing(rows, measure);
  return cells.flatMap((cell) => {
    const before = now(cell);
    return cell.typed === cell.was || cell.typed === before ? [] : [{ agencyId: cell.agencyId, month: cell.month, before, after: cell.typed }];
  });
}

/** One row an agency with the sums of its months, in the order in which the agencies first come. */
export function sumByAgency(rows: readonly Demand[]): DemandRow[] {
  const sums = new Map<string, { agencyId: string; clients: number; calls: number; openRequests: number }>();
  for (const { agencyId, clients, calls, openRequests } of rows) {
    const sum = sums.get(agencyId) ?? { agencyId, clients: 0, calls: 0, openRequests: 0 };
    sums.set(agencyId, {
      agencyId,
      clients: sum.clients + clients,
      calls: sum.calls + calls,
      openRequests: sum.openRequests + openRequests,
    });
  }
  return [...sums.values()];
}

/** The rows with our own count of calls where none was written: what somebody wrote down stands, for he may know more than we counted. */
export function withCounted(rows: readonly Demand[], counted: readonly Demand[]): Demand[] {
  const keyOf = ({ agencyId, year, month }: Demand): string => `${agencyId} ${year} ${month}`;
  const byKey = new Map(counted.map((row) => [keyOf(row), row.calls]));
  const written = new Set(rows.map(keyOf));
  const filled = rows.map((row) => (row.calls > 0 ? row : { ...row, calls: byKey.get(keyOf(row)) ?? 0 }));
  return [...filled, ...counted.filter((row) => row.calls > 0 && !written.has(keyOf(row)))];
}
