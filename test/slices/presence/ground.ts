import { randomUUID } from 'node:crypto';
import { addMinutes, toInstant, clock, type Instant } from '../../../server/domain/calendar.ts';
import { day } from '../../../server/domain/jalali.ts';
import type { ManagerHour, Presence, VisitAnswer } from '../../../server/domain/manager-hour.ts';
import { hourLookup } from '../../../server/hours/lookup.ts';
import { hourSteps, hourStreams } from '../../../server/hours/steps.ts';
import type { TestApp } from '../../support/app.ts';

/** The Monday of the board's tests, its beginning, and the middle of its hour. */
export const MONDAY = day('2026-11-30');
export const BEFORE = day('2026-11-23');
export const START = toInstant(MONDAY, clock('09:00'));
export const NOW = toInstant(MONDAY, clock('09:47'));
export const NOON = toInstant(MONDAY, clock('12:01'));

const ANSWER: Partial<Record<Presence, VisitAnswer>> = { verified: 'present', late: 'late', substitute: 'substitute', not_found: 'not_found', absent: 'not_found' };

/** An hour as it stands after it came to a state so many minutes after its beginning. */
export const stoodAs = (hour: ManagerHour, presence: Presence, minute = 20): ManagerHour => {
  const at = addMinutes(hour.startsAt, minute);
  const answer = ANSWER[presence] ?? null;
  return {
    ...hour, presence, answer, declaredAt: presence === 'declared' ? at : hour.declaredAt, seenAt: answer === null ? null : at, excusedAt: presence === 'excused' ? at : null,
    excuse: presence === 'excused' ? 'mission' : null, decision: presence === 'absent' ? 'confirmed' : null, decidedAt: presence === 'absent' ? at : null,
  };
};

/** Brings an hour into a state through the writer, as every part of the program does. */
export async function bring(app: Pick<TestApp, 'writer' | 'database'>, hourId: string, presence: Presence, { minute = 20, at = NOW }: { readonly minute?: number; readonly at?: Instant } = {}): Promise<void> {
  const hour = await hourLookup(app.database.reads).byId(hourId);
  if (hour === null) throw new Error(`no hour ${hourId}`);
  await app.writer.submit({
    key: randomUUID(), bodyHash: '', actor: null, at, streams: [...hourStreams(hour)],
    apply: async (tx) => {
      const before = await hourLookup(tx.db).byId(hourId);
      if (before === null) throw new Error('gone');
      hourSteps(tx).put(before, stoodAs(before, presence, minute), 'hour_tried');
      return {};
    },
  });
}
