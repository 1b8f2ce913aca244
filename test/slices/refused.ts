import { Refusal } from '../../server/domain/refusal.ts';

/** The code of the refusal that a change ends with; an error that is none is thrown on, and success is a fault. */
export async function refused(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
  throw new Error('nothing was refused');
}
