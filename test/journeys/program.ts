import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { shiftedClock } from '../support/clock.ts';

/** Didar as it is shipped: built, and running as a process of its own over an empty folder. */
export interface Program {
  readonly url: string;
  /** The one-time address that the program printed for set-up. */
  readonly setUpLink: string;
  /** Where its database lies. */
  readonly folder: string;
  /** What the program has complained of since it was last asked: errors, and what browsers reported of the content policy. */
  complaints(): string[];
  /** Ends the process in the middle of whatever it does, without a word. */
  kill(): Promise<void>;
  /** Starts it again over the same folder, at the same port; with its clock so many ms ahead from now on, where that is given. */
  restart(clockMs?: number): Promise<void>;
  /** Ends it in order, and leaves the folder. */
  end(): Promise<void>;
  stop(): Promise<void>;
}

/** How it is started. */
export interface Circumstances {
  /** A port of its own; any free one where left out. */
  readonly port?: number;
  /** The address people type, where they do not reach it by its own. */
  readonly origin?: string;
  /** How far its clock is ahead of this machine's, in ms. */
  readonly clockMs?: number;
}

interface Said {
  readonly url: string;
  readonly setUpLink: string;
}

const ROOT = join(import.meta.dirname, '../..');
const START_MS = 30_000;

const complaintIn = (line: string): string | null => {
  if (!line.startsWith('{')) return null;
  const { level } = JSON.parse(line) as { level?: string };
  return level === 'error' || level === 'warn' || level === 'fatal' ? line : null;
};

/** Reads what a starting process prints: its address, and on the first start (`awaits`) the link for set-up. */
const hear = (child: ChildProcess, complaints: string[], awaits: boolean): Promise<Said> => {
  const said: string[] = [];
  const lines = { out: child.stdout, wrong: child.stderr };
  if (lines.out === null || lines.wrong === null) throw new Error('The program cannot be heard.');
  createInterface(lines.wrong).on('line', (line) => void complaints.push(line));
  const out = createInterface(lines.out);
  return new Promise<Said>((resolve, reject) => {
    const fail = (why: string): void => reject(new Error(`${why}: ${[...said, ...complaints].join('\n')}`));
    const timer = setTimeout(() => fail('The program did not start'), START_MS);
    let [url, setUpLink] = ['', ''];
    out.on('line', (line) => {
      said.push(line);
      const complaint = complaintIn(line);
      if (complaint !== null) complaints.push(complaint);
      url ||= /^Didar is at (\S+)/.exec(line)?.[1] ?? '';
      setUpLink ||= /(\S+\/setup\/\S+)/.exec(line)?.[1] ?? '';
      if (url === '' || (awaits && setUpLink === '')) return;
      clearTimeout(timer);
      resolve({ url, setUpLink });
    });
    child.once('exit', (code) => fail(`The program ended with ${code}`));
  });
};

/** Starts the program as it was built for the run, with nothing set up. */
export async function startProgram({ port = 0, origin, clockMs = 0 }: Circumstances = {}): Promise<Program> {
  const folder = mkdtempSync(join(tmpdir(), 'didar-journey-'));
  const complaints: string[] = [];
  const { PATH, HOME, LANG } = process.env;
  let child: ChildProcess | null = null;
  let aheadMs = clockMs;
  let listensAt = port;

  const begin = async (awaits: boolean): Promise<Said> => {
    const started = spawn(process.execPath, ['--enable-source-maps', 'dist/main.js'], {
      cwd: ROOT,
      env: { PATH, HOME, LANG, PORT: String(listensAt), DATA_DIR: folder, ...(origin === undefined ? {} : { ORIGIN: origin }), ...shiftedClock(aheadMs) },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child = started;
    return hear(started, complaints, awaits).catch((error: unknown) => {
      started.kill('SIGKILL');
      throw error;
    });
  };
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    const ending = child;
    if (ending === null) return;
    child = null;
    const ended = new Promise((resolve) => ending.once('exit', resolve));
    ending.kill(signal);
    await ended;
  };

  const said = await begin(true).catch((error: unknown) => {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  });
  return {
    ...said,
    folder,
    complaints: () => complaints.splice(0),
    kill: () => end('SIGKILL'),
    async restart(ms = aheadMs) {
      aheadMs = ms;
      // Behind a network of the journey's own the address people type is not where it listens.
      listensAt = port === 0 ? Number(new URL(said.url).port) : port;
      await begin(false);
    },
    end: () => end('SIGTERM'),
    async stop() {
      await end('SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
