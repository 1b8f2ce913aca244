import { expect } from 'chai';
import fc from 'fast-check';
import type { Database } from '../../../db/connection.ts';
import { addDays, daysBetween, startOfWeek, type Day } from '../../../server/domain/jalali.ts';
import { Refusal } from '../../../server/domain/refusal.ts';
import { absent, command, FROM, ground, user, type Ground } from './ground.ts';

const LEAST_GAP = 14;
// A small board, so that people get in each other's way.
const AGENCIES = 5;
const LAST = addDays(FROM, 41);
const AWAY_UNTIL = addDays(FROM, 20);

interface Cell {
  readonly agency: string | null;
  readonly pin: string | null;
}

interface Change {
  readonly slot: number;
  readonly before: Cell;
  readonly after: Cell;
}

/** What one person did, and whether it was taken back; a redraw carries the hashes of what it was drawn from. */
interface Step {
  readonly by: number;
  readonly changes: readonly Change[];
  readonly hash: { readonly before: string; readonly after: string } | null;
  undone: boolean;
}

/** The naive board: what lies where, how often each place changed, and everything done so far. */
interface Model {
  cells: Cell[];
  revs: number[];
  hash: string;
  steps: Step[];
}

interface Real {
  readonly g: Ground;
  readonly draftId: string;
  readonly slots: readonly { readonly id: string; readonly day: Day }[];
  readonly people: readonly string[];
}

const copyOf = (model: Model): Model => ({ ...model, cells: [...model.cells], revs: [...model.revs], steps: model.steps.map((step) => ({ ...step })) });
const agencyId = (number: number): string => `agency-${String(number + 1).padStart(2, '0')}`;
/** This one's head is away for four weeks. */
const AWAY = agencyId(0);

/** Whether the cards in these places of a whole board are all lawful, judged from the finished picture. */
function lawful({ slots }: Real, cells: readonly Cell[], touched: readonly number[]): boolean {
  return touched.every((slot) => {
    const agency = cells[slot]?.agency ?? null;
    const day = slots[slot]?.day ?? FROM;
    if (agency === null) return true;
    if (agency === AWAY && day <= AWAY_UNTIL) return false;
    return cells.every((other, index) => {
      const otherDay = slots[index]?.day ?? FROM;
      return index === slot || other.agency !== agency || (Math.abs(daysBetween(day, otherDay)) >= LEAST_GAP && startOfWeek(day) !== startOfWeek(otherDay));
    });
  });
}

/** Lays changes on the model as a step of somebody, or says what the rules say to it. */
function apply(model: Model, by: number, changes: readonly Change[]): 'done' {
  for (const { slot, after } of changes) {
    model.cells[slot] = after;
    model.revs[slot] = (model.revs[slot] ?? 0) + 1;
  }
  model.steps.push({ by, changes, hash: null, undone: false });
  return 'done';
}

const codeOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return 'done';
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
};

/** One thing that a person does: what it must come to on a model, with the numbers he saw, and how it is really done. */
interface Act {
  readonly by: number;
  expected(model: Model, seen: readonly number[], real: Real): string;
  really(real: Real, seen: readonly number[]): Promise<string>;
  toString(): string;
}

type Kind = 'place' | 'assign' | 'clear' | 'pin' | 'unpin';

