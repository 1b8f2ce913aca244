import type { Knex } from 'knex';
import { agencyLookup, type Head } from '../agencies/lookup.ts';
import type { Agency } from '../domain/agency.ts';
import { dayOf, type Instant } from '../domain/calendar.ts';
import { hasAccepted, invitationFor, type Invitation } from '../domain/invitation.ts';
import { startOfWeek, type Day } from '../domain/jalali.ts';
import { meets } from '../domain/rota/availability.ts';
import type { Conflict } from '../domain/rota/conflict.ts';
import { byPressure, endOfPeriod, type WeekKind, type WeekPeriod } from '../domain/rota/week.ts';
import type { PlannedSession } from '../domain/session.ts';
import { messageLookup } from '../messages/lookup.ts';
import { peopleLookup } from '../people/lookup.ts';
import { sessionLookup } from '../sessions/lookup.ts';
import { settingsLookup } from '../settings/lookup.ts';
import { calledName } from '../wording/fa.ts';
import { publishedJudge } from './counterparts.ts';
import { swapTasks, type DeskTask, type SwapTask } from './week-desk.ts';
import { lettersWithoutNumber } from './week-letters.ts';

/** Something to be done about one session of one agency. */
export interface SessionTask {
  readonly kind: Exclude<WeekKind, 'swap_decide' | 'swap_answer' | 'message' | 'letter'>;
  readonly id: string;
  readonly day: Day;
  readonly session: PlannedSession;
  readonly invitation: Invitation | null;
  readonly conflict: Conflict | null;
  readonly agency: Agency;
  readonly head: Head | null;
}

export type WeekTask = SessionTask | SwapTask | DeskTask;

/** How far the asking of one week's managers has come; counts of sessions. */
export interface WeekAnswers {
  readonly saturday: Day;
  readonly accepted: number;
  readonly waiting: number;
  readonly changeAsked: number;
}

/** What the scheduler has to do, the most pressing first, and how the weeks stand; `offices` are those who answer for a manager, by agency. */
export interface WeekList {
  readonly tasks: readonly WeekTask[];
  readonly weeks: readonly WeekAnswers[];
  readonly offices: ReadonlyMap<string, readonly string[]>;
  /** What the governorate is called in messages. */
  readonly governorate: string;
}

/** What keeps a head away, or his agency shut; that two of its turns are close was confirmed when they were published. */
const CALLS_FOR: readonly Conflict['code'][] = ['closed_day', 'closed', 'absent', 'duty', 'not_invited', 'not_in_office', 'excluded', 'no_manager'];
const OF_THE_HEAD: readonly Conflict['code'][] = ['absent', 'duty', 'no_manager'];

/** What is to be done about a session, if anything: the gravest alone. */
function kindOf(invitation: Invitation | null, headChanged: boolean, conflict: Conflict | null): SessionTask['kind'] | null {
  if (conflict !== null) return conflict.code === 'no_manager' ? 'vacant' : 'conflict';
  if (invitation === null) return 'not_invited';
  if (headChanged) return 'head_changed';
  if (invitation.state === 'change_asked') return 'change_asked';
  return hasAccepted(invitation.state) ? null : 'unanswered';
}

