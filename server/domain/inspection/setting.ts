/** How «در محل نبود» is established: by a pair of inspectors, by one who waits before a witness, or by either. */
export const NOT_FOUND_PROOFS = ['pair', 'wait', 'either'] as const;
export type NotFoundProofRule = (typeof NOT_FOUND_PROOFS)[number];

/** A coverage of its own for a county or a kind of agency, by its name. */
export interface CoverageOverride {
  readonly name: string;
  /** Nobody of them goes longer without a visit. */
  readonly weeks: number;
}

/** How visits are drawn and made: weights without a unit, weeks, minutes and days by their names. */
export interface InspectionSetting {
  /** How many targets one inspector gets in one hour. */
  readonly visits: number;
  readonly base: number;
  readonly complaint: number;
  readonly absence: number;
  readonly week: number;
  readonly coverageWeeks: number;
  readonly coverage: readonly CoverageOverride[];
  readonly lateMinutes: number;
  readonly waitMinutes: number;
  readonly correctiveDays: number;
  readonly notFoundBy: NotFoundProofRule;
  /** Whether photos are taken at all; an agency may forbid them where they are. */
  readonly photos: boolean;
  /** What every inspector looks at, one line each. */
  readonly checklist: readonly string[];
}

type Numbers = 'visits' | 'base' | 'complaint' | 'absence' | 'week' | 'coverageWeeks' | 'lateMinutes' | 'waitMinutes' | 'correctiveDays';

/** The least and the greatest of each number. */
export const INSPECTION_BOUNDS: readonly (readonly [Numbers, number, number])[] = [
  ['visits', 1, 20], ['base', 1, 100], ['complaint', 0, 100], ['absence', 0, 100], ['week', 0, 100], ['coverageWeeks', 2, 260], ['lateMinutes', 1, 120], ['waitMinutes', 1, 60], ['correctiveDays', 1, 180],
];

const MOST_LINES = 40;

/** What holds until the office says otherwise. */
export const INSPECTION_DEFAULT: InspectionSetting = {
  visits: 6,
  base: 10,
  complaint: 5,
  absence: 10,
  week: 1,
  coverageWeeks: 26,
  coverage: [],
  lateMinutes: 10,
  waitMinutes: 10,
  correctiveDays: 14,
  notFoundBy: 'either',
  photos: true,
  checklist: ['ساعت حضور مدیر بر در یا تابلو نوشته است', 'جای نشستن برای مراجعان هست', 'راهنمای مراجعان در دسترس است'],
};

const repeats = (all: readonly string[]): boolean => all.length > MOST_LINES || new Set(all).size < all.length;

/** What is wrong with the lists, or null. */
export const inspectionListFault = ({ coverage, checklist }: InspectionSetting): 'list_repeats' | null =>
  repeats(coverage.map(({ name }) => name)) || repeats(checklist) ? 'list_repeats' : null;
