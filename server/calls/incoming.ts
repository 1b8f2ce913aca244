import type { Knex } from 'knex';
import type { Seal } from '../../db/sealed.ts';
import type { Writer } from '../../db/writer.ts';
import type { Instant } from '../domain/calendar.ts';
import type { Command } from '../domain/command.ts';
import { normalizePhone } from '../domain/persian.ts';
import { Refusal } from '../domain/refusal.ts';
import { peopleLookup } from '../people/lookup.ts';
import { incomingRepository, type Incoming } from './incoming-repository.ts';
import { CENTRE_STREAM } from './steps.ts';

interface Deps {
  readonly reads: Knex;
  readonly writer: Writer;
  readonly seal: Seal;
}

/** A call that rings at the centre, as its exchange tells of it: `from` is the number as it came, null where it was withheld. */
export interface Ringing {
  readonly id: string;
  readonly from: string | null;
  readonly line: string | null;
  readonly at: Instant;
}

const placeOf = (id: string) => `incoming_calls.${id}.phone` as const;

/** The telephone of an incoming call in E.164, opened; null where it was withheld or is none of this country's. */
export const incomingPhone = (seal: Seal, { id, phone }: Pick<Incoming, 'id' | 'phone'>): string | null => (phone === null ? null : seal.open(phone, placeOf(id)));

/** Calls that arrive by the centre's exchange: what it tells of them, and the operator who takes one. */
export function createIncoming({ reads, writer, seal }: Deps) {
  const told = (id: string, kind: string, command: Command, next: (known: Incoming | null) => Incoming | null): Promise<{ readonly id: string }> =>
    writer.submit({
      ...command,
      streams: [CENTRE_STREAM],
      apply: async (tx) => {
        const incoming = incomingRepository(tx.db);
        const known = await incoming.byId(id);
        const after = next(known);
        if (after === null) return { id };
        tx.write(known === null ? incoming.insert(after) : incoming.update(known, after));
        tx.raise(CENTRE_STREAM, kind, { incomingId: id, before: known?.state ?? null, after: after.state });
        return { id };
      },
    });

  return {
    /** It rings. Telling it again changes nothing, whatever has become of it meanwhile. `areaCode` completes a local number. */
    ring({ id, from, line, at }: Ringing, areaCode: string, command: Command): Promise<{ readonly id: string }> {
      const checked = from === null ? null : normalizePhone(from, areaCode);
      const phone = checked?.ok === true ? checked.e164 : null;
      const fresh: Incoming = {
        id, line, at, state: 'ringing', takenBy: null, callId: null, endedAt: null, rev: 1,
        phone: phone === null ? null : seal.seal(phone, placeOf(id)),
        phoneIndex: phone === null ? null : seal.index(phone),
      };
      return told(id, 'incoming_ringing', command, (known) => (known === null ? fresh : null));
    },

    /** Somebody of the centre has lifted the receiver; who it was shows when he takes it onto his page. */
    answered: (id: string, command: Command): Promise<{ readonly id: string }> =>
      told(id, 'incoming_answered', command, (known) => (known?.state === 'ringing' ? { ...known, state: 'answered' } : null)),

    /** The line is free again: whoever waited to be answered has given up, and what an operator has taken stays his. Known or not, so that a late ring is none. */
    ended: (id: string, command: Command): Promise<{ readonly id: string }> =>
      told(id, 'incoming_ended', command, (known) => {
        if (known === null) return { id, phone: null, phoneIndex: null, line: null, state: 'ended', at: command.at, takenBy: null, callId: null, endedAt: command.at, rev: 1 };
        if (known.endedAt !== null) return null;
        const waited = known.state === 'ringing' || known.state === 'answered';
        return { ...known, state: waited ? 'ended' : known.state, endedAt: command.at };
      }),

    /**
     * Takes it onto the operator's page: of several one wins. Gives the telephone, which is kept in no answer of the change.
     * Refuses `incoming_taken` (by whom), `incoming_ended`, `not_found`.
     */
    async take(id: string, command: Command): Promise<{ readonly id: string; readonly phone: string | null }> {
      await writer.submit({
        ...command,
        streams: [CENTRE_STREAM],
        apply: async (tx) => {
          const incoming = incomingRepository(tx.db);
          const known = await incoming.byId(id);
          if (known === null) throw new Refusal('not_found');
          if (known.state === 'taken' || known.state === 'done') {
            if (known.takenBy === command.actor) return { id };
            const names = await peopleLookup(tx.db).namesOfUsers(known.takenBy === null ? [] : [known.takenBy]);
            throw new Refusal('incoming_taken', { facts: { who: names.get(known.takenBy ?? '') ?? '…' } });
          }
          if (known.state === 'ended') throw new Refusal('incoming_ended');
          tx.write(incoming.update(known, { ...known, state: 'taken', takenBy: command.actor }));
          tx.raise(CENTRE_STREAM, 'incoming_taken', { incomingId: id, by: command.actor });
          return { id };
        },
      });
      const taken = await incomingRepository(reads).byId(id);
      return { id, phone: taken === null ? null : incomingPhone(seal, taken) };
    },
  };
}

export type IncomingCalls = ReturnType<typeof createIncoming>;
