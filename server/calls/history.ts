import type { Knex } from 'knex';
import { isOpenCall, type Call } from '../domain/call.ts';
import type { Commitment } from '../domain/commitment.ts';
import { commitmentLookup } from '../commitments/lookup.ts';
import { requestLookup, type KnownRequest } from '../requests/lookup.ts';
import { callRepository, type PersonIndexes } from './repository.ts';

/** What is known of a caller from before. Confidential requests are in no history. */
export interface History {
  readonly calls: readonly Call[];
  readonly requests: readonly KnownRequest[];
}

/** The same as one agency may see it: its own in full, the others' only counted. */
export interface OwnHistory extends History {
  readonly elsewhere: number;
  /** The agency's open commitments to this caller, the nearest first; where there are none, the one that is due next. `promised` counts all that the agency has. */
  readonly commitments: readonly Commitment[];
  readonly promised: number;
}

/** So much of a person's past fits on a screen that is read during a call. */
const MOST = 30;

/** A person's earlier calls and requests, newest first, and the calls of his that go on now; `except` is the present call. */
export async function historyOf(db: Knex, person: PersonIndexes, except: string | null): Promise<History & { readonly open: readonly Call[] }> {
  const all = (await callRepository(db).ofPerson(person, MOST)).filter((call) => call.id !== except);
  return {
    calls: all.filter((call) => call.state === 'ended' && call.outcome !== 'confidential'),
    open: all.filter((call) => isOpenCall(call.state)),
    requests: await requestLookup(db).ofPerson(person, MOST),
  };
}

/**
 * What one agency may see of the caller before it: its own calls and requests and open commitments, and how many requests lie elsewhere.
 * What began or ended since he was put through, on another line, is no part of his past: else the card would change with sessions it does not belong to.
 */
export async function ownHistoryOf(db: Knex, call: Call, agencyId: string): Promise<OwnHistory> {
  const person = { identityIndexes: call.identityIndex === null ? [] : [call.identityIndex], phoneIndexes: call.phoneIndex === null ? [] : [call.phoneIndex] };
  const known = await historyOf(db, person, call.id);
  const { takenAt } = call;
  const calls = known.calls.filter(({ endedAt }) => takenAt === null || endedAt === null || endedAt <= takenAt);
  const requests = known.requests.filter(({ registeredAt }) => takenAt === null || registeredAt <= takenAt);
  const own = requests.filter((request) => request.agencyId === agencyId && request.id !== call.requestId);
  const talks = calls.filter((one) => one.agencyId === agencyId && one.id !== call.earlierCallId);
  const commitments = commitmentLookup(db);
  const toHim = await commitments.openAmong(agencyId, talks.flatMap(({ commitmentId }) => commitmentId ?? []));
  return {
    calls: talks,
    requests: own,
    elsewhere: requests.filter((request) => request.agencyId !== agencyId && request.id !== call.requestId).length,
    commitments: toHim.length > 0 ? toHim : await commitments.openOf(agencyId, 1),
    promised: await commitments.openCountOf(agencyId),
  };
}
