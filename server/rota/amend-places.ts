import type { Knex } from 'knex';
import { dayOf, toInstant, type Instant } from '../domain/calendar.ts';
import { addDays, daysBetween, startOfWeek, weekday, type Day } from '../domain/jalali.ts';
import { Refusal } from '../domain/refusal.ts';
import { overlap, placeOf } from '../domain/rota/amend.ts';
import { createJudge } from '../domain/rota/conflict.ts';
import type { TimetablePlace } from '../domain/rota/difference.ts';
import type { Slot } from '../domain/rota/plan.ts';
import { slotsOf } from '../domain/rota/slots.ts';
import type { PlannedSession } from '../domain/session.ts';
import { isLiving, type SessionLife } from '../domain/session-life.ts';
import { placesOf, valueOn } from '../domain/settings.ts';
import { sessionLookup } from '../sessions/lookup.ts';
import { draftOn, type AsIf } from './amend-ground.ts';
import { placeOpenOn } from './horizon.ts';
import type { Version } from './publication.ts';
import { rotaRepository } from './repository.ts';
import { awayOf, isInvitable, spacingOf, surroundingsOf, weeklyHoursOf, type Surroundings } from './surroundings.ts';

/** Places that are given away already, and sessions that are about to go. */
export interface Given {
  readonly taken?: readonly TimetablePlace[];
  readonly leaving?: readonly string[];
}

/** What else decides where somebody may stand: another calendar than the written one as well. */
export interface Fitting extends Given {
  readonly asIf?: AsIf;
}

/** For whom a place is looked for. */
export type Whose = { readonly sessionId: string } | { readonly agencyId: string };

/** So far ahead a place is looked for, in days. */
const LOOKED_AHEAD = 366;

/** Every place that the templates of the span's weeks offer on open days, however many sessions a week are set. */
const offeredIn = (surroundings: Surroundings): readonly Slot[] =>
  slotsOf({
    from: surroundings.from, to: surroundings.to, perWeek: [{ since: '0001-01-01' as Day, count: Number.MAX_SAFE_INTEGER }],
    template: (saturday) => placesOf(valueOn(surroundings.settings, 'slot_template', saturday)), isOpen: placeOpenOn(surroundings),
  }).slots;

const slotFor = ({ id, day, from, to, line }: PlannedSession): Slot => ({ id, day, from, to, line, weekIndex: 0 });

/** What places are looked for in and what is judged by there, read once for as many sessions as are asked about. */
export interface PlaceGround {
  readonly publications: readonly Version[];
  /** Of a year before the first day and after the last place: what stands beyond the span keeps others of its agency away from its ends. */
  readonly surroundings: Surroundings;
  /** Sessions that programmes foresee and have not published. */
  readonly planned: readonly PlannedSession[];
  readonly away: ReturnType<typeof awayOf>;
  readonly livesOn: (day: Day) => Promise<readonly SessionLife[]>;
}

/** The last day to look at from a day on. */
function endFrom(today: Day, publications: readonly Version[]): Day {
  const until = publications.reduce<Day>((last, one) => (one.until > last ? one.until : last), today);
  return daysBetween(today, until) > LOOKED_AHEAD ? addDays(today, LOOKED_AHEAD) : until;
}

/** Reads what places are looked for in that come after instants of the days from `first` to `last`. */
export async function placeGroundOf(db: Knex, first: Day, last: Day, asIf: AsIf = (calendar) => calendar): Promise<PlaceGround> {
  const lookup = sessionLookup(db);
  const publications = await rotaRepository(db).versions();
  const read = await surroundingsOf(db, addDays(first, -LOOKED_AHEAD), addDays(endFrom(last, publications), LOOKED_AHEAD));
  const surroundings = { ...read, calendar: asIf(read.calendar) };
  const planned: PlannedSession[] = [];
  for (const draftId of new Set(publications.map((one) => one.draftId))) planned.push(...(await lookup.ofDraft(draftId)).filter((one) => one.state === 'draft' && one.agencyId !== null));
  const lives = new Map<Day, Promise<readonly SessionLife[]>>();
  const livesOn = (day: Day): Promise<readonly SessionLife[]> => {
    const found = lives.get(day) ?? lookup.livesOn(day);
    lives.set(day, found);
    return found;
  };
  return { publications, surroundings, planned, away: awayOf(surroundings), livesOn };
}

/** The next places after an instant of the ground's days that are offered, published, open and free, and against which nothing speaks; `session` is the one that would go there. */
export async function placesIn(ground: PlaceGround, session: PlannedSession | null, agencyId: string, most: number, at: Instant, { taken = [], leaving = [] }: Given = {}): Promise<readonly TimetablePlace[]> {
  const { publications, surroundings: wide, planned, away, livesOn } = ground;
  const today = dayOf(at);
  const gone = new Set([...(session === null ? [] : [session.id]), ...leaving]);
  const standing = wide.published.filter(({ id }) => !gone.has(id));
  const held: readonly TimetablePlace[] = [...standing, ...planned, ...taken];
  const free = offeredIn({ ...wide, from: today, to: endFrom(today, publications) }).filter((slot) =>
    draftOn(publications, slot.day) !== null && toInstant(slot.day, slot.from) > at && !held.some((one) => one.line === slot.line && overlap(one, slot))
    && !(session !== null && overlap(session, slot) && session.line === slot.line));
  const judge = createJudge({
    slots: [...standing.map(slotFor), ...free], cards: Object.fromEntries(standing.map((one) => [one.id, one.agencyId])),
    agencies: wide.agencies.map((agency) => ({ id: agency.id, mayBeInvited: isInvitable(agency, wide), lastDay: null })),
    away, weeklyHours: weeklyHoursOf(wide), spacing: spacingOf(wide), published: [], closed: {},
  });
  const found: TimetablePlace[] = [];
  for (const slot of free) {
    if (found.length >= most) break;
    if (judge.conflictsOf({ agencyId, slotId: slot.id, vacated: [] }).length > 0) continue;
    const lives = await livesOn(slot.day);
    if (!lives.some((life) => life.agencyId === agencyId && !gone.has(life.id) && isLiving(life.state) && overlap(life, slot))) found.push(placeOf(slot));
  }
  return found;
}

/** The same for one session or one agency alone; refuses `not_found`. */
export async function fittingPlacesOf(db: Knex, whose: Whose, most: number, at: Instant, { asIf, ...given }: Fitting = {}): Promise<readonly TimetablePlace[]> {
  const session = 'sessionId' in whose ? await sessionLookup(db).byId(whose.sessionId) : null;
  const agencyId = 'sessionId' in whose ? (session?.agencyId ?? null) : whose.agencyId;
  if (agencyId === null) throw new Refusal('not_found');
  const today = dayOf(at);
  return placesIn(await placeGroundOf(db, today, today, asIf), session, agencyId, most, at, given);
}

/** The first line that nobody holds in a window of a day, of those that the week's template gives; the last of them where all are held. */
export async function freeLine(db: Knex, window: Omit<TimetablePlace, 'line'>, except: string | null): Promise<number> {
  const { settings, published } = await surroundingsOf(db, window.day, window.day);
  const template = placesOf(valueOn(settings, 'slot_template', startOfWeek(window.day)));
  const lines = template.filter(({ weekday: on, from, to }) => on === weekday(window.day) && from < window.to && window.from < to).reduce((sum, place) => Math.max(sum, place.lines), 1);
  const held = new Set(published.filter((one) => one.id !== except && overlap(one, window)).map(({ line }) => line));
  return Array.from({ length: lines }, (_, index) => index + 1).find((line) => !held.has(line)) ?? lines;
}
