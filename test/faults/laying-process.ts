import { randomUUID } from 'node:crypto';
import { writeSync } from 'node:fs';
import { openDatabase } from '../../db/connection.ts';
import { createWriter } from '../../db/writer.ts';
import { instantOf } from '../../server/domain/calendar.ts';
import { createLayingOut } from '../../server/hours/lay-out.ts';

/** What the process is told: its database, and whether it lives until it is killed. */
export interface LayingOrders {
  readonly url: string;
  readonly once: boolean;
}

// Lays out managers' hours by the machine's clock, which may be off by hours or a day, until it is killed.
const { url, once } = JSON.parse(process.argv[2] ?? '{}') as LayingOrders;
const database = await openDatabase({ url, role: 'server', synchronous: 'normal' });
const writer = await createWriter(database, () => undefined);
const layingOut = createLayingOut({ reads: database.reads, writer, newId: randomUUID });

writeSync(1, 'lives\n');
const lay = () => layingOut.layOut(instantOf(Date.now()));
if (once) {
  await lay();
  await writer.drain();
  await database.close();
} else {
  for (;;) {
    await lay();
    writeSync(1, 'laid\n');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
