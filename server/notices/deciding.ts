import type { Seal } from '../../db/sealed.ts';
import type { Tx, Writer } from '../../db/writer.ts';
import { agencyLookup } from '../agencies/lookup.ts';
import { addMinutes, type Instant } from '../domain/calendar.ts';
import type { Command } from '../domain/command.ts';
import type { Day } from '../domain/jalali.ts';
import { awaitsNumber, declined, issued, judged, numbered, served, type Judgement, type Notice, type ServedHow } from '../domain/notice.ts';
import { Refusal } from '../domain/refusal.ts';
import { messageSteps } from '../messages/steps.ts';
import type { CheckedFile } from './files.ts';
import { replyDueFor, replyDueNow } from './reply-due.ts';
import { sealReply, takeReply } from './replying.ts';
import { noticeRepository } from './repository.ts';
import { noticeSteps, noticeStreams, type NoticeKind } from './steps.ts';

interface Deps {
  readonly seal: Seal;
  readonly writer: Writer;
  readonly newId: () => string;
}

/** A notice as its reader saw it: whoever has seen another state decides nothing. */
export interface SeenNotice {
  readonly id: string;
  readonly rev: number;
}

/** What a step of a notice works with beside its row. */
interface At {
  readonly tx: Tx;
  readonly command: Command;
  readonly by: string;
}

/** What the head does with notices, from the proposal to the decision. */
export function createDeciding({ writer, seal, newId }: Deps) {
  /** One step of one notice; refuses `not_found`, `changed_meanwhile`, and what `step` refuses. */
  const change = async (seen: SeenNotice, command: Command, kind: NoticeKind, step: (before: Notice, at: At) => Promise<Notice> | Notice, then: (after: Notice, at: At) => Promise<void> = async () => {}, more: readonly string[] = []): Promise<void> => {
    await writer.submit({
      ...command,
      streams: noticeStreams(seen.id, ...more),
      apply: async (tx) => {
        const before = await noticeRepository(tx.db).byId(seen.id);
        if (before === null) throw new Refusal('not_found');
        if (before.rev !== seen.rev) throw new Refusal('changed_meanwhile');
        const at: At = { tx, command, by: command.actor ?? '' };
        const after = await step(before, at);
        noticeSteps(tx).put(before, after, kind);
        await then(after, at);
        return {};
      },
    });
  };
  /** Refuses `not_noticeable` where the agency is no longer within the governor's authority: of what was issued before nothing is left but to withdraw it. */
  const mustBeNoticeable = async ({ agencyId }: Notice, { tx }: At): Promise<void> => {
    if ((await agencyLookup(tx.db).byId(agencyId))?.mayBeGivenNotice !== true) throw new Refusal('not_noticeable');
  };
  const tell = (kind: 'letter_waits' | 'letter_answered', { id, agencyId, personId, state }: Notice, { tx, command }: At): Promise<void> =>
    messageSteps(tx, command.at).personal(kind, { letterId: id, agencyId, personId, about: kind === 'letter_waits' ? 'waits' : state });

  return {
    /** Approves a proposal and issues it with its text; refuses `notice_step`, `not_noticeable`. */
    issue: (seen: SeenNotice, body: string, command: Command): Promise<void> =>
      change(
        seen, command, 'notice_issued',
        async (before, at) => {
          await mustBeNoticeable(before, at);
          return issued(before, { body, by: at.by, at: command.at });
        },
        // What is spoken waits for no number.
        async (after, at) => (awaitsNumber(after) ? undefined : tell('letter_waits', after, at)),
      ),

    /** Does not issue a proposal, for a reason; refuses `notice_step`. */
    decline: (seen: SeenNotice, reason: string, command: Command): Promise<void> => change(seen, command, 'notice_declined', (before, { by }) => declined(before, { reason, by, at: command.at })),

    /** Writes down the secretariat's number and day; refuses `notice_step`, `not_noticeable`, and `letter_no_taken` where another notice bears them. */
    number: (seen: SeenNotice, { letterNo, letterDay }: { readonly letterNo: string; readonly letterDay: Day }, command: Command): Promise<void> =>
      change(
        seen, command, 'notice_numbered',
        async (before, at) => {
          await mustBeNoticeable(before, at);
          if (await noticeRepository(at.tx.db).isNumberTaken(letterNo, letterDay, before.id)) throw new Refusal('letter_no_taken', { field: 'letterNo', facts: { number: letterNo } });
          return numbered(before, letterNo, letterDay);
        },
        (after, at) => tell('letter_waits', after, at),
      ),

    /** Writes down that it was served by letter or by hand, at an instant that is past; refuses `notice_step`, `not_noticeable`, and `served_when` where that was before it was issued or is still to come. */
    serve: (seen: SeenNotice, { how, at }: { readonly how: ServedHow; readonly at: Instant }, command: Command): Promise<void> =>
      change(seen, command, 'notice_served', async (before, now) => {
        await mustBeNoticeable(before, now);
        // A time of day is written to the minute: the minute of being issued is not before it.
        const since = before.issuedAt ?? at;
        if (addMinutes(at, 1) <= since || at > command.at) throw new Refusal('served_when', { field: 'clock' });
        const servedAt = at < since ? since : at;
        return served(before, { how, at: servedAt, replyDue: await replyDueFor(now.tx.db, before, servedAt) });
      }),

    /** Takes a reply in that came by hand, also after the time for it; refuses `notice_step`. */
    async takeIn(seen: SeenNotice, text: string, files: readonly CheckedFile[], command: Command): Promise<void> {
      const reply = sealReply(seal, newId, text, files);
      await writer.submit({
        ...command,
        streams: noticeStreams(seen.id),
        apply: async (tx) => {
          const before = await noticeRepository(tx.db).byId(seen.id);
          if (before === null) throw new Refusal('not_found');
          if (before.rev !== seen.rev) throw new Refusal('changed_meanwhile');
          await takeReply(tx, before, reply, { byHand: true, command });
          return {};
        },
      });
    },

    /** Upholds, reduces or withdraws it; refuses `notice_step`. What was confirmed meanwhile may then call for the next step. */
    judge: async (seen: SeenNotice, judgement: Pick<Judgement, 'verdict' | 'reason' | 'reducedTo'>, command: Command): Promise<void> => {
      const nextId = newId();
      await change(
        seen, command, 'notice_judged',
        async (before, { tx, by }) => judged({ ...before, replyDue: await replyDueNow(tx.db, before) }, { ...judgement, by, at: command.at }),
        async (after, at) => {
          await noticeSteps(at.tx).proposeAfter(after, nextId, command.at);
          // Whoever was never told of it is not told that it is gone.
          if (after.servedAt !== null) await tell('letter_answered', after, at);
        },
        [nextId],
      );
    },
  };
}

export type Deciding = ReturnType<typeof createDeciding>;
