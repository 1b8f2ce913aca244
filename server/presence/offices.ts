import type { Database } from '../../db/connection.ts';
import { agencyLookup } from '../agencies/lookup.ts';
import type { Instant } from '../domain/calendar.ts';
import type { Visit } from '../domain/inspection/landed.ts';
import type { Day } from '../domain/jalali.ts';
import { inspectionLookup } from '../inspections/lookup.ts';
import type { Board, BoardDays } from './board.ts';
import type { Office } from './facts.ts';

/** One county office of a director-general, as it stood in its hour, with the reports of visits. */
export interface OwnOffice {
  readonly office: Office;
  readonly county: string | null;
  readonly reports: readonly Pick<Visit, 'id' | 'answer' | 'at'>[];
}

/** What a director-general reads of his county offices. */
export interface OwnOffices {
  /** Whether he has any at all. */
  readonly any: boolean;
  readonly days: BoardDays;
  /** The day that is shown: none before the first hour is over. */
  readonly day: Day | null;
  readonly offices: readonly OwnOffice[];
  /** The day that is still going on, and when it may be read; null where none is. */
  readonly waiting: { readonly day: Day; readonly until: Instant } | null;
}

/** What was found at the county offices of an agency, once the last hour of the day is over everywhere: managers warn each other. */
export function createOwnOffices({ database, board }: { readonly database: Pick<Database, 'reads' | 'snapshot'>; readonly board: Board }) {
  return {
    async read(agencyIds: readonly string[], asked: Day | null, now: Instant): Promise<OwnOffices> {
      const any = (await agencyLookup(database.reads).all()).some(({ parentId }) => parentId !== null && agencyIds.includes(parentId));
      const days = await board.days(asked, now);
      const [newest] = days.days;
      const until = newest === undefined ? null : await board.endOf(newest);
      const waiting = newest !== undefined && until !== null && until > now ? { day: newest, until } : null;
      const readable = days.days.filter((one) => one !== waiting?.day);
      const day = days.day !== null && readable.includes(days.day) ? days.day : (readable[0] ?? null);
      if (!any || day === null) return { any, days: { ...days, days: readable }, day, offices: [], waiting };
      const counties = (await board.part(day, now, 'all'))?.counties ?? [];
      const own = counties.flatMap(({ county, offices }) => offices.filter(({ parentId }) => parentId !== null && agencyIds.includes(parentId)).map((office) => ({ office, county: county?.name ?? null })));
      const hours = new Set(own.map(({ office }) => office.hourId));
      const visits = (await inspectionLookup(database.reads).reportsOn(day, null)).filter(({ hourId }) => hours.has(hourId));
      return {
        any, days: { ...days, days: readable }, day, waiting,
        offices: own.map((one) => ({ ...one, reports: visits.filter(({ hourId }) => hourId === one.office.hourId).map(({ id, answer, at }) => ({ id, answer, at })) })),
      };
    },
  };
}

export type OwnOfficesService = ReturnType<typeof createOwnOffices>;
