import { parentPort, workerData } from 'node:worker_threads';
import { ReadFault } from '../cells.ts';
import { isKnown } from '../header.ts';
import type { Kind } from '../kinds.ts';
import type { Told } from '../read-file.ts';
import { readFile } from './read.ts';

// A thread of its own: a file that was made to exhaust its reader exhausts this thread and nothing else.
const { bytes, kind } = workerData as { readonly bytes: Uint8Array; readonly kind: Kind };
const tell = (told: Told): void => parentPort?.postMessage(told);

try {
  const read = await readFile(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), (rows) => isKnown(kind, rows), (rows) => tell({ rows }));
  tell({ read });
} catch (error) {
  if (!(error instanceof ReadFault)) throw error;
  tell({ fault: error.code, facts: error.facts });
}
