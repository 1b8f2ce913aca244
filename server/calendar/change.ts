import type { Day } from '../domain/jalali.ts';
import type { Closure, Holiday } from '../domain/working-time.ts';

/** Why the calendar is changed, and the number of the order that says so; both stand in the record. */
export interface Grounds {
  readonly reason: string;
  readonly orderNo: string | null;
}

/** A closure as asked for. */
export type ClosureEntry = Omit<Closure, 'id'> & { readonly issuedAt: Day | null };

/** A holiday as asked for. */
export type HolidayEntry = Pick<Holiday, 'day' | 'title' | 'status' | 'altDay'>;

/** One change of the calendar, named as the record names it; `seen` is the mark of what the form showed. */
export type CalendarChange =
  | { readonly kind: 'closure_added'; readonly id: string; readonly entry: ClosureEntry }
  | { readonly kind: 'closure_edited'; readonly id: string; readonly seen: string; readonly entry: ClosureEntry; readonly reason: string }
  | { readonly kind: 'closure_withdrawn'; readonly id: string; readonly grounds: Grounds }
  | { readonly kind: 'holiday_added'; readonly id: string; readonly entry: HolidayEntry; readonly grounds: Grounds }
  | { readonly kind: 'holiday_edited'; readonly id: string; readonly seen: string; readonly entry: HolidayEntry; readonly grounds: Grounds }
  | { readonly kind: 'holiday_removed'; readonly id: string; readonly grounds: Grounds };
