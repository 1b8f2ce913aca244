import { addMinutes, dayOf, formatClockRange, type Instant } from '../domain/calendar.ts';
import type { Line } from '../domain/call.ts';
import { formatDayShort, WEEKDAYS, weekday } from '../domain/jalali.ts';
import { formatNumber, toPersianDigits } from '../domain/persian.ts';
import { isLiving, minutesLate, type SessionLife } from '../domain/session-life.ts';
import type { ChipPart, CountPart, EmptyPart } from '../http/parts.ts';
import { callerCalled, callerWords, CALL_STATE_NAMES, LINE_NAMES } from '../wording/calls.ts';
import { counted } from '../wording/counts.ts';
import { clockWords, hostCalled, LIFE_STATE_NAMES } from '../wording/sessions.ts';
import { aboutWords } from './call-backs-view.ts';
import type { SessionFacts, Waiting } from './facts.ts';
import type { MaskedNumbers } from './masked.ts';
import type { Today } from './today.ts';

/** A caller whom a host has called for: whom to put through, and where. */
export interface JobView {
  readonly callId: string;
  readonly sessionId: string;
  readonly who: string;
  readonly to: string;
  readonly line: Line;
  readonly how: string;
  /** The covered telephone of one who is to be rung; null where he is on the line. */
  readonly number: string | null;
  readonly since: CountPart;
  readonly first: boolean;
}

/** A call that rings at the centre, or that somebody has picked up and not yet written down. */
export interface RingView {
  readonly id: string;
  readonly number: string;
  readonly line: string | null;
  readonly since: CountPart;
  /** Who has taken it; null where it is still anybody's. */
  readonly taken: string | null;
  readonly answered: boolean;
  readonly first: boolean;
}

/** A waiting caller in a session's queue. */
export interface WaitingView {
  readonly callId: string;
  readonly place: string;
  readonly name: string;
  readonly lineIcon: string;
  readonly line: string;
  readonly priority: boolean;
  readonly turn: CountPart;
  readonly reached: boolean;
}

/** One session of today with its queue. */
export interface DeskSessionView {
  readonly id: string;
  /** The digit of its key, 1 to 9; null where it takes no callers or there is no key left. */
  readonly digit: string | null;
  readonly key: string | null;
  readonly title: string;
  readonly agencyId: string;
  readonly chip: ChipPart;
  readonly window: string;
  readonly count: string;
  readonly left: CountPart | null;
  readonly late: CountPart | null;
  /** When somebody's turn would come who joined now; null where nobody can. */
  readonly joining: CountPart | null;
  /** Whether whoever joined now would be reached, and the last moment at which that can be true. */
  readonly reached: boolean;
  readonly last: Instant;
  readonly note: string | null;
  readonly present: string | null;
  readonly waiting: readonly WaitingView[];
  readonly held: readonly { readonly callId: string; readonly name: string }[];
}

/** Everything of the day that the operators see live. */
export interface DeskBoardView {
  readonly jobs: readonly JobView[];
  readonly ringing: readonly RingView[];
  readonly sessions: readonly DeskSessionView[];
  readonly over: readonly { readonly title: string; readonly chip: ChipPart }[];
  readonly callBacks: {
    readonly rows: readonly { readonly callId: string; readonly who: string; readonly about: string; readonly when: string; readonly number: string | null; readonly first: boolean }[];
    /** The link to all of them. */
    readonly all: string;
  };
  readonly empty: EmptyPart | null;
}

const CALL_BACKS_SHOWN = 6;

/** The colour of each state of a session. */
export const LIFE_TONES: Readonly<Record<SessionLife['state'], ChipPart['tone']>> = {
  scheduled: 'draft', awaiting: 'info', open: 'ok', paused: 'warning', closing: 'warning', closed: 'plain', cancelled: 'plain',
};

/** A session as an operator calls it: «آب و فاضلاب، مدیرعامل». */
export const sessionTitle = ({ agency, life }: Pick<SessionFacts, 'agency' | 'life'>): string => `${agency.shortName}، ${life.post}`;

/** A day and hours in words: «دوشنبه ۹ آذر، ۹ تا ۱۲». */
export const whenWords = ({ day, from, to }: Pick<SessionLife, 'day' | 'from' | 'to'>): string => `${WEEKDAYS[weekday(day)]} ${formatDayShort(day)}، ${formatClockRange(from, to)}`;

const takesCallers = ({ state }: SessionLife): boolean => state === 'scheduled' || state === 'awaiting' || state === 'open';

const waitingView = ({ call, place, minutes, reached }: Waiting, now: SessionFacts['now']): WaitingView => ({
  callId: call.id,
  place: formatNumber(place),
  name: callerCalled(call),
  lineIcon: call.line === 'on_line' ? 'phone' : 'phone-outgoing',
  line: LINE_NAMES[call.line],
  priority: call.priority,
  turn: counted('turn', addMinutes(now, minutes), now),
  reached,
});

const noteOf = ({ life }: SessionFacts): string | null => {
  if (life.state === 'paused') return life.reason === null ? 'تا ادامهٔ پذیرش، کسی به صف نمی‌رود.' : `${life.reason}؛ تا ادامهٔ پذیرش، کسی به صف نمی‌رود.`;
  if (life.state === 'closing') return 'تماس‌گیرندهٔ تازه نمی‌پذیرد.';
  return life.substituteFor !== null ? `جانشین: ${hostCalled(life)}` : null;
};

