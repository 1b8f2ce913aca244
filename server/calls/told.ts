import type { Knex } from 'knex';
import type { Instant } from '../domain/calendar.ts';
import type { Call } from '../domain/call.ts';
import type { Day } from '../domain/jalali.ts';
import { requestLookup } from '../requests/lookup.ts';
import { sessionFacts, type SessionFacts } from './facts.ts';
import { callRepository } from './repository.ts';

/** What has become of a call, for the operator to tell the caller. */
export interface Told {
  readonly call: Call;
  /** The session in whose queue he waits, and his place in it. */
  readonly waits: { readonly facts: SessionFacts; readonly place: number; readonly minutes: number; readonly reached: boolean } | null;
  /** The request that was made of the call, or (`own` false) to which it was added. */
  readonly request: { readonly trackingCode: string; readonly dueDay: Day; readonly agencyId: string | null; readonly own: boolean } | null;
}

/** What has become of a call that this person took in; null for everybody else's. `sessionId` is the session in which it is likely to be found, where that is known. */
export async function toldOf(db: Knex, { callId, sessionId }: { readonly callId: string; readonly sessionId: string | null }, by: string, now: Instant): Promise<Told | null> {
  const seen = sessionId === null ? null : await sessionFacts(db, sessionId, now);
  const call = seen?.calls.find(({ id }) => id === callId) ?? (await callRepository(db).byId(callId));
  if (call === null || call.receivedBy !== by) return null;
  const facts = call.sessionId === sessionId ? seen : call.sessionId === null ? null : await sessionFacts(db, call.sessionId, now);
  const place = facts?.waiting.find((one) => one.call.id === callId);
  const request = call.requestId === null ? null : await requestLookup(db).byId(call.requestId);
  return {
    call,
    waits: facts === null || place === undefined ? null : { facts, place: place.place, minutes: place.minutes, reached: place.reached },
    request: request === null ? null : { trackingCode: request.trackingCode, dueDay: request.dueDay, agencyId: request.agencyId, own: request.callId === callId },
  };
}
