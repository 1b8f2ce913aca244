import { monthKey, monthOf, startOfWeek, type Day, type JalaliMonth } from '../jalali.ts';

/** The stream of a programme's whole board. */
export const draftStream = (draftId: string): string => `draft:${draftId}`;

/** The stream of one month of a board. */
export const monthStream = (draftId: string, month: JalaliMonth): string => `draft:${draftId}:${monthKey(month)}`;

/** The streams on which a change of these days is seen: a week is shown on the stream of its Saturday's month too. */
export function streamsOf(draftId: string, days: readonly Day[]): string[] {
  const months = days.flatMap((day) => [monthOf(day), monthOf(startOfWeek(day))]);
  return [...new Set([draftStream(draftId), ...months.map((month) => monthStream(draftId, month))])];
}
