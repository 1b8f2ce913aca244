import { randomUUID } from 'node:crypto';
import type { Database } from '../../db/connection.ts';
import { createSeal } from '../../db/sealed.ts';
import type { Writer } from '../../db/writer.ts';
import { createCalls, type CallServices } from '../../server/calls/services.ts';
import { dayOf, clock, instant } from '../../server/domain/calendar.ts';
import type { Command } from '../../server/domain/command.ts';
import { createLife } from '../../server/sessions/life.ts';
import { caller } from '../slices/calls/ground.ts';
import { layPlace } from '../support/place.ts';

/** When all of it happens: Monday 9 Azar 1405, at nine in the morning. */
const AT = instant('2026-11-30T05:30:00.000Z');
const KEY = Buffer.alloc(32, 7).toString('base64');

/** Sends a change under its key and gives what it came to. */
export type Send = <T>(key: string, work: () => Promise<T>) => Promise<T>;

const command = (key: string): Command => ({ key, bodyHash: '', actor: 'operator', at: AT });

/** The services of calls over a writer, with keys that every process of the test has. */
export const callServices = (database: Database, writer: Writer): CallServices =>
  createCalls({ reads: database.reads, writer, newId: randomUUID, seal: createSeal({ encryptionKey: KEY, indexKey: KEY }) });

/** Lays so many open sessions. */
export async function layOpenSessions(database: Database, writer: Writer, count: number): Promise<string[]> {
  const life = createLife({ reads: database.reads, writer, newId: randomUUID });
  const ids: string[] = [];
  for (let number = 0; number < count; number += 1) {
    const { agencyId } = await layPlace(database);
    const { id } = await life.convene({ kind: 'public_desk', agencyId, day: dayOf(AT), from: clock('08:00'), to: clock('20:00') }, command(randomUUID()));
    await life.step(id, 'open', command(randomUUID()));
    ids.push(id);
  }
  return ids;
}

/** Lets a caller wait, be taken, talk and be referred, each under a key that begins with `key`; sent again, it goes on where it was. */
export async function liveOneCall({ intake, taking, concluding }: CallServices, sessionId: string, key: string, send: Send): Promise<void> {
  const nobodyElse = { ...caller(1).applicant, identityKind: 'none' as const, identity: null };
  const { callId } = await send(`${key}/queue`, () => intake.queue(sessionId, { ...caller(1), applicant: { ...nobodyElse, name: key } }, true, command(`${key}/queue`)));
  await send(`${key}/take`, () => taking.take(sessionId, callId, command(`${key}/take`)));
  await send(`${key}/connected`, () => taking.connected(sessionId, callId, command(`${key}/connected`)));
  await send(`${key}/refer`, () => concluding.conclude(sessionId, callId, { outcome: 'referred', expertId: null, dueDay: null, note: null }, command(`${key}/refer`)));
}
