import type { Knex } from 'knex';
import type { NoticeGroundRow } from '../../db/tables.ts';
import type { Instant } from '../domain/calendar.ts';
import type { Day } from '../domain/jalali.ts';
import { evidenceKeyOf, type NoticeEvidence } from '../domain/notice.ts';
import type { NoticeGround } from '../domain/notice-ladder.ts';

/** One event that may be the ground of a step: confirmed it counts, laid aside or taken back it counts nowhere. */
export interface RecordedGround extends NoticeEvidence {
  readonly ground: NoticeGround;
  readonly agencyId: string;
  readonly personId: string;
  /** The ids of what was counted, where it is several things at a time. */
  readonly items: readonly string[];
  readonly state: 'confirmed' | 'laid_aside' | 'taken_back';
  readonly reason: string | null;
  readonly at: Instant;
  readonly by: string | null;
  readonly rev: number;
}

const toGround = (row: NoticeGroundRow): RecordedGround => ({
  kind: row.kind as RecordedGround['kind'],
  id: row.ref_id,
  day: row.day as Day,
  text: row.text,
  ground: row.ground as NoticeGround,
  agencyId: row.agency_id,
  personId: row.person_id,
  items: JSON.parse(row.items) as string[],
  state: row.state as RecordedGround['state'],
  reason: row.reason,
  at: row.at as Instant,
  by: row.by,
  rev: row.rev,
});

const toRow = (one: RecordedGround): NoticeGroundRow => ({
  id: evidenceKeyOf(one),
  ground: one.ground,
  kind: one.kind,
  ref_id: one.id,
  agency_id: one.agencyId,
  person_id: one.personId,
  day: one.day,
  text: one.text,
  items: JSON.stringify(one.items),
  state: one.state,
  reason: one.reason,
  at: one.at,
  by: one.by,
  rev: one.rev,
});

/** The rows of the events on which steps may rest. */
export function groundRepository(db: Knex) {
  return {
    async byKey(key: string): Promise<RecordedGround | null> {
      const row = await db('notice_grounds').where({ id: key }).first();
      return row === undefined ? null : toGround(row);
    },
    /** All that one person's confirmed events of a ground are, the oldest first. */
    confirmedOf: async (personId: string, ground: NoticeGround): Promise<RecordedGround[]> =>
      (await db('notice_grounds').where({ person_id: personId, ground, state: 'confirmed' }).orderBy(['day', 'id'])).map(toGround),
    /** Every recorded event of a ground since a day, whatever was decided of it. */
    since: async (ground: NoticeGround, day: Day): Promise<RecordedGround[]> => (await db('notice_grounds').where({ ground }).where('day', '>=', day).orderBy(['day', 'id'])).map(toGround),
    insert: (one: RecordedGround) => db('notice_grounds').insert(toRow(one)),
    update: (before: RecordedGround, after: RecordedGround) => db('notice_grounds').where({ id: evidenceKeyOf(before), rev: before.rev }).update({ ...toRow(after), rev: before.rev + 1 }),
  };
}