/** What needs a telephone call or a decision; nothing here is changed. */
export function createWeek({ reads }: { readonly reads: Knex }) {
  /** Every session to come to which somebody is invited or that is published, with its invitation and what speaks against it. */
  const sessionsAhead = async (now: Instant): Promise<(Omit<SessionTask, 'kind' | 'id'> & { readonly headChanged: boolean })[]> => {
    const today = dayOf(now);
    const lookup = sessionLookup(reads);
    const ahead = (await lookup.invitedFrom(today)).filter(({ startsAt }) => startsAt > now);
    const last = ahead.at(-1)?.day;
    if (last === undefined) return [];
    const agencies = new Map((await agencyLookup(reads).all()).map((agency) => [agency.id, agency]));
    const [headOn, invitations] = [await agencyLookup(reads).headsBetween(today, last), await lookup.invitationsOfSessions(ahead.map(({ id }) => id))];
    const { judge } = await publishedJudge(reads, today, last);
    const absences = await agencyLookup(reads).absencesBetween(today, last);
    const substituteAway = (session: PlannedSession): Conflict | null => {
      const away = absences.find(({ personId, agencyId, absence, from, to }) => personId === session.substituteId && agencyId === session.agencyId && meets({ agencyId, code: 'absent', from, to, fromClock: absence.fromClock, toClock: absence.toClock, reason: '' }, session));
      return away === undefined ? null : { code: 'absent', from: away.from, to: away.to, reason: away.name, agencyId: away.agencyId, slotId: session.id };
    };
    const conflictOf = (session: PlannedSession): Conflict | null => {
      if (session.state !== 'published') return null;
      const found = judge.conflictsAt(session.id).filter(({ code }) => CALLS_FOR.includes(code) && (session.substituteId === null || !OF_THE_HEAD.includes(code)));
      return found[0] ?? (session.substituteId === null ? null : substituteAway(session));
    };
    return ahead.flatMap((session) => {
      const agency = agencies.get(session.agencyId ?? '');
      if (agency === undefined) return [];
      const head = headOn(agency.id, session.day);
      return [{ day: session.day, session, agency, head, ...invitationFor(invitations, session, head?.personId ?? null), conflict: conflictOf(session) }];
    });
  };

  const weeksOf = (sessions: readonly { readonly session: PlannedSession; readonly invitation: Invitation | null; readonly headChanged: boolean }[]): WeekAnswers[] => {
    const saturdays = [...new Set(sessions.map(({ session }) => startOfWeek(session.day)))].sort();
    return saturdays.map((saturday) => {
      const own = sessions.filter(({ session }) => startOfWeek(session.day) === saturday);
      const accepted = own.filter(({ invitation, headChanged }) => invitation !== null && !headChanged && hasAccepted(invitation.state)).length;
      const changeAsked = own.filter(({ invitation }) => invitation?.state === 'change_asked').length;
      return { saturday, accepted, changeAsked, waiting: own.length - accepted - changeAsked };
    });
  };

  return {
    /** The list as it stands at an instant, up to the end of a period. */
    async list(period: WeekPeriod, now: Instant): Promise<WeekList> {
      const today = dayOf(now);
      const end = endOfPeriod(period, today);
      const within = ({ day }: { readonly day: Day | null }): boolean => end === null || day === null || day <= end;
      const sessions = (await sessionsAhead(now)).filter(within);
      const tasks = sessions.flatMap(({ headChanged, ...one }): SessionTask[] => {
        const kind = kindOf(one.invitation, headChanged, one.conflict);
        return kind === null ? [] : [{ ...one, kind, id: `${kind}-${one.session.id}` }];
      });
      const agencies = new Map((await agencyLookup(reads).all()).map((agency) => [agency.id, agency]));
      const failed = (await messageLookup(reads).failedLatest()).map((message): DeskTask => ({ kind: 'message', id: `message-${message.id}`, day: null, message, agency: agencies.get(message.agencyId) ?? null, letters: null }));
      const all: WeekTask[] = [...tasks, ...(await swapTasks(reads, now)).filter(within), ...failed, ...(await lettersWithoutNumber(reads, today))];
      all.sort((one, other) => byPressure(one, other, today));
      const answering = await peopleLookup(reads).officesOf([...new Set(tasks.map(({ agency }) => agency.id))]);
      const offices = new Map([...answering].map(([id, people]) => [id, people.map(calledName)]));
      return { tasks: all, weeks: weeksOf(sessions), offices, governorate: (await settingsLookup(reads).settingsOn(today)).governorate };
    },
  };
}

export type WeekService = ReturnType<typeof createWeek>;
