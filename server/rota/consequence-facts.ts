import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import { calendarLookup, type CalendarChange, type ForeseenCalendar } from '../calendar/lookup.ts';
import { dayOf, toInstant } from '../domain/calendar.ts';
import type { Command } from '../domain/command.ts';
import type { HourRule } from '../domain/hour-occurrences.ts';
import { addDays, daysFrom, startOfWeek, type Day } from '../domain/jalali.ts';
import { isSamePlace, placeOf } from '../domain/rota/amend.ts';
import { freedOf, hitsOf, hoursTurned, placesOn, type CalendarTurn, type Freed, type Hit, type HourTurn } from '../domain/rota/consequence.ts';
import type { TimetablePlace } from '../domain/rota/difference.ts';
import type { PlannedSession } from '../domain/session.ts';
import { placesOf, valueOn } from '../domain/settings.ts';
import type { WorkingContext } from '../domain/working-time.ts';
import { sessionLookup } from '../sessions/lookup.ts';
import { settingsLookup } from '../settings/lookup.ts';
import { draftOn } from './amend-ground.ts';
import { amendRepository, type MadeAmendment } from './amend-repository.ts';
import { hourGroups, type HourGroup } from './consequence-hours.ts';
import { placeOpenOn } from './horizon.ts';
import type { Version } from './publication.ts';
import { rotaRepository } from './repository.ts';
import { surroundingsOf, workingContextOf, type Surroundings } from './surroundings.ts';

/** A session that an earlier version had taken from a place because of what is now changed. */
export interface Displaced {
  readonly agencyId: string;
  /** Where it stands now; null where it was cancelled. */
  readonly session: PlannedSession | null;
}

/** A place that a change opens, and who had stood there before it was closed. */
export interface FreedPlace extends Freed {
  readonly displaced: readonly Displaced[];
}

/** What a change of the calendar does to what is published, as one handle sees it. */
export interface ConsequenceFacts {
  readonly foreseen: ForeseenCalendar;
  /** Of the weeks concerned, with the calendar as it would be. */
  readonly surroundings: Surroundings;
  readonly publications: readonly Version[];
  /** The days concerned that are not over, in order. */
  readonly days: readonly Day[];
  readonly hits: readonly Hit[];
  readonly freed: readonly FreedPlace[];
  /** What becomes of the province's hour, where no county or agency has its own. */
  readonly hours: readonly HourTurn[];
  /** Whose hours are touched, by day and county. */
  readonly groups: readonly HourGroup[];
  /** By what managers' hours would be held; null where no day to come is touched. */
  readonly hourRule: HourRule | null;
  /** Stands for all of this, so that a confirmation is good only for what was listed. */
  readonly mark: string;
}

const SOME_DAY = '1970-01-01' as Day;

/** What was taken away earlier because of the same holiday or closure and has a place to come back to. */
async function displacedBy(db: Knex, cause: string, now: string): Promise<readonly { readonly from: TimetablePlace; readonly one: Displaced }[]> {
  const made = await amendRepository(db).ofCause(cause);
  const newest = new Map<string, MadeAmendment>();
  for (const one of made) if (one.before !== null && !newest.has(one.sessionId)) newest.set(one.sessionId, one);
  const sessions = new Map((await sessionLookup(db).byIds([...newest.keys()])).map((session) => [session.id, session]));
  return [...newest.values()].flatMap(({ sessionId, before, kind }): readonly { readonly from: TimetablePlace; readonly one: Displaced }[] => {
    const session = sessions.get(sessionId);
    if (session === undefined || before === null) return [];
    const from = placeOf(before);
    if (kind === 'cancel') return session.state === 'cancelled' ? [{ from, one: { agencyId: before.agencyId, session: null } }] : [];
    return session.state === 'published' && session.startsAt > now && !isSamePlace(session, from) ? [{ from, one: { agencyId: before.agencyId, session } }] : [];
  });
}

