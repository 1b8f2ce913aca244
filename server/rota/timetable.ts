import type { Knex } from 'knex';
import { firstOfMonth, lastOfMonth, monthOf, type Day } from '../domain/jalali.ts';
import { Refusal } from '../domain/refusal.ts';
import type { TimetableChange } from '../domain/rota/difference.ts';
import { amendRepository, type MadeAmendment } from './amend-repository.ts';
import { correctionsIn, type Publication, type PublishedSession } from './publication.ts';
import { truthOf } from './publish.ts';
import { rotaRepository } from './repository.ts';

/** What everybody may see of a span of days. */
export interface Timetable {
  readonly from: Day;
  readonly to: Day;
  readonly sessions: readonly (PublishedSession & { readonly version: number })[];
  readonly publications: readonly Publication[];
}

/** The published timetable, for everybody; nothing here is changed. */
export function createTimetable({ reads }: { readonly reads: Knex }) {
  const rota = rotaRepository(reads);
  return {
    /** Each day's newest version from one day to another; what is only foreseen is nobody's to read here. */
    async between(from: Day, to: Day): Promise<Timetable> {
      const publications = await rota.publications();
      return { from, to, sessions: truthOf(await rota.publishedBetween(from, to), publications), publications };
    },

    /** The same days' sessions alone. */
    async sessionsBetween(from: Day, to: Day): Promise<Timetable['sessions']> {
      return truthOf(await rota.publishedBetween(from, to), await rota.versions());
    },

    /** The day whose month a visitor most likely means: today where a version covers its month, else the last published day, else today. */
    async nearest(today: Day): Promise<Day> {
      const publications = await rota.versions();
      const [first, last] = [firstOfMonth(monthOf(today)), lastOfMonth(monthOf(today))];
      if (publications.length === 0 || publications.some(({ from, until }) => from <= last && until >= first)) return today;
      const latest = publications.reduce((most, { until }) => (until > most ? until : most), publications[0]?.until ?? today);
      const ahead = publications.filter(({ from }) => from > last).map(({ from }) => from).sort()[0];
      return ahead ?? latest;
    },

    /** Every version, the newest first; an amendment with its letter as it is known by now, and its reason where it has no note of its own. */
    async versions(): Promise<Publication[]> {
      const made = new Map((await amendRepository(reads).all()).map((one) => [one.version, one]));
      return (await rota.publications()).map((one) => {
        const amendment = made.get(one.version);
        return amendment === undefined ? one : { ...one, letterNo: amendment.letterNo, letterDay: amendment.letterDay, note: one.note ?? amendment.reason };
      });
    },

    /** One version exactly as it was published, with what it altered of earlier ones; refuses `not_found`. */
    async version(version: number): Promise<{ readonly publication: Publication; readonly corrections: readonly TimetableChange[]; readonly amendments: readonly MadeAmendment[]; readonly sessions: readonly PublishedSession[] }> {
      const all = await rota.publications();
      const publication = all.find((one) => one.version === version);
      if (publication === undefined) throw new Refusal('not_found');
      return { publication, corrections: correctionsIn(publication, all), amendments: await amendRepository(reads).ofVersion(version), sessions: await rota.publishedOf(version) };
    },
  };
}

export type TimetableService = ReturnType<typeof createTimetable>;
