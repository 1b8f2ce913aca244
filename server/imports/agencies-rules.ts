import type { Knex } from 'knex';
import { agencyLookup } from '../agencies/lookup.ts';
import { agencyStream, layInAgencies, newAgencyForm, ROSTER_STREAM } from '../agencies/steps.ts';
import { FLAG_CODES, type Agency, type County } from '../domain/agency.ts';
import { formatDay } from '../domain/jalali.ts';
import { displayPhone, foldKey } from '../domain/persian.ts';
import { Refusal } from '../domain/refusal.ts';
import { createRosterJudge } from '../domain/roster.ts';
import { AGENCY_KINDS, SECTORS } from '../wording/agencies.ts';
import { sentenceOf } from '../wording/refusals.ts';
import { createAgencyIndex, type AgencyIndex } from './agency-index.ts';
import type { KindRules } from './checked.ts';
import { columnOf } from './kinds.ts';
import { fault, faulty, type Difference, type Fault, type Judged, type Row } from './prospect.ts';
import { byForm } from './rows.ts';

type Fields = Omit<Agency, 'id' | 'code' | 'countyId' | 'parentId'>;

interface Entry {
  readonly code: string;
  /** What was written; a field that was left empty stays as it is. */
  readonly given: Partial<Fields>;
  readonly county: string;
  readonly parent: string;
}

interface Standing {
  readonly agencies: readonly Agency[];
  readonly counties: readonly County[];
}

/** An agency that is added (`before` is null, its id is that of the row) or changed. */
interface Deed {
  readonly before: Agency | null;
  readonly after: Agency;
}

const TEXTS = ['name', 'shortName', 'aliases', 'headTitle', 'flagsWhy'] as const;
const OTHERS = ['sector', 'kind', 'validFrom', 'validTo', 'directLine'] as const;
// What a form asks for even where a file leaves it as it stands.
const ASKED = { name: 'نام', shortName: 'نام', sector: 'infra', kind: 'directorate', headTitle: 'رئیس' };
const NEEDED = ['name', 'sector', 'kind', 'headTitle'] as const;
const BARE: Fields = {
  name: '', shortName: '', aliases: null, sector: 'infra', kind: 'directorate', headTitle: '', validFrom: null, validTo: null, mayBeInvited: true, mayBeInspected: true, mayBeGivenNotice: true,
  flagsWhy: null, directLine: null,
};

const entryOf = (values: Readonly<Record<string, string>>, areaCode: string): { entry: Entry | null; faults: readonly Fault[] } => {
  const asked = Object.fromEntries(Object.entries(ASKED).filter(([key]) => (values[key] ?? '') === ''));
  const { value, faults } = byForm(newAgencyForm(areaCode), { ...values, ...asked });
  if (value === null) return { entry: null, faults };
  const written = [...TEXTS, ...OTHERS].filter((key) => (values[key] ?? '') !== '');
  const flags = FLAG_CODES.filter((flag) => (values[flag] ?? '') !== '').map((flag) => [flag, values[flag] === 'yes']);
  const given = Object.fromEntries([...written.map((key) => [key, value[key]]), ...flags]) as Partial<Fields>;
  if ((values['name'] ?? '') === '' && value.code === null) return { entry: null, faults: [fault('name', 'needed', { title: 'نام کامل' })] };
  return { entry: { code: value.code ?? '', given, county: values['county'] ?? '', parent: values['parent'] ?? '' }, faults: [] };
};

const shown = (agency: Agency, key: string, { counties, agencies }: Standing): string => {
  if (key === 'county') return counties.find(({ id }) => id === agency.countyId)?.name ?? 'استانی';
  if (key === 'parent') return agencies.find(({ id }) => id === agency.parentId)?.shortName ?? '';
  if (key === 'sector') return SECTORS[agency.sector];
  if (key === 'kind') return AGENCY_KINDS[agency.kind];
  if (key === 'directLine') return agency.directLine === null ? '' : displayPhone(agency.directLine);
  const value = agency[key as keyof Agency];
  if (typeof value === 'boolean') return value ? 'بله' : 'خیر';
  return value !== null && (key === 'validFrom' || key === 'validTo') ? formatDay(value as never) : (value ?? '');
};

