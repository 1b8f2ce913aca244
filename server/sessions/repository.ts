import type { Knex } from 'knex';
import { inParts } from '../../db/parts.ts';
import type { InvitationRow, SessionRow } from '../../db/tables.ts';
import type { Clock, Instant } from '../domain/calendar.ts';
import type { Invitation } from '../domain/invitation.ts';
import type { Day } from '../domain/jalali.ts';
import type { Why } from '../domain/rota/plan.ts';
import type { EmptyBecause, PlannedSession, SessionCell } from '../domain/session.ts';

const toSession = (row: SessionRow): PlannedSession => ({
  id: row.id,
  draftId: row.draft_id,
  day: row.day as Day,
  from: row.from_clock as Clock,
  to: row.to_clock as Clock,
  zone: row.zone,
  line: row.line,
  startsAt: row.starts_at as Instant,
  agencyId: row.agency_id,
  personId: row.person_id,
  post: row.post,
  state: row.state,
  pinned: row.pinned === 1,
  pinReason: row.pin_reason,
  emptyReason: row.empty_reason === null ? null : (JSON.parse(row.empty_reason) as EmptyBecause),
  why: JSON.parse(row.why) as Why | null,
  rev: row.rev,
  version: row.version,
  substituteId: row.substitute_id,
  substituteWhy: row.substitute_why,
  sequence: row.sequence,
  cancelledAt: row.cancelled_at as Instant | null,
  cancelReason: row.cancel_reason,
});

const cellRow = (cell: SessionCell) => ({
  agency_id: cell.agencyId,
  person_id: cell.personId,
  post: cell.post,
  pinned: cell.pinned ? (1 as const) : (0 as const),
  pin_reason: cell.pinReason,
  empty_reason: cell.emptyReason === null ? null : JSON.stringify(cell.emptyReason),
  why: JSON.stringify(cell.why),
});

const sessionRow = (session: PlannedSession): SessionRow => ({
  id: session.id,
  draft_id: session.draftId,
  kind: 'electronic_meeting',
  day: session.day,
  from_clock: session.from,
  to_clock: session.to,
  zone: session.zone,
  line: session.line,
  starts_at: session.startsAt,
  ...cellRow(session),
  state: session.state,
  rev: session.rev,
  version: session.version,
  substitute_id: session.substituteId,
  substitute_why: session.substituteWhy,
  sequence: session.sequence,
  cancelled_at: session.cancelledAt,
  cancel_reason: session.cancelReason,
});

const toInvitation = (row: InvitationRow): Invitation => ({
  id: row.id,
  sessionId: row.session_id,
  agencyId: row.agency_id,
  personId: row.person_id,
  state: row.state,
  sentAt: row.sent_at as Instant,
  seenAt: row.seen_at as Instant | null,
  answeredAt: row.answered_at as Instant | null,
  answeredBy: row.answered_by,
  note: row.note,
  rev: row.rev,
  letterNo: row.letter_no,
  letterDay: row.letter_day as Day | null,
});

const invitationRow = (one: Invitation): InvitationRow => ({
  id: one.id,
  session_id: one.sessionId,
  agency_id: one.agencyId,
  person_id: one.personId,
  state: one.state,
  sent_at: one.sentAt,
  seen_at: one.seenAt,
  answered_at: one.answeredAt,
  answered_by: one.answeredBy,
  note: one.note,
  rev: one.rev,
  letter_no: one.letterNo,
  letter_day: one.letterDay,
});

/** An agency's published sessions so far. */
export interface Tally {
  readonly count: number;
  readonly lastDay: Day;
}

const IN_ORDER = ['day', 'from_clock', 'line', 'id'];

