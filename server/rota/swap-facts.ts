import type { Knex } from 'knex';
import { agencyLookup, type Head } from '../agencies/lookup.ts';
import type { Agency } from '../domain/agency.ts';
import type { Instant } from '../domain/calendar.ts';
import { draftStream } from '../domain/rota/streams.ts';
import { standingState, type Exchange, type ExchangeState } from '../domain/rota/exchange.ts';
import type { PlannedSession } from '../domain/session.ts';
import { peopleLookup } from '../people/lookup.ts';
import { sessionLookup } from '../sessions/lookup.ts';
import { amendRepository } from './amend-repository.ts';

/** One side of an exchange: a session of an agency, and who heads it on that day. */
export interface SwapSide {
  readonly session: PlannedSession;
  readonly agency: Agency;
  readonly head: Head | null;
}

/** An exchange with both its sides as they stand now; `state` is the one to show. */
export interface SwapSeen {
  readonly exchange: Exchange;
  readonly state: ExchangeState;
  readonly own: SwapSide;
  readonly other: SwapSide;
  /** Who asked, answered and decided, by the user's id. */
  readonly people: ReadonlyMap<string, { readonly personId: string; readonly called: string }>;
}

/** The stream of one exchange. */
export const swapStream = (id: string): string => `swap:${id}`;

/** The streams on which an exchange of two sessions is told: its own, and their programmes'. */
export const streamsOfSwap = (id: string, sessions: readonly Pick<PlannedSession, 'draftId'>[]): string[] =>
  [...new Set([swapStream(id), ...sessions.map(({ draftId }) => draftStream(draftId))])];

/** Sessions with their agencies and heads, over one handle; one that holds nobody is left out. */
export async function sidesOf(db: Knex, sessions: readonly PlannedSession[]): Promise<SwapSide[]> {
  const days = sessions.map(({ day }) => day).sort();
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return [];
  const lookup = agencyLookup(db);
  const agencies = new Map((await lookup.all()).map((agency) => [agency.id, agency]));
  const headOn = await lookup.headsBetween(first, last);
  return sessions.flatMap((session) => {
    const agency = agencies.get(session.agencyId ?? '');
    return agency === undefined ? [] : [{ session, agency, head: headOn(agency.id, session.day) }];
  });
}

/** Whether a side of an exchange has been put at another time since it was asked for: a yes to one time is none to another. */
export async function hasMovedSince(db: Knex, { sessionId, otherSessionId, askedAt }: Pick<Exchange, 'sessionId' | 'otherSessionId' | 'askedAt'>): Promise<boolean> {
  const made = await amendRepository(db).ofSessions([sessionId, otherSessionId]);
  return made.some(({ kind, madeAt }) => (kind === 'move' || kind === 'swap') && madeAt > askedAt);
}

/** Exchanges with their sides as they stand at an instant, in the order given. */
export async function seenOf(db: Knex, exchanges: readonly Exchange[], at: Instant): Promise<SwapSeen[]> {
  const ids = [...new Set(exchanges.flatMap(({ sessionId, otherSessionId }) => [sessionId, otherSessionId]))];
  const sides = new Map((await sidesOf(db, await sessionLookup(db).byIds(ids))).map((side) => [side.session.id, side]));
  const people = await peopleLookup(db).whoAre(exchanges.flatMap(({ askedBy, answeredBy, decidedBy }) => [askedBy, answeredBy, decidedBy].filter((id) => id !== null)));
  return exchanges.flatMap((exchange) => {
    const [own, other] = [sides.get(exchange.sessionId), sides.get(exchange.otherSessionId)];
    if (own === undefined || other === undefined) return [];
    return [{ exchange, own, other, people, state: standingState(exchange, [own.session, other.session], at) }];
  });
}
