import type { NamedTerm } from '../domain/agency.ts';
import { spansMeet } from '../domain/office.ts';
import { formatDay } from '../domain/jalali.ts';
import { foldKey } from '../domain/persian.ts';
import { Refusal } from '../domain/refusal.ts';
import { clashingTerms, type Placed } from '../domain/roster.ts';
import type { Person } from '../people/person.ts';
import { HONORIFICS } from '../wording/fa.ts';
import { sentenceOf } from '../wording/refusals.ts';
import { createAgencyIndex, isFault, type AgencyIndex } from './agency-index.ts';
import { grouped } from './grouped.ts';
import { columnOf } from './kinds.ts';
import type { ManagerDeed, ManagerEntry, ManagersStanding } from './managers-rules.ts';
import { fault, faulty, type Difference, type Fault, type Judged, type Row } from './prospect.ts';

/** What the rows so far have said of one person, and in which row. */
interface Told {
  readonly at: number;
  readonly honorific: string | null;
  readonly name: string | null;
  readonly phone: string | null;
}

const WRITTEN = 'در فایل';
const titleOf = (key: string): string => columnOf('managers', key)?.title ?? '';

/** What stands, so laid out that a row finds its own at once. */
interface Known {
  readonly named: ReadonlyMap<string, readonly NamedTerm[]>;
  readonly ofPerson: ReadonlyMap<string, readonly NamedTerm[]>;
  readonly byIndex: ReadonlyMap<string, Person>;
  readonly byId: ReadonlyMap<string, Person>;
}

const knownOf = (terms: readonly NamedTerm[], people: readonly Person[]): Known => ({
  named: grouped(terms, ({ agencyId, name }) => `${agencyId} ${foldKey(name)}`),
  ofPerson: grouped(terms, ({ agencyId, personId }) => `${agencyId} ${personId}`),
  byIndex: new Map(people.flatMap((person) => (person.nationalCodeIndex === null ? [] : [[person.nationalCodeIndex, person] as const]))),
  byId: new Map(people.map((person) => [person.id, person])),
});

const personOf = (entry: ManagerEntry, agencyId: string, { named, byIndex, byId }: Known): Person | { readonly key: string } | Fault => {
  const [coded] = entry.codeIndexes.flatMap((index) => byIndex.get(index) ?? []);
  if (coded !== undefined) return coded;
  const key = foldKey(entry.name ?? '');
  const namesakes = [...new Set((named.get(`${agencyId} ${key}`) ?? []).map(({ personId }) => personId))].flatMap((id) => byId.get(id) ?? []);
  if (entry.nationalCode !== null) {
    const [bare, more] = namesakes.filter(({ nationalCodeIndex }) => nationalCodeIndex === null);
    return bare !== undefined && more === undefined ? bare : { key: `code ${entry.codeIndexes[0] ?? ''}` };
  }
  if (namesakes.length > 1) return fault('name', 'manager_ambiguous', { value: entry.name ?? '' });
  return namesakes[0] ?? { key: `name ${agencyId} ${key}` };
};

type Found = ReturnType<typeof personOf>;

/** Finds whom each row means, so that rows which name one new person differently (by code here, by name there) mean one. */
const finderOf = (rows: readonly Row<ManagerEntry>[], index: AgencyIndex, facts: Known): ((entry: ManagerEntry, agencyId: string) => Found) => {
  const byCode = new Map<string, Found>();
  const codesOf = new Map<string, Set<string>>();
  for (const { entry } of rows) {
    const [code] = entry.codeIndexes;
    const agency = index.find(entry);
    if (code === undefined || isFault(agency)) continue;
    const found = personOf(entry, agency.id, facts);
    if ('id' in found || !byCode.has(code)) byCode.set(code, found);
    const name = `${agency.id} ${foldKey(entry.name ?? '')}`;
    codesOf.set(name, (codesOf.get(name) ?? new Set()).add(code));
  }
  return (entry, agencyId) => {
    const [code] = entry.codeIndexes;
    if (code !== undefined) return byCode.get(code) ?? personOf(entry, agencyId, facts);
    const found = personOf(entry, agencyId, facts);
    const [told, another] = codesOf.get(`${agencyId} ${foldKey(entry.name ?? '')}`) ?? [];
    return 'key' in found && told !== undefined && another === undefined ? (byCode.get(told) ?? found) : found;
  };
};

const personChanges = (entry: ManagerEntry, person: Person): Difference[] => [
  ...(entry.name !== null && foldKey(entry.name) !== foldKey(person.name) ? [{ column: 'name', from: person.name, to: entry.name }] : []),
  ...(entry.honorific !== null && entry.honorific !== person.honorific ? [{ column: 'honorific', from: HONORIFICS[person.honorific], to: HONORIFICS[entry.honorific] }] : []),
  ...(entry.nationalCode !== null && person.nationalCodeIndex === null ? [{ column: 'nationalCode', from: '', to: WRITTEN }] : []),
  ...(entry.phone !== null && !entry.phoneIndexes.includes(person.phoneIndex ?? '') ? [{ column: 'phone', from: person.phoneIndex === null ? '' : 'شمارهٔ دیگر', to: WRITTEN }] : []),
];

const days = (from: string, to: string, column: string): Difference[] => (from === to ? [] : [{ column, from, to }]);

