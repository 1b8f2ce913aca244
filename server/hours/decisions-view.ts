import { clockOf, formatClock, formatInstant, type Instant } from '../domain/calendar.ts';
import { formatDayLong } from '../domain/jalali.ts';
import { formatNumber } from '../domain/persian.ts';
import type { ChipPart, EmptyPart } from '../http/parts.ts';
import { PROVINCE_OFFICES } from '../wording/presence.ts';
import type { Waiting } from './absence.ts';

/** What waits for the head's decision. */
export interface DecisionsView {
  readonly lead: string;
  readonly rows: readonly { readonly href: string; readonly agency: string; readonly who: string; readonly when: string; readonly chip: ChipPart }[];
  readonly empty: EmptyPart;
}

declare module '../http/pages.ts' {
  interface Pages {
    'hours/decisions': DecisionsView;
  }
}

const chipOf = ({ hour, until }: Waiting, now: Instant): ChipPart => {
  if (hour.explanation !== null) return { tone: 'ok', text: 'توضیح داده است', icon: 'message-square' };
  return now < until ? { tone: 'info', text: `تا ${formatInstant(until)} فرصت توضیح دارد`, icon: 'hourglass' } : { tone: 'warning', text: 'زمان توضیح گذشته است', icon: 'alarm-clock' };
};

/** The hours in which a manager was not found and nobody has decided, the oldest first. */
export function decisionsView(waiting: readonly Waiting[], now: Instant): DecisionsView {
  const ready = waiting.filter(({ hour, until }) => hour.explanation !== null || now >= until).length;
  return {
    lead: waiting.length === 0 ? '' : `${formatNumber(waiting.length)} گزارش منتظر تصمیم است؛ ${ready === 0 ? 'زمان توضیح هیچ‌یک هنوز نگذشته است.' : `${formatNumber(ready)} گزارش آمادهٔ تصمیم است.`}`,
    rows: waiting.map((one) => ({
      href: `/hours/${one.hour.id}`, agency: one.agency, who: [one.manager, one.county ?? PROVINCE_OFFICES].filter((part) => part !== null).join('، '),
      when: `${formatDayLong(one.hour.day)}${one.hour.seenAt === null ? '' : `، ساعت ${formatClock(clockOf(one.hour.seenAt))}`}`,
      chip: chipOf(one, now),
    })),
    empty: { icon: 'circle-check', text: 'چیزی منتظر تصمیم شما نیست.', hint: 'گزارشی که در آن مدیر در محل نبوده است، همین‌جا دیده می‌شود.' },
  };
}
