import { createAbsences } from '../agencies/absences.ts';
import { agencyRoutes } from '../agencies/routes.ts';
import { createAgencies } from '../agencies/service.ts';
import { termRoutes } from '../agencies/term-routes.ts';
import { createTerms } from '../agencies/terms.ts';
import { auditRoutes } from '../audit/routes.ts';
import { createAudit } from '../audit/service.ts';
import { calendarRoutes } from '../calendar/routes.ts';
import { createCalendar } from '../calendar/service.ts';
import { demandRoutes } from '../demand/routes.ts';
import { createDemand } from '../demand/service.ts';
import { importRoutes } from '../imports/routes.ts';
import { createImports } from '../imports/service.ts';
import { occurrenceLookup } from '../occurrences/lookup.ts';
import { occurrenceRoutes } from '../occurrences/routes.ts';
import { createOccurrences } from '../occurrences/service.ts';
import { consequencePages } from '../rota/consequence-routes.ts';
import { daySessionsOf } from '../rota/consequence-view.ts';
import { createConsequences } from '../rota/consequences.ts';
import type { createRota } from '../rota/services.ts';
import { settingsRoutes } from '../settings/routes.ts';
import { createSettings } from '../settings/service.ts';
import { topicRoutes } from '../topics/routes.ts';
import { createTopics } from '../topics/service.ts';
import type { Base } from './base.ts';

/** What everything else stands on: settings, calendar, the weekly hour's rule, topics, demand, agencies and their heads, tables that bring them, and the record of all changes. */
export function wireReference(base: Base, { timetable }: Pick<ReturnType<typeof createRota>, 'timetable'>): void {
  const { routes, reads, slice, sealed, agencies, settings, history, userNames, areaCode } = base;
  settingsRoutes(routes, createSettings(slice), { userNames, history });
  calendarRoutes(routes, createCalendar(slice), {
    places: async () => ({ counties: await agencies.counties(), agencies: await base.allAgencies() }),
    managerHourOn: async (day) => (await settings.settingsOn(day)).manager_hour.weekday,
    userNames,
    hoursOn: (day) => occurrenceLookup(reads).ofProvinceAbout(day),
    sessionsOn: async (day) => daySessionsOf(await timetable.sessionsBetween(day, day)),
    carryOut: consequencePages(createConsequences(slice)),
  });
  occurrenceRoutes(routes, createOccurrences(slice), { names: base.placeNames });
  topicRoutes(routes, createTopics(slice), { agencies: async () => (await base.agenciesToday()).map(({ agency }) => agency) });
  demandRoutes(routes, createDemand(slice), {
    agenciesOn: async (day) => (await agencies.agenciesOn(day)).map(({ agency }) => ({ id: agency.id, name: agency.shortName, invitable: agency.mayBeInvited })),
    formulaOn: async (day) => {
      const { demand_formula, sessions_per_week } = await settings.settingsOn(day);
      return { formula: demand_formula, perWeek: sessions_per_week };
    },
    history,
  });
  const roster = createAgencies(slice);
  agencyRoutes(routes, roster, areaCode, history);
  termRoutes(routes, { agencies: roster, terms: createTerms(sealed), absences: createAbsences(slice), areaCode });
  const { readingPatienceMs } = base;
  importRoutes(routes, createImports({ ...sealed, areaCode, log: base.log, ...(readingPatienceMs === undefined ? {} : { patience: readingPatienceMs }) }), { userNames });
  auditRoutes(routes, createAudit({ reads }), { agencies: base.allAgencies });
}
