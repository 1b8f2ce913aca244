import { formatClock, type Clock } from './clock.ts';
import { WEEKDAYS, weekday, type Day, type Weekday } from './jalali.ts';
import { joinWords } from './persian.ts';

/** An official holiday; a predicted one may fall on `altDay` instead. `hijri` is 'YYYY/MM/DD' of the lunar calendar. */
export interface Holiday {
  readonly day: Day;
  readonly title: string;
  readonly kind: 'solar' | 'lunar' | 'other';
  readonly status: 'final' | 'published' | 'predicted';
  readonly altDay: Day | null;
  readonly hijri: string | null;
}

/** Whom a closure touches; 'province' is the governorate's own. */
export type ClosureScope =
  | { readonly kind: 'national' | 'province' }
  | { readonly kind: 'county'; readonly countyId: string }
  | { readonly kind: 'agency'; readonly agencyId: string };

/** A closure by order, from its first day to its last: no work, work from home, or a day that ends early or begins late. */
export interface Closure {
  readonly id: string;
  readonly from: Day;
  readonly to: Day;
  readonly scope: ClosureScope;
  readonly kind: 'full' | 'remote_work' | 'early_close' | 'late_open';
  readonly openFrom: Clock | null;
  readonly closeAt: Clock | null;
  readonly reason: string;
  readonly orderNo: string | null;
}

/** A span of a day, its end not included. */
export interface Hours {
  readonly from: Clock;
  readonly to: Clock;
}

/** Office hours by weekday (0 is Saturday); null is a day without them. */
export interface OfficeHours {
  readonly weekdays: Readonly<Record<Weekday, Hours | null>>;
}

/** What the province does on Thursdays: its office hours in full, until 13:00 at most, none, or from home. */
export type ThursdayPolicy = 'full' | 'half' | 'closed' | 'remote';

/** What decides about a day; hours and policy may be given by day, because they change by order. Without a place only what touches the whole province counts. */
export interface WorkingContext {
  readonly holidays: readonly Holiday[];
  readonly closures: readonly Closure[];
  readonly officeHours: OfficeHours | ((day: Day) => OfficeHours);
  readonly thursday: ThursdayPolicy | ((day: Day) => ThursdayPolicy);
  readonly place?: { readonly countyId?: string | null; readonly agencyId?: string | null };
}

/** A day on which people are received, with its hours, and what is to be said about it in Persian. */
export interface WorkingDay extends Hours {
  readonly kind: 'working';
  readonly notes: readonly string[];
}

/** A day on which nobody is received, and why; `predicted` where only a forecast holiday closes it. */
export interface ClosedDay {
  readonly kind: 'closed';
  readonly why: 'friday' | 'thursday' | 'holiday' | 'closure' | 'weekday';
  readonly title: string;
  readonly predicted: boolean;
}

export type DayState = WorkingDay | ClosedDay;

const THURSDAY = 5;
const FRIDAY = 6;
// Where Thursday is a half day, offices close at 13:00 (Alborz 1404).
const HALF_DAY_ENDS = '13:00' as Clock;

/**
 * Whether people are received on a day, and from when to when. What is certain is named before what is forecast, and the
 * law before an order. Work from home closes the day: nobody can be received then.
 */
export function dayState(day: Day, context: WorkingContext): DayState {
  const holidays = context.holidays.filter((holiday) => holiday.day === day);
  const certain = holidays.filter((holiday) => holiday.status !== 'predicted');
  const place = weekday(day);
  if (place === FRIDAY) return closed('friday', [WEEKDAYS[FRIDAY], ...holidays.map((holiday) => holiday.title)].join('، '));
  if (certain.length > 0) return closed('holiday', joinWords(certain.map((holiday) => holiday.title)));

  const hours = hoursOn(day, place, context);
  if ('kind' in hours) return hours;

  const closures = context.closures.filter((closure) => closure.from <= day && day <= closure.to && touches(closure, context));
  const full = closures.find((closure) => closure.kind === 'full');
  if (full) return closed('closure', full.reason);
  const remote = closures.find((closure) => closure.kind === 'remote_work');
  if (remote) return closed('closure', `دورکاری: ${remote.reason}`);
  if (holidays.length > 0) return closed('holiday', joinWords(holidays.map((holiday) => holiday.title)), true);

  return shortened(hours, closures, perhaps(day, context));
}

function hoursOn(day: Day, place: Weekday, context: WorkingContext): Hours | ClosedDay {
  const officeHours = typeof context.officeHours === 'function' ? context.officeHours(day) : context.officeHours;
  const hours = officeHours.weekdays[place];
  if (place !== THURSDAY) return hours ?? closed('weekday', WEEKDAYS[place]);

  const policy = typeof context.thursday === 'function' ? context.thursday(day) : context.thursday;
  if (policy === 'remote') return closed('thursday', 'دورکاری پنجشنبه');
  if (policy === 'closed' || !hours) return closed('thursday', WEEKDAYS[THURSDAY]);
  const to = policy === 'half' && hours.to > HALF_DAY_ENDS ? HALF_DAY_ENDS : hours.to;
  return hours.from < to ? { from: hours.from, to } : closed('thursday', WEEKDAYS[THURSDAY]);
}

function shortened(hours: Hours, closures: readonly Closure[], notes: string[]): DayState {
  let { from, to } = hours;
  for (const { kind, openFrom, closeAt, reason } of closures) {
    if (kind === 'late_open' && openFrom) {
      if (openFrom > from) from = openFrom;
      notes.push(`شروع با تأخیر، از ساعت ${formatClock(openFrom)}: ${reason}`);
    }
    if (kind === 'early_close' && closeAt) {
      if (closeAt < to) to = closeAt;
      notes.push(`پایان زودهنگام، ساعت ${formatClock(closeAt)}: ${reason}`);
    }
  }
  return from < to ? { kind: 'working', from, to, notes } : closed('closure', notes.join('؛ '));
}

/** Two forecasts may differ by a day: the other day stays open, with a word about it. */
function perhaps(day: Day, context: WorkingContext): string[] {
  return context.holidays
    .filter((holiday) => holiday.status === 'predicted' && holiday.altDay === day)
    .map((holiday) => `احتمال تعطیلی: ${holiday.title}`);
}

function touches({ scope }: Closure, { place }: WorkingContext): boolean {
  if (scope.kind === 'county') return scope.countyId === place?.countyId;
  if (scope.kind === 'agency') return scope.agencyId === place?.agencyId;
  return true;
}

function closed(why: ClosedDay['why'], title: string, predicted = false): ClosedDay {
  return { kind: 'closed', why, title, predicted };
}
