import type { Knex } from 'knex';
import type { Seal } from '../../db/sealed.ts';
import { agencyLookup } from '../agencies/lookup.ts';
import { dayOf, type Instant } from '../domain/calendar.ts';
import { PERSONAL_KINDS, verdictOn, type Message, type MessageSubject, type Verdict } from '../domain/message.ts';
import { peopleLookup } from '../people/lookup.ts';
import { sessionLookup } from '../sessions/lookup.ts';
import { messageGround } from './ground.ts';

/** What to do with messages, as everything they are about stands over this handle. */
export async function verdictsOn(db: Knex, messages: readonly Message[], now: Instant): Promise<readonly (readonly [Message, Verdict])[]> {
  if (messages.length === 0) return [];
  const subjectOf = await subjectsOf(db, messages);
  const ground = await messageGround(db, db, [dayOf(now)], now);
  return messages.map((message) => [message, verdictOn(message, subjectOf(message), ground.hoursOf(message.agencyId), now)]);
}

/** What each of these messages is about. */
export async function subjectsOf(db: Knex, messages: readonly Message[]): Promise<(message: Message) => MessageSubject> {
  const ids = [...new Set(messages.flatMap(({ sessionId }) => sessionId ?? []))];
  const lookup = sessionLookup(db);
  const sessions = new Map((await lookup.byIds(ids)).map((session) => [session.id, session]));
  const withdrawn = new Set((await lookup.invitationsOfSessions(ids)).flatMap(({ id, state }) => (state === 'withdrawn' ? [id] : [])));
  return ({ sessionId, invitationId }) => ({ session: sessions.get(sessionId ?? '') ?? null, withdrawn: invitationId !== null && withdrawn.has(invitationId) });
}

/**
 * The telephone at which a message is told, in E.164: of whoever comes to the session on its day (a substitute's message goes to the
 * person it names), else the agency's direct line; null where there is neither. What is for a person alone goes to no other telephone.
 */
export async function phoneFor(db: Knex, seal: Seal, { kind, sessionId, agencyId, personId }: Message): Promise<string | null> {
  if (PERSONAL_KINDS.includes(kind)) return personId === null ? null : peopleLookup(db).phoneOf(seal, personId);
  const [session, agency] = [sessionId === null ? null : await sessionLookup(db).byId(sessionId), await agencyLookup(db).byId(agencyId)];
  const head = session === null ? null : await agencyLookup(db).headOf(agencyId, session.day);
  const comes = kind === 'substitute' ? personId : (session?.substituteId ?? head?.personId ?? personId);
  return (comes === null ? null : await peopleLookup(db).phoneOf(seal, comes)) ?? agency?.directLine ?? null;
}
