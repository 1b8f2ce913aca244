import type { Knex } from 'knex';
import type { Tx } from '../../db/writer.ts';
import type { Instant } from '../domain/calendar.ts';

/** The beginning of the id of an actor who sits at a session's desk without an account. */
export const SEAT_ACTOR = 'seat-';

/** Who sits at the desk: the host, or the companion expert beside him. */
export const SEAT_SIDES = ['host', 'companion'] as const;
export type SeatSide = (typeof SEAT_SIDES)[number];

/** The id under which a seat acts. */
export const seatActorId = (seatId: string): string => `${SEAT_ACTOR}${seatId}`;

/** The stream that tells of a seat's beginning and end; the gateway asks its screens again when it moves. */
export const seatStream = (seatId: string): string => `user:${seatActorId(seatId)}`;

/** The seats that have not ended. */
export const openSeats = (db: Knex) => db('seats').whereNull('ended_at');

/** The ids of the open seats on one side of a session's desk: read before a change, they say which streams it must declare. */
export async function seatsAt(db: Knex, sessionId: string, side: SeatSide): Promise<string[]> {
  return (await openSeats(db).where({ session_id: sessionId, side }).orderBy('id').select('id')).map(({ id }) => id);
}

/** Ends every open seat on one side of a session's desk; tells the streams of those that were `declared`. */
export async function endSeatsAt(tx: Tx, sessionId: string, side: SeatSide, declared: readonly string[], at: Instant, why: string): Promise<void> {
  for (const id of await seatsAt(tx.db, sessionId, side)) {
    tx.write(openSeats(tx.db).where({ id }).update({ ended_at: at, ended_why: why }));
    if (declared.includes(id)) tx.raise(seatStream(id), 'seat_ended', { why });
  }
}
