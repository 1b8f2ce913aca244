import { randomUUID } from 'node:crypto';
import type { Database } from '../../../db/connection.ts';
import { createWriter } from '../../../db/writer.ts';
import { changeCalendar, type CalendarChange } from '../../../server/calendar/steps.ts';
import { instant, type Instant } from '../../../server/domain/calendar.ts';
import type { Command } from '../../../server/domain/command.ts';
import { day, type Day } from '../../../server/domain/jalali.ts';
import type { DatedSetting } from '../../../server/domain/settings.ts';
import { createLayingOut } from '../../../server/hours/lay-out.ts';
import { hourRepository } from '../../../server/hours/repository.ts';
import { addException, EXCEPTIONS_STREAM, type ExceptionEntry } from '../../../server/occurrences/steps.ts';
import { addSettings, SETTINGS_STREAM } from '../../../server/settings/steps.ts';
import { CALENDAR_STREAM } from '../../../server/calendar/steps.ts';

/** Thursday 5 Azar 1405, eight in the morning in Tehran; the next hour is on Monday the ninth. */
export const NOW = instant('2026-11-26T04:30:00.000Z');
export const MONDAY = day('2026-11-30');

export const command = (at: Instant = NOW): Command => ({ key: randomUUID(), bodyHash: '', actor: 'scheduler', at });

export type Closing = Extract<CalendarChange, { kind: 'closure_added' }>['entry'];

/** A closure of one day for everybody, unless said otherwise. */
export const closing = (on: Day, more: Partial<Closing> = {}): Closing =>
  ({ from: on, to: on, scope: { kind: 'province' }, kind: 'full', openFrom: null, closeAt: null, reason: 'آلودگی هوا', orderNo: null, issuedAt: null, ...more });

export const except = (more: Partial<ExceptionEntry> & Pick<ExceptionEntry, 'kind' | 'from'>): ExceptionEntry =>
  ({ id: randomUUID(), scope: { kind: 'province' }, to: more.from, weekday: null, movedTo: null, hours: null, reason: 'سفر استاندار', letterNo: null, ...more });

/** Lays counties with agencies, each with its head, straight into the tables; the ids of the agencies are `a0`, `a1` …, those of the counties `c0` …; the last county is the province itself. */
export async function layAgencies({ direct }: Pick<Database, 'direct'>, { counties = 2, agencies = 6 } = {}): Promise<void> {
  const keys = (name: string) => ({ name, name_key: name, sort_key: name });
  await direct.batchInsert('counties', Array.from({ length: counties }, (_, at) => ({ id: `c${at}`, ...keys(`شهرستان ${at}`), centre: 'مرکز', amar_code: null, valid_from: null, valid_to: null })), 50);
  await direct.batchInsert('agencies', Array.from({ length: agencies }, (_, at) => ({
    id: `a${at}`, code: `a${at}`, ...keys(`دستگاه ${at}`), short_name: `دستگاه ${at}`, search_key: `دستگاه ${at}`, sector: 'infra', kind: 'general_directorate', head_title: 'مدیرکل',
    county_id: at % (counties + 1) === counties ? null : `c${at % (counties + 1)}`, parent_id: null, valid_from: null, valid_to: null, may_be_invited: 1, may_be_inspected: 1, may_be_given_notice: 1, flags_why: null,
  } as const)), 40);
  await direct.batchInsert('people', Array.from({ length: agencies }, (_, at) => ({ id: `p${at}`, honorific: 'agha', ...keys(`مدیر ${at}`), search_key: `مدیر ${at}` } as const)), 50);
  await direct.batchInsert('terms', Array.from({ length: agencies }, (_, at) => ({ id: `t${at}`, agency_id: `a${at}`, person_id: `p${at}`, post: 'مدیرکل', from_day: '2020-01-01', to_day: null })), 50);
}

/** Hours over one database: what lays them out, and what they hang on. */
export async function hourGround(database: Database) {
  const writer = await createWriter(database, () => undefined);
  const deps = { reads: database.reads, writer, newId: randomUUID };
  const layingOut = createLayingOut(deps);
  const hours = hourRepository(database.reads);
  return {
    writer, deps, layingOut, hours,
    layOut: (at: Instant = NOW) => layingOut.layOut(at),
    close: (entry: Closing, at: Instant = NOW) =>
      writer.submit({ ...command(at), streams: [CALENDAR_STREAM], apply: (tx) => changeCalendar(tx, { kind: 'closure_added', id: randomUUIDOf(entry), entry }, command(at)) }),
    except: (entry: ExceptionEntry, at: Instant = NOW) => writer.submit({ ...command(at), streams: [EXCEPTIONS_STREAM], apply: (tx) => addException(tx, entry, command(at)) }),
    set: (setting: Omit<DatedSetting, 'id' | 'recordedAt' | 'recordedBy'>) =>
      writer.submit({ ...command(), streams: [SETTINGS_STREAM], apply: async (tx) => Promise.resolve(addSettings(tx, [{ ...setting, id: `s-${setting.name}-${setting.from}`, recordedAt: NOW, recordedBy: '' } as DatedSetting])) }),
    on: async (of: Day): Promise<string[]> => (await hours.onDay(of)).map(({ agencyId, state, from, to }) => `${agencyId} ${state} ${from} ${to}`),
  };
}

const randomUUIDOf = (entry: Closing): string => `closure-${entry.from}-${entry.scope.kind}`;

export type HourGround = Awaited<ReturnType<typeof hourGround>>;
