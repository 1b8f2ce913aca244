import { randomBytes, randomUUID } from 'node:crypto';
import { createSeal } from '../../../db/sealed.ts';
import { createWriter } from '../../../db/writer.ts';
import { createAbsences } from '../../../server/agencies/absences.ts';
import { agencyLookup } from '../../../server/agencies/lookup.ts';
import { createAgencies, type AgencyEntry } from '../../../server/agencies/service.ts';
import { createTerms, type TermEntry } from '../../../server/agencies/terms.ts';
import type { AbsenceEntry } from '../../../server/domain/agency.ts';
import { instant } from '../../../server/domain/calendar.ts';
import type { Command } from '../../../server/domain/command.ts';
import { day } from '../../../server/domain/jalali.ts';
import type { Fresh } from '../../support/database.ts';

export const today = day('2026-11-22');
export const command = (more: Partial<Command> = {}): Command => ({ key: randomUUID(), bodyHash: randomUUID(), actor: 'u1', at: instant('2026-11-22T06:00:00.000Z'), ...more });

/** An agency's form as filled by default. */
export const agencyEntry = (name: string, more: Partial<AgencyEntry> = {}): AgencyEntry => ({
  name, shortName: name, code: null, sector: 'infra', kind: 'general_directorate', headTitle: 'مدیرکل', countyId: null, parentId: null,
  validFrom: null, validTo: null, mayBeInvited: true, mayBeInspected: true, mayBeGivenNotice: true, flagsWhy: null, aliases: null, directLine: null, ...more,
});

/** A term's form for somebody new. */
export const termEntry = (name: string, from: string, to: string | null, more: Partial<TermEntry> = {}): TermEntry => ({
  person: { honorific: 'agha', name, nationalCode: null, phone: null }, post: 'مدیرکل', from: day(from), to: to === null ? null : day(to), ...more,
});

/** An absence's form. */
export const absenceEntry = (personId: string, from: string, to: string, more: Partial<AbsenceEntry> = {}): AbsenceEntry => ({
  personId, kind: 'leave', from: day(from), to: day(to), fromClock: null, toClock: null, note: '', ...more,
});

/** The services of agencies over a database of their own. */
export async function agencyGround(fresh: Fresh) {
  const database = await fresh();
  const writer = await createWriter(database, () => undefined);
  const key = () => randomBytes(32).toString('base64');
  const deps = { reads: database.reads, writer, newId: randomUUID, seal: createSeal({ encryptionKey: key(), indexKey: key() }) };
  const terms = createTerms(deps);
  return {
    database,
    agencies: createAgencies(deps),
    terms,
    absences: createAbsences(deps),
    lookup: agencyLookup(database.reads),
    personOf: async (agencyId: string, termId: string): Promise<string> => (await terms.term(agencyId, termId)).personId,
    eventsOf: async (stream: string): Promise<string[]> => (await database.reads('events').where({ stream }).orderBy('seq').select()).map(({ kind }) => kind),
  };
}
