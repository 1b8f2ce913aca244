import type { Seal } from '../../db/sealed.ts';
import type { Applicant, IdentityKind } from '../domain/applicant.ts';

/** Who asks, as an operator wrote him down: the identity in the form of its kind, the phone in E.164. */
export interface PlainApplicant {
  readonly honorific: 'khanom' | 'agha' | null;
  readonly name: string | null;
  readonly countyId: string | null;
  readonly identityKind: IdentityKind;
  readonly identity: string | null;
  readonly phone: string | null;
}

/** The tables whose rows keep an applicant. */
export type ApplicantTable = 'calls' | 'requests';

const placeOf = (table: ApplicantTable, id: string, column: 'identity' | 'phone') => `${table}.${id}.${column}` as const;

// A passport and a foreign number may have the same digits: the index tells them apart by their kind.
const identityText = (kind: IdentityKind, identity: string): string => `${kind}:${identity}`;

/** The applicant to store in a row; sealing draws chance, so it is done before the change is handed over. */
export function sealApplicant(seal: Seal, table: ApplicantTable, id: string, plain: PlainApplicant): Applicant {
  const { identityKind, identity, phone } = plain;
  return {
    honorific: plain.honorific,
    name: plain.name,
    countyId: plain.countyId,
    identityKind,
    identity: identity === null ? null : seal.seal(identity, placeOf(table, id, 'identity')),
    identityIndex: identity === null ? null : seal.index(identityText(identityKind, identity)),
    phone: phone === null ? null : seal.seal(phone, placeOf(table, id, 'phone')),
    phoneIndex: phone === null ? null : seal.index(phone),
  };
}

/** The applicant of a row with identity and phone opened; throws where they were sealed for another row. */
export function openApplicant(seal: Seal, table: ApplicantTable, id: string, applicant: Applicant): PlainApplicant {
  const { honorific, name, countyId, identityKind, identity, phone } = applicant;
  return {
    honorific,
    name,
    countyId,
    identityKind,
    identity: identity === null ? null : seal.open(identity, placeOf(table, id, 'identity')),
    phone: phone === null ? null : seal.open(phone, placeOf(table, id, 'phone')),
  };
}

/** By what a person's rows are found: every index that his identity or his phone may have, the present key's first. */
export interface PersonIndexes {
  readonly identityIndexes: readonly string[];
  readonly phoneIndexes: readonly string[];
}

/** The indexes of a person by what is known of him; empty where nothing is. */
export function personIndexes(seal: Seal, { identityKind, identity, phone }: Pick<PlainApplicant, 'identityKind' | 'identity' | 'phone'>): PersonIndexes {
  return {
    identityIndexes: identity === null ? [] : seal.indexes(identityText(identityKind, identity)),
    phoneIndexes: phone === null ? [] : seal.indexes(phone),
  };
}