const differences = (before: Agency, after: Agency, standing: Standing): Difference[] =>
  [...TEXTS, ...OTHERS, ...FLAG_CODES, 'county', 'parent'].flatMap((column) => {
    const [from, to] = [shown(before, column, standing), shown(after, column, standing)];
    return from === to ? [] : [{ column, from, to }];
  });

/** A text that is the same but for its spelling stays as it stands. */
const merged = (before: Fields, given: Partial<Fields>): Fields => {
  const same = TEXTS.filter((key) => given[key] !== undefined && foldKey(given[key] ?? '') === foldKey(before[key] ?? ''));
  return { ...before, ...given, ...Object.fromEntries(same.map((key) => [key, before[key]])) };
};

const targetOf = ({ code, given }: Entry, index: AgencyIndex): Agency | null | Fault => {
  const coded = code === '' ? undefined : index.coded(code);
  if (coded !== undefined) return coded;
  const named = index.named(given.name ?? '').filter((agency) => foldKey(agency.name) === foldKey(given.name ?? '') || foldKey(agency.shortName) === foldKey(given.name ?? ''));
  if (code !== '') return null;
  if (named.length > 1) return fault('name', 'agency_ambiguous', { value: given.name ?? '' });
  return named[0] ?? null;
};

const placeOf = (entry: Entry, before: Agency | null, { counties }: Standing): string | null | Fault => {
  if (entry.county === '') return before?.countyId ?? null;
  if (foldKey(entry.county) === foldKey('استانی')) return null;
  const found = counties.filter(({ name }) => foldKey(name) === foldKey(entry.county.replace(/^شهرستان\s+/, '')));
  return (found.find(({ validTo }) => validTo === null) ?? found[0])?.id ?? fault('county', 'county_unknown', { value: entry.county });
};

const ruleFault = (agency: Agency, judge: ReturnType<typeof createRosterJudge>): Fault | null => {
  const found = judge(agency);
  if (found === null) return null;
  if (found.code === 'agency_name_taken' && found.other !== null) return fault('name', 'name_elsewhere', { other: found.other.code });
  return { column: found.field === 'parentId' ? 'parent' : found.field, text: sentenceOf(new Refusal(found.code)) };
};

/** The code of an agency for which none was written. */
const ownCode = (id: string): string => `agency-${id.slice(0, 8)}`;

