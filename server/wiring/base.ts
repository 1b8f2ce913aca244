import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Request } from 'express';
import type { Database } from '../../db/connection.ts';
import { createSeal } from '../../db/sealed.ts';
import { sharedSnapshots } from '../../db/snapshot.ts';
import type { Writer } from '../../db/writer.ts';
import { agencyLookup } from '../agencies/lookup.ts';
import { createHistory } from '../audit/lookup.ts';
import type { Config } from '../config.ts';
import { dayOf, type Instant } from '../domain/calendar.ts';
import type { Day } from '../domain/jalali.ts';
import { addressOf } from '../http/app.ts';
import { createCookies } from '../http/cookies.ts';
import { createRoutes } from '../http/guard.ts';
import { createRenderer } from '../http/render.ts';
import { peopleLookup } from '../people/lookup.ts';
import type { Secrets } from '../secrets.ts';
import { settingsLookup } from '../settings/lookup.ts';

/** What a running Didar is made from: everything that differs between production, a test and the demonstration. */
export interface Ground {
  readonly config: Pick<Config, 'origin' | 'proxies' | 'dataDir' | 'development' | 'messagesUrl'>;
  readonly secrets: Secrets;
  readonly database: Database;
  readonly writer: Writer;
  readonly now: () => Instant;
  readonly log: (line: object) => void;
  /** The port really listened on, for the addresses of a program without ORIGIN; 0 before it listens. */
  readonly port: () => number;
  /** How long the answer to an uploaded table waits for its reading, in ms; the program's own patience where left out. */
  readonly readingPatienceMs?: number;
}

const buildIdOf = (folder: string): string => {
  if (!existsSync(folder)) return 'unbuilt';
  const hash = createHash('sha256');
  for (const name of readdirSync(folder).filter((one) => /\.(js|css|svg)$/.test(one)).sort()) hash.update(readFileSync(join(folder, name)));
  return hash.digest('hex').slice(0, 12);
};

/** What all parts of the program are wired with: the ground, what is made of it once, and what one slice is told of another's by asking. `root` holds views/ and public/. */
export function createBase(ground: Ground, root: string) {
  const { config, secrets, database, writer, now, port } = ground;
  const { reads } = database;
  const people = peopleLookup(reads);
  const agencies = agencyLookup(reads);
  const settings = settingsLookup(reads);
  const slice = { reads, writer, newId: randomUUID };
  const seal = createSeal({ encryptionKey: secrets.encryption, indexKey: secrets.index });
  const secure = config.origin?.startsWith('https://') ?? false;
  const origins = (): readonly string[] =>
    config.origin === null ? ['localhost', '127.0.0.1', '[::1]'].map((host) => `http://${host}:${port()}`) : [config.origin];
  const settingsToday = () => settings.settingsOn(dayOf(now()));
  return {
    ...ground, reads, people, agencies, settings, slice, seal, secure, origins,
    /** What a slice stands on that keeps names and numbers sealed. */
    sealed: { ...slice, seal },
    root,
    buildId: buildIdOf(join(root, 'public/dist')),
    routes: createRoutes(),
    render: createRenderer(join(root, 'views'), !config.development),
    cookies: createCookies(secure),
    history: createHistory(reads),
    /** Where tries are counted by all processes; null where there is one, which counts in memory. */
    counted: database.dialect === 'postgres' ? database.direct : null,
    /** What fragments drawn in one moment read, they read together. */
    atOnce: { reads, snapshot: sharedSnapshots(database) },
    /** The address at which people find the program. */
    origin: (): string => origins()[0] ?? '',
    addressOf: (req: Request): string => addressOf(req, config.proxies),
    userNames: (ids: readonly string[]) => people.namesOfUsers(ids),
    settingsToday,
    areaCode: async () => (await settingsToday()).area_code,
    titles: async () => {
      const { governorate, office_title } = await settingsToday();
      return { governorate, office: office_title };
    },
    agenciesToday: () => agencies.agenciesOn(dayOf(now())),
    /** The agencies that are there on a day, to choose from. */
    agencyOptions: async (day: Day) => (await agencies.agenciesOn(day)).map(({ agency }) => ({ id: agency.id, name: agency.shortName })),
    /** Every agency that was ever there, to choose from. */
    allAgencies: async () => (await agencies.all()).map(({ id, shortName }) => ({ id, name: shortName })),
    placeNames: async () => ({ counties: await agencies.countyNames(), agencies: await agencies.shortNames() }),
  };
}

export type Base = ReturnType<typeof createBase>;
