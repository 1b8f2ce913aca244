import type { Request } from 'express';
import { isDay, monthKey, monthOf, parseJalali, parseMonthKey, type Day, type JalaliMonth } from '../domain/jalali.ts';
import { KNOWN_DAYS } from '../domain/known-days.ts';
import { toAsciiDigits } from '../domain/persian.ts';
import { Refusal } from '../domain/refusal.ts';

/** A parameter of the address as text; a missing or repeated one reads as empty. */
export const queryText = (req: Request, name: string): string => {
  const value = req.query[name];
  return typeof value === 'string' ? value : '';
};

/** The page of a list that `page` asks for, from 1; the first where it names none. */
export function queryPage(req: Request): number {
  const digits = toAsciiDigits(queryText(req, 'page'));
  return /^\d{1,6}$/.test(digits) ? Math.max(1, Number(digits)) : 1;
}

/** A span of days, both included, in which a parameter must lie. */
export interface Bounds {
  readonly from: Day;
  readonly to: Day;
}

/** The day that a parameter names, as it stands in addresses or as people type it, moved to the nearest of the bounds; null where it names none. */
export function queryDay(req: Request, name: string, { from, to }: Bounds): Day | null {
  const asked = queryText(req, name);
  const day = isDay(asked) ? asked : parseJalali(asked);
  if (day === null) return null;
  return day < from ? from : day > to ? to : day;
}

/** The day of an address (`:day`), in either spelling; refuses `not_found` where it names none, or one at the edge of what the calendar knows. */
export function pathDay(req: Request): Day {
  const named = String(req.params['day']);
  const day = isDay(named) ? named : parseJalali(named);
  if (day === null || day < KNOWN_DAYS.from || day > KNOWN_DAYS.to) throw new Refusal('not_found');
  return day;
}

/** The Jalali month that a parameter names ('1399-07'), moved to the nearest of the bounds' months; null where it names none. */
export function queryMonth(req: Request, name: string, { from, to }: Bounds): JalaliMonth | null {
  const month = parseMonthKey(queryText(req, name));
  if (month === null) return null;
  const [first, last] = [monthOf(from), monthOf(to)];
  return monthKey(month) < monthKey(first) ? first : monthKey(month) > monthKey(last) ? last : month;
}