function editAct(kind: Kind, by: number, one: number, two: number, agency: number, stale: boolean): Act {
  const revOf = (seen: readonly number[], slot: number): number => (seen[slot] ?? 0) - (stale ? 1 : 0);
  return {
    by,
    expected(model, seen, real) {
      const slots = kind === 'place' ? [one, two] : [one];
      if (slots.some((slot) => revOf(seen, slot) !== model.revs[slot])) return 'slot_changed';
      const cells = [...model.cells];
      const [first, second] = [cells[one] ?? { agency: null, pin: null }, cells[two] ?? { agency: null, pin: null }];
      const swap = kind === 'place' && second.agency !== null;
      if (first.agency === null && !swap && kind !== 'assign') return 'slot_empty';
      if (kind === 'assign') cells[one] = { agency: agencyId(agency), pin: null };
      if (kind === 'clear') cells[one] = { agency: null, pin: null };
      if (kind === 'pin') cells[one] = { ...first, pin: 'دستور' };
      if (kind === 'unpin') cells[one] = { ...first, pin: null };
      if (kind === 'place') [cells[one], cells[two]] = [second, first];
      if (kind === 'place' && !swap) cells[one] = { agency: null, pin: null };
      if (kind !== 'pin' && kind !== 'unpin' && !lawful(real, cells, slots)) return 'slot_conflict';
      return apply(model, by, slots.map((slot) => ({ slot, before: model.cells[slot] as Cell, after: cells[slot] as Cell })));
    },
    really({ g, draftId, slots, people }, seen) {
      const id = (slot: number): string => slots[slot]?.id ?? '';
      const slotId = id(one);
      const edit = kind === 'place' ? { kind, from: slotId, to: id(two) } as const
        : kind === 'assign' ? { kind, slotId, agencyId: agencyId(agency) } as const
        : kind === 'pin' ? { kind, slotId, reason: 'دستور' } as const : { kind, slotId } as const;
      const revs = Object.fromEntries([one, two].map((slot) => [id(slot), revOf(seen, slot)]));
      return codeOf(g.board.edit({ draftId, edit, revs }, command(people[by] ?? '')));
    },
    toString: () => `${by}:${kind}(${one}, ${two}, ${agency})${stale ? ' stale' : ''}`,
  };
}

function undoAct(by: number): Act {
  return {
    by,
    expected(model, _seen, real) {
      const step = model.steps.findLast((one) => one.by === by && !one.undone);
      if (step === undefined) return 'nothing_to_undo';
      const touched = new Set(step.changes.map(({ slot }) => slot));
      const later = model.steps.slice(model.steps.indexOf(step) + 1).some((one) => !one.undone && one.changes.some(({ slot }) => touched.has(slot)));
      const moved = step.changes.some(({ slot, after }) => model.cells[slot]?.agency !== after.agency || model.cells[slot]?.pin !== after.pin);
      if (later || moved) return 'undo_overtaken';
      const cells = [...model.cells];
      for (const { slot, before } of step.changes) cells[slot] = before;
      const brought = step.changes.flatMap(({ slot, before, after }) => (before.agency === after.agency ? [] : [slot]));
      if (!lawful(real, cells, brought)) return 'slot_conflict';
      if (step.hash !== null && step.hash.after !== model.hash) return 'undo_overtaken';
      model.cells = cells;
      for (const slot of touched) model.revs[slot] = (model.revs[slot] ?? 0) + 1;
      if (step.hash !== null) model.hash = step.hash.before;
      step.undone = true;
      return 'done';
    },
    really: ({ g, draftId, people }) => codeOf(g.undo.undo(draftId, command(people[by] ?? ''))),
    toString: () => `${by}:undo`,
  };
}

const shown = async ({ g, draftId }: Real) => {
  const rows = await g.database.reads('sessions').where({ draft_id: draftId }).orderBy(['day', 'from_clock', 'line', 'id']).select('agency_id', 'pinned', 'pin_reason', 'rev');
  return { cells: rows.map((row): Cell => ({ agency: row.agency_id, pin: row.pinned === 1 ? row.pin_reason : null })), revs: rows.map(({ rev }) => rev) };
};

const agree = async (model: Model, real: Real): Promise<void> => {
  expect(await shown(real)).to.deep.equal({ cells: model.cells, revs: model.revs });
};

type Run = fc.AsyncCommand<Model, Real>;

/** One act, alone. */
const alone = (act: Act): Run => ({
  check: () => true,
  async run(model, real) {
    const seen = [...model.revs];
    expect(await act.really(real, seen)).to.equal(act.expected(model, seen, real));
    await agree(model, real);
  },
  toString: () => act.toString(),
});

/** Two people act on what both have seen: it must have come as if one had been before the other. */
const atOnce = (one: Act, other: Act): Run => ({
  check: () => true,
  async run(model, real) {
    const seen = [...model.revs];
    const codes = await Promise.all([one.really(real, seen), other.really(real, seen)]);
    const now = await shown(real);
    const orders = [[one, other], [other, one]] as const;
    const found = orders.flatMap((order) => {
      const tried = copyOf(model);
      const told = new Map(order.map((act) => [act, act.expected(tried, seen, real)]));
      const same = JSON.stringify([[told.get(one), told.get(other)], { cells: tried.cells, revs: tried.revs }]) === JSON.stringify([codes, now]);
      return same ? [tried] : [];
    });
    expect(found, `${one.toString()} and ${other.toString()} came to ${codes.join(', ')}`).to.not.deep.equal([]);
    Object.assign(model, found[0]);
  },
  toString: () => `(${one.toString()} | ${other.toString()})`,
});

