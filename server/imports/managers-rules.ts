import type { Knex } from 'knex';
import type { Seal } from '../../db/sealed.ts';
import { agencyLookup } from '../agencies/lookup.ts';
import { agencyStream, layInTerms, newTermForm } from '../agencies/steps.ts';
import type { Agency, NamedTerm } from '../domain/agency.ts';
import type { Day } from '../domain/jalali.ts';
import { peopleLookup } from '../people/lookup.ts';
import type { Honorific, Person } from '../people/person.ts';
import { newPerson, peopleSteps, personStream } from '../people/steps.ts';
import { createAgencyIndex, isFault } from './agency-index.ts';
import type { KindRules } from './checked.ts';
import { judgeManagers } from './managers-judge.ts';
import { fault, type Fault } from './prospect.ts';
import { byForm } from './rows.ts';

/** A row of a manager and his term; null where a cell was left empty. */
export interface ManagerEntry {
  readonly agencyCode: string;
  readonly agency: string;
  readonly honorific: Honorific | null;
  readonly name: string | null;
  readonly nationalCode: string | null;
  /** By which the code may stand in the table. */
  readonly codeIndexes: readonly string[];
  readonly phone: string | null;
  readonly phoneIndexes: readonly string[];
  readonly post: string | null;
  readonly from: Day;
  readonly to: Day | null;
}

/** What managers are judged beside. */
export interface ManagersStanding {
  readonly agencies: readonly Agency[];
  readonly terms: readonly NamedTerm[];
  readonly people: readonly Person[];
}

/** A term added or changed, and what is written over the person who holds it; `person` is his id, or the key of one who is new. */
export interface ManagerDeed {
  readonly person: { readonly id: string | null; readonly key: string };
  readonly honorific: Honorific;
  readonly name: string;
  /** What is written over the person; null where nothing is. */
  readonly written: { readonly nationalCode: string | null; readonly phone: string | null } | null;
  readonly before: NamedTerm | null;
  readonly term: Pick<NamedTerm, 'agencyId' | 'post' | 'from' | 'to'>;
}

/** A name without the address that stands before it. */
export const bareName = (name: string): string => name.replace(/^(سرکار\s+)?خانم\s+|^(جناب\s+)?آقای?\s+/, '').trim();

const entryOf = (values: Readonly<Record<string, string>>, areaCode: string, seal: Seal): { entry: ManagerEntry | null; faults: readonly Fault[] } => {
  const of = (key: string): string => values[key] ?? '';
  const name = bareName([of('name'), of('family')].filter(Boolean).join(' '));
  const body = { ...values, name: name || 'بی‌نام', honorific: of('honorific') || 'agha', post: of('post') || 'رئیس' };
  const { value, faults } = byForm(newTermForm(areaCode), body);
  const all = [...faults, ...(name === '' && of('nationalCode') === '' ? [fault('name', 'needed', { title: 'نام و نام خانوادگی' })] : [])];
  if (value === null || all.length > 0) return { entry: null, faults: all };
  return {
    entry: {
      agencyCode: of('agencyCode'), agency: of('agency'),
      honorific: of('honorific') === '' ? null : value.honorific,
      name: name === '' ? null : value.name,
      nationalCode: value.nationalCode,
      codeIndexes: value.nationalCode === null ? [] : seal.indexes(value.nationalCode),
      phone: value.phone,
      phoneIndexes: value.phone === null ? [] : seal.indexes(value.phone),
      post: of('post') === '' ? null : value.post,
      from: value.from, to: value.to,
    },
    faults: [],
  };
};

/** The agencies that rows name, as far as they can be told. */
export const agenciesNamed = (agencies: readonly Agency[], entries: readonly { readonly agencyCode: string; readonly agency: string }[]): string[] => {
  const index = createAgencyIndex(agencies);
  return [...new Set(entries.map((entry) => index.find(entry)).flatMap((found) => (isFault(found) ? [] : [found.id])))];
};

/** The rules of managers: known by national code, else by name in their agency; an empty cell changes nothing. */
export function managerRules({ areaCode, newId, seal }: { readonly areaCode: string; readonly newId: () => string; readonly seal: Seal }): KindRules<ManagerEntry, ManagersStanding, ManagerDeed> {
  return {
    kind: 'managers',
    entryOf: (values) => entryOf(values, areaCode, seal),
    async load(db: Knex, entries): Promise<ManagersStanding> {
      const agencies = await agencyLookup(db).all();
      const terms = await agencyLookup(db).termsOfAgencies(agenciesNamed(agencies, entries));
      const people = peopleLookup(db);
      const held = await people.peopleByIds(terms.map(({ personId }) => personId));
      const coded = await people.peopleByCodes(entries.flatMap(({ codeIndexes }) => codeIndexes));
      return { agencies, terms, people: [...new Map([...held, ...coded].map((person) => [person.id, person])).values()] };
    },
    judge: judgeManagers,
    plan(deeds) {
      const ids = new Map<string, string>();
      for (const { what } of deeds) if (!ids.has(what.person.key)) ids.set(what.person.key, what.person.id ?? newId());
      const idOf = ({ person }: ManagerDeed): string => ids.get(person.key) ?? '';
      // What several rows say of one person is one; a row that leaves a cell empty adds nothing to it.
      const written = new Map<string, { deed: ManagerDeed; nationalCode: string | null; phone: string | null }>();
      for (const { what } of deeds) {
        if (what.person.id !== null && what.written === null) continue;
        const before = written.get(what.person.key);
        written.set(what.person.key, { deed: what, nationalCode: what.written?.nationalCode ?? before?.nationalCode ?? null, phone: what.written?.phone ?? before?.phone ?? null });
      }
      const sealed = [...written.values()].map(({ deed, nationalCode, phone }) => ({
        isNew: deed.person.id === null, person: newPerson(seal, idOf(deed), { honorific: deed.honorific, name: deed.name, nationalCode, phone }),
      }));
      const terms = deeds.flatMap(({ what }) => {
        const { before, term, name, honorific } = what;
        const after: NamedTerm = { id: before?.id ?? newId(), agencyId: term.agencyId, personId: idOf(what), post: term.post, from: term.from, to: term.to, name, honorific };
        return [{ before, after }];
      });
      const added = terms.flatMap(({ before, after }) => (before === null ? [after] : []));
      const changed = terms.flatMap(({ before, after }) => (before === null || JSON.stringify(before) === JSON.stringify(after) ? [] : [{ before, after }]));
      return {
        streams: [...new Set([...terms.map(({ after }) => agencyStream(after.agencyId)), ...ids.values()].map((one) => (one.startsWith('agency:') ? one : personStream(one))))],
        async write(tx) {
          await peopleSteps(tx).addPeople(sealed.flatMap(({ isNew, person }) => (isNew ? [person] : [])));
          await peopleSteps(tx).changePeople(sealed.flatMap(({ isNew, person }) => (isNew ? [] : [person])));
          await layInTerms(tx, { added, changed });
        },
      };
    },
  };
}
