import type { Knex } from 'knex';
import type { Command } from '../domain/command.ts';
import type { Day } from '../domain/jalali.ts';
import type { Closure, ClosureScope, Holiday } from '../domain/working-time.ts';
import type { CalendarChange } from './change.ts';
import { decide } from './decide.ts';
import { calendarRepository } from './repository.ts';

export type { CalendarChange } from './change.ts';

/** The half of a working context that is fact: with `workingHoursOf(settingRows)` it decides about any day of the span. */
export interface CalendarContext {
  readonly holidays: readonly (Holiday & { readonly id?: string })[];
  readonly closures: readonly Closure[];
}

/** What a change of the calendar would do to it, before anything is written. */
export interface ForeseenCalendar {
  /** What is changed, as later changes name it for their cause: 'closure:ID' or 'holiday:ID'. */
  readonly cause: string;
  readonly reason: string;
  readonly orderNo: string | null;
  /** Whom it touches; a holiday touches everybody. */
  readonly scope: ClosureScope;
  /** The days that it touches, before the change or after it. */
  readonly spans: readonly { readonly from: Day; readonly to: Day }[];
  /** A calendar as it would be after the change. */
  readonly applied: (calendar: CalendarContext) => CalendarContext;
}

/** What other slices may ask of the calendar. */
export function calendarLookup(db: Knex) {
  const calendar = calendarRepository(db);
  return {
    /** Holidays and closures that touch a day from the first to the last, both included; what was taken back is left out. */
    async calendarContext(from: Day, to: Day): Promise<CalendarContext> {
      return { holidays: await calendar.holidaysBetween(from, to), closures: await calendar.closuresBetween(from, to) };
    },

    /** What a change would do; refuses what the change itself refuses. */
    async foreseen(change: CalendarChange, command: Pick<Command, 'actor' | 'at'>): Promise<ForeseenCalendar> {
      const decided = await decide(db, change, command);
      const { id, reason, orderNo } = decided;
      const common = { cause: `${decided.of}:${id}`, reason, orderNo };
      if (decided.of === 'closure') {
        const standing = [decided.before, decided.after].flatMap((one) => (one === null ? [] : [{ from: one.from, to: one.to }]));
        const after = decided.after.withdrawnAt === null ? [decided.after] : [];
        return { ...common, scope: decided.after.scope, spans: standing, applied: ({ holidays, closures }) => ({ holidays, closures: [...closures.filter((one) => one.id !== id), ...after] }) };
      }
      const standing = [decided.before, decided.after].flatMap((one) => (one === null ? [] : [one.day, ...(one.altDay === null ? [] : [one.altDay])]));
      const after = decided.after.removedAt === null ? [decided.after] : [];
      return {
        ...common,
        scope: { kind: 'national' },
        spans: standing.map((day) => ({ from: day, to: day })),
        applied: ({ holidays, closures }) => ({ holidays: [...holidays.filter((one) => one.id !== id), ...after], closures }),
      };
    },
  };
}
