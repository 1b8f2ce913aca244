import type { Knex } from 'knex';
import { hasForecast } from '../domain/draft.ts';
import { addDays, firstOfMonth, lastOfMonth, monthOf, type Day } from '../domain/jalali.ts';
import { Refusal } from '../domain/refusal.ts';
import type { PlannedSession } from '../domain/session.ts';
import { boardDataOf, type BoardData } from './board-data.ts';
import { versionOn, type Publication, type PublishedSession } from './publication.ts';
import { truthOf } from './publish.ts';
import { rotaRepository } from './repository.ts';

/** A session that is foreseen and not yet promised. */
export interface Forecast {
  readonly session: PlannedSession;
  readonly agencyName: string;
  readonly shortName: string;
  readonly sector: string;
  readonly headTitle: string;
}

/** What everybody may see of a span of days. */
export interface Timetable {
  readonly from: Day;
  readonly to: Day;
  readonly sessions: readonly (PublishedSession & { readonly version: number })[];
  readonly forecast: readonly Forecast[];
  readonly publications: readonly Publication[];
}

/** The published timetable, for everybody; nothing here is changed. */
export function createTimetable({ reads }: { readonly reads: Knex }) {
  const rota = rotaRepository(reads);
  const forecastOf = ({ draft, sessions, surroundings, publications }: BoardData, from: Day, to: Day): Forecast[] =>
    sessions.flatMap((session) => {
      const agency = surroundings.agencies.find(({ id }) => id === session.agencyId);
      const foreseen = session.state === 'draft' && session.draftId === draft.id && session.day >= from && session.day <= to && versionOn(publications, session.day) === null;
      return agency === undefined || !foreseen ? [] : [{ session, agencyName: agency.name, shortName: agency.shortName, sector: agency.sector, headTitle: agency.headTitle }];
    });
  return {
    /** Each day's newest version from one day to another, and after the last published day what is foreseen. */
    async between(from: Day, to: Day): Promise<Timetable> {
      const publications = await rota.publications();
      const sessions = truthOf(await rota.publishedBetween(from, to), publications);
      const foreseeing = (await rota.drafts()).filter((draft) => draft.state === 'published' && hasForecast(draft) && draft.to >= from && addDays(draft.publishedUntil ?? draft.from, 1) <= to);
      const forecast: Forecast[] = [];
      for (const { id } of foreseeing) forecast.push(...forecastOf(await boardDataOf(reads, id), from, to));
      return { from, to, sessions, forecast, publications };
    },

    /** The day whose month a visitor most likely means: today where a version covers its month, else the last published day, else today. */
    async nearest(today: Day): Promise<Day> {
      const publications = await rota.publications();
      const [first, last] = [firstOfMonth(monthOf(today)), lastOfMonth(monthOf(today))];
      if (publications.length === 0 || publications.some(({ from, until }) => from <= last && until >= first)) return today;
      const latest = publications.reduce((most, { until }) => (until > most ? until : most), publications[0]?.until ?? today);
      const ahead = publications.filter(({ from }) => from > last).map(({ from }) => from).sort()[0];
      return ahead ?? latest;
    },

    /** Every version, the newest first. */
    versions: (): Promise<Publication[]> => rota.publications(),

    /** One version exactly as it was published; refuses `not_found`. */
    async version(version: number): Promise<{ readonly publication: Publication; readonly sessions: readonly PublishedSession[] }> {
      const publication = (await rota.publications()).find((one) => one.version === version);
      if (publication === undefined) throw new Refusal('not_found');
      return { publication, sessions: await rota.publishedOf(version) };
    },
  };
}

export type TimetableService = ReturnType<typeof createTimetable>;
