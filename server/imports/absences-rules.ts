import type { Knex } from 'knex';
import type { Seal } from '../../db/sealed.ts';
import { agencyLookup } from '../agencies/lookup.ts';
import { absenceForm, agencyStream, layInAbsences, type NamedAbsence } from '../agencies/steps.ts';
import type { Absence, AbsenceEntry, Agency, NamedTerm } from '../domain/agency.ts';
import { formatClock, type Clock } from '../domain/clock.ts';
import { headOn, overlappingAbsence, spansMeet } from '../domain/office.ts';
import { checkNationalCode, foldKey } from '../domain/persian.ts';
import { Refusal } from '../domain/refusal.ts';
import { clashingAbsences, type Placed } from '../domain/roster.ts';
import { NATIONAL_CODE_FAULTS } from '../http/fields.ts';
import { peopleLookup } from '../people/lookup.ts';
import type { Person } from '../people/person.ts';
import { personStream } from '../people/steps.ts';
import { sentenceOf } from '../wording/refusals.ts';
import { createAgencyIndex, isFault, type AgencyIndex } from './agency-index.ts';
import type { KindRules } from './checked.ts';
import { grouped } from './grouped.ts';
import { agenciesNamed, bareName } from './managers-rules.ts';
import { fault, faulty, type Difference, type Fault, type Judged, type Row } from './prospect.ts';
import { byForm } from './rows.ts';

interface Entry extends Omit<AbsenceEntry, 'personId'> {
  readonly agencyCode: string;
  readonly agency: string;
  readonly name: string;
  readonly codeIndexes: readonly string[];
}

interface Standing {
  readonly agencies: readonly Agency[];
  readonly terms: readonly NamedTerm[];
  readonly people: readonly Person[];
  readonly absences: readonly Absence[];
}

/** An absence to be registered, in the place of another where `before` is one. */
interface Deed {
  readonly before: Absence | null;
  readonly term: NamedTerm;
  readonly entry: Omit<AbsenceEntry, 'personId'>;
}

const entryOf = (values: Readonly<Record<string, string>>, seal: Seal): { entry: Entry | null; faults: readonly Fault[] } => {
  const of = (key: string): string => values[key] ?? '';
  // Whose it is, the form asks by an id; a file says it by name.
  const { value, faults } = byForm(absenceForm, { ...values, personId: 'person' });
  const code = of('nationalCode') === '' ? null : checkNationalCode(of('nationalCode'));
  const all = [...faults, ...(code !== null && !code.ok ? [{ column: 'nationalCode', text: NATIONAL_CODE_FAULTS[code.why] }] : [])];
  if (value === null || all.length > 0) return { entry: null, faults: all };
  const { kind, from, to, fromClock, toClock, note } = value;
  return { entry: { kind, from, to, fromClock, toClock, note, agencyCode: of('agencyCode'), agency: of('agency'), name: bareName(of('name')), codeIndexes: code?.ok === true ? seal.indexes(code.code) : [] }, faults: [] };
};

/** What stands, so laid out that a row finds its own at once. */
interface Known {
  readonly byAgency: ReadonlyMap<string, readonly NamedTerm[]>;
  readonly named: ReadonlyMap<string, readonly NamedTerm[]>;
  readonly byCode: ReadonlyMap<string, Person>;
  readonly absences: ReadonlyMap<string, readonly Absence[]>;
}

const termOf = (entry: Entry, agency: Agency, { byAgency, named: byName, byCode }: Known): NamedTerm | Fault => {
  const held = byAgency.get(agency.id) ?? [];
  const inOffice = (terms: readonly NamedTerm[], column: string, unknown: Fault): NamedTerm | Fault =>
    terms.find((term) => spansMeet(term, entry)) ?? (terms.length === 0 ? unknown : { column, text: sentenceOf(new Refusal('not_in_office')) });
  if (entry.codeIndexes.length > 0) {
    const [person] = entry.codeIndexes.flatMap((index) => byCode.get(index) ?? []);
    if (person !== undefined) return inOffice(held.filter(({ personId }) => personId === person.id), 'nationalCode', fault('nationalCode', 'manager_unknown', { value: person.name }));
    if (entry.name === '') return fault('nationalCode', 'code_unknown');
  }
  if (entry.name === '') return headOn(agency, held, entry.from) ?? fault('name', 'no_head');
  const named = byName.get(`${agency.id} ${foldKey(entry.name)}`) ?? [];
  const meeting = new Set(named.filter((term) => spansMeet(term, entry)).map(({ personId }) => personId));
  return meeting.size > 1 ? fault('name', 'manager_ambiguous', { value: entry.name }) : inOffice(named, 'name', fault('name', 'manager_unknown', { value: entry.name }));
};

const clockText = (clock: Clock | null): string => (clock === null ? '' : formatClock(clock));

const differences = (before: Absence, entry: Entry): Difference[] => {
  const pairs = [['fromClock', clockText(before.fromClock), clockText(entry.fromClock)], ['toClock', clockText(before.toClock), clockText(entry.toClock)]] as const;
  const hours = pairs.flatMap(([column, from, to]) => (to === '' || from === to ? [] : [{ column, from, to }]));
  return entry.note === '' || foldKey(entry.note) === foldKey(before.note) ? hours : [...hours, { column: 'note', from: before.note, to: entry.note }];
};