const markOf = ({ hits, freed, hours, groups }: Pick<ConsequenceFacts, 'hits' | 'freed' | 'hours' | 'groups'>): string => {
  const listed = {
    hits: hits.map(({ session, left }) => [session.id, session.rev, session.day, session.from, session.to, session.line, left?.from, left?.to]),
    freed: freed.map(({ day, from, to, line, displaced }) => [day, from, to, line, displaced.map(({ agencyId, session }) => [agencyId, session?.id, session?.rev])]),
    hours: hours.map(({ day, before, after }) => [day, before?.from, before?.to, after?.from, after?.to]),
    groups: groups.map(({ plannedDay, countyId, before, after, hours: own }) => [plannedDay, countyId, before?.day, before?.from, before?.to, after?.state, after?.day, after?.from, after?.to, own.map(({ id }) => id)]),
  };
  return createHash('sha256').update(JSON.stringify(listed)).digest('hex').slice(0, 16);
};

/** What decides about the hours of days of which nothing is published: most orders are for such days, and come by the dozen. */
async function bareSurroundings(db: Knex, from: Day, to: Day): Promise<Surroundings> {
  const [calendar, settings] = [await calendarLookup(db).calendarContext(from, to), await settingsLookup(db).settingRows()];
  return { from, to, calendar, settings, agencies: [], terms: [], absences: [], exclusions: [], published: [] };
}

/** Reads what a change would do; refuses what the change itself refuses. Days that are over are not looked at. */
export async function consequenceFactsOf(db: Knex, change: CalendarChange, command: Pick<Command, 'actor' | 'at'>): Promise<ConsequenceFacts> {
  const { at } = command;
  const foreseen = await calendarLookup(db).foreseen(change, command);
  const today = dayOf(at);
  const days = [...new Set(foreseen.spans.flatMap(({ from, to }) => daysFrom(from, to)))].filter((day) => day >= today).sort();
  const [first, last] = [days[0] ?? SOME_DAY, days.at(-1) ?? SOME_DAY];
  const publications = await rotaRepository(db).versions();
  const told = days.filter((day) => draftOn(publications, day) !== null);
  const read = told.length > 0 ? await surroundingsOf(db, startOfWeek(first), addDays(startOfWeek(last), 6)) : await bareSurroundings(db, first, last);
  const surroundings: Surroundings = { ...read, calendar: foreseen.applied(read.calendar) };
  const turn: CalendarTurn = { before: workingContextOf(read), after: workingContextOf(surroundings) };
  const counties = new Map(read.agencies.map(({ id, countyId }) => [id, countyId]));
  const placeFor = (agencyId: string): WorkingContext['place'] => ({ agencyId, countyId: counties.get(agencyId) ?? null });
  const { settings, published } = read;

  const hits = hitsOf(published.filter(({ day }) => days.includes(day)), turn, placeFor, at);
  const hours = hoursTurned(days, (day) => valueOn(settings, 'manager_hour', day), turn, at);

  const { groups, hourRule } = await hourGroups(db, foreseen, days, at);

  const offered = told.flatMap((day) => placesOn(day, placesOf(valueOn(settings, 'slot_template', startOfWeek(day)))));
  const displaced = told.length === 0 ? [] : (await displacedBy(db, foreseen.cause, at)).filter(({ from }) => told.includes(from.day));
  const isOpen = placeOpenOn(surroundings);
  const opened = freedOf(offered, turn, published, at).filter(({ day, from, to }) => isOpen(day, from, to).ok);
  // A closure of one agency closes no place; what it had moved away from there may come back all the same.
  const own = displaced.flatMap(({ from, one }) => {
    const place = placeFor(one.agencyId);
    return freedOf([from], { before: { ...turn.before, ...(place === undefined ? {} : { place }) }, after: { ...turn.after, ...(place === undefined ? {} : { place }) } }, published, at);
  });
  const places = [...opened, ...own.filter((one, index) => !opened.some((other) => isSamePlace(one, other)) && own.findIndex((other) => isSamePlace(one, other)) === index)];
  const freed = places
    .map((place): FreedPlace => ({ ...place, displaced: displaced.flatMap(({ from, one }) => (isSamePlace(from, place) ? [one] : [])) }))
    .sort((a, b) => (`${toInstant(a.day, a.from)} ${a.line}` < `${toInstant(b.day, b.from)} ${b.line}` ? -1 : 1));

  return { foreseen, surroundings, publications, days, hits, freed, hours, groups, hourRule, mark: markOf({ hits, freed, hours, groups }) };
}
