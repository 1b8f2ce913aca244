import { z } from 'zod';
import { foldKey, toAsciiDigits } from '../domain/persian.ts';
import type { Refusal } from '../domain/refusal.ts';
import { choice, text, username } from '../http/fields.ts';
import type { FormState } from '../http/forms.ts';
import { sentenceOf } from '../wording/refusals.ts';
import { agenciesOf, countiesOf, PROVINCES, type ListedAgency, type ListedCounty } from './provinces.ts';

/** How many counties the form can hold; no province has as many. */
export const COUNTY_ROWS = 45;
const SPARE_ROWS = 4;

/** The first administrator, as typed. */
export interface FirstAdministrator {
  readonly honorific: 'khanom' | 'agha';
  readonly name: string;
  readonly username: string;
  readonly password: string;
}

/** Why a password is too weak for an administrator of whom these words are known; null where it is not. */
export type Judge = (password: string, about: readonly string[]) => Refusal | null;

/** What was typed into set-up: the example, or an office of one's own. */
export type SetupEntry = { readonly first: FirstAdministrator } & (
  | { readonly start: 'example' }
  | {
      readonly start: 'own';
      readonly governorate: string;
      readonly officeTitle: string;
      readonly province: string;
      readonly areaCode: string;
      readonly counties: readonly ListedCounty[];
      readonly agencies: readonly ListedAgency[];
    }
);

export type SetupResult = FormState & ({ readonly ok: true; readonly entry: SetupEntry } | { readonly ok: false });

export const countyField = (row: number, field: 'name' | 'centre'): string => `county_${row}_${field}`;
export const agencyField = (code: string, field: 'on' | 'name' | 'head' | 'mayBeInvited' | 'mayBeInspected' | 'mayBeGivenNotice'): string => `agency_${code}_${field}`;

const firstForm = z.object({
  start: choice('از کجا آغاز می‌کنید', ['example', 'own']),
  honorific: choice('عنوان', ['khanom', 'agha']),
  name: text('نام و نام خانوادگی', { max: 120 }),
  username,
  password: z.preprocess((value) => (typeof value === 'string' ? value : ''), z.string()).refine((value) => value.length > 0 && value.length <= 200, 'گذرواژه را بنویسید.'),
});

const officeForm = z.object({
  governorate: text('نام استانداری', { max: 80 }),
  office_title: text('عنوان دفتر', { max: 120 }),
  province: choice('استان', PROVINCES.map((province) => province.name)),
  area_code: text('پیش‌شماره', { max: 10 }).transform(toAsciiDigits).refine((code) => code === '' || /^0\d{2}$/.test(code), 'پیش‌شماره سه رقم دارد و با صفر آغاز می‌شود؛ مانند ۰۳۱.'),
});

const nameRule = text('نام', { max: 200 });
const shortRule = text('نام', { max: 80 });
const titleRule = text('عنوان سمت', { max: 60 });

type Errors = Record<string, string>;
type Body = Readonly<Record<string, unknown>>;

const typedIn = (body: Body, name: string): string => (typeof body[name] === 'string' ? body[name] : '');

// One field read by a rule; its first fault goes beside it.
const reader = (body: Body, errors: Errors) => (name: string, rule: z.ZodType<string>): string => {
  const found = rule.safeParse(typedIn(body, name));
  if (!found.success) errors[name] ??= found.error.issues[0]?.message ?? '';
  return found.success ? found.data : '';
};

const readCounties = (body: Body, province: string, errors: Errors): ListedCounty[] => {
  const known = new Map(countiesOf(province).map((county) => [foldKey(county.name), county]));
  const met = new Set<string>();
  const read = reader(body, errors);
  const counties: ListedCounty[] = [];
  for (let row = 0; row < COUNTY_ROWS; row += 1) {
    const [field, centreField] = [countyField(row, 'name'), countyField(row, 'centre')];
    if (typedIn(body, field).trim() === '') continue;
    const name = read(field, shortRule);
    const centre = typedIn(body, centreField).trim() === '' ? name : read(centreField, shortRule);
    const key = foldKey(name);
    if (name !== '' && met.has(key)) errors[field] ??= `«${name}» دو بار نوشته شده است.`;
    met.add(key);
    counties.push({ name, centre, amarCode: known.get(key)?.amarCode ?? null, validFrom: known.get(key)?.validFrom ?? null });
  }
  if (counties.length === 0) errors[countyField(0, 'name')] ??= 'دست‌کم یک شهرستان بنویسید.';
  return counties;
};

