import { expect } from 'chai';
import fc from 'fast-check';
import { addDays } from '../../server/domain/jalali.ts';
import { createJudge, isHopeless, type BoardState } from '../../server/domain/rota/conflict.ts';
import { diffTimetables, type TimetableEntry } from '../../server/domain/rota/difference.ts';
import { at, RUNS, START, weekly } from './rota-samples.ts';

const slots = weekly(4, 2);
const id = (index: number): string => slots[index]?.id ?? '';
const day = (index: number) => slots[index]?.day ?? START;
const empty: BoardState = {
  slots,
  cards: {},
  agencies: [{ id: 'a', mayBeInvited: true, lastDay: null }, { id: 'b', mayBeInvited: true, lastDay: null }],
  away: [],
  weeklyHours: [],
  spacing: { leastGapDays: 0, oncePerWeek: false },
  published: [],
  closed: {},
};
const codes = (state: Partial<BoardState>, agencyId = 'a', slotId = id(0), vacated: string[] = []): string[] =>
  createJudge({ ...empty, ...state }).conflictsOf({ agencyId, slotId, vacated }).map(({ code }) => code);

describe('rota: conflicts of a placing', () => {
  it('finds none on an open board', () => expect(codes({})).to.deep.equal([]));

  it('finds each kind', () => {
    const away = { agencyId: 'a', code: 'duty', from: day(0), to: day(0), fromClock: null, toClock: null, reason: 'شورا' } as const;
    expect(codes({ away: [away] })).to.deep.equal(['duty']);
    expect(codes({ away: [{ ...away, fromClock: at('10:00') }] })).to.deep.equal([]);
    expect(codes({ away: [{ ...away, toClock: at('09:00') }] })).to.deep.equal([]);
    expect(codes({ away: [{ ...away, fromClock: at('09:59') }] })).to.deep.equal(['duty']);
    const hour = { agencyId: null, weekday: 0, from: at('09:30'), to: at('12:00'), since: null, until: null } as const;
    expect(codes({ weeklyHours: [hour] })).to.deep.equal(['manager_hour']);
    expect(codes({ weeklyHours: [{ ...hour, agencyId: 'b' }] })).to.deep.equal([]);
    expect(codes({ weeklyHours: [{ ...hour, since: addDays(day(0), 1) }] })).to.deep.equal([]);
    expect(codes({ cards: { [id(1)]: 'a' }, spacing: { leastGapDays: 3, oncePerWeek: true } })).to.deep.equal(['same_week', 'gap']);
    expect(codes({ cards: { [id(1)]: 'b' }, spacing: { leastGapDays: 3, oncePerWeek: true } })).to.deep.equal([]);
    expect(codes({ cards: { [id(1)]: 'a' }, spacing: { leastGapDays: 3, oncePerWeek: true } }, 'a', id(0), [id(1)])).to.deep.equal([]);
    expect(codes({ closed: { [id(0)]: 'عید' } })).to.deep.equal(['closed_day']);
    expect(codes({ agencies: [{ id: 'a', mayBeInvited: false, lastDay: null }] })).to.deep.equal(['not_invited']);
    expect(codes({ agencies: [{ id: 'a', mayBeInvited: true, lastDay: addDays(day(0), -5) }], spacing: { leastGapDays: 6, oncePerWeek: true } })).to.deep.equal(['gap']);
    expect(codes({ published: [id(0)] })).to.deep.equal(['published_slot']);
    expect(codes({ published: [id(1)] }, 'a', id(0), [id(1)])).to.deep.equal(['published_slot']);
    expect(codes({}, 'a', 'nowhere')).to.deep.equal(['unknown_slot']);
    expect(codes({ away: [{ ...away, code: 'closed', reason: 'سیل' }] }), 'a closure of the agency alone').to.deep.equal(['closed']);
  });

  it('sees both sides of a swap', () => {
    const away = { agencyId: 'b', code: 'absent', from: day(0), to: day(0), fromClock: null, toClock: null, reason: '' } as const;
    const state: BoardState = { ...empty, cards: { [id(0)]: 'a', [id(3)]: 'b' }, away: [away] };
    expect(createJudge(state).conflictsOfSwap(id(0), id(3)).map(({ agencyId, code }) => [agencyId, code])).to.deep.equal([['b', 'absent']]);
  });
});

