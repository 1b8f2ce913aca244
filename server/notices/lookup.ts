import type { Knex } from 'knex';
import { evidenceKeyOf, type Notice, type NoticeEvidence } from '../domain/notice.ts';
import { groundRepository } from './grounds-repository.ts';
import { noticeRepository } from './repository.ts';

/** What other slices may ask of notices. */
export function noticeLookup(db: Knex) {
  return {
    byId: (id: string): Promise<Notice | null> => noticeRepository(db).byId(id),
    /** The ids of the proposals that rest on an event, whose streams `takeBack` of it touches. */
    async restingOn(event: Pick<NoticeEvidence, 'kind' | 'id'>): Promise<string[]> {
      const known = await groundRepository(db).byKey(evidenceKeyOf(event));
      if (known === null) return [];
      const own = await noticeRepository(db).ofPerson(known.personId);
      return own.filter(({ state, evidence }) => state === 'proposed' && evidence.some((one) => evidenceKeyOf(one) === evidenceKeyOf(event))).map(({ id }) => id);
    },
  };
}
