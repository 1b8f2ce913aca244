import { clockOf, dayOf, formatClock, minutesBetween, type Instant } from '../domain/calendar.ts';
import type { Call, CallOutcome } from '../domain/call.ts';
import { formatDayLong } from '../domain/jalali.ts';
import { formatNumber, formatStopwatch, toPersianDigits } from '../domain/persian.ts';
import { summarise } from '../domain/queue/summary.ts';
import { talkSeconds, waitingSince } from '../domain/queue/steps.ts';
import { isLiving, type SessionLife, type SessionSummary } from '../domain/session-life.ts';
import { groupedCode } from '../domain/tracking-code.ts';
import type { ChipPart } from '../http/parts.ts';
import { CALL_STATE_NAMES, callerCalled } from '../wording/calls.ts';
import { targetWords, waitWords } from '../wording/counting.ts';
import { CONCLUDED_WORDS, CONNECTING_WORDS } from '../wording/host.ts';
import { MATTER_KIND_NAMES } from '../wording/requests.ts';
import { hostCalled, minutesWords, ordinalWords, secondsWords } from '../wording/sessions.ts';
import type { SessionFacts } from './facts.ts';
import type { CardFacts } from './host-facts.ts';
import { pastView, type PastView } from './host-past-view.ts';
import { outcomeChip, talkTarget } from './host-view.ts';

/** What the desk is at: nobody before it (not begun, somebody waits, nobody waits, the host has left, over), or somebody. */
export type DeskKind = 'before' | 'ready' | 'empty' | 'away' | 'over' | 'connecting' | 'talking' | 'wrap_up';

/** What the desk says while nobody is before it. */
export interface CalmView { readonly icon: string; readonly title: string; readonly text: string; readonly sound: boolean }

/** The caller who is being connected or talked to. */
export interface CallerView {
  readonly state: ChipPart;
  readonly target: { readonly words: string; readonly minutes: number } | null;
  readonly since: Instant | null;
  readonly timer: string;
  readonly name: string;
  readonly county: string | null;
  readonly topic: string;
  readonly detail: string | null;
  readonly facts: readonly { readonly icon: string; readonly text: string; readonly ltr: boolean }[];
  readonly connecting: string | null;
  readonly past: PastView | null;
}

/** The talk that has just ended: what it came to, the code to be read out, and until when the note is finished. */
export interface WrapView {
  readonly state: ChipPart;
  readonly outcome: ChipPart;
  readonly name: string;
  readonly words: string;
  readonly code: readonly string[] | null;
  readonly until: Instant | null;
  readonly timer: string;
  readonly talk: string | null;
}

/** The card's fragment, `host-card`. */
export interface HostCardView {
  readonly kind: DeskKind;
  readonly now: Instant;
  readonly call: string | null;
  readonly name: string;
  readonly life: SessionLife['state'];
  /** Whether the host can begin: only on the session's own day. */
  readonly mayBegin: boolean;
  readonly message: { readonly text: string; readonly at: string } | null;
  readonly calm: CalmView | null;
  readonly caller: CallerView | null;
  readonly wrap: WrapView | null;
  readonly figures: readonly { readonly label: string; readonly value: string }[];
}

/** The longest summary that can stand as a headline; a longer one is told under the name of its topic. */
const HEADLINE = 80;

const kindOf = ({ life, present, waiting, held }: SessionFacts): DeskKind => {
  if (!isLiving(life.state)) return 'over';
  if (present !== null && present.state !== 'waiting' && present.state !== 'on_hold' && present.state !== 'ended') return present.state;
  if (life.state === 'scheduled' || life.state === 'awaiting') return 'before';
  if (life.hostLeftAt !== null) return 'away';
  return waiting.length + held.length > 0 ? 'ready' : 'empty';
};

function calmOf(kind: DeskKind, { life, waiting, held, now }: SessionFacts): CalmView | null {
  const people = `${formatNumber(waiting.length)} نفر`;
  const paused = life.state === 'paused' ? ` پذیرش متوقف است${life.reason === null ? '' : ` (${life.reason})`}؛ کسی به صف افزوده نمی‌شود.` : '';
  switch (kind) {
    case 'before': {
      if (life.day !== dayOf(now)) return { icon: 'calendar-clock', title: `این جلسه ${formatDayLong(life.day)} است.`, text: 'در همان روز، آغاز پاسخگویی همین‌جا ممکن می‌شود.', sound: false };
      const waits = waiting.length === 0 ? 'هنوز کسی در صف نیست.' : `${people} در صف منتظر شما ${waiting.length === 1 ? 'است' : 'هستند'}.`;
      return { icon: 'headphones', title: `${hostCalled(life)}، خوش آمدید.`, text: `${waits} هر گاه آماده بودید، «آغاز پاسخگویی» را بزنید.`, sound: true };
    }
    case 'ready': {
      if (waiting.length === 0) return { icon: 'headphones', title: `${formatNumber(held.length)} نفر پشت خط است.`, text: `برای ادامهٔ گفت‌وگو «نفر بعد» را بزنید.${paused}`, sound: false };
      return { icon: 'users-round', title: `${people} در صف${waiting.length === 1 ? ' است' : '‌اند'}.`, text: `برای آغاز گفت‌وگو «نفر بعد» را بزنید؛ مرکز او را به شما وصل می‌کند.${paused}`, sound: true };
    }
    case 'empty':
      return { icon: 'headphones', title: 'کسی در صف نیست.', text: paused === '' ? 'تماس بعدی خودبه‌خود همین‌جا دیده می‌شود.' : paused.trim(), sound: true };
    case 'away': {
      const left = waiting.length === 0 ? 'کسی در صف نمانده است.' : `مرکز برای ${people} که در صف مانده${waiting.length === 1 ? ' است' : '‌اند'} راهی می‌یابد.`;
      return { icon: 'log-out', title: 'حضور شما پایان یافت.', text: `${left} از همراهی شما سپاسگزاریم.`, sound: false };
    }
    case 'over':
      return life.state === 'cancelled'
        ? { icon: 'ban', title: 'این جلسه لغو شده است.', text: life.reason ?? '', sound: false }
        : { icon: 'circle-check', title: 'این جلسه پایان یافته است.', text: 'از اینکه به مردم پاسخ دادید سپاسگزاریم. حاصل کار شما:', sound: false };
    default:
      return null;
  }
}

