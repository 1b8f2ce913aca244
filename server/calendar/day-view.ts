import { formatClockRange } from '../domain/clock.ts';
import { addDays, formatDayLong, toJalali, type Day } from '../domain/jalali.ts';
import { toPersianDigits } from '../domain/persian.ts';
import type { PlannedHour } from '../domain/hour-occurrences.ts';
import type { DayState } from '../domain/working-time.ts';
import type { ChipPart, ChipTone } from '../http/parts.ts';
import { closureWhat, daySpanCounted, HOLIDAY_STATUSES } from '../wording/calendar.ts';
import type { DayFacts } from './day.ts';
import { historyLines, type HistoryLine } from './history-view.ts';
import { HOUR_STATE_NAMES, HOUR_TONES } from '../wording/hours.ts';
import { orderOf, whereOf, type Places } from './view.ts';

/** A session of the published programme on a day, in words, as the programme tells it. */
export interface DaySession {
  readonly time: string;
  readonly agency: string;
  readonly href: string | null;
  readonly state: string;
  readonly tone: ChipTone;
}

/** One day: whether people are received, what falls on it, who answers on it, and what happened to it. */
export interface DayView {
  readonly day: string;
  readonly year: { readonly href: string; readonly label: string };
  readonly earlier: { readonly href: string; readonly label: string };
  readonly later: { readonly href: string; readonly label: string };
  readonly state: ChipPart;
  readonly sentence: string;
  readonly notes: readonly string[];
  /** The managers' hours that are held on it, or were planned for it. */
  readonly hours: readonly { readonly text: string; readonly state: ChipPart }[];
  /** Where they are listed one by one; null for whoever may not see that. */
  readonly hoursHref: string | null;
  readonly mayEdit: boolean;
  readonly addHoliday: string;
  readonly addClosure: string;
  readonly holidays: readonly { readonly title: string; readonly note: string; readonly chip: ChipPart; readonly edit: string }[];
  readonly closures: readonly { readonly what: string; readonly where: string; readonly when: string; readonly reason: string; readonly order: string; readonly edit: string }[];
  readonly sessions: readonly DaySession[];
  readonly history: readonly HistoryLine[];
}

declare module '../http/pages.ts' {
  interface Pages {
    'calendar/day': DayView;
  }
}

const chipOf = (state: DayState): ChipPart =>
  state.kind === 'closed' ? { tone: state.predicted ? 'warning' : 'bad', text: state.predicted ? 'تعطیل (پیش‌بینی)' : 'تعطیل', icon: 'calendar-x' } : { tone: 'ok', text: 'روز کاری', icon: 'calendar-check' };

const sentenceOf = (state: DayState): string => (state.kind === 'closed' ? `مراجعه‌کننده پذیرفته نمی‌شود: ${state.title}` : `ساعت اداری ${formatClockRange(state.from, state.to)}`);

const hourOf = (day: Day, hour: PlannedHour): DayView['hours'][number] => {
  const text = `ساعت حضور مدیران، ${formatClockRange(hour.from, hour.to)}`;
  const [tone, name] = [HOUR_TONES[hour.state], HOUR_STATE_NAMES[hour.state]];
  if (hour.day !== day) return { text: 'ساعت حضور مدیران', state: { tone, text: `${name} به ${formatDayLong(hour.day)}` } };
  return { text, state: { tone, text: hour.plannedDay === day ? name : `${name} از ${formatDayLong(hour.plannedDay)}` } };
};

/** One day's page. */
export function dayView(
  day: Day,
  facts: DayFacts & { readonly sessions: readonly DaySession[]; readonly hours: readonly PlannedHour[] },
  places: Places,
  names: ReadonlyMap<string, string>,
  { mayEdit, mayManageHours }: { readonly mayEdit: boolean; readonly mayManageHours: boolean },
): DayView {
  const { state, hours, holidays, closures, sessions, events } = facts;
  const { year } = toJalali(day);
  const linkTo = (other: Day): DayView['earlier'] => ({ href: `/calendar/${other}`, label: formatDayLong(other) });
  return {
    day: formatDayLong(day),
    year: { href: `/calendar?year=${year}`, label: `تقویم سال ${toPersianDigits(year)}` },
    earlier: linkTo(addDays(day, -1)),
    later: linkTo(addDays(day, 1)),
    state: chipOf(state),
    sentence: sentenceOf(state),
    notes: state.kind === 'working' ? state.notes : [],
    hours: hours.map((hour) => hourOf(day, hour)),
    hoursHref: mayManageHours ? `/hours/days/${day}` : null,
    mayEdit,
    addHoliday: `/calendar/holidays/new?day=${day}`,
    addClosure: `/calendar/closures/new?day=${day}`,
    holidays: holidays.map((holiday) => ({
      title: holiday.title,
      note: holiday.altDay === null ? '' : `پیش‌بینی دیگر: ${formatDayLong(holiday.altDay)}`,
      chip: { tone: holiday.status === 'predicted' ? 'warning' : 'plain', text: HOLIDAY_STATUSES[holiday.status] },
      edit: `/calendar/holidays/${holiday.id}`,
    })),
    closures: closures.map((closure) => ({
      what: closureWhat(closure),
      where: whereOf(closure, places),
      when: daySpanCounted(closure.from, closure.to),
      reason: closure.reason,
      order: orderOf(closure),
      edit: `/calendar/closures/${closure.id}`,
    })),
    sessions,
    history: historyLines(events, places, names),
  };
}
