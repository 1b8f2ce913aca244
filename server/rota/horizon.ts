import type { Knex } from 'knex';
import { formatClockRange } from '../domain/calendar.ts';
import { daysBetween, startOfWeek, weekday, type Day } from '../domain/jalali.ts';
import type { Slot } from '../domain/rota/plan.ts';
import { slotsOf, type SlotPlan, type SlotRequest } from '../domain/rota/slots.ts';
import { placeIdOf, type PlannedSession } from '../domain/session.ts';
import { perWeekOf, placesOf, valueOn } from '../domain/settings.ts';
import { openOn, surroundingsOf, type Surroundings } from './surroundings.ts';

/** A span of days with its slots, whoever is to have them. */
export interface Horizon {
  readonly surroundings: Surroundings;
  readonly slotPlan: SlotPlan;
  /** The horizon's slots in order, published ones among them. */
  readonly slots: readonly Slot[];
  /** Slots that are published already, by slot id. */
  readonly held: ReadonlyMap<string, PlannedSession>;
}

/** Whether a session can be held at a place: the day is open, and the managers are not bound to their own offices then. */
export function placeOpenOn(surroundings: Surroundings): SlotRequest['isOpen'] {
  const isOpen = openOn(surroundings);
  return (day, from, to) => {
    const hour = valueOn(surroundings.settings, 'manager_hour', day);
    const meets = weekday(day) === hour.weekday && from < hour.to && hour.from < to;
    return meets ? { ok: false, title: `ساعت حضور مدیران (${formatClockRange(hour.from, hour.to)})` } : isOpen(day, from, to);
  };
}

const slotPlanOf = (surroundings: Surroundings): SlotPlan =>
  slotsOf({
    from: surroundings.from,
    to: surroundings.to,
    template: (saturday) => placesOf(valueOn(surroundings.settings, 'slot_template', saturday)),
    perWeek: perWeekOf(surroundings.settings),
    isOpen: placeOpenOn(surroundings),
  });

const slotOf = (session: PlannedSession, from: Day): Slot => ({
  id: placeIdOf(session),
  day: session.day,
  from: session.from,
  to: session.to,
  line: session.line,
  weekIndex: daysBetween(startOfWeek(from), startOfWeek(session.day)) / 7,
});

const inOrder = (a: Slot, b: Slot): number => {
  const [one, other] = [`${a.day} ${a.from} ${String(a.line).padStart(4, '0')}`, `${b.day} ${b.from} ${String(b.line).padStart(4, '0')}`];
  return one < other ? -1 : one > other ? 1 : 0;
};

/** A span's slots, from surroundings that were read of it or supposed. */
export function horizonFrom(surroundings: Surroundings): Horizon {
  const slotPlan = slotPlanOf(surroundings);
  const held = new Map(surroundings.published.map((session) => [placeIdOf(session), session]));
  const slots = [
    ...slotPlan.slots.filter(({ id }) => !held.has(id)),
    ...[...held.values()].map((session) => slotOf(session, surroundings.from)),
  ].sort(inOrder);
  return { surroundings, slotPlan, slots, held };
}

/** Reads a span's slots. */
export const horizonOf = async (db: Knex, from: Day, to: Day): Promise<Horizon> => horizonFrom(await surroundingsOf(db, from, to));
