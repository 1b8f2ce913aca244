import type { Tx } from '../../db/writer.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Absence, Agency, County, Term } from '../domain/agency.ts';
import { isOwnForebear, overlappingAbsence, overlappingTerm, spansMeet } from '../domain/office.ts';
import { agencyRepository } from './repository.ts';
import { agencyStream, countyStream } from './streams.ts';
import { termRepository } from './terms-repository.ts';

export { agencyStream, countyStream, ROSTER_STREAM } from './streams.ts';
// A whole list is judged by the same rules and forms as one entry.
export { absenceForm, newAgencyForm, newTermForm } from './forms.ts';
export { layInAbsences, layInAgencies, layInTerms, type LaidIn, type NamedAbsence } from './lay-in.ts';

/**
 * The writes on agencies that another change may join to its own. A change reads what stands before it: of two joined to one
 * change, the second does not see the first, so whoever adds a whole list checks the list itself.
 */
export function agencySteps(tx: Tx) {
  const agencies = agencyRepository(tx.db);
  const terms = termRepository(tx.db);
  return {
    /** Streams: the county's and the roster. Refuses `county_name_taken`. */
    async addCounty(county: County): Promise<void> {
      await refuseTakenCounty(tx, county);
      tx.write(agencies.insertCounty(county));
      tx.raise(countyStream(county.id), 'county_added', { before: null, after: county });
    },
    /** Streams: the agency's and the roster. Refuses `agency_code_taken`, `agency_name_taken`, `agency_own_parent`. */
    async addAgency(agency: Agency): Promise<void> {
      await refuseTakenAgency(tx, agency);
      tx.write(agencies.insert(agency));
      tx.raise(agencyStream(agency.id), 'agency_added', { before: null, after: agency });
    },
    /** Whether an agency is invited, and why not; the reason of its other flags stays. Stream: the agency's. Refuses `not_found`. */
    async invite(agencyId: string, mayBeInvited: boolean, why: string): Promise<void> {
      const before = await agencies.byId(agencyId);
      if (before === null) throw new Refusal('not_found');
      const othersOn = before.mayBeInspected && before.mayBeGivenNotice;
      const after: Agency = { ...before, mayBeInvited, flagsWhy: mayBeInvited ? (othersOn ? null : before.flagsWhy) : (before.flagsWhy ?? why) };
      tx.write(agencies.update(after));
      tx.raise(agencyStream(agencyId), 'agency_changed', { before, after });
    },
    /** Stream: the agency's. Refuses `terms_overlap` with the name of whoever holds the post. */
    async addTerm(term: Term, name: string): Promise<void> {
      await refuseOverlap(tx, term);
      tx.write(terms.insertTerm(term));
      tx.raise(agencyStream(term.agencyId), 'term_added', { before: null, after: { ...term, name } });
    },
    /** Streams: the agency's and the person's. Refuses `absence_overlap`. */
    async addAbsence(absence: Absence, agencyId: string, name: string): Promise<void> {
      const met = overlappingAbsence(absence, await terms.absencesOf([absence.personId]));
      if (met !== undefined) throw new Refusal('absence_overlap', { field: 'from' });
      tx.write(terms.insertAbsence(absence));
      tx.raise(agencyStream(agencyId), 'absence_registered', { before: null, after: { ...absence, name } });
    },
  };
}

const refuseBackwards = (validity: { readonly validFrom: string | null; readonly validTo: string | null }): void => {
  const { validFrom, validTo } = validity;
  if (validFrom !== null && validTo !== null && validTo < validFrom) throw new Refusal('range_backwards', { field: 'validTo' });
};

/** Refuses validity that ends before it begins, and a county whose name another one bears in the same days. */
export async function refuseTakenCounty(tx: Pick<Tx, 'db'>, county: County): Promise<void> {
  refuseBackwards(county);
  const taken = (await agencyRepository(tx.db).countiesNamed(county.name)).some(
    (other) => other.id !== county.id && spansMeet({ from: county.validFrom, to: county.validTo }, { from: other.validFrom, to: other.validTo }),
  );
  if (taken) throw new Refusal('county_name_taken', { field: 'name' });
}

/** Refuses validity that ends before it begins, a code or (in the same days) a name that is another agency's, and a circle of parents. */
export async function refuseTakenAgency(tx: Pick<Tx, 'db'>, agency: Agency): Promise<void> {
  refuseBackwards(agency);
  const agencies = agencyRepository(tx.db);
  const withCode = await agencies.byCode(agency.code);
  if (withCode !== null && withCode.id !== agency.id) throw new Refusal('agency_code_taken', { field: 'code' });
  const taken = (await agencies.byName(agency.name)).some(
    (other) => other.id !== agency.id && spansMeet({ from: agency.validFrom, to: agency.validTo }, { from: other.validFrom, to: other.validTo }),
  );
  if (taken) throw new Refusal('agency_name_taken', { field: 'name' });
  if (agency.parentId === null) return;
  const parentOf = new Map((await agencies.agencies()).map((one) => [one.id, one.parentId]));
  if (isOwnForebear(agency.id, agency.parentId, parentOf)) throw new Refusal('agency_own_parent', { field: 'parentId' });
}

/** Refuses a term that ends before it begins, and one that shares days with another term of the same post. */
export async function refuseOverlap(tx: Pick<Tx, 'db'>, term: Term): Promise<void> {
  if (term.to !== null && term.to < term.from) throw new Refusal('range_backwards', { field: 'to' });
  const met = overlappingTerm(term, await termRepository(tx.db).termsOf(term.agencyId));
  if (met !== undefined) throw new Refusal('terms_overlap', { field: 'from', facts: { name: met.name } });
}
