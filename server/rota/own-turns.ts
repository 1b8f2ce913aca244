import type { Knex } from 'knex';
import type { Instant } from '../domain/calendar.ts';
import { placeOf } from '../domain/rota/amend.ts';
import type { Alteration, OwnExchange } from '../sessions/needs.ts';
import { headCalled } from '../wording/fa.ts';
import { amendRepository, type MadeAmendment } from './amend-repository.ts';
import { seenOf, type SwapSide } from './swap-facts.ts';
import { swapRepository } from './swap-repository.ts';

/** Of a swap the row tells of the session named first: the other one stood where that one went. */
function alterationOf(made: MadeAmendment, sessionId: string): Alteration {
  const { kind, version, madeAt: at, reason, before, after } = made;
  const side = made.sessionId === sessionId ? before : after;
  return { kind, version, at, reason, before: (kind === 'move' || kind === 'swap') && side !== null ? placeOf(side) : null };
}

/** What was last altered of each of some sessions; one that nothing has altered is not in it. */
export async function alterationsOf(db: Knex, sessionIds: readonly string[]): Promise<ReadonlyMap<string, Alteration>> {
  const found = new Map<string, Alteration>();
  for (const made of await amendRepository(db).ofSessions(sessionIds)) {
    for (const id of [made.sessionId, made.otherSessionId]) if (id !== null && !found.has(id)) found.set(id, alterationOf(made, id));
  }
  return found;
}

const sideName = ({ head, agency }: SwapSide): string => `${headCalled(head, agency.headTitle)}، ${agency.shortName}`;

/** So many exchanges of an agency are looked at, the newest ones. */
const LOOKED_AT = 60;

/** The latest exchanges of some agencies, on either side, the newest first, as they stand at an instant. */
export async function exchangesOf(db: Knex, agencyIds: readonly string[], at: Instant): Promise<readonly OwnExchange[]> {
  if (agencyIds.length === 0) return [];
  return (await seenOf(db, await swapRepository(db).ofAgencies(agencyIds, LOOKED_AT), at)).map(({ exchange, state, own, other }) => ({
    id: exchange.id, sessionId: exchange.sessionId, otherSessionId: exchange.otherSessionId, agencyId: exchange.agencyId, otherAgencyId: exchange.otherAgencyId, state,
    asker: sideName(own), colleague: sideName(other), at: exchange.decidedAt ?? exchange.answeredAt ?? exchange.askedAt,
  }));
}
