import type { Knex } from 'knex';
import type { SessionLifeRow } from '../../db/tables.ts';
import type { Clock, Instant } from '../domain/calendar.ts';
import type { Day } from '../domain/jalali.ts';
import type { LifeState, SessionKind, SessionLife, SessionSummary } from '../domain/session-life.ts';

const toLife = (row: SessionLifeRow): SessionLife => ({
  id: row.id,
  kind: row.kind as SessionKind,
  agencyId: row.agency_id,
  personId: row.person_id,
  hostHonorific: row.host_honorific as 'khanom' | 'agha' | null,
  hostName: row.host_name,
  post: row.post,
  day: row.day as Day,
  from: row.from_clock as Clock,
  to: row.to_clock as Clock,
  zone: row.zone,
  line: row.line,
  startsAt: row.starts_at as Instant,
  endsAt: row.ends_at as Instant,
  state: row.state as LifeState,
  rev: row.rev,
  currentCallId: row.current_call_id,
  hostArrivedAt: row.host_arrived_at as Instant | null,
  openedAt: row.opened_at as Instant | null,
  hostLeftAt: row.host_left_at as Instant | null,
  awaySeconds: row.away_seconds,
  closedAt: row.closed_at as Instant | null,
  closedBy: row.closed_by,
  substituteFor: row.substitute_for,
  substituteWhy: row.substitute_why,
  reason: row.reason,
  message: row.message,
  messageAt: row.message_at as Instant | null,
  messageBy: row.message_by,
  summary: row.summary === null ? null : (JSON.parse(row.summary) as SessionSummary),
});

const lifeRow = (life: SessionLife): SessionLifeRow => ({
  id: life.id,
  kind: life.kind,
  agency_id: life.agencyId,
  person_id: life.personId,
  host_honorific: life.hostHonorific,
  host_name: life.hostName,
  post: life.post,
  day: life.day,
  from_clock: life.from,
  to_clock: life.to,
  zone: life.zone,
  line: life.line,
  starts_at: life.startsAt,
  ends_at: life.endsAt,
  state: life.state,
  rev: life.rev,
  current_call_id: life.currentCallId,
  host_arrived_at: life.hostArrivedAt,
  opened_at: life.openedAt,
  host_left_at: life.hostLeftAt,
  away_seconds: life.awaySeconds,
  closed_at: life.closedAt,
  closed_by: life.closedBy,
  substitute_for: life.substituteFor,
  substitute_why: life.substituteWhy,
  reason: life.reason,
  message: life.message,
  message_at: life.messageAt,
  message_by: life.messageBy,
  summary: life.summary === null ? null : JSON.stringify(life.summary),
});

interface SeatLifeRow extends SessionLifeRow {
  seat_id: string;
  seat_side: string;
}

const IN_ORDER = ['starts_at', 'line', 'id'];

/** The lives of sessions over one handle; a session that nothing happened to yet has none. */
export function lifeRepository(db: Knex) {
  const lives = async (query: Knex.QueryBuilder): Promise<SessionLife[]> => ((await query) as SessionLifeRow[]).map(toLife);
  return {
    async byId(id: string): Promise<SessionLife | null> {
      return (await lives(db('session_lives').where({ id })))[0] ?? null;
    },
    /** The open seat that a token opens, with the life of its session, in one read; null where there is none. */
    async ofSeat(tokenHash: string): Promise<{ readonly seatId: string; readonly side: string; readonly life: SessionLife } | null> {
      const row = await db('seats')
        .join('session_lives', 'session_lives.id', 'seats.session_id')
        .where('seats.token_hash', tokenHash)
        .whereNull('seats.ended_at')
        .first<SeatLifeRow | undefined>('session_lives.*', 'seats.id as seat_id', 'seats.side as seat_side');
      return row === undefined ? null : { seatId: row.seat_id, side: row.seat_side, life: toLife(row) };
    },
    onDay: (day: Day): Promise<SessionLife[]> => lives(db('session_lives').where({ day }).orderBy(IN_ORDER)),
    async idsOn(day: Day): Promise<string[]> {
      return (await db('session_lives').where({ day }).orderBy('id').select('id')).map(({ id }) => id);
    },
    /** Of earlier days those that have not ended. */
    unendedBefore: (day: Day): Promise<SessionLife[]> =>
      lives(db('session_lives').where('day', '<', day).whereNotIn('state', ['closed', 'cancelled']).orderBy(IN_ORDER)),
    /** Managers' hours from a day on that are not closed; also those that were cancelled, and may come back. */
    hoursFrom: (day: Day): Promise<SessionLife[]> =>
      lives(db('session_lives').where({ kind: 'manager_hour' }).where('day', '>=', day).whereNot({ state: 'closed' }).orderBy(IN_ORDER)),
    /** An agency's sessions from a day on. */
    aheadOf: (agencyId: string, from: Day): Promise<SessionLife[]> =>
      lives(db('session_lives').where({ agency_id: agencyId }).where('day', '>=', from).orderBy(IN_ORDER)),
    /** Writes a life: its first row where `before` was never written (rev 0), else over the very one that was read. */
    put: (before: Pick<SessionLife, 'id' | 'rev'>, after: SessionLife) =>
      before.rev === 0 ? db('session_lives').insert(lifeRow(after)) : db('session_lives').where({ id: before.id, rev: before.rev }).update(lifeRow(after)),
  };
}
