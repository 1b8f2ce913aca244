import type { Knex } from 'knex';
import type { Writer } from '../../db/writer.ts';
import { agencyLookup } from '../agencies/lookup.ts';
import type { Command } from '../domain/command.ts';
import { mustBeApproved } from '../domain/draft.ts';
import { invitationFor, mayStep, stepped, timeAsked, type Invitation, type InvitationStep } from '../domain/invitation.ts';
import type { Day } from '../domain/jalali.ts';
import { may, type Actor } from '../domain/permission.ts';
import { Refusal } from '../domain/refusal.ts';
import { streamsOf } from '../domain/rota/streams.ts';
import { messageSteps, type Asked } from '../messages/steps.ts';
import type { Programmes } from './needs.ts';
import { createLetterNumbers } from './letter-numbers.ts';
import { sessionRepository } from './repository.ts';
import { sessionSteps } from './steps.ts';

interface Deps {
  readonly reads: Knex;
  readonly writer: Writer;
  readonly newId: () => string;
  readonly programmes: Programmes;
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
export function createInvitations({ reads, writer, newId, programmes }: Deps) {
  const found = async (db: Knex, id: string): Promise<Invitation> => {
    const invitation = await sessionRepository(db).invitationById(id);
    if (invitation === null) throw new Refusal('not_found');
    if (invitation.state !== 'withdrawn') return invitation;
    const session = await sessionRepository(db).byId(invitation.sessionId);
    throw new Refusal(session?.state === 'cancelled' ? 'session_cancelled' : 'not_found');
  };

  const take = async (id: string, step: InvitationStep, note: string | null, command: Command, to: string | null = null): Promise<Taken> => {
    const session = await sessionRepository(reads).byId((await found(reads, id)).sessionId);
    if (session === null) throw new Refusal('not_found');
    const streams = streamsOf(session.draftId, [session.day]);
    return writer.submit({
      ...command,
      streams,
      apply: async (tx) => {
        const before = await found(tx.db, id);
        const standing = await sessionRepository(tx.db).byId(before.sessionId);
        // A yes to one time is none to another.
        if (to !== null && (standing === null || timeAsked(standing) !== to)) throw new Refusal('invitation_moved');
        const headOn = await agencyLookup(tx.db).headsBetween(session.day, session.day);
        // What was asked of one who no longer heads the agency on that day is answered by nobody.
        if ((headOn(before.agencyId, session.day)?.personId ?? null) !== before.personId) throw new Refusal('invitation_to_other');
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
    /**
     * Invites the head of every agency of the draft's unpublished sessions up to a day who has no standing invitation; how many. One to a head who has
     * left is taken back. Refuses `draft_not_approved`, and `draft_open_already` where another draft is being drawn up for a day.
     */
    async invite(draftId: string, until: Day, command: Command): Promise<{ readonly sent: number }> {
      const planned = await sessionRepository(reads).ofDraft(draftId);
      // One id for every session there is: `apply` may run twice and must make the same.
      const ids = new Map(planned.map((session) => [session.id, newId()]));
      const streams = streamsOf(draftId, planned.map(({ day }) => day));
      return writer.submit({
        ...command,
        streams,
        apply: async (tx) => {
          const draft = await programmes(tx.db).draft(draftId);
          if (draft === null) throw new Refusal('not_found');
          mustBeApproved(draft);
          const sessions = sessionRepository(tx.db);
          const known = await sessions.invitationsOfDraft(draftId);
          const { end, free } = await programmes(tx.db).daysToPromise(draft);
          const open = (await sessions.ofDraft(draftId)).filter(({ state, agencyId, day }) => state === 'draft' && agencyId !== null && day <= until && day <= end);
          const headOn = await agencyLookup(tx.db).headsBetween(draft.from, draft.to);
          const sent: Invitation[] = [];
          const asked: Asked[] = [];
          const withdrawn: string[] = [];
          for (const session of open) {
            const { id: sessionId, agencyId, day } = session;
            const id = ids.get(sessionId);
            if (agencyId === null || id === undefined) continue;
            const personId = headOn(agencyId, day)?.personId ?? null;
            const { invitation: standing, headChanged } = invitationFor(known, session, personId);
            if (standing !== null && !headChanged) continue;
            if (!free(day)) throw new Refusal('draft_open_already', { field: 'until' });
            if (standing !== null) {
              tx.write(sessions.updateInvitation(standing, stepped(standing, 'withdraw', command.actor ?? '', command.at)));
              withdrawn.push(standing.id);
            }
            const earlier = known.find((one) => one.sessionId === sessionId && one.agencyId === agencyId && one.personId === personId);
            const invitation: Invitation = {
              id: earlier?.id ?? id, sessionId, agencyId, personId, state: 'sent', sentAt: command.at,
              seenAt: null, answeredAt: null, answeredBy: null, note: null, rev: (earlier?.rev ?? 0) + 1, letterNo: null, letterDay: null,
            };
            tx.write(earlier === undefined ? sessions.insertInvitation(invitation) : sessions.updateInvitation(earlier, invitation));
            sent.push(invitation);
            asked.push({ session, invitation });
          }
          const messages = messageSteps(tx, command.at);
          await messages.withdrawn(withdrawn);
          await messages.invited(asked);
          if (sent.length > 0) for (const stream of streams) tx.raise(stream, 'invitations_sent', { after: sent.map(({ id, sessionId, agencyId, personId }) => ({ id, sessionId, agencyId, personId })) });
          return { sent: sent.length };
        },
      });
    },

    /**
     * What a scheduler has learnt by telephone about the time `to`, null where it is not known; refuses `not_found`, `invitation_answered`, `invitation_moved`,
     * `session_cancelled`, and `invitation_to_other` where the head has changed since.
     */
    record: (id: string, step: RecordedStep, note: string | null, command: Command, to: string | null = null) => take(id, step, note, command, to),

    /**
     * Asks whoever heads a published session's agency now, where he was not asked himself; one to somebody else is taken back. Refuses `not_found`,
     * `session_past`, `session_cancelled`, and `invitation_stands` where he has been asked.
     */
    async inviteHead(sessionId: string, command: Command): Promise<{ readonly draftId: string }> {
      const known = await sessionRepository(reads).byId(sessionId);
      if (known === null) throw new Refusal('not_found');
      const id = newId();
      const streams = streamsOf(known.draftId, [known.day]);
      return writer.submit({
        ...command,
        streams,
        apply: async (tx) => {
          const session = await sessionRepository(tx.db).byId(sessionId);
          if (session?.state === 'cancelled') throw new Refusal('session_cancelled');
          if (session === null || session.state !== 'published' || session.agencyId === null) throw new Refusal('not_found');
          if (session.startsAt <= command.at) throw new Refusal('session_past');
          const personId = (await agencyLookup(tx.db).headOf(session.agencyId, session.day))?.personId ?? null;
          const { invitation, headChanged } = invitationFor(await sessionRepository(tx.db).invitationsOfSessions([sessionId]), session, personId);
          if (invitation !== null && !headChanged) throw new Refusal('invitation_stands');
          const asked = await sessionSteps(tx).ask({ ...session, personId }, id, false, command.actor ?? '', command.at);
          const messages = messageSteps(tx, command.at);
          if (invitation !== null) await messages.withdrawn([invitation.id]);
          await messages.invited([{ session: { ...session, personId }, invitation: asked.after }]);
          for (const stream of streams) tx.raise(stream, 'invitation_changed', asked);
          return { draftId: session.draftId };
        },
      });
    },

    /** Writes down the numbers of invitation letters, all or none; refuses `not_found` and `letter_no_taken`. */
    numberLetters: createLetterNumbers({ reads, writer }),

    /** The agency whose manager is invited, for the guard; null where there is no such invitation. */
    async agencyOf(id: string): Promise<string | null> {
      return (await sessionRepository(reads).invitationById(id))?.agencyId ?? null;
    },

    /** The first look of the manager or his office; later ones change nothing. Refuses `forbidden` to other agencies. */
    see: (id: string, actor: Actor, command: Command) => answer(id, actor, 'see', null, command),
    /**
     * `to` is the time that was shown, null where it is not known. Refuses `invitation_answered`, `invitation_moved` where the session stands at another time,
     * `session_cancelled`, and `forbidden` to other agencies.
     */
    accept: (id: string, actor: Actor, command: Command, to: string | null = null) => answer(id, actor, 'accept', null, command, to),
    /** Asks for another turn, with the reason; refuses as `accept`. */
    askChange: (id: string, reason: string, actor: Actor, command: Command, to: string | null = null) => answer(id, actor, 'ask_change', reason, command, to),
  };

  async function answer(id: string, actor: Actor, step: InvitationStep, note: string | null, command: Command, to: string | null = null) {
    const { agencyId } = await found(reads, id);
    if (!may(actor, 'invitations.answer', { agencyId })) throw new Refusal('forbidden');
    return take(id, step, note, command, to);
  }
}

export type Invitations = ReturnType<typeof createInvitations>;
