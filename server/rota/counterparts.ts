import type { Knex } from 'knex';
import type { Instant } from '../domain/calendar.ts';
import { dayOf } from '../domain/calendar.ts';
import { addDays, daysBetween, startOfWeek, type Day } from '../domain/jalali.ts';
import { createJudge, type BoardState, type Conflict, type Judge } from '../domain/rota/conflict.ts';
import { isOpenExchange, lapsedBecause } from '../domain/rota/exchange.ts';
import { searchKey } from '../domain/persian.ts';
import type { PlannedSession } from '../domain/session.ts';
import { sessionLookup } from '../sessions/lookup.ts';
import { sidesOf, type SwapSide } from './swap-facts.ts';
import { swapRepository } from './swap-repository.ts';
import { awayOf, isInvitable, openOn, spacingOf, surroundingsOf, weeklyHoursOf } from './surroundings.ts';

/** How far around the sessions in question others are heeded: no least gap of a setting is longer. */
const MARGIN = 120;

/** Reads what is published around some days and judges it as one board, whichever programmes it came from; slots bear the ids of their sessions. */
export async function publishedJudge(db: Knex, from: Day, to: Day): Promise<{ readonly judge: Judge; readonly sessions: readonly PlannedSession[] }> {
  const surroundings = await surroundingsOf(db, addDays(from, -MARGIN), addDays(to, MARGIN));
  const isOpen = openOn(surroundings);
  const { published: sessions, agencies } = surroundings;
  const start = startOfWeek(surroundings.from);
  const board: BoardState = {
    slots: sessions.map(({ id, day, from: at, to: until, line }) => ({ id, day, from: at, to: until, line, weekIndex: daysBetween(start, startOfWeek(day)) / 7 })),
    cards: Object.fromEntries(sessions.map(({ id, agencyId }) => [id, agencyId])),
    agencies: agencies.map((agency) => ({ id: agency.id, mayBeInvited: isInvitable(agency, surroundings), lastDay: null })),
    away: awayOf(surroundings),
    weeklyHours: weeklyHoursOf(surroundings),
    spacing: spacingOf(surroundings),
    // The whole board is published, and is judged as if it could be altered.
    published: [],
    closed: Object.fromEntries(sessions.flatMap(({ id, day, from: at, to: until }) => {
      const answer = isOpen(day, at, until);
      return answer.ok ? [] : [[id, answer.title] as const];
    })),
  };
  return { judge: createJudge(board), sessions };
}

/** What speaks against two published sessions going to each other's places, either side, as things stand now. */
export async function conflictsOfSwap(db: Knex, own: PlannedSession, other: PlannedSession): Promise<Conflict[]> {
  const [first, last] = own.day < other.day ? [own.day, other.day] : [other.day, own.day];
  return (await publishedJudge(db, first, last)).judge.conflictsOfSwap(own.id, other.id);
}

/** Whom one may ask to exchange a session: those without a conflict on either side, the nearest day first; how many of the rest are not offered. */
export interface Counterparts {
  readonly possible: readonly SwapSide[];
  readonly hindered: number;
}

const names = ({ agency, head }: SwapSide): string => searchKey(`${agency.name} ${agency.shortName} ${agency.aliases ?? ''} ${head?.name ?? ''}`);

/** The other agencies' published sessions to come with which a session may be exchanged; `search` narrows them by the names of agency and head. */
export async function counterpartsOf(db: Knex, own: PlannedSession, search: string, at: Instant): Promise<Counterparts> {
  const today = dayOf(at);
  const ahead = (await sessionLookup(db).published(today, '9999-12-31' as Day)).filter((one) => one.startsAt > at && one.agencyId !== null && one.agencyId !== own.agencyId);
  const last = ahead.at(-1)?.day ?? own.day;
  const { judge, sessions } = await publishedJudge(db, today, last);
  const held = await swapRepository(db).holding(ahead.map(({ id }) => id));
  const byId = new Map(sessions.map((session) => [session.id, session]));
  const isHeld = (id: string): boolean => held.some(({ sessionId, exchange }) => {
    const sides = [exchange.sessionId, exchange.otherSessionId].flatMap((side) => byId.get(side) ?? []);
    return sessionId === id && isOpenExchange(exchange.state) && sides.length === 2 && lapsedBecause(sides, at) === null;
  });
  const words = searchKey(search).split(' ').filter(Boolean);
  const sought = (await sidesOf(db, ahead)).filter((side) => words.every((word) => names(side).includes(word)));
  const possible = sought.filter(({ session: { id } }) => !isHeld(id) && judge.conflictsOfSwap(own.id, id).length === 0);
  const distance = ({ session: { day } }: SwapSide): number => Math.abs(daysBetween(own.day, day));
  return { possible: possible.sort((a, b) => distance(a) - distance(b)), hindered: sought.length - possible.length };
}
