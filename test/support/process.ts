import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SecretName } from '../../server/config.ts';
import { bundleInto } from './bundle.ts';

/** How a process ended, and all it said. */
export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly output: string;
  readonly faults: string;
}

/** The real program in a process of its own. */
export interface Program {
  readonly url: string;
  readonly pid: number;
  output(): string;
  /** Sends a signal and waits for the end. */
  end(signal: NodeJS.Signals): Promise<Exit>;
  /** Sends a signal only. */
  send(signal: NodeJS.Signals): void;
  readonly ended: Promise<Exit>;
}

interface LaunchOptions {
  /** `main` is the program itself; the others are test entries of the same program. */
  readonly entry?: Entry;
  readonly args?: readonly string[];
}

const ENTRIES = {
  main: 'server/main.ts', broken: 'test/faults/broken-main.ts', counted: 'test/faults/counted-main.ts', writing: 'test/faults/writing-process.ts', reminding: 'test/faults/reminding-process.ts', laying: 'test/faults/laying-process.ts', verify: 'server/verify.ts',
} as const;
type Entry = keyof typeof ENTRIES;
const PATIENCE_MS = 30_000;

const folders: string[] = [];
const children = new Set<ChildProcess>();

/** A folder of this run's own, on a real disk, gone when the run ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'didar-fault-'));
  if (folders.push(folder) === 1) {
    process.once('exit', () => {
      for (const child of children) child.kill('SIGKILL');
      for (const left of folders) rmSync(left, { recursive: true, force: true });
    });
  }
  return folder;
}

let built: Promise<string> | null = null;

/** Bundles the program once a run, as `npm run build` does: a kill every half second leaves no time to compile. */
const buildOnce = (): Promise<string> => bundleInto(temporaryFolder(), ENTRIES);

/** Four secrets as variables, so that a test can make the form tokens of its own requests. */
export function secretsOf(): { readonly env: Readonly<Record<string, string>>; readonly formSecret: string; readonly pepper: string } {
  const secret = (): string => randomBytes(32).toString('base64');
  const names: readonly SecretName[] = ['encryption', 'index', 'pepper', 'form', 'webhook', 'messages', 'presence', 'reports'];
  const env = Object.fromEntries(names.map((name) => [`SECRET_${name.toUpperCase()}`, secret()]));
  return { env, formSecret: env['SECRET_FORM'] ?? '', pepper: env['SECRET_PEPPER'] ?? '' };
}

/** A port nobody listens on just now, for a program that must come back where it was. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}

/** The file of an entry as it was bundled, for a test that starts it in a way of its own. */
export const bundled = async (entry: Entry): Promise<string> => join(await (built ??= buildOnce()), 'dist', `${entry}.js`);

const begin = async (env: Readonly<Record<string, string>>, { entry = 'main', args = [] }: LaunchOptions) => {
  const [folder, script] = [await (built ??= buildOnce()), await bundled(entry)];
  // Nothing of the tester's own environment reaches the program but what every process needs.
  const child = spawn(process.execPath, ['--enable-source-maps', script, ...args], {
    cwd: folder,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.add(child);
  let [output, faults] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => void (output += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => void (faults += text));
  const ended = new Promise<Exit>((resolve) => {
    child.once('close', (code, signal) => {
      children.delete(child);
      resolve({ code, signal, output, faults });
    });
  });
  return { child, ended, output: () => output };
};

/** Runs the program to its own end, as where it refuses to start. */
export async function run(env: Readonly<Record<string, string>>, options: LaunchOptions = {}): Promise<Exit> {
  return (await begin(env, options)).ended;
}

/** Starts the program and waits for the address that it prints; throws what it said if it ends before. */
export async function launch(env: Readonly<Record<string, string>>, options: LaunchOptions = {}): Promise<Program> {
  const { child, ended, output } = await begin(env, options);
  const port = await new Promise<string>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`no address within ${PATIENCE_MS} ms: ${output()}`)), PATIENCE_MS);
    const look = (): void => {
      const found = /^Didar is at \S+?:(\d+)$/m.exec(output())?.[1];
      if (found === undefined) return;
      clearTimeout(late);
      resolve(found);
    };
    child.stdout.on('data', look);
    void ended.then((exit) => {
      clearTimeout(late);
      reject(new Error(`it ended with ${exit.code ?? exit.signal}: ${exit.output}${exit.faults}`));
    });
  });
  const send = (signal: NodeJS.Signals): void => void child.kill(signal);
  return {
    url: `http://127.0.0.1:${port}`,
    pid: child.pid ?? 0,
    output,
    ended,
    send,
    end: (signal) => {
      send(signal);
      return ended;
    },
  };
}
