import { clockOf, formatClock, type Instant } from '../domain/calendar.ts';
import { formatDayLong } from '../domain/jalali.ts';
import { formatNumber } from '../domain/persian.ts';
import { countPresences } from '../domain/presence-board.ts';
import { PRESENCES } from '../domain/manager-hour.ts';
import { controlsOf, type Control, type EmptyPart, type NoticePart } from '../http/parts.ts';
import { PROVINCE_OFFICES, VISIT_ANSWER_NAMES } from '../wording/presence.ts';
import { sinceWords } from './list-view.ts';
import type { OwnOffices } from './offices.ts';
import { dayWords, statePart, type StatePart } from './parts-view.ts';

/** A director-general's page of his county offices. */
export interface OfficesView {
  readonly title: string;
  readonly sub: string;
  readonly note: NoticePart | null;
  readonly empty: EmptyPart | null;
  readonly day: Control | null;
  readonly counts: readonly (StatePart & { readonly count: string })[];
  readonly rows: readonly { readonly name: string; readonly county: string; readonly manager: string; readonly state: StatePart; readonly since: string; readonly reports: readonly string[] }[];
}

declare module '../http/pages.ts' {
  interface Pages {
    'presence/offices': OfficesView;
  }
}

/** The title of the page. */
export const OFFICES_TITLE = 'اداره‌های شهرستان';

const clockAt = (at: Instant): string => formatClock(clockOf(at));

const emptyOf = ({ any, day }: OwnOffices): EmptyPart | null => {
  if (!any) return { icon: 'building', text: 'برای دستگاه شما اداره‌ای در شهرستان‌ها ثبت نشده است.', hint: 'اگر چنین اداره‌ای هست، به مسئول برنامه بگویید تا آن را زیر دستگاه شما بنویسد.' };
  return day === null ? { icon: 'calendar-clock', text: 'هنوز گزارشی برای نمایش نیست.', hint: 'گزارش هر روز پس از پایان ساعت حضور اینجا دیده می‌شود.' } : null;
};

/** The page; what is still going on is told of by its hour alone. */
export function officesView(read: OwnOffices): OfficesView {
  const { day, days, offices, waiting } = read;
  const empty = emptyOf(read);
  const counts = countPresences(offices.map(({ office }) => office.presence));
  return {
    title: OFFICES_TITLE,
    sub: day === null || empty !== null ? '' : `${formatDayLong(day)}، ${formatNumber(offices.length)} دفتر`,
    note: waiting === null || !read.any ? null : { tone: 'info', text: `گزارش‌های ${dayWords(waiting.day, true)} پس از پایان ساعت حضور، از ساعت ${clockAt(waiting.until)}، اینجا دیده می‌شود.` },
    empty,
    day: day === null || empty !== null ? null : controlsOf({ typed: { day }, errors: {} }).select('day', 'روز', days.days.map((one) => ({ value: one, label: dayWords(one, true) }))),
    counts: empty !== null ? [] : PRESENCES.filter((state) => counts[state] > 0).map((state) => ({ ...statePart(state), count: formatNumber(counts[state]) })),
    rows: offices.map(({ office, county, reports }) => ({
      name: office.name, county: county ?? PROVINCE_OFFICES, manager: office.manager ?? '', state: statePart(office.presence), since: sinceWords(office),
      reports: reports.map(({ answer, at }) => `ساعت ${clockAt(at)}: ${VISIT_ANSWER_NAMES[answer]}`),
    })),
  };
}
