import type { Knex } from 'knex';
import type { Instant } from '../domain/calendar.ts';
import type { Day } from '../domain/jalali.ts';
import { presenceSeen, type Excuse, type Presence, type VisitAnswer } from '../domain/manager-hour.ts';
import { inspectionLookup } from '../inspections/lookup.ts';
import { peopleLookup } from '../people/lookup.ts';
import type { CountyFacts, Office } from './facts.ts';

/** One thing that was told of an office in its hour. */
export interface Told {
  readonly key: string;
  readonly at: Instant;
  readonly office: Office;
  readonly county: string | null;
  readonly presence: Presence;
  readonly excuse: Excuse | null;
  /** What an inspector reported, and who; null where it is no visit, or the reader may not see visits. */
  readonly visit: { readonly answer: VisitAnswer; readonly inspector: string } | null;
  readonly offline: boolean;
}

/** A target that was opened without a network and not reported yet. */
export interface Opened {
  readonly office: Office;
  readonly county: string | null;
  readonly inspector: string;
}

/** What comes in on a day, the newest first. */
export interface Feed {
  readonly told: readonly Told[];
  readonly opened: readonly Opened[];
}

const SHOWN = 12;

const recorded = (county: string | null, office: Office, withSeen: boolean): Told[] => {
  const { moments: { presence, declaredAt, seenAt, excusedAt, decidedAt } } = office;
  const told = (at: Instant | null, what: Presence): Told[] =>
    at === null ? [] : [{ key: `${office.hourId} ${what}`, at, office, county, presence: what, excuse: what === 'excused' ? office.excuse : null, visit: null, offline: false }];
  return [
    ...told(declaredAt, 'declared'),
    ...(withSeen && presence !== 'no_report' && presence !== 'declared' && presence !== 'excused' && presence !== 'absent' ? told(seenAt, presence) : []),
    ...(presence === 'excused' ? told(excusedAt, 'excused') : []),
    ...(presence === 'absent' ? told(decidedAt, 'absent') : []),
  ];
};

/** What came in of these counties of a day: who may see visits reads each report with its inspector, others only what became of the hour. */
export async function readFeed(db: Knex, day: Day, counties: readonly CountyFacts[], withVisits: boolean): Promise<Feed> {
  const hours = new Map(counties.flatMap(({ county, offices }) => offices.map((office) => [office.hourId, { office, county: county?.name ?? null }] as const)));
  const moments = [...hours.values()].flatMap(({ office, county }) => recorded(county, office, !withVisits));
  const newest = (all: readonly Told[]): Told[] => [...all].sort((one, other) => (one.at > other.at ? -1 : one.at < other.at ? 1 : one.key < other.key ? -1 : 1)).slice(0, SHOWN);
  if (!withVisits) return { told: newest(moments), opened: [] };
  const ids = counties.flatMap(({ county }) => county?.id ?? []);
  const lookup = inspectionLookup(db);
  const visits = (await lookup.reportsOn(day, ids.length === counties.length ? ids : null)).filter(({ hourId }) => hours.has(hourId));
  const openings = (await lookup.openedOffline(day)).filter(({ hourId }) => hourId !== null && hours.has(hourId));
  const names = await peopleLookup(db).namesOfUsers([...new Set([...visits, ...openings].map(({ inspectorId }) => inspectorId))]);
  const offline = new Set(openings.map(({ targetId }) => targetId));
  const seen = visits.flatMap(({ id, hourId, receivedAt, answer, inspectorId, targetId }): Told[] => {
    const found = hours.get(hourId);
    if (found === undefined) return [];
    return [{ key: id, at: receivedAt, ...found, presence: presenceSeen(answer), excuse: null, visit: { answer, inspector: names.get(inspectorId) ?? '' }, offline: offline.has(targetId) }];
  });
  const reported = new Set(visits.map(({ targetId }) => targetId));
  return {
    told: newest([...moments, ...seen]),
    opened: openings.flatMap(({ targetId, hourId, inspectorId }) => {
      const found = reported.has(targetId) ? undefined : hours.get(hourId ?? '');
      return found === undefined ? [] : [{ ...found, inspector: names.get(inspectorId) ?? '' }];
    }),
  };
}
