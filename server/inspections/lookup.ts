import type { Knex } from 'knex';
import type { Visit } from '../domain/inspection/landed.ts';
import type { Day } from '../domain/jalali.ts';
import { inspectionRepository } from './repository.ts';

/** What other slices may ask of visits; whoever asks decides who may see the answer while routes are running. */
export function inspectionLookup(db: Knex) {
  const inspections = inspectionRepository(db);
  return {
    byId: (id: string): Promise<Visit | null> => inspections.visitById(id),
    /** The reports of a day in the order in which they came; null is every county and the province's own bodies. */
    reportsOn: (day: Day, countyIds: readonly string[] | null): Promise<Visit[]> => inspections.visitsOn(day, countyIds),
    /** An agency's reports from the first day to the last, both included, in the order in which they came. */
    reportsOf: (agencyId: string, from: Day, to: Day): Promise<Visit[]> => inspections.visitsOfAgency(agencyId, from, to),
    /** The day of the latest visit before a day, of those of the agencies that have had one. */
    async lastVisits(agencyIds: readonly string[], before: Day): Promise<ReadonlyMap<string, Day>> {
      const asked = new Set(agencyIds);
      return new Map([...(await inspections.lastDays(before))].filter(([agencyId]) => asked.has(agencyId)));
    },
    /** Who was at each agency on the day of its latest visit before a day, by agency: the users who must not be sent there next. */
    async pairsBefore(day: Day): Promise<ReadonlyMap<string, readonly string[]>> {
      const [last, all] = [await inspections.lastDays(day), await inspections.whoVisited(day)];
      const pairs = new Map<string, readonly string[]>();
      for (const { agencyId, day: visited, inspectorIds } of all) {
        if (last.get(agencyId) === visited) pairs.set(agencyId, [...new Set([...(pairs.get(agencyId) ?? []), ...inspectorIds])]);
      }
      return pairs;
    },
    /** Targets that were opened without a network and are known of, by target. */
    async openedOffline(day: Day): Promise<readonly { readonly targetId: string; readonly agencyId: string | null; readonly hourId: string | null; readonly inspectorId: string }[]> {
      return (await inspections.targetsOn(day)).filter(({ openedHow }) => openedHow === 'offline').map(({ id, agencyId, hourId, inspectorId }) => ({ targetId: id, agencyId, hourId, inspectorId }));
    },
  };
}
