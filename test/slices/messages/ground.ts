import { randomUUID } from 'node:crypto';
import type { Database } from '../../../db/connection.ts';
import { createSeal, type Seal } from '../../../db/sealed.ts';
import { createWriter, type Writer } from '../../../db/writer.ts';
import { instant, type Instant } from '../../../server/domain/calendar.ts';
import { createGivingOut } from '../../../server/messages/give-out.ts';
import { NotTaken, type MessageProvider, type Outgoing } from '../../../server/messages/provider.ts';
import { createMessages } from '../../../server/messages/service.ts';
import { createTending } from '../../../server/messages/tend.ts';
import type { MessageRow } from '../../../db/tables.ts';

const KEY = Buffer.alloc(32, 7).toString('base64');
export const seal: Seal = createSeal({ encryptionKey: KEY, indexKey: KEY });

/** A provider that keeps what it was handed; it says no as long as it is told to. */
export function listening() {
  const taken: Outgoing[] = [];
  let failing: 'no_answer' | 'refused' | null = null;
  const provider: MessageProvider = {
    sends: true,
    async give(message) {
      await new Promise((resolve) => setImmediate(resolve));
      if (failing !== null) throw new NotTaken(failing, failing === 'refused' ? 503 : null);
      taken.push(message);
    },
  };
  return { provider, taken, fail: (fault: 'no_answer' | 'refused' | null): void => void (failing = fault) };
}

/** A process that gives out messages from a database, with a clock of its own. */
export function teller(database: Pick<Database, 'reads'>, writer: Writer, provider: MessageProvider) {
  let believed = instant('2020-03-01T06:00:00.000Z');
  const logged: object[] = [];
  const deps = { reads: database.reads, writer, newId: randomUUID };
  const givingOut = createGivingOut({ ...deps, seal, provider, log: (line) => void logged.push(line) });
  const tending = createTending(deps);
  return {
    logged,
    messages: createMessages({ ...deps, sends: true }),
    now: () => believed,
    tend: (at: string): Promise<number> => tending.tend(instant(at)),
    /** Gives out what is due at an instant. */
    async at(text: string): Promise<number> {
      believed = instant(text);
      return givingOut.giveOut(() => believed);
    },
  };
}

/** All messages as rows, in the order in which they are due. */
export const rowsOf = ({ reads }: Pick<Database, 'reads'>): Promise<MessageRow[]> => reads('messages').orderBy(['due_at', 'key']).select();

/** Gives every head of the office a telephone. */
export async function phones({ direct }: Database): Promise<void> {
  for (const [index, { id }] of (await direct('people').orderBy('id').select('id')).entries()) {
    await direct('people').where({ id }).update({ phone: seal.seal(`+98913${String(1_000_000 + index)}`, `people.${id}.phone`) });
  }
}

/** A writer of a database that fails as often as a test tells it to, before the change reaches the database. */
export async function faultyWriter(database: Database) {
  const writer = await createWriter(database, () => undefined);
  let fails: (key: string) => boolean = () => false;
  return {
    fail: (when: (key: string) => boolean): void => void (fails = when),
    writer: { ...writer, submit: (change) => (fails(change.key) ? Promise.reject(new Error('the process has died')) : writer.submit(change)) } satisfies Writer,
  };
}

export const later = (at: Instant | string, minutes: number): Instant => instant(new Date(Date.parse(at) + minutes * 60_000).toISOString());