const readAgencies = (body: Body, province: string, errors: Errors): ListedAgency[] => {
  const met = new Set<string>();
  const read = reader(body, errors);
  return agenciesOf(province).flatMap((listed) => {
    const ticked = (field: Parameters<typeof agencyField>[1]): boolean => typedIn(body, agencyField(listed.code, field)) !== '';
    if (!ticked('on')) return [];
    const name = read(agencyField(listed.code, 'name'), nameRule);
    const headTitle = read(agencyField(listed.code, 'head'), titleRule);
    if (name !== '' && met.has(foldKey(name))) errors[agencyField(listed.code, 'name')] ??= `«${name}» دو بار نوشته شده است.`;
    met.add(foldKey(name));
    const flags = { mayBeInvited: ticked('mayBeInvited'), mayBeInspected: ticked('mayBeInspected'), mayBeGivenNotice: ticked('mayBeGivenNotice') };
    const changed = flags.mayBeInvited !== listed.mayBeInvited || flags.mayBeInspected !== listed.mayBeInspected || flags.mayBeGivenNotice !== listed.mayBeGivenNotice;
    // A body renamed by hand is called by its new name; the list's short name would be another's.
    const shortName = name === listed.name ? listed.shortName : name;
    return [{ ...listed, ...flags, name, shortName, headTitle, why: changed ? null : listed.why }];
  });
};

/** Reads set-up's one form: all of it, or a sentence beside each wrong field. The password is never kept as typed. */
export function readSetup(body: Body, weaknessOf: Judge): SetupResult {
  const errors: Errors = {};
  const collect = <T>(result: z.ZodSafeParseResult<T>): T | null => {
    for (const issue of result.success ? [] : result.error.issues) errors[issue.path.map(String).join('.')] ??= issue.message;
    return result.success ? result.data : null;
  };
  const typed = Object.fromEntries(Object.entries(body).flatMap(([name, value]) => (typeof value === 'string' && name !== 'password' ? [[name, value]] : [])));
  const first = collect(firstForm.safeParse(body));
  // Told with the other faults, and not only when all else is right: a second round of corrections is a second annoyance.
  const weakness = weaknessOf(typedIn(body, 'password'), [typedIn(body, 'username'), typedIn(body, 'name')]);
  if (weakness !== null) errors['password'] ??= sentenceOf(weakness);
  const own = typedIn(body, 'start') !== 'example';
  const office = own ? collect(officeForm.safeParse(body)) : null;
  const counties = own ? readCounties(body, office?.province ?? '', errors) : [];
  const agencies = own ? readAgencies(body, office?.province ?? '', errors) : [];
  if (Object.keys(errors).length > 0 || first === null) return { ok: false, typed, errors };
  const { start, ...person } = first;
  if (start === 'example') return { ok: true, typed, errors, entry: { start, first: person } };
  if (office === null) return { ok: false, typed, errors };
  const { governorate, office_title: officeTitle, province, area_code: areaCode } = office;
  return { ok: true, typed, errors, entry: { start, first: person, governorate, officeTitle, province, areaCode, counties, agencies } };
}

/** The form as the program fills it for a province: its name, area code, counties and bodies. */
export function filledFor(province: string): Record<string, string> {
  const listed = PROVINCES.find((one) => one.name === province);
  const filled: Record<string, string> = {
    province,
    governorate: listed === undefined ? '' : `استانداری ${province}`,
    area_code: listed?.areaCode ?? '',
  };
  countiesOf(province).forEach((county, row) => {
    filled[countyField(row, 'name')] = county.name;
    filled[countyField(row, 'centre')] = county.centre;
  });
  for (const agency of agenciesOf(province)) {
    if (!agency.local) filled[agencyField(agency.code, 'on')] = '1';
    filled[agencyField(agency.code, 'name')] = agency.name;
    filled[agencyField(agency.code, 'head')] = agency.headTitle;
    if (agency.mayBeInvited) filled[agencyField(agency.code, 'mayBeInvited')] = '1';
    if (agency.mayBeInspected) filled[agencyField(agency.code, 'mayBeInspected')] = '1';
    if (agency.mayBeGivenNotice) filled[agencyField(agency.code, 'mayBeGivenNotice')] = '1';
  }
  return filled;
}

/** How many rows of counties to show: those filled, and a few to write in. */
export function countyRows(typed: Readonly<Record<string, string>>): number {
  let last = -1;
  for (let row = 0; row < COUNTY_ROWS; row += 1) if ((typed[countyField(row, 'name')] ?? '') !== '') last = row;
  return Math.min(COUNTY_ROWS, Math.max(8, last + 1 + SPARE_ROWS));
}
