import type { Knex } from 'knex';
import type { Seal } from '../../db/sealed.ts';
import type { Writer } from '../../db/writer.ts';
import { agencyLookup } from '../agencies/lookup.ts';
import type { Command } from '../domain/command.ts';
import { isForManager, served, type Notice } from '../domain/notice.ts';
import { scopeOf, type Actor } from '../domain/permission.ts';
import { Refusal } from '../domain/refusal.ts';
import { peopleLookup } from '../people/lookup.ts';
import type { CheckedFile } from './files.ts';
import { noticeReading, type NoticeDetail, type NoticeFile } from './reading.ts';
import { replyDueFor } from './reply-due.ts';
import { sealReply, takeReply } from './replying.ts';
import { noticeRepository } from './repository.ts';
import { noticeSteps, noticeStreams } from './steps.ts';

interface Deps {
  readonly reads: Knex;
  readonly writer: Writer;
  readonly seal: Seal;
  readonly newId: () => string;
}

/** A notice for the eyes of its manager alone: until he has been served, no word of what is in it. */
export interface OwnNotice extends NoticeDetail {
  readonly isServed: boolean;
}

/** A manager's own letters: nobody else reads them, also none of his agency. */
export function createOwnNotices({ reads, writer, seal, newId }: Deps) {
  const reading = noticeReading(reads, seal);
  const personOf = async (userId: string): Promise<string | null> => (await peopleLookup(reads).whoAre([userId])).get(userId)?.personId ?? null;
  const isNoticeable = async (db: Knex, agencyId: string): Promise<boolean> => (await agencyLookup(db).byId(agencyId))?.mayBeGivenNotice === true;
  const isHis = (notice: Notice | null, personId: string | null): notice is Notice => notice !== null && personId !== null && notice.personId === personId && isForManager(notice);

  /** Refuses `not_found` for what is not his, as if it were not there. */
  const ownOne = async (db: Knex, id: string, userId: string): Promise<Notice> => {
    const [notice, personId] = [await noticeRepository(db).byId(id), await personOf(userId)];
    if (!isHis(notice, personId)) throw new Refusal('not_found');
    // A body that has left the governor's authority meanwhile is served nothing any more.
    if (notice.servedAt === null && !(await isNoticeable(db, notice.agencyId))) throw new Refusal('not_found');
    return notice;
  };

  return {
    /** The agency whose head it is addressed to, for the guard: his own letter follows a manager to the agency that he heads now. Null where there is none such. */
    async subject(id: string, actor: Actor): Promise<{ readonly agencyId: string } | null> {
      const notice = await noticeRepository(reads).byId(id);
      if (notice === null) return null;
      const { agencyIds } = scopeOf(actor, 'notices.own');
      const isMoved = !agencyIds.includes(notice.agencyId) && notice.personId === (await personOf(actor.id));
      return { agencyId: isMoved ? (agencyIds[0] ?? notice.agencyId) : notice.agencyId };
    },

    /** All that were or may be served to him, the newest first. */
    async list(userId: string): Promise<readonly Notice[]> {
      const personId = await personOf(userId);
      const own = personId === null ? [] : (await noticeRepository(reads).ofPerson(personId)).filter((notice) => isHis(notice, personId));
      const shown: Notice[] = [];
      for (const notice of own) if (notice.servedAt !== null || (await isNoticeable(reads, notice.agencyId))) shown.push(notice);
      return shown;
    },

    async one(id: string, userId: string): Promise<OwnNotice> {
      const notice = await ownOne(reads, id, userId);
      return { ...(await reading.detailOf(notice)), isServed: notice.servedAt !== null };
    },

    /** Opens it, by which he is served; nothing where he has been. Refuses `not_found`. */
    async open(id: string, userId: string, command: Command): Promise<void> {
      await ownOne(reads, id, userId);
      await writer.submit({
        ...command,
        streams: noticeStreams(id),
        apply: async (tx) => {
          const notice = await ownOne(tx.db, id, userId);
          if (notice.servedAt !== null) return {};
          noticeSteps(tx).put(notice, served(notice, { how: 'system', at: command.at, replyDue: await replyDueFor(tx.db, notice, command.at) }), 'notice_served');
          return {};
        },
      });
    },

    /** Replies with text and files; refuses `not_found`, `notice_step`, and `reply_over` naming the time when it has run out. */
    async reply(id: string, userId: string, text: string, files: readonly CheckedFile[], command: Command): Promise<void> {
      await ownOne(reads, id, userId);
      const reply = sealReply(seal, newId, text, files);
      await writer.submit({
        ...command,
        streams: noticeStreams(id),
        apply: async (tx) => {
          await takeReply(tx, await ownOne(tx.db, id, userId), reply, { byHand: false, command });
          return {};
        },
      });
    },

    /** One file of his own letter; refuses `not_found`. */
    async file(id: string, fileId: string, userId: string): Promise<NoticeFile> {
      const notice = await ownOne(reads, id, userId);
      if (notice.servedAt === null) throw new Refusal('not_found');
      return reading.file(id, fileId);
    },
  };
}

export type OwnNotices = ReturnType<typeof createOwnNotices>;
