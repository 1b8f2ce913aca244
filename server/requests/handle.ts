import type { Knex } from 'knex';
import type { Writer } from '../../db/writer.ts';
import type { Command } from '../domain/command.ts';
import type { Act, Actor } from '../domain/permission.ts';
import { Refusal } from '../domain/refusal.ts';
import { handled, type Answer, type AnswerKind } from '../domain/request.ts';
import { createChanging, markOf, type Desk } from './changing.ts';

interface Deps {
  readonly reads: Knex;
  readonly writer: Writer;
  readonly newId: () => string;
}

// Who may deal with an open request, and who with a confidential one.
const actAt = (desk: Desk): Act => (desk === 'confidential' ? 'requests.confidential' : 'requests.answer');

/** Dealing with a request where it lies: taking it up, answering it, giving it back, closing it. Each refuses `not_found`, `forbidden`, and `request_step` where it does not follow. */
export function createHandling({ reads, writer, newId }: Deps) {
  const change = createChanging({ reads, writer });
  return {
    /** From now on it is in the actor's hands. */
    takeUp: (id: string, actor: Actor, command: Command) =>
      change({ id, desk: 'open', act: 'requests.answer', actor, command }, ({ request }) => ({
        kind: 'request_taken_up',
        fields: { state: handled(request.state, 'take_up') },
        takenBy: actor.id,
      })),

    /** Answers the citizen; after a final answer nothing is owed to him, after an interim one the deadline stays. */
    answer: (id: string, { kind, text }: { readonly kind: AnswerKind; readonly text: string }, desk: Desk, actor: Actor, command: Command) => {
      const answer: Answer = { id: newId(), requestId: id, kind, text, at: command.at, by: actor.id };
      return change({ id, desk, act: actAt(desk), actor, command }, ({ request }) =>
        kind === 'final'
          ? { kind: 'request_answered', fields: { state: handled(request.state, 'answer_final'), answeredAt: command.at }, ends: { state: 'answered', note: null }, answer }
          : { kind: 'request_answered', fields: { state: handled(request.state, 'answer_interim') }, answer },
      );
    },

    /** Gives it back to the centre, which names another agency; refuses `changed_meanwhile` where it stands elsewhere than was seen. */
    giveBack: (id: string, { reason, seen }: { readonly reason: string; readonly seen: string }, actor: Actor, command: Command) =>
      change({ id, desk: 'open', act: 'requests.answer', actor, command, to: null }, (found) => {
        if (markOf(found) !== seen) throw new Refusal('changed_meanwhile');
        return { kind: 'request_returned', fields: { state: handled(found.request.state, 'return'), agencyId: null }, ends: { state: 'returned', note: reason } };
      }),

    /** Closes what has its final answer. */
    close: (id: string, desk: Desk, actor: Actor, command: Command) =>
      change({ id, desk, act: actAt(desk), actor, command }, ({ request }) => ({
        kind: 'request_closed',
        fields: { state: handled(request.state, 'close'), closedAt: command.at },
      })),
  };
}

export type Handling = ReturnType<typeof createHandling>;
