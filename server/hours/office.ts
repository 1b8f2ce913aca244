import type { Knex } from 'knex';
import { readOnce } from '../../db/memory.ts';
import { numberOf } from '../../db/numbers.ts';
import type { Database } from '../../db/connection.ts';
import { snapshot } from '../../db/snapshot.ts';
import { agencyLookup } from '../agencies/lookup.ts';
import { agencyStream } from '../agencies/steps.ts';
import { callLookup } from '../calls/lookup.ts';
import { addMinutes, dayOf, formatClock, type Instant } from '../domain/calendar.ts';
import { isUndecided, officePhase, type OfficePhase } from '../domain/hour-acts.ts';
import { addDays } from '../domain/jalali.ts';
import type { ManagerHour } from '../domain/manager-hour.ts';
import { CODE_MARGIN_MINUTES } from '../domain/presence-code.ts';
import { Refusal } from '../domain/refusal.ts';
import type { SealOfDraw } from '../draws/lookup.ts';
import { peopleLookup } from '../people/lookup.ts';
import { sessionLookup } from '../sessions/lookup.ts';
import type { Substitutes } from '../sessions/substitutes.ts';
import { sessionStream } from '../sessions/steps.ts';
import type { PresenceCodes } from './codes.ts';
import { explanationDue } from './explanation.ts';
import { hourLookup, type HourPresence } from './lookup.ts';
import { hourStream } from './steps.ts';

/** What changes on an office's page while it stands open; `until` is when the manager's time to explain ends, where he was not found. */
export interface OfficeNow {
  readonly seq: number;
  readonly known: HourPresence;
  readonly waiting: number;
  readonly declaredBy: string | null;
  readonly until: Instant | null;
}

/** An hour of the past with the time that is left to explain it, where that is asked. */
export interface PastHour {
  readonly known: HourPresence;
  readonly until: Instant | null;
}

/** What the office's page shows; `sealed` says of the day's list of visits whether it was sealed only after the hour had begun, and how often it was amended; null where there is none. */
export interface OfficeFacts {
  readonly agency: { readonly id: string; readonly name: string };
  readonly hour: ManagerHour | null;
  readonly phase: OfficePhase | null;
  readonly isToday: boolean;
  readonly live: OfficeNow | null;
  readonly past: readonly PastHour[];
  readonly substitutes: Substitutes | null;
  readonly substituteName: string | null;
  readonly sealed: { readonly late: boolean; readonly amendments: number } | null;
  /** Whether it has offices in counties, whose reports its manager reads after the hour. */
  readonly hasCountyOffices: boolean;
}

/** The one sentence that others read of a day's draw. */
export type SealOf = (day: ManagerHour['day']) => Promise<Pick<SealOfDraw, 'drawnAt' | 'amendments'> | null>;

interface Deps {
  readonly database: Pick<Database, 'reads' | 'snapshot'>;
  readonly codes: PresenceCodes;
  readonly sealOf: SealOf;
}

/** So many days ahead the next hour is looked for, and so many back the last ones. */
const AHEAD_DAYS = 60;
const BACK_DAYS = 120;
const PAST_SHOWN = 8;

const streamsOf = (hour: ManagerHour): readonly string[] => [hourStream(hour.id), sessionStream(hour.id), agencyStream(hour.agencyId)];

const dueOf = async (db: Knex, hour: ManagerHour): Promise<Instant | null> => (isUndecided(hour) ? explanationDue(db, hour) : null);

async function readNow(db: Knex, hour: ManagerHour): Promise<OfficeNow> {
  const by = hour.declaredBy === null ? null : ((await peopleLookup(db).calledOf([hour.declaredBy])).get(hour.declaredBy) ?? null);
  return {
    seq: await numberOf(db, streamsOf(hour)),
    known: await hourLookup(db).presenceIn(hour),
    waiting: (await callLookup(db).queuesOf([hour.id])).get(hour.id)?.waiting ?? 0,
    declaredBy: by,
    until: await dueOf(db, hour),
  };
}

/** Today's hour, or the next one; of several today the one that is not over, and none that is not held where another is. */
function presentOf(hours: readonly ManagerHour[], now: Instant): ManagerHour | null {
  const today = hours.filter(({ day }) => day === dayOf(now));
  const held = today.filter(({ state }) => state !== 'cancelled');
  return held.find(({ endsAt }) => addMinutes(endsAt, CODE_MARGIN_MINUTES) > now) ?? held.at(-1) ?? today.at(-1) ?? hours.find(({ day, state }) => day > dayOf(now) && state !== 'cancelled') ?? null;
}

