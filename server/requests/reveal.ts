import type { Knex } from 'knex';
import type { Seal } from '../../db/sealed.ts';
import type { Writer } from '../../db/writer.ts';
import type { Command } from '../domain/command.ts';
import type { Act, Actor } from '../domain/permission.ts';
import { may } from '../domain/permission.ts';
import { Refusal } from '../domain/refusal.ts';
import { openApplicant, type PlainApplicant } from './applicant.ts';
import { foundAt, type Desk } from './changing.ts';
import { requestStream } from './steps.ts';

interface Deps {
  readonly reads: Knex;
  readonly writer: Writer;
  readonly seal: Seal;
}

/** Seeing a phone and an identity in full. */
export function createRevealing({ reads, writer, seal }: Deps) {
  return {
    /** Shows them only after it has been recorded who looked; refuses `not_found` and `forbidden`. */
    async reveal(id: string, desk: Desk, actor: Actor, command: Command): Promise<Pick<PlainApplicant, 'identity' | 'phone'>> {
      const act: Act = desk === 'confidential' ? 'requests.confidential' : 'requests.reveal';
      await writer.submit({
        ...command,
        streams: [requestStream(id)],
        apply: async (tx) => {
          const { request } = await foundAt(tx.db, desk, id);
          if (!may(actor, act, { agencyId: request.agencyId })) throw new Refusal('forbidden');
          tx.raise(requestStream(id), 'request_revealed', { fields: ['phone', 'identity'] });
          return {};
        },
      });
      // Read after the record, and never a part of the change's answer, which is kept.
      const { request } = await foundAt(reads, desk, id);
      const { identity, phone } = openApplicant(seal, 'requests', id, request);
      return { identity, phone };
    },
  };
}

export type Revealing = ReturnType<typeof createRevealing>;
