import type { Knex } from 'knex';
import type { Seal } from '../../db/sealed.ts';
import { agencyLookup } from '../agencies/lookup.ts';
import type { Agency } from '../domain/agency.ts';
import { dayOf, type Instant } from '../domain/calendar.ts';
import type { ManagerHour } from '../domain/manager-hour.ts';
import { evidenceKeyOf, type Notice } from '../domain/notice.ts';
import { Refusal } from '../domain/refusal.ts';
import type { SettingValues } from '../domain/settings.ts';
import { hourLookup } from '../hours/lookup.ts';
import { peopleLookup } from '../people/lookup.ts';
import { requestLookup } from '../requests/lookup.ts';
import { settingsLookup } from '../settings/lookup.ts';
import type { Honorific } from '../wording/fa.ts';
import { groundRepository } from './grounds-repository.ts';
import { replyDueNow } from './reply-due.ts';
import { fileContext } from './replying.ts';
import { noticeRepository } from './repository.ts';

/** A file as it is sent. */
export interface NoticeFile {
  readonly name: string;
  readonly type: string;
  readonly body: Buffer;
}

/** One reply with its files. */
export interface NoticeReply {
  readonly text: string;
  readonly at: Instant;
  readonly by: string;
  readonly files: readonly { readonly id: string; readonly name: string; readonly bytes: number }[];
}

/** A notice with all that its pages tell. */
export interface NoticeDetail {
  readonly notice: Notice;
  readonly agency: Agency;
  readonly recipient: { readonly name: string; readonly honorific: Honorific; readonly post: string };
  /** The end of the time to reply, as the calendar stands now. */
  readonly replyDue: Instant | null;
  readonly replies: readonly NoticeReply[];
  /** The notice before it on the ladder. */
  readonly earlier: Notice | null;
  readonly letterhead: SettingValues['letterhead'];
}

/** A notice for the head: also what it rests on, and what else there is of the person. */
export interface NoticeCase extends NoticeDetail {
  readonly hours: ReadonlyMap<string, ManagerHour>;
  /** The requests that were counted, by the id of the evidence. */
  readonly requests: ReadonlyMap<string, readonly { readonly id: string; readonly trackingCode: string }[]>;
  readonly others: readonly Notice[];
  readonly names: ReadonlyMap<string, string>;
}

/** Reads notices over one handle. */
export function noticeReading(db: Knex, seal: Seal) {
  const notices = noticeRepository(db);

  const repliesOf = async (id: string): Promise<NoticeReply[]> => {
    const [rows, files] = [await notices.repliesTo(id), await notices.filesOf(id)];
    const names = await peopleLookup(db).namesOfUsers(rows.map(({ by }) => by));
    return rows.map((row) => ({
      text: row.text, at: row.at as Instant, by: names.get(row.by) ?? '',
      files: files.filter(({ reply_id: of }) => of === row.id).map(({ id: fileId, name, bytes }) => ({ id: fileId, name, bytes })),
    }));
  };

  const detailOf = async (notice: Notice): Promise<NoticeDetail> => {
    const agency = await agencyLookup(db).byId(notice.agencyId);
    const person = await peopleLookup(db).personById(notice.personId);
    if (agency === null || person === null) throw new Refusal('not_found');
    const officer = await agencyLookup(db).officerOn(agency.id, person.id, dayOf(notice.proposedAt));
    return {
      notice, agency,
      recipient: { name: person.name, honorific: person.honorific === 'khanom' ? 'khanom' : 'agha', post: officer?.post ?? agency.headTitle },
      replyDue: await replyDueNow(db, notice),
      replies: await repliesOf(notice.id),
      earlier: notice.earlierId === null ? null : await notices.byId(notice.earlierId),
      letterhead: (await settingsLookup(db).settingsOn(dayOf(notice.issuedAt ?? notice.proposedAt))).letterhead,
    };
  };

  return {
    detailOf,

    /** Refuses `not_found`. */
    async caseOf(id: string): Promise<NoticeCase> {
      const notice = await notices.byId(id);
      if (notice === null) throw new Refusal('not_found');
      const detail = await detailOf(notice);
      const hours = await hourLookup(db).byIds(notice.evidence.flatMap(({ kind, id: of }) => (kind === 'hour' ? [of] : [])));
      const requests = new Map<string, readonly { readonly id: string; readonly trackingCode: string }[]>();
      for (const one of notice.evidence.filter(({ kind }) => kind === 'requests')) {
        const items = (await groundRepository(db).byKey(evidenceKeyOf(one)))?.items ?? [];
        requests.set(one.id, (await requestLookup(db).byIds(items)).map(({ id: of, trackingCode }) => ({ id: of, trackingCode })));
      }
      const names = await peopleLookup(db).namesOfUsers([notice.issuedBy, notice.endedBy, ...hours.map(({ decidedBy }) => decidedBy)].flatMap((by) => by ?? []));
      return { ...detail, requests, hours: new Map(hours.map((hour) => [hour.id, hour])), others: (await notices.ofPerson(notice.personId)).filter((one) => one.id !== id), names };
    },

    /** One file that came with a reply; refuses `not_found`. */
    async file(noticeId: string, id: string): Promise<NoticeFile> {
      const row = await notices.fileOf(noticeId, id);
      if (row === null) throw new Refusal('not_found');
      return { name: row.name, type: row.type, body: Buffer.from(seal.open(row.file, fileContext(id)), 'base64') };
    },
  };
}

export type NoticeReading = ReturnType<typeof noticeReading>;