/** The rest drawn anew: what is pinned stays, what comes is lawful, and an older view of the board is refused. */
const redraw = (by: number, stale: boolean): Run => ({
  check: () => true,
  async run(model, real) {
    const { g, draftId, people } = real;
    const { rev } = await g.board.see(draftId);
    const code = await codeOf(g.redraw.redraw({ draftId, seen: rev - (stale ? 1 : 0) }, command(people[by] ?? '')));
    expect(code).to.equal(stale ? 'changed_meanwhile' : 'done');
    if (stale) return agree(model, real);
    const { cells, revs } = await shown(real);
    const changes = cells.flatMap((after, slot): Change[] => (revs[slot] === model.revs[slot] ? [] : [{ slot, before: model.cells[slot] as Cell, after }]));
    cells.forEach((cell, slot) => {
      if (model.cells[slot]?.pin !== null) expect(cell, 'a pinned card stays').to.deep.equal(model.cells[slot]);
      else expect(lawful(real, cells, [slot]), `what was drawn into ${slot} is lawful`).to.equal(true);
    });
    const after = (await g.programmes.byId(draftId))?.inputHash ?? '';
    Object.assign(model, { cells, revs });
    model.steps.push({ by, changes, hash: { before: model.hash, after }, undone: false });
    model.hash = after;
  },
  toString: () => `${by}:redraw${stale ? ' stale' : ''}`,
});

/** Runs so many rows of up to `most` commands against the services over one database, each on a board of its own. */
export async function boardModel(database: Database, { runs, most, seed }: { readonly runs: number; readonly most: number; readonly seed: number }): Promise<void> {
  const g = await ground(database, { count: AGENCIES });
  await absent(database, g.agencies[0]?.headId ?? '', FROM, AWAY_UNTIL);
  const people = [g.scheduler.id, (await user(database, 'آقای صالحی')).id];
  let draftId: string | null = null;
  const begin = async (): Promise<{ model: Model; real: Real }> => {
    if (draftId !== null) await g.approval.discard({ draftId, seen: null }, command(g.scheduler.id));
    draftId = await g.draft(FROM, LAST);
    const { sessions, draft } = await g.board.see(draftId);
    const slots = sessions.map(({ id, day }) => ({ id, day }));
    const cells = sessions.map((one): Cell => ({ agency: one.agencyId, pin: null }));
    return { model: { cells, revs: slots.map(() => 1), hash: draft.inputHash, steps: [] }, real: { g, draftId, slots, people } };
  };
  const { real: { slots } } = await begin();
  const slot = fc.nat({ max: slots.length - 1 });
  const who = fc.constantFrom(0, 1);
  const edit = (kind: Kind, by: fc.Arbitrary<number> = who) =>
    fc.tuple(by, slot, slot, fc.nat({ max: AGENCIES - 1 }), fc.nat({ max: 19 }))
      .filter(([, one, two]) => one !== two)
      .map(([person, one, two, agency, chance]) => editAct(kind, person, one, two, agency, chance === 0));
  const act = (by: fc.Arbitrary<number>) =>
    fc.oneof(edit('place', by), edit('place', by), edit('assign', by), edit('assign', by), edit('clear', by), edit('clear', by), edit('pin', by), edit('unpin', by), by.map(undoAct), by.map(undoAct));
  const commands: fc.Arbitrary<Run>[] = [
    ...Array.from({ length: 6 }, () => act(who).map(alone)),
    fc.tuple(act(fc.constant(0)), act(fc.constant(1))).map(([one, other]) => atOnce(one, other)),
    fc.tuple(who, fc.nat({ max: 9 })).map(([by, chance]) => redraw(by, chance === 0)),
    who.map(undoAct).map(alone),
  ];
  await fc.assert(
    fc.asyncProperty(fc.commands(commands, { maxCommands: most, size: 'max' }), async (run) => {
      const ready = await begin();
      await fc.asyncModelRun(() => ready, run);
    }),
    { numRuns: runs, seed, endOnFailure: true },
  );
}
