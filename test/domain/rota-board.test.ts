import { expect } from 'chai';
import fc from 'fast-check';
import { addDays, daysBetween } from '../../server/domain/jalali.ts';
import { Refusal } from '../../server/domain/refusal.ts';
import { cardAt, conflictsAfter, editBoard, undoOf, withChanges, type Board, type BoardEdit, type CardChange } from '../../server/domain/rota/board.ts';
import { recount } from '../../server/domain/rota/fairness.ts';
import { RUNS, START, weekly, withWeights } from './rota-samples.ts';

const slots = weekly(6, 2);
const AGENCIES = ['a0', 'a1', 'a2', 'a3', 'a4'];
const LEAST_GAP = 9;
const PUBLISHED = 1;
/** a0 is away in the first two weeks; a4 may not be invited at all. */
const AWAY_UNTIL = addDays(START, 13);
const id = (slot: number): string => slots[slot]?.id ?? '';

const start: Board = {
  slots,
  cards: { [id(PUBLISHED)]: 'a1' },
  pins: {},
  agencies: AGENCIES.map((agencyId) => ({ id: agencyId, mayBeInvited: agencyId !== 'a4', lastDay: null })),
  away: [{ agencyId: 'a0', code: 'absent', from: START, to: AWAY_UNTIL, fromClock: null, toClock: null, reason: '' }],
  weeklyHours: [],
  spacing: { leastGapDays: LEAST_GAP, oncePerWeek: true },
  published: [id(PUBLISHED)],
  closed: {},
};

/** The naive board: two arrays, and copies of them to go back to. */
interface Model {
  holders: (string | null)[];
  pins: (string | null)[];
  past: { holders: (string | null)[]; pins: (string | null)[] }[];
}

interface Real {
  board: Board;
  done: CardChange[][];
}

/** Whether the cards in these slots of a whole board are all lawful, judged from the finished picture. */
function lawful(holders: readonly (string | null)[], touched: readonly number[]): boolean {
  return touched.every((slot) => {
    const agency = holders[slot] ?? null;
    const day = slots[slot]?.day ?? START;
    if (agency === null) return true;
    if (agency === 'a4' || (agency === 'a0' && day <= AWAY_UNTIL)) return false;
    return holders.every((other, index) => {
      const otherDay = slots[index]?.day ?? START;
      return index === slot || other !== agency || (Math.abs(daysBetween(day, otherDay)) >= LEAST_GAP && slots[index]?.weekIndex !== slots[slot]?.weekIndex);
    });
  });
}

class Edit implements fc.Command<Model, Real> {
  readonly name: 'assign' | 'clear' | 'move' | 'swap' | 'pin' | 'unpin';
  readonly one: number;
  readonly two: number;
  readonly agency: string;
  constructor(name: Edit['name'], one: number, two: number, agency: string) {
    this.name = name;
    this.one = one;
    this.two = two;
    this.agency = agency;
  }

  check(): boolean {
    return true;
  }

  run(model: Model, real: Real): void {
    const expected = this.expected(model);
    let code = 'done';
    try {
      const changes = editBoard(this.edit(), real.board);
      real.board = withChanges(real.board, changes);
      real.done.push(changes);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      code = error.code;
    }
    if (typeof expected === 'string') expect(code).to.equal(expected);
    else {
      expect(code).to.equal('done');
      model.past.push({ holders: model.holders, pins: model.pins });
      Object.assign(model, expected);
    }
    agree(model, real);
  }

  private edit(): BoardEdit {
    const slotId = id(this.one);
    if (this.name === 'assign') return { kind: 'assign', slotId, agencyId: this.agency };
    if (this.name === 'move') return { kind: 'move', from: slotId, to: id(this.two) };
    if (this.name === 'swap') return { kind: 'swap', first: slotId, second: id(this.two) };
    if (this.name === 'pin') return { kind: 'pin', slotId, reason: 'دستور' };
    return { kind: this.name, slotId };
  }

