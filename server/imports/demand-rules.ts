import type { Knex } from 'knex';
import { agencyLookup } from '../agencies/lookup.ts';
import type { Demand, Measure } from '../demand/demand.ts';
import { demandLookup } from '../demand/lookup.ts';
import { putDemand, type DemandChange } from '../demand/steps.ts';
import type { Agency } from '../domain/agency.ts';
import { formatNumber } from '../domain/persian.ts';
import { createAgencyIndex, isFault } from './agency-index.ts';
import type { KindRules } from './checked.ts';
import { fault, faulty, type Fault, type Judged, type Row } from './prospect.ts';

interface Entry {
  readonly agencyCode: string;
  readonly agency: string;
  readonly year: number;
  readonly month: number;
  /** What was written; an empty cell is not among it. */
  readonly counts: Partial<Record<Measure, number>>;
}

interface Standing {
  readonly agencies: readonly Agency[];
  readonly written: readonly Demand[];
}

const MEASURES: readonly Measure[] = ['clients', 'calls', 'openRequests'];

const entryOf = (values: Readonly<Record<string, string>>, wrong: ReadonlySet<string>): { entry: Entry | null; faults: readonly Fault[] } => {
  const of = (key: string): string => values[key] ?? '';
  const [stated, month] = of('month').includes('-') ? of('month').split('-') : ['', of('month')];
  const year = of('year') || (stated ?? '');
  const counts = Object.fromEntries(MEASURES.filter((measure) => of(measure) !== '').map((measure) => [measure, Number(of(measure))]));
  const faults = [
    ...(of('agency') === '' && of('agencyCode') === '' ? [fault('agency', 'needed', { title: 'دستگاه' })] : []),
    ...(of('month') === '' ? [fault('month', 'needed', { title: 'ماه' })] : year === '' && !wrong.has('month') ? [fault('year', 'year_needed')] : []),
    ...(stated !== '' && of('year') !== '' && stated !== of('year') ? [fault('year', 'year_differs')] : []),
    ...(Object.keys(counts).length === 0 && !MEASURES.some((measure) => wrong.has(measure)) ? [fault('clients', 'no_count')] : []),
  ];
  return faults.length > 0 ? { entry: null, faults } : { entry: { agencyCode: of('agencyCode'), agency: of('agency'), year: Number(year), month: Number(month), counts }, faults };
};

const judgeRows = (rows: readonly Row<Entry>[], { agencies, written }: Standing): readonly Judged<DemandChange>[] => {
  const index = createAgencyIndex(agencies);
  const keyOf = (agencyId: string, year: number, month: number): string => `${agencyId} ${year} ${month}`;
  const standing = new Map(written.map((row) => [keyOf(row.agencyId, row.year, row.month), row]));
  const seen = new Map<string, number>();
  return rows.map(({ entry, at }): Judged<DemandChange> => {
    const agency = index.find(entry);
    if (isFault(agency)) return faulty(agency);
    const { year, month, counts } = entry;
    const key = keyOf(agency.id, year, month);
    const again = seen.get(key);
    if (again !== undefined) return faulty(fault('month', 'duplicate', { row: again }));
    seen.set(key, at);
    const before = standing.get(key) ?? null;
    const after: Demand = { ...(before ?? { agencyId: agency.id, year, month, clients: 0, calls: 0, openRequests: 0 }), ...counts };
    const changes = before === null ? [] : MEASURES.flatMap((measure) => (before[measure] === after[measure] ? [] : [{ column: measure, from: formatNumber(before[measure]), to: formatNumber(after[measure]) }]));
    return { faults: [], changes, deed: before !== null && changes.length === 0 ? null : { isNew: before === null, what: { before, after } } };
  });
};

/** The rules of monthly demand: known by agency, year and month; an empty cell changes nothing. */
export function demandRules(): KindRules<Entry, Standing, DemandChange> {
  return {
    kind: 'demand',
    entryOf,
    async load(db: Knex, entries): Promise<Standing> {
      const agencies = await agencyLookup(db).all();
      const written: Demand[] = [];
      for (const year of new Set(entries.map((entry) => entry.year))) written.push(...(await demandLookup(db).writtenBetween({ year, month: 1 }, { year, month: 12 })));
      return { agencies, written };
    },
    judge: judgeRows,
    plan(deeds) {
      const changes = deeds.map(({ what }) => what);
      return {
        streams: [...new Set(changes.map(({ after }) => `demand:${after.year}`))],
        write: (tx, command) => putDemand(tx, changes, command.at, command.actor ?? ''),
      };
    },
  };
}
