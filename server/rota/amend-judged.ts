import { createHash } from 'node:crypto';
import { Refusal } from '../domain/refusal.ts';
import { judgeAmendments, type Judged } from '../domain/rota/amend-judge.ts';
import type { Amendment } from '../domain/rota/amendment.ts';
import type { Conflict } from '../domain/rota/conflict.ts';
import type { PlannedSession } from '../domain/session.ts';
import { conflictClause } from '../wording/rota.ts';
import type { AmendingGround } from './amend-ground.ts';

/** A conflict as a sentence: «راه و شهرسازی: این روز تعطیل است (آلودگی هوا).» */
export const conflictSentence = (conflict: Conflict, { nameOf }: Pick<AmendingGround, 'nameOf'>): string => `${nameOf(conflict.agencyId)}: ${conflictClause(conflict)}.`;

/** Refuses `session_over` for a session that has ended on its day, and `session_step` for one that is being held; one that the centre cancelled may still be cancelled for the public. */
function mustBeAhead(session: PlannedSession, kind: Amendment['kind'], { lives }: AmendingGround): void {
  const life = lives.get(session.id);
  if (life === undefined || life.state === 'scheduled' || life.state === 'awaiting' || (kind === 'cancel' && life.state === 'cancelled')) return;
  throw new Refusal(life.state === 'closed' || life.state === 'cancelled' ? 'session_over' : 'session_step');
}

/** Refuses `people_left` where somebody waits in a session that is cancelled and cannot be rung. */
function mustLeaveNobody(session: PlannedSession, kind: Amendment['kind'], { queues }: AmendingGround): void {
  const silent = kind === 'cancel' ? (queues.get(session.id)?.withoutPhone ?? 0) : 0;
  if (silent > 0) throw new Refusal('people_left', { facts: { count: silent } });
}

function refusalOf(judged: Judged, ground: AmendingGround): Refusal | null {
  if (judged.refusal !== null) return judged.refusal;
  try {
    for (const { before } of judged.touches) {
      if (before === null) continue;
      mustBeAhead(before, judged.amendment.kind, ground);
      mustLeaveNobody(before, judged.amendment.kind, ground);
    }
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  const [conflict] = judged.conflicts;
  return conflict === undefined ? null : new Refusal('slot_conflict', { field: 'to', facts: { conflict: conflictSentence(conflict, ground), code: conflict.code } });
}

/** Every amendment of a list with the first rule that says no to it, all the slices' rules among them. */
export const judgedBy = (amendments: readonly Amendment[], ground: AmendingGround): Judged[] =>
  judgeAmendments(amendments, ground).map((one) => ({ ...one, refusal: refusalOf(one, ground) }));

/** Changes with the sessions as they stood, with what speaks against their new places, and with who would be left behind: a confirmation is good only for what was shown. */
export function markOf(judged: readonly Judged[], { queues }: Pick<AmendingGround, 'queues'>): string {
  const seen = judged.map(({ amendment, touches, confirmable }) => ({
    amendment,
    sessions: touches.flatMap(({ before }) => (before === null ? [] : [`${before.id} ${before.rev}`])),
    conflicts: confirmable.map(({ code, agencyId, ...rest }) => `${code} ${agencyId} ${'otherDay' in rest ? rest.otherDay : ''}`),
    waiting: amendment.kind === 'cancel' ? (queues.get(amendment.sessionId)?.waiting ?? 0) : 0,
  }));
  return createHash('sha256').update(JSON.stringify(seen)).digest('hex').slice(0, 16);
}
