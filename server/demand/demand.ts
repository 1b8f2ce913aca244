import type { JalaliMonth } from '../domain/jalali.ts';

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
