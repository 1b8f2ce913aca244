import type { Tx } from '../../db/writer.ts';
import type { Commitment } from '../domain/commitment.ts';
import { commitmentRepository } from './repository.ts';

/** Where the commitments of an agency's managers are recorded. */
export const commitmentStream = (agencyId: string): string => `commitments:${agencyId}`;

/** A commitment to make; its id is made before the change. */
export type NewCommitment = Omit<Commitment, 'state' | 'endedAt' | 'endedBy' | 'endedNote' | 'rev'>;

/** A commitment as events tell of it: what was promised may name the citizen, so its text is left out. */
export const toldCommitment = ({ id, agencyId, personId, hostName, sessionId, callId, dueDay, state }: Commitment) =>
  ({ id, agencyId, personId, hostName, sessionId, callId, dueDay, state });

/** The writes on commitments that a call's change joins to its own; it declares the agency's stream. */
export function commitmentSteps(tx: Tx) {
  return {
    make(one: NewCommitment): void {
      const commitment: Commitment = { ...one, state: 'open', endedAt: null, endedBy: null, endedNote: null, rev: 1 };
      tx.write(commitmentRepository(tx.db).insert(commitment));
      tx.raise(commitmentStream(one.agencyId), 'commitment_made', { before: null, after: toldCommitment(commitment) });
    },
  };
}