const NOBODYS = { id: '', agencyId: null, recordedAt: '' as Absence['recordedAt'], recordedBy: '', withdrawnAt: null };

const judgeRow = ({ entry, at }: Row<Entry>, index: AgencyIndex, known: Known, seen: Map<string, number>): Judged<Deed> => {
  const agency = index.find(entry);
  if (isFault(agency)) return faulty(agency);
  const backwards = entry.to < entry.from ? 'to' : entry.fromClock !== null && entry.toClock !== null && entry.toClock <= entry.fromClock ? 'toClock' : null;
  if (backwards !== null) return faulty({ column: backwards, text: sentenceOf(new Refusal('range_backwards')) });
  const term = termOf(entry, agency, known);
  if ('text' in term) return faulty(term);
  const alike = (known.absences.get(term.personId) ?? []).filter(({ kind, from, to }) => kind === entry.kind && from === entry.from && to === entry.to);
  // Two parts of one day are two absences: what takes the place of one has the same hours, or some of them.
  const before = alike.find(({ fromClock, toClock }) => fromClock === entry.fromClock && toClock === entry.toClock) ?? overlappingAbsence({ ...NOBODYS, ...entry, personId: term.personId }, alike) ?? null;
  const identity = before?.id ?? [term.personId, entry.kind, entry.from, entry.to, entry.fromClock ?? ''].join(' ');
  const again = seen.get(identity);
  if (again !== undefined) return faulty(fault('from', 'duplicate', { row: again }));
  seen.set(identity, at);
  const changes = before === null ? [] : differences(before, entry);
  if (before !== null && changes.length === 0) return { faults: [], changes: [], deed: null };
  const { kind, from, to, fromClock, toClock, note } = entry;
  const after = { kind, from, to, fromClock: fromClock ?? before?.fromClock ?? null, toClock: toClock ?? before?.toClock ?? null, note: note === '' ? (before?.note ?? '') : note };
  return { faults: [], changes, deed: { isNew: before === null, what: { before, term, entry: after } } };
};

const absenceOf = ({ term, entry }: Deed, id: string, at: string, by: string): Absence => ({
  ...entry, id, personId: term.personId, agencyId: term.agencyId, recordedAt: at as Absence['recordedAt'], recordedBy: by, withdrawnAt: null,
});

const judgeRows = (rows: readonly Row<Entry>[], { agencies, terms, people, absences }: Standing): readonly Judged<Deed>[] => {
  const index = createAgencyIndex(agencies);
  const byCode = new Map(people.flatMap((person) => (person.nationalCodeIndex === null ? [] : [[person.nationalCodeIndex, person] as const])));
  const standing = absences.filter(({ withdrawnAt }) => withdrawnAt === null);
  const seen = new Map<string, number>();
  const facts: Known = {
    byAgency: grouped(terms, ({ agencyId }) => agencyId), named: grouped(terms, ({ agencyId, name }) => `${agencyId} ${foldKey(name)}`), byCode, absences: grouped(standing, ({ personId }) => personId),
  };
  const judged = rows.map((row) => judgeRow(row, index, facts, seen));
  for (let again = true; again; ) {
    again = false;
    const replaced = new Set(judged.flatMap(({ deed }) => deed?.what.before?.id ?? []));
    const placed = judged.flatMap(({ deed }, place): Placed<Absence>[] => (deed === null ? [] : [{ one: absenceOf(deed.what, `row ${place}`, '', ''), place }]));
    const rest = standing.filter(({ id }) => !replaced.has(id)).map((one) => ({ one, place: -1 }));
    for (const [heavy, light] of clashingAbsences([...rest, ...placed])) {
      const row = rows[light.place];
      judged[heavy.place] = faulty(row === undefined ? { column: 'from', text: sentenceOf(new Refusal('absence_overlap')) } : fault('from', 'absence_row', { row: row.at }));
      again = true;
    }
  }
  return judged;
};

/** The rules of absences: known by the person, the sort and the days; other hours or another note take the place of what stands. */
export function absenceRules({ newId, seal }: { readonly newId: () => string; readonly seal: Seal }): KindRules<Entry, Standing, Deed> {
  return {
    kind: 'absences',
    entryOf: (values) => entryOf(values, seal),
    async load(db: Knex, entries): Promise<Standing> {
      const lookup = agencyLookup(db);
      const agencies = await lookup.all();
      const terms = await lookup.termsOfAgencies(agenciesNamed(agencies, entries));
      const people = await peopleLookup(db).peopleByCodes(entries.flatMap(({ codeIndexes }) => codeIndexes));
      return { agencies, terms, people, absences: await lookup.absencesOf([...new Set(terms.map(({ personId }) => personId))]) };
    },
    judge: judgeRows,
    plan(deeds) {
      const ids = deeds.map(() => newId());
      const all = deeds.map(({ what }) => what);
      return {
        streams: [...new Set(all.flatMap(({ term }) => [agencyStream(term.agencyId), personStream(term.personId)]))],
        async write(tx, command) {
          const named = (what: Deed, absence: Absence): NamedAbsence => ({ absence, agencyId: what.term.agencyId, name: what.term.name });
          const added = all.map((what, place) => named(what, absenceOf(what, ids[place] ?? '', command.at, command.actor ?? '')));
          const withdrawn = all.flatMap((what) => (what.before === null ? [] : [named(what, what.before)]));
          await layInAbsences(tx, { added, withdrawn }, command.at);
        },
      };
    },
  };
}
