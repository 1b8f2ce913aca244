import type { Knex } from 'knex';
import type { Day } from '../domain/jalali.ts';
import { sessionLookup } from '../sessions/lookup.ts';
import { amendRepository } from './amend-repository.ts';
import { rotaRepository } from './repository.ts';
import type { DeskTask } from './week-desk.ts';

/** Letters whose number the secretariat has not given: of invitations to a programme's sessions, of a version that amended, or of a programme's approval. */
export type LettersWaiting =
  | { readonly of: 'invitations'; readonly draftId: string; readonly from: Day; readonly to: Day; readonly count: number }
  | { readonly of: 'amendment'; readonly version: number; readonly amendmentId: string; readonly sessionId: string; readonly count: number }
  | { readonly of: 'approval'; readonly draftId: string; readonly from: Day; readonly to: Day };

const task = (id: string, letters: LettersWaiting): DeskTask => ({ kind: 'letter', id: `letter-${id}`, day: null, agency: null, message: null, letters });

/** All letters without a number: those of invitations for sessions from a day on, the others whatever their day. */
export async function lettersWithoutNumber(db: Knex, from: Day): Promise<DeskTask[]> {
  const drafts = await rotaRepository(db).drafts();
  const approvals = drafts.filter(({ approvedAt, letterNo, state }) => approvedAt !== null && letterNo === null && (state === 'approved' || state === 'published'));
  const ahead = await sessionLookup(db).invitedFrom(from);
  const unnumbered = new Set((await sessionLookup(db).invitationsOfSessions(ahead.map(({ id }) => id))).flatMap(({ state, letterNo, sessionId }) => (state === 'withdrawn' || letterNo !== null ? [] : [sessionId])));
  const invitations = drafts.flatMap((draft) => {
    const count = ahead.filter(({ id, draftId }) => draftId === draft.id && unnumbered.has(id)).length;
    return count === 0 ? [] : [task(`invitations-${draft.id}`, { of: 'invitations', draftId: draft.id, from: draft.from, to: draft.to, count })];
  });
  const versions = new Map<number, DeskTask>();
  for (const { version, id, sessionId } of await amendRepository(db).withoutLetter()) {
    const known = versions.get(version)?.letters;
    const count = (known?.of === 'amendment' ? known.count : 0) + 1;
    versions.set(version, task(`version-${version}`, { of: 'amendment', version, amendmentId: id, sessionId, count }));
  }
  return [...approvals.map((draft) => task(`approval-${draft.id}`, { of: 'approval', draftId: draft.id, from: draft.from, to: draft.to })), ...versions.values(), ...invitations];
}
