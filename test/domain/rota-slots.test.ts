import { expect } from 'chai';
import fc from 'fast-check';
import { addDays, startOfWeek, weekday, type Day, type Weekday } from '../../server/domain/jalali.ts';
import { Refusal } from '../../server/domain/refusal.ts';
import { slotsOf, type SlotRequest, type TemplatePlace } from '../../server/domain/rota/slots.ts';
import { at, RUNS, START } from './rota-samples.ts';

const TEMPLATE: readonly TemplatePlace[] = ([0, 1, 2, 3, 4] as const).map((day) => ({ weekday: day, from: at('09:00'), to: at('10:00'), lines: 2 }));
const base: SlotRequest = {
  from: START,
  to: addDays(START, 27),
  template: () => TEMPLATE,
  perWeek: [{ since: addDays(START, -400), count: 2 }],
  isOpen: () => ({ ok: true }),
};

const templateArb: fc.Arbitrary<TemplatePlace[]> = fc.array(
  fc.record({
    weekday: fc.integer({ min: 0, max: 6 }).map((day) => day as Weekday),
    hour: fc.integer({ min: 8, max: 12 }),
    lines: fc.integer({ min: 1, max: 3 }),
  }).map(({ weekday: day, hour, lines }) => ({
    weekday: day,
    from: at(`${String(hour).padStart(2, '0')}:00`),
    to: at(`${String(hour + 1).padStart(2, '0')}:00`),
    lines,
  })),
  { maxLength: 6 },
);

