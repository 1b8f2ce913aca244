import { createHmac } from 'node:crypto';
import { createChance, type Chance } from '../../../server/domain/inspection/draw-chance.ts';
import { extraWeeks } from '../../../server/domain/inspection/draw-coverage.ts';
import { weightOf, type DrawInputs, type DrawInspector, type DrawOffice } from '../../../server/domain/inspection/draw-inputs.ts';
import { INSPECTION_DEFAULT } from '../../../server/domain/inspection/draw-setting.ts';
import type { Day } from '../../../server/domain/jalali.ts';

/** Two years of weekly hours. */
export const HOURS = 104;

/** What is known of one past visit. */
export interface Past {
  readonly hour: number;
  readonly office: number;
  readonly inspectorId: string;
}

/** What of an office never changes. */
export interface Office {
  readonly id: string;
  readonly county: string | null;
  readonly area: string;
}

const COUNTIES = 24;
const PROVINCIAL = 100;
const COMPLAINT_WEEKS = 26;
const ABSENCE_WEEKS = 52;

/** Chance of a name: the same figures on every machine. */
export const chanceOf = (name: string): Chance => createChance((counter) => createHmac('sha256', name).update(String(counter)).digest());

const nameOf = (letter: string, index: number): string => `${letter}${String(index).padStart(4, '0')}`;

/** 1,500 offices in 24 counties of 38 to 87 offices, in one to three areas each, and 100 bodies of the province in three. */
export function province(): Office[] {
  const offices: Office[] = Array.from({ length: PROVINCIAL }, (_, index) => ({ id: nameOf('p', index), county: null, area: `p${index % 3}` }));
  for (let county = 0; county < COUNTIES; county += 1) {
    const size = 39 + county * 2 + (county % 2);
    const areas = size < 50 ? 1 : size < 70 ? 2 : 3;
    for (let index = 0; index < size; index += 1) offices.push({ id: nameOf(`c${String(county).padStart(2, '0')}-`, index), county: nameOf('c', county), area: `a${index % areas}` });
  }
  return offices;
}

const INSPECTORS: readonly DrawInspector[] = [
  ...Array.from({ length: 12 }, (_, index) => ({ id: nameOf('ip', index), county: null })),
  ...Array.from({ length: COUNTIES }, (_, index) => ({ id: nameOf('ic', index), county: nameOf('c', index) })),
];

/** The province as it goes on: who was visited when, who complained, who was absent. */
export function createWorld(name: string) {
  const chance = chanceOf(name);
  const offices = province();
  // Managers differ: of some people complain every other month, of most hardly ever; nobody but the office knows of whom.
  const habits = offices.map(() => (chance.below(10) === 0 ? 60 : 5));
  const last = new Map<number, Past>();
  const past: Past[] = [];
  const complaints: { readonly hour: number; readonly office: number }[] = [];
  const absences: { readonly hour: number; readonly office: number }[] = [];
  const since = (events: readonly { readonly hour: number; readonly office: number }[], hour: number): number[] => {
    const counts = offices.map(() => 0);
    for (const event of events) if (event.hour >= hour) counts[event.office] = (counts[event.office] ?? 0) + 1;
    return counts;
  };
  return {
    offices,
    past,
    last,
    /** What the draw of an hour is made of. */
    inputs(hour: number): DrawInputs {
      offices.forEach((_, office) => {
        if (chance.below(1000) < (habits[office] ?? 0)) complaints.push({ hour, office });
      });
      const [said, away] = [since(complaints, hour - COMPLAINT_WEEKS), since(absences, hour - ABSENCE_WEEKS)];
      const { visits, base, complaint, absence, week, coverageWeeks } = INSPECTION_DEFAULT;
      return {
        program: 'bench', day: '2026-01-01' as Day, startsAt: '', visits, extra: 0, weights: { base, complaint, absence, week },
        offices: offices.map((office, index): DrawOffice => {
          const seen = last.get(index);
          return { ...office, kind: 'directorate', waited: hour - (seen?.hour ?? 0), period: coverageWeeks, complaints: said[index] ?? 0, absences: away[index] ?? 0, last: seen === undefined ? [] : [seen.inspectorId], opens: 0, closes: 180 };
        }),
        // One in twelve is ill or on leave.
        inspectors: INSPECTORS.filter(() => chance.below(12) > 0),
      };
    },
    /** Takes down the visits of an hour; one manager in twenty is absent, and it is confirmed. */
    visited(hour: number, visits: readonly { readonly office: number; readonly inspectorId: string }[]): void {
      for (const visit of visits) {
        past.push({ hour, ...visit });
        last.set(visit.office, { hour, ...visit });
        if (chance.below(20) === 0) absences.push({ hour, office: visit.office });
      }
    },
  };
}

export type World = ReturnType<typeof createWorld>;

/** Draws so many offices by their weights alone. */
export function plainDraw(inputs: DrawInputs, count: number, chance: Chance): number[] {
  const weights = inputs.offices.map((office) => weightOf(office, inputs.weights));
  return Array.from({ length: count }, () => {
    const found = chance.weighted(weights);
    weights[found] = 0;
    return found;
  });
}

/** The weeks that can be promised with all inspectors. */
export const promised = (inputs: DrawInputs): number => INSPECTION_DEFAULT.coverageWeeks + (extraWeeks({ ...inputs, inspectors: INSPECTORS }) ?? 0);
