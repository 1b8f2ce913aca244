/** Another least coverage for one county, or for one kind of agency, each by the name that people write. */
export interface CoverageOverride {
  readonly name: string;
  readonly weeks: number;
}

/** How visits are drawn: an office's chance is the base, and what is added for each complaint, each confirmed absence and the weeks without a visit. */
export interface InspectionSetting {
  /** How many offices one inspector visits in one manager-hour, at most. */
  readonly visits: number;
  readonly base: number;
  readonly complaint: number;
  readonly absence: number;
  readonly week: number;
  /** No office waits longer than so many weeks, where the inspectors suffice. */
  readonly coverageWeeks: number;
  readonly coverage: readonly CoverageOverride[];
}

/** The least and the greatest of each number of the draw. */
export const INSPECTION_BOUNDS: readonly (readonly [Exclude<keyof InspectionSetting, 'coverage'>, number, number])[] = [
  ['visits', 1, 12], ['base', 1, 100], ['complaint', 0, 100], ['absence', 0, 100], ['week', 0, 20], ['coverageWeeks', 2, 104],
];

/** The least and the greatest period of one county or kind, in weeks. */
export const COVERAGE_WEEKS = [2, 104] as const;
const MOST_OVERRIDES = 60;

// The weights are those at which `npm run bench -- draw` finds that the half year costs the least unpredictability.
/** Every office once in half a year; an inspector has half an hour for each and the way to the next. */
export const INSPECTION_DEFAULT: InspectionSetting = { visits: 6, base: 5, complaint: 40, absence: 60, week: 2, coverageWeeks: 26, coverage: [] };

/** Why the other coverages cannot stand, or null where they can. */
export function coverageFault({ coverage }: InspectionSetting): 'not_in_range' | 'coverage_repeats' | null {
  const [least, most] = COVERAGE_WEEKS;
  if (coverage.length > MOST_OVERRIDES || coverage.some(({ weeks }) => !Number.isInteger(weeks) || weeks < least || weeks > most)) return 'not_in_range';
  return new Set(coverage.map(({ name }) => name)).size < coverage.length ? 'coverage_repeats' : null;
}
