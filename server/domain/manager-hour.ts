import type { Clock, Instant } from './calendar.ts';
import type { Absence } from './agency.ts';
import type { Day } from './jalali.ts';

/** What became of the plan of an occurrence: held as planned, cut to the hours left, moved to another day, or not held. */
export const HOUR_STATES = ['held', 'shortened', 'moved', 'cancelled'] as const;
export type HourState = (typeof HOUR_STATES)[number];

/** What is known of a manager's being there, in the order of the board's legend; `not_found` is one report, which nobody has judged. */
export const PRESENCES = ['no_report', 'declared', 'verified', 'late', 'substitute', 'not_found', 'absent', 'excused'] as const;
export type Presence = (typeof PRESENCES)[number];

/** What an inspector may answer of a visit. */
export const VISIT_ANSWERS = ['present', 'late', 'substitute', 'in_meeting', 'on_mission', 'not_found'] as const;
export type VisitAnswer = (typeof VISIT_ANSWERS)[number];

/** Why an absence is excused: what was registered beforehand, or what the governor's office says afterwards. */
export const EXCUSES = ['leave', 'mission', 'sickness', 'governor_meeting', 'other'] as const;
export type Excuse = (typeof EXCUSES)[number];

/** What the head decided of a manager who was not found; laid aside, it counts nowhere. */
export const ABSENCE_DECISIONS = ['confirmed', 'laid_aside'] as const;
export type AbsenceDecision = (typeof ABSENCE_DECISIONS)[number];

/** One occurrence of one manager's hour. The id is made of the agency and the planned day, so that it stays his when the hour is moved. */
export interface ManagerHour {
  readonly id: string;
  readonly agencyId: string;
  readonly countyId: string | null;
  readonly plannedDay: Day;
  /** The day on which it is held. */
  readonly day: Day;
  readonly from: Clock;
  readonly to: Clock;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly state: HourState;
  /** Why it is not held as planned: the holiday, the closure, the exception. */
  readonly title: string | null;
  /** Whoever headed the agency when it was laid out. */
  readonly personId: string | null;
  /** As recorded; what stands elsewhere (an absence, a session at the governorate) is added by `presenceOf`. */
  readonly presence: Presence;
  readonly declaredAt: Instant | null;
  readonly declaredBy: string | null;
  /** When an inspector stood there, as the server has it, and the report that decided. */
  readonly seenAt: Instant | null;
  readonly seenReportId: string | null;
  readonly answer: VisitAnswer | null;
  readonly excuse: Excuse | null;
  readonly excusedAt: Instant | null;
  readonly excusedBy: string | null;
  readonly excuseNote: string | null;
  /** What the manager wrote, asked why he was not found. */
  readonly explanation: string | null;
  readonly explainedAt: Instant | null;
  readonly explainedBy: string | null;
  readonly decision: AbsenceDecision | null;
  readonly decidedAt: Instant | null;
  readonly decidedBy: string | null;
  readonly decisionReason: string | null;
  readonly substituteId: string | null;
  readonly substituteWhy: string | null;
  readonly rev: number;
}

/** What stands elsewhere about an hour: its manager's absences on its day, also those that were withdrawn, and his answering at the governorate in it. */
export interface HourSurroundings {
  readonly absences: readonly Pick<Absence, 'kind' | 'fromClock' | 'toClock' | 'recordedAt' | 'withdrawnAt'>[];
  /** He has come to a session of his at the governorate that meets the hour. */
  readonly atGovernorate: boolean;
}

/** What is known of an hour at last, and by what. */
export interface KnownPresence {
  readonly presence: Presence;
  readonly by: 'record' | 'absence' | 'governorate';
  readonly excuse: Excuse | null;
}

/** The id of an agency's manager-hour of a planned day: the same however often it is asked for, so that it can be kept a place in before it has a row. */
export const hourIdOf = (agencyId: string, plannedDay: Day): string => `hour-${agencyId}-${plannedDay}`;

