import type { Knex } from 'knex';
import { inParts, PART } from '../../db/parts.ts';
import type { AbsenceRow, PersonRow, TermRow } from '../../db/tables.ts';
import type { Clock, Instant } from '../domain/calendar.ts';
import type { Day } from '../domain/jalali.ts';
import type { Absence, NamedTerm, Term } from '../domain/agency.ts';

type NamedTermRow = TermRow & Pick<PersonRow, 'name' | 'honorific'>;

const toTerm = (row: NamedTermRow): NamedTerm => ({
  id: row.id,
  agencyId: row.agency_id,
  personId: row.person_id,
  post: row.post,
  from: row.from_day as Day,
  to: row.to_day as Day | null,
  name: row.name,
  // An office's account heads nothing.
  honorific: row.honorific === 'khanom' ? 'khanom' : 'agha',
});

const termRow = (term: Term): TermRow => ({
  id: term.id,
  agency_id: term.agencyId,
  person_id: term.personId,
  post: term.post,
  from_day: term.from,
  to_day: term.to,
});

const toAbsence = (row: AbsenceRow): Absence => ({
  id: row.id,
  personId: row.person_id,
  agencyId: row.agency_id,
  kind: row.kind,
  from: row.from_day as Day,
  to: row.to_day as Day,
  fromClock: row.from_clock as Clock | null,
  toClock: row.to_clock as Clock | null,
  note: row.note,
  recordedAt: row.recorded_at as Instant,
  recordedBy: row.recorded_by,
  withdrawnAt: row.withdrawn_at as Instant | null,
});

const absenceRow = (absence: Absence): AbsenceRow => ({
  id: absence.id,
  person_id: absence.personId,
  agency_id: absence.agencyId,
  kind: absence.kind,
  from_day: absence.from,
  to_day: absence.to,
  from_clock: absence.fromClock,
  to_clock: absence.toClock,
  note: absence.note,
  recorded_at: absence.recordedAt,
  recorded_by: absence.recordedBy,
  withdrawn_at: absence.withdrawnAt,
});

/** Terms of office and absences over one handle; writes are unsent builders for the change to queue. */
export function termRepository(db: Knex) {
  const terms = () =>
    db('terms')
      .join('people', 'people.id', 'terms.person_id')
      .select('terms.id', 'terms.agency_id', 'terms.person_id', 'terms.post', 'terms.from_day', 'terms.to_day', 'people.name', 'people.honorific')
      .orderBy([{ column: 'terms.from_day', order: 'desc' }, { column: 'terms.id' }]);
  return {
    async termById(id: string): Promise<NamedTerm | null> {
      const rows = (await terms().where('terms.id', id)) as NamedTermRow[];
      return rows.map(toTerm)[0] ?? null;
    },
    /** An agency's terms, newest first. */
    async termsOf(agencyId: string): Promise<NamedTerm[]> {
      return ((await terms().where('terms.agency_id', agencyId)) as NamedTermRow[]).map(toTerm);
    },
    /** The terms of several agencies, newest first. */
    async termsOfAgencies(agencyIds: readonly string[]): Promise<NamedTerm[]> {
      const found: NamedTerm[] = [];
      for (const part of inParts([...new Set(agencyIds)])) found.push(...((await terms().whereIn('terms.agency_id', part)) as NamedTermRow[]).map(toTerm));
      return found;
    },
    async termsOfPeople(personIds: readonly string[]): Promise<NamedTerm[]> {
      return ((await terms().whereIn('terms.person_id', [...new Set(personIds)])) as NamedTermRow[]).map(toTerm);
    },
    /** Every term that has a day from `from` to `to`, newest first. */
    async termsBetween(from: Day, to: Day): Promise<NamedTerm[]> {
      const query = terms().where('terms.from_day', '<=', to).where((either) => {
        void either.whereNull('terms.to_day').orWhere('terms.to_day', '>=', from);
      });
      return ((await query) as NamedTermRow[]).map(toTerm);
    },

    async absenceById(id: string): Promise<Absence | null> {
      const row = await db('absences').where({ id }).first();
      return row === undefined ? null : toAbsence(row);
    },
    /** All absences of the people, withdrawn ones too, latest first. */
    async absencesOf(personIds: readonly string[]): Promise<Absence[]> {
      const found: Absence[] = [];
      for (const part of inParts([...new Set(personIds)])) {
        found.push(...(await db('absences').whereIn('person_id', part).orderBy([{ column: 'from_day', order: 'desc' }, { column: 'id' }]).select()).map(toAbsence));
      }
      // Each part has its order; of several parts it is made anew.
      return personIds.length <= PART ? found : found.sort((one, other) => (one.from < other.from ? 1 : one.from > other.from ? -1 : one.id < other.id ? -1 : 1));
    },
    /** Absences that stand, or also those that were withdrawn, and have a day from `from` to `to` (null: any later day), earliest first. */
    async absencesBetween(from: Day, to: Day | null, { withdrawnToo = false } = {}): Promise<Absence[]> {
      const query = db('absences').where('to_day', '>=', from).orderBy(['from_day', 'id']);
      if (!withdrawnToo) void query.whereNull('withdrawn_at');
      if (to !== null) void query.where('from_day', '<=', to);
      return (await query.select()).map(toAbsence);
    },

    insertTerm: (term: Term) => db('terms').insert(termRow(term)),
    /** Several, some a statement. */
    insertTerms: (added: readonly Term[]) => inParts(added).map((part) => db('terms').insert(part.map(termRow))),
    updateTerm: (term: Term) => db('terms').where({ id: term.id }).update(termRow(term)),
    insertAbsence: (absence: Absence) => db('absences').insert(absenceRow(absence)),
    /** Several, some a statement. */
    insertAbsences: (added: readonly Absence[]) => inParts(added).map((part) => db('absences').insert(part.map(absenceRow))),
    withdrawAbsence: (id: string, at: Instant) => db('absences').where({ id }).whereNull('withdrawn_at').update({ withdrawn_at: at }),
  };
}
