import type { Knex } from 'knex';
import type { Tx, Writer } from '../../db/writer.ts';
import type { Command } from '../domain/command.ts';
import { decided, excused, unexcused, type Decided } from '../domain/hour-acts.ts';
import type { Excuse, ManagerHour } from '../domain/manager-hour.ts';
import { Refusal } from '../domain/refusal.ts';
import { noticeLookup } from '../notices/lookup.ts';
import { noticeSteps, noticeStreams } from '../notices/steps.ts';
import { missedHourText } from '../wording/notices.ts';
import { createHourChange } from './change-hour.ts';
import { explanationDue } from './explanation.ts';
import { hourLookup } from './lookup.ts';
import { hourSteps, hourStreams } from './steps.ts';

interface Deps {
  readonly reads: Knex;
  readonly writer: Writer;
  readonly newId: () => string;
}

/** Why somebody is excused by the governor's office, in a word and in its own words. */
export interface Excusing {
  readonly excuse: Excuse;
  readonly note: string;
}

/** So many hours are excused by one act at most: every office of a province on one day. */
export const MOST_EXCUSED = 2500;

const evidenceOf = (hour: ManagerHour) => ({ kind: 'hour', id: hour.id, day: hour.day, text: missedHourText(hour.seenAt) }) as const;

/** What the head and the governor's office decide of a manager who was not found, or was called away. */
export function createAbsenceActs({ reads, writer, newId }: Deps) {
  const change = createHourChange({ reads, writer });

  /** The streams of the proposals that fall when these hours are excused. */
  const restingStreams = async (hours: readonly ManagerHour[]): Promise<readonly string[]> => {
    const absent = hours.filter(({ presence }) => presence === 'absent');
    const ids: string[] = [];
    for (const hour of absent) ids.push(...(await noticeLookup(reads).restingOn(evidenceOf(hour))));
    return absent.length === 0 ? [] : noticeStreams(...new Set(ids));
  };
  const excuse = async (tx: Tx, hour: ManagerHour, { excuse: kind, note }: Excusing, declared: ReadonlySet<string>, command: Command): Promise<ManagerHour> => {
    const after = excused(hour, kind, note, command.actor ?? '', command.at);
    if (hour.presence !== 'absent') return after;
    // The absence may have been confirmed, and a step proposed on it, since it was looked at.
    const resting = noticeStreams(...(await noticeLookup(tx.db).restingOn(evidenceOf(hour))));
    if (resting.some((stream) => !declared.has(stream))) throw new Refusal('changed_meanwhile');
    await noticeSteps(tx).takeBack(evidenceOf(hour), command.at, command.actor);
    return after;
  };

  /** Changes many hours at once, all or none: whoever is not as he was looked at makes it none. */
  const changeMany = async (ids: readonly string[], kind: string, command: Command, next: (hour: ManagerHour, tx: Tx, declared: ReadonlySet<string>) => ManagerHour | Promise<ManagerHour>, more: object = {}): Promise<{ readonly count: number }> => {
    const unique = [...new Set(ids)];
    if (unique.length === 0 || unique.length > MOST_EXCUSED) throw new Refusal('nothing_changed', { field: 'hour' });
    const known = await hourLookup(reads).byIds(unique);
    const declared = new Set([...known.flatMap(hourStreams), ...(await restingStreams(known))]);
    return writer.submit({
      ...command,
      streams: [...declared],
      apply: async (tx) => {
        const hours = await hourLookup(tx.db).byIds(unique);
        if (hours.length !== unique.length || hours.some((hour) => hourStreams(hour).some((stream) => !declared.has(stream)))) throw new Refusal('changed_meanwhile');
        for (const hour of hours) hourSteps(tx).put(hour, await next(hour, tx, declared), kind, { ...more, together: unique.length });
        return { count: unique.length };
      },
    });
  };

  return {
    /**
     * Confirmed, it is an absence, and the ladder of notices is asked; laid aside, the report counts nowhere. Refuses `hour_unheard` while the manager may
     * still explain, `hour_excused`, `hour_step`, `not_found`.
     */
    decide(id: string, decision: Decided, reason: string, command: Command) {
      const noticeId = newId();
      return change({
        id, agencyId: null, kind: decision === 'confirmed' ? 'hour_absence_confirmed' : 'hour_report_laid_aside', streams: decision === 'confirmed' ? noticeStreams(noticeId) : [],
        async next(hour, tx) {
          const after = decided(hour, await hourLookup(tx.db).presenceIn(hour), decision, reason, await explanationDue(tx.db, hour), command.actor ?? '', command.at);
          if (decision === 'confirmed' && hour.personId !== null) {
            await noticeSteps(tx).propose({ id: noticeId, ground: 'absence', agencyId: hour.agencyId, personId: hour.personId, evidence: [evidenceOf(hour)], at: command.at, by: command.actor });
          }
          return after;
        },
      }, command);
    },

    /** Excuses one manager; a proposal that rests on his confirmed absence falls. Refuses `hour_excused`, `hour_step`, `not_found`. */
    async excuse(id: string, excusing: Excusing, command: Command) {
      const streams = await restingStreams(await hourLookup(reads).byIds([id]));
      return change({ id, agencyId: null, kind: 'hour_excused', streams, next: (hour, tx) => excuse(tx, hour, excusing, new Set(streams), command) }, command);
    },

    /** Takes a wrong excuse back, with the reason in the hour's history. Refuses `hour_step`, `not_found`. */
    takeBack: (id: string, reason: string, command: Command) => change({ id, agencyId: null, kind: 'hour_excuse_taken_back', more: { reason }, next: unexcused }, command),

    /** Excuses everybody in one act, all or none. Refuses `nothing_changed` for none or too many, `hour_excused`, `hour_step`, `changed_meanwhile`. */
    excuseMany: (ids: readonly string[], excusing: Excusing, command: Command) => changeMany(ids, 'hour_excused', command, (hour, tx, declared) => excuse(tx, hour, excusing, declared, command)),

    /** Takes the excuses of everybody named back, all or none. Refuses as `excuseMany` does. */
    takeBackMany: (ids: readonly string[], reason: string, command: Command) => changeMany(ids, 'hour_excuse_taken_back', command, unexcused, { reason }),
  };
}

export type AbsenceActs = ReturnType<typeof createAbsenceActs>;
