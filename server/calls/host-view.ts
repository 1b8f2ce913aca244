import { minutesBetween, type Instant } from '../domain/calendar.ts';
import { isPresent, type Call, type Line } from '../domain/call.ts';
import { daysBetween, formatDayShort, toJalali, type Day } from '../domain/jalali.ts';
import { formatNumber, toPersianDigits } from '../domain/persian.ts';
import type { Age } from '../domain/queue/reach.ts';
import { talkSeconds } from '../domain/queue/steps.ts';
import { barCells, fairMinutes, timeBar } from '../domain/queue/time-bar.ts';
import type { ChipPart, ChipTone } from '../http/parts.ts';
import { CALL_OUTCOME_NAMES, callerCalled, LINE_NAMES } from '../wording/calls.ts';
import { commitmentDue } from '../wording/commitments.ts';
import { leftWords, shareWords, unreachedWords, waitWords } from '../wording/counting.ts';
import { nextWords } from '../wording/host.ts';
import { LIFE_STATE_NAMES } from '../wording/sessions.ts';
import type { SessionFacts, Waiting } from './facts.ts';
import type { Promised, QueueFacts } from './host-facts.ts';

/** One who waits, as a row of the host's queue. */
export interface HostRow {
  readonly call: string;
  readonly place: string;
  readonly name: string;
  readonly county: string | null;
  readonly about: string;
  readonly since: Instant;
  readonly waited: string;
  readonly age: Age;
  readonly line: { readonly icon: string; readonly text: string };
  readonly reached: boolean;
  readonly marks: readonly string[];
  /** What the big button says while he is next. */
  readonly label: string;
}

/** One on hold: until when, and what for. */
export interface HeldRow {
  readonly call: string;
  readonly name: string;
  readonly reason: string;
  readonly until: Instant | null;
  readonly label: string;
}

/** What the page's script counts with between two fragments. */
export interface HostClock {
  readonly now: Instant;
  /** When it was to begin, for the bar of its time; and when it did, for those who wait. */
  readonly plannedAt: Instant;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly talkSince: Instant | null;
  /** Minutes of one talk, with two decimals. */
  readonly each: string;
  readonly waitTarget: number;
}

/** The queue's fragment, `host-queue`. */
export interface HostQueueView {
  readonly clock: HostClock;
  readonly life: ChipPart;
  readonly count: string;
  readonly waiting: number;
  readonly soFar: string;
  readonly unreached: string;
  readonly share: { readonly people: string; readonly each: string };
  readonly rows: readonly HostRow[];
  readonly held: readonly HeldRow[];
  /** Who comes next, as the big button says it; null where nobody does. */
  readonly next: string | null;
  /** What stands there while nobody waits. */
  readonly idle: { readonly promised: readonly PromisedLine[]; readonly calls: readonly DoneLine[] } | null;
}

export interface PromisedLine { readonly place: string; readonly text: string; readonly county: string | null; readonly due: string; readonly left: ChipPart }
export interface DoneLine { readonly name: string; readonly county: string | null; readonly outcome: ChipPart; readonly talk: string }

const CALLS_SHOWN = 5;
const SOON_DAYS = 3;
const LINE_ICONS: Readonly<Record<Line, string>> = { on_line: 'phone', to_ring: 'phone-outgoing' };
const LIFE_LOOKS: Readonly<Record<SessionFacts['life']['state'], { readonly tone: ChipTone; readonly icon: string }>> = {
  scheduled: { tone: 'plain', icon: 'calendar-clock' },
  awaiting: { tone: 'info', icon: 'hourglass' },
  open: { tone: 'ok', icon: 'radio' },
  paused: { tone: 'warning', icon: 'circle-pause' },
  closing: { tone: 'warning', icon: 'timer' },
  closed: { tone: 'plain', icon: 'circle-check' },
  cancelled: { tone: 'bad', icon: 'ban' },
};
const OUTCOME_TONES: Readonly<Record<string, ChipTone>> = {
  answered: 'ok', settled_on_line: 'ok', commitment: 'warning', referred: 'info', other_agency: 'info', linked: 'brand', same_problem: 'brand', dropped: 'bad',
};

/** A day with its year: «۱۴ مهر ۱۴۰۵». */
export const dayWords = (day: Day): string => `${formatDayShort(day)} ${toPersianDigits(toJalali(day).year)}`;

/** What a call came to, as a chip. */
export const outcomeChip = ({ outcome }: Pick<Call, 'outcome'>): ChipPart =>
  ({ tone: OUTCOME_TONES[outcome ?? ''] ?? 'plain', text: outcome === null ? 'بی‌نتیجه' : CALL_OUTCOME_NAMES[outcome] });

/** Where the session stands, as a chip. */
export const lifeChip = ({ state }: SessionFacts['life']): ChipPart => ({ ...LIFE_LOOKS[state], text: LIFE_STATE_NAMES[state] });

