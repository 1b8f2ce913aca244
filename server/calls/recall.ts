import type { Knex } from 'knex';
import type { Seal } from '../../db/sealed.ts';
import type { Applicant } from '../domain/applicant.ts';
import type { Instant } from '../domain/calendar.ts';
import type { Call } from '../domain/call.ts';
import { foldKey } from '../domain/persian.ts';
import { waitingInOrder } from '../domain/queue/order.ts';
import type { SessionLife } from '../domain/session-life.ts';
import type { KnownRequest } from '../requests/lookup.ts';
import { personIndexes, type PlainApplicant } from '../requests/steps.ts';
import { sessionLookup } from '../sessions/lookup.ts';
import { historyOf } from './history.ts';
import { callRepository } from './repository.ts';

/** Somebody who has called before, as he was last written down; `sure` where his own identity was given and not a telephone alone. */
export interface KnownPerson extends Pick<Applicant, 'honorific' | 'name' | 'countyId'> {
  readonly sure: boolean;
}

/** One thing of the past: a request, or a call that became none. */
export type Past = { readonly at: Instant; readonly request: KnownRequest } | { readonly at: Instant; readonly call: Call };

/** Where somebody of this telephone or identity waits or talks at this moment; `place` where he waits. */
export interface InQueue {
  readonly call: Call;
  readonly life: SessionLife | null;
  readonly place: number | null;
}

/** Who this may be: people, what they asked before (newest first), and where they wait now. Nothing confidential is among it. */
export interface Recall {
  readonly people: readonly KnownPerson[];
  readonly past: readonly Past[];
  readonly now: readonly InQueue[];
}

// Of one telephone a family calls; more names than this are no recognition.
const PEOPLE = 3;

type Record = Applicant & { readonly at: Instant };

function peopleIn(records: readonly Record[], identityIndexes: readonly string[]): KnownPerson[] {
  const people = new Map<string, KnownPerson>();
  for (const record of records) {
    if (record.name === null) continue;
    const key = foldKey(record.name);
    const sure = record.identityIndex !== null && identityIndexes.includes(record.identityIndex);
    const known = people.get(key);
    people.set(key, known === undefined ? { honorific: record.honorific, name: record.name, countyId: record.countyId, sure } : { ...known, sure: known.sure || sure, countyId: known.countyId ?? record.countyId });
  }
  return [...people.values()].sort((one, other) => Number(other.sure) - Number(one.sure)).slice(0, PEOPLE);
}

/** Looks for whoever has this telephone or this identity. */
export async function recall(db: Knex, seal: Seal, asked: Pick<PlainApplicant, 'identityKind' | 'identity' | 'phone'>): Promise<Recall> {
  const indexes = personIndexes(seal, asked);
  const { calls, requests, open } = await historyOf(db, indexes, null);
  const made = new Set(requests.map(({ id }) => id));
  const past: Past[] = [
    ...requests.map((request) => ({ at: request.registeredAt, request })),
    // A call that became one of these requests says nothing that the request does not.
    ...calls.filter(({ requestId }) => requestId === null || !made.has(requestId)).map((call) => ({ at: call.receivedAt, call })),
  ].sort((one, other) => (one.at > other.at ? -1 : 1));
  const records = [...open, ...calls].map((call) => ({ ...call, at: call.receivedAt }));
  const all = [...records, ...requests.map((request) => ({ ...request, at: request.registeredAt }))].sort((one, other) => (one.at > other.at ? -1 : 1));
  const now: InQueue[] = [];
  for (const call of open) {
    const life = call.sessionId === null ? null : await sessionLookup(db).life(call.sessionId);
    const place = life === null ? -1 : waitingInOrder(await callRepository(db).openOf(life.id)).findIndex(({ id }) => id === call.id);
    now.push({ call, life, place: place < 0 ? null : place + 1 });
  }
  return { people: peopleIn(all, indexes.identityIndexes), past, now };
}
