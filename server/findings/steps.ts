import type { Tx } from '../../db/writer.ts';
import { seenAgain, type Finding } from '../domain/finding.ts';
import { findingRepository } from './repository.ts';

/** Where the findings of an agency are recorded. */
export const findingStream = (agencyId: string): string => `findings:${agencyId}`;

/** The streams that a change declares which opens findings at an agency. */
export const findingStreams = (agencyId: string): readonly string[] => [findingStream(agencyId)];

/** A finding to open; its id is made before the change. */
export type NewFinding = Pick<Finding, 'id' | 'reportId' | 'agencyId' | 'item' | 'text' | 'dueDay'> & { readonly at: Finding['madeAt'] };

/** A finding as events tell of it: by the item of the checklist, without what was written of it. */
export const toldFinding = ({ id, reportId, agencyId, item, dueDay, state, times }: Finding) => ({ id, reportId, agencyId, item, dueDay, state, times });

/** The writes on findings that a landing report joins to its own change, which declares `findingStreams`. */
export function findingSteps(tx: Tx) {
  const findings = findingRepository(tx.db);
  // What this change has queued is not yet in the database.
  const opened = new Map<string, string>();
  return {
    /** Opens a finding and gives its id; an item that the agency has not settled yet is not opened twice: that one's id is given, and the visit noted with it. */
    async open({ at, ...one }: NewFinding): Promise<string> {
      const place = JSON.stringify([one.agencyId, one.item]);
      const own = opened.get(place);
      if (own !== undefined) return own;
      const before = await findings.unsettledOf(one.agencyId, one.item);
      opened.set(place, before?.id ?? one.id);
      if (before !== null) {
        const after = seenAgain(before, at);
        tx.write(findings.update(before, after));
        tx.raise(findingStream(one.agencyId), 'finding_seen_again', { before: toldFinding(before), after: toldFinding(after), reportId: one.reportId });
        return before.id;
      }
      const finding: Finding = {
        ...one, state: 'open', madeAt: at, times: 1, seenAt: null, doneAt: null, doneBy: null, doneNote: null, judgedAt: null, judgedBy: null, judgedNote: null, rev: 1,
      };
      tx.write(findings.insert(finding));
      tx.raise(findingStream(one.agencyId), 'finding_opened', { before: null, after: toldFinding(finding) });
      return finding.id;
    },
  };
}
