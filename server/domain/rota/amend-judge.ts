import type { Day } from '../jalali.ts';
import { Refusal } from '../refusal.ts';
import type { PlannedSession } from '../session.ts';
import { overlap, placeOf, sessionsAfter, touchedBy, type AmendGround, type Touch } from './amend.ts';
import type { Amendment } from './amendment.ts';
import { createJudge, type BoardState, type Conflict, type Judge } from './conflict.ts';
import type { TimetablePlace } from './difference.ts';
import type { OpenAnswer } from './slots.ts';

/** Somebody who answers elsewhere: in a session that no programme planned. */
export interface Busy extends Omit<TimetablePlace, 'line'> {
  readonly agencyId: string;
  readonly personId: string | null;
}

/** Who may come in a head's place, by the rule of the day. */
export interface SubstituteRule {
  readonly rule: 'forbidden' | 'with_approval' | 'deputies';
  readonly people: readonly { readonly personId: string; readonly name: string; readonly away: boolean }[];
}

/** All that amendments are judged by. */
export interface JudgeGround extends AmendGround, Pick<BoardState, 'agencies' | 'away' | 'weeklyHours' | 'spacing'> {
  readonly busy: readonly Busy[];
  /** Sessions of the same programmes that are not published, on the days concerned. */
  readonly planned: readonly PlannedSession[];
  readonly isOpen: (day: Day, from: TimetablePlace['from'], to: TimetablePlace['to']) => OpenAnswer;
  /** By session and the day on which it then is. */
  readonly substitutes: (session: PlannedSession) => SubstituteRule;
  readonly nameOf: (agencyId: string) => string;
}

/** One amendment judged: what it does, the rule that says no, what speaks against it, and of that what somebody may know better. */
export interface Judged {
  readonly amendment: Amendment;
  readonly touches: readonly Touch[];
  readonly refusal: Refusal | null;
  readonly conflicts: readonly Conflict[];
  readonly confirmable: readonly Conflict[];
}

const CONFIRMABLE: readonly Conflict['code'][] = ['gap', 'same_week'];
/** What is said of a head who does not come himself. */
const OF_THE_HEAD: readonly Conflict['code'][] = ['absent', 'duty', 'no_manager'];

/** Whether a session stands where it did not stand before. */
const isPlaced = ({ before, after }: Touch): boolean => after.state === 'published' && (before === null || before.day !== after.day || before.from !== after.from || before.to !== after.to || before.line !== after.line);

function judgeOf(after: readonly PlannedSession[], placed: readonly PlannedSession[], ground: JudgeGround): Judge {
  const closed = placed.flatMap(({ id, day, from, to }) => {
    const answer = ground.isOpen(day, from, to);
    return answer.ok ? [] : [[id, answer.title] as const];
  });
  return createJudge({
    slots: after.map(({ id, day, from, to, line }) => ({ id, day, from, to, line, weekIndex: 0 })),
    cards: Object.fromEntries(after.map(({ id, agencyId }) => [id, agencyId])),
    agencies: ground.agencies, away: ground.away, weeklyHours: ground.weeklyHours, spacing: ground.spacing, published: [], closed: Object.fromEntries(closed),
  });
}

const comerOf = (session: PlannedSession, { headOn }: JudgeGround): string | null => session.substituteId ?? headOn(session.agencyId ?? '', session.day).personId;

/** Refuses `place_taken`, `session_exists` and `host_elsewhere`: neither a place nor a host holds two sessions at once. */
function mustBeAlone(session: PlannedSession, after: readonly PlannedSession[], ground: JudgeGround): void {
  const own = comerOf(session, ground);
  const meeting = after.filter((one) => one.id !== session.id && overlap(one, session));
  const elsewhere: readonly Busy[] = [
    ...meeting.map((one) => ({ ...placeOf(one), agencyId: one.agencyId ?? '', personId: comerOf(one, ground) })),
    ...ground.busy.filter((one) => overlap(one, session)),
  ];
  if (elsewhere.some(({ agencyId }) => agencyId === session.agencyId)) throw new Refusal('session_exists', { field: 'to' });
  const there = meeting.find(({ line }) => line === session.line);
  // One that is planned and holds nobody is in nobody's way.
  const holder = there ?? ground.planned.find((one) => one.agencyId !== null && one.line === session.line && overlap(one, session));
  if (holder !== undefined) throw new Refusal('place_taken', { field: 'to', facts: { agency: ground.nameOf(holder.agencyId ?? '') } });
  const other = own === null ? undefined : elsewhere.find(({ personId }) => personId === own);
  if (other !== undefined) throw new Refusal('host_elsewhere', { field: 'to', facts: { agency: ground.nameOf(other.agencyId) } });
}

/** Refuses `substitute_forbidden`, `substitute_not_deputy` and `substitute_away`, as the rule of the session's day says. */
function mustBeSubstitute(session: PlannedSession, ground: JudgeGround): void {
  if (session.substituteId === null) return;
  const { rule, people } = ground.substitutes(session);
  if (rule === 'forbidden') throw new Refusal('substitute_forbidden', { field: 'personId' });
  const chosen = people.find(({ personId }) => personId === session.substituteId);
  if (chosen === undefined) throw new Refusal('substitute_not_deputy', { field: 'personId' });
  if (chosen.away) throw new Refusal('substitute_away', { field: 'personId', facts: { name: chosen.name } });
}

function mustStand(touch: Touch, after: readonly PlannedSession[], ground: JudgeGround): void {
  const session = touch.after;
  if (session.state !== 'published') return;
  const placed = isPlaced(touch);
  if (placed && ground.draftOn(session.day) === null) throw new Refusal('day_unpublished', { field: 'day' });
  if (placed || touch.before?.substituteId !== session.substituteId) {
    mustBeSubstitute(session, ground);
    mustBeAlone(session, after, ground);
  }
}

/** Judges a list of amendments as they would all stand together; nothing is thrown. */
export function judgeAmendments(amendments: readonly Amendment[], ground: JudgeGround): Judged[] {
  const touched = touchedBy(amendments, ground);
  const touches = touched.flatMap((one) => one.touches);
  const after = sessionsAfter(ground.sessions, touches);
  const placed = touches.filter(isPlaced).map((touch) => touch.after);
  const judge = judgeOf(after, placed, ground);
  return touched.map((one, index): Judged => {
    const amendment = amendments[index] as Amendment;
    const found = one.touches.flatMap((touch) => (isPlaced(touch) ? judge.conflictsAt(touch.after.id).filter(({ code }) => touch.after.substituteId === null || !OF_THE_HEAD.includes(code)) : []));
    const confirmable = found.filter(({ code }) => CONFIRMABLE.includes(code));
    const judged = { amendment, touches: one.touches, conflicts: found.filter(({ code }) => !CONFIRMABLE.includes(code)), confirmable };
    if (one.refusal !== null) return { ...judged, refusal: one.refusal };
    try {
      for (const touch of one.touches) mustStand(touch, after, ground);
      return { ...judged, refusal: null };
    } catch (error) {
      if (error instanceof Refusal) return { ...judged, refusal: error };
      throw error;
    }
  });
}
