import type { Instant } from './calendar.ts';
import type { Day } from './jalali.ts';
import { Refusal } from './refusal.ts';

/** The life of what a visit found to be mended: open, said to be done, then accepted, or sent back with a new day. */
export const FINDING_STATES = ['open', 'done', 'accepted', 'returned'] as const;
export type FindingState = (typeof FINDING_STATES)[number];

/** The lists of findings: what the agency has to do, what of it is late, what is said to be done, what the head has accepted. */
export const FINDING_TABS = ['toDo', 'overdue', 'done', 'accepted'] as const;
export type FindingTab = (typeof FINDING_TABS)[number];

/** What a visit found to be mended, and by when («اقدام اصلاحی»). */
export interface Finding {
  readonly id: string;
  readonly reportId: string;
  readonly agencyId: string;
  /** The item of the office's checklist. */
  readonly item: string;
  readonly text: string;
  readonly dueDay: Day;
  readonly state: FindingState;
  readonly madeAt: Instant;
  /** How many visits found it, and when the last one did where it was more than one. */
  readonly times: number;
  readonly seenAt: Instant | null;
  readonly doneAt: Instant | null;
  readonly doneBy: string | null;
  readonly doneNote: string | null;
  readonly judgedAt: Instant | null;
  readonly judgedBy: string | null;
  readonly judgedNote: string | null;
  readonly rev: number;
}

/** Whether the agency still has to do something about it. */
export const isToDo = ({ state }: Pick<Finding, 'state'>): boolean => state === 'open' || state === 'returned';

/** Whether its day has gone by and the agency has not said that it is done. */
export const isOverdue = (finding: Pick<Finding, 'state' | 'dueDay'>, today: Day): boolean => isToDo(finding) && finding.dueDay < today;

const inStep = (finding: Finding, fits: boolean): Finding => {
  if (!fits) throw new Refusal('finding_step');
  return { ...finding, rev: finding.rev + 1 };
};

/** What the agency says it has done about it; refuses `finding_step` where nothing is to be done. */
export const mended = (finding: Finding, note: string, by: string, at: Instant): Finding =>
  ({ ...inStep(finding, isToDo(finding)), state: 'done', doneAt: at, doneBy: by, doneNote: note });

/** The head's judgement that it is mended; refuses `finding_step` where the agency has not said so. */
export const accepted = (finding: Finding, by: string, at: Instant): Finding =>
  ({ ...inStep(finding, finding.state === 'done'), state: 'accepted', judgedAt: at, judgedBy: by, judgedNote: null });

/** Given back to the agency with a reason and a day to come; refuses `finding_step` where it has not said that it is done, and `day_past`. */
export function sentBack(finding: Finding, { reason, dueDay }: { readonly reason: string; readonly dueDay: Day }, today: Day, by: string, at: Instant): Finding {
  const after = inStep(finding, finding.state === 'done');
  if (dueDay < today) throw new Refusal('day_past', { field: 'dueDay' });
  return { ...after, state: 'returned', dueDay, judgedAt: at, judgedBy: by, judgedNote: reason };
}

/** Found once more by a later visit, before it was accepted: its day stays as it was. */
export const seenAgain = (finding: Finding, at: Instant): Finding => ({ ...finding, times: finding.times + 1, seenAt: at, rev: finding.rev + 1 });
