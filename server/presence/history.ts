import type { Knex } from 'knex';
import { remembered } from '../../db/memory.ts';
import { agencyLookup } from '../agencies/lookup.ts';
import { clockOf, dayOf, startOfDay, toInstant, type Instant } from '../domain/calendar.ts';
import { addDays, type Day } from '../domain/jalali.ts';
import type { Presence } from '../domain/manager-hour.ts';
import { countPresences, momentsOf, presentShare, recordedAt, type PresenceMoments } from '../domain/presence-board.ts';
import { hourLookup } from '../hours/lookup.ts';
import { presenceStream } from '../hours/steps.ts';
import type { CountyFacts, Office, Reach } from './facts.ts';
import { presenceRepository } from './repository.ts';

/** One earlier day at the same minute: the share of offices in which somebody answered, from 0 to 1. */
export interface EarlierDay {
  readonly day: Day;
  readonly share: number;
}

/** An office of which nothing has been recorded for long; `heard` is the last day on which anything was, null where it never was in so many days. */
export interface SilentOffice {
  readonly office: Office;
  readonly county: string | null;
  readonly heard: Day | null;
  /** Hours held since, the present one included. */
  readonly missed: number;
}

const EARLIER_SHOWN = 3;
const DAYS_BACK = 12;
const SILENT_SHOWN = 8;

/** What was known of one office of an earlier day: what stood elsewhere, or else what was recorded when. */
interface Past {
  readonly countyId: string | null;
  readonly agencyId: string;
  readonly elsewhere: Presence | null;
  readonly moments: PresenceMoments;
}

const streamsOf = async (db: Knex, days: readonly Day[]): Promise<string[]> => {
  const places = [...(await agencyLookup(db).counties()).map(({ id }) => id), null];
  return days.flatMap((day) => places.map((id) => presenceStream(day, id)));
};

/** What earlier days tell about the present one; read outside of snapshots, since the past hardly moves. */
export function createPast({ reads }: { readonly reads: Knex }) {
  const pastOf = async (day: Day): Promise<readonly Past[]> => {
    const streams = await streamsOf(reads, [day]);
    return remembered(reads, { name: `past presence ${day}`, kinds: [], streams }, async (own) =>
      (await hourLookup(own).presencesOn(day)).filter(({ hour }) => hour.state !== 'cancelled').map(({ hour, presence, by }) => ({
        countyId: hour.countyId, agencyId: hour.agencyId, elsewhere: by === 'record' ? null : presence,
        moments: momentsOf(hour),
      })));
  };
  const daysBefore = async (day: Day): Promise<readonly Day[]> =>
    remembered(reads, { name: `days of hours before ${day}`, kinds: ['presence'] }, (own) => hourLookup(own).daysBefore(day, DAYS_BACK));

  return {
    /** The days before one on which hours were held, the newest first. */
    daysBefore,

    /** The last days at the same minute, the newest first, for the offices of these counties; at their end where the day is not today. */
    async earlier(day: Day, now: Instant, reach: Reach): Promise<EarlierDay[]> {
      const uninspected = new Set((await agencyLookup(reads).all()).filter(({ mayBeInspected }) => !mayBeInspected).map(({ id }) => id));
      const days = (await daysBefore(day)).slice(0, EARLIER_SHOWN);
      return Promise.all(days.map(async (before) => {
        const at = dayOf(now) === day ? toInstant(before, clockOf(now)) : startOfDay(addDays(before, 1));
        const offices = (await pastOf(before)).filter(({ countyId, agencyId }) => !uninspected.has(agencyId) && (reach === 'all' || reach.includes(countyId)));
        return { day: before, share: presentShare(countPresences(offices.map(({ elsewhere, moments }) => elsewhere ?? recordedAt(moments, at)))) };
      }));
    },

    /** The offices without a report that have been silent longest, of these counties of a day; none before a second hour has been held. */
    async silent(day: Day, counties: readonly CountyFacts[]): Promise<SilentOffice[]> {
      const days = await daysBefore(day);
      if (days.length === 0) return [];
      const streams = await streamsOf(reads, days);
      const heard = await remembered(reads, { name: `last heard before ${day}`, kinds: [], streams }, (own) => presenceRepository(own).lastHeard(day));
      return counties
        .flatMap(({ county, offices }) => offices.filter(({ presence }) => presence === 'no_report').map((office): SilentOffice => {
          const last = heard.get(office.agencyId) ?? null;
          return { office, county: county?.name ?? null, heard: last, missed: 1 + days.filter((one) => last === null || one > last).length };
        }))
        .filter(({ missed }) => missed > 1)
        .sort((one, other) => other.missed - one.missed || one.office.place - other.office.place)
        .slice(0, SILENT_SHOWN);
    },
  };
}

export type PastDays = ReturnType<typeof createPast>;
