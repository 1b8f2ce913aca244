import type { Tx } from '../../db/writer.ts';
import type { Absence, Agency, County, Term } from '../domain/agency.ts';
import { agencyStream, agencySteps, countyStream, ROSTER_STREAM } from '../agencies/steps.ts';
import { addClosures, CALENDAR_STREAM } from '../calendar/steps.ts';
import type { RecordedClosure } from '../calendar/repository.ts';
import type { Demand } from '../demand/demand.ts';
import { addDemand } from '../demand/steps.ts';
import type { Honorific } from '../people/person.ts';
import { peopleSteps, personStream } from '../people/steps.ts';
import type { DatedSetting } from '../domain/settings.ts';
import { addSettings, SETTINGS_STREAM } from '../settings/steps.ts';
import type { Instant } from '../domain/calendar.ts';

/** A head of an agency as set-up knows him: no national code, no phone. */
export interface PlainPerson {
  readonly id: string;
  readonly honorific: Honorific;
  readonly name: string;
}

/** Everything with which an office begins; ids are made, names are unlike one another. What is written down is written by `by`. */
export interface Office {
  readonly counties: readonly County[];
  readonly agencies: readonly Agency[];
  readonly people: readonly PlainPerson[];
  readonly terms: readonly Term[];
  readonly absences: readonly Absence[];
  readonly closures: readonly RecordedClosure[];
  readonly settings: readonly DatedSetting[];
  readonly demand: readonly Demand[];
}

/** A person without national code and phone, as the people's steps take one. */
export const bare = (person: PlainPerson) => ({ ...person, nationalCode: null, nationalCodeIndex: null, phone: null, phoneIndex: null, nationalCodeIndexes: [] });

/** The streams on which an office's beginning is recorded. */
export function streamsOf(office: Office): string[] {
  return [
    ROSTER_STREAM,
    SETTINGS_STREAM,
    CALENDAR_STREAM,
    ...office.counties.map((county) => countyStream(county.id)),
    ...office.agencies.map((agency) => agencyStream(agency.id)),
    ...[...new Set(office.absences.map((absence) => absence.personId))].map(personStream),
    ...[...new Set(office.demand.map((row) => row.year))].map((year) => `demand:${year}`),
  ];
}

/** Joins the beginning of an office to a change that declared `streamsOf` it; refuses what the steps of the slices refuse. */
export async function layOffice(tx: Tx, office: Office, at: Instant, by: string): Promise<void> {
  const agencies = agencySteps(tx);
  const people = peopleSteps(tx);
  for (const county of office.counties) await agencies.addCounty(county);
  for (const agency of office.agencies) await agencies.addAgency(agency);
  for (const person of office.people) await people.addPerson(bare(person));
  const names = new Map(office.people.map((person) => [person.id, person.name]));
  const agencyOf = new Map(office.terms.map((term) => [term.personId, term.agencyId]));
  for (const term of office.terms) await agencies.addTerm(term, names.get(term.personId) ?? '');
  for (const absence of office.absences) {
    await agencies.addAbsence({ ...absence, recordedBy: by, recordedAt: at }, agencyOf.get(absence.personId) ?? '', names.get(absence.personId) ?? '');
  }
  addClosures(tx, office.closures.map((closure) => ({ ...closure, recordedBy: by, recordedAt: at })));
  addSettings(tx, office.settings.map((setting) => ({ ...setting, recordedBy: by, recordedAt: at })));
  addDemand(tx, office.demand, at, by);
}
