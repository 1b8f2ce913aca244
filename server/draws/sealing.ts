import type { Seal, SealContext } from '../../db/sealed.ts';
import type { DrawAmendmentRow, DrawRow, DrawSeedRow } from '../../db/tables.ts';
import type { DrawAmendment, DrawChange } from '../domain/inspection/draw-file.ts';
import type { DrawInputs, DrawList } from '../domain/inspection/draw-inputs.ts';
import type { Day } from '../domain/jalali.ts';

/** What a target holds: which office, which hour, and how many minutes after that hour's beginning. */
export interface TargetText {
  readonly agencyId: string;
  readonly hourId: string;
  readonly minute: number;
}

// Blanks after JSON say nothing to its reader, and the length of what is sealed says nothing to anybody else.
const TARGET_LENGTH = 384;
const LIST_STEP = 65_536;
const CHANGE_STEP = 8_192;

const padded = (value: unknown, step: number): string => {
  const text = JSON.stringify(value);
  // In bytes, since these are what shows: Persian letters take two each.
  const bytes = Buffer.byteLength(text);
  return text + ' '.repeat(Math.ceil(bytes / step) * step - bytes);
};

const contextOf = {
  seed: (number: number): SealContext => `draw_seeds.${number}.seed`,
  inputs: (day: Day): SealContext => `draws.${day}.inputs`,
  list: (day: Day): SealContext => `draws.${day}.list`,
  target: (id: string): SealContext => `visit_targets.${id}.target`,
  change: (id: string): SealContext => `draw_amendments.${id}.change`,
  reason: (id: string): SealContext => `draw_amendments.${id}.reason`,
};

/** Seals and opens what a draw keeps: each text bound to its row, and of a length that tells nothing. */
export function createDrawSeal(seal: Seal) {
  const opened = <T>(text: string, context: SealContext): T => JSON.parse(seal.open(text, context)) as T;
  return {
    seed: (number: number, seed: string): string => seal.seal(seed, contextOf.seed(number)),
    openSeed: ({ number, seed }: DrawSeedRow): string => seal.open(seed, contextOf.seed(number)),
    inputs: (inputs: DrawInputs): string => seal.seal(padded(inputs, LIST_STEP), contextOf.inputs(inputs.day)),
    list: (day: Day, list: DrawList): string => seal.seal(padded(list, LIST_STEP), contextOf.list(day)),
    openInputs: ({ day, inputs }: DrawRow): DrawInputs => opened(inputs, contextOf.inputs(day as Day)),
    openList: ({ day, list }: DrawRow): DrawList => opened(list, contextOf.list(day as Day)),
    target: (id: string, target: TargetText): string => seal.seal(padded(target, TARGET_LENGTH), contextOf.target(id)),
    openTarget: ({ id, target }: { readonly id: string; readonly target: string }): TargetText => opened(target, contextOf.target(id)),
    change: (id: string, change: DrawChange): string => seal.seal(padded(change, CHANGE_STEP), contextOf.change(id)),
    reason: (id: string, reason: string): string => seal.seal(padded(reason, CHANGE_STEP), contextOf.reason(id)),
    openAmendment: (row: DrawAmendmentRow): DrawAmendment => ({
      number: row.number, change: opened<DrawChange>(row.change, contextOf.change(row.id)), reason: opened<string>(row.reason, contextOf.reason(row.id)), madeAt: row.made_at, madeBy: row.made_by, hash: row.hash,
    }),
  };
}

export type DrawSeal = ReturnType<typeof createDrawSeal>;
