import { z } from 'zod';
import { ABSENCE_KINDS } from '../domain/agency.ts';
import type { Day } from '../domain/jalali.ts';
import { Refusal } from '../domain/refusal.ts';
import { settingFault } from '../domain/setting-rules.ts';
import type { SupposedAway, SupposedFlag, Supposition } from '../domain/rota/supposition.ts';
import { choice, day, fieldsOf, id, optionalDay, rowField, slotRows, text, typedIn, whole } from '../http/fields.ts';
import { sentenceOf } from '../wording/refusals.ts';
import { SETTING_FAULTS } from '../wording/settings.ts';
import { supposedField } from './supposed-fields.ts';

/** How many absences, and how many agencies, one supposition may name. */
export const SUPPOSED_ROWS = 4;

/** What an agency's row may say of its days. */
export const AWAY_CODES = [...ABSENCE_KINDS, 'excluded'] as const;
/** What an agency's row may say of its flag. */
export const FLAG_CHOICES = ['yes', 'no'] as const;

/** A supposition as it was typed: without a day of its own it holds from the first day that can be. */
export type TypedSupposition = Omit<Supposition, 'since'> & { readonly since: Day | null };

const ROWS = Array.from({ length: SUPPOSED_ROWS }, (_, row) => row);

interface Reader {
  readonly typed: (name: string) => string;
  readonly read: <T>(name: string, schema: z.ZodType<T>) => T | null;
  readonly fault: (name: string, message: string) => void;
}

const awayRow = ({ typed, read, fault }: Reader, row: number): SupposedAway[] => {
  const name = (field: Parameters<typeof supposedField.away>[1]): string => supposedField.away(row, field);
  if ([name('agency'), name('from'), name('to')].every((field) => typed(field) === '')) return [];
  const [agencyId, kind] = [read(name('agency'), id('دستگاه')), read(name('kind'), choice('چگونه', AWAY_CODES))];
  const [from, to] = [read(name('from'), day('از روز')), read(name('to'), day('تا روز'))];
  if (from !== null && to !== null && to < from) fault(name('to'), sentenceOf(new Refusal('range_backwards')));
  return agencyId === null || kind === null || from === null || to === null ? [] : [{ agencyId, kind, from, to }];
};

const flagRow = ({ typed, read }: Reader, row: number): SupposedFlag[] => {
  if (typed(supposedField.flag(row, 'agency')) === '') return [];
  const agencyId = read(supposedField.flag(row, 'agency'), id('دستگاه'));
  const may = read(supposedField.flag(row, 'may'), choice('دعوت', FLAG_CHOICES));
  return agencyId === null || may === null ? [] : [{ agencyId, mayBeInvited: may === 'yes' }];
};

/** What is supposed, as the address or the form says it; what is left empty stays as it is. */
export const suppositionForm: z.ZodType<TypedSupposition> = fieldsOf.transform((fields, context) => {
  const fault = (name: string, message: string): void => context.addIssue({ code: 'custom', path: [name], message });
  const typed = (name: string): string => typedIn(fields, name);
  const read: Reader['read'] = (name, schema) => {
    const found = schema.safeParse(typed(name));
    if (!found.success) fault(name, found.error.issues[0]?.message ?? '');
    return found.success ? found.data : null;
  };
  const reader: Reader = { typed, read, fault };
  const since = read('since', optionalDay('از تاریخ'));
  const perWeek = typed('per_week') === '' ? null : read('per_week', whole('شمار جلسه در هفته', 1, 50));
  const rows = slotRows.safeParse(fields);
  for (const issue of rows.error?.issues ?? []) fault(issue.path.map(String).join('.'), issue.message);
  const template = rows.success && rows.data.length > 0 ? rows.data : null;
  const wrong = template === null ? null : settingFault('slot_template', template);
  if (wrong !== null) fault(rowField(0, 'from'), SETTING_FAULTS[wrong]);
  return { since, perWeek, template, away: ROWS.flatMap((row) => awayRow(reader, row)), flags: ROWS.flatMap((row) => flagRow(reader, row)) };
});

/** The fields with the empty rows closed up, so that a row's number is that of the thing it names. */
export function closedUp(fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const rest = Object.entries(fields).filter(([name]) => !/^[af]\d_/.test(name));
  const moved = ([['a', ['agency', 'kind', 'from', 'to'], ['agency', 'from', 'to']], ['f', ['agency', 'may'], ['agency']]] as const).flatMap(([mark, names, telling]) =>
    ROWS.filter((row) => telling.some((name) => typedIn(fields, `${mark}${row}_${name}`) !== ''))
      .flatMap((row, place) => names.map((name) => [`${mark}${place}_${name}`, fields[`${mark}${row}_${name}`]] as const)));
  return Object.fromEntries([...rest, ...moved]);
}

/** That the supposition is to become so: what was compared, and why. */
export const choiceForm = z.object({ mark: text('مقایسه', { max: 64 }), reason: text('دلیل', { max: 200 }) });
