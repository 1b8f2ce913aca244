import type { Knex } from 'knex';
import type { Tx, Writer } from '../../db/writer.ts';
import { dayOf } from '../domain/calendar.ts';
import type { Command } from '../domain/command.ts';
import { hasForecast, mustBeAsSeen, mustBeDrafting, type Draft, type DraftState } from '../domain/draft.ts';
import { daysFrom, formatDayLong, type Day } from '../domain/jalali.ts';
import type { Actor } from '../domain/permission.ts';
import { Refusal } from '../domain/refusal.ts';
import { valueOn, type SettingValues } from '../domain/settings.ts';
import { sessionLookup } from '../sessions/lookup.ts';
import { sessionSteps } from '../sessions/steps.ts';
import { settingsLookup } from '../settings/lookup.ts';
import { ROLE_NAMES } from '../wording/fa.ts';
import { DRAFTS_STREAM, mustBeFree } from './draw-up.ts';
import { streamsOf } from '../domain/rota/streams.ts';
import { reachOf } from './reach.ts';
import { exclusionsRecordedFor } from './record.ts';
import { rotaRepository } from './repository.ts';

interface Deps {
  readonly reads: Knex;
  readonly writer: Writer;
}

/** Which draft, and its `rev` as the page showed it; null asks for no check. */
export interface Seen {
  readonly draftId: string;
  readonly seen: number | null;
}

/** The letter by which a programme was approved; the secretariat may give the number later. */
export interface Letter {
  readonly letterNo: string | null;
  readonly letterDay: Day | null;
}

/** Whether the person holds the role that the setting names for approving programmes. */
export const mayApproveBy = (actor: Actor, approver: SettingValues['approver']): boolean =>
  actor.grants.some(({ role }) => (approver === 'either' ? role === 'inspection_head' || role === 'governor' : role === approver));

type Step = (draft: Draft, tx: Tx) => Promise<Draft>;

/** The steps of a programme between drafting and approval, and laying it aside. */
export function createApproval({ reads, writer }: Deps) {
  const step = async ({ draftId, seen }: Seen, kind: string, command: Command, next: Step): Promise<{ readonly state: DraftState }> => {
    const known = await rotaRepository(reads).draft(draftId);
    if (known === null) throw new Refusal('not_found');
    const streams = streamsOf(draftId, daysFrom(known.from, known.to));
    return writer.submit({
      ...command,
      // Every card says in what state its draft is, so every month hears of it.
      streams: [DRAFTS_STREAM, ...streams],
      apply: async (tx) => {
        const rota = rotaRepository(tx.db);
        const draft = await rota.draft(draftId);
        if (draft === null) throw new Refusal('not_found');
        mustBeAsSeen(draft, seen);
        const after = { ...(await next(draft, tx)), rev: draft.rev + 1 };
        tx.write(rota.updateDraft(draft, after));
        const told = ({ state, rev, letterNo, letterDay, returnReason, approvedBy }: Draft) => ({ state, rev, letterNo, letterDay, returnReason, approvedBy });
        for (const stream of streams) tx.raise(stream, kind, { before: told(draft), after: told(after) });
        return { state: after.state };
      },
    });
  };

  return {
    /** Refuses `draft_not_open`. */
    submit: (which: Seen, command: Command) =>
      step(which, 'draft_submitted', command, async (draft) => {
        mustBeDrafting(draft);
        return { ...draft, state: 'awaiting', returnReason: null };
      }),

    /** Refuses `draft_not_awaiting`, and `approver_other` where the setting leaves it to another. */
    approve: (which: Seen, letter: Letter, actor: Actor, command: Command) =>
      step(which, 'draft_approved', command, async (draft, tx) => {
        if (draft.state !== 'awaiting') throw new Refusal('draft_not_awaiting');
        const approver = valueOn(await settingsLookup(tx.db).settingRows(), 'approver', dayOf(command.at));
        if (!mayApproveBy(actor, approver)) throw new Refusal('approver_other', { facts: { role: approver === 'either' ? '' : ROLE_NAMES[approver] } });
        return { ...draft, ...letter, state: 'approved', approvedBy: actor.id, approvedAt: command.at };
      }),

    /** Sends a programme back to drafting with the reason; refuses `draft_not_awaiting`. */
    giveBack: (which: Seen, reason: string, command: Command) =>
      step(which, 'draft_returned', command, async (draft) => {
        if (draft.state !== 'awaiting') throw new Refusal('draft_not_awaiting');
        return { ...draft, state: 'drafting', returnReason: reason };
      }),

    /** The letter's number and date, once the secretariat has given them; refuses `draft_not_approved`. */
    recordLetter: (which: Seen, letter: Letter, command: Command) =>
      step(which, 'letter_recorded', command, async (draft) => {
        if (draft.state !== 'approved' && draft.state !== 'published') throw new Refusal('draft_not_approved');
        return { ...draft, ...letter };
      }),

    /** Opens an approved programme, or what is left of a published one, for changes: it must be approved anew. Refuses `draft_not_approved`, `later_programme`, `draft_open_already`. */
    reopen: (which: Seen, command: Command) =>
      step(which, 'draft_reopened', command, async (draft, tx) => {
        const { end, next } = await reachOf(tx.db, draft, await rotaRepository(tx.db).versions());
        if (draft.state === 'published' && next !== null && !hasForecast({ ...draft, to: end })) throw new Refusal('later_programme', { facts: { day: formatDayLong(next.from) } });
        const open = draft.state === 'approved' || draft.state === 'awaiting' || (draft.state === 'published' && hasForecast(draft));
        if (!open) throw new Refusal('draft_not_approved');
        await mustBeFree(tx.db, draft.from, end, draft.id);
        // The letter was for what is now changed: the next approval brings its own.
        return { ...draft, state: 'drafting', letterNo: null, letterDay: null, approvedBy: null, approvedAt: null };
      }),

    /** Lays a programme aside; what it published stays, invitations to the rest and what was left out for its sake are withdrawn. Refuses `draft_not_open`. */
    discard: (which: Seen, command: Command) =>
      step(which, 'draft_discarded', command, async (draft, tx) => {
        if (draft.state === 'published' || draft.state === 'discarded') throw new Refusal('draft_not_open');
        const lookup = sessionLookup(tx.db);
        const unpublished = new Set((await lookup.ofDraft(draft.id)).filter(({ state }) => state === 'draft').map(({ id }) => id));
        for (const invitation of await lookup.invitationsOfDraft(draft.id)) {
          if (unpublished.has(invitation.sessionId)) sessionSteps(tx).withdraw(invitation, command.actor ?? '', command.at);
        }
        // Whoever was left out of this programme is not left out of the next one unseen.
        const rota = rotaRepository(tx.db);
        const recorded = new Set(await exclusionsRecordedFor(tx.db, draft.id));
        for (const before of await rota.exclusionsBetween(draft.from, draft.to)) {
          if (!recorded.has(before.id)) continue;
          tx.write(rota.withdrawExclusion(before.id, command.at));
          for (const stream of streamsOf(draft.id, daysFrom(draft.from, draft.to))) tx.raise(stream, 'exclusion_withdrawn', { before, after: null });
        }
        return { ...draft, state: 'discarded' };
      }),
  };
}

export type Approval = ReturnType<typeof createApproval>;
