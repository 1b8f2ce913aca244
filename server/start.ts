import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openDatabase, type Database } from '../db/connection.ts';
import { isDiskFull, StartFault } from '../db/errors.ts';
import { listen as listenToDatabase } from '../db/listen.ts';
import { isNewerThanProgram, migrate } from '../db/migrate.ts';
import { createWriter, type Committed, type WriterProbe } from '../db/writer.ts';
import type { Config } from './config.ts';
import type { Instant } from './domain/calendar.ts';
import type { Gateway } from './live/gateway.ts';
import { prepareSecrets, type Secrets } from './secrets.ts';
import { wire, type Wired } from './wiring.ts';

/** A started Didar: where it is reached, and how to end it without losing anything. */
export interface Running {
  readonly address: string;
  readonly wired: Wired;
  /** Lets screens go, finishes what is under way within `withinMs`, and closes the database. */
  stop(withinMs?: number): Promise<void>;
}

/** Why the program cannot start: each fault a plain sentence, all of them at once. */
export class CannotStart extends Error {
  readonly faults: readonly string[];
  constructor(faults: readonly string[]) {
    super(faults.join('\n'));
    this.name = 'CannotStart';
    this.faults = faults;
  }
}

const SPREAD_MS = 5_000;
const STOP_WITHIN_MS = 10_000;
const CLOSE_EVERY_MS = 100;
const SWEEP_EVERY_MS = 24 * 60 * 60 * 1000;

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;
const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const explainFolder = (error: unknown, folder: string): string => {
  if (codeOf(error) === 'ENOSPC') return `The disk of the folder ${folder} is full. Make room on it.`;
  return ['EACCES', 'EROFS', 'EPERM'].includes(codeOf(error) ?? '')
    ? `The folder ${folder} cannot be written. Give this user the right to write there, or name another with DATA_DIR.`
    : `The folder ${folder} cannot be prepared: ${messageOf(error)}`;
};

const explainDatabase = (error: unknown): string => {
  if (isDiskFull(error)) return 'The disk of the database is full. Make room on it.';
  return error instanceof StartFault ? error.message : `The database cannot be opened: ${messageOf(error)}`;
};

const explainPort = (error: unknown, { host, port }: Config): string => {
  if (codeOf(error) === 'EADDRINUSE') return `Port ${port} on ${host} is taken by another program. Stop it, or choose another with PORT.`;
  if (codeOf(error) === 'EACCES') return `Port ${port} needs rights that this user does not have. Choose one above 1023 with PORT.`;
  return `Cannot listen on ${host}:${port}: ${messageOf(error)}`;
};

const listening = (server: Server, { host, port }: Config): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });

const openUp = async (config: Config): Promise<Database> => {
  const database = await openDatabase({ url: config.databaseUrl, role: 'server' });
  try {
    if (await isNewerThanProgram(database)) {
      throw new StartFault('newer', 'The database was made by a newer version of the program. Start that version, or restore an older copy.');
    }
    await migrate(database);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
};

interface Prepared {
  readonly secrets: Secrets;
  readonly database: Database;
  readonly http: Server;
}

/** The answer while the database is being opened and migrated: come again, rather than silence. */
const starting: RequestListener = (_request, response) => {
  response.writeHead(503, { 'Retry-After': '5', 'Content-Type': 'text/plain; charset=utf-8' }).end('دیدار در حال آماده شدن است.\n');
};

/** Tries everything that can fail before anything is served, so that all faults are told together. */
const prepare = async (config: Config, known: readonly string[]): Promise<Prepared> => {
  const faults = [...known];
  const http = createServer();
  http.on('request', starting);
  const [secrets, port] = await Promise.all([
    prepareSecrets(config).catch((error: unknown) => void faults.push(explainFolder(error, config.dataDir))),
    listening(http, config).then(() => true, (error: unknown) => void faults.push(explainPort(error, config))),
  ]);
  // Without its folder a SQLite file fails for the same reason, which need not be said twice.
  const database = secrets === undefined && config.databaseUrl.startsWith('sqlite:')
    ? undefined
    : await openUp(config).catch((error: unknown) => void faults.push(explainDatabase(error)));
  if (secrets !== undefined && database !== undefined && port !== undefined && faults.length === 0) return { secrets, database, http };
  http.close();
  await database?.close();
  throw new CannotStart(faults);
};

const within = async (work: Promise<unknown>, ms: number): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([work, new Promise((resolve) => (timer = setTimeout(resolve, ms)))]);
  clearTimeout(timer);
};

interface StartOptions {
  readonly config: Config;
  /** Faults found already, to be told together with those found here. */
  readonly faults?: readonly string[];
  readonly now: () => Instant;
  readonly log: (line: object) => void;
  /** For tests only: the writer's broken promise that they must notice. */
  readonly probe?: WriterProbe;
}

/** Starts the program: folder, secrets, database, port; throws CannotStart with every fault. */
export async function start({ config, faults = [], now, log, probe = {} }: StartOptions): Promise<Running> {
  const { secrets, database, http } = await prepare(config, faults);
  let gateway: Gateway | null = null;
  let hours: Wired['hours'] | null = null;
  const told = (committed: readonly Committed[]): void => {
    gateway?.publish(committed);
    hours?.heard(committed);
  };
  const writer = await createWriter(database, told, probe);
  const listener = await listenToDatabase(database, told, () => {
    gateway?.refresh();
    hours?.missed();
  });
  const port = (http.address() as AddressInfo).port;
  const wired = wire({ config, secrets, database, writer, now, log, port: () => port });
  await wired.ready();
  // The gateway takes its own requests off the listeners that are there before it.
  http.off('request', starting);
  http.on('request', wired.app);
  gateway = wired.openGateway(http);
  wired.messages.start();
  wired.draws.start();
  hours = wired.hours;
  hours.start();
  http.requestTimeout = 30_000;
  http.headersTimeout = 15_000;

  let swept: Promise<void> = Promise.resolve();
  const sweep = (): void => {
    swept = wired.sweep().catch((error: unknown) => log({ level: 'error', event: 'sweep', error: String(error) }));
  };
  sweep();
  const daily = setInterval(sweep, SWEEP_EVERY_MS).unref();

  const stop = async (withinMs = STOP_WITHIN_MS): Promise<void> => {
    const closed = new Promise((resolve) => http.close(resolve));
    const given = wired.messages.stop();
    const laid = wired.hours.stop();
    const drawn = wired.draws.stop();
    // A browser that keeps its connection busy would otherwise be served for ever.
    http.prependListener('request', (_request, response) => void response.setHeader('Connection', 'close'));
    const closing = setInterval(() => http.closeIdleConnections(), CLOSE_EVERY_MS);
    await within(Promise.all([closed, gateway?.drain(SPREAD_MS)]), withinMs);
    clearInterval(closing);
    http.closeAllConnections();
    clearInterval(daily);
    await swept;
    await given;
    await laid;
    await drawn;
    await writer.drain();
    await listener.stop();
    await database.close();
  };
  return { address: config.origin ?? `http://localhost:${port}`, wired, stop };
}
