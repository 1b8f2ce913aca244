import type { Knex } from 'knex';
import type { Writer } from '../../db/writer.ts';
import type { Command } from '../domain/command.ts';
import type { Invitation } from '../domain/invitation.ts';
import type { Day } from '../domain/jalali.ts';
import { letterKey } from '../domain/letter-number.ts';
import { Refusal } from '../domain/refusal.ts';
import { draftStream } from '../domain/rota/streams.ts';
import { sessionRepository } from './repository.ts';

/** The numbers that the secretariat gave to letters of one day, each to one invitation. */
export interface LetterNumbers {
  readonly letterDay: Day;
  readonly numbers: readonly { readonly invitationId: string; readonly letterNo: string }[];
}

/** Whoever gives numbers takes this stream: of two who give the same one at the same moment, the second is refused. */
export const LETTERS_STREAM = 'invitation-letters';

/** Writes down the numbers of invitation letters, all or none of them; refuses `not_found`, and `letter_no_taken` for one that stands on another letter of that day. */
export function createLetterNumbers({ reads, writer }: { readonly reads: Knex; readonly writer: Writer }) {
  return async ({ letterDay, numbers }: LetterNumbers, command: Command): Promise<{ readonly numbered: number }> => {
    const known = await sessionRepository(reads).invitationsByIds(numbers.map(({ invitationId }) => invitationId));
    const drafts = (await sessionRepository(reads).byIds(known.map(({ sessionId }) => sessionId))).map(({ draftId }) => draftStream(draftId));
    const streams = [...new Set([LETTERS_STREAM, ...drafts])];
    return writer.submit({
      ...command,
      streams,
      apply: async (tx) => {
        const sessions = sessionRepository(tx.db);
        const before = new Map((await sessions.invitationsByIds(numbers.map(({ invitationId }) => invitationId))).map((one) => [one.id, one]));
        const others = (await sessions.invitationsLettered(letterDay)).filter(({ id }) => !before.has(id));
        const taken = new Set(others.map(({ letterNo }) => letterKey(letterNo ?? '')));
        const changes: { before: Invitation; after: Invitation }[] = [];
        for (const { invitationId, letterNo } of numbers) {
          const invitation = before.get(invitationId);
          if (invitation === undefined || invitation.state === 'withdrawn') throw new Refusal('not_found');
          if (taken.has(letterKey(letterNo))) throw new Refusal('letter_no_taken', { field: 'letterNo', facts: { number: letterNo } });
          taken.add(letterKey(letterNo));
          const after = { ...invitation, letterNo, letterDay, rev: invitation.rev + 1 };
          tx.write(sessions.updateInvitation(invitation, after));
          changes.push({ before: invitation, after });
        }
        if (changes.length > 0) for (const stream of streams) tx.raise(stream, 'letters_numbered', { letterDay, letters: changes.map(({ after }) => ({ id: after.id, sessionId: after.sessionId, agencyId: after.agencyId, letterNo: after.letterNo })) });
        return { numbered: changes.length };
      },
    });
  };
}
