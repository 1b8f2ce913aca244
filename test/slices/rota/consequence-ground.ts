import { randomUUID } from 'node:crypto';
import type { Database } from '../../../db/connection.ts';
import { seedReference } from '../../../db/seeds/reference.ts';
import type { CalendarChange, ClosureEntry } from '../../../server/calendar/change.ts';
import { createCalendar } from '../../../server/calendar/service.ts';
import { toInstant, type Clock, type Instant } from '../../../server/domain/calendar.ts';
import type { Command } from '../../../server/domain/command.ts';
import { addDays, fromJalali, lastOfMonth, type Day } from '../../../server/domain/jalali.ts';
import type { Amendment } from '../../../server/domain/rota/amendment.ts';
import type { SlotRow } from '../../../server/domain/settings.ts';
import { createConsequences, type Consequences, type Decisions, type Outcome } from '../../../server/rota/consequences.ts';
import { command, ground, type Ground } from './ground.ts';

const at = (text: string): Clock => text as Clock;

/** The evening before a day, at ten: when most orders come. */
export const eveBefore = (day: Day): Instant => toInstant(addDays(day, -1), at('22:00'));

/** Half a Jalali year: its first or its second six months. */
export interface HalfYear {
  readonly from: Day;
  readonly to: Day;
}

export const halfYear = (year: number, half: 1 | 2): HalfYear =>
  half === 1 ? { from: fromJalali(year, 1, 1), to: lastOfMonth({ year, month: 6 }) } : { from: fromJalali(year, 7, 1), to: lastOfMonth({ year, month: 12 }) };

export interface Published extends Ground {
  readonly half: HalfYear;
  readonly draftId: string;
  /** Asks for a change at an instant, with decisions where a list was shown. */
  ask(change: CalendarChange, at: Instant, decisions?: Decisions | null, asked?: Command): Promise<Outcome>;
  /** Asks, and confirms what is listed as it is proposed, but for the values given. */
  confirm(change: CalendarChange, at: Instant, values?: Readonly<Record<string, string>>): Promise<{ readonly listed: Consequences; readonly version: number | null }>;
  /** Alters what is published, for no cause of the calendar's. */
  amend(amendments: readonly Amendment[], at: Instant): Promise<unknown>;
  readonly calendar: ReturnType<typeof createCalendar>;
  readonly consequences: ReturnType<typeof createConsequences>;
}

/** Every day of the week has a session, Monday's before the managers' hour; as many places again are free. */
export const EVERY_DAY: readonly SlotRow[] = [
  { weekdays: [0, 1, 3, 4], from: at('09:00'), to: at('11:00'), minutes: null, gap: 0, lines: 1 },
  { weekdays: [2], from: at('07:30'), to: at('09:00'), minutes: null, gap: 0, lines: 1 },
  { weekdays: [0, 1, 3, 4], from: at('11:00'), to: at('13:00'), minutes: null, gap: 0, lines: 1 },
];

/** A governorate with the official holidays and a published half-year, two sessions a week or as a template has them; `before` comes between the two. */
export async function publishedHalf(
  database: Database, { from, to }: HalfYear, before: (calendar: ReturnType<typeof createCalendar>, at: Instant) => Promise<void> = () => Promise.resolve(), template: readonly SlotRow[] | null = null,
): Promise<Published> {
  const g = await ground(database, template === null ? {} : { perWeek: 5, count: 36 });
  if (template !== null) await database.direct('settings').where({ name: 'slot_template' }).update({ value: JSON.stringify(template) });
  const then = toInstant(addDays(from, -20), at('09:00'));
  await seedReference(database.reads, g.writer, then);
  const demand = await database.reads('demand').select();
  const years = new Set(demand.map(({ year }) => year));
  for (let year = 1397; year <= 1405; year += 1) if (!years.has(year)) await database.direct('demand').insert(demand.filter((row) => row.year === 1398).map((row) => ({ ...row, year })));
  const deps = { reads: database.reads, writer: g.writer, newId: randomUUID };
  const calendar = createCalendar(deps);
  const consequences = createConsequences(deps);
  await before(calendar, then);
  const draftId = await g.draft(from, to);
  await g.approve(draftId);
  await g.publish(draftId, to);
  const ask: Published['ask'] = (change, when, decisions = null, asked = command(g.scheduler.id, when)) => consequences.carryOut(change, decisions, asked);
  return {
    ...g, half: { from, to }, draftId, calendar, consequences, ask,
    async amend(amendments, when) {
      const { mark: seen } = await g.amending.prospect(amendments, when);
      return g.amending.amend({ amendments, reason: 'به خواست دستگاه', letterNo: null, letterDay: null, note: null, cause: null, seen }, command(g.scheduler.id, when));
    },
    async confirm(change, when, values = {}) {
      const asked = await ask(change, when);
      if (asked.kind !== 'asked') throw new Error(`nothing was listed: ${asked.kind}`);
      const done = await ask(change, when, decided(asked.consequences, values));
      if (done.kind !== 'done') throw new Error(`not done: ${done.kind} ${JSON.stringify(done.problems)}`);
      return { listed: asked.consequences, version: done.version };
    },
  };
}

/** Decisions about a list as it is proposed, but for the values given. */
export const decided = ({ mark }: Pick<Consequences, 'mark'>, values: Readonly<Record<string, string>> = {}): Decisions => ({ seen: mark, values, letterNo: null, letterDay: null, note: null });

/** What is listed for a change; a fault where nothing is. */
export async function listed(g: Published, change: CalendarChange, at: Instant): Promise<Consequences> {
  const asked = await g.ask(change, at);
  if (asked.kind !== 'asked') throw new Error(`nothing was listed: ${asked.kind}`);
  return asked.consequences;
}

/** What everybody sees of the half-year now. */
export const standing = async (g: Published) => (await g.timetable.between(g.half.from, g.half.to)).sessions;

/** A closure of the province for whole days. */
export const whole = (from: Day, to = from): ClosureEntry => ({ from, to, scope: { kind: 'province' }, kind: 'full', openFrom: null, closeAt: null, reason: 'آلودگی هوا', orderNo: '۱۲/۳', issuedAt: null });