describe('rota: slots', () => {
  it('takes the set number a week from open places, in order, each place once, and says which weeks fall short', () => {
    fc.assert(
      fc.property(templateArb, fc.nat({ max: 8 }), fc.nat({ max: 60 }), fc.uniqueArray(fc.nat({ max: 60 })), fc.nat({ max: 6 }), (template, count, length, shut, skew) => {
        const from = addDays(START, skew);
        const to = addDays(from, length);
        const closed = new Set(shut.map((n) => addDays(START, n)));
        const isOpen = (day: Day) => (closed.has(day) ? ({ ok: false, title: 't' } as const) : ({ ok: true } as const));
        const { slots, thinWeeks, allClosed } = slotsOf({ ...base, from, to, template: () => template, perWeek: [{ since: addDays(from, -6), count }], isOpen });
        const keys = slots.map((slot) => `${slot.day} ${slot.from} ${slot.to} ${slot.line}`);
        expect(keys).to.deep.equal([...keys].sort());
        expect(new Set(slots.map(({ day, from: clock, line }) => `${day} ${clock} ${line}`)).size).to.equal(slots.length);
        expect(new Set(slots.map(({ id }) => id)).size).to.equal(slots.length);
        for (const slot of slots) {
          expect(closed.has(slot.day)).to.equal(false);
          expect(slot.day >= from && slot.day <= to).to.equal(true);
          expect(template.some((place) => place.weekday === weekday(slot.day) && place.from === slot.from)).to.equal(true);
        }
        const lines = template.reduce((sum, place) => sum + place.lines, 0);
        for (let start = startOfWeek(from), week = 0; start <= to; start = addDays(start, 7), week += 1) {
          const got = slots.filter(({ weekIndex }) => weekIndex === week).length;
          const thin = thinWeeks.find(({ weekIndex }) => weekIndex === week);
          const whole = start >= from && addDays(start, 6) <= to;
          if (whole) expect(got).to.equal(thin?.got ?? count);
          if (thin === undefined) expect(lines).to.be.at.least(count);
          else expect(thin.got).to.be.lessThan(count);
        }
        if (allClosed) expect(slots).to.deep.equal([]);
      }),
      { numRuns: RUNS },
    );
  });

  it('shares a week between two horizons without filling it twice', () => {
    fc.assert(
      fc.property(fc.nat({ max: 40 }), fc.integer({ min: 1, max: 6 }), (cut, count) => {
        const perWeek = [{ since: addDays(START, -400), count }];
        const whole = slotsOf({ ...base, to: addDays(START, 50), perWeek }).slots.map(({ id }) => id);
        const first = slotsOf({ ...base, to: addDays(START, cut), perWeek }).slots.map(({ id }) => id);
        const second = slotsOf({ ...base, from: addDays(START, cut + 1), to: addDays(START, 50), perWeek }).slots.map(({ id }) => id);
        expect([...first, ...second]).to.deep.equal(whole);
      }),
      { numRuns: RUNS },
    );
  });

  it('goes from two to four a week at the new year of 1399', () => {
    const from = '2020-03-07' as Day;
    const { slots } = slotsOf({
      ...base,
      from,
      to: '2020-04-03' as Day,
      perWeek: [{ since: '2020-03-20' as Day, count: 4 }, { since: '2019-03-21' as Day, count: 2 }],
    });
    expect([0, 1, 2, 3].map((week) => slots.filter(({ weekIndex }) => weekIndex === week).length)).to.deep.equal([2, 2, 4, 4]);
    expect(slots.filter(({ weekIndex }) => weekIndex === 0).map(({ day }) => weekday(day))).to.deep.equal([0, 2]);
  });

  it('takes a new template and a new number from the first Saturday on or after their day: no week is cut in two', () => {
    const tuesday = addDays(START, 10);
    const plan = slotsOf({
      ...base,
      perWeek: [{ since: addDays(START, -400), count: 2 }, { since: tuesday, count: 3 }],
      template: (saturday) => (saturday >= tuesday ? TEMPLATE.map((place) => ({ ...place, from: at('11:00'), to: at('12:00') })) : TEMPLATE),
    });
    expect([0, 1, 2, 3].map((week) => plan.slots.filter(({ weekIndex }) => weekIndex === week).map(({ from }) => from))).to.deep.equal([
      ['09:00', '09:00'], ['09:00', '09:00'], ['11:00', '11:00', '11:00'], ['11:00', '11:00', '11:00'],
    ]);
    expect(plan.thinWeeks).to.deep.equal([]);
    expect(slotsOf({ ...base, from: tuesday, perWeek: [{ since: START, count: 1 }, { since: tuesday, count: 5 }] }).slots.filter(({ weekIndex }) => weekIndex === 0).length).to.be.at.most(1);
  });

  it('fills a second line only when every open day has a first', () => {
    const shut = addDays(START, 2);
    const isOpen = (day: Day) => (day === shut ? ({ ok: false, title: 'عید' } as const) : ({ ok: true } as const));
    const week = (count: number) => slotsOf({ ...base, to: addDays(START, 6), perWeek: [{ since: START, count }], isOpen });
    expect(week(4).slots.map(({ day, line }) => [weekday(day), line])).to.deep.equal([[0, 1], [1, 1], [3, 1], [4, 1]]);
    expect(week(5).slots.filter(({ line }) => line === 2).length).to.equal(1);
    expect(week(9).thinWeeks).to.deep.equal([
      { weekIndex: 0, start: START, wanted: 9, got: 8, offered: 10, closed: [{ day: shut, from: '09:00', to: '10:00', title: 'عید' }] },
    ]);
  });

  it('says when holidays took the whole horizon', () => {
    const isOpen = () => ({ ok: false, title: 'نوروز' }) as const;
    expect(slotsOf({ ...base, isOpen })).to.include({ allClosed: true });
    expect(slotsOf({ ...base, template: () => [] })).to.include({ allClosed: false });
  });

  it('refuses a horizon that ends before it begins, or is longer than five years', () => {
    expect(() => slotsOf({ ...base, to: addDays(START, -1) })).to.throw(Refusal, 'horizon_backwards');
    expect(() => slotsOf({ ...base, to: addDays(START, 1827) })).to.throw(Refusal, 'horizon_too_long');
    expect(slotsOf({ ...base, to: addDays(START, 1826) }).slots.length).to.equal(522);
  });
});
