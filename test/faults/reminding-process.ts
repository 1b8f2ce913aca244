import { randomUUID } from 'node:crypto';
import { appendFileSync, readFileSync, renameSync, writeFileSync, writeSync } from 'node:fs';
import { openDatabase } from '../../db/connection.ts';
import { createSeal } from '../../db/sealed.ts';
import { createWriter } from '../../db/writer.ts';
import { addMinutes, type Instant } from '../../server/domain/calendar.ts';
import { createGivingOut } from '../../server/messages/give-out.ts';
import { createTending } from '../../server/messages/tend.ts';
import { nextMoment } from '../slices/messages/years.ts';

/** What the process is told: its database, the file of the machine's clock and that of what was handed over, how far its clock is off at first, and how long it lives. */
export interface ReminderOrders {
  readonly url: string;
  readonly clockFile: string;
  readonly takenFile: string;
  readonly offMinutes: number;
  /** After so many steps of the clock it only waits to be killed; null lives until `end`. */
  readonly steps: number | null;
  /** It ends itself between the handing over of its message of this number and its mark; null does not. */
  readonly diesAtGiving: number | null;
  readonly end: Instant;
}

// Lives through years of reminders: the machine's clock stands in a file, and goes on to the next moment at which something is due
// whenever there is nothing left to do. It begins with a clock that is off, as a machine may after a restart, and is put right then.
const { url, clockFile, takenFile, offMinutes, steps, diesAtGiving, end } = JSON.parse(process.argv[2] ?? '{}') as ReminderOrders;
const database = await openDatabase({ url, role: 'server', synchronous: 'normal' });
const writer = await createWriter(database, () => undefined);
const key = Buffer.alloc(32, 7).toString('base64');
let clock = readFileSync(clockFile, 'utf8') as Instant;
let off = offMinutes;
let handed = 0;
const now = (): Instant => addMinutes(clock, off);
const deps = { reads: database.reads, writer, newId: randomUUID };
const provider = {
  sends: true,
  give: ({ id }: { readonly id: string }): Promise<void> => {
    appendFileSync(takenFile, `${id}\n`);
    handed += 1;
    if (handed === diesAtGiving) process.kill(process.pid, 'SIGKILL');
    return new Promise((resolve) => setImmediate(resolve));
  },
};
const givingOut = createGivingOut({ ...deps, seal: createSeal({ encryptionKey: key, indexKey: key }), provider, log: (line) => void writeSync(2, `${JSON.stringify(line)}\n`) });
const tending = createTending(deps);

const goOn = async (): Promise<void> => {
  clock = await nextMoment(database, clock, 7 * 24);
  writeFileSync(`${clockFile}.next`, clock);
  renameSync(`${clockFile}.next`, clockFile);
};

writeSync(1, 'lives\n');
await tending.tend(now());
await givingOut.giveOut(now);
off = 0;
await tending.tend(now());
for (let step = 0; clock < end; step += 1) {
  await givingOut.giveOut(now);
  if (steps !== null && step >= steps) {
    writeSync(1, 'waits\n');
    await new Promise((resolve) => setTimeout(resolve, 60_000));
  }
  await goOn();
}
await givingOut.giveOut(now);
await writer.drain();
await database.close();
