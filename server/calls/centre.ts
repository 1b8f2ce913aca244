import type { Knex } from 'knex';
import type { Database } from '../../db/connection.ts';
import { snapshot } from '../../db/snapshot.ts';
import type { Instant } from '../domain/calendar.ts';
import { dayOf } from '../domain/calendar.ts';
import type { Call } from '../domain/call.ts';
import type { Day } from '../domain/jalali.ts';
import { heldInOrder, waitingInOrder } from '../domain/queue/order.ts';
import { Refusal } from '../domain/refusal.ts';
import type { SessionLife } from '../domain/session-life.ts';
import { requestLookup } from '../requests/lookup.ts';
import { lifeLookup, sessionLookup, type Coming } from '../sessions/lookup.ts';
import { nameOfActor } from './found.ts';
import { namesOf, sessionFacts, type Names, type SessionFacts } from './facts.ts';
import { callRepository } from './repository.ts';
import { readToday, type Today } from './today.ts';

/** A session to come in which a caller's place can be kept, and how many wait there already. */
export interface Ahead {
  readonly life: SessionLife;
  readonly waiting: number;
}

/** So far ahead the hall is told what comes next. */
const COMING_DAYS = 14;

/** What comes after a day, as the hall's screens say it. */
export const comingTo = (db: Knex, day: Day): Promise<Coming | null> => sessionLookup(db).comingAfter(day, COMING_DAYS);

/** One session with all that its closing must know. */
export interface Leaving {
  readonly facts: SessionFacts;
  readonly names: Names;
  /** Who has not been reached, in the order in which they would have come. */
  readonly left: readonly Call[];
  readonly ahead: readonly Ahead[];
  /** The deadline of a request that is registered today. */
  readonly dueDay: Day;
}

/** A session of an earlier day that was never closed, and how many wait in it. */
export interface Unended {
  readonly life: SessionLife;
  readonly agency: string;
  readonly waiting: number;
}

/** What became of one whom the session did not reach. */
export interface Parted {
  readonly call: Call;
  /** The session he was carried to, and his place there as long as he waits in it. */
  readonly to: { readonly life: SessionLife; readonly agency: string; readonly place: number | null } | null;
  readonly trackingCode: string | null;
}

/** One session as it ended, with those who were not reached. */
export interface Afterwards {
  readonly facts: SessionFacts;
  readonly parted: readonly Parted[];
  readonly closedBy: string | null;
}

/** Whoever was dealt with by the closing itself left the queue at its very moment; a talk that was over by then is none of these. */
const wasParted = ({ outcome, endedAt, talkEndedAt }: Call, { closedAt }: SessionLife): boolean =>
  closedAt !== null && endedAt === closedAt && (talkEndedAt === null || talkEndedAt === closedAt) && ['carried', 'registered', 'call_back'].includes(outcome ?? '');

/** What the centre's pages of a day and of one session read; each answer agrees within itself. */
export function createCentre({ database }: { readonly database: Pick<Database, 'reads' | 'snapshot'> }) {
  const found = (facts: SessionFacts | null): SessionFacts => {
    if (facts === null) throw new Refusal('not_found');
    return facts;
  };

  return {
    day: (day: Day, now: Instant): Promise<Today> => snapshot(database, (db) => readToday(db, day, now)),

    /** A day as the hall sees it, with what comes after it. */
    wall: (day: Day, now: Instant): Promise<{ readonly today: Today; readonly coming: Coming | null }> =>
      snapshot(database, async (db) => ({ today: await readToday(db, day, now), coming: await comingTo(db, day) })),

    /** The sessions of earlier days that were left open: whoever waits there is still to be dealt with. */
    unended: (day: Day): Promise<readonly Unended[]> =>
      snapshot(database, async (db) => {
        const lives = await lifeLookup(db).unendedBefore(day);
        if (lives.length === 0) return [];
        const [waiting, { agencies }] = [await callRepository(db).waitingIn(lives.map(({ id }) => id)), await namesOf(db)];
        return lives.map((life) => ({ life, agency: agencies.get(life.agencyId)?.shortName ?? '', waiting: waiting.get(life.id) ?? 0 }));
      }),

    /** The agency of a session, for the guard; null where there is no such session. */
    async agencyOf(id: string): Promise<string | null> {
      return (await sessionLookup(database.reads).life(id))?.agencyId ?? null;
    },

    /** Whether a seat is at the desk of a session, for the route that ends it. */
    async hasSeat(id: string, seatId: string): Promise<boolean> {
      return (await sessionLookup(database.reads).sessionOfSeat(seatId)) === id;
    },

    /** The day with the session in it; refuses `not_found`. */
    dayOfSession: (id: string, now: Instant): Promise<{ readonly today: Today; readonly facts: SessionFacts }> =>
      snapshot(database, async (db) => {
        const life = await sessionLookup(db).life(id);
        if (life === null) throw new Refusal('not_found');
        const today = await readToday(db, life.day, now);
        return { today, facts: found(today.sessions.find((one) => one.life.id === id) ?? (await sessionFacts(db, id, now))) };
      }),

    /** What closing a session needs; refuses `not_found`. */
    leaving: (id: string, now: Instant): Promise<Leaving> =>
      snapshot(database, async (db) => {
        const facts = found(await sessionFacts(db, id, now));
        const lives = await sessionLookup(db).livesAhead(facts.life, facts.rule.carryWeeks, now);
        const waiting = await callRepository(db).ofSessions(lives.map((life) => life.id));
        return {
          facts,
          names: await namesOf(db),
          left: [...heldInOrder(facts.calls), ...waitingInOrder(facts.calls)],
          ahead: lives.map((life) => ({ life, waiting: waitingInOrder(waiting.filter((call) => call.sessionId === life.id)).length })),
          dueDay: await requestLookup(db).deadlineFrom(dayOf(now)),
        };
      }),

    /** A session as it ended, or stands; refuses `not_found`. */
    afterwards: (id: string, now: Instant): Promise<Afterwards> =>
      snapshot(database, async (db) => {
        const facts = found(await sessionFacts(db, id, now));
        const { life } = facts;
        const [calls, names] = [callRepository(db), await namesOf(db)];
        const parted: Parted[] = [];
        for (const call of facts.calls.filter((one) => wasParted(one, life))) {
          const later = call.outcome === 'carried' && call.laterCallId !== null ? await calls.byId(call.laterCallId) : null;
          const target = later === null || later.sessionId === null ? null : await sessionLookup(db).life(later.sessionId);
          const queue = target === null ? [] : waitingInOrder(await calls.openOf(target.id));
          const place = queue.findIndex(({ id: waiting }) => waiting === later?.id);
          const request = call.requestId === null ? null : await requestLookup(db).byId(call.requestId);
          parted.push({
            call,
            to: target === null ? null : { life: target, agency: names.agencies.get(target.agencyId)?.shortName ?? '', place: place < 0 ? null : place + 1 },
            trackingCode: call.outcome === 'registered' ? (request?.trackingCode ?? null) : null,
          });
        }
        return { facts, parted, closedBy: life.closedBy === null ? null : await nameOfActor(db, life.closedBy, life) };
      }),
  };
}

export type Centre = ReturnType<typeof createCentre>;
