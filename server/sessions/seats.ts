import { randomInt } from 'node:crypto';
import type { Knex } from 'knex';
import type { Seal } from '../../db/sealed.ts';
import type { SeatRow } from '../../db/tables.ts';
import type { Writer } from '../../db/writer.ts';
import { addMinutes, type Instant } from '../domain/calendar.ts';
import type { Command } from '../domain/command.ts';
import type { Actor } from '../domain/permission.ts';
import { Refusal } from '../domain/refusal.ts';
import { isLiving, type SessionLife } from '../domain/session-life.ts';
import { peopleLookup } from '../people/lookup.ts';
import { hashToken, newToken, replaceLogin } from '../people/steps.ts';
import { hostCalled, SEAT_SIDE_NAMES } from '../wording/sessions.ts';
import { findLife } from './find-life.ts';
import { lifeRepository } from './life-repository.ts';
import { endSeatsAt, openSeats, seatActorId, seatsAt, seatStream, type SeatSide } from './seat-ends.ts';
import { lifeSteps, SEAT_ACTOR, sessionStream } from './steps.ts';

/** A place at the desk of one session; the code is good once, the seat until the session has ended. */
export interface Seat {
  readonly id: string;
  readonly sessionId: string;
  readonly side: SeatSide;
  readonly desk: string;
  readonly expiresAt: Instant;
  readonly usedAt: Instant | null;
  readonly endedAt: Instant | null;
}

/** Who sits there, for the guard: an actor that may host this session and nothing else. */
export interface Seated {
  readonly actor: Actor;
  readonly loginId: string;
  readonly authzVersion: number;
  readonly seat: { readonly sessionId: string; readonly side: SeatSide };
}

interface Deps {
  readonly reads: Knex;
  readonly writer: Writer;
  readonly seal: Pick<Seal, 'index' | 'indexes'>;
  readonly newId: () => string;
}

/** A code is asked for at the door: so long it is good. */
const CODE_MINUTES = 120;
/** After the end the host may still finish his last note. */
const AFTERWARDS_MINUTES = 30;

const toSeat = (row: SeatRow): Seat => ({
  id: row.id, sessionId: row.session_id, side: row.side as SeatSide, desk: row.desk,
  expiresAt: row.expires_at as Instant, usedAt: row.used_at as Instant | null, endedAt: row.ended_at as Instant | null,
});

/** How the tokens of seats begin: so they are not looked for among the logins. */
const SEAT_TOKEN = 'seat.';

/** Whether a token says of itself that it is a seat's. */
export const isSeatToken = (token: string): boolean => token.startsWith(SEAT_TOKEN);

/** Whether an actor or a login is a seat's. */
export const isSeat = (id: string): boolean => id.startsWith(SEAT_ACTOR);

const seatedName = (side: SeatSide, life: SessionLife): string => (side === 'companion' ? SEAT_SIDE_NAMES.companion : hostCalled(life));

/** Whether a seat is open at an instant: its session lives, or ended a short while ago. */
const isOpenAt = (life: SessionLife, now: Instant): boolean =>
  isLiving(life.state) || (life.closedAt !== null && now < addMinutes(life.closedAt, AFTERWARDS_MINUTES));

