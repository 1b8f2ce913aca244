import { Worker, type WorkerOptions } from 'node:worker_threads';
import { ReadFault, type FileRead, type ReadFaultCode } from './cells.ts';
import type { Kind } from './kinds.ts';

/** What the reading thread tells: how far it is, what it read, or why it could not. */
export type Told =
  | { readonly rows: number }
  | { readonly read: FileRead }
  | { readonly fault: ReadFaultCode; readonly facts: Readonly<Record<string, string | number>> };

/** What the reading thread may take of time (milliseconds) and memory (megabytes). */
export interface Limits {
  readonly milliseconds: number;
  readonly megabytes: number;
}

export const LIMITS: Limits = { milliseconds: 10_000, megabytes: 256 };

const openThread = (options: WorkerOptions): Worker => {
  // Built, the thread is a bundle beside this one; from sources it is a TypeScript file, which a thread must be taught to read.
  if (!import.meta.filename.endsWith('.ts')) return new Worker(new URL('./imports-worker.js', import.meta.url), options);
  const file = new URL('./reading/worker.ts', import.meta.url).href;
  return new Worker(`import('tsx/esm/api').then(({ register }) => { register(); return import(${JSON.stringify(file)}); })`, { ...options, eval: true, execArgv: [] });
};

/** Reads a file in a thread of its own; throws a ReadFault, `too_slow` and `too_heavy` where it passes the limits. */
export function readInThread(bytes: Buffer, kind: Kind, told: (rows: number) => void, limits: Limits = LIMITS): Promise<FileRead> {
  return new Promise((resolve, reject) => {
    const copy = new Uint8Array(bytes);
    const worker = openThread({
      workerData: { bytes: copy, kind },
      transferList: [copy.buffer],
      resourceLimits: { maxOldGenerationSizeMb: limits.megabytes, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 },
    });
    const end = (settle: () => void): void => {
      clearTimeout(timer);
      settle();
      worker.removeAllListeners('exit');
      void worker.terminate();
    };
    const timer = setTimeout(() => end(() => reject(new ReadFault('too_slow'))), limits.milliseconds);
    worker.on('message', (message: Told) => {
      if ('rows' in message) told(message.rows);
      else if ('read' in message) end(() => resolve(message.read));
      else end(() => reject(new ReadFault(message.fault, message.facts)));
    });
    worker.on('error', (error: NodeJS.ErrnoException) => {
      end(() => reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new ReadFault('too_heavy') : error));
    });
    worker.on('exit', () => end(() => reject(new ReadFault('too_heavy'))));
  });
}
