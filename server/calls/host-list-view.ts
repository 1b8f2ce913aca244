import { dayOf, formatClockRange, type Instant } from '../domain/calendar.ts';
import { formatDayLong } from '../domain/jalali.ts';
import { isLiving } from '../domain/session-life.ts';
import type { ChipPart } from '../http/parts.ts';
import { hostCalled } from '../wording/sessions.ts';
import type { Hosted } from './host-list.ts';
import { lifeChip } from './host-view.ts';

/** The sessions at whose desks the reader may work; none leaves a page that says what to do. */
export interface HostListView {
  readonly groups: readonly {
    readonly title: string;
    readonly sessions: readonly { readonly agency: string; readonly host: string; readonly time: string; readonly state: ChipPart; readonly desk: string | null; readonly living: boolean; readonly prepare: string }[];
  }[];
}

declare module '../http/pages.ts' {
  interface Pages {
    'calls/host-list': HostListView;
  }
}

/** The list of sessions, today's and then tomorrow's. */
export function hostListView(hosted: readonly Hosted[], now: Instant): HostListView {
  const today = dayOf(now);
  const days = [...new Set(hosted.map(({ life }) => life.day))];
  return {
    groups: days.map((day) => ({
      title: `${day === today ? 'امروز' : 'فردا'}، ${formatDayLong(day)}`,
      sessions: hosted.filter(({ life }) => life.day === day).map(({ life, agency }) => ({
        agency: agency.shortName, host: `${hostCalled(life)}${life.hostName === null ? '' : `، ${life.post}`}`, time: formatClockRange(life.from, life.to),
        state: lifeChip(life), desk: day === today ? `/host/${life.id}` : null, living: isLiving(life.state), prepare: `/host/${life.id}/prepare`,
      })),
    })),
  };
}
