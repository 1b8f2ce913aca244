import type { Instant } from '../domain/calendar.ts';
import type { Day } from '../domain/jalali.ts';
import { may, scopeOf, type Actor } from '../domain/permission.ts';
import type { Board } from './board.ts';
import type { Reach } from './facts.ts';

/** The counties whose boards somebody may see, sorted; 'all' for whoever sees the province. */
export function reachOf(actor: Actor): 'all' | readonly string[] {
  const { everywhere, countyIds } = scopeOf(actor, 'presence.see');
  return everywhere ? 'all' : [...new Set(countyIds)].sort();
}

/** Whether somebody is told of the visits of a day in these counties, and of their inspectors: outside the centre only when the last hour is over, since managers warn each other. */
export async function seesVisits(board: Pick<Board, 'endOf'>, actor: Actor, day: Day, reach: Reach, now: Instant): Promise<boolean> {
  if (scopeOf(actor, 'inspections.see').everywhere) return true;
  if (reach === 'all' || !reach.every((countyId) => may(actor, 'inspections.see', { countyId }))) return false;
  const end = await board.endOf(day);
  return end === null || now >= end;
}
