import type { Clock } from '../calendar.ts';
import type { Day } from '../jalali.ts';

/** A place of a timetable as the public sees it. */
export interface TimetablePlace {
  readonly day: Day;
  readonly from: Clock;
  readonly to: Clock;
  readonly line: number;
}

/** One line of a published timetable. */
export interface TimetableEntry extends TimetablePlace {
  readonly agencyId: string;
}

/** One change between two versions, from the earlier to the later. */
export type TimetableChange =
  | { readonly kind: 'added'; readonly agencyId: string; readonly place: TimetablePlace }
  | { readonly kind: 'removed'; readonly agencyId: string; readonly place: TimetablePlace }
  | { readonly kind: 'moved'; readonly agencyId: string; readonly before: TimetablePlace; readonly after: TimetablePlace }
  | { readonly kind: 'replaced'; readonly before: string; readonly after: string; readonly place: TimetablePlace };
