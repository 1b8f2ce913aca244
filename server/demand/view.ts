import { MONTHS } from '../domain/jalali.ts';
import { formatNumber, formatPercent, toPersianDigits } from '../domain/persian.ts';
import { Refusal } from '../domain/refusal.ts';
import { weightsOf, type WeightFormula } from '../domain/rota/entitlement.ts';
import type { FormState } from '../http/forms.ts';
import type { ErrorSummaryPart, TabsPart, WithHistory } from '../http/parts.ts';
import { MEASURE_WORDS } from '../wording/demand.ts';
import { floorWords, formulaWords } from '../wording/settings.ts';
import { cellName, MEASURES, sumByAgency, withCounted, type Demand, type Measure } from './demand.ts';
import { shownName, type GridAgency } from './forms.ts';

/** A year of one measure, to be read and typed: a row an agency, a column a month. */
export interface DemandView {
  readonly csrf: string;
  readonly key: string;
  readonly action: string;
  readonly year: string;
  readonly earlier: string;
  readonly later: string;
  readonly earlierLabel: string;
  readonly laterLabel: string;
  readonly tabs: TabsPart;
  readonly help: string;
  readonly formula: string;
  readonly floor: string | null;
  readonly problem: string | null;
  readonly summary: ErrorSummaryPart;
  readonly months: readonly string[];
  readonly rows: readonly {
    readonly id: string;
    readonly name: string;
    readonly shownName: string;
    readonly shown: string;
    readonly cells: readonly { readonly name: string; readonly label: string; readonly month: string; readonly value: string; readonly counted: string; readonly error: string | null }[];
    readonly total: string;
    readonly share: string;
    readonly lifted: boolean;
  }[];
  readonly totals: readonly string[];
  readonly total: string;
}

declare module '../http/pages.ts' {
  interface Pages {
    'demand/year': DemandView & WithHistory;
  }
}

/** The grid's own address. */
export const demandPath = (year: number, measure: Measure): string => `/demand?year=${year}&measure=${measure}`;

const DAYS_IN_YEAR = 365;

// The share that each agency gets of a year's slots by the formula; nothing where nobody was counted yet.
const sharesOf = (rows: readonly Demand[], agencies: readonly GridAgency[], formula: WeightFormula, perWeek: number): ReadonlyMap<string, { readonly share: number; readonly lifted: boolean }> => {
  const invitable = new Set(agencies.filter((agency) => agency.invitable).map((agency) => agency.id));
  const counted = sumByAgency(rows).filter((row) => invitable.has(row.agencyId));
  try {
    const { weights } = weightsOf(counted, formula, { slots: Math.round((perWeek * DAYS_IN_YEAR) / 7), days: DAYS_IN_YEAR });
    const whole = weights.reduce((sum, weight) => sum + weight.share, 0);
    return new Map(weights.map((weight) => [weight.agencyId, { share: weight.share / whole, lifted: weight.lifted }]));
  } catch (error) {
    if (error instanceof Refusal) return new Map();
    throw error;
  }
};

/** The grid of a year and measure, with what was typed; `rows` is the whole year of all agencies. */
export function demandView(
  asked: { readonly year: number; readonly measure: Measure },
  facts: { readonly rows: readonly Demand[]; readonly counted: readonly Demand[]; readonly agencies: readonly GridAgency[]; readonly formula: WeightFormula; readonly perWeek: number },
  form: FormState,
  frame: { readonly csrf: string; readonly key: string },
): DemandView {
  const { year, measure } = asked;
  const { rows, agencies, formula, perWeek } = facts;
  const shares = sharesOf(withCounted(rows, facts.counted), agencies, formula, perWeek);
  const numbers = new Map(rows.map((row) => [cellName(row), row[measure]]));
  const counted = new Map(measure === 'calls' ? facts.counted.map((row) => [cellName(row), row.calls]) : []);
  const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);
  const monthSums = MONTHS.map((_, index) => sum(agencies.map((agency) => numbers.get(cellName({ agencyId: agency.id, month: index + 1 })) ?? 0)));
  return {
    ...frame,
    action: demandPath(year, measure),
    year: toPersianDigits(year),
    earlier: demandPath(year - 1, measure),
    later: demandPath(year + 1, measure),
    earlierLabel: `سال ${toPersianDigits(year - 1)}`,
    laterLabel: `سال ${toPersianDigits(year + 1)}`,
    tabs: {
      label: 'چه چیزی شمرده شده است',
      tabs: MEASURES.map((one) => ({
        label: MEASURE_WORDS[one].title,
        href: demandPath(year, one),
        current: one === measure,
        count: formatNumber(sum(rows.map((row) => row[one]))),
      })),
    },
    help: MEASURE_WORDS[measure].help,
    formula: formulaWords(formula),
    floor: floorWords(formula),
    problem: form.errors['_form'] ?? null,
    summary: { errors: Object.entries(form.errors).flatMap(([name, text]) => (name === '_form' ? [] : [{ name, text }])) },
    months: MONTHS,
    rows: agencies.map((agency) => {
      const counts = MONTHS.map((_, index) => numbers.get(cellName({ agencyId: agency.id, month: index + 1 })) ?? null);
      const share = shares.get(agency.id);
      return {
        id: agency.id,
        name: agency.name,
        shownName: shownName(agency.id),
        shown: counts.map((count) => count ?? 0).join(','),
        cells: MONTHS.map((month, index) => {
          const name = cellName({ agencyId: agency.id, month: index + 1 });
          const count = counts[index] ?? null;
          return {
            name,
            label: `${agency.name}، ${month}`,
            month,
            value: form.typed[name] ?? (count === null || (count === 0 && counted.has(name)) ? '' : formatNumber(count)),
            counted: counted.has(name) ? formatNumber(counted.get(name) ?? 0) : '',
            error: form.errors[name] ?? null,
          };
        }),
        total: formatNumber(sum(counts.map((count) => count ?? 0))),
        share: agency.invitable ? (share === undefined ? '' : formatPercent(share.share, { fraction: 1 })) : 'دعوت نمی‌شود',
        lifted: share?.lifted ?? false,
      };
    }),
    totals: monthSums.map((count) => formatNumber(count)),
    total: formatNumber(sum(monthSums)),
  };
}