const judgeRows = (rows: readonly Row<Entry>[], standing: Standing, idOf: (index: number) => string): readonly Judged<Deed>[] => {
  const index = createAgencyIndex(standing.agencies);
  const seen = new Map<string, number>();
  const first = rows.map(({ entry, at, index: place }): Judged<Deed & { readonly parent: string }> => {
    const before = targetOf(entry, index);
    if (before !== null && 'text' in before) return faulty(before);
    const key = before?.id ?? (entry.code === '' ? foldKey(entry.given.name ?? '') : index.fit(entry.code));
    const earlier = seen.get(key);
    if (earlier !== undefined) return faulty(fault(entry.code === '' ? 'name' : 'code', 'duplicate', { row: earlier }));
    seen.set(key, at);
    const lacking = before === null ? NEEDED.filter((one) => entry.given[one] === undefined) : [];
    const long = before === null && entry.given.shortName === undefined && (entry.given.name ?? '').length > 60 ? ['shortName' as const] : [];
    if (lacking.length + long.length > 0) return faulty(...[...lacking, ...long].map((one) => fault(one, 'needed_new', { title: columnOf('agencies', one)?.title ?? '', what: 'دستگاه' })));
    const countyId = placeOf(entry, before, standing);
    if (typeof countyId === 'object' && countyId !== null) return faulty(countyId);
    const id = before?.id ?? idOf(place);
    const fields = before === null ? { ...BARE, shortName: entry.given.name ?? '', ...entry.given } : merged(before, entry.given);
    const after: Agency = { ...(before ?? {}), ...fields, id, code: before?.code ?? (entry.code === '' ? ownCode(id) : index.fit(entry.code)), countyId, parentId: before?.parentId ?? null };
    return { faults: [], changes: [], deed: { isNew: before === null, what: { before, after, parent: entry.parent } } };
  });

  const told = [...first];
  // A row that is left out may be the one by which another would be right: judged anew until none is added.
  for (let again = true; again; ) {
    again = false;
    const deeds = told.flatMap(({ deed, faults }) => (deed === null || faults.length > 0 ? [] : [deed.what]));
    const after = new Map(deeds.map((deed) => [deed.after.id, deed.after]));
    const untouched = standing.agencies.filter(({ id }) => !after.has(id));
    const whole = createAgencyIndex([...untouched, ...after.values()]);
    const parents = new Map<string, string>();
    told.forEach(({ deed, faults }, place) => {
      if (deed === null || faults.length > 0 || deed.what.parent === '') return;
      const { parent } = deed.what;
      const [found] = [whole.coded(parent), ...whole.named(parent)].filter((one) => one !== undefined);
      if (found !== undefined) return void parents.set(deed.what.after.id, found.id);
      told[place] = faulty(fault('parent', 'parent_unknown', { value: parent }));
      again = true;
    });
    told.forEach((one, place) => {
      const parentId = one.deed === null ? undefined : parents.get(one.deed.what.after.id);
      if (one.deed === null || parentId === undefined) return;
      told[place] = { ...one, deed: { ...one.deed, what: { ...one.deed.what, after: { ...one.deed.what.after, parentId } } } };
    });
    const judge = createRosterJudge([...untouched, ...told.flatMap(({ deed }) => (deed === null ? [] : [deed.what.after]))]);
    told.forEach(({ deed }, place) => {
      const broken = deed === null ? null : ruleFault(deed.what.after, judge);
      if (broken === null) return;
      told[place] = faulty(broken);
      again = true;
    });
  }
  // The parent of one row may be the agency of another.
  const named: Standing = { ...standing, agencies: [...standing.agencies, ...told.flatMap(({ deed }) => (deed === null ? [] : [deed.what.after]))] };
  return told.map((one): Judged<Deed> => {
    if (one.deed === null) return { faults: one.faults, changes: [], deed: null };
    const { before, after } = one.deed.what;
    const changes = before === null ? [] : differences(before, after, named);
    return { faults: [], changes, deed: before !== null && changes.length === 0 ? null : { isNew: before === null, what: { before, after } } };
  });
};

/** The rules of agencies: known by code, else by name; an empty cell changes nothing. `areaCode` is the province's, for local telephones. */
export function agencyRules({ areaCode, newId }: { readonly areaCode: string; readonly newId: () => string }): KindRules<Entry, Standing, Deed> {
  const ids = new Map<number, string>();
  // Which row an id was drawn for: another check of the same rows draws others.
  const drawnFor = new Map<string, number>();
  const idOf = (index: number): string => {
    const id = ids.get(index) ?? newId();
    ids.set(index, id);
    drawnFor.set(id, index);
    return id;
  };
  const named = (id: string): string | number => drawnFor.get(id) ?? id;
  return {
    kind: 'agencies',
    entryOf: (values) => entryOf(values, areaCode),
    async load(db: Knex): Promise<Standing> {
      const agencies = agencyLookup(db);
      return { agencies: await agencies.all(), counties: await agencies.counties() };
    },
    judge: (rows, standing) => judgeRows(rows, standing, idOf),
    alike: ({ before, after }) => ({
      before,
      after: { ...after, id: named(after.id), parentId: after.parentId === null ? null : named(after.parentId), code: before === null && after.code === ownCode(after.id) ? null : after.code },
    }),
    plan(deeds) {
      const all = deeds.map(({ what }) => what);
      const added = all.filter(({ before }) => before === null).map(({ after }) => after);
      const changed = all.flatMap(({ before, after }) => (before === null ? [] : [{ before, after }]));
      return { streams: [...all.map(({ after }) => agencyStream(after.id)), ROSTER_STREAM], write: (tx) => layInAgencies(tx, { added, changed }) };
    },
  };
}