const UNDECIDED: readonly Presence[] = ['no_report', 'declared', 'not_found'];

// What stood when the hour began: as nothing excuses by itself afterwards, nothing undoes it either.
const excusesBeforehand = ({ fromClock, toClock, recordedAt, withdrawnAt }: HourSurroundings['absences'][number], { from, to, startsAt }: Pick<ManagerHour, 'from' | 'to' | 'startsAt'>): boolean =>
  (fromClock ?? from) <= from && (toClock ?? to) >= to && recordedAt < startsAt && (withdrawnAt === null || withdrawnAt >= startsAt);

/**
 * What is known of a manager's presence: what was seen or decided stands; else answering at the governorate counts as presence, and an absence
 * excuses that holds the whole hour and stood, registered, when it began. Nothing excuses by itself afterwards.
 */
export function presenceOf(hour: Pick<ManagerHour, 'presence' | 'from' | 'to' | 'startsAt' | 'excuse'>, { absences, atGovernorate }: HourSurroundings): KnownPresence {
  if (!UNDECIDED.includes(hour.presence)) return { presence: hour.presence, by: 'record', excuse: hour.excuse };
  if (atGovernorate) return { presence: 'verified', by: 'governorate', excuse: null };
  const absence = absences.find((one) => excusesBeforehand(one, hour));
  return absence === undefined ? { presence: hour.presence, by: 'record', excuse: null } : { presence: 'excused', by: 'absence', excuse: absence.kind };
}

/** What a visit comes to on the board. Whoever is in a meeting or on a mission, as his office says, was not found: what was registered beforehand excuses him, not the word. */
export const presenceSeen = (answer: VisitAnswer): Presence => {
  switch (answer) {
    case 'present':
      return 'verified';
    case 'late':
    case 'substitute':
      return answer;
    case 'in_meeting':
    case 'on_mission':
    case 'not_found':
      return 'not_found';
  }
};

/** One report of a visit, as it bears on the hour; `at` is when the inspector stood there, as the server has it. */
export interface Sighting {
  readonly reportId: string;
  readonly answer: VisitAnswer;
  readonly at: Instant;
}

/** What is recorded of an hour beside excuse and confirmed absence: what was seen, unless it was laid aside, or else what was said. */
export function presenceRecorded({ declaredAt, answer, decision }: Pick<ManagerHour, 'declaredAt' | 'answer' | 'decision'>): Presence {
  if (answer !== null && decision !== 'laid_aside') return presenceSeen(answer);
  return declaredAt === null ? 'no_report' : 'declared';
}

// Of two visits in one hour the one that speaks for the manager stands, whichever came first.
const WEIGHT: Readonly<Record<Exclude<Presence, 'absent' | 'excused'>, number>> = { no_report: 0, declared: 1, not_found: 2, substitute: 3, late: 4, verified: 5 };
const weightOf = (presence: Presence): number => (presence === 'absent' || presence === 'excused' ? 0 : WEIGHT[presence]);

const isSettled = ({ presence }: Pick<ManagerHour, 'presence'>): boolean => presence === 'absent' || presence === 'excused';

/**
 * The hour after a report of a visit: a better report is not undone by a worse one. What was decided stands, and what was seen is kept beside it, for when
 * that is taken back. Nobody misses an hour that is not held.
 */
export function sighted(hour: ManagerHour, { reportId, answer, at }: Sighting): ManagerHour {
  const presence = presenceSeen(answer);
  const known = isSettled(hour) ? presenceRecorded(hour) : hour.presence;
  if (hour.state === 'cancelled' || weightOf(presence) <= weightOf(known)) return hour;
  // What was laid aside was the report before this one.
  const decision = hour.decision === 'laid_aside' ? { decision: null, decidedAt: null, decidedBy: null, decisionReason: null } : {};
  return { ...hour, ...decision, presence: isSettled(hour) ? hour.presence : presence, seenAt: at, seenReportId: reportId, answer };
}
