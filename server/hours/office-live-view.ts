import { addMinutes, clockOf, formatClock, type Instant } from '../domain/calendar.ts';
import { discreet, officePhase } from '../domain/hour-acts.ts';
import { presenceRecorded, type ManagerHour, type Presence } from '../domain/manager-hour.ts';
import { formatNumber } from '../domain/persian.ts';
import type { ChipPart, ChipTone, NoticePart } from '../http/parts.ts';
import { EXCUSE_NAMES, PRESENCE_ICONS, PRESENCE_NAMES } from '../wording/presence.ts';
import { askedSentence, visitSentence } from '../wording/office.ts';
import type { HourPresence } from './lookup.ts';
import type { OfficeNow } from './office.ts';

/** Before whom an office's page stands: the manager himself, or his office, which is told nothing accusing. */
export type OfficeSide = 'manager' | 'office';

/** The fragment `office-SIDE` of an hour: what changes while the page stands open. */
export interface OfficeLiveView {
  readonly chip: ChipPart;
  /** What was said or registered of the manager's being there; '' where nothing was. */
  readonly line: string;
  /** What the inspector recorded, or what the manager is asked; null where neither is. */
  readonly told: NoticePart | null;
  /** Whether «در دفترم حاضرم» can still be said. */
  readonly declarable: boolean;
  readonly waiting: string;
}

const TONES: Readonly<Record<Presence, ChipTone>> = {
  no_report: 'plain', declared: 'info', verified: 'ok', late: 'warning', substitute: 'brand', not_found: 'warning', absent: 'bad', excused: 'brand',
};

/** What is known of an hour, as a chip. */
export const presenceChip = (presence: Presence): ChipPart => ({ tone: TONES[presence], text: PRESENCE_NAMES[presence], icon: PRESENCE_ICONS[presence] });

/** What is known of an hour as a side may see it: his office sees nothing of a report that nobody has judged. */
export function knownTo(side: OfficeSide, known: HourPresence): HourPresence {
  if (side === 'manager' || known.presence !== 'not_found') return known;
  const hour = discreet(known.hour);
  return { ...known, hour, presence: hour.presence };
}

const lineOf = ({ hour, presence, by, excuse }: HourPresence, declaredBy: string | null): string => {
  if (presence === 'excused') return `${excuse === null ? 'عذر موجه' : EXCUSE_NAMES[excuse]}${by === 'absence' ? '، پیش از این ساعت ثبت شده است.' : '؛ دفتر بازرسی ثبت کرده است.'}`;
  if (by === 'governorate') return 'پاسخگویی در استانداری حضور به شمار می‌آید.';
  if (hour.declaredAt === null) return '';
  return `حضور در ساعت ${formatClock(clockOf(hour.declaredAt))} اعلام شد${declaredBy === null ? '' : `؛ ${declaredBy}`}.`;
};

function toldOf({ hour, presence, by }: HourPresence, until: Instant | null, now: Instant): NoticePart | null {
  if (by !== 'record' || hour.seenAt === null) return null;
  // Also where an excuse or a decision stands: what speaks for him is told in any case.
  const sentence = visitSentence(presenceRecorded(hour), hour.seenAt);
  if (sentence !== null) return { tone: hour.answer === 'late' ? 'info' : 'ok', text: sentence };
  if (presence !== 'not_found' || until === null) return null;
  if (hour.explanation !== null) return { tone: 'info', text: 'توضیح شما دربارهٔ این بازدید ثبت شده است و دفتر بازرسی آن را می‌بیند.' };
  return now < until ? { tone: 'warning', text: askedSentence(hour.seenAt, now, until), action: { href: `/office/${hour.agencyId}?asked#explain`, label: 'نوشتن توضیح' } } : { tone: 'info', text: 'زمان نوشتن توضیح این بازدید گذشته است. اگر علتی بوده است، به دفتر بازرسی بگویید.' };
}

const waits = (count: number): string => (count === 0 ? 'کسی در صف نیست' : `${formatNumber(count)} نفر در صف`);

const mayStillDeclare = (hour: ManagerHour, { presence }: HourPresence, now: Instant): boolean =>
  officePhase(hour, now) === 'open' && hour.declaredAt === null && (presence === 'no_report' || presence === 'not_found');

/** What stands on the page of a side at an instant. */
export function officeLiveView(live: OfficeNow, side: OfficeSide, now: Instant): OfficeLiveView {
  const known = knownTo(side, live.known);
  return {
    chip: presenceChip(known.presence),
    line: lineOf(known, live.declaredBy),
    told: toldOf(known, live.until, now),
    declarable: mayStillDeclare(known.hour, known, now),
    waiting: waits(live.waiting),
  };
}

/** The instants at which the page says something else without anything having happened. */
export const turnsOf = ({ startsAt, endsAt }: ManagerHour, margins: readonly number[]): readonly Instant[] => [...margins.map((minutes) => addMinutes(startsAt, -minutes)), startsAt, endsAt, ...margins.map((minutes) => addMinutes(endsAt, minutes))];
