import type { CommitmentEnd } from '../domain/commitment.ts';
import { daysBetween, type Day } from '../domain/jalali.ts';
import { formatNumber } from '../domain/persian.ts';

/** How a commitment has ended. */
export const COMMITMENT_END_NAMES: Readonly<Record<CommitmentEnd, string>> = { kept: 'انجام شد', withdrawn: 'بی‌اثر شد' };

/** How near a commitment's day is: «۳ روز مانده», «مهلت امروز است», «۲ روز از مهلت گذشته». */
export function commitmentDue(due: Day, today: Day): string {
  const left = daysBetween(today, due);
  if (left === 0) return 'مهلت امروز است';
  return left > 0 ? `${formatNumber(left)} روز مانده` : `${formatNumber(-left)} روز از مهلت گذشته`;
}

/** What the page of commitments says when something was done. */
export const COMMITMENT_DONE = { kept: 'ثبت شد که این تعهد انجام شده است.', withdrawn: 'تعهد بی‌اثر شد.' };
