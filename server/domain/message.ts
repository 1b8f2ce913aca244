import { addMinutes, type Instant } from './calendar.ts';
import { firstTellingFrom, mayTellAt, type TellingHours } from './reminder.ts';

/** What a message tells of. */
export const MESSAGE_KINDS = [
  'invitation', 'reminder_month', 'reminder_week', 'reminder_day', 'change', 'cancellation', 'substitute',
  'swap_asked', 'swap_agreed', 'swap_declined', 'swap_approved', 'swap_rejected',
  'letter_waits', 'letter_answered',
] as const;
export type MessageKind = (typeof MESSAGE_KINDS)[number];

/** What is for the person alone: his office is not told of it, and no telephone but his own takes it. */
export const PERSONAL_KINDS: readonly MessageKind[] = ['letter_waits', 'letter_answered'];

/** The life of a message; `claimed` is in a process's hands, `given` is with the provider. */
export const MESSAGE_STATES = ['waiting', 'claimed', 'given', 'failed', 'dropped'] as const;
export type MessageState = (typeof MESSAGE_STATES)[number];

/** Why a message was not given: the provider's fault, or why nobody tried. */
export const MESSAGE_FAULTS = ['no_phone', 'no_answer', 'refused', 'moved', 'cancelled', 'withdrawn', 'too_late', 'by_hand'] as const;
export type MessageFault = (typeof MESSAGE_FAULTS)[number];

/** A message to an agency's head, or to whoever comes in his place. */
export interface Message {
  readonly id: string;
  /** What may be told once: two plannings of the same message are one. */
  readonly key: string;
  readonly kind: MessageKind;
  readonly agencyId: string;
  readonly personId: string | null;
  readonly sessionId: string | null;
  readonly invitationId: string | null;
  readonly body: string;
  readonly state: MessageState;
  readonly dueAt: Instant;
  /** Until then a claimed one is in hand, and a waiting one is not tried again. */
  readonly leaseUntil: Instant | null;
  /** How often it could not be given. */
  readonly attempts: number;
  readonly givenAt: Instant | null;
  readonly fault: MessageFault | null;
  readonly createdAt: Instant;
  readonly rev: number;
}

/** How long a process may hold a message before another takes it, in minutes. */
export const LEASE_MINUTES = 2;
/** The pauses between tries, in minutes; after the last one it has failed. */
export const PAUSES: readonly number[] = [1, 5, 15, 60];
const LONGEST_PAUSE = Math.max(...PAUSES);
/** Whoever must set out is told so long before his session. */
const NOTICE_MINUTES = 3 * 60;
/** A clock may be a day off: what seems too late is kept for so long before it is laid aside. */
const PATIENCE_MINUTES = 36 * 60;

/** The key of what is told once of a subject (an invitation, an exchange): of the same session at another time it is another message. */
export const messageKey = (kind: MessageKind, subject: string, about: string): string => `${kind}:${subject}:${about}`;

/** Whether a message may be overtaken by events: a reminder or an invitation to what is no longer so is not given. */
export const isPassing = (kind: MessageKind): boolean => kind === 'invitation' || kind.startsWith('reminder_');

/** The latest instant that a hold on a message can bear: one further ahead was set by a clock that has been put back since, and holds nothing. */
export const latestHold = (now: Instant): Instant => addMinutes(now, LONGEST_PAUSE);

/** Whether a message is to be taken up now. */
export const isClaimable = ({ state, dueAt, leaseUntil }: Pick<Message, 'state' | 'dueAt' | 'leaseUntil'>, now: Instant): boolean =>
  (state === 'waiting' || state === 'claimed') && dueAt <= now && (leaseUntil === null || leaseUntil <= now || leaseUntil > latestHold(now));

/** What a message is about, as it stands now; null where there is no such session or invitation any more. */
export interface MessageSubject {
  readonly session: { readonly state: 'draft' | 'published' | 'cancelled'; readonly agencyId: string | null; readonly startsAt: Instant } | null;
  readonly withdrawn: boolean;
}

