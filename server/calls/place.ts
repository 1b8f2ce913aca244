import type { Tx } from '../../db/writer.ts';
import type { Call } from '../domain/call.ts';
import type { Placed } from '../domain/queue/order.ts';
import { callSteps } from './steps.ts';

/** Writes the new ranks of those who had to make room. */
export function moveRanks(tx: Tx, entries: readonly Call[], moved: Placed['moved']): void {
  for (const { id, rank } of moved) {
    const entry = entries.find((one) => one.id === id);
    if (entry !== undefined) callSteps(tx).change(entry, { rank });
  }
}
