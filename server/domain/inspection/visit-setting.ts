import type { VisitRules } from './visit.ts';

/** How «در محل نبود» is established: by a pair of inspectors, by one who waits before a witness, or by either. */
export const NOT_FOUND_BY = ['either', 'pair', 'wait'] as const;
export type NotFoundBy = (typeof NOT_FOUND_BY)[number];

/** How visits are made: minutes and days unless the name says otherwise; `checklist` is what every inspector looks at, one line each. */
export interface VisitSetting extends Omit<VisitRules, 'photosAllowed'> {
  readonly lateMinutes: number;
  /** Within so many days is mended what a visit found. */
  readonly findingDays: number;
  readonly checklist: readonly string[];
}

/** So many items a checklist has at most, each of so many letters. */
export const MOST_ITEMS = 20;
export const LONGEST_ITEM = 120;

/** The least and the greatest of each number. */
export const VISIT_BOUNDS: readonly (readonly ['waitMinutes' | 'lateMinutes' | 'findingDays', number, number])[] = [['waitMinutes', 1, 60], ['lateMinutes', 1, 120], ['findingDays', 1, 180]];

/** What holds until the office says otherwise. */
export const DEFAULT_VISITS: VisitSetting = {
  waitMinutes: 10,
  lateMinutes: 10,
  notFoundBy: 'either',
  findingDays: 14,
  checklist: ['ساعت حضور مدیر بر در یا تابلو نوشته است', 'جای نشستن برای مراجعان هست', 'راهنمای مراجعان در دسترس است', 'مراجعان به نوبت پذیرفته می‌شوند'],
};

/** What is wrong with the checklist, or null. */
export const checklistFault = ({ checklist }: VisitSetting): 'list_faulty' | null =>
  checklist.length > MOST_ITEMS || new Set(checklist).size < checklist.length || checklist.some((item) => item.trim() === '' || item.length > LONGEST_ITEM) ? 'list_faulty' : null;

/** One item of the checklist; the id hangs on its words alone, so that an item keeps it through every version of the list. */
export interface ChecklistItem { readonly id: string; readonly text: string }

// FNV-1a of 64 bits: the ids of twenty lines need be no secret, only different.
const hashOf = (text: string): string => {
  let hash = 0xcbf29ce484222325n;
  for (const letter of text) hash = BigInt.asUintN(64, (hash ^ BigInt(letter.codePointAt(0) ?? 0)) * 0x100000001b3n);
  return hash.toString(36);
};

/** The items of a checklist with their ids. */
export const checklistOf = ({ checklist }: Pick<VisitSetting, 'checklist'>): ChecklistItem[] => checklist.map((text) => ({ id: `item-${hashOf(text)}`, text }));
