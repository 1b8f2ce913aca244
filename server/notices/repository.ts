import type { Knex } from 'knex';
import type { NoticeFileRow, NoticeReplyRow, NoticeRow } from '../../db/tables.ts';
import type { Instant } from '../domain/calendar.ts';
import type { Day } from '../domain/jalali.ts';
import type { LadderStep } from '../domain/notice-ladder.ts';
import type { Notice, NoticeEvidence, NoticeState, NoticeStep, ServedHow } from '../domain/notice.ts';

const toNotice = (row: NoticeRow): Notice => ({
  id: row.id,
  agencyId: row.agency_id,
  personId: row.person_id,
  step: row.step as NoticeStep,
  ground: row.ground as Notice['ground'],
  evidence: JSON.parse(row.evidence) as NoticeEvidence[],
  evidenceKey: row.evidence_key,
  earlierId: row.earlier_id,
  state: row.state as NoticeState,
  basis: row.basis,
  signer: row.signer,
  body: row.body,
  letterNo: row.letter_no,
  letterDay: row.letter_day as Day | null,
  proposedAt: row.proposed_at as Instant,
  issuedAt: row.issued_at as Instant | null,
  issuedBy: row.issued_by,
  servedAt: row.served_at as Instant | null,
  servedHow: row.served_how as ServedHow | null,
  replyDue: row.reply_due as Instant | null,
  endedAt: row.ended_at as Instant | null,
  endedBy: row.ended_by,
  endedReason: row.ended_reason,
  reducedTo: row.reduced_to as LadderStep | null,
  rev: row.rev,
});

const toRow = (notice: Notice): NoticeRow => ({
  id: notice.id,
  agency_id: notice.agencyId,
  person_id: notice.personId,
  step: notice.step,
  ground: notice.ground,
  evidence: JSON.stringify(notice.evidence),
  evidence_key: notice.evidenceKey,
  earlier_id: notice.earlierId,
  state: notice.state,
  basis: notice.basis,
  signer: notice.signer,
  body: notice.body,
  letter_no: notice.letterNo,
  letter_day: notice.letterDay,
  proposed_at: notice.proposedAt,
  issued_at: notice.issuedAt,
  issued_by: notice.issuedBy,
  served_at: notice.servedAt,
  served_how: notice.servedHow,
  reply_due: notice.replyDue,
  ended_at: notice.endedAt,
  ended_by: notice.endedBy,
  ended_reason: notice.endedReason,
  reduced_to: notice.reducedTo,
  rev: notice.rev,
});

const OPEN_STATES: readonly NoticeState[] = ['proposed', 'issued', 'served', 'replied'];
const DONE_COMMENDATION: readonly NoticeState[] = ['served', 'replied'];

/** What a list of notices is narrowed to: a step, some agencies (null: any), and what was issued. */
export interface NoticesAsked {
  readonly step: NoticeStep | null;
  readonly agencyIds: readonly string[] | null;
  readonly issued: boolean;
}

/** The rows of notices, of what was replied and of the files that came with it. */
export function noticeRepository(db: Knex) {
  const inOrder = async (query: Knex.QueryBuilder): Promise<Notice[]> => ((await query.orderBy([{ column: 'proposed_at', order: 'desc' }, { column: 'id' }])) as NoticeRow[]).map(toNotice);
  return {
    async byId(id: string): Promise<Notice | null> {
      const row = await db('notices').where({ id }).first();
      return row === undefined ? null : toNotice(row);
    },
    /** All of one person, the newest first. */
    ofPerson: (personId: string): Promise<Notice[]> => inOrder(db('notices').where({ person_id: personId })),
    /** Those that are still to be dealt with (`isOpen`), or those that are not, the newest first; so many at most. */
    listed: (isStillOpen: boolean, { step, agencyIds, issued }: NoticesAsked, most: number): Promise<Notice[]> => {
      const query = db('notices').limit(most);
      if (isStillOpen) void query.whereIn('state', [...OPEN_STATES]).where((either) => void either.whereNot({ step: 'commendation' }).orWhereNotIn('state', [...DONE_COMMENDATION]));
      else void query.where((either) => void either.whereNotIn('state', [...OPEN_STATES]).orWhere((done) => void done.where({ step: 'commendation' }).whereIn('state', [...DONE_COMMENDATION])));
      if (step !== null) void query.where({ step });
      if (agencyIds !== null) void query.whereIn('agency_id', [...agencyIds]);
      if (issued) void query.whereNotNull('issued_at');
      return inOrder(query);
    },
    /** All commendations, the newest first. */
    commendations: (): Promise<Notice[]> => inOrder(db('notices').where({ step: 'commendation' })),
    /** Whether another notice bears the number on that day. */
    async isNumberTaken(letterNo: string, letterDay: Day, besides: string): Promise<boolean> {
      return (await db('notices').where({ letter_no: letterNo, letter_day: letterDay }).whereNot({ id: besides }).first('id')) !== undefined;
    },
    insert: (notice: Notice) => db('notices').insert(toRow(notice)),
    /** Writes a notice over the one that was read; touches no row where it has changed since. */
    update: (before: Pick<Notice, 'id' | 'rev'>, after: Notice) => db('notices').where({ id: before.id, rev: before.rev }).update(toRow(after)),

    repliesTo: (noticeId: string): Promise<NoticeReplyRow[]> => db('notice_replies').where({ notice_id: noticeId }).orderBy(['at', 'id']),
    insertReply: (row: NoticeReplyRow) => db('notice_replies').insert(row),
    /** The files of a notice without what is in them. */
    filesOf: (noticeId: string): Promise<Omit<NoticeFileRow, 'file'>[]> =>
      db('notice_files').where({ notice_id: noticeId }).orderBy(['at', 'id']).select('id', 'notice_id', 'reply_id', 'name', 'type', 'hash', 'bytes', 'at', 'by'),
    async fileOf(noticeId: string, id: string): Promise<NoticeFileRow | null> {
      return (await db('notice_files').where({ notice_id: noticeId, id }).first()) ?? null;
    },
    insertFile: (row: NoticeFileRow) => db('notice_files').insert(row),
  };
}