/** What comes of each row of managers beside the terms and people that stand. */
export function judgeManagers(rows: readonly Row<ManagerEntry>[], { agencies, terms, people }: ManagersStanding): readonly Judged<ManagerDeed>[] {
  const index = createAgencyIndex(agencies);
  const facts = knownOf(terms, people);
  const personIn = finderOf(rows, index, facts);
  const told = new Map<string, Told>();
  const seen = new Map<string, number>();

  const first = rows.map(({ entry, at }): Judged<ManagerDeed> => {
    const agency = index.find(entry);
    if (isFault(agency)) return faulty(agency);
    if (entry.to !== null && entry.to < entry.from) return faulty({ column: 'to', text: sentenceOf(new Refusal('range_backwards')) });
    const found = personIn(entry, agency.id);
    if ('text' in found) return faulty(found);
    const known = 'id' in found ? found : null;
    const key = known?.id ?? ('key' in found ? found.key : '');

    const earlier = told.get(key);
    const differing = (['name', 'honorific', 'phone'] as const).find((one) => {
      const [before, now] = [earlier?.[one] ?? null, entry[one]];
      return before !== null && now !== null && foldKey(before) !== foldKey(now);
    });
    if (earlier !== undefined && differing !== undefined) return faulty(fault(differing, 'differs', { row: earlier.at }));
    const lacking = known === null ? (['name', 'honorific'] as const).filter((one) => (entry[one] ?? earlier?.[one] ?? null) === null) : [];
    if (lacking.length > 0) return faulty(...lacking.map((one) => fault(one, 'needed_new', { title: titleOf(one), what: 'مدیر' })));

    const post = entry.post ?? agency.headTitle;
    const own = known === null ? [] : (facts.ofPerson.get(`${agency.id} ${known.id}`) ?? []).filter((term) => foldKey(term.post) === foldKey(post));
    const before = own.find(({ from }) => from === entry.from) ?? own.find((term) => spansMeet(term, entry)) ?? null;
    const term = { agencyId: agency.id, post: before?.post ?? post, from: entry.from, to: entry.to ?? before?.to ?? null };
    if (term.to !== null && term.to < term.from) return faulty({ column: 'from', text: sentenceOf(new Refusal('range_backwards')) });
    const identity = `${key} ${before?.id ?? `${agency.id} ${foldKey(post)} ${entry.from}`}`;
    const again = seen.get(identity);
    if (again !== undefined) return faulty(fault('name', 'duplicate', { row: again }));
    seen.set(identity, at);
    told.set(key, { at, honorific: entry.honorific ?? earlier?.honorific ?? null, name: entry.name ?? earlier?.name ?? null, phone: entry.phone ?? earlier?.phone ?? null });

    const ofPerson = known === null ? [] : personChanges(entry, known);
    const ofTerm = before === null ? [] : [...days(formatDay(before.from), formatDay(term.from), 'from'), ...days(before.to === null ? '' : formatDay(before.to), term.to === null ? '' : formatDay(term.to), 'to')];
    const changes = [...ofPerson, ...ofTerm];
    if (before !== null && changes.length === 0) return { faults: [], changes: [], deed: null };
    const renamed = changes.some(({ column }) => column === 'name');
    return {
      faults: [],
      changes: before === null ? ofPerson : changes,
      deed: {
        isNew: before === null,
        what: {
          person: { id: known?.id ?? null, key },
          honorific: entry.honorific ?? ((known ?? earlier)?.honorific === 'khanom' ? 'khanom' : 'agha'),
          name: renamed || known === null ? (entry.name ?? earlier?.name ?? '') : known.name,
          written: known !== null && ofPerson.length === 0 ? null : {
            nationalCode: known === null || known.nationalCodeIndex === null ? entry.nationalCode : null,
            phone: changes.some(({ column }) => column === 'phone') || known === null ? entry.phone : null,
          },
          before, term,
        },
      },
    };
  });
  return withoutClashes(rows, first, terms);
}

/** The rows whose terms share days with others of the same post are faulty; without them the others are judged anew, until none is added. */
function withoutClashes(rows: readonly Row<ManagerEntry>[], first: readonly Judged<ManagerDeed>[], terms: readonly NamedTerm[]): readonly Judged<ManagerDeed>[] {
  const judged = [...first];
  for (let again = true; again; ) {
    again = false;
    const changed = new Set(judged.flatMap(({ deed }) => deed?.what.before?.id ?? []));
    const placed = judged.flatMap(({ deed }, place): Placed<NamedTerm>[] => {
      if (deed === null) return [];
      const { before, term, person, name, honorific } = deed.what;
      return [{ one: { id: before?.id ?? `row ${place}`, personId: person.key, name, honorific, ...term }, place }];
    });
    const standing = terms.filter(({ id }) => !changed.has(id)).map((one) => ({ one, place: -1 }));
    for (const [heavy, light] of clashingTerms([...standing, ...placed])) {
      const row = rows[light.place];
      judged[heavy.place] = faulty(
        row === undefined ? { column: 'from', text: sentenceOf(new Refusal('terms_overlap', { facts: { name: light.one.name } })) } : fault('from', 'clash_row', { name: light.one.name, row: row.at }),
      );
      again = true;
    }
  }
  return judged;
}