  private expected(model: Model): string | { holders: (string | null)[]; pins: (string | null)[] } {
    const pair = this.name === 'move' || this.name === 'swap';
    if (this.one === PUBLISHED || (pair && this.two === PUBLISHED)) return 'slot_published';
    const holders = [...model.holders];
    const pins = [...model.pins];
    const card = holders[this.one] ?? null;
    if (card === null && this.name !== 'assign' && this.name !== 'swap') return 'slot_empty';
    const put = (slot: number, holder: string | null, pin: string | null): void => {
      holders[slot] = holder;
      pins[slot] = pin;
    };
    const first = [card, pins[this.one] ?? null] as const;
    const second = [holders[this.two] ?? null, pins[this.two] ?? null] as const;
    if (this.name === 'assign') put(this.one, this.agency, null);
    if (this.name === 'clear' || this.name === 'move') put(this.one, null, null);
    if (this.name === 'move') put(this.two, ...first);
    if (this.name === 'swap') {
      put(this.one, ...second);
      put(this.two, ...first);
    }
    if (this.name === 'pin') put(this.one, card, 'دستور');
    if (this.name === 'unpin') put(this.one, card, null);
    const touched = this.name === 'assign' ? [this.one] : this.name === 'move' ? [this.two] : this.name === 'swap' ? [this.one, this.two] : [];
    return lawful(holders, touched) ? { holders, pins } : 'slot_conflict';
  }

  toString(): string {
    return `${this.name}(${this.one}, ${this.two}, ${this.agency})`;
  }
}

class Undo implements fc.Command<Model, Real> {
  check(model: Readonly<Model>): boolean {
    return model.past.length > 0;
  }

  run(model: Model, real: Real): void {
    Object.assign(model, model.past.pop());
    real.board = withChanges(real.board, undoOf(real.done.pop() ?? [], real.board));
    agree(model, real);
  }

  toString(): string {
    return 'undo';
  }
}

function agree(model: Model, { board }: Real): void {
  slots.forEach((slot, index) => {
    expect(cardAt(board, slot.id)).to.deep.equal({ agencyId: model.holders[index] ?? null, pin: model.pins[index] ?? null });
  });
  const onBoard = slots.map(({ id: slotId, day }) => ({ day, agencyId: board.cards[slotId] ?? null }));
  const account = recount(onBoard, withWeights([1, 2, 3, 4, 5]));
  for (const { agencyId, given } of account.agencies) expect(given).to.equal(model.holders.filter((holder) => holder === agencyId).length);
}

describe('rota: a draft’s board', () => {
  const seed = Math.trunc(performance.timeOrigin) % 2 ** 31;

  it(`does as a naive board does through any run of edits and undos (seed ${seed})`, () => {
    const slot = fc.nat({ max: slots.length - 1 });
    const edit = (name: Edit['name']) =>
      fc.tuple(slot, slot, fc.constantFrom(...AGENCIES)).map(([one, two, agency]) => new Edit(name, one, two, agency));
    const commands = [
      edit('assign'), edit('assign'), edit('assign'), edit('move'), edit('move'), edit('swap'), edit('clear'), edit('pin'), edit('pin'), edit('unpin'),
      fc.constant(new Undo()),
    ];
    fc.assert(
      fc.property(fc.commands(commands, { maxCommands: 50, size: 'max' }), (run) => {
        const holders = slots.map(({ id: slotId }) => start.cards[slotId] ?? null);
        fc.modelRun(() => ({ model: { holders, pins: holders.map(() => null), past: [] }, real: { board: start, done: [] } }), run);
      }),
      { numRuns: Math.max(RUNS, 60), seed },
    );
  });

  it('does not undo what somebody has changed since', () => {
    const assigned = editBoard({ kind: 'assign', slotId: id(8), agencyId: 'a2' }, start);
    const board = withChanges(start, assigned);
    const after = withChanges(board, editBoard({ kind: 'assign', slotId: id(8), agencyId: 'a3' }, board));
    expect(() => undoOf(assigned, after)).to.throw(Refusal, 'undo_overtaken');
    expect(withChanges(board, undoOf(assigned, board)).cards[id(8)]).to.equal(null);
  });

  it('sees that a card which comes back would stand twice in a week', () => {
    const [first, second] = [id(2), id(3)];
    const begun: Board = { ...start, cards: { [first]: 'a2' } };
    const cleared = editBoard({ kind: 'clear', slotId: first }, begun);
    const empty = withChanges(begun, cleared);
    expect(conflictsAfter(undoOf(cleared, empty), empty)).to.deep.equal([]);
    const elsewhere = withChanges(empty, editBoard({ kind: 'assign', slotId: second, agencyId: 'a2' }, empty));
    expect(conflictsAfter(undoOf(cleared, elsewhere), elsewhere).map(({ code }) => code)).to.deep.equal(['same_week', 'gap']);
    const pinned = editBoard({ kind: 'pin', slotId: second, reason: 'دستور' }, elsewhere);
    expect(conflictsAfter(undoOf(pinned, withChanges(elsewhere, pinned)), elsewhere), 'a pin that goes brings no card').to.deep.equal([]);
  });

  it('knows no slot outside the board', () => {
    expect(() => editBoard({ kind: 'clear', slotId: 'nowhere' }, start)).to.throw(Refusal, 'not_found');
  });
});