function callerOf(call: Call, { session, counties, topics, phone, history }: CardFacts): CallerView {
  const { now } = session;
  const talking = call.state === 'talking';
  const topic = topics.get(call.topicId ?? '') ?? null;
  const short = call.summary !== '' && call.summary.length <= HEADLINE && !call.summary.includes('\n');
  const since = talking ? call.talkAt : call.takenAt;
  const waited = minutesBetween(waitingSince(call, session.life), call.takenAt ?? now);
  const target = talkTarget(session);
  return {
    state: { tone: talking ? 'ok' : 'info', text: CALL_STATE_NAMES[call.state], icon: talking ? 'phone-call' : 'phone-outgoing' },
    target: talking ? { words: targetWords(target), minutes: target } : null,
    since, timer: formatStopwatch(since === null ? 0 : (Date.parse(now) - Date.parse(since)) / 1000),
    name: callerCalled(call),
    county: counties.get(call.countyId ?? '') ?? null,
    topic: short ? call.summary : (topic ?? MATTER_KIND_NAMES[call.kind]),
    detail: short || call.summary === '' ? null : call.summary,
    facts: [
      { icon: 'file-text', text: MATTER_KIND_NAMES[call.kind], ltr: false },
      ...(short && topic !== null ? [{ icon: 'tag', text: topic, ltr: false }] : []),
      { icon: 'hourglass', text: waited < 1 ? 'بی‌انتظار' : `${waitWords(waited)} در صف بود`, ltr: false },
      ...(phone === null ? [] : [{ icon: 'phone', text: phone, ltr: true }]),
      ...(call.priority ? [{ icon: 'flag', text: 'اولویت‌دار', ltr: false }] : []),
      ...(call.tries > 0 ? [{ icon: 'repeat', text: `بار ${ordinalWords(call.tries + 1)}`, ltr: false }] : []),
    ],
    connecting: talking ? null : CONNECTING_WORDS[call.line],
    past: history === null ? null : pastView(history, topics, dayOf(now)),
  };
}

function wrapOf(call: Call, { session, trackingCode }: CardFacts): WrapView {
  const seconds = talkSeconds(call);
  const left = call.wrapUntil === null ? 0 : (Date.parse(call.wrapUntil) - Date.parse(session.now)) / 1000;
  return {
    state: { tone: 'brand', text: CALL_STATE_NAMES.wrap_up, icon: 'pencil-line' },
    outcome: outcomeChip(call), name: callerCalled(call),
    words: CONCLUDED_WORDS[call.outcome as CallOutcome] ?? '',
    code: trackingCode === null ? null : groupedCode(trackingCode).split('\u00a0').map(toPersianDigits),
    until: call.wrapUntil, timer: formatStopwatch(left), talk: seconds === null ? null : `گفت‌وگو ${secondsWords(seconds)}`,
  };
}

const figuresOf = (summary: SessionSummary, over: boolean): { label: string; value: string }[] => {
  const figures = [
    { label: 'تماس در این جلسه', value: formatNumber(summary.taken) },
    { label: 'پاسخ داده شد', value: formatNumber(summary.answered) },
    { label: 'در همین تماس حل شد', value: formatNumber(summary.settled) },
    { label: 'ارجاع به کارشناس', value: formatNumber(summary.referred) },
    { label: 'تعهد با مهلت', value: formatNumber(summary.committed) },
  ];
  if (!over) return figures;
  return [
    ...figures,
    { label: 'مربوط به دستگاه دیگر', value: formatNumber(summary.otherAgency) },
    { label: 'میانهٔ گفت‌وگو', value: summary.medianTalk === null ? 'نبود' : waitWords(Math.max(1, Math.round(summary.medianTalk / 60))) },
    { label: 'زمان پاسخگویی', value: minutesWords(summary.minutesAnswering) },
  ];
};

/** The card's fragment from its facts. */
export function hostCardView(facts: CardFacts): HostCardView {
  const { session } = facts;
  const { life, now, calls } = session;
  const kind = kindOf(session);
  const present = kind === 'over' ? null : session.present;
  const calm = calmOf(kind, session);
  const counted = kind === 'over' && life.state === 'cancelled' ? null : (life.summary ?? summarise(calls, life, now));
  return {
    kind, now, life: life.state, mayBegin: kind === 'before' && life.day === dayOf(now),
    call: present?.id ?? null,
    name: present === null ? '' : callerCalled(present),
    message: life.message === null || life.messageAt === null ? null : { text: life.message, at: formatClock(clockOf(life.messageAt)) },
    calm,
    caller: present !== null && (kind === 'talking' || kind === 'connecting') ? callerOf(present, facts) : null,
    wrap: present !== null && kind === 'wrap_up' ? wrapOf(present, facts) : null,
    figures: calm === null || counted === null || kind === 'before' ? [] : figuresOf(counted, kind === 'over'),
  };
}