/** What a manager's office sees of its own hours. */
export function createOffice({ database, codes, sealOf }: Deps) {
  const { reads } = database;
  // An hour never passes to another agency.
  const agencies = new Map<string, string>();

  const agencyOf = async (hourId: string): Promise<string | null> => {
    const known = agencies.get(hourId) ?? (await hourLookup(reads).byId(hourId))?.agencyId ?? null;
    if (known !== null) agencies.set(hourId, known);
    return known;
  };
  const agencyNamed = async (db: Knex, id: string): Promise<{ readonly id: string; readonly name: string }> => {
    const agency = await agencyLookup(db).byId(id);
    if (agency === null) throw new Refusal('not_found');
    return { id, name: agency.shortName };
  };
  const around = (db: Knex, agencyId: string, now: Instant): Promise<ManagerHour[]> => hourLookup(db).ofAgency(agencyId, addDays(dayOf(now), -BACK_DAYS), addDays(dayOf(now), AHEAD_DAYS));

  return {
    agencyOf,
    /** The same without asking the database; undefined where nobody has asked yet. */
    knownAgencyOf: (hourId: string): string | undefined => agencies.get(hourId),

    /** Today's hour, or the next one, of some agencies, in the order of their names. */
    async list(agencyIds: readonly string[], now: Instant): Promise<readonly { readonly agency: { readonly id: string; readonly name: string }; readonly known: HourPresence | null }[]> {
      const rows = [];
      for (const id of [...new Set(agencyIds)]) {
        const hour = presentOf(await around(reads, id, now), now);
        rows.push({ agency: await agencyNamed(reads, id), known: hour === null ? null : await hourLookup(reads).presenceIn(hour) });
      }
      return rows.sort((one, other) => one.agency.name.localeCompare(other.agency.name, 'fa'));
    },

    /** Everything the page of one agency shows, as it stood at one moment. Refuses `not_found`. */
    page: (agencyId: string, now: Instant): Promise<OfficeFacts> =>
      snapshot(database, async (db) => {
        const agency = await agencyNamed(db, agencyId);
        const hours = await around(db, agencyId, now);
        const hour = presentOf(hours, now);
        const before = hours.filter((one) => one.id !== hour?.id && one.state !== 'cancelled' && one.endsAt <= now).reverse().slice(0, PAST_SHOWN);
        const past: PastHour[] = [];
        for (const one of before) past.push({ known: await hourLookup(db).presenceIn(one), until: await dueOf(db, one) });
        const isToday = hour !== null && hour.day === dayOf(now);
        const seal = isToday ? await sealOf(hour.day) : null;
        return {
          agency, hour, isToday, past,
          hasCountyOffices: (await agencyLookup(db).all()).some(({ parentId }) => parentId === agencyId),
          phase: hour === null ? null : officePhase(hour, now),
          live: hour === null ? null : await readNow(db, hour),
          substitutes: hour === null || hour.state === 'cancelled' || hour.endsAt <= now ? null : await sessionLookup(db).substitutesFor(hour),
          substituteName: hour === null || hour.substituteId === null ? null : ((await peopleLookup(db).personById(hour.substituteId))?.name ?? null),
          sealed: seal === null || hour === null ? null : { late: seal.drawnAt >= hour.startsAt, amendments: seal.amendments },
        };
      }),

    /** What is new of one hour; null where there is no such hour. */
    live: (hourId: string): Promise<OfficeNow | null> =>
      snapshot(database, (db) => readOnce(db, `office of ${hourId}`, async () => {
        const hour = await hourLookup(db).byId(hourId);
        return hour === null ? null : readNow(db, hour);
      })),

    async number(hourId: string): Promise<number> {
      const agencyId = await agencyOf(hourId);
      return agencyId === null ? 0 : numberOf(reads, [hourStream(hourId), sessionStream(hourId), agencyStream(agencyId)]);
    },

    /**
     * The secret of the hour that is on now, and from when until when its codes are shown. Refuses `hour_unknown` where there is none today, `hour_not_begun` before
     * a quarter of an hour before it, `hour_over` a quarter of an hour after it.
     */
    async secret(agencyId: string, now: Instant): Promise<{ readonly hourId: string; readonly secret: string; readonly from: Instant; readonly until: Instant }> {
      const hour = presentOf(await hourLookup(reads).ofAgency(agencyId, dayOf(now), dayOf(now)), now);
      if (hour === null || hour.state === 'cancelled') throw new Refusal('hour_unknown');
      const [from, until] = [addMinutes(hour.startsAt, -CODE_MARGIN_MINUTES), addMinutes(hour.endsAt, CODE_MARGIN_MINUTES)];
      if (now < from) throw new Refusal('hour_not_begun', { facts: { from: formatClock(hour.from) } });
      if (now >= until) throw new Refusal('hour_over');
      return { hourId: hour.id, secret: codes.secretOf(hour.id), from, until };
    },
  };
}

export type Office = ReturnType<typeof createOffice>;
