import { createHmac } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import { drawVisits } from '../../../server/domain/inspection/draw.ts';
import { createChance, type Chance } from '../../../server/domain/inspection/draw-chance.ts';
import { extraWeeks, maySend } from '../../../server/domain/inspection/draw-coverage.ts';
import { weightOf, weightParts, type DrawInputs, type DrawInspector, type DrawList, type DrawOffice } from '../../../server/domain/inspection/draw-inputs.ts';
import { INSPECTION_DEFAULT } from '../../../server/domain/inspection/draw-setting.ts';
import type { Day } from '../../../server/domain/jalali.ts';

const chanceOf = (seed: string): Chance => createChance((counter) => createHmac('sha256', seed).update(`didar-draw ${counter}`).digest());
const { base, complaint, absence, week } = INSPECTION_DEFAULT;
const weights = { base, complaint, absence, week };

const office = (id: string, more: Partial<DrawOffice> = {}): DrawOffice => ({ id, county: 'c1', area: 'مرکز', kind: 'directorate', waited: 3, period: 26, complaints: 0, absences: 0, last: [], opens: 0, closes: 180, ...more });
const inputsOf = (offices: readonly DrawOffice[], inspectors: readonly DrawInspector[], more: Partial<DrawInputs> = {}): DrawInputs =>
  ({ program: 'didar-draw-1', day: '2026-11-23' as Day, startsAt: '2026-11-23T05:30:00.000Z', visits: 4, extra: 0, weights, offices, inspectors, ...more });

const AREAS = ['الف', 'ب', 'پ', 'ت', 'ث'];

/** A province of any shape: counties with their own inspectors or none, some of the province's, offices visited last by somebody or nobody. */
const anyInputs = fc.record({
  counties: fc.array(fc.record({ offices: fc.integer({ min: 0, max: 14 }), own: fc.integer({ min: 0, max: 2 }), areas: fc.integer({ min: 1, max: 5 }) }), { minLength: 1, maxLength: 4 }),
  bodies: fc.integer({ min: 0, max: 8 }), province: fc.integer({ min: 0, max: 4 }), visits: fc.integer({ min: 1, max: 6 }), numbers: fc.infiniteStream(fc.nat(1000)),
}).map(({ counties, bodies, province, visits, numbers }) => {
  const some = (below: number): number => (numbers.next().value as number) % below;
  const inspectors: DrawInspector[] = [
    ...Array.from({ length: province }, (_, index) => ({ id: `p${index}`, county: null })),
    ...counties.flatMap(({ own }, county) => Array.from({ length: own }, (_, index) => ({ id: `i${county}-${index}`, county: `c${county}` }))),
  ];
  const ids = [...inspectors.map(({ id }) => id), 'gone'];
  const oneOf = (county: string | null, id: string, areas: number): DrawOffice => office(id, {
    county, area: AREAS[some(areas)] ?? '', waited: some(30), period: 8 + some(30), complaints: some(12), absences: some(4), last: some(3) === 0 ? [ids[some(ids.length)] ?? ''] : [], opens: some(4) === 0 ? 60 : 0, closes: some(4) === 0 ? 150 : 180,
  });
  const offices = [
    ...Array.from({ length: bodies }, (_, index) => oneOf(null, `b${index}`, 2)),
    ...counties.flatMap(({ offices: count, areas }, county) => Array.from({ length: count }, (_, index) => oneOf(`c${county}`, `o${county}-${index}`, areas))),
  ];
  return inputsOf(offices, inspectors, { visits });
});

const routesOf = ({ visits }: DrawList): Map<string, DrawList['visits']> => {
  const routes = new Map<string, DrawList['visits']>();
  for (const visit of visits) routes.set(visit.inspectorId, [...(routes.get(visit.inspectorId) ?? []), visit]);
  return routes;
};