describe('rota: the least gap over time', () => {
  const spacing = { leastGapDays: 14, later: [{ since: day(2), leastGapDays: 3 }], oncePerWeek: false };

  it('is the one in force on the later of two days', () => {
    expect(codes({ cards: { [id(0)]: 'a' }, spacing }, 'a', id(1)), 'three days, fourteen needed').to.deep.equal(['gap']);
    expect(codes({ cards: { [id(0)]: 'a' }, spacing }, 'a', id(2)), 'seven days, three needed by then').to.deep.equal([]);
    expect(codes({ cards: { [id(2)]: 'a' }, spacing }, 'a', id(0)), 'the same, asked from the earlier day').to.deep.equal([]);
  });
});

describe('rota: a conflict that nobody can wish to keep', () => {
  it('is a closed day, or an agency that is not to come; an absence may be confirmed', () => {
    expect(isHopeless({ code: 'closed_day', title: 'عید' })).to.equal(true);
    expect(isHopeless({ code: 'not_invited' })).to.equal(true);
    expect(isHopeless({ code: 'absent', from: START, to: START, reason: '' })).to.equal(false);
  });
});

const entriesArb: fc.Arbitrary<TimetableEntry[]> = fc
  .array(fc.tuple(fc.nat({ max: 9 }), fc.integer({ min: 1, max: 2 }), fc.constantFrom('a', 'b', 'c', 'd')), { maxLength: 12 })
  .map((rows) => {
    const places = new Map(rows.map(([n, line, agencyId]) => [`${n} ${line}`, { n, line, agencyId }]));
    return [...places.values()].map(({ n, line, agencyId }) => ({ day: addDays(START, n), from: at('09:00'), to: at('10:00'), line, agencyId }));
  });

describe('rota: differences of two versions', () => {
  const times = (entries: readonly TimetableEntry[]): string[] => entries.map((one) => `${one.day} ${one.agencyId}`).sort();

  it('leads from the earlier version to the later, and says nothing of what stayed', () => {
    fc.assert(
      fc.property(entriesArb, entriesArb, (before, after) => {
        const now = times(before);
        const drop = (text: string): void => {
          expect(now).to.include(text);
          now.splice(now.indexOf(text), 1);
        };
        for (const change of diffTimetables(before, after)) {
          if (change.kind === 'added') now.push(`${change.place.day} ${change.agencyId}`);
          else if (change.kind === 'removed') drop(`${change.place.day} ${change.agencyId}`);
          else if (change.kind === 'moved') {
            drop(`${change.before.day} ${change.agencyId}`);
            now.push(`${change.after.day} ${change.agencyId}`);
          } else {
            drop(`${change.place.day} ${change.before}`);
            now.push(`${change.place.day} ${change.after}`);
          }
        }
        expect(now.sort()).to.deep.equal(times(after));
        expect(diffTimetables(after, after)).to.deep.equal([]);
      }),
      { numRuns: RUNS * 2 },
    );
  });

  it('names each kind of change', () => {
    const entry = (n: number, agencyId: string): TimetableEntry => ({ day: addDays(START, n), from: at('09:00'), to: at('10:00'), line: 1, agencyId });
    const before = [entry(0, 'a'), entry(1, 'b'), entry(2, 'c'), entry(3, 'd')];
    const after = [entry(0, 'a'), entry(1, 'e'), entry(3, 'c'), entry(5, 'f')];
    expect(diffTimetables(before, after).map((change) => change.kind)).to.deep.equal(['replaced', 'moved', 'removed', 'added']);
  });
});
