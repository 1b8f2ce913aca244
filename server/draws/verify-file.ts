import { readFile } from 'node:fs/promises';
import type { Checked, DrawCheck, DrawFile } from '../domain/inspection/draw-file.ts';
import { checksOf } from './proof.ts';

const SENTENCES: Readonly<Record<DrawCheck, string>> = {
  program: 'this program draws as the file says',
  seed: 'the seed is the one that was committed to',
  seed_before: 'the seed was committed to before the draw, when the draw before it was opened',
  before_hour: 'the draw was sealed before the hour',
  after_hour: 'the draw was opened after the hour',
  commitment: 'the commitment covers seed, inputs, list and program',
  list: 'the seed and the inputs draw this list again',
  amendments: 'the amendments form an unbroken chain',
};

const lineOf = ({ check, passed }: Checked): string => `${passed ? 'passed' : 'FAILED'}: ${SENTENCES[check]}`;

/**
 * Draws again what a file of an opened draw says, without any database: a line for each check, and one with the commitment, which only he can compare
 * who saw it before the hour; throws where the file is none.
 */
export async function verifyDraw(path: string): Promise<{ readonly lines: readonly string[]; readonly isRight: boolean }> {
  const file = JSON.parse(await readFile(path, 'utf8')) as Partial<DrawFile> | null;
  if (file?.kind !== 'didar-draw') throw new Error(`${path} is not the file of a draw`);
  const checked = checksOf(file as DrawFile);
  const { day, drawnAt, commitment } = file;
  return { lines: [...checked.map(lineOf), `to be compared with what was shown before the hour: draw of ${day}, sealed at ${drawnAt}, commitment ${commitment}`], isRight: checked.every(({ passed }) => passed) };
}
