import type { Day } from '../day.ts';
import type { DrawInputs, DrawList } from './draw-inputs.ts';

/** What an amendment changes: the targets of one inspector that were not opened go to another, or to nobody (null). */
export interface DrawChange {
  readonly inspectorId: string;
  readonly targets: readonly { readonly id: string; readonly agencyId: string; readonly toId: string | null }[];
}

/** One amendment of a sealed draw; `hash` covers it and the hash before it, the first one's that of the draw. */
export interface DrawAmendment {
  readonly number: number;
  readonly change: DrawChange;
  readonly reason: string;
  readonly madeAt: string;
  readonly madeBy: string;
  readonly hash: string;
}

/** A draw as it was opened: all that is needed to draw it again anywhere. Seeds and hashes are hex. */
export interface DrawFile {
  readonly kind: 'didar-draw';
  readonly day: Day;
  readonly program: string;
  readonly seedNumber: number;
  readonly seed: string;
  /** The commitment to the seed, and when it was made: at the opening of the draw before, named by its day; null for the very first seed. */
  readonly seedCommitment: string;
  readonly seedCommittedAt: string;
  readonly openedBefore: { readonly day: Day; readonly openedAt: string } | null;
  readonly drawnAt: string;
  readonly openedAt: string;
  readonly commitment: string;
  readonly inputs: DrawInputs;
  readonly list: DrawList;
  readonly amendments: readonly DrawAmendment[];
}

/** JSON with the keys of every object in their order and no blanks: what is hashed is the same on every machine. */
export const canonicalJson = (value: unknown): string =>
  JSON.stringify(value, (_name, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)))
      : inner,
  );

/** What is checked of an opened draw, in the order in which it happened. */
export const DRAW_CHECKS = ['program', 'seed', 'seed_before', 'before_hour', 'commitment', 'list', 'amendments', 'after_hour'] as const;
export type DrawCheck = (typeof DRAW_CHECKS)[number];

/** How each check of a draw ended. */
export interface Checked {
  readonly check: DrawCheck;
  readonly passed: boolean;
}
