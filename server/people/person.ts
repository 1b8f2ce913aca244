import type { Seal } from '../../db/sealed.ts';
import { foldKey, searchKey, sortKey } from '../domain/persian.ts';

/** How a person is addressed. */
export type Honorific = 'khanom' | 'agha';

/**
 * How the holder of an account is addressed. An office's account, with which whoever works its computer signs in, belongs to no person by name: it stands in
 * the same table, is called «کاربر دفتر …», and never heads an agency.
 */
export type Addressed = Honorific | 'office';

/** A person of the office or of an agency, as stored: national code and phone are sealed, their index finds exact matches. */
export interface Person {
  readonly id: string;
  readonly honorific: Addressed;
  readonly name: string;
  readonly nationalCode: string | null;
  readonly nationalCodeIndex: string | null;
  readonly phone: string | null;
  readonly phoneIndex: string | null;
}

/** A person as written in a form: the national code as ten digits, the phone in E.164. */
export interface PersonEntry {
  readonly honorific: Addressed;
  readonly name: string;
  readonly nationalCode: string | null;
  readonly phone: string | null;
}

/** A person ready to be stored, with every index by which his national code may already stand in the table. */
export interface SealedPerson extends Person {
  readonly nationalCodeIndexes: readonly string[];
}

const placeOf = (personId: string, column: 'national_code' | 'phone') => `people.${personId}.${column}` as const;

/** The person to store; sealing draws chance, so it is done before the change is handed over. */
export function sealPerson(sealing: Seal, id: string, entry: PersonEntry): SealedPerson {
  const { honorific, name, nationalCode, phone } = entry;
  return {
    id,
    honorific,
    name,
    nationalCode: nationalCode === null ? null : sealing.seal(nationalCode, placeOf(id, 'national_code')),
    nationalCodeIndex: nationalCode === null ? null : sealing.index(nationalCode),
    phone: phone === null ? null : sealing.seal(phone, placeOf(id, 'phone')),
    phoneIndex: phone === null ? null : sealing.index(phone),
    nationalCodeIndexes: nationalCode === null ? [] : sealing.indexes(nationalCode),
  };
}

/** The last digits of what is sealed, enough to recognise and too few to use: four of the national code, four of the phone. */
export function hintsOf(sealing: Seal, person: Person): { readonly nationalCode: string | null; readonly phone: string | null } {
  const last = (sealed: string | null, column: 'national_code' | 'phone'): string | null =>
    sealed === null ? null : sealing.open(sealed, placeOf(person.id, column)).slice(-4);
  return { nationalCode: last(person.nationalCode, 'national_code'), phone: last(person.phone, 'phone') };
}

/** The telephone of a person in E.164, opened; null where none is known. */
export const openPhone = (sealing: Seal, { id, phone }: Pick<Person, 'id' | 'phone'>): string | null => (phone === null ? null : sealing.open(phone, placeOf(id, 'phone')));

/** The three keys of a name: for sameness, for order and for search. */
export const nameKeysOf = (name: string): { readonly name_key: string; readonly sort_key: string; readonly search_key: string } => ({
  name_key: foldKey(name),
  sort_key: sortKey(name),
  search_key: searchKey(name),
});

/** How a person is called. */
export const named = ({ honorific, name }: Pick<Person, 'honorific' | 'name'>) => ({ honorific, name });

/** A known person with what was written over him: a sealed field left empty stays, unless it is to be removed. */
export function merged(known: Person, written: Person, remove: { readonly nationalCode: boolean; readonly phone: boolean }): Person {
  const codeFrom = written.nationalCode === null ? known : written;
  const phoneFrom = written.phone === null ? known : written;
  return {
    id: known.id,
    ...named(written),
    nationalCode: remove.nationalCode ? null : codeFrom.nationalCode,
    nationalCodeIndex: remove.nationalCode ? null : codeFrom.nationalCodeIndex,
    phone: remove.phone ? null : phoneFrom.phone,
    phoneIndex: remove.phone ? null : phoneFrom.phoneIndex,
  };
}
