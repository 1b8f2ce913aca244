import type { Tx } from '../../db/writer.ts';
import type { Absence, Agency, NamedTerm } from '../domain/agency.ts';
import type { Instant } from '../domain/calendar.ts';
import { Refusal } from '../domain/refusal.ts';
import { clashingAbsences, clashingTerms, createRosterJudge } from '../domain/roster.ts';
import { agencyRepository } from './repository.ts';
import { agencyStream } from './streams.ts';
import { termRepository } from './terms-repository.ts';

/** What a list does to the things of one sort: new ones, and those that stand otherwise from now on. */
export interface LaidIn<T> {
  readonly added: readonly T[];
  readonly changed: readonly { readonly before: T; readonly after: T }[];
}

const stillStands = (before: object, now: object | undefined): void => {
  if (JSON.stringify(now) !== JSON.stringify(before)) throw new Refusal('changed_meanwhile');
};

// A parent goes before what belongs to it, for the table asks for it.
const parentsFirst = (added: readonly Agency[]): Agency[] => {
  const byId = new Map(added.map((agency) => [agency.id, agency]));
  const sorted = new Set<Agency>();
  const put = (agency: Agency): void => {
    const parent = agency.parentId === null ? undefined : byId.get(agency.parentId);
    if (parent !== undefined && !sorted.has(parent)) put(parent);
    sorted.add(agency);
  };
  added.forEach(put);
  return [...sorted];
};

/**
 * Adds and changes agencies of a list, judged beside each other by the rules of the form. Streams: each agency's and the roster.
 * Refuses as `addAgency`, and `changed_meanwhile` where one does not stand as it did.
 */
export async function layInAgencies(tx: Tx, { added, changed }: LaidIn<Agency>): Promise<void> {
  const repository = agencyRepository(tx.db);
  const standing = await repository.agencies();
  const after = new Map(changed.map((one) => [one.after.id, one.after]));
  const byId = new Map(standing.map((agency) => [agency.id, agency]));
  for (const one of changed) stillStands(one.before, byId.get(one.before.id));
  const touched = [...after.values(), ...added];
  // Those that nobody touches come first: they are right against whoever comes.
  const faultOf = createRosterJudge([...standing.filter(({ id }) => !after.has(id)), ...touched]);
  for (const agency of touched) {
    const fault = faultOf(agency);
    if (fault !== null) throw new Refusal(fault.code, { field: fault.field });
  }
  tx.write(...repository.insertAll(parentsFirst(added)), ...changed.map((one) => repository.update(one.after)));
  for (const agency of added) tx.raise(agencyStream(agency.id), 'agency_added', { before: null, after: agency });
  for (const one of changed) tx.raise(agencyStream(one.after.id), 'agency_changed', one);
}

/**
 * Adds and changes terms of a list, judged beside each other; the names are for the record, whoever changes one also changes
 * the person. Streams: each agency's. Refuses as `addTerm`, and `changed_meanwhile`.
 */
export async function layInTerms(tx: Tx, { added, changed }: LaidIn<NamedTerm>): Promise<void> {
  const repository = termRepository(tx.db);
  const standing = await repository.termsOfAgencies([...added, ...changed.map(({ after }) => after)].map(({ agencyId }) => agencyId));
  const after = new Map(changed.map((one) => [one.after.id, one.after]));
  const byId = new Map(standing.map((term) => [term.id, term]));
  for (const one of changed) stillStands(one.before, byId.get(one.before.id));
  const touched = [...after.values(), ...added];
  if (touched.some(({ from, to }) => to !== null && to < from)) throw new Refusal('range_backwards', { field: 'to' });
  const all = [...standing.filter(({ id }) => !after.has(id)).map((one) => ({ one, place: -1 })), ...touched.map((one, place) => ({ one, place }))];
  const [clash] = clashingTerms(all).values();
  if (clash !== undefined) throw new Refusal('terms_overlap', { field: 'from', facts: { name: clash.one.name } });
  const plain = ({ name: _name, honorific: _honorific, ...term }: NamedTerm) => term;
  tx.write(...repository.insertTerms(added.map(plain)), ...[...after.values()].map((term) => repository.updateTerm(plain(term))));
  for (const term of added) tx.raise(agencyStream(term.agencyId), 'term_added', { before: null, after: { ...plain(term), name: term.name } });
  for (const one of changed) tx.raise(agencyStream(one.after.agencyId), 'term_changed', one);
}

/** An absence with the name of whoever is away, for the record. */
export interface NamedAbsence {
  readonly absence: Absence;
  readonly agencyId: string;
  readonly name: string;
}

/**
 * Registers the absences of a list and takes others back, judged beside each other. Streams: each agency's and each person's.
 * Refuses as `addAbsence`, `not_in_office`, and `changed_meanwhile` for one to be taken back that does not stand.
 */
export async function layInAbsences(tx: Tx, { added, withdrawn }: { readonly added: readonly NamedAbsence[]; readonly withdrawn: readonly NamedAbsence[] }, at: Instant): Promise<void> {
  const repository = termRepository(tx.db);
  const back = new Set(withdrawn.map(({ absence }) => absence.id));
  const standing = (await repository.absencesOf([...added, ...withdrawn].map(({ absence }) => absence.personId))).filter(({ withdrawnAt }) => withdrawnAt === null);
  if (withdrawn.some(({ absence }) => !standing.some(({ id }) => id === absence.id))) throw new Refusal('changed_meanwhile');
  const terms = new Set((await repository.termsOfAgencies(added.map(({ agencyId }) => agencyId))).map(({ agencyId, personId }) => `${agencyId} ${personId}`));
  if (added.some(({ agencyId, absence }) => !terms.has(`${agencyId} ${absence.personId}`))) throw new Refusal('not_in_office', { field: 'personId' });
  const all = [...standing.filter(({ id }) => !back.has(id)).map((one) => ({ one, place: -1 })), ...added.map(({ absence }, place) => ({ one: absence, place }))];
  if (clashingAbsences(all).size > 0) throw new Refusal('absence_overlap', { field: 'from' });
  tx.write(...withdrawn.map(({ absence }) => repository.withdrawAbsence(absence.id, at)), ...repository.insertAbsences(added.map(({ absence }) => absence)));
  for (const { absence, agencyId, name } of withdrawn) tx.raise(agencyStream(agencyId), 'absence_withdrawn', { before: { ...absence, name }, after: null });
  for (const { absence, agencyId, name } of added) tx.raise(agencyStream(agencyId), 'absence_registered', { before: null, after: { ...absence, name } });
}
