import type { Knex } from 'knex';
import type { Instant } from '../domain/calendar.ts';
import { placeOf } from '../domain/rota/amend.ts';
import type { TimetablePlace } from '../domain/rota/difference.ts';
import type { Amendment } from '../domain/rota/amendment.ts';
import type { ExchangeState } from '../domain/rota/exchange.ts';
import { headCalled } from '../wording/swaps.ts';
import { amendRepository, type MadeAmendment } from './amend-repository.ts';
import { seenOf, type SwapSide } from './swap-facts.ts';
import { swapRepository } from './swap-repository.ts';

/** What a version last altered of a session, as its manager is told; `before` is where it stood, null where it has not moved. */
export interface Alteration {
  readonly kind: Amendment['kind'];
  readonly version: number;
  readonly at: Instant;
  readonly reason: string;
  readonly before: TimetablePlace | null;
}

/** An exchange as the managers' own page lists it; the names are those of the two sides' heads. */
export interface OwnExchange {
  readonly id: string;
  readonly sessionId: string;
  readonly otherSessionId: string;
  readonly agencyId: string;
  readonly otherAgencyId: string;
  readonly state: ExchangeState;
  readonly asker: string;
  readonly colleague: string;
  /** When it last moved on. */
  readonly at: Instant;
}

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
