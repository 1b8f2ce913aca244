import type { Knex } from 'knex';
import { agencyLookup } from '../agencies/lookup.ts';
import { complaintLookup } from '../complaints/lookup.ts';
import type { Agency } from '../domain/agency.ts';
import { minutesBetween, type Instant } from '../domain/calendar.ts';
import { DRAW_PROGRAM } from '../domain/inspection/draw.ts';
import { extraWeeks } from '../domain/inspection/draw-coverage.ts';
import type { DrawInputs, DrawInspector, DrawOffice } from '../domain/inspection/draw-inputs.ts';
import type { InspectionSetting } from '../domain/inspection/draw-setting.ts';
import { addDays, daysBetween, type Day } from '../domain/jalali.ts';
import type { ManagerHour } from '../domain/manager-hour.ts';
import { foldKey } from '../domain/persian.ts';
import { hourLookup } from '../hours/lookup.ts';
import { inspectionLookup } from '../inspections/lookup.ts';
import { settingsLookup } from '../settings/lookup.ts';
import { AGENCY_KINDS } from '../wording/agencies.ts';
import { inspectorsOf } from './inspectors.ts';
import { placeLookup } from './places.ts';
import { drawRepository } from './repository.ts';

/** Word of absent managers counts for half a year, a confirmed absence for a year. */
const COMPLAINT_DAYS = 182;
const ABSENCE_DAYS = 364;
const DAYS_OF_WEEK = 7;

/** When a day's first hour begins and its last one ends; null where none is held. */
export function spanOf(hours: readonly Pick<ManagerHour, 'state' | 'startsAt' | 'endsAt'>[]): { readonly startsAt: Instant; readonly endsAt: Instant } | null {
  const [first, ...rest] = hours.filter(({ state }) => state !== 'cancelled');
  if (first === undefined) return null;
  return rest.reduce((span, { startsAt, endsAt }) => ({ startsAt: startsAt < span.startsAt ? startsAt : span.startsAt, endsAt: endsAt > span.endsAt ? endsAt : span.endsAt }), { startsAt: first.startsAt, endsAt: first.endsAt });
}

/** So many weeks an agency may wait: the shortest that its county's or its kind's name is given, else the general one. */
export function periodOf({ countyId, kind }: Pick<Agency, 'countyId' | 'kind'>, { coverage, coverageWeeks }: InspectionSetting, countyName: (id: string) => string): number {
  const names = [...(countyId === null ? [] : [countyName(countyId)]), AGENCY_KINDS[kind]].map(foldKey);
  const own = coverage.filter(({ name }) => names.includes(foldKey(name))).map(({ weeks }) => weeks);
  return own.length === 0 ? coverageWeeks : Math.min(...own);
}

/** The names to which the setting gives a period of their own and that no county and no kind of agency bears. */
export function namesUnknown({ coverage }: InspectionSetting, countyNames: readonly string[]): string[] {
  const known = new Set([...countyNames, ...Object.values(AGENCY_KINDS)].map(foldKey));
  return coverage.flatMap(({ name }) => (known.has(foldKey(name)) ? [] : [name]));
}

/** What a day's draw is made of, and the hour of each office; `span` is null where no hour is held. */
export interface DrawGround {
  readonly inputs: DrawInputs;
  readonly span: ReturnType<typeof spanOf>;
  /** By agency; `opens` is its beginning in minutes after that of the day's first. */
  readonly hourOf: ReadonlyMap<string, { readonly id: string; readonly opens: number }>;
  readonly everybody: readonly DrawInspector[];
  /** Whether the office's inspectors can hold the periods at all; null drawn-out weeks mean that they cannot. */
  readonly extra: number | null;
}

/**
 * Reads what a draw of a day is made of; only these inspectors go, or all where none are named. Where the day's hours have begun at `from`, what is
 * left of them is drawn from.
 */
export async function drawGround(db: Knex, day: Day, inspectorIds: readonly string[] | null, from: Instant | null = null): Promise<DrawGround> {
  const setting = (await settingsLookup(db).settingsOn(day)).inspection;
  const agencies = agencyLookup(db);
  const known = new Map((await agencies.all()).map((agency) => [agency.id, agency]));
  const counties = await agencies.countyNames();
  const hours = await hourLookup(db).presencesOn(day);
  const span = spanOf(hours.map(({ hour }) => hour));
  const places = await placeLookup(db).all();
  const visited = hours.filter(({ hour, presence }) => hour.state !== 'cancelled' && presence !== 'excused' && known.get(hour.agencyId)?.mayBeInspected === true && (from === null || from < hour.endsAt));
  const minutesIn = (at: Instant): number => (span === null ? 0 : minutesBetween(span.startsAt, at));
  const begun = from === null ? 0 : Math.max(minutesIn(from), 0);
  const ids = visited.map(({ hour }) => hour.agencyId);
  const inspections = inspectionLookup(db);
  const [last, pairs] = [await inspections.lastVisits(ids, day), await inspections.pairsBefore(day)];
  const complaints = await complaintLookup(db).countsSince(addDays(day, -COMPLAINT_DAYS));
  const absences = new Map<string, number>();
  for (const { agencyId, decision } of await hourLookup(db).between(addDays(day, -ABSENCE_DAYS), addDays(day, -1))) {
    if (decision === 'confirmed') absences.set(agencyId, (absences.get(agencyId) ?? 0) + 1);
  }
  const began = await drawRepository(db).firstDay();
  const sinceOf = (agencyId: string): Day => {
    const [first, from] = [began ?? day, known.get(agencyId)?.validFrom ?? null];
    return last.get(agencyId) ?? (from !== null && from > first ? from : first);
  };
  const offices = visited.map(({ hour }): DrawOffice => {
    const agency = known.get(hour.agencyId) as Agency;
    return {
      id: agency.id, county: agency.countyId, area: places.get(agency.id)?.area ?? '', kind: agency.kind,
      waited: Math.max(Math.round(daysBetween(sinceOf(agency.id), day) / DAYS_OF_WEEK), 0), period: periodOf(agency, setting, (id) => counties.get(id) ?? ''),
      complaints: complaints.get(agency.id) ?? 0, absences: absences.get(agency.id) ?? 0, last: [...(pairs.get(agency.id) ?? [])].sort(),
      opens: Math.max(minutesIn(hour.startsAt), begun), closes: minutesIn(hour.endsAt),
    };
  });
  const everybody = (await inspectorsOf(db)).map(({ id, county }) => ({ id, county })).sort((one, other) => (one.id < other.id ? -1 : 1));
  const inspectors = everybody.filter(({ id }) => inspectorIds === null || inspectorIds.includes(id));
  const { visits, base, complaint, absence, week } = setting;
  const extra = extraWeeks({ offices, inspectors: everybody, visits });
  const inputs = { program: DRAW_PROGRAM, day, startsAt: span?.startsAt ?? '', visits, extra: extra ?? 0, weights: { base, complaint, absence, week }, offices: offices.sort((one, other) => (one.id < other.id ? -1 : 1)), inspectors };
  return { inputs, span, hourOf: new Map(visited.map(({ hour }) => [hour.agencyId, { id: hour.id, opens: minutesIn(hour.startsAt) }])), everybody, extra };
}
