import { randomBytes, randomUUID } from 'node:crypto';
import type { Database } from '../../../db/connection.ts';
import { createSeal } from '../../../db/sealed.ts';
import { createWriter, type WriterProbe } from '../../../db/writer.ts';
import type { Entry } from '../../../server/calls/entry.ts';
import { callRepository } from '../../../server/calls/repository.ts';
import { createCalls } from '../../../server/calls/services.ts';
import { clock, instant, instantOf, millisecondsOf, type Instant } from '../../../server/domain/calendar.ts';
import type { Call } from '../../../server/domain/call.ts';
import type { Command } from '../../../server/domain/command.ts';
import { day } from '../../../server/domain/jalali.ts';
import { createLife } from '../../../server/sessions/life.ts';
import { sessionLookup } from '../../../server/sessions/lookup.ts';
import { createSeats } from '../../../server/sessions/seats.ts';
import { layPlace, type Place } from '../../support/place.ts';

/** Monday 9 Azar 1405, nine in the morning in Tehran. */
export const NINE = instant('2026-11-30T05:30:00.000Z');
export const DAY = day('2026-11-30');

/** So many seconds after an instant. */
export const later = (at: Instant, seconds: number): Instant => instantOf(millisecondsOf(at) + seconds * 1000);

export const command = (at: Instant = NINE, more: Partial<Command> = {}): Command => ({ key: randomUUID(), bodyHash: '', actor: 'operator', at, ...more });

/** Valid national codes, one a number: nine digits and the check digit that belongs to them. */
export function nationalCode(number: number): string {
  const nine = String(127_000_000 + number).padStart(9, '0');
  const rest = [...nine].reduce((sum, digit, index) => sum + Number(digit) * (10 - index), 0) % 11;
  return `${nine}${rest < 2 ? rest : 11 - rest}`;
}

/** What an operator writes down of the caller with a number. */
export const caller = (number: number, more: Partial<Entry> = {}): Entry => ({
  applicant: {
    honorific: number % 2 === 0 ? 'khanom' : 'agha', name: `محمدی ${number}`, countyId: null,
    identityKind: 'national_code', identity: nationalCode(number), phone: `+98913${String(1_000_000 + number)}`,
  },
  kind: 'service_request', topicId: null, summary: 'قطع مکرر آب', line: 'on_line', priority: null, incomingId: null, callBackOf: null, ...more,
});

/** The services of calls and sessions over one database. */
export async function callGround(database: Database, probe: WriterProbe = {}) {
  const writer = await createWriter(database, () => undefined, probe);
  const key = () => randomBytes(32).toString('base64');
  const deps = { reads: database.reads, writer, newId: randomUUID, seal: createSeal({ encryptionKey: key(), indexKey: key() }) };
  const calls = createCalls(deps);
  const life = createLife(deps);
  const place: Place = await layPlace(database);
  const repository = callRepository(database.reads);
  return {
    database, deps, ...calls, life, seats: createSeats(deps), place, repository,
    /** A session of today from nine to eleven, opened unless told otherwise. */
    async session({ agencyId = place.agencyId, opened = true, from = '09:00', to = '11:00' } = {}): Promise<string> {
      const { id } = await life.convene({ kind: 'electronic_meeting', agencyId, day: DAY, from: clock(from), to: clock(to) }, command());
      if (opened) await life.step(id, 'open', command());
      return id;
    },
    async call(id: string): Promise<Call> {
      const found = await repository.byId(id);
      if (found === null) throw new Error(`no call ${id}`);
      return found;
    },
    lifeOf: async (id: string) => {
      const found = await sessionLookup(database.reads).life(id);
      if (found === null) throw new Error(`no session ${id}`);
      return found;
    },
    kindsOn: async (stream: string): Promise<string[]> => (await database.reads('events').where({ stream }).orderBy('seq').select()).map(({ kind }) => kind),
  };
}

export type CallGround = Awaited<ReturnType<typeof callGround>>;
