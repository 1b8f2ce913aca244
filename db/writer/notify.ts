import type { Connection } from '../connection.ts';
import type { Committed } from './batch.ts';

/** The PostgreSQL channel on which processes tell one another which streams moved. */
export const channel = 'didar';

// A payload must stay under 8000 bytes; stream ids are short ASCII, the margin is for the rest.
const largest = 7_500;

/** Tells every listening process, at COMMIT and only then, which streams moved (PostgreSQL). */
export async function notify({ run }: Connection, moved: readonly Committed[]): Promise<void> {
  const payloads: string[] = [];
  let open: string[] = [];
  let size = 2;
  for (const { stream, seq } of moved) {
    const entry = JSON.stringify([stream, seq]);
    const bytes = Buffer.byteLength(entry) + 1;
    if (size + bytes > largest) {
      payloads.push(`[${open.join()}]`);
      open = [];
      size = 2;
    }
    open.push(entry);
    size += bytes;
  }
  payloads.push(`[${open.join()}]`);
  await run(`select pg_notify('${channel}', item.value) from json_array_elements_text($1::json) as item(value)`, [
    JSON.stringify(payloads),
  ]);
}

/** Reads a payload of `notify` back. */
export function readNotice(payload: string): readonly Committed[] {
  const entries = JSON.parse(payload) as readonly (readonly [string, number])[];
  return entries.map(([stream, seq]) => ({ stream, seq }));
}
