import { clockOf, formatClock, formatClockRange, type Clock } from '../domain/calendar.ts';
import { formatNumber } from '../domain/persian.ts';
import type { ChipPart, EmptyPart, TilesPart } from '../http/parts.ts';
import { HONORIFICS } from '../wording/fa.ts';
import { VISIT_OUTCOME_NAMES } from '../wording/visitors.ts';
import type { ListedVisitor, VisitorDay } from './read.ts';

/** The live part of the desk of visitors: how many came, in which hours, and the latest of them. */
export interface VisitorDayView {
  readonly tiles: TilesPart;
  readonly hours: readonly { readonly label: string; readonly count: string; readonly share: number; readonly own: boolean }[];
  readonly hoursLabel: string;
  readonly rows: readonly { readonly id: string; readonly at: string; readonly who: string; readonly phone: string | null; readonly about: string; readonly chip: ChipPart; readonly note: string }[];
  readonly more: string | null;
  readonly empty: EmptyPart;
}

const TONES: Readonly<Record<ListedVisitor['walkIn']['outcome'], ChipPart['tone']>> = { by_manager: 'ok', by_expert: 'info', registered: 'brand', referred: 'plain', unanswered: 'warning', counted: 'plain' };

const whoOf = ({ walkIn: { honorific, outcome }, name }: ListedVisitor): string => {
  if (name === null && honorific === null) return outcome === 'counted' ? 'مراجعه‌کننده' : 'بی‌نام';
  return [honorific === null ? '' : HONORIFICS[honorific], name ?? ''].filter(Boolean).join(' ');
};

// Whoever was only counted is in no list, and neither are the first of a long day.
const moreOf = (counted: number, all: number, listed: number): string => {
  const earlier = all - counted - listed;
  return [counted === 0 ? '' : `${formatNumber(counted)} نفر تنها شمرده شده‌اند`, earlier === 0 ? '' : `${formatNumber(earlier)} نفر پیش از این‌ها ثبت شده‌اند`].filter(Boolean).join('؛ ') + '.';
};

const hourOf = (clock: Clock): number => Number(clock.slice(0, 2));
const clockAt = (hour: number): Clock => `${String(hour).padStart(2, '0')}:00` as Clock;

/** One agency's day of visitors. */
export function visitorDayView({ times, hour, rows }: VisitorDay): VisitorDayView {
  const within = hour === null ? [] : times.filter(({ hourId }) => hourId === hour.id);
  const counts = new Map<number, number>();
  for (const { at } of times) counts.set(hourOf(clockOf(at)), (counts.get(hourOf(clockOf(at))) ?? 0) + 1);
  // The manager's own hours are there even where nobody came in them.
  const own = hour === null ? [] : Array.from({ length: Math.max(1, Math.ceil(hourOf(hour.to) + Number(hour.to.slice(3) > '00') - hourOf(hour.from))) }, (_, index) => hourOf(hour.from) + index);
  const shown = [...new Set([...counts.keys(), ...own])].sort((one, other) => one - other);
  const most = Math.max(1, ...counts.values());
  const outcome = (which: readonly ListedVisitor['walkIn']['outcome'][]): string => formatNumber(times.filter((one) => which.includes(one.outcome)).length);
  return {
    tiles: {
      tiles: [
        { label: 'مراجعه‌کننده', value: formatNumber(times.length) },
        ...(hour === null ? [] : [{ label: `در ساعت حضور مدیر، ${formatClockRange(hour.from, hour.to)}`, value: formatNumber(within.length) }]),
        { label: 'مدیر پاسخ داد', value: outcome(['by_manager']) },
        { label: 'درخواست ثبت شد', value: outcome(['registered']) },
        { label: 'بی‌پاسخ رفت', value: outcome(['unanswered']) },
      ],
    },
    hoursLabel: hour === null ? 'مراجعه در هر ساعت' : 'مراجعه در هر ساعت؛ ساعت حضور مدیر پررنگ است',
    hours: shown.map((one) => ({ label: formatClockRange(clockAt(one), clockAt(one + 1)), count: formatNumber(counts.get(one) ?? 0), share: Math.round(((counts.get(one) ?? 0) / most) * 100), own: own.includes(one) })),
    rows: rows.map((one) => ({
      id: one.walkIn.id,
      at: formatClock(clockOf(one.walkIn.at)),
      who: whoOf(one),
      phone: one.phone,
      about: [one.topic, one.target === null ? null : `به ${one.target}`].filter((text) => text !== null).join('؛ '),
      chip: { tone: TONES[one.walkIn.outcome], text: VISIT_OUTCOME_NAMES[one.walkIn.outcome] },
      note: one.walkIn.note,
    })),
    more: times.length > rows.length && times.length > 0 ? moreOf(times.filter(({ outcome: one }) => one === 'counted').length, times.length, rows.length) : null,
    empty: { icon: 'users-round', text: 'امروز هنوز کسی ثبت نشده است.', hint: 'هر مراجعه‌کننده‌ای که ثبت یا شمرده شود، همین‌جا دیده می‌شود.' },
  };
}