describe('the draw of visits', () => {
  it('is the same again of the same seed, and another of another seed', () => {
    const offices = Array.from({ length: 40 }, (_, index) => office(`o${String(index).padStart(2, '0')}`, { area: AREAS[index % 3] ?? '', waited: index % 9 }));
    const inputs = inputsOf(offices, [{ id: 'p0', county: null }, { id: 'p1', county: null }, { id: 'i0', county: 'c1' }]);
    expect(drawVisits(inputs, chanceOf('one'))).to.deep.equal(drawVisits(inputs, chanceOf('one')));
    expect(drawVisits(inputs, chanceOf('one'))).not.to.deep.equal(drawVisits(inputs, chanceOf('two')));
    // The order in which rows are read must not matter.
    expect(drawVisits({ ...inputs, offices: [...offices].reverse() }, chanceOf('one'))).to.deep.equal(drawVisits(inputs, chanceOf('one')));
  });

  it('keeps a golden list: whoever changes the rules changes the program\'s name with them', () => {
    const offices = Array.from({ length: 12 }, (_, index) => office(`o${String(index).padStart(2, '0')}`, { area: AREAS[index % 2] ?? '', waited: index, complaints: index % 3 }));
    const list = drawVisits(inputsOf([...offices, office('b0', { county: null })], [{ id: 'p0', county: null }, { id: 'p1', county: null }, { id: 'i0', county: 'c1' }], { visits: 3 }), chanceOf('golden'));
    expect(list.visits.map(({ inspectorId, agencyId, place, minute }) => `${inspectorId} ${agencyId} ${place} ${minute}`)).to.deep.equal(GOLDEN);
  });

  it('sends nobody where he was last or outside his county, nobody twice to an office, each within one county and areas next to each other', () => {
    fc.assert(fc.property(anyInputs, fc.string(), (inputs, seed) => {
      const list = drawVisits(inputs, chanceOf(seed));
      const offices = new Map(inputs.offices.map((one) => [one.id, one]));
      const inspectors = new Map(inputs.inspectors.map((one) => [one.id, one]));
      expect(new Set(list.visits.map(({ agencyId }) => agencyId)).size).to.equal(list.visits.length);
      for (const [id, visits] of routesOf(list)) {
        const visited = visits.map(({ agencyId }) => offices.get(agencyId) as DrawOffice);
        expect(visits.length).to.be.at.most(inputs.visits);
        for (const one of visited) expect(!one.last.includes(id) && maySend(inspectors.get(id) as DrawInspector, one), `${id} to ${one.id}`).to.equal(true);
        expect(new Set(visited.map(({ county }) => county)).size).to.equal(1);
        const areas = [...new Set(inputs.offices.filter(({ county }) => county === visited[0]?.county).map(({ area }) => area))].sort();
        const places = visited.map(({ area }) => areas.indexOf(area));
        expect(Math.max(...places) - Math.min(...places)).to.be.below(3);
      }
    }), { numRuns: 300 });
  });

  it('puts every visit into the office\'s own hour, in the order of the route, with time for the way where all hours are alike', () => {
    fc.assert(fc.property(anyInputs, fc.string(), (inputs, seed) => {
      const alike = { ...inputs, offices: inputs.offices.map((one) => ({ ...one, opens: 0, closes: 180 })) };
      for (const [given, way] of [[inputs, 0], [alike, 15]] as const) {
        const offices = new Map(given.offices.map((one) => [one.id, one]));
        for (const visits of routesOf(drawVisits(given, chanceOf(seed))).values()) {
          visits.forEach(({ agencyId, minute, place }, index) => {
            const one = offices.get(agencyId) as DrawOffice;
            expect(place).to.equal(index + 1);
            expect(minute).to.be.within(0, one.closes - one.opens - 1);
            const before = visits[index - 1];
            const earlier = before === undefined ? undefined : (offices.get(before.agencyId) as DrawOffice).opens + before.minute;
            if (earlier !== undefined) expect(one.opens + minute - earlier).to.be.at.least(way);
          });
        }
      }
    }), { numRuns: 200 });
  });

  it('gives an office its chance by its weight: what is complained of, was absent or waited long is drawn more often', () => {
    expect(weightParts({ complaints: 2, absences: 1, waited: 4 }, weights)).to.deep.equal({ base: 5, complaints: 80, absences: 60, weeks: 20 });
    const offices = Array.from({ length: 60 }, (_, index) => office(`o${String(index).padStart(2, '0')}`, { waited: 4, complaints: index % 3 }));
    const inputs = inputsOf(offices, [{ id: 'p0', county: null }, { id: 'p1', county: null }], { visits: 3 });
    const drawn = [0, 0, 0];
    for (let run = 0; run < 2000; run += 1) for (const { agencyId } of drawVisits(inputs, chanceOf(`w${run}`)).visits) drawn[Number(agencyId.slice(1)) % 3] = (drawn[Number(agencyId.slice(1)) % 3] ?? 0) + 1;
    const expected = [0, 1, 2].map((complaints) => weightOf({ complaints, absences: 0, waited: 4 }, weights));
    const [sum, all] = [expected.reduce((one, other) => one + other), drawn.reduce((one, other) => one + other)];
    drawn.forEach((count, index) => expect(count / all).to.be.closeTo((expected[index] ?? 0) / sum, 0.03));
  });

  it('lets nobody wait longer than the period that the inspectors can hold, whatever chance does and although nobody goes twice running', () => {
    const shape = fc.record({
      counties: fc.array(fc.record({ offices: fc.integer({ min: 1, max: 18 }), own: fc.integer({ min: 0, max: 2 }), areas: fc.integer({ min: 1, max: 3 }) }), { minLength: 1, maxLength: 3 }),
      bodies: fc.integer({ min: 0, max: 8 }), province: fc.integer({ min: 2, max: 5 }), visits: fc.integer({ min: 1, max: 5 }), period: fc.integer({ min: 2, max: 12 }), other: fc.integer({ min: 2, max: 12 }), seed: fc.string(),
    });
    fc.assert(fc.property(shape, ({ counties, bodies, province, visits, period, other, seed }) => {
      const inspectors = [
        ...Array.from({ length: province }, (_, index) => ({ id: `p${index}`, county: null })),
        ...counties.flatMap(({ own }, county) => Array.from({ length: own }, (_, index) => ({ id: `i${county}-${index}`, county: `c${county}` }))),
      ];
      let offices = [
        ...Array.from({ length: bodies }, (_, index) => office(`b${index}`, { county: null, waited: 0, period: other })),
        ...counties.flatMap(({ offices: count, areas }, county) => Array.from({ length: count }, (_, index) => office(`o${county}-${index}`, { county: `c${county}`, area: AREAS[index % areas] ?? '', waited: 0, period }))),
      ];
      const extra = extraWeeks({ offices, inspectors, visits }) as number;
      expect(extra).to.be.a('number');
      for (let hour = 1; hour <= 45; hour += 1) {
        offices = offices.map((one) => ({ ...one, waited: one.waited + 1 }));
        const list = drawVisits(inputsOf(offices, inspectors, { visits, extra }), chanceOf(`${seed} ${hour}`));
        const by = new Map(list.visits.map(({ agencyId, inspectorId }) => [agencyId, inspectorId]));
        for (const one of offices) if (!by.has(one.id)) expect(one.waited, `${one.id} in hour ${hour}, extra ${extra}`).to.be.below(one.period + extra);
        offices = offices.map((one) => { const inspector = by.get(one.id); return inspector === undefined ? one : { ...one, waited: 0, last: [inspector] }; });
      }
    }), { numRuns: 60 });
  }).timeout(60_000);

  it('says whom it should have visited and could not, and that with one inspector no period can be held', () => {
    const list = drawVisits(inputsOf([office('o1', { waited: 40, last: ['p0'] }), office('o2', { waited: 1 })], [{ id: 'p0', county: null }]), chanceOf('missed'));
    expect(list.missed).to.deep.equal(['o1']);
    expect(extraWeeks({ offices: [office('o1')], inspectors: [{ id: 'p0', county: null }], visits: 4 })).to.equal(null);
    expect(extraWeeks({ offices: Array.from({ length: 120 }, (_, index) => office(`o${index}`, { period: 4 })), inspectors: [{ id: 'p0', county: null }, { id: 'p1', county: null }], visits: 4 })).to.equal(27);
  });
});

const GOLDEN: readonly string[] = [
  'i0 o10 1 1', 'i0 o06 2 71', 'i0 o08 3 118',
  'p0 o11 1 5', 'p0 o05 2 83', 'p0 o07 3 113',
  'p1 o09 1 49', 'p1 o01 2 68', 'p1 o03 3 103',
];
