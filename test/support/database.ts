import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { openDatabase, type Database } from '../../db/connection.ts';
import { migrate } from '../../db/migrate.ts';
import { testServer, type TestServer } from './postgres.ts';

/** Opens a database of its own, migrated and empty, for the running test; it is closed and removed after the test. */
export type Fresh = () => Promise<FreshDatabase>;

/** A test's database, with the URL at which another process may open it too. */
export interface FreshDatabase extends Database {
  readonly url: string;
}

/** Declares the same tests for SQLite and for PostgreSQL; `fresh` may be called several times in a test. */
export function onBothDatabases(declare: (name: 'SQLite' | 'PostgreSQL', fresh: Fresh) => void): void {
  describe('SQLite', () => {
    declare('SQLite', closedAfterEach(freshSqlite));
  });
  describe('PostgreSQL', () => onPostgres((fresh) => declare('PostgreSQL', fresh)));
}

/** A fresh SQLite database for suites that need no second dialect; see onBothDatabases. */
export function onSqlite(declare: (fresh: Fresh) => void): void {
  declare(closedAfterEach(freshSqlite));
}

/** A fresh PostgreSQL database for suites that need no second dialect; see onBothDatabases. */
export function onPostgres(declare: (fresh: Fresh) => void): void {
  before(async function () {
    this.timeout(60_000);
    await postgresTemplate();
  });
  declare(closedAfterEach(freshPostgres));
}

interface Opened {
  readonly database: FreshDatabase;
  readonly remove: () => Promise<void> | void;
}

function closedAfterEach(open: () => Promise<Opened>): Fresh {
  const opened: Opened[] = [];
  afterEach(async () => {
    for (const { database, remove } of opened.splice(0)) {
      await database.close();
      await remove();
    }
  });
  return async () => {
    const one = await open();
    opened.push(one);
    return one.database;
  };
}

const memory = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
const folders: string[] = [];
let sqliteTemplate: Promise<string> | null = null;

function temporaryFolder(): string {
  const folder = mkdtempSync(join(memory, 'didar-test-'));
  if (folders.push(folder) === 1) {
    process.once('exit', () => folders.forEach((left) => rmSync(left, { recursive: true, force: true })));
  }
  return folder;
}

async function makeSqliteTemplate(): Promise<string> {
  const file = join(temporaryFolder(), 'template.db');
  const database = await openDatabase({ url: `sqlite:${file}`, role: 'server' });
  await migrate(database);
  await database.close();
  return file;
}

async function freshSqlite(): Promise<Opened> {
  sqliteTemplate ??= makeSqliteTemplate();
  const template = await sqliteTemplate;
  const folder = temporaryFolder();
  const file = join(folder, 'test.db');
  copyFileSync(template, file);
  const url = `sqlite:${file}`;
  const database = { ...(await openDatabase({ url, role: 'server' })), url };
  return { database, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

let template: { readonly server: TestServer; readonly admin: Promise<pg.Client> } | null = null;
let made = 0;

/** Starts the server and migrates the template once a server; gives the connection that makes and drops databases. */
async function postgresTemplate(): Promise<pg.Client> {
  const server = await testServer();
  // Where files are run side by side the server ends with each of them.
  if (template?.server !== server) template = { server, admin: makePostgresTemplate(server) };
  return template.admin;
}

async function makePostgresTemplate(server: TestServer): Promise<pg.Client> {
  const admin = new pg.Client(server.url('postgres'));
  // The server's stop at the end of the run also ends this connection.
  admin.on('error', () => undefined);
  await admin.connect();
  await admin.query('create database template_of_tests');
  const database = await openDatabase({ url: server.url('template_of_tests'), role: 'tool', synchronous: 'normal' });
  await migrate(database);
  await database.close();
  return admin;
}

async function freshPostgres(): Promise<Opened> {
  const admin = await postgresTemplate();
  const server = await testServer();
  made += 1;
  const name = `test_${made}`;
  await admin.query(`create database ${name} template template_of_tests strategy file_copy`);
  const url = server.url(name);
  const database = { ...(await openDatabase({ url, role: 'server', synchronous: 'normal' })), url };
  return { database, remove: async () => void (await admin.query(`drop database ${name} with (force)`)) };
}
