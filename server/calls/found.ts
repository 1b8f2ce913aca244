import type { Knex } from 'knex';
import type { Call } from '../domain/call.ts';
import { isPresent } from '../domain/call.ts';
import { Refusal } from '../domain/refusal.ts';
import type { SessionLife } from '../domain/session-life.ts';
import { peopleLookup } from '../people/lookup.ts';
import { sessionLookup } from '../sessions/lookup.ts';
import { SEAT_ACTOR } from '../sessions/steps.ts';
import { hostCalled } from '../wording/sessions.ts';
import { callRepository } from './repository.ts';

/** A session and its open calls, read inside a change. */
export interface Standing {
  readonly life: SessionLife;
  readonly entries: readonly Call[];
}

/** The session with its open calls; refuses `not_found`. */
export async function standingOf(db: Knex, sessionId: string): Promise<Standing> {
  const [life, entries] = await Promise.all([sessionLookup(db).life(sessionId), callRepository(db).openOf(sessionId)]);
  if (life === null) throw new Refusal('not_found');
  return { life, entries };
}

/** The call of this session; refuses `not_found`. */
export async function callOf(db: Knex, sessionId: string, callId: string): Promise<Call> {
  const call = await callRepository(db).byId(callId);
  if (call === null || call.sessionId !== sessionId) throw new Refusal('not_found');
  return call;
}

/** The name of whoever acted: of an account its person's, of a seat its session's host. */
export async function nameOfActor(db: Knex, actor: string | null, life: Pick<SessionLife, 'hostName' | 'hostHonorific' | 'post'>): Promise<string> {
  if (actor === null) return '…';
  if (actor.startsWith(SEAT_ACTOR)) return hostCalled(life);
  return (await peopleLookup(db).namesOfUsers([actor])).get(actor) ?? '…';
}

/** Refuses `call_taken`, with who was first, where the call is in somebody's hands or was; leaves every other state to the step. */
export async function refuseTaken(db: Knex, call: Call, life: SessionLife): Promise<void> {
  if (!isPresent(call.state) && call.state !== 'wrap_up' && (call.state !== 'ended' || call.takenBy === null)) return;
  throw new Refusal('call_taken', { facts: { who: await nameOfActor(db, call.takenBy, life) } });
}