/** What to do with a message that is due. `wait` leaves it as it is: by this clock its session has begun, and the clock may be wrong. */
export type Verdict =
  | { readonly act: 'give' | 'wait' }
  | { readonly act: 'postpone'; readonly until: Instant }
  | { readonly act: 'drop'; readonly because: MessageFault };

/** Why a reminder or an invitation is no longer to be given, or null where it stands. */
export function overtaken({ session, withdrawn }: MessageSubject, { key, kind, agencyId, invitationId }: Pick<Message, 'key' | 'kind' | 'agencyId' | 'invitationId'>): MessageFault | null {
  if (session?.state === 'cancelled') return 'cancelled';
  if (session === null || withdrawn || session.agencyId !== agencyId) return 'withdrawn';
  return key === messageKey(kind, invitationId ?? '', session.startsAt) ? null : 'moved';
}

/** What to do with a due message. News of a change goes by night too where its session begins too soon after. */
export function verdictOn(message: Message, subject: MessageSubject, hours: TellingHours, now: Instant): Verdict {
  const start = subject.session?.startsAt ?? null;
  if (isPassing(message.kind)) {
    const because = overtaken(subject, message);
    if (because !== null) return { act: 'drop', because };
  }
  if (start !== null && now > addMinutes(start, PATIENCE_MINUTES)) return { act: 'drop', because: 'too_late' };
  if (isPassing(message.kind) && start !== null && now >= start) return { act: 'wait' };
  if (mayTellAt(now, hours)) return { act: 'give' };
  const until = firstTellingFrom(now, hours);
  if (isPassing(message.kind)) return until !== null && start !== null && until < start ? { act: 'postpone', until } : { act: 'wait' };
  // What was planned for a forbidden hour was urgent when it was planned.
  const urgent = !mayTellAt(message.dueAt, hours) || until === null || isTooLate(start, until, now);
  return urgent ? { act: 'give' } : { act: 'postpone', until };
}

/** When news is told: at the first allowed moment, or at once where a session begins before it or within three hours after it. */
export function dueOfNews(begins: readonly Instant[], hours: TellingHours, now: Instant): Instant {
  const first = firstTellingFrom(now, hours);
  return first === null || begins.some((start) => isTooLate(start, first, now)) ? now : first;
}

function isTooLate(start: Instant | null, told: Instant, now: Instant): boolean {
  return start !== null && start > now && start < addMinutes(told, NOTICE_MINUTES);
}

/** The message in the hands of a process, for as long as the lease. */
export const claimed = (message: Message, now: Instant): Message => ({ ...message, state: 'claimed', leaseUntil: addMinutes(now, LEASE_MINUTES), rev: message.rev + 1 });

/** The message handed over. */
export const given = (message: Message, now: Instant): Message => ({ ...message, state: 'given', leaseUntil: null, givenAt: now, fault: null, rev: message.rev + 1 });

/** The message after a try that did not succeed: it waits longer each time, and has failed after the last; without a telephone it has failed at once. */
export function notGiven(message: Message, fault: MessageFault, now: Instant): Message {
  const attempts = message.attempts + 1;
  const pause = fault === 'no_phone' ? undefined : PAUSES[message.attempts];
  return { ...message, attempts, fault, state: pause === undefined ? 'failed' : 'waiting', leaseUntil: pause === undefined ? null : addMinutes(now, pause), rev: message.rev + 1 };
}

/** The message laid aside. */
export const dropped = (message: Message, because: MessageFault): Message => ({ ...message, state: 'dropped', leaseUntil: null, fault: because, rev: message.rev + 1 });

/** A failed message that is tried again from the beginning. */
export const againFrom = (message: Message, now: Instant): Message => ({ ...message, state: 'waiting', dueAt: now, leaseUntil: null, attempts: 0, fault: null, rev: message.rev + 1 });
