import { expect } from 'chai';
import fc from 'fast-check';
import { instant, instantOf, millisecondsOf } from '../../server/domain/calendar.ts';
import { CALL_STATES, type QueueEntry } from '../../server/domain/call.ts';
import { heldInOrder, nextOf, placeFor, waitingInOrder } from '../../server/domain/queue/order.ts';
import { ageOf, minutesEach, outlookOf, type Remaining } from '../../server/domain/queue/reach.ts';
import { percentile } from '../../server/domain/queue/summary.ts';

const NOW = instant('2026-11-30T06:00:00.000Z');
const minutesFrom = (minutes: number) => instantOf(millisecondsOf(NOW) + minutes * 60_000);

const entry: fc.Arbitrary<Omit<QueueEntry, 'id'>> = fc.record({
  state: fc.constantFrom(...CALL_STATES),
  rank: fc.integer({ min: -5000, max: 5000 }),
  priority: fc.boolean(),
  holdUntil: fc.option(fc.integer({ min: -10, max: 10 }).map(minutesFrom)),
});
const queue: fc.Arbitrary<QueueEntry[]> = fc
  .uniqueArray(entry, { maxLength: 30, selector: ({ rank }) => rank })
  .map((entries) => entries.map((one, index) => ({ ...one, id: `c${String(index).padStart(2, '0')}` })));
const place = fc.oneof(fc.constant('end' as const), fc.record({ after: fc.integer({ min: 0, max: 40 }) }));

const idsOf = (entries: readonly QueueEntry[]): string[] => entries.map(({ id }) => id);
const placed = (entries: readonly QueueEntry[], id: string, priority: boolean, wish: Parameters<typeof placeFor>[3]): QueueEntry[] => {
  const { rank, moved } = placeFor(entries, id, priority, wish);
  const ranks = new Map(moved.map((one) => [one.id, one.rank]));
  const others = entries.filter((one) => one.id !== id).map((one) => ({ ...one, rank: ranks.get(one.id) ?? one.rank }));
  return [...others, { id, state: 'waiting' as const, rank, priority, holdUntil: null }];
};

describe('the order of a queue', () => {
  it('is everybody who waits, once, and who has priority before the rest', () => {
    fc.assert(fc.property(queue, (entries) => {
      const order = waitingInOrder(entries);
      expect(idsOf(order).sort()).to.deep.equal(idsOf(entries.filter(({ state }) => state === 'waiting')).sort());
      const firstWithout = order.findIndex(({ priority }) => !priority);
      expect(order.slice(firstWithout < 0 ? order.length : firstWithout).some(({ priority }) => priority)).to.equal(false);
    }));
  });

  it('does not hang on the order in which the rows are read', () => {
    fc.assert(fc.property(queue, (entries) => {
      expect(idsOf(waitingInOrder([...entries].reverse()))).to.deep.equal(idsOf(waitingInOrder(entries)));
      expect(nextOf([...entries].reverse(), NOW)?.id).to.equal(nextOf(entries, NOW)?.id);
    }));
  });

  it('puts one exactly where he is wanted, and changes nobody else’s place', () => {
    fc.assert(fc.property(queue, fc.boolean(), place, (entries, priority, wish) => {
      const before = idsOf(waitingInOrder(entries));
      const after = waitingInOrder(placed(entries, 'new', priority, wish));
      expect(idsOf(after).filter((id) => id !== 'new')).to.deep.equal(before);
      const mine = idsOf(after.filter((one) => one.priority === priority));
      const others = mine.length - 1;
      expect(mine.indexOf('new')).to.equal(wish === 'end' ? others : Math.min(wish.after, others));
    }));
  });

  it('finds room between two neighbours however often one is put there', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 20, maxLength: 60 }), (wishes) => {
      let entries: QueueEntry[] = [];
      let naive: string[] = [];
      wishes.forEach((after, index) => {
        const id = `n${String(index).padStart(3, '0')}`;
        entries = placed(entries, id, false, { after });
        naive = [...naive.slice(0, after), id, ...naive.slice(after)];
        expect(idsOf(waitingInOrder(entries))).to.deep.equal(naive);
      });
    }));
  });

  it('returns whoever was on hold to his host before the queue once his time is up, and not earlier', () => {
    fc.assert(fc.property(queue, (entries) => {
      const next = nextOf(entries, NOW);
      const due = heldInOrder(entries).filter(({ holdUntil }) => holdUntil === null || holdUntil <= NOW);
      const waiting = waitingInOrder(entries);
      if (due.length > 0) expect(next?.id).to.equal(due[0]?.id);
      else if (waiting.length > 0) expect(next?.id).to.equal(waiting[0]?.id);
      else expect(next?.id).to.equal(heldInOrder(entries)[0]?.id);
    }));
  });
});

