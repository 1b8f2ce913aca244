import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../db/connection.ts';
import { migrate } from '../../db/migrate.ts';
import { createSeal } from '../../db/sealed.ts';
import { seedReference } from '../../db/seeds/reference.ts';
import { createWriter } from '../../db/writer.ts';
import { readConfig, type Config } from '../config.ts';
import { createDrawSeal } from '../draws/sealing.ts';
import { createPasswords } from '../people/passwords.ts';
import { prepareSecrets } from '../secrets.ts';
import { instantOf } from '../domain/calendar.ts';
import { inviteOfficeWorker, type OfficeWorker } from './declaring.ts';
import { inviteGuests, type Guest } from './guests.ts';
import { layPresence } from './presence.ts';
import { publishProgramme, SET_UP } from './programme.ts';

/** The example laid into a database that lasts as long as this process, ready to be started. */
export interface ThrowAwayOffice {
  readonly config: Config;
  readonly faults: readonly string[];
  readonly guests: readonly Guest[];
  /** Who says for silent offices that their managers are there; null where there is no board of presence. */
  readonly officeWorker: OfficeWorker | null;
}

/** Lays out the example of Isfahan 1399 with one person a role; `published` gives it its programme of that year, and a board of presence of today, too. */
export async function throwAwayOffice(env: Readonly<Record<string, string | undefined>>, { published, moreOperators }: { readonly published: boolean; readonly moreOperators: number }): Promise<ThrowAwayOffice> {
  const folder = mkdtempSync(join(tmpdir(), 'didar-demo-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  // Nobody of the example is a person: whatever is set, no message leaves.
  const { config, faults } = readConfig({ ...env, MESSAGES_URL: '', DATA_DIR: folder, DATABASE_URL: `sqlite:${join(folder, 'didar.sqlite')}` });
  const secrets = await prepareSecrets(config);
  const database = await openDatabase({ url: config.databaseUrl, role: 'server' });
  await migrate(database);
  const writer = await createWriter(database, () => undefined);
  const ground = { database, writer, passwords: createPasswords(secrets.pepper) };
  await seedReference(database.reads, writer, SET_UP);
  const guests = await inviteGuests(ground, SET_UP, moreOperators);
  if (published) await publishProgramme(ground, guests);
  const now = instantOf(Date.now());
  const officeWorker = published ? await inviteOfficeWorker(ground, guests, await layPresence({ ...ground, seal: createDrawSeal(createSeal({ encryptionKey: secrets.encryption, indexKey: secrets.index })) }, guests, now), now) : null;
  await writer.drain();
  await database.close();
  return { config, faults, guests, officeWorker };
}
