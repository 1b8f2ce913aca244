import { fork } from 'node:child_process';
import { join } from 'node:path';
import { ReadFault, type FileRead, type ReadFaultCode } from './cells.ts';
import type { Kind } from './kinds.ts';

/** What the reading process is given. */
export interface Given {
  readonly bytes: Uint8Array;
  readonly kind: Kind;
}

/** What the reading process tells: how far it is, what it read, or why it could not. */
export type Told =
  | { readonly rows: number }
  | { readonly read: FileRead }
  | { readonly fault: ReadFaultCode; readonly facts: Readonly<Record<string, string | number>> };

/** What the reading process may take of time (milliseconds) and memory (megabytes). */
export interface Limits {
  readonly milliseconds: number;
  readonly megabytes: number;
}

/** What it may take of them where nothing else is said. */
export const LIMITS: Limits = { milliseconds: 10_000, megabytes: 256 };

// Built, what reads is a file beside this one; from sources it is a TypeScript file, which its process must be taught to read.
const fromSources = import.meta.filename.endsWith('.ts');
const FILE = join(import.meta.dirname, fromSources ? 'reading/worker.ts' : 'imports-worker.js');
const ABORTED = 134;
const KEPT_OF_STDERR = 2_000;

/**
 * Reads a file in a process of its own, for a thread that runs out of memory may take its whole process along; it knows
 * nothing of this one's environment. Throws a ReadFault, `too_slow` and `too_heavy` where it passes the limits.
 */
export function readApart(bytes: Buffer, kind: Kind, told: (rows: number) => void, limits: Limits = LIMITS): Promise<FileRead> {
  return new Promise((resolve, reject) => {
    const child = fork(FILE, [], {
      serialization: 'advanced',
      env: {},
      execArgv: [...(fromSources ? ['--import', 'tsx'] : ['--enable-source-maps']), `--max-old-space-size=${limits.megabytes}`],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let complaint = '';
    child.stderr?.on('data', (data: Buffer) => {
      complaint = (complaint + data.toString('utf8')).slice(-KEPT_OF_STDERR);
    });
    const end = (settle: () => void): void => {
      clearTimeout(timer);
      child.removeAllListeners('exit');
      child.kill('SIGKILL');
      settle();
    };
    const timer = setTimeout(() => end(() => reject(new ReadFault('too_slow'))), limits.milliseconds);
    child.on('message', (message: Told) => {
      if ('rows' in message) told(message.rows);
      else if ('read' in message) end(() => resolve(message.read));
      else end(() => reject(new ReadFault(message.fault, message.facts)));
    });
    child.on('error', (error) => end(() => reject(error)));
    child.on('exit', (code, signal) => {
      const wasHeavy = signal === 'SIGABRT' || signal === 'SIGKILL' || code === ABORTED;
      end(() => reject(wasHeavy ? new ReadFault('too_heavy') : new Error(`the reading process ended with ${code ?? signal}: ${complaint}`)));
    });
    child.send({ bytes, kind } satisfies Given, (error) => {
      if (error !== null) end(() => reject(error));
    });
  });
}
