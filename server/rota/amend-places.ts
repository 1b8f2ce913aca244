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
import { isLiving } from '../domain/session-life.ts';
import { placesOf, valueOn } from '../domain/settings.ts';
import { sessionLookup } from '../sessions/lookup.ts';
import { draftOn, type AsIf } from './amend-ground.ts';
import { placeOpenOn } from './horizon.ts';
import { rotaRepository } from './repository.ts';
import { awayOf, isInvitable, spacingOf, surroundingsOf, weeklyHoursOf, type Surroundings } from './surroundings.ts';

/** What else decides where somebody may stand: another calendar than the written one, places that are given away already, sessions that are about to go. */
export interface Fitting {
  readonly asIf?: AsIf;
  readonly taken?: readonly TimetablePlace[];
  readonly leaving?: readonly string[];
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

/** The next places after an instant that are offered, published, open and free, and against which nothing speaks; refuses `not_found`. */
export async function fittingPlacesOf(db: Knex, whose: Whose, most: number, at: Instant, { asIf, taken = [], leaving = [] }: Fitting = {}): Promise<readonly TimetablePlace[]> {
  const lookup = sessionLookup(db);
  const session = 'sessionId' in whose ? await lookup.byId(whose.sessionId) : null;
  const agencyId = 'sessionId' in whose ? (session?.agencyId ?? null) : whose.agencyId;
  if (agencyId === null) throw new Refusal('not_found');
  const publications = await rotaRepository(db).versions();
  const today = dayOf(at);
  const until = publications.reduce<Day>((last, one) => (one.until > last ? one.until : last), today);
  const to = daysBetween(today, until) > LOOKED_AHEAD ? addDays(today, LOOKED_AHEAD) : until;
  // Sessions before the span keep others of their agency away from its first days.
  const read = await surroundingsOf(db, addDays(today, -LOOKED_AHEAD), addDays(to, LOOKED_AHEAD));
  const wide = asIf === undefined ? read : { ...read, calendar: asIf(read.calendar) };
  const gone = new Set([...(session === null ? [] : [session.id]), ...leaving]);
  const standing = wide.published.filter(({ id }) => !gone.has(id));
  const planned: PlannedSession[] = [];
  for (const draftId of new Set(publications.map((one) => one.draftId))) planned.push(...(await lookup.ofDraft(draftId)).filter((one) => one.state === 'draft' && one.agencyId !== null));
  const held: readonly TimetablePlace[] = [...standing, ...planned, ...taken];
  const free = offeredIn({ ...wide, from: today, to }).filter((slot) =>
    draftOn(publications, slot.day) !== null && toInstant(slot.day, slot.from) > at && !held.some((one) => one.line === slot.line && overlap(one, slot))
    && !(session !== null && overlap(session, slot) && session.line === slot.line));
  const judge = createJudge({
    slots: [...standing.map(slotFor), ...free], cards: Object.fromEntries(standing.map((one) => [one.id, one.agencyId])),
    agencies: wide.agencies.map((agency) => ({ id: agency.id, mayBeInvited: isInvitable(agency, wide), lastDay: null })),
    away: awayOf(wide), weeklyHours: weeklyHoursOf(wide), spacing: spacingOf(wide), published: [], closed: {},
  });
  const found: TimetablePlace[] = [];
  for (const slot of free) {
    if (found.length >= most) break;
    if (judge.conflictsOf({ agencyId, slotId: slot.id, vacated: [] }).length > 0) continue;
    const lives = await lookup.livesOn(slot.day);
    if (!lives.some((life) => life.agencyId === agencyId && !gone.has(life.id) && isLiving(life.state) && overlap(life, slot))) found.push(placeOf(slot));
  }
  return found;
}

/** The first line that nobody holds in a window of a day, of those that the week's template gives; the last of them where all are held. */
export async function freeLine(db: Knex, window: Omit<TimetablePlace, 'line'>, except: string | null): Promise<number> {
  const { settings, published } = await surroundingsOf(db, window.day, window.day);
  const template = placesOf(valueOn(settings, 'slot_template', startOfWeek(window.day)));
  const lines = template.filter(({ weekday: on, from, to }) => on === weekday(window.day) && from < window.to && window.from < to).reduce((sum, place) => Math.max(sum, place.lines), 1);
  const held = new Set(published.filter((one) => one.id !== except && overlap(one, window)).map(({ line }) => line));
  return Array.from({ length: lines }, (_, index) => index + 1).find((line) => !held.has(line)) ?? lines;
}