describe('who will be reached', () => {
  const remaining: fc.Arbitrary<Remaining> = fc.record({
    left: fc.integer({ min: -30, max: 200 }), talking: fc.option(fc.integer({ min: 0, max: 30 })), held: fc.integer({ min: 0, max: 5 }),
    talks: fc.array(fc.integer({ min: 0, max: 3000 }), { maxLength: 20 }), targetMinutes: fc.integer({ min: 1, max: 30 }), late: fc.integer({ min: -60, max: 60 }),
  }).map(({ left, talking, held, talks, targetMinutes, late }) => ({
    now: NOW, startsAt: minutesFrom(-late), endsAt: minutesFrom(left), talkSince: talking === null ? null : minutesFrom(-talking), held, pace: { talks, targetMinutes },
  }));

  it('waits no shorter for more people before one, and who is reached later means all before him are', () => {
    fc.assert(fc.property(remaining, (state) => {
      const outlooks = Array.from({ length: 12 }, (_, before) => outlookOf(before, state));
      outlooks.slice(1).forEach((one, index) => {
        expect(one.minutes).to.be.at.least(outlooks[index]?.minutes ?? 0);
        if (one.reached) expect(outlooks[index]?.reached).to.equal(true);
      });
    }));
  });

  it('reaches nobody after the end, and the first in an empty room at once', () => {
    fc.assert(fc.property(remaining, (state) => {
      if (state.endsAt <= state.now) expect(outlookOf(0, state).reached).to.equal(false);
      const empty = { ...state, talkSince: null, held: 0, startsAt: minutesFrom(-1) };
      expect(outlookOf(0, empty).minutes).to.equal(0);
    }));
  });

  it('reckons with the target while nobody has talked, and with the talks when there were many', () => {
    expect(minutesEach({ talks: [], targetMinutes: 5 })).to.equal(5);
    expect(minutesEach({ talks: Array<number>(57).fill(120), targetMinutes: 5 })).to.be.within(2, 2.2);
    // Seven people, five minutes each, thirty-six minutes left: the sixth and seventh are told so.
    const state: Remaining = { now: NOW, startsAt: minutesFrom(-80), endsAt: minutesFrom(36), talkSince: minutesFrom(-4), held: 0, pace: { talks: [], targetMinutes: 5 } };
    expect(Array.from({ length: 9 }, (_, before) => outlookOf(before, state).reached)).to.deep.equal([true, true, true, true, true, true, true, false, false]);
  });

  it('ages a wait by shape and colour at two fifths of the target, and at the target', () => {
    expect([0, 3, 4, 9, 10, 30].map((minutes) => ageOf(minutes, 10))).to.deep.equal(['fresh', 'fresh', 'aging', 'aging', 'overdue', 'overdue']);
  });
});

describe('a percentile', () => {
  it('is one of the numbers, with so large a share of them at or below it', () => {
    fc.assert(fc.property(fc.array(fc.integer(), { minLength: 1, maxLength: 50 }), fc.double({ min: 0.01, max: 1, noNaN: true }), (numbers, share) => {
      const value = percentile(numbers, share);
      expect(numbers).to.include(value);
      expect(numbers.filter((one) => one <= (value ?? 0)).length / numbers.length).to.be.at.least(share - 1e-9);
    }));
    expect(percentile([], 0.5)).to.equal(null);
  });
});
