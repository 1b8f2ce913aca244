import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import type { Write } from '../../db/writer.ts';
import type { Instant } from '../domain/calendar.ts';
import type { Invitation } from '../domain/invitation.ts';
import { isPassing, messageKey, type Message, type MessageFault, type MessageKind } from '../domain/message.ts';
import { remindersOf } from '../domain/reminder.ts';
import type { PlannedSession } from '../domain/session.ts';
import { reminderText } from '../wording/message-texts.ts';
import type { MessageGround } from './ground.ts';
import { messageRepository } from './repository.ts';

/** A message to be planned: all that is decided of it. */
export type PlannedMessage = Pick<Message, 'key' | 'kind' | 'agencyId' | 'personId' | 'sessionId' | 'invitationId' | 'body' | 'dueAt'>;

/** A session with the invitation by which its manager is asked. */
export interface Asked {
  readonly session: PlannedSession;
  readonly invitation: Pick<Invitation, 'id' | 'agencyId' | 'personId'>;
}

// The id follows from the key, so that a change that is applied twice plans the same.
const idOf = (key: string): string => createHash('sha256').update(key).digest('base64url').slice(0, 24);

/** What is laid aside by events comes back with them; what a person laid aside does not. */
const COMES_BACK: readonly (MessageFault | null)[] = ['moved', 'cancelled', 'withdrawn'];

const fresh = (planned: PlannedMessage, now: Instant): Message => ({
  ...planned, id: idOf(planned.key), state: 'waiting', leaseUntil: null, attempts: 0, givenAt: null, fault: null, createdAt: now, rev: 1,
});

/** The reminders that a session still has before it, as messages to whoever comes. */
export function plannedReminders({ session, invitation }: Asked, ground: MessageGround, now: Instant): PlannedMessage[] {
  const told = ground.told(invitation.agencyId, session);
  if (told === null) return [];
  return remindersOf(session, ground.remindersOn(session.day), ground.hoursOf(invitation.agencyId), now).map(({ kind, dueAt }) => {
    const named: MessageKind = `reminder_${kind}`;
    return {
      key: messageKey(named, invitation.id, session.startsAt), kind: named, agencyId: invitation.agencyId, personId: session.substituteId ?? invitation.personId,
      sessionId: session.id, invitationId: invitation.id, body: reminderText(told), dueAt,
    };
  });
}

const differs = (known: Message, planned: PlannedMessage, now: Instant): boolean => {
  if (known.state === 'dropped') return COMES_BACK.includes(known.fault);
  // One that is being tried, or was put off, keeps its time; one still ahead follows the calendar.
  const isLater = known.dueAt !== planned.dueAt && planned.dueAt > now && known.attempts === 0;
  return known.state === 'waiting' && (isLater || known.body !== planned.body || known.personId !== planned.personId);
};

/** The writes by which planned messages stand once each, whatever was planned before. */
export async function planWrites(db: Knex, planned: readonly PlannedMessage[], now: Instant): Promise<Write[]> {
  const repository = messageRepository(db);
  const known = new Map((await repository.byKeys(planned.map(({ key }) => key))).map((message) => [message.key, message]));
  const changed = planned.flatMap((one) => {
    const before = known.get(one.key);
    if (before === undefined || !differs(before, one, now)) return [];
    return [repository.replan(before.id, before.state === 'dropped' || one.dueAt > now ? one : { ...one, dueAt: before.dueAt })];
  });
  return [...repository.insertAll(planned.filter(({ key }) => !known.has(key)).map((one) => fresh(one, now))), ...changed];
}

/** The writes that lay aside what waits about some invitations and is overtaken, but for the keys that stand. */
export async function dropWrites(db: Knex, invitationIds: readonly string[], because: MessageFault, standing: ReadonlySet<string> = new Set()): Promise<Write[]> {
  const repository = messageRepository(db);
  return (await repository.waitingOf(invitationIds)).filter(({ kind, key }) => isPassing(kind) && !standing.has(key)).map(({ id }) => repository.drop(id, because));
}
