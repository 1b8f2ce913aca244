import type { Knex } from 'knex';
import type { AmendmentRow } from '../../db/tables.ts';
import type { Instant } from '../domain/calendar.ts';
import type { Day } from '../domain/jalali.ts';
import type { Amendment } from '../domain/rota/amendment.ts';
import type { TimetablePlace } from '../domain/rota/difference.ts';

/** Where a session stood before or after an amendment, and who was to come to it; `person` is his name, `instead` the head in whose place he comes. */
export interface AmendedSide extends TimetablePlace {
  readonly agencyId: string;
  readonly personId: string | null;
  readonly person: string | null;
  readonly instead: string | null;
}

/** One amendment as it was made; of a swap the sides are those of the session named first. */
export interface MadeAmendment {
  readonly id: string;
  readonly version: number;
  readonly kind: Amendment['kind'];
  readonly sessionId: string;
  readonly otherSessionId: string | null;
  /** What led to it: 'closure:ID', 'holiday:ID', 'swap:ID'; null where the scheduler decided it by himself. */
  readonly cause: string | null;
  readonly before: AmendedSide | null;
  readonly after: AmendedSide | null;
  readonly reason: string;
  readonly letterNo: string | null;
  readonly letterDay: Day | null;
  readonly madeAt: Instant;
  readonly madeBy: string;
  readonly rev: number;
}

const toMade = (row: AmendmentRow): MadeAmendment => ({
  id: row.id,
  version: row.version,
  kind: row.kind,
  sessionId: row.session_id,
  otherSessionId: row.other_session_id,
  cause: row.cause,
  before: JSON.parse(row.before) as AmendedSide | null,
  after: JSON.parse(row.after) as AmendedSide | null,
  reason: row.reason,
  letterNo: row.letter_no,
  letterDay: row.letter_day as Day | null,
  madeAt: row.made_at as Instant,
  madeBy: row.made_by,
  rev: row.rev,
});

const madeRow = (one: MadeAmendment): AmendmentRow => ({
  id: one.id,
  version: one.version,
  kind: one.kind,
  session_id: one.sessionId,
  other_session_id: one.otherSessionId,
  cause: one.cause,
  before: JSON.stringify(one.before),
  after: JSON.stringify(one.after),
  reason: one.reason,
  letter_no: one.letterNo,
  letter_day: one.letterDay,
  made_at: one.madeAt,
  made_by: one.madeBy,
  rev: one.rev,
});

/** Amendments over one handle; writes are unsent builders for the change to queue. */
export function amendRepository(db: Knex) {
  const made = async (query: Knex.QueryBuilder): Promise<MadeAmendment[]> => ((await query) as AmendmentRow[]).map(toMade);
  return {
    async byId(id: string): Promise<MadeAmendment | null> {
      return (await made(db('amendments').where({ id })))[0] ?? null;
    },
    /** Every amendment, in the order of their versions. */
    all: (): Promise<MadeAmendment[]> => made(db('amendments').orderBy(['version', 'id'])),
    /** The amendments that a version made. */
    ofVersion: (version: number): Promise<MadeAmendment[]> => made(db('amendments').where({ version }).orderBy('id')),
    /** What was altered of a session, the newest first. */
    ofSession: (id: string): Promise<MadeAmendment[]> =>
      made(db('amendments').where((either) => void either.where({ session_id: id }).orWhere({ other_session_id: id })).orderBy([{ column: 'version', order: 'desc' }, { column: 'id' }])),
    /** What was altered of some sessions, the newest first. */
    ofSessions: (ids: readonly string[]): Promise<MadeAmendment[]> =>
      made(db('amendments').where((either) => void either.whereIn('session_id', [...ids]).orWhereIn('other_session_id', [...ids])).orderBy([{ column: 'version', order: 'desc' }, { column: 'id' }])),
    /** What was altered because of one thing ('closure:ID'), the newest first. */
    ofCause: (cause: string): Promise<MadeAmendment[]> => made(db('amendments').where({ cause }).orderBy([{ column: 'version', order: 'desc' }, { column: 'id' }])),
    /** The versions' amendments whose letter has no number yet, the newest first. */
    withoutLetter: (): Promise<MadeAmendment[]> => made(db('amendments').whereNull('letter_no').orderBy([{ column: 'version', order: 'desc' }, { column: 'id' }])),
    /** The amendments whose letters bear a day. */
    lettered: (day: Day): Promise<MadeAmendment[]> => made(db('amendments').where({ letter_day: day }).whereNotNull('letter_no').orderBy('id')),
    insert: (one: MadeAmendment) => db('amendments').insert(madeRow(one)),
    update: (before: Pick<MadeAmendment, 'id' | 'rev'>, after: MadeAmendment) => db('amendments').where({ id: before.id, rev: before.rev }).update({ ...madeRow(after), rev: before.rev + 1 }),
  };
}
