import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '../../db/connection.ts';
import { listen } from '../../db/listen.ts';
import { createSeal, type Seal } from '../../db/sealed.ts';
import { createWriter, type Writer } from '../../db/writer.ts';
import { instant, type Instant } from '../../server/domain/calendar.ts';
import type { Grant, Role } from '../../server/domain/permission.ts';
import { createReportKeys } from '../../server/inspections/envelope.ts';
import type { Gateway } from '../../server/live/gateway.ts';
import { createPasswords } from '../../server/people/passwords.ts';
import { wire, type Wired } from '../../server/wiring.ts';
import { layLogin, layUser, strangerAt, type Client } from './client.ts';

export type { Answer, Client } from './client.ts';

const secret = (): string => randomBytes(32).toString('base64');

/** The whole program over one database, listening on a port of its own. */
export interface TestApp {
  readonly url: string;
  readonly wired: Wired;
  readonly writer: Writer;
  readonly database: Database;
  readonly logged: object[];
  /** By the program's own keys. */
  readonly seal: Seal;
  /** With which an exchange signs its messages. */
  readonly webhookSecret: string;
  /** The point (base64url) to which phones seal their reports. */
  readonly reportsKey: string;
  /** From which presence codes are made. */
  readonly presenceSecret: string;
  /** The program's own folder; gone when it stops. */
  readonly dataDir: string;
  setNow(now: string): void;
  /** A new person with these roles, logged in. */
  as(...grants: readonly (Role | Grant)[]): Promise<Client>;
  /** A new scheduler who enters by name and password. */
  person(username: string, password: string): Promise<string>;
  anonymous(): Client;
  stop(): Promise<void>;
}

/** Starts the program on a fresh database; `now` is the instant it believes in. The caller stops it. */
export async function startApp(database: Database, now = '2026-11-22T06:00:00.000Z'): Promise<TestApp> {
  const secrets = { encryption: secret(), index: secret(), pepper: secret(), form: secret(), webhook: secret(), messages: secret(), presence: secret(), reports: secret() };
  const logged: object[] = [];
  const dataDir = mkdtempSync(join(tmpdir(), 'didar-app-'));
  let believed: Instant = instant(now);
  let gateway: Gateway | null = null;
  const writer = await createWriter(database, (committed) => gateway?.publish(committed));
  const listening = await listen(database, (committed) => gateway?.publish(committed), () => gateway?.refresh());
  const http = createServer();
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const wired = wire({
    // A machine that is busy with other tests reads slowly, and the answer is the same.
    readingPatienceMs: 30_000,
    config: { origin: url, proxies: 0, dataDir, development: false, messagesUrl: null },
    secrets,
    database,
    writer,
    now: () => believed,
    log: (line) => logged.push(line),
    port: () => port,
  });
  await wired.ready();
  // The gateway takes its own requests off the listeners that are there before it.
  http.on('request', wired.app);
  gateway = wired.openGateway(http);

  return {
    url,
    wired,
    writer,
    database,
    logged,
    webhookSecret: secrets.webhook,
    reportsKey: createReportKeys(secrets.reports).publicKey,
    presenceSecret: secrets.presence,
    dataDir,
    seal: createSeal({ encryptionKey: secrets.encryption, indexKey: secrets.index }),
    setNow: (next) => { believed = instant(next); },
    anonymous: () => strangerAt(url, secrets.form),
    person: async (username, password) => layUser(database, username, ['scheduler'], await createPasswords(secrets.pepper).hash(password), believed),
    as: (...given) => layLogin(database, { url, formSecret: secrets.form, at: believed }, given),
    async stop() {
      await gateway?.drain(0);
      http.closeAllConnections();
      await writer.drain();
      await listening.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
