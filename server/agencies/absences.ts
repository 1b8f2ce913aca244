import type { Knex } from 'knex';
import type { Writer } from '../../db/writer.ts';
import type { Absence, AbsenceEntry, Agency, NamedTerm } from '../domain/agency.ts';
import type { Command } from '../domain/command.ts';
import { addDays, type Day } from '../domain/jalali.ts';
import { spansMeet, withinSight } from '../domain/office.ts';
import type { Scope } from '../domain/permission.ts';
import { Refusal } from '../domain/refusal.ts';
import { peopleLookup } from '../people/lookup.ts';
import { personStream } from '../people/steps.ts';
import { agencyRepository } from './repository.ts';
import { agencySteps, agencyStream } from './steps.ts';
import { termRepository } from './terms-repository.ts';

/** An absence in the list of all agencies. */
export interface ListedAbsence {
  readonly absence: Absence;
  readonly agency: Agency;
  readonly term: NamedTerm;
  readonly recorder: string;
}

// The list of what is past goes back this far: older ones stand on their agency's page.
const PAST_DAYS = 90;

interface Deps {
  readonly reads: Knex;
  readonly writer: Writer;
  readonly newId: () => string;
}

/** Absences of an agency's officers: registered by whom and when, and withdrawn but never erased. */
export function createAbsences({ reads, writer, newId }: Deps) {
  return {
    /** Refuses `range_backwards`, `absence_overlap`, and `not_found` for a person who is not in office at the agency in those days. */
    async register(agencyId: string, entry: AbsenceEntry, command: Command): Promise<{ id: string }> {
      const absence: Absence = { ...entry, id: newId(), agencyId, recordedAt: command.at, recordedBy: command.actor ?? '', withdrawnAt: null };
      if (absence.to < absence.from) throw new Refusal('range_backwards', { field: 'to' });
      if (absence.fromClock !== null && absence.toClock !== null && absence.toClock <= absence.fromClock) throw new Refusal('range_backwards', { field: 'toClock' });
      return writer.submit({
        ...command,
        streams: [agencyStream(agencyId), personStream(absence.personId)],
        apply: async (tx) => {
          const held = await termRepository(tx.db).termsOf(agencyId);
          const term = held.find((one) => one.personId === absence.personId && spansMeet(one, absence));
          if (term === undefined) throw new Refusal('not_in_office', { field: 'personId' });
          await agencySteps(tx).addAbsence(absence, agencyId, term.name);
          return { id: absence.id };
        },
      });
    },

    /** Takes an absence back; it stays on record. Refuses `not_found` where it meets no term of the person at the agency. */
    async withdraw(agencyId: string, absenceId: string, command: Command): Promise<void> {
      await writer.submit({
        ...command,
        streams: [agencyStream(agencyId)],
        apply: async (tx) => {
          const repository = termRepository(tx.db);
          const before = await repository.absenceById(absenceId);
          const term = before === null ? undefined : (await repository.termsOf(agencyId)).find((one) => one.personId === before.personId && spansMeet(one, before));
          if (before === null || term === undefined) throw new Refusal('not_found');
          if (before.withdrawnAt !== null) return {};
          tx.write(repository.withdrawAbsence(absenceId, command.at));
          tx.raise(agencyStream(agencyId), 'absence_withdrawn', { before: { ...before, name: term.name }, after: null });
          return {};
        },
      });
    },

    /** Standing absences within the scope, with the notes that may be read there: those not over today, nearest first; or those of the last 90 days, latest first. */
    async list(when: 'ahead' | 'past', scope: Scope, today: Day): Promise<ListedAbsence[]> {
      const repository = termRepository(reads);
      const agencies = new Map((await agencyRepository(reads).agencies({ scope })).map((agency) => [agency.id, agency]));
      const all = await repository.absencesBetween(when === 'ahead' ? today : addDays(today, -PAST_DAYS), when === 'ahead' ? null : addDays(today, -1));
      const absences = when === 'ahead' ? all : all.filter((absence) => absence.to < today).reverse();
      const terms = await repository.termsOfPeople(absences.map((absence) => absence.personId));
      const recorders = await peopleLookup(reads).namesOfUsers(absences.map((absence) => absence.recordedBy));
      return absences.flatMap((absence) =>
        terms
          .filter((term) => term.personId === absence.personId && spansMeet(term, absence))
          .flatMap((term) => {
            const agency = agencies.get(term.agencyId);
            return agency === undefined ? [] : [{ absence: withinSight(absence, scope), agency, term, recorder: recorders.get(absence.recordedBy) ?? '' }];
          }),
      );
    },
  };
}

export type Absences = ReturnType<typeof createAbsences>;
