import type { Knex } from 'knex';
import type { Writer } from '../../db/writer.ts';
import { agencyLookup } from '../agencies/lookup.ts';
import type { Command } from '../domain/command.ts';
import { ended, type Commitment, type CommitmentEnd } from '../domain/commitment.ts';
import type { Day } from '../domain/jalali.ts';
import { may, type Act, type Actor, type Scope, type Subject } from '../domain/permission.ts';
import { Refusal } from '../domain/refusal.ts';
import { peopleLookup } from '../people/lookup.ts';
import { commitmentRepository } from './repository.ts';
import { commitmentStream, toldCommitment } from './steps.ts';

/** A commitment with the names that its row needs. */
export interface ListedCommitment {
  readonly commitment: Commitment;
  readonly agency: string;
  readonly endedBy: string | null;
}

/** One page of the open commitments, and the latest that have ended. */
export interface CommitmentList {
  readonly open: readonly ListedCommitment[];
  readonly ended: readonly ListedCommitment[];
  readonly total: number;
  readonly late: number;
  readonly page: number;
}

interface Deps {
  readonly reads: Knex;
  readonly writer: Writer;
}

/** So many open commitments stand on one page. */
export const PAGE_SIZE = 25;
const ENDED_SHOWN = 20;

const ACT_OF: Readonly<Record<CommitmentEnd, Act>> = { kept: 'commitments.keep', withdrawn: 'commitments.withdraw' };

/** What managers have promised, and whether they kept it. */
export function createCommitments({ reads, writer }: Deps) {
  const commitments = commitmentRepository(reads);

  return {
    /** What the scope reaches; a page beyond the last is the last. */
    async list({ everywhere, agencyIds: own }: Scope, asked: number, today: Day): Promise<CommitmentList> {
      const agencyIds = everywhere ? null : own;
      const { open: total, late } = await commitments.openCounts(agencyIds, today);
      const page = Math.min(Math.max(1, asked), Math.max(1, Math.ceil(total / PAGE_SIZE)));
      const [open, past] = [await commitments.openWithin(agencyIds, (page - 1) * PAGE_SIZE, PAGE_SIZE), await commitments.endedWithin(agencyIds, ENDED_SHOWN)];
      const agencies = await agencyLookup(reads).shortNames();
      const names = await peopleLookup(reads).namesOfUsers(past.flatMap(({ endedBy }) => endedBy ?? []));
      const listed = (one: Commitment): ListedCommitment => ({ commitment: one, agency: agencies.get(one.agencyId) ?? '', endedBy: names.get(one.endedBy ?? '') ?? null });
      return { open: open.map(listed), ended: past.map(listed), total, late, page };
    },

    /** The agency whose manager made it, for the guard; null where there is none. */
    async subject(id: string): Promise<Subject | null> {
      const commitment = await commitments.byId(id);
      return commitment === null ? null : { agencyId: commitment.agencyId };
    },

    /** Ends it as kept or withdrawn, with a note; refuses `not_found`, `forbidden`, `commitment_ended`. */
    async end(id: string, state: CommitmentEnd, note: string, actor: Actor, command: Command): Promise<void> {
      const known = await commitments.byId(id);
      if (known === null) throw new Refusal('not_found');
      const stream = commitmentStream(known.agencyId);
      await writer.submit({
        ...command,
        streams: [stream],
        apply: async (tx) => {
          const repository = commitmentRepository(tx.db);
          const before = await repository.byId(id);
          if (before === null) throw new Refusal('not_found');
          if (!may(actor, ACT_OF[state], { agencyId: before.agencyId })) throw new Refusal('forbidden');
          const after = ended(before, state, note, actor.id, command.at);
          tx.write(repository.update(before, after));
          tx.raise(stream, state === 'kept' ? 'commitment_kept' : 'commitment_withdrawn', { before: toldCommitment(before), after: toldCommitment(after) });
          return {};
        },
      });
    },
  };
}

export type Commitments = ReturnType<typeof createCommitments>;
