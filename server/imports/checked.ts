import type { Knex } from 'knex';
import { isEmptyCell, type RowRead } from './cells.ts';
import type { Header } from './header.ts';
import type { Kind } from './kinds.ts';
import { markOf, ROW_STATES, type Checked, type Fault, type Judged, type Plan, type Row, type RowOutcome, type RowState } from './prospect.ts';
import { valuesOf, withMerged } from './rows.ts';
import { EXAMPLE } from './template.ts';
import { shownOf } from './values.ts';

/** How the rows of a kind are read, judged and taken in. */
export interface KindRules<Entry, Standing, Deed> {
  readonly kind: Kind;
  /** An entry, or what is wrong with the values by themselves; the cells of the columns in `wrong` hold something, but nothing that can be read. */
  entryOf(values: Readonly<Record<string, string>>, wrong: ReadonlySet<string>): { readonly entry: Entry | null; readonly faults: readonly Fault[] };
  /** Everything that stands and that the entries are judged beside. */
  load(db: Knex, entries: readonly Entry[]): Promise<Standing>;
  /** What comes of each row, in their order; pure. A faulty row is left out when the others are judged. */
  judge(rows: readonly Row<Entry>[], standing: Standing): readonly Judged<Deed>[];
  /** A deed without what was drawn by chance for it: what two checks of the same rows say alike. All of it where this is left out. */
  alike?(what: Deed): unknown;
  /** What the deeds write; ids and seals are made here. */
  plan(deeds: readonly { readonly index: number; readonly what: Deed }[]): Plan;
}

const ROWS_AT_ONCE = 250;
const pause = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** The template's example stands above what was filled in, and is often left there. */
const isNoExample = ({ cells }: RowRead): boolean => !shownOf(cells.find((cell) => !isEmptyCell(cell))).startsWith(EXAMPLE);

interface Read<Entry> {
  readonly at: number;
  readonly entry: Entry | null;
  readonly faults: readonly Fault[];
}

const stateOf = <Deed>({ faults, deed }: Judged<Deed>): RowState => (faults.length > 0 ? 'faulty' : deed === null ? 'same' : deed.isNew ? 'new' : 'changed');

/** Checks the rows under a header by the rules of their kind, some at a time so that everybody else is served meanwhile; `told` hears how many are done. */
export async function checkRows<Entry, Standing, Deed>(rules: KindRules<Entry, Standing, Deed>, header: Header, rows: readonly RowRead[], told: (rows: number) => void): Promise<Checked> {
  const read: Read<Entry>[] = [];
  for (const row of rows.slice(header.row + 1).filter(isNoExample)) {
    const { at, values, faults, merged } = valuesOf(rules.kind, header, row);
    const wrong = new Set(faults.flatMap(({ column }) => column ?? []));
    const found = rules.entryOf(values, wrong);
    const all = [...faults, ...withMerged(found.faults.filter(({ column }) => column === null || !wrong.has(column)), merged)];
    read.push({ at, entry: all.length === 0 ? found.entry : null, faults: all });
    if (read.length % ROWS_AT_ONCE !== 0) continue;
    told(read.length);
    await pause();
  }
  const good = read.flatMap(({ at, entry }, index): Row<Entry>[] => (entry === null ? [] : [{ index, at, entry }]));

  return {
    async prospect(db) {
      const judged = rules.judge(good, await rules.load(db, good.map(({ entry }) => entry)));
      const byIndex = new Map(good.map(({ index }, place) => [index, judged[place]]));
      const outcomes = read.map(({ at, faults }, index): RowOutcome => {
        const found = byIndex.get(index);
        return found === undefined ? { at, state: 'faulty', faults, changes: [] } : { at, state: stateOf(found), faults: found.faults, changes: found.changes };
      });
      const deeds = good.flatMap(({ index }, place) => {
        const found = judged[place];
        return found === undefined || found.deed === null || found.faults.length > 0 ? [] : [{ index, what: found.deed.what }];
      });
      const counts = Object.fromEntries(ROW_STATES.map((state) => [state, outcomes.filter((one) => one.state === state).length])) as Record<RowState, number>;
      const alike = deeds.map(({ index, what }) => ({ index, what: rules.alike === undefined ? what : rules.alike(what) }));
      return { rows: outcomes, counts, mark: markOf([outcomes.map(({ state }) => state), alike]), plan: () => rules.plan(deeds) };
    },
  };
}
