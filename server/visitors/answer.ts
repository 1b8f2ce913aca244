import type { Knex } from 'knex';
import type { Seal } from '../../db/sealed.ts';
import type { Writer } from '../../db/writer.ts';
import type { Command } from '../domain/command.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Tries } from '../domain/tries.ts';
import { isAnswerable, type Met } from '../domain/visitor.ts';
import { slipHashes, visitorStream } from './entry.ts';
import { visitorRepository } from './repository.ts';

interface Deps {
  readonly reads: Knex;
  readonly writer: Writer;
  readonly seal: Seal;
  readonly tries: Pick<Tries, 'begin' | 'failed' | 'dropped'>;
}

/** The one question of a visitor's slip: was the manager there, and did he see him? */
export function createAnswering({ reads, writer, seal, tries }: Deps) {
  const answer = async (code: string, met: Met, command: Command): Promise<void> => {
    const hashes = slipHashes(seal, code);
    const found = await visitorRepository(reads).byCode(hashes);
    if (found === null || !isAnswerable(found, command.at)) throw new Refusal('visit_code_spent');
    const stream = visitorStream(found.agencyId);
    await writer.submit({
      ...command,
      // The body has the code in it, which is short enough to be found by trying: its hash is kept under a key.
      bodyHash: seal.index(command.bodyHash),
      streams: [stream],
      apply: async (tx) => {
        const visitors = visitorRepository(tx.db);
        const walkIn = await visitors.byCode(hashes);
        if (walkIn === null || !isAnswerable(walkIn, command.at)) throw new Refusal('visit_code_spent');
        tx.write(visitors.answer(walkIn, met, command.at));
        tx.raise(stream, 'visit_answered', { id: walkIn.id });
        return {};
      },
    });
  };

  const once = (code: string, met: Met, command: Command): Promise<void> => writer.once({ ...command, bodyHash: seal.index(command.bodyHash) }, () => answer(code, met, command));

  return {
    /**
     * By the visitor himself, without a login. Refuses `visit_code_spent` alike for a code that is none, was used or is too old, and `too_many_tries` after
     * five of them from one address in a quarter of an hour.
     */
    async byVisitor(code: string | null, met: Met, address: string, command: Command): Promise<void> {
      await tries.begin(address);
      try {
        if (code === null) throw new Refusal('visit_code_spent');
        await once(code, met, command);
      } catch (error) {
        if (error instanceof Refusal) await tries.failed(address);
        else await tries.dropped(address);
        throw error;
      }
      // Only this try is taken back: one's own slip must not buy tries at those of others.
      await tries.dropped(address);
    },

    /** As the visitor says it by telephone to an operator. Refuses `visit_code_spent`. */
    async byTelephone(code: string | null, met: Met, command: Command): Promise<void> {
      if (code === null) throw new Refusal('visit_code_spent');
      await once(code, met, command);
    },
  };
}

export type Answering = ReturnType<typeof createAnswering>;
