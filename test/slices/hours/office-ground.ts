import { randomUUID } from 'node:crypto';
import type { Instant } from '../../../server/domain/calendar.ts';
import type { VisitAnswer } from '../../../server/domain/manager-hour.ts';
import type { Grant, Role } from '../../../server/domain/permission.ts';
import { hourLookup } from '../../../server/hours/lookup.ts';
import { hourSteps, hourStreams } from '../../../server/hours/steps.ts';
import { nameKeysOf } from '../../../server/people/person.ts';
import type { TestApp } from '../../support/app.ts';
import { layHour } from '../../support/hours.ts';

/** Monday 9 Azar 1405; nine o'clock in Tehran is 05:30 UTC. */
export const MONDAY = '2026-11-30';

/** An instant of that Monday by Tehran's clock. */
export const at = (clock: string, day = MONDAY): string => new Date(Date.parse(`${day}T${clock}:00+03:30`)).toISOString();

/** A county with one office, its head and his deputy. */
export interface Body {
  readonly agencyId: string;
  readonly countyId: string;
  readonly headId: string;
  readonly deputyId: string;
}

/** Lays such a body straight into the tables. */
export async function layBody({ database: { direct } }: TestApp, shortName: string, sector = 'infra'): Promise<Body> {
  const body: Body = { agencyId: randomUUID(), countyId: randomUUID(), headId: randomUUID(), deputyId: randomUUID() };
  const place = `شهرستان ${shortName}`;
  await direct('counties').insert({ id: body.countyId, name: place, name_key: nameKeysOf(place).name_key, sort_key: nameKeysOf(place).sort_key, centre: place, amar_code: null, valid_from: null, valid_to: null });
  const { sort_key, search_key } = nameKeysOf(shortName);
  await direct('agencies').insert({
    id: body.agencyId, code: body.agencyId, name: `ادارهٔ ${shortName}`, name_key: nameKeysOf(shortName).name_key, short_name: shortName, sort_key, search_key, sector, kind: 'general_directorate', head_title: 'مدیرکل',
    county_id: body.countyId, parent_id: null, valid_from: null, valid_to: null, may_be_invited: 1, may_be_inspected: 1, may_be_given_notice: 1, flags_why: null,
  });
  for (const [id, name, post] of [[body.headId, `هاشم امینی ${shortName}`, 'مدیرکل'], [body.deputyId, `مریم کریمی ${shortName}`, 'معاون']] as const) {
    await direct('people').insert({ id, honorific: 'agha', name, ...nameKeysOf(name) });
    await direct('terms').insert({ id: randomUUID(), agency_id: body.agencyId, person_id: id, post, from_day: '2020-01-01', to_day: null });
  }
  return body;
}

/** A role as somebody of the body holds it. */
export const of = (role: Role, { agencyId }: Body): Grant => ({ role, agencyId, countyId: null });

/** The role of a county's governor. */
export const governorOf = ({ countyId }: Body): Grant => ({ role: 'county_governor', agencyId: null, countyId });

/** An hour of the Monday in which the head was not found at 9:42. */
export const notFound = ({ database }: TestApp, { agencyId }: Body): Promise<string> =>
  layHour(database, { agencyId, day: MONDAY, presence: 'not_found', answer: 'not_found', seenAt: at('09:42') as never, seenReportId: 'r1' });

/** A report of a visit, at 9:42 unless said otherwise, as it bears on an hour. */
export async function visited({ database, writer }: TestApp, id: string, answer: VisitAnswer, { reportId = 'r7', when = at('09:42') } = {}): Promise<void> {
  const known = await hourLookup(database.reads).byId(id);
  if (known === null) throw new Error(`There is no hour ${id}.`);
  await writer.submit({
    key: randomUUID(), bodyHash: '', actor: null, at: when, streams: hourStreams(known),
    apply: async (tx) => Promise.resolve(hourSteps(tx).seen((await hourLookup(tx.db).byId(id)) ?? known, { reportId, answer, at: when as Instant })),
  });
}

/** What is recorded of an hour. */
export const hourRow = async ({ database }: TestApp, id: string) => (await database.direct('hours').where({ id }).first()) as unknown as Readonly<Record<string, string | number | null>>;