function sessionView(facts: SessionFacts, number: number | null): DeskSessionView {
  const { life, agency, now, waiting, held, present, rule, joining, minutesEach } = facts;
  const takes = takesCallers(life);
  return {
    id: life.id,
    digit: number === null ? null : String(number),
    key: number === null ? null : formatNumber(number),
    title: sessionTitle(facts),
    agencyId: agency.id,
    chip: { tone: LIFE_TONES[life.state], text: LIFE_STATE_NAMES[life.state] },
    window: formatClockRange(life.from, life.to),
    count: waiting.length === 0 ? 'کسی در صف نیست' : `در صف ${formatNumber(waiting.length)} نفر`,
    left: life.openedAt === null ? null : counted('left', life.endsAt, now),
    late: minutesLate(life, now) > 0 ? counted('late', life.startsAt, now, { after: rule.lateMinutes }) : null,
    joining: takes ? counted('turn', addMinutes(now, joining.minutes), now) : null,
    reached: joining.reached,
    // As in outlookOf: half a talk's time must be left.
    last: addMinutes(life.endsAt, -Math.ceil(minutesEach / 2)),
    note: noteOf(facts),
    present: present === null || present.state === 'ended' ? null : `${CALL_STATE_NAMES[present.state]}: ${callerCalled(present)}`,
    waiting: waiting.map((one) => waitingView(one, now)),
    held: held.map((call) => ({ callId: call.id, name: callerCalled(call) })),
  };
}

const onLineWords = (line: string | undefined, holder: string | undefined): string => `روی خط${line === undefined ? '' : ` ${toPersianDigits(line)}`}${holder === undefined ? '' : ` نزد ${holder}`}`;

function jobsOf({ sessions, names, now }: Today, masked: MaskedNumbers): JobView[] {
  return sessions
    .flatMap((facts) => (facts.present?.state === 'connecting' ? [{ facts, call: facts.present }] : []))
    .sort((one, other) => ((one.call.takenAt ?? '') < (other.call.takenAt ?? '') ? -1 : 1))
    .map(({ facts, call }, index) => ({
      callId: call.id,
      sessionId: facts.life.id,
      who: callerWords(call, names.counties),
      to: `${sessionTitle(facts)}${facts.life.hostName === null ? '' : `، ${hostCalled(facts.life)}`}`,
      line: call.line,
      how: call.line === 'to_ring' ? 'شماره را بگیرید' : onLineWords(masked.lines.get(call.id), masked.staff.get(call.receivedBy)),
      number: call.line === 'to_ring' ? (masked.phones.get(call.id) ?? null) : null,
      since: counted('clock', call.takenAt ?? now, now),
      first: index === 0,
    }));
}

function ringingOf({ incoming, now }: Today, masked: MaskedNumbers): RingView[] {
  const first = incoming.find(({ takenBy }) => takenBy === null);
  return incoming.map((one) => ({
    id: one.id,
    number: masked.phones.get(one.id) ?? 'شماره پنهان است',
    line: one.line === null ? null : toPersianDigits(one.line),
    since: counted('clock', one.at, now),
    taken: one.takenBy === null ? null : (masked.staff.get(one.takenBy) ?? '…'),
    answered: one.state === 'answered',
    first: one.id === first?.id,
  }));
}

function callBacksOf({ callBacks, owed, names, now, day }: Today, masked: MaskedNumbers): DeskBoardView['callBacks'] {
  return {
    rows: callBacks.slice(0, CALL_BACKS_SHOWN).map((call, index) => ({
      callId: call.id,
      who: callerWords(call, names.counties),
      about: aboutWords(call, names),
      when: dayOf(call.endedAt ?? now) === day ? `ساعت ${clockWords(call.endedAt ?? now)}` : formatDayShort(dayOf(call.endedAt ?? now)),
      number: masked.phones.get(call.id) ?? null,
      first: index === 0,
    })),
    all: `همهٔ تماس‌های دوباره (${formatNumber(owed)})`,
  };
}

/** The day as the operators see it: whom to connect first, then who rings, the sessions with their queues, and who is owed a call. */
export function deskBoardView(today: Today, masked: MaskedNumbers): DeskBoardView {
  const living = today.sessions.filter(({ life }) => isLiving(life.state));
  const numbered = living.filter(({ life }) => takesCallers(life)).slice(0, 9).map(({ life }) => life.id);
  return {
    jobs: jobsOf(today, masked),
    ringing: ringingOf(today, masked),
    sessions: living.map((facts) => sessionView(facts, numbered.includes(facts.life.id) ? numbered.indexOf(facts.life.id) + 1 : null)),
    over: today.sessions.filter(({ life }) => !isLiving(life.state)).map((facts) => ({ title: sessionTitle(facts), chip: { tone: 'plain', text: LIFE_STATE_NAMES[facts.life.state] } })),
    callBacks: callBacksOf(today, masked),
    empty: living.length > 0 ? null : { icon: 'calendar-days', text: today.sessions.length > 0 ? 'جلسه‌های امروز پایان یافته است.' : 'امروز جلسه‌ای نیست.', hint: 'تماس‌ها را می‌توان همین‌جا پاسخ داد یا ثبت کرد.' },
  };
}