/** How near a commitment's day is, as a chip. */
export const dueChip = (due: Day, today: Day): ChipPart => {
  const left = daysBetween(today, due);
  return { tone: left < 0 ? 'bad' : left <= SOON_DAYS ? 'warning' : 'plain', text: commitmentDue(due, today) };
};

const aboutOf = ({ summary, topicId }: Call, { topics }: Pick<QueueFacts, 'topics'>): string => summary || (topics.get(topicId ?? '') ?? '');
const countyOf = ({ countyId }: Pick<Call, 'countyId'>, { counties }: Pick<QueueFacts, 'counties'>): string | null => counties.get(countyId ?? '') ?? null;

function rowOf({ call, place, since, waited, age, reached }: Waiting, facts: QueueFacts): HostRow {
  const county = countyOf(call, facts);
  return {
    call: call.id, place: formatNumber(place), name: callerCalled(call), county, about: aboutOf(call, facts), since, waited: waitWords(waited), age, reached,
    line: { icon: LINE_ICONS[call.line], text: LINE_NAMES[call.line] },
    marks: [...(call.priority ? ['اولویت‌دار'] : []), ...(call.tries > 0 ? ['پاسخ نداد؛ دوباره تماس می‌گیریم'] : [])],
    label: nextWords(callerCalled(call), county, call.line),
  };
}

const promisedLine = ({ commitment, countyId }: Promised, place: number, facts: QueueFacts): PromisedLine => ({
  place: formatNumber(place + 1), text: commitment.text, county: facts.counties.get(countyId ?? '') ?? null,
  due: `تا ${dayWords(commitment.dueDay)}`, left: dueChip(commitment.dueDay, facts.session.life.day),
});

function doneLine(call: Call, facts: QueueFacts): DoneLine {
  const seconds = talkSeconds(call);
  return { name: callerCalled(call), county: countyOf(call, facts), outcome: outcomeChip(call), talk: seconds === null ? '' : waitWords(Math.max(1, Math.round(seconds / 60))) };
}

const latest = ({ session }: QueueFacts): Call[] =>
  session.calls.filter(({ talkAt, outcome }) => talkAt !== null && outcome !== null)
    .sort((one, other) => ((one.talkEndedAt ?? '') < (other.talkEndedAt ?? '') ? 1 : -1)).slice(0, CALLS_SHOWN);

/** The instants and numbers from which the page counts on by itself. */
export function clockOfDesk({ life, now, present, minutesEach, rule }: SessionFacts): HostClock {
  return {
    now, plannedAt: life.startsAt, startsAt: life.openedAt ?? life.startsAt, endsAt: life.endsAt,
    talkSince: present !== null && isPresent(present.state) ? (present.talkAt ?? present.takenAt) : null,
    each: minutesEach.toFixed(2), waitTarget: rule.waitMinutes,
  };
}

/** The queue's fragment from its facts. */
export function hostQueueView(facts: QueueFacts): HostQueueView {
  const { session } = facts;
  const { waiting, held, next, life } = session;
  const rows = waiting.map((one) => rowOf(one, facts));
  return {
    clock: clockOfDesk(session),
    life: lifeChip(life),
    count: `${formatNumber(waiting.length)} نفر`,
    waiting: waiting.length,
    soFar: `تماس تا اکنون: ${formatNumber(session.taken)}`,
    unreached: unreachedWords(waiting.filter(({ reached }) => !reached).length),
    share: shareWords(waiting.length, session.minutesLeft, session.minutesEach),
    rows,
    held: held.map((call) => ({ call: call.id, name: callerCalled(call), reason: call.holdReason ?? '', until: call.holdUntil, label: nextWords(callerCalled(call), countyOf(call, facts), 'held') })),
    next: next === null ? null : nextWords(callerCalled(next), countyOf(next, facts), next.state === 'on_hold' ? 'held' : next.line),
    idle: waiting.length + held.length > 0 ? null : {
      promised: facts.promised.map((one, place) => promisedLine(one, place, facts)),
      calls: latest(facts).map((call) => doneLine(call, facts)),
    },
  };
}

/** The bar of the remaining time as it is drawn: hundredths from the end, cut into the talks that fit where anybody waits for one. */
export interface HostBar {
  readonly figure: string;
  readonly words: string;
  readonly cells: readonly { readonly x: string; readonly width: string }[];
}

/** The head of the page: how much time is left for how many. */
export function hostBar({ life, now, minutesEach, waiting }: SessionFacts): HostBar {
  const bar = timeBar({ now, startsAt: life.startsAt, endsAt: life.endsAt }, minutesEach);
  const cells = barCells(waiting.length === 0 ? { ...bar, talks: 1 } : bar);
  return {
    ...leftWords(minutesBetween(now, life.startsAt), minutesBetween(now, life.endsAt)),
    cells: cells.map(({ x, width }) => ({ x: x.toFixed(2), width: width.toFixed(2) })),
  };
}

/** Minutes that the present talk may take so that those who wait are reached. */
export const talkTarget = ({ minutesLeft, waiting, rule }: SessionFacts): number => fairMinutes(minutesLeft, waiting.length, rule.talkMinutes);
