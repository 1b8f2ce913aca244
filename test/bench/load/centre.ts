import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { openDatabase, type Database } from '../../../db/connection.ts';
import { migrate } from '../../../db/migrate.ts';
import { seedReference } from '../../../db/seeds/reference.ts';
import { createWriter } from '../../../db/writer.ts';
import { addMinutes, dayOf, instant, type Clock, type Instant } from '../../../server/domain/calendar.ts';
import { createPasswords } from '../../../server/people/passwords.ts';
import { unlived } from '../../../server/sessions/find-life.ts';
import { lifeRepository } from '../../../server/sessions/life-repository.ts';
import { exampleOffice } from '../../../server/setup/example.ts';
import { createSetup } from '../../../server/setup/service.ts';
import { seedTopics } from '../../../server/topics/reference.ts';
import { layLogin, type Client } from '../../support/client.ts';
import { secretsOf } from '../../support/process.ts';

/** A centre with its sessions open, as the program finds it when it starts. */
export interface Centre {
  readonly database: Database;
  /** The environment that the program needs to serve it, apart from its folder and database. */
  readonly env: Readonly<Record<string, string>>;
  readonly operators: readonly Client[];
  /** The open sessions of today, each with the cookie of whoever sits at its desk. */
  readonly sessions: readonly Desk[];
}

/** One open session and its seat. */
export interface Desk {
  readonly id: string;
  readonly cookie: string;
}

interface Wanted {
  readonly sessions: number;
  readonly operators: number;
  readonly url: string;
}

const HOURS = 6 * 60;

const now = (): Instant => instant(new Date().toISOString());

/** The example of Isfahan with its agencies, topics and settings: reference data has the size that it has in life. */
async function layOffice(database: Database, pepper: string): Promise<void> {
  const at = now();
  const writer = await createWriter(database, () => undefined);
  const passwords = createPasswords(pepper);
  await seedReference(database.reads, writer, at);
  await seedTopics(database.reads, writer, at);
  const setup = createSetup({ reads: database.reads, writer, passwords, newId: randomUUID });
  const token = ((await setup.ensureLink(at)) ?? '').slice('/setup/'.length);
  const administrator = { honorific: 'khanom' as const, name: 'مریم کریمی', username: 'administrator', password: randomUUID() };
  await setup.setUp({ key: randomUUID(), bodyHash: '', actor: null, at }, token, exampleOffice(), administrator);
  await writer.drain();
}

async function layDesk(database: Database, agencyId: string, line: number): Promise<Desk> {
  const at = now();
  const [id, token] = [`bench-${randomUUID()}`, `seat.${randomBytes(32).toString('base64url')}`];
  const planned = { id, kind: 'electronic_meeting' as const, agencyId, day: dayOf(at), from: '00:00' as Clock, to: '23:59' as Clock, line };
  const life = await unlived(database.direct, planned);
  if (life === null) throw new Error('no agency');
  await lifeRepository(database.direct).put(life, { ...life, rev: 1, state: 'open', startsAt: at, endsAt: addMinutes(at, HOURS), openedAt: at, hostArrivedAt: at });
  await database.direct('seats').insert({
    id: randomUUID(), session_id: id, side: 'host', desk: 'bench', code_hash: randomUUID(), expires_at: at, created_at: at, created_by: '',
    used_at: at, token_hash: createHash('sha256').update(token).digest('hex'), ended_at: null, ended_why: null,
  });
  return { id, cookie: `didar=${token}` };
}

/** Lays such a centre into a database; its caller closes the database. */
export async function layCentre(databaseUrl: string, { sessions, operators, url }: Wanted): Promise<Centre> {
  const { env, formSecret, pepper } = secretsOf();
  const database = await openDatabase({ url: databaseUrl, role: 'tool' });
  await migrate(database);
  await layOffice(database, pepper);
  const agencies = await database.direct('agencies').where({ may_be_invited: 1 }).orderBy('id').select('id');
  const desks: Desk[] = [];
  for (let index = 0; index < sessions; index += 1) {
    desks.push(await layDesk(database, agencies[index % agencies.length]?.id ?? '', 1 + Math.floor(index / agencies.length)));
  }
  const people = await Promise.all(Array.from({ length: operators }, () => layLogin(database, { url, formSecret, at: now() }, ['operator'])));
  return { database, env, operators: people, sessions: desks };
}

/** Empties the queues between two windows, so that every window begins alike. */
export async function emptyQueues({ direct }: Database): Promise<void> {
  await direct('calls').delete();
}
