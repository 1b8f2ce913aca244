import fc from 'fast-check';
import type { Clock } from '../../server/domain/clock.ts';
import { addDays, type Day, type Weekday } from '../../server/domain/jalali.ts';
import type { Away, AwayCode, RotaAgency, RotaInput, Slot, TieHash } from '../../server/domain/rota/plan.ts';
import { slotsOf } from '../../server/domain/rota/slots.ts';

/** How often a property is tried: few in the quick suite, `DIDAR_RUNS` in the long one (300). */
export const RUNS = Number(process.env['DIDAR_RUNS'] ?? 30);

/** Saturday 2 Farvardin 1399. */
export const START = '2020-03-21' as Day;

export const at = (text: string): Clock => text as Clock;

/** `perWeek` slots a week for so many weeks, Saturday to Wednesday, an hour each, side by side where more than five. */
export function weekly(weeks: number, perWeek: number): readonly Slot[] {
  const days: Weekday[] = [0, 1, 2, 3, 4];
  return slotsOf({
    from: START,
    to: addDays(START, weeks * 7 - 1),
    template: () => days.map((weekday) => ({ weekday, from: at('09:00'), to: at('10:00'), lines: Math.ceil(perWeek / 5) })),
    perWeek: [{ since: START, count: perWeek }],
    isOpen: () => ({ ok: true }),
  }).slots;
}

/** Agencies a0, a1, … with these weights and nothing behind them. */
export function withWeights(weights: readonly number[]): RotaAgency[] {
  return weights.map((weight, index) => ({ id: `a${index}`, weight, carried: 0, lastDay: null, openingCount: 0 }));
}

/** A small deterministic stand-in for the published hash. */
export const hash: TieHash = (agencyId, slot) => {
  let value = slot + 1;
  for (const letter of agencyId) value = (Math.imul(value, 31) + (letter.codePointAt(0) ?? 0)) >>> 0;
  return Math.imul(value, 2654435761) >>> 0;
};

/** A rota with no absences, pins or spacing. */
export function plain(weights: readonly number[], weeks: number, perWeek: number): RotaInput {
  return {
    slots: weekly(weeks, perWeek),
    agencies: withWeights(weights),
    away: [],
    weeklyHours: [],
    spacing: { leastGapDays: 0, oncePerWeek: false },
    pins: [],
  };
}

/** Weights of every temper: equal, small, wide, with zeros; at least one above zero. */
export const weightsArb = (most: number, least = 1): fc.Arbitrary<number[]> =>
  fc
    .oneof(
      fc.array(fc.integer({ min: 0, max: 9 }), { minLength: least, maxLength: most }),
      fc.array(fc.integer({ min: 1, max: 1_000_000_000 }), { minLength: least, maxLength: most }),
      fc.array(fc.nat({ max: 30 }).map((power) => Math.round(1.6 ** power)), { minLength: least, maxLength: most }),
      fc.integer({ min: least, max: most }).map((size) => new Array<number>(size).fill(7)),
    )
    .filter((weights) => weights.some((weight) => weight > 0));

const CODES: readonly AwayCode[] = ['absent', 'duty', 'excluded', 'not_in_office', 'no_manager'];

/** Absences of up to three weeks within the horizon, some of them for hours only. */
export const awayArb = (size: number, weeks: number): fc.Arbitrary<Away[]> =>
  fc.array(
    fc
      .record({
        agency: fc.nat({ max: size - 1 }),
        code: fc.constantFrom(...CODES),
        from: fc.nat({ max: weeks * 7 - 1 }),
        days: fc.nat({ max: 20 }),
        fromClock: fc.constantFrom(null, at('08:00'), at('09:30'), at('10:00')),
        toClock: fc.constantFrom(null, at('09:00'), at('09:30'), at('12:00')),
      })
      .map(({ agency, code, from, days, fromClock, toClock }) => ({
        agencyId: `a${agency}`,
        code,
        from: addDays(START, from),
        to: addDays(START, from + days),
        fromClock,
        toClock,
        reason: 'x',
      })),
    { maxLength: size * 3 },
  );

/** Whole inputs: absences, a weekly hour, spacing, debts, last days and pins. */
export const inputArb: fc.Arbitrary<RotaInput> = fc
  .record({ weights: weightsArb(12), weeks: fc.integer({ min: 1, max: 16 }), perWeek: fc.integer({ min: 1, max: 6 }) })
  .chain(({ weights, weeks, perWeek }) => {
    const slots = weekly(weeks, perWeek);
    return fc.record({
      slots: fc.constant(slots),
      agencies: fc
        .array(fc.record({ carried: fc.integer({ min: -2_000_000, max: 2_000_000 }), ago: fc.option(fc.integer({ min: 1, max: 40 })) }), {
          minLength: weights.length,
          maxLength: weights.length,
        })
        .map((extra) =>
          withWeights(weights).map((agency, index) => {
            const { carried, ago } = extra[index] ?? { carried: 0, ago: null };
            return { ...agency, carried, lastDay: ago === null ? null : addDays(START, -ago) };
          }),
        ),
      away: awayArb(weights.length, weeks),
      weeklyHours: fc.array(
        fc.record({
          agencyId: fc.option(fc.nat({ max: weights.length - 1 }).map((index) => `a${index}`)),
          weekday: fc.constantFrom<Weekday>(0, 1, 2, 3, 4),
          from: fc.constant(at('09:30')),
          to: fc.constant(at('12:00')),
          since: fc.constantFrom(null, addDays(START, 10)),
          until: fc.constantFrom(null, addDays(START, 40)),
        }),
        { maxLength: 1 },
      ),
      spacing: fc.record({
        leastGapDays: fc.nat({ max: 20 }),
        later: fc.nat({ max: 20 }).map((leastGapDays) => [{ since: addDays(START, 21), leastGapDays }]),
        oncePerWeek: fc.boolean(),
      }),
      pins: fc
        .uniqueArray(fc.nat({ max: slots.length - 1 }), { maxLength: 4 })
        .chain((picked) =>
          fc.tuple(
            ...picked.map((slot) =>
              fc.option(fc.nat({ max: weights.length - 1 })).map((agency) => ({
                slotId: slots[slot]?.id ?? '',
                agencyId: agency === null ? null : `a${agency}`,
                reason: 'y',
              })),
            ),
          ),
        ),
    });
  });
