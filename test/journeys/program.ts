import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** Didar as it is shipped: built, and running as a process of its own over an empty folder. */
export interface Program {
  readonly url: string;
  /** The one-time address that the program printed for set-up. */
  readonly setUpLink: string;
  /** What the program has complained of since it was last asked: errors, and what browsers reported of the content policy. */
  complaints(): string[];
  stop(): Promise<void>;
}

const ROOT = join(import.meta.dirname, '../..');
const START_MS = 30_000;
let isBuilt = false;

const complaintIn = (line: string): string | null => {
  if (!line.startsWith('{')) return null;
  const { level } = JSON.parse(line) as { level?: string };
  return level === 'error' || level === 'warn' || level === 'fatal' ? line : null;
};

/** Builds the program once a run, and starts it on a free port with nothing set up. */
export async function startProgram(): Promise<Program> {
  if (!isBuilt) execFileSync(process.execPath, ['.config/build.mjs', '--quiet'], { cwd: ROOT, stdio: 'inherit' });
  isBuilt = true;
  const folder = mkdtempSync(join(tmpdir(), 'didar-journey-'));
  const { PATH, HOME, LANG } = process.env;
  const child = spawn(process.execPath, ['--enable-source-maps', 'dist/main.js'], {
    cwd: ROOT,
    env: { PATH, HOME, LANG, PORT: '0', DATA_DIR: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const complaints: string[] = [];
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const said: string[] = [];
  createInterface(child.stderr).on('line', (line) => void complaints.push(line));
  const lines = createInterface(child.stdout);
  const found = await new Promise<{ url: string; setUpLink: string }>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`The program did not start: ${[...said, ...complaints].join('\n')}`)), START_MS);
    let url = '';
    lines.on('line', (line) => {
      said.push(line);
      const complaint = complaintIn(line);
      if (complaint !== null) complaints.push(complaint);
      url ||= /^Didar is at (\S+)/.exec(line)?.[1] ?? '';
      const setUpLink = /(\S+\/setup\/\S+)/.exec(line)?.[1];
      if (setUpLink === undefined) return;
      clearTimeout(timer);
      resolve({ url, setUpLink });
    });
    child.once('exit', (code) => reject(new Error(`The program ended with ${code}: ${[...said, ...complaints].join('\n')}`)));
  }).catch((error: unknown) => {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
    throw error;
  });
  return {
    ...found,
    complaints: () => complaints.splice(0),
    async stop() {
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
