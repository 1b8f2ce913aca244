import type { Knex } from 'knex';
import type { Database } from '../../db/connection.ts';
import { numberOf } from '../../db/numbers.ts';
import { snapshot } from '../../db/snapshot.ts';
import { agencyLookup } from '../agencies/lookup.ts';
import type { Instant } from '../domain/calendar.ts';
import type { Notice, NoticeStep } from '../domain/notice.ts';
import { NOTICE_SECTIONS, sectionOf, type NoticeSection } from '../domain/notice-section.ts';
import { peopleLookup } from '../people/lookup.ts';
import { noticeRepository } from './repository.ts';
import { NOTICES_STREAM } from './steps.ts';

/** Which notices a list shows; null asks for all. */
export interface NoticeFilter {
  readonly agencyId: string | null;
  readonly countyId: string | null;
  readonly step: NoticeStep | null;
}

/** Who reads the list: the head decides; others see nothing that has not been issued. */
export type NoticeReader = 'head' | 'reader';

/** A notice with the names that its row needs. */
export interface ListedNotice {
  readonly notice: Notice;
  readonly who: string;
  readonly agency: string;
}

/** The list in its sections, with the number of the stream that tells of its changes. */
export interface NoticeList {
  readonly sections: readonly { readonly section: NoticeSection; readonly rows: readonly ListedNotice[]; readonly more: boolean }[];
  readonly seq: number;
}

/** So many of what is open, and of what has ended, are shown at once. */
const MOST_OPEN = 500;
const MOST_ENDED = 50;

/** The list of notices by what is to be done with each. */
export function createNoticeList({ database }: { readonly database: Pick<Database, 'reads' | 'snapshot'> }) {
  const listed = async (db: Knex, all: readonly Notice[]): Promise<ListedNotice[]> => {
    const names = await agencyLookup(db).shortNames();
    const people = await peopleLookup(db).calledPeople(all.map(({ personId }) => personId));
    return all.map((notice) => ({ notice, who: people.get(notice.personId) ?? '', agency: names.get(notice.agencyId) ?? '' }));
  };

  return {
    list: ({ agencyId, countyId, step }: NoticeFilter, reader: NoticeReader, now: Instant): Promise<NoticeList> =>
      snapshot(database, async (db) => {
        const repository = noticeRepository(db);
        const agencies = (await agencyLookup(db).all()).filter(({ id, countyId: of }) => (agencyId === null || id === agencyId) && (countyId === null || of === countyId));
        const asked = { step, agencyIds: agencyId === null && countyId === null ? null : agencies.map(({ id }) => id), issued: reader === 'reader' };
        // One more than is shown tells whether there are more.
        const [open, ended] = [await repository.listed(true, asked, MOST_OPEN + 1), await repository.listed(false, asked, MOST_ENDED + 1)];
        const rows = await listed(db, [...open.slice(0, MOST_OPEN), ...ended.slice(0, MOST_ENDED)]);
        const sections = NOTICE_SECTIONS.map((section) => ({
          section, rows: rows.filter(({ notice }) => sectionOf(notice, now) === section), more: section === 'ended' ? ended.length > MOST_ENDED : open.length > MOST_OPEN,
        }));
        return { sections: reader === 'head' ? sections : sections.filter(({ section }) => section !== 'proposed'), seq: await numberOf(db, [NOTICES_STREAM]) };
      }),

    /** The number that `list` would carry now. */
    number: (): Promise<number> => numberOf(database.reads, [NOTICES_STREAM]),

    /** What the list can be narrowed to: agencies and counties by name. */
    async places(): Promise<{ readonly agencies: readonly { readonly id: string; readonly name: string }[]; readonly counties: readonly { readonly id: string; readonly name: string }[] }> {
      const agencies = agencyLookup(database.reads);
      return { agencies: (await agencies.all()).map(({ id, shortName }) => ({ id, name: shortName })), counties: (await agencies.counties()).map(({ id, name }) => ({ id, name })) };
    },
  };
}

export type NoticeLists = ReturnType<typeof createNoticeList>;
