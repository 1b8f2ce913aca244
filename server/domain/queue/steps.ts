import { addMinutes, dayOf, millisecondsOf, type Instant } from '../calendar.ts';
import { isOpenCall, isPresent, type Call, type CallOutcome, type CallState } from '../call.ts';
import { Refusal } from '../refusal.ts';
import type { SessionLife } from '../session-life.ts';

/** What a step changes of a call. */
export type CallPatch = Partial<Omit<Call, 'id' | 'rev'>>;

/** Refuses `call_taken` or `call_moved_on` unless the call is in one of the states. */
function mustBe(call: Pick<Call, 'state'>, states: readonly CallState[]): void {
  if (states.includes(call.state)) return;
  throw new Refusal(isPresent(call.state) || call.state === 'wrap_up' ? 'call_taken' : 'call_moved_on');
}

/** Takes a waiting or held caller: from now on nobody else can. */
export function taken(call: Call, by: string, at: Instant): CallPatch {
  mustBe(call, ['waiting', 'on_hold']);
  const held = call.state === 'on_hold';
  return {
    state: held ? 'talking' : 'connecting',
    rank: null,
    takenAt: at,
    takenBy: by,
    heldSeconds: call.heldSeconds + secondsHeld(call, at),
    heldAt: null,
    holdUntil: null,
    // Who was on hold is on the line still: his talk goes on.
    ...(held ? {} : { talkAt: null }),
  };
}

/** The centre has put the caller through: the talk begins. */
export function connected(call: Call, at: Instant): CallPatch {
  mustBe(call, ['connecting']);
  return { state: 'talking', talkAt: at };
}

/** The caller did not answer when he was rung; he waits again at `rank`, to be rung. One who left no telephone can only be tried on his line again. */
export function unanswered(call: Call, rank: number): CallPatch {
  mustBe(call, ['connecting', 'talking']);
  return { state: 'waiting', rank, line: call.phone === null ? call.line : 'to_ring', tries: call.tries + 1, takenAt: null, takenBy: null, talkAt: null };
}

/** Back to the queue at `rank`, on the line as before. */
export function backToQueue(call: Call, rank: number): CallPatch {
  mustBe(call, ['connecting', 'talking', 'on_hold']);
  return { state: 'waiting', rank, takenAt: null, takenBy: null, talkAt: null, heldAt: null, holdUntil: null, holdReason: null };
}

/** Puts the present caller on hold for so many minutes. */
export function held(call: Call, reason: string, minutes: number, at: Instant): CallPatch {
  mustBe(call, ['talking']);
  return { state: 'on_hold', holdReason: reason, heldAt: at, holdUntil: addMinutes(at, minutes) };
}

/** Ends the talk with an outcome; the note may be finished until `wrapUntil`. */
export function concluded(call: Call, outcome: CallOutcome, by: string, at: Instant, wrapUntil: Instant): CallPatch {
  mustBe(call, ['connecting', 'talking', 'on_hold']);
  return {
    state: 'wrap_up', rank: null, queueKey: null, outcome, outcomeBy: by, talkEndedAt: at, wrapUntil,
    heldSeconds: call.heldSeconds + secondsHeld(call, at), heldAt: null, holdUntil: null,
  };
}

/** Ends the wrap-up. */
export function finished(call: Call, at: Instant): CallPatch {
  mustBe(call, ['wrap_up']);
  return { state: 'ended', endedAt: at, wrapUntil: null };
}

/** Ends a call that nobody is talking to: carried elsewhere, called back later, registered, dropped while waiting. */
export function leftQueue(call: Call, outcome: CallOutcome, by: string, at: Instant): CallPatch {
  if (!isOpenCall(call.state)) throw new Refusal('call_moved_on');
  return {
    state: 'ended', rank: null, queueKey: null, outcome, outcomeBy: by, endedAt: at, talkEndedAt: call.talkAt === null ? null : at,
    heldSeconds: call.heldSeconds + secondsHeld(call, at), heldAt: null, holdUntil: null,
  };
}

/** Seconds of talk, what was spent on hold left out; null where there was none. */
export function talkSeconds({ talkAt, talkEndedAt, heldSeconds }: Pick<Call, 'talkAt' | 'talkEndedAt' | 'heldSeconds'>): number | null {
  if (talkAt === null || talkEndedAt === null) return null;
  return Math.max(0, Math.round((millisecondsOf(talkEndedAt) - millisecondsOf(talkAt)) / 1000) - heldSeconds);
}

/**
 * Since when a caller waits for the host of this session: since he joined its queue; but one who is rung when his turn comes, and whose
 * place was kept from before it was to begin, waits at home until then.
 */
export function waitingSince({ queuedAt, receivedAt, line }: Pick<Call, 'queuedAt' | 'receivedAt' | 'line'>, { startsAt, day }: Pick<SessionLife, 'startsAt' | 'day'>): Instant {
  const since = queuedAt ?? receivedAt;
  return since < startsAt && (line === 'to_ring' || dayOf(since) < day) ? startsAt : since;
}

/** Seconds of waiting in this session until the talk began; null where it never did. */
export function waitSeconds(call: Pick<Call, 'queuedAt' | 'receivedAt' | 'line' | 'talkAt'>, life: Pick<SessionLife, 'startsAt' | 'day'>): number | null {
  if (call.queuedAt === null || call.talkAt === null) return null;
  return Math.max(0, Math.round((millisecondsOf(call.talkAt) - millisecondsOf(waitingSince(call, life))) / 1000));
}

function secondsHeld({ heldAt }: Pick<Call, 'heldAt'>, at: Instant): number {
  return heldAt === null ? 0 : Math.max(0, Math.round((millisecondsOf(at) - millisecondsOf(heldAt)) / 1000));
}
