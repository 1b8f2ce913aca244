import type { Knex } from 'knex';
import { StaleWrite, uniqueViolation } from '../../db/errors.ts';
import type { Write, Writer } from '../../db/writer.ts';
import { dayOf, type Instant } from '../domain/calendar.ts';
import { isPassing, overtaken } from '../domain/message.ts';
import { sessionLookup } from '../sessions/lookup.ts';
import { subjectsOf } from './facts.ts';
import { messageGround } from './ground.ts';
import { plannedReminders, planWrites } from './plan.ts';
import { messageRepository } from './repository.ts';
import { MESSAGES_STREAM } from './steps.ts';

interface Deps {
  readonly reads: Knex;
  readonly writer: Writer;
  readonly newId: () => string;
}

/** What is to be written so that what waits agrees with sessions, invitations, calendar and settings as they stand. */
async function amends(db: Knex, now: Instant): Promise<Write[]> {
  const lookup = sessionLookup(db);
  const sessions = (await lookup.invitedFrom(dayOf(now))).filter(({ startsAt }) => startsAt > now);
  const invitations = await lookup.invitationsOfSessions(sessions.map(({ id }) => id));
  const ground = await messageGround(db, db, sessions.map(({ day }) => day), now);
  const planned = sessions.flatMap((session) => {
    const invitation = invitations.find((one) => one.sessionId === session.id && one.agencyId === session.agencyId && one.state !== 'withdrawn');
    return invitation === undefined ? [] : plannedReminders({ session, invitation }, ground, now);
  });
  const repository = messageRepository(db);
  const waiting = (await repository.waiting()).filter(({ kind }) => isPassing(kind));
  const subjectOf = await subjectsOf(db, waiting);
  const drops = waiting.flatMap((message) => {
    const because = overtaken(subjectOf(message), message);
    return because === null ? [] : [repository.drop(message.id, because)];
  });
  return [...drops, ...(await planWrites(db, planned, now))];
}

/**
 * Keeps what waits in step with what it is about: a holiday declared, a setting changed, an invitation taken back or brought back,
 * and sessions that were asked for before there were reminders. Says how many rows it wrote; harmless to repeat.
 */
export function createTending({ reads, writer, newId }: Deps) {
  return {
    async tend(now: Instant): Promise<number> {
      // Most looks find nothing to do, and then nothing is written.
      if ((await amends(reads, now)).length === 0) return 0;
      const key = `messages-tend-${newId()}`;
      try {
        return await writer.submit({
          key, bodyHash: key, actor: null, at: now, streams: [MESSAGES_STREAM],
          apply: async (tx) => {
            const writes = await amends(tx.db, now);
            tx.write(...writes);
            return writes.length;
          },
        });
      } catch (error) {
        // Somebody plans the same at this moment: the next look finds it done.
        if (error instanceof StaleWrite || uniqueViolation(error)?.table === 'messages') return 0;
        throw error;
      }
    },
  };
}

export type Tending = ReturnType<typeof createTending>;
