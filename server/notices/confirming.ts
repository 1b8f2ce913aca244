import type { Knex } from 'knex';
import type { Writer } from '../../db/writer.ts';
import type { Instant } from '../domain/calendar.ts';
import type { Command } from '../domain/command.ts';
import { evidenceKeyOf } from '../domain/notice.ts';
import { Refusal } from '../domain/refusal.ts';
import { missedSessions, overdueAnswers, type FoundGround } from './found.ts';
import { noticeSteps, noticeStreams } from './steps.ts';

/** The lists on which the head judges what was found; absences are judged where they were seen. */
export const FOUND_LISTS = ['missed_session', 'overdue'] as const;
export type FoundList = (typeof FOUND_LISTS)[number];

interface Deps {
  readonly reads: Knex;
  readonly writer: Writer;
  readonly newId: () => string;
}

const FIND: Readonly<Record<FoundList, (db: Knex, now: Instant) => Promise<FoundGround[]>>> = { missed_session: missedSessions, overdue: overdueAnswers };

/** What was found and is judged by the head: confirmed it may propose a step, laid aside it counts nowhere. */
export function createConfirming({ reads, writer, newId }: Deps) {
  const found = async (db: Knex, list: FoundList, key: string, now: Instant): Promise<FoundGround> => {
    const one = (await FIND[list](db, now)).find(({ evidence }) => evidenceKeyOf(evidence) === key);
    // It was judged meanwhile, or the host was excused, or the answers came.
    if (one === undefined) throw new Refusal('changed_meanwhile');
    return one;
  };
  return {
    list: (list: FoundList, now: Instant): Promise<FoundGround[]> => FIND[list](reads, now),

    /** Confirms what was found; says which notice was proposed on it, if any. Refuses `changed_meanwhile`. */
    async confirm(list: FoundList, key: string, command: Command): Promise<{ readonly proposed: string | null }> {
      const id = newId();
      return writer.submit({
        ...command,
        streams: noticeStreams(id),
        apply: async (tx) => {
          const { evidence, agencyId, personId } = await found(tx.db, list, key, command.at);
          const proposed = await noticeSteps(tx).propose({ id, ground: list, agencyId, personId, evidence: [evidence], at: command.at, by: command.actor });
          return { proposed: proposed?.id ?? null };
        },
      });
    },

    /** Lays it aside for a reason; refuses `changed_meanwhile`. */
    async layAside(list: FoundList, key: string, reason: string, command: Command): Promise<void> {
      await writer.submit({
        ...command,
        streams: noticeStreams(),
        apply: async (tx) => {
          const { evidence, agencyId, personId } = await found(tx.db, list, key, command.at);
          noticeSteps(tx).record({ ...evidence, ground: list, agencyId, personId, state: 'laid_aside', reason, at: command.at, by: command.actor, rev: 1 });
          return {};
        },
      });
    },
  };
}

export type Confirming = ReturnType<typeof createConfirming>;