/** Seats at sessions' desks: a host who comes twice a year has no password; the centre seats him with a code. */
export function createSeats({ reads, writer, seal, newId }: Deps) {
  // Eight digits are few: they are kept by a keyed index, which cannot be tried out on a copy of the table.
  const codeHash = (code: string): string => seal.index(`seat ${code}`);

  // No two seats have had the same code: an old one must never be taken for a new one.
  const freshCode = async (): Promise<string> => {
    const code = String(randomInt(100_000_000)).padStart(8, '0');
    const known = await reads('seats').whereIn('code_hash', [...seal.indexes(`seat ${code}`)]).first('id');
    return known === undefined ? code : freshCode();
  };

  return {
    /** The seats of a session that have not ended, the oldest first. */
    ofSession: async (sessionId: string): Promise<Seat[]> => (await openSeats(reads).where({ session_id: sessionId }).orderBy(['created_at', 'id'])).map(toSeat),

    /** A code of eight digits for a side of the session's desk; it ends whatever seat there was. The code is in this answer and nowhere else. Refuses `not_found`, `session_over`. */
    async issue(sessionId: string, side: SeatSide, desk: string, command: Command): Promise<{ readonly code: string; readonly expiresAt: Instant }> {
      const [id, code] = [newId(), await freshCode()];
      const expiresAt = addMinutes(command.at, CODE_MINUTES);
      const earlier = await seatsAt(reads, sessionId, side);
      await writer.submit({
        ...command,
        // Never a replay: the answer to a repeat could not show the code again, since nobody has kept it.
        key: newId(),
        streams: [sessionStream(sessionId), ...earlier.map(seatStream)],
        apply: async (tx) => {
          const life = await findLife(tx.db, sessionId);
          if (life === null) throw new Refusal('not_found');
          if (!isLiving(life.state)) throw new Refusal('session_over');
          lifeSteps(tx).put(life, life);
          await endSeatsAt(tx, sessionId, side, earlier, command.at, 'replaced');
          tx.write(tx.db('seats').insert({
            id, session_id: sessionId, side, desk, code_hash: codeHash(code), expires_at: expiresAt, created_at: command.at, created_by: command.actor ?? '',
            used_at: null, token_hash: null, ended_at: null, ended_why: null,
          }));
          tx.raise(sessionStream(sessionId), 'seat_issued', { seatId: id, side, desk });
          return {};
        },
      });
      return { code, expiresAt };
    },

    /** Exchanges a code for a token, once; the host has come, and the login that this browser was still in ends. Refuses `seat_spent`. */
    async enter(code: string, loginToken: string | null, command: Command): Promise<{ readonly token: string; readonly sessionId: string }> {
      const token = `${SEAT_TOKEN}${newToken()}`;
      const left = loginToken === null ? null : await peopleLookup(reads).holderOfToken(loginToken);
      const row = await openSeats(reads).whereIn('code_hash', [...seal.indexes(`seat ${code}`)]).first();
      if (row === undefined || row.used_at !== null || row.expires_at <= command.at) throw new Refusal('seat_spent', { field: 'code' });
      // The token is in no change's result: results are kept, and whoever reads the table must not be able to sit down with it.
      const { sessionId } = await writer.submit({
        ...command,
        key: newId(),
        streams: [sessionStream(row.session_id), seatStream(row.id), ...(left === null ? [] : [`user:${left}`])],
        apply: async (tx) => {
          const seat = await openSeats(tx.db).where({ id: row.id }).first();
          const life = seat === undefined ? null : await findLife(tx.db, seat.session_id);
          if (seat === undefined || seat.used_at !== null || life === null || !isLiving(life.state)) throw new Refusal('seat_spent', { field: 'code' });
          if (left !== null && loginToken !== null) await replaceLogin(tx, loginToken, command.at);
          tx.write(tx.db('seats').where({ id: seat.id }).whereNull('used_at').update({ used_at: command.at, token_hash: hashToken(token) }));
          if (seat.side === 'host') {
            lifeSteps(tx).put(life, { ...life, state: life.state === 'scheduled' ? 'awaiting' : life.state, hostArrivedAt: life.hostArrivedAt ?? command.at });
          }
          tx.raise(sessionStream(life.id), 'seat_taken', { seatId: seat.id, side: seat.side });
          tx.raise(seatStream(seat.id), 'seat_taken', { sessionId: life.id });
          return { sessionId: life.id };
        },
      });
      return { token, sessionId };
    },

    /** Who sits behind a token at `now`; null where it is unknown or its seat or session has ended. The page of an open session never expires. */
    async whoIs(token: string, now: Instant): Promise<Seated | null> {
      const found = await lifeRepository(reads).ofSeat(hashToken(token));
      if (found === null || !isOpenAt(found.life, now)) return null;
      const { seatId, life } = found;
      const side = found.side as SeatSide;
      return {
        actor: { id: seatActorId(seatId), name: seatedName(side, life), grants: [{ role: 'seat', agencyId: life.agencyId, countyId: null, sessionId: life.id }] },
        loginId: seatActorId(seatId),
        authzVersion: 1,
        seat: { sessionId: life.id, side },
      };
    },

    /** Ends a seat from either end; ending it twice is the same as once. */
    async end(seatId: string, why: 'left' | 'ended_by_centre', command: Command): Promise<void> {
      await writer.submit({
        ...command,
        streams: [seatStream(seatId)],
        apply: async (tx) => {
          const row = await openSeats(tx.db).where({ id: seatId }).first('id');
          if (row === undefined) return {};
          tx.write(tx.db('seats').where({ id: seatId }).whereNull('ended_at').update({ ended_at: command.at, ended_why: why }));
          tx.raise(seatStream(seatId), 'seat_ended', { why });
          return {};
        },
      });
    },
  };
}

export type Seats = ReturnType<typeof createSeats>;
