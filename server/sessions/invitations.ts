import type { Knex } from 'knex';
import type { Writer } from '../../db/writer.ts';
import type { Command } from '../domain/command.ts';
import { mustBeApproved } from '../domain/draft.ts';
import { mayStep, stepped, type Invitation, type InvitationStep } from '../domain/invitation.ts';
import type { Day } from '../domain/jalali.ts';
import { may, type Actor } from '../domain/permission.ts';
import { Refusal } from '../domain/refusal.ts';
import { rotaLookup, streamsOf } from '../rota/lookup.ts';
import { sessionRepository } from './repository.ts';

interface Deps {
  readonly reads: Knex;
  readonly writer: Writer;
  readonly newId: () => string;
}

/** What a scheduler may write down of an invitation. */
export const RECORDED_STEPS = ['accept_by_phone', 'ask_change', 'give_up'] as const satisfies readonly InvitationStep[];
export type RecordedStep = (typeof RECORDED_STEPS)[number];

/** What a step came to, and whose programme it belongs to. */
export interface Taken {
  readonly state: Invitation['state'];
  readonly draftId: string;
}

/** Asking managers to come, and what they answer. */
export function createInvitations({ reads, writer, newId }: Deps) {
  const found = async (db: Knex, id: string): Promise<Invitation> => {
    const invitation = await sessionRepository(db).invitationById(id);
    if (invitation === null || invitation.state === 'withdrawn') throw new Refusal('not_found');
    return invitation;
  };

  const take = async (id: string, step: InvitationStep, note: string | null, command: Command): Promise<Taken> => {
    const session = await sessionRepository(reads).byId((await found(reads, id)).sessionId);
    if (session === null) throw new Refusal('not_found');
    const streams = streamsOf(session.draftId, [session.day]);
    return writer.submit({
      ...command,
      streams,
      apply: async (tx) => {
        const before = await found(tx.db, id);
        // Opening the page twice is not an answer given twice.
        if (step === 'see' && !mayStep(before.state, 'see')) return { state: before.state, draftId: session.draftId };
        const after = stepped(before, step, command.actor ?? '', command.at, note);
        tx.write(sessionRepository(tx.db).updateInvitation(before, after));
        for (const stream of streams) tx.raise(stream, 'invitation_changed', { before, after });
        return { state: after.state, draftId: session.draftId };
      },
    });
  };

  return {
    /** Invites every agency of the draft's unpublished sessions up to a day that has no standing invitation; how many. Refuses `draft_not_approved`. */
    async invite(draftId: string, until: Day, command: Command): Promise<{ readonly sent: number }> {
      const planned = await sessionRepository(reads).ofDraft(draftId);
      // One id for every session there is: `apply` may run twice and must make the same.
      const ids = new Map(planned.map((session) => [session.id, newId()]));
      const streams = streamsOf(draftId, planned.map(({ day }) => day));
      return writer.submit({
        ...command,
        streams,
        apply: async (tx) => {
          const draft = await rotaLookup(tx.db).draft(draftId);
          if (draft === null) throw new Refusal('not_found');
          mustBeApproved(draft);
          const sessions = sessionRepository(tx.db);
          const known = await sessions.invitationsOfDraft(draftId);
          const wanted = (await sessions.ofDraft(draftId)).filter(
            (one) => one.state === 'draft' && one.agencyId !== null && one.day <= until && !known.some((other) => other.sessionId === one.id && other.agencyId === one.agencyId && other.state !== 'withdrawn'),
          );
          const sent: Invitation[] = [];
          for (const { id: sessionId, agencyId, personId } of wanted) {
            const id = ids.get(sessionId);
            if (agencyId === null || id === undefined) continue;
            const earlier = known.find((one) => one.sessionId === sessionId && one.agencyId === agencyId && one.personId === personId);
            const invitation: Invitation = {
              id: earlier?.id ?? id, sessionId, agencyId, personId, state: 'sent', sentAt: command.at,
              seenAt: null, answeredAt: null, answeredBy: null, note: null, rev: (earlier?.rev ?? 0) + 1,
            };
            tx.write(earlier === undefined ? sessions.insertInvitation(invitation) : sessions.updateInvitation(earlier, invitation));
            sent.push(invitation);
          }
          if (sent.length > 0) for (const stream of streams) tx.raise(stream, 'invitations_sent', { after: sent.map(({ id, sessionId, agencyId, personId }) => ({ id, sessionId, agencyId, personId })) });
          return { sent: sent.length };
        },
      });
    },

    /** What a scheduler has learnt by telephone; refuses `not_found` and `invitation_answered`. */
    record: (id: string, step: RecordedStep, note: string | null, command: Command) => take(id, step, note, command),

    /** The agency whose manager is invited, for the guard; null where there is no such invitation. */
    async agencyOf(id: string): Promise<string | null> {
      const invitation = await sessionRepository(reads).invitationById(id);
      return invitation === null || invitation.state === 'withdrawn' ? null : invitation.agencyId;
    },

    /** The first look of the manager or his office; later ones change nothing. Refuses `forbidden` to other agencies. */
    see: (id: string, actor: Actor, command: Command) => answer(id, actor, 'see', null, command),
    /** Refuses `invitation_answered`, and `forbidden` to other agencies. */
    accept: (id: string, actor: Actor, command: Command) => answer(id, actor, 'accept', null, command),
    /** Asks for another turn, with the reason; refuses as `accept`. */
    askChange: (id: string, reason: string, actor: Actor, command: Command) => answer(id, actor, 'ask_change', reason, command),
  };

  async function answer(id: string, actor: Actor, step: InvitationStep, note: string | null, command: Command) {
    const { agencyId } = await found(reads, id);
    if (!may(actor, 'invitations.answer', { agencyId })) throw new Refusal('forbidden');
    return take(id, step, note, command);
  }
}

export type Invitations = ReturnType<typeof createInvitations>;
