import { createHash, createHmac } from 'node:crypto';
import { DRAW_PROGRAM, drawVisits } from '../domain/inspection/draw.ts';
import { createChance } from '../domain/inspection/draw-chance.ts';
import { canonicalJson, DRAW_CHECKS, type Checked, type DrawAmendment, type DrawCheck, type DrawFile } from '../domain/inspection/draw-file.ts';
import type { DrawInputs, DrawList } from '../domain/inspection/draw-inputs.ts';

/** SHA-256 of a text, hex. */
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The commitment to a seed (hex), made before anything is drawn with it. */
export const seedCommitment = (seed: string): string => sha256(canonicalJson({ seed }));

/** The commitment to a draw: seed, inputs, list and program. */
export const drawCommitment = ({ seed, inputs, list, program }: Pick<DrawFile, 'seed' | 'inputs' | 'list' | 'program'>): string => sha256(canonicalJson({ seed, inputs, list, program }));

/** The hash of an amendment, chained to the one before it. */
export const amendmentHash = ({ hash: _, ...amendment }: DrawAmendment, before: string): string => sha256(canonicalJson({ before, ...amendment }));

/** The list that a seed (hex, 32 bytes) makes of its inputs: block `n` of the chance is HMAC-SHA-256 of the number `n` under the seed. */
export function drawnBy(seed: string, inputs: DrawInputs): DrawList {
  const key = Buffer.from(seed, 'hex');
  return drawVisits(inputs, createChance((counter) => createHmac('sha256', key).update(`didar-draw ${counter}`).digest()));
}

const MS_IN_MINUTE = 60_000;

const areChained = ({ commitment, amendments }: DrawFile): boolean =>
  amendments.every((amendment, index) => amendment.number === index + 1 && amendment.hash === amendmentHash(amendment, amendments[index - 1]?.hash ?? commitment));

const CHECKS: { readonly [Check in DrawCheck]: (file: DrawFile) => boolean } = {
  program: ({ program, inputs }) => program === DRAW_PROGRAM && inputs.program === program,
  seed: ({ seed, seedCommitment: committed }) => /^[0-9a-f]{64}$/.test(seed) && seedCommitment(seed) === committed,
  // Only the first seed of all was committed to without an opening.
  seed_before: ({ seedNumber, seedCommittedAt, drawnAt, openedBefore }) => seedCommittedAt <= drawnAt && (openedBefore === null ? seedNumber === 1 : openedBefore.openedAt === seedCommittedAt),
  before_hour: ({ drawnAt, inputs: { startsAt } }) => drawnAt < startsAt,
  commitment: (file) => drawCommitment(file) === file.commitment,
  list: ({ seed, inputs, list }) => canonicalJson(drawnBy(seed, inputs)) === canonicalJson(list),
  amendments: areChained,
  after_hour: ({ inputs: { startsAt, offices }, openedAt }) => Date.parse(openedAt) >= Date.parse(startsAt) + Math.max(0, ...offices.map(({ closes }) => closes)) * MS_IN_MINUTE,
};

/** Checks an opened draw, drawing it again; a file that cannot be drawn from fails the check in which that comes out. */
export const checksOf = (file: DrawFile): Checked[] =>
  DRAW_CHECKS.map((check) => {
    try {
      return { check, passed: CHECKS[check](file) };
    } catch {
      return { check, passed: false };
    }
  });
