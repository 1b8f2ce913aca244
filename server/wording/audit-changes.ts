import { differencesOf } from '../domain/differences.ts';
import { formatDayLong, isDay } from '../domain/jalali.ts';
import { SETTING_NAMES, type SettingName } from '../domain/settings.ts';
import type { TimetableChange } from '../domain/rota/difference.ts';
import { UNKNOWN, type AuditEvent, type AuditNames } from './audit.ts';
import { CELL_FIELDS, monthName, type Fields } from './audit-fields.ts';
import { AUDIT_KINDS, sideOf } from './audit-kinds.ts';
import { codeWords, NO_NAMES, textWords, unknownWords, type ValueWords } from './audit-values.ts';
import { changeSentence } from './rota.ts';
import { LIVE_CALL_WORDS, SETTING_WORDS, settingWords } from './settings.ts';

/** One thing that became another: null on the side on which there was nothing; `code` where the name is a code that no table knows. */
export interface ChangeWords {
  readonly label: string;
  readonly code: boolean;
  readonly before: ValueWords | null;
  readonly after: ValueWords | null;
}

const saying = (text: string): ValueWords => ({ text, code: false });
const WHOLE: ReadonlySet<string> = new Set(['grants', 'agencyCodes']);

/** What differs between two states, field by field, in the words of their fields. */
export function fieldChanges(before: unknown, after: unknown, fields: Fields, names: AuditNames): ChangeWords[] {
  return differencesOf(before, after, WHOLE).flatMap(({ path, before: was, after: is }) => {
    const key = path.join('.');
    const known = Object.hasOwn(fields, key) ? fields[key] : undefined;
    if (known === null) return [];
    const words = known?.words ?? unknownWords(path.at(-1) ?? '');
    const read = (value: unknown): ValueWords | null => (value === null || value === '' ? null : words(value, names));
    return [{ label: known?.label ?? key, code: known === undefined, before: read(was), after: read(is) }];
  });
}

type Facts = Readonly<Record<string, unknown>>;
const listOf = (value: unknown): readonly Facts[] => (Array.isArray(value) ? (value as readonly Facts[]) : []);

const settingSide = (name: SettingName, value: unknown): ValueWords | null => {
  if (value === null || value === undefined) return null;
  try {
    return saying(settingWords(name, value as never));
  } catch {
    // A value of another time, which the words of today do not fit.
    return textWords(JSON.stringify(value), NO_NAMES);
  }
};

const settingChanges = ({ data }: AuditEvent, names: AuditNames): ChangeWords[] => {
  const name = SETTING_NAMES.find((one) => one === data['name']);
  if (name === undefined) return fieldChanges(data['before'], data['after'], {}, names);
  if (name === 'live_calls') {
    const fields: Fields = Object.fromEntries(Object.entries(LIVE_CALL_WORDS).map(([key, { label, unit }]) => [key, { label, words: (value, who) => saying(`${textWords(value, who).text} ${unit}`) }]));
    return fieldChanges(data['before'], data['after'], fields, names);
  }
  return [{ label: SETTING_WORDS[name].title, code: false, before: settingSide(name, data['before']), after: settingSide(name, data['after']) }];
};

const demandChanges = ({ data }: AuditEvent, names: AuditNames): ChangeWords[] =>
  listOf(data['changes']).map(({ agencyId, month, before, after }) => ({
    label: `${names.agency(agencyId)}، ${monthName(month)}`, code: false, before: textWords(before, names), after: textWords(after, names),
  }));

const dayText = (value: unknown): string => (typeof value === 'string' && isDay(value) ? formatDayLong(value) : '');

const boardChanges = ({ data }: AuditEvent, names: AuditNames): ChangeWords[] =>
  listOf(data['sessions']).flatMap(({ id, day, before, after }) =>
    fieldChanges(before, after, CELL_FIELDS, names).map((change) => ({ ...change, label: `${names.session(id) || dayText(day)}: ${change.label}` })));

const timetableChanges = (event: AuditEvent, names: AuditNames): ChangeWords[] => {
  const changes = listOf(sideOf(event.data, 'after')['changes']) as unknown as readonly TimetableChange[];
  const named = new Proxy<Readonly<Record<string, string>>>({}, { get: (_none, id) => names.agency(id) });
  return changes.map((change) => ({ label: '', code: false, before: null, after: saying(changeSentence(change, named)) }));
};

// What was done to the sealed numbers of a person, never what they are.
const sealedChanges = ({ data }: AuditEvent): ChangeWords[] =>
  ([['nationalCode', 'کد ملی'], ['phone', 'تلفن']] as const).flatMap(([name, label]) =>
    data[name] === 'written' ? [{ label, code: false, before: null, after: saying('نوشته شد') }] : data[name] === 'removed' ? [{ label, code: false, before: null, after: saying('پاک شد') }] : []);

const letterChanges = ({ data }: AuditEvent, names: AuditNames): ChangeWords[] =>
  listOf(data['letters']).map(({ agencyId, letterNo }) => ({ label: names.agency(agencyId) || UNKNOWN, code: false, before: null, after: codeWords(letterNo, names) }));

const choiceChanges = ({ data }: AuditEvent, names: AuditNames): ChangeWords[] => groundsOf({ stream: '', kind: '', data: sideOf(data, 'after') }, names);

const ownWords: Readonly<Record<string, (event: AuditEvent, names: AuditNames) => ChangeWords[]>> = {
  setting_changed: settingChanges,
  demand_changed: demandChanges,
  board_changed: boardChanges,
  version_published: timetableChanges,
  letters_numbered: letterChanges,
  supposition_chosen: choiceChanges,
};

/** The reason and the order with which something was done, where the record has them beside the states. */
const groundsOf = ({ data }: AuditEvent, names: AuditNames): ChangeWords[] =>
  ([['reason', 'سبب تغییر'], ['orderNo', 'شمارهٔ دستور'], ['note', 'توضیح']] as const).flatMap(([name, label]) =>
    typeof data[name] === 'string' && data[name] !== '' ? [{ label, code: false, before: null, after: textWords(data[name], names) }] : []);

/** Everything that an event changed, one line for each, in Persian words and figures. */
export function changesOf(event: AuditEvent, names: AuditNames): ChangeWords[] {
  const own = Object.hasOwn(ownWords, event.kind) ? ownWords[event.kind] : undefined;
  if (own !== undefined) return [...own(event, names), ...groundsOf(event, names)];
  const known = Object.hasOwn(AUDIT_KINDS, event.kind) ? AUDIT_KINDS[event.kind] : undefined;
  if (known !== undefined && known.fields === undefined) return groundsOf(event, names);
  const sides = 'before' in event.data || 'after' in event.data;
  // A kind of which nothing is known is told by all that it holds.
  const changes = sides ? fieldChanges(event.data['before'], event.data['after'], known?.fields ?? {}, names) : known === undefined ? fieldChanges(null, event.data, {}, names) : [];
  return [...changes, ...sealedChanges(event), ...groundsOf(event, names)];
}

