import { formatClockRange } from '../domain/calendar.ts';
import {
  addDays, daysFrom, firstOfMonth, formatDayShort, formatMonth, lastOfMonth, monthKey, startOfWeek, toJalali, WEEKDAYS, weekday, type Day, type JalaliMonth,
} from '../domain/jalali.ts';
import { invitationFor } from '../domain/invitation.ts';
import { toPersianDigits } from '../domain/persian.ts';
import type { PlannedSession } from '../domain/session.ts';
import { valueOn } from '../domain/settings.ts';
import { dayState, weeklyOccurrences, type WorkingContext } from '../domain/working-time.ts';
import { conflictClause, decidedBy, DRAFT_STATE_NAMES, emptySentence, explanation, INVITATION_STATE_NAMES, passedOverSentence, SECTOR_MARKS, sectorMark } from '../wording/rota.ts';
import { calledName } from '../wording/fa.ts';
import type { BoardFacts } from './board-facts.ts';
import type { BoardCard, BoardDay, BoardMonth, BoardSlot, CardState, CardWhy } from './board-types.ts';
import { worded } from './published-words.ts';
import { headFor, workingContextOf } from './surroundings.ts';

const NO_FIGURES = { recentCalls: 0, recentClients: 0 };

/** «یکشنبه ۱۵ آذر» */
export const dayName = (day: Day): string => `${WEEKDAYS[weekday(day)]} ${formatDayShort(day)}`;

const agencyOf = ({ data }: BoardFacts, agencyId: string | null) => data.surroundings.agencies.find(({ id }) => id === agencyId);

/** Where a card stands: what is left of a published programme is only foreseen. */
export function cardState({ data: { draft } }: BoardFacts, session: PlannedSession): CardState {
  if (session.state === 'published') return 'published';
  if (draft.state === 'published') return 'forecast';
  return draft.state === 'approved' ? 'approved' : draft.state === 'awaiting' ? 'awaiting' : 'draft';
}

const STATE_WORDS: Readonly<Record<CardState, string>> = {
  draft: DRAFT_STATE_NAMES.drafting,
  awaiting: DRAFT_STATE_NAMES.awaiting,
  approved: DRAFT_STATE_NAMES.approved,
  published: DRAFT_STATE_NAMES.published,
  cancelled: 'لغوشده',
  forecast: 'پیش‌بینی',
};

/** How far the asking of a session's manager has come; null where nobody was asked. */
export function askedOf({ data }: BoardFacts, session: PlannedSession): string | null {
  const { personId } = headFor(data.surroundings, session.agencyId, session.day);
  const { invitation, headChanged } = invitationFor(data.invitations, session, personId);
  return invitation === null ? null : headChanged ? 'مدیر عوض شده است؛ دوباره دعوت کنید' : INVITATION_STATE_NAMES[invitation.state];
}

const invitationWord = (facts: BoardFacts, session: PlannedSession): string => {
  const asked = session.state === 'published' ? null : askedOf(facts, session);
  return asked === null ? '' : `؛ دعوت: ${asked}`;
};

/** What a card says of itself, to staff: why it is here, and who came before it in order. */
export function whyOf(facts: BoardFacts, session: PlannedSession): CardWhy {
  const name = agencyOf(facts, session.agencyId)?.shortName ?? '';
  const standing = facts.standings.get(session.id);
  const figures = facts.data.draft.agencies.find(({ id }) => id === session.agencyId) ?? NO_FIGURES;
  const decided = session.state === 'published' && session.draftId !== facts.data.draft.id ? null : decidedBy(session.why);
  return {
    title: `چرا ${name}؟`,
    day: dayName(session.day),
    lines: [...(standing === undefined ? [] : [explanation({ ...figures, ...standing })]), ...(decided === null ? [] : [decided])],
    passedOver: (session.why?.passedOver ?? []).map(({ agencyId, why }) => passedOverSentence(agencyOf(facts, agencyId)?.shortName ?? 'دستگاه', why)),
  };
}

function cardOf(facts: BoardFacts, session: PlannedSession): BoardCard | null {
  const agency = agencyOf(facts, session.agencyId);
  if (agency === undefined) return null;
  const host = worded(session, facts.data.surroundings);
  const conflict = facts.conflicts.get(session.id);
  const state = cardState(facts, session);
  return {
    agency: agency.id,
    href: session.state === 'published' ? `/rota/sessions/${session.id}` : `/rota/drafts/${facts.data.draft.id}/explain/${session.id}`,
    sector: sectorMark(agency.sector).mark,
    shortName: agency.shortName,
    headTitle: agency.headTitle,
    person: host?.personName == null ? null : `${calledName({ honorific: host.honorific, name: host.personName })}${host.substituteFor === null ? '' : ` (به جای ${host.substituteFor})`}`,
    state,
    stateText: `${STATE_WORDS[state]}${invitationWord(facts, session)}`,
    pinned: session.pinned ? (session.pinReason ?? '') : null,
    conflict: conflict === undefined ? null : `تداخل: ${conflictClause(conflict)}`,
    why: whyOf(facts, session),
  };
}

