import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleInto } from '../../support/bundle.ts';

/** What a server's process has spent since it began (CPU, microseconds), holds (RSS, bytes), and its longest block since last asked (ms). */
export interface Spent {
  readonly cpu: number;
  readonly rss: number;
  readonly loop: number;
}

/** A server in a process of its own, which can be asked what it spends. */
export interface Served {
  readonly port: number;
  spent(collecting?: boolean): Promise<Spent>;
  tell(message: object): void;
  stop(): Promise<void>;
}

const ENTRIES = { main: 'server/main.ts', 'floor-calls': 'test/bench/floor/calls.ts', 'floor-sockets': 'test/bench/floor/sockets.ts', probe: 'test/bench/probe.ts' } as const;
type Entry = Exclude<keyof typeof ENTRIES, 'probe'>;

/** A folder on the disk, gone when the bench ends. */
export function benchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'didar-bench-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

let built: Promise<string> | null = null;

const buildOnce = (): Promise<string> => bundleInto(benchFolder(), ENTRIES);

const portOf = (child: ChildProcess): Promise<number> =>
  new Promise((resolve, reject) => {
    let said = '';
    const look = (text: string): void => {
      said += text;
      const port = /^Didar is at \S+?:(\d+)$/m.exec(said)?.[1] ?? /^listening on (\d+)$/m.exec(said)?.[1];
      if (port !== undefined) resolve(Number(port));
    };
    child.stdout?.setEncoding('utf8').on('data', look);
    child.once('close', (code) => reject(new Error(`the server ended with ${code ?? 'a signal'}: ${said}`)));
  });

/** Starts the program or a floor, built alike and with the same flags. With `PROFILE` set its CPU profile is left in that folder. */
export async function serve(entry: Entry, env: Readonly<Record<string, string>>, args: readonly string[] = []): Promise<Served> {
  const folder = await (built ??= buildOnce());
  const profile = process.env['PROFILE'];
  const flags = ['--expose-gc', '--import', join(folder, 'dist/probe.js'), ...(profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}/${entry}`])];
  const child = spawn(process.execPath, [...flags, join(folder, `dist/${entry}.js`), ...args], {
    cwd: folder,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], PORT: '0', NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const over = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const killed = (): void => void child.kill('SIGKILL');
  process.once('exit', killed);
  const port = await portOf(child);
  return {
    port,
    spent: (collecting = false) =>
      new Promise((resolve) => {
        const answered = (message: unknown): void => {
          const { spent } = message as { readonly spent?: Spent };
          if (spent === undefined) return;
          child.off('message', answered);
          resolve(spent);
        };
        child.on('message', answered);
        child.send(collecting ? 'spent after collecting' : 'spent');
      }),
    tell: (message) => void child.send(message),
    async stop() {
      child.kill('SIGTERM');
      await over;
      process.off('exit', killed);
    },
  };
}
