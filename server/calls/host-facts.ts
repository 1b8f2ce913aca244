import type { Knex } from 'knex';
import type { Seal } from '../../db/sealed.ts';
import { agencyLookup } from '../agencies/lookup.ts';
import { commitmentLookup } from '../commitments/lookup.ts';
import { commitmentStream } from '../commitments/steps.ts';
import type { Instant } from '../domain/calendar.ts';
import type { Call } from '../domain/call.ts';
import type { Commitment } from '../domain/commitment.ts';
import { maskedPhone } from '../domain/persian.ts';
import { isLiving } from '../domain/session-life.ts';
import { requestLookup } from '../requests/lookup.ts';
import { openApplicant } from '../requests/steps.ts';
import { sessionStream } from '../sessions/steps.ts';
import { topicLookup } from '../topics/lookup.ts';
import { sessionFacts, type SessionFacts } from './facts.ts';
import { ownHistoryOf, type OwnHistory } from './history.ts';
import { numberOf } from '../../db/numbers.ts';
import { callRepository } from './repository.ts';

/** A session before its host, with the number of the changes that it shows. */
interface DeskFacts {
  readonly seq: number;
  readonly session: SessionFacts;
  readonly counties: ReadonlyMap<string, string>;
  readonly topics: ReadonlyMap<string, string>;
}

/** An open commitment, and in which county it was made. */
export interface Promised {
  readonly commitment: Commitment;
  readonly countyId: string | null;
}

/** The queue as the host sees it; his commitments stand there while nobody waits. */
export interface QueueFacts extends DeskFacts {
  readonly promised: readonly Promised[];
}

/** The caller before the host: the phone masked, of other agencies no more than a count. */
export interface CardFacts extends DeskFacts {
  readonly phone: string | null;
  readonly history: OwnHistory | null;
  /** What is read to the caller after a conclusion that made or found a request. */
  readonly trackingCode: string | null;
}

const PROMISES_SHOWN = 5;

/** The number of a desk's fragments: it grows with every change of the session and of its agency's commitments. */
export const deskNumber = (db: Knex, sessionId: string, agencyId: string): Promise<number> =>
  numberOf(db, [sessionStream(sessionId), commitmentStream(agencyId)]);

// A call says in its summary what it is about; only where it does not is its topic read.
const topicsOf = (db: Knex, calls: readonly Call[], all: boolean): Promise<ReadonlyMap<string, string>> =>
  topicLookup(db).namesOf([...new Set(calls.flatMap(({ topicId, summary }) => (topicId === null || (!all && summary !== '') ? [] : [topicId])))]);

async function promisedOf(db: Knex, agencyId: string): Promise<readonly Promised[]> {
  const nearest = await commitmentLookup(db).openOf(agencyId, PROMISES_SHOWN);
  const counties = await callRepository(db).countiesOf(nearest.map(({ callId }) => callId));
  return nearest.map((commitment) => ({ commitment, countyId: counties.get(commitment.callId) ?? null }));
}

// Where it is known whose session it is, the number is asked for with the rest; whoever needs it then finds it read.
async function sessionAndNumber(db: Knex, sessionId: string, now: Instant, agencyId: string | undefined): Promise<SessionFacts | null> {
  const [session] = await Promise.all([sessionFacts(db, sessionId, now), agencyId === undefined ? null : deskNumber(db, sessionId, agencyId)]);
  return session;
}

/** Reads the queue of a session for its host; no caller's past is looked at. Null where there is no such session. */
export async function readQueue(db: Knex, sessionId: string, now: Instant, agencyId?: string): Promise<QueueFacts | null> {
  const session = await sessionAndNumber(db, sessionId, now, agencyId);
  if (session === null) return null;
  return queueFrom(db, session);
}

async function queueFrom(db: Knex, session: SessionFacts): Promise<QueueFacts> {
  const { life, waiting, held } = session;
  const idle = waiting.length + held.length === 0;
  return {
    seq: await deskNumber(db, life.id, life.agencyId),
    session,
    counties: await agencyLookup(db).countyNames(),
    topics: await topicsOf(db, [...waiting.map(({ call }) => call), ...held], false),
    promised: idle ? await promisedOf(db, life.agencyId) : [],
  };
}

/** Reads the card of whoever is before the host; null where there is no such session. */
export async function readCard(db: Knex, seal: Seal, sessionId: string, now: Instant, agencyId?: string): Promise<CardFacts | null> {
  const session = await sessionAndNumber(db, sessionId, now, agencyId);
  return session === null ? null : cardFrom(db, seal, session);
}

async function cardFrom(db: Knex, seal: Seal, session: SessionFacts): Promise<CardFacts> {
  const { life, present } = session;
  const base = { seq: await deskNumber(db, life.id, life.agencyId), session, counties: await agencyLookup(db).countyNames() };
  if (present === null || !isLiving(life.state)) return { ...base, topics: new Map(), phone: null, history: null, trackingCode: null };
  const { phone } = openApplicant(seal, 'calls', present.id, present);
  const request = present.state === 'wrap_up' && present.requestId !== null ? await requestLookup(db).byId(present.requestId) : null;
  const history = present.state === 'wrap_up' ? null : await ownHistoryOf(db, present, life.agencyId);
  return {
    ...base,
    topics: await topicsOf(db, [present, ...(history?.calls ?? [])], true),
    phone: phone === null ? null : maskedPhone(phone),
    history,
    trackingCode: request?.trackingCode ?? null,
  };
}

/** Reads queue and card at once, for the page that holds both; null where there is no such session. */
export async function readDesk(db: Knex, seal: Seal, sessionId: string, now: Instant): Promise<{ readonly queue: QueueFacts; readonly card: CardFacts } | null> {
  const session = await sessionFacts(db, sessionId, now);
  return session === null ? null : { queue: await queueFrom(db, session), card: await cardFrom(db, seal, session) };
}