const slotOf = (facts: BoardFacts, session: PlannedSession): BoardSlot => ({
  slot: session.id,
  rev: session.rev,
  time: formatClockRange(session.from, session.to),
  fixed: session.state === 'published' || session.pinned || facts.data.draft.state !== 'drafting',
  card: cardOf(facts, session),
  emptyReason: emptySentence(session.emptyReason),
});

const closedText = (day: Day, context: WorkingContext): string | null => {
  const state = dayState(day, context);
  if (state.kind === 'working') return state.notes.length === 0 ? null : state.notes.join('؛ ');
  if (state.why !== 'holiday' && state.why !== 'closure') return null;
  return `تعطیل: ${state.title}${state.predicted ? ' (پیش‌بینی)' : ''}`;
};

function hoursOf(facts: BoardFacts, day: Day, context: WorkingContext): BoardDay['hours'] {
  const hour = valueOn(facts.data.surroundings.settings, 'manager_hour', day);
  const [occurrence] = weeklyOccurrences(hour, day, day, context);
  if (occurrence === undefined) return null;
  const note = occurrence.state === 'cancelled' ? 'برگزار نمی‌شود' : occurrence.state === 'shortened' ? 'کوتاه‌شده' : null;
  return { text: 'ساعت حضور مدیران', range: formatClockRange(occurrence.from, occurrence.to), held: occurrence.state !== 'cancelled', note };
}

interface Shown {
  readonly facts: BoardFacts;
  readonly context: WorkingContext;
  readonly today: Day;
  readonly isOutside: (day: Day) => boolean;
}

function dayOf({ facts, context, today, isOutside }: Shown, day: Day): BoardDay {
  const outside = isOutside(day);
  return {
    day,
    label: outside ? formatDayShort(day) : toPersianDigits(toJalali(day).day),
    full: dayName(day),
    outside,
    today: day === today,
    friday: weekday(day) === 6,
    closed: closedText(day, context),
    hours: outside ? null : hoursOf(facts, day, context),
    slots: outside ? [] : facts.data.sessions.filter((session) => session.day === day).map((session) => slotOf(facts, session)),
  };
}

const weeksBetween = (shown: Shown, from: Day, to: Day): BoardDay[][] => {
  const days = daysFrom(startOfWeek(from), addDays(startOfWeek(to), 6));
  return Array.from({ length: days.length / 7 }, (_, week) => days.slice(week * 7, week * 7 + 7).map((day) => dayOf(shown, day)));
};

const holidayNote = (title: string, days: readonly Day[], context: WorkingContext): string => {
  const closed = days.flatMap((day) => {
    const state = dayState(day, context);
    return state.kind === 'closed' && (state.why === 'holiday' || state.why === 'closure') && weekday(day) !== 6 ? [`${formatDayShort(day)}: ${state.title}`] : [];
  });
  return closed.length === 0 ? `${title} جز جمعه‌ها تعطیل رسمی ندارد.` : `تعطیل، ${closed.join('؛ ')}.`;
};

const legend = (weeks: readonly (readonly BoardDay[])[]): BoardMonth['sectors'] => {
  const shown = new Set(weeks.flat().flatMap(({ slots }) => slots.flatMap(({ card }) => (card === null ? [] : [card.sector]))));
  return Object.values(SECTOR_MARKS).flatMap(({ mark, label }) => (shown.has(mark) ? [{ sector: mark, label }] : []));
};

/** A month of the board; days of other months are shown without their sessions. */
export function boardMonthView(facts: BoardFacts, month: JalaliMonth, today: Day): BoardMonth {
  const [first, last] = [firstOfMonth(month), lastOfMonth(month)];
  const context = workingContextOf(facts.data.surroundings);
  const weeks = weeksBetween({ facts, context, today, isOutside: (day) => day < first || day > last }, first, last);
  const title = formatMonth(month);
  return { key: monthKey(month), title, weeks, note: holidayNote(title, daysFrom(first, last), context), sectors: legend(weeks) };
}

/** The week of a day, Saturday to Friday, whatever months it touches. */
export function boardWeekView(facts: BoardFacts, day: Day, today: Day): BoardMonth {
  const from = startOfWeek(day);
  const to = addDays(from, 6);
  const context = workingContextOf(facts.data.surroundings);
  const weeks = weeksBetween({ facts, context, today, isOutside: () => false }, from, to);
  const title = `هفتهٔ ${formatDayShort(from)} تا ${formatDayShort(to)} ${toPersianDigits(toJalali(to).year)}`;
  return { key: monthKey(toJalali(from)), title, weeks, note: holidayNote(title, daysFrom(from, to), context), sectors: legend(weeks) };
}
