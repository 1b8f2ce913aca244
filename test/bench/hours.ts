import { openDatabase, type Database } from '../../db/connection.ts';
import { seedReference } from '../../db/seeds/reference.ts';
import { createWriter } from '../../db/writer.ts';
import { instant } from '../../server/domain/calendar.ts';
import { addDays, day } from '../../server/domain/jalali.ts';
import { createLayingOut } from '../../server/hours/lay-out.ts';
import { hourLookup } from '../../server/hours/lookup.ts';
import { layAgencies } from '../slices/hours/ground.ts';
import { postgresPlace, sqlitePlace, type Place } from './changes.ts';

const MANAGERS = 2000;
const COUNTIES = 24;
const NOW = instant('2026-04-02T04:30:00.000Z');
const FROM = day('2026-03-21');
const TO = addDays(FROM, 365);

const seconds = async (work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now();
  await work();
  return Math.round(performance.now() - began) / 1000;
};

async function figures(name: string, place: Place): Promise<Readonly<Record<string, number>>> {
  const database: Database = await openDatabase({ url: place.url, role: 'tool' });
  try {
    const writer = await createWriter(database, () => undefined);
    await seedReference(database.reads, writer, NOW);
    await layAgencies(database, { counties: COUNTIES, agencies: MANAGERS });
    // A tenth of the agencies have exceptions of their own.
    await database.direct.batchInsert('hour_exceptions', Array.from({ length: MANAGERS / 10 }, (_, at) => ({
      id: `x${at}`, scope_kind: 'agency', county_id: null, agency_id: `a${at * 10}`, from_day: addDays(FROM, 30), to_day: addDays(FROM, 200), kind: 'weekly', weekday: 3, moved_to: null, from_clock: '10:00', to_clock: '12:00',
      reason: 'ساعت دیگر', letter_no: null, recorded_at: NOW, recorded_by: '', withdrawn_at: null,
    })), 50);
    const layingOut = createLayingOut({ reads: database.reads, writer });
    let occurrences = 0;
    const expanded = await seconds(async () => (occurrences = (await hourLookup(database.reads).occurrences(FROM, TO)).length));
    let rows = 0;
    const laid = await seconds(async () => (rows = (await layingOut.layOut(NOW)).added));
    const again = await seconds(() => layingOut.layOut(NOW));
    const monday = day('2026-04-06');
    await database.direct('closures').insert({ id: 'c', from_day: monday, to_day: monday, scope_kind: 'province', county_id: null, agency_id: null, kind: 'full', open_from: null, close_at: null, reason: 'برف', order_no: null, issued_at: null, recorded_at: NOW, recorded_by: '', withdrawn_at: null });
    const closed = await seconds(() => layingOut.layOut(NOW));
    console.error(`${name}: ${occurrences} occurrences of ${MANAGERS} managers and a year in ${expanded} s; ${rows} rows laid out in ${laid} s, looked at again in ${again} s, a Monday closed in ${closed} s`);
    return { occurrences, expand_seconds: expanded, rows, lay_out_seconds: laid, again_seconds: again, closure_seconds: closed };
  } finally {
    await database.close();
    await place.remove();
  }
}

/** Two thousand managers: seconds to expand a year, to lay out five weeks, to find that nothing changed, and to close one Monday. */
export async function bench(): Promise<object> {
  const sqlite = await figures('sqlite', await sqlitePlace());
  const postgres = await figures('postgres', await postgresPlace());
  return { managers: MANAGERS, ...sqlite, ...Object.fromEntries(Object.entries(postgres).map(([name, value]) => [`${name}_postgres`, value])) };
}
