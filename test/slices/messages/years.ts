import type { Database } from '../../../db/connection.ts';
import { createWriter, type Writer } from '../../../db/writer.ts';
import { seedReference } from '../../../db/seeds/reference.ts';
import { calendarLookup } from '../../../server/calendar/lookup.ts';
import { clock, clockOf, dayOf, toInstant, type Clock, type Instant } from '../../../server/domain/calendar.ts';
import { addDays, startOfWeek, type Day } from '../../../server/domain/jalali.ts';
import { workingHoursOf } from '../../../server/domain/office-hours.ts';
import { nominalDay } from '../../../server/domain/reminder.ts';
import { REMINDERS } from '../../../server/domain/settings.ts';
import { dayState } from '../../../server/domain/working-time.ts';
import { agency } from '../rota/ground.ts';

const AT = '2019-09-01T06:00:00.000Z';
const AGENCIES = 7;
/** Early ones, whose day before is at night already, usual ones, and late ones. */
const TIMES: readonly (readonly [Clock, Clock])[] = [[clock('09:00'), clock('11:00')], [clock('07:30'), clock('09:00')], [clock('12:00'), clock('13:30')]];
const ROWS_AT_ONCE = 50;

interface Laid {
  readonly day: Day;
  readonly from: Clock;
  readonly startsAt: Instant;
}

/** Lays a published session a week into the tables, on a working day of Sunday to Wednesday, whose agency has accepted and is reached by its direct line. */
export async function layYears(database: Database, { from, to }: { readonly from: Day; readonly to: Day }): Promise<readonly Laid[]> {
  const { direct } = database;
  const writer: Writer = await createWriter(database, () => undefined);
  await seedReference(database.reads, writer, AT);
  for (let number = 1; number <= AGENCIES; number += 1) await agency(database, number, 100);
  await direct('agencies').update({ direct_line: '+983132223344' });
  await direct('drafts').insert({
    id: 'years', from_day: from, to_day: to, state: 'published', rev: 1, weights: '[]', formula: '{}', figures: '{}', input_hash: '', letter_no: null, letter_day: null,
    approved_by: null, approved_at: null, return_reason: null, published_until: to, created_at: AT, created_by: 'x',
  });
  const calendar = await calendarLookup(database.reads).calendarContext(from, addDays(to, 7));
  const context = { ...calendar, ...workingHoursOf([]) };
  const heads = await direct('terms').orderBy('agency_id').select('agency_id', 'person_id');
  const laid: Laid[] = [];
  const [sessions, invitations]: [object[], object[]] = [[], []];
  for (let [week, number] = [startOfWeek(addDays(from, 7)), 0]; week <= to; week = addDays(week, 7), number += 1) {
    const day = [1, 2, 3, 4].map((step) => addDays(week, 1 + ((step + number) % 4))).find((one) => dayState(one, context).kind === 'working');
    const { agency_id: agencyId, person_id: personId } = heads[number % AGENCIES] ?? { agency_id: '', person_id: '' };
    if (day === undefined) continue;
    const [opens, ends] = TIMES[number % TIMES.length] ?? TIMES[0] ?? [clock('09:00'), clock('11:00')];
    const startsAt = toInstant(day, opens);
    laid.push({ day, from: opens, startsAt });
    sessions.push({
      id: `s${number}`, draft_id: 'years', kind: 'electronic_meeting', day, from_clock: opens, to_clock: ends, zone: 'Asia/Tehran', starts_at: startsAt, line: 1, agency_id: agencyId, person_id: personId,
      post: 'مدیرکل', state: 'published', pinned: 0, pin_reason: null, empty_reason: null, why: 'null', rev: 1, version: null,
    });
    invitations.push({ id: `i${number}`, session_id: `s${number}`, agency_id: agencyId, person_id: personId, state: 'accepted', sent_at: AT, seen_at: null, answered_at: AT, answered_by: null, note: null, rev: 2 });
  }
  for (const [table, rows] of [['sessions', sessions], ['invitations', invitations]] as const) {
    for (let start = 0; start < rows.length; start += ROWS_AT_ONCE) await direct(table).insert(rows.slice(start, start + ROWS_AT_ONCE));
  }
  await writer.drain();
  return laid;
}

/** What became of the reminders of all those sessions, against what each session must have: three, or two where two fall on one day. */
export async function accountOf({ reads }: Pick<Database, 'reads'>, laid: readonly Laid[]) {
  const rows = await reads('messages').whereLike('kind', 'reminder_%').orderBy('key').select();
  const calendar = await calendarLookup(reads).calendarContext(addDays(laid[0]?.day ?? ('2019-01-01' as Day), -60), addDays(laid.at(-1)?.day ?? ('2019-01-01' as Day), 7));
  const context = { ...calendar, ...workingHoursOf([]) };
  const works = (day: Day): boolean => dayState(day, context).kind === 'working';
  // Counted anew, plainly: the day of each reminder is the last working one that its hours allow.
  const dayFor = (kind: (typeof REMINDERS)[number], { day, from }: Laid): Day => {
    let found = nominalDay(kind, day);
    if (works(found) && from >= '08:00') return found;
    do found = addDays(found, -1);
    while (!works(found));
    return found;
  };
  const expected = laid.flatMap((session) => [...new Set(REMINDERS.map((kind) => dayFor(kind, session)))].map((day) => ({ day, session })));
  const given = rows.filter(({ state }) => state === 'given');
  return {
    expected: expected.length,
    rows: rows.length,
    given: given.length,
    missed: rows.filter(({ state }) => state !== 'given').map(({ key, state, due_at: due, fault }) => `${key} ${state} ${due} ${fault ?? ''}`),
    /** What was given at a moment at which nobody may be told anything. */
    atWrongTimes: given.filter(({ given_at: at }) => !works(dayOf(at as Instant)) || clockOf(at as Instant) < '08:00' || clockOf(at as Instant) >= '20:00').map(({ key, given_at: at }) => `${key} at ${at ?? ''}`),
    afterItsSession: given.filter(({ given_at: at, key }) => (at ?? '') >= key.slice(-24)).map(({ key, given_at: at }) => `${key} at ${at ?? ''}`),
  };
}

/** The next moment at which anything of the table is to be done after an instant, at most so many hours on. */
export async function nextMoment({ reads }: Pick<Database, 'reads'>, now: Instant, hours: number): Promise<Instant> {
  const limit = new Date(Date.parse(now) + hours * 3_600_000).toISOString();
  const due = await reads('messages').whereIn('state', ['waiting', 'claimed']).where('due_at', '>', now).min({ at: 'due_at' }).first();
  const held = await reads('messages').whereIn('state', ['waiting', 'claimed']).where('lease_until', '>', now).min({ at: 'lease_until' }).first();
  return [String(due?.at ?? limit), String(held?.at ?? limit), limit].sort()[0] as Instant;
}