/** Sessions and their invitations over one handle; writes are unsent builders for the change to queue. */
export function sessionRepository(db: Knex) {
  const sessions = async (query: Knex.QueryBuilder): Promise<PlannedSession[]> => ((await query) as SessionRow[]).map(toSession);
  const invitations = async (query: Knex.QueryBuilder): Promise<Invitation[]> => ((await query) as InvitationRow[]).map(toInvitation);
  return {
    async byId(id: string): Promise<PlannedSession | null> {
      return (await sessions(db('sessions').where({ id })))[0] ?? null;
    },
    byIds: (ids: readonly string[]): Promise<PlannedSession[]> => sessions(db('sessions').whereIn('id', [...ids]).orderBy(IN_ORDER)),
    /** A draft's own sessions, those taken back left out, in order of time. */
    ofDraft: (draftId: string): Promise<PlannedSession[]> =>
      sessions(db('sessions').where({ draft_id: draftId }).whereNot({ state: 'cancelled' }).orderBy(IN_ORDER)),
    /** Every session that a draft ever had, those taken back too: its id, and how often it was changed. */
    rowsOfDraft: (draftId: string): Promise<{ id: string; rev: number }[]> => db('sessions').where({ draft_id: draftId }).orderBy('id').select('id', 'rev'),
    /** How many published sessions each agency has in a span of days in which somebody comes in the head's place. */
    async substitutedIn(from: Day, to: Day): Promise<ReadonlyMap<string, number>> {
      const query = db('sessions').where({ state: 'published' }).whereNotNull('substitute_id').where('day', '>=', from).where('day', '<=', to).groupBy('agency_id');
      const rows: readonly Readonly<Record<string, unknown>>[] = await query.select('agency_id').count({ count: 'id' }).orderBy('agency_id');
      return new Map(rows.map((row) => [String(row['agency_id']), Number(row['count'])]));
    },
    /** Published sessions of a span of days, both ends included. */
    published: (from: Day, to: Day): Promise<PlannedSession[]> =>
      sessions(db('sessions').where({ state: 'published' }).where('day', '>=', from).where('day', '<=', to).orderBy(IN_ORDER)),
    /** A draft's sessions to which somebody was ever invited, those cancelled after they were published among them. */
    everAsked: (draftId: string): Promise<PlannedSession[]> =>
      sessions(db('sessions').where({ draft_id: draftId }).whereIn('id', db('invitations').select('session_id')).where((either) => void either.whereNot({ state: 'cancelled' }).orWhereNotNull('version')).orderBy(IN_ORDER)),
    /** The sessions of a span of days that a version ever promised, those cancelled since among them. */
    everPublished: (from: Day, to: Day): Promise<PlannedSession[]> =>
      sessions(db('sessions').whereIn('state', ['published', 'cancelled']).whereNotNull('version').where('day', '>=', from).where('day', '<=', to).orderBy(IN_ORDER)),
    /** How many sessions each agency had been published before a day, and the day of the last: one row an agency, whatever the history. */
    async tallyBefore(day: Day): Promise<ReadonlyMap<string, Tally>> {
      const query = db('sessions').where({ state: 'published' }).where('day', '<', day).whereNotNull('agency_id').groupBy('agency_id');
      const rows: readonly Readonly<Record<string, unknown>>[] = await query.select('agency_id').count({ count: 'id' }).max({ last: 'day' });
      return new Map(rows.map((row) => [String(row['agency_id']), { count: Number(row['count']), lastDay: String(row['last']) as Day }]));
    },
    /** The agencies' published sessions from a day on, those that were cancelled after it was told of them, and those they are invited to and that are not published yet, whatever their day. */
    toComeOf: (agencyIds: readonly string[], from: Day): Promise<PlannedSession[]> =>
      sessions(
        db('sessions')
          .whereIn('agency_id', [...agencyIds])
          .where((either) => {
            void either
              .where((published) => void published.where({ state: 'published' }).where('day', '>=', from))
              .orWhere((cancelled) => void cancelled.where({ state: 'cancelled' }).whereNotNull('cancelled_at').where('day', '>=', from))
              .orWhere((asked) => void asked.where({ state: 'draft' }).whereIn('id', db('invitations').whereNot({ state: 'withdrawn' }).select('session_id')));
          })
          .orderBy(IN_ORDER),
      ),
    /** All published sessions from a day on, and those not yet published to which somebody is invited. */
    invitedFrom: (from: Day): Promise<PlannedSession[]> =>
      sessions(
        db('sessions')
          .whereNotNull('agency_id')
          .where('day', '>=', from)
          .where((either) => {
            void either
              .where({ state: 'published' })
              .orWhere((asked) => void asked.where({ state: 'draft' }).whereIn('id', db('invitations').whereNot({ state: 'withdrawn' }).select('session_id')));
          })
          .orderBy(IN_ORDER),
      ),
    /** The agencies' latest published sessions before a day, the newest first. */
    pastOf: (agencyIds: readonly string[], before: Day, most: number): Promise<PlannedSession[]> =>
      sessions(db('sessions').whereIn('agency_id', [...agencyIds]).where({ state: 'published' }).where('day', '<', before).orderBy(IN_ORDER.map((column) => ({ column, order: 'desc' }))).limit(most)),

    /** Every invitation to the sessions of a draft. */
    invitationsOfDraft: (draftId: string): Promise<Invitation[]> =>
      invitations(db('invitations').whereIn('session_id', db('sessions').where({ draft_id: draftId }).select('id')).orderBy('id')),
    invitationsOfSessions: (ids: readonly string[]): Promise<Invitation[]> =>
      invitations(db('invitations').whereIn('session_id', [...ids]).orderBy('id')),
    invitationsByIds: (ids: readonly string[]): Promise<Invitation[]> => invitations(db('invitations').whereIn('id', [...ids]).orderBy('id')),
    /** The standing invitations whose letters bear a day. */
    invitationsLettered: (day: Day): Promise<Invitation[]> =>
      invitations(db('invitations').where({ letter_day: day }).whereNotNull('letter_no').whereNot({ state: 'withdrawn' }).orderBy('id')),
    async invitationById(id: string): Promise<Invitation | null> {
      return (await invitations(db('invitations').where({ id })))[0] ?? null;
    },

    insertAll: (all: readonly PlannedSession[]): Knex.QueryBuilder[] => inParts(all).map((some) => db('sessions').insert(some.map(sessionRow))),
    /** Puts a cell into a session that still has the `rev` seen: an older view touches no row. */
    put: (session: Pick<PlannedSession, 'id' | 'rev'>, cell: SessionCell) =>
      db('sessions').where({ id: session.id, rev: session.rev, state: 'draft' }).update({ ...cellRow(cell), rev: session.rev + 1 }),
    publish: (session: Pick<PlannedSession, 'id' | 'rev'>, version: number) =>
      db('sessions').where({ id: session.id, rev: session.rev, state: 'draft' }).update({ state: 'published', version, rev: session.rev + 1 }),
    /** Writes a published session as an amendment leaves it, or parks it on a line that nobody has until others have gone; the very one that was read. */
    amend: (before: Pick<PlannedSession, 'id' | 'rev'>, after: PlannedSession) =>
      db('sessions').where({ id: before.id, rev: before.rev, state: 'published' }).update({ ...sessionRow(after), rev: before.rev + 1 }),
    /** Takes a session that was never published out of its programme. */
    retire: (session: Pick<PlannedSession, 'id' | 'rev'>) => db('sessions').where({ id: session.id, rev: session.rev, state: 'draft' }).update({ state: 'cancelled', rev: session.rev + 1 }),
    insertInvitation: (invitation: Invitation) => db('invitations').insert(invitationRow(invitation)),
    updateInvitation: (before: Pick<Invitation, 'id' | 'rev'>, after: Invitation) =>
      db('invitations').where({ id: before.id, rev: before.rev }).update(invitationRow(after)),
  };
}
