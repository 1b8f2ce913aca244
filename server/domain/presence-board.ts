import type { Sector } from './agency.ts';
import { SECTOR_CODES } from './agency.ts';
import type { Instant } from './instant.ts';
import { PRESENCES, presenceRecorded, type ManagerHour, type Presence } from './manager-hour.ts';

/** How many offices stand in each state; every state is there, also with none. */
export type PresenceCounts = Readonly<Record<Presence, number>>;

/** Somebody answered in the office: the manager, however late, or who stands in for him. */
export const PRESENT: readonly Presence[] = ['verified', 'declared', 'late', 'substitute'];

/** Counts states; their sum is the length of the list. */
export function countPresences(all: Iterable<Presence>): PresenceCounts {
  const counts = Object.fromEntries(PRESENCES.map((presence) => [presence, 0])) as Record<Presence, number>;
  for (const presence of all) counts[presence] += 1;
  return counts;
}

/** The sum of several counts, state by state. */
export const sumOfCounts = (all: readonly PresenceCounts[]): PresenceCounts =>
  Object.fromEntries(PRESENCES.map((presence) => [presence, all.reduce((sum, one) => sum + one[presence], 0)])) as Record<Presence, number>;

/** How many offices were counted. */
export const totalOf = (counts: PresenceCounts): number => PRESENCES.reduce((sum, presence) => sum + counts[presence], 0);

/** The share of offices in which somebody answered, from 0 to 1; 0 where there are none. */
export function presentShare(counts: PresenceCounts): number {
  const total = totalOf(counts);
  return total === 0 ? 0 : PRESENT.reduce((sum, presence) => sum + counts[presence], 0) / total;
}

/** What changed an hour's presence, and when. */
export type PresenceMoments = Pick<ManagerHour, 'presence' | 'answer' | 'declaredAt' | 'seenAt' | 'excusedAt' | 'decidedAt' | 'decision'>;

/** The moments of an hour, and nothing else of it. */
export const momentsOf = ({ presence, answer, declaredAt, seenAt, excusedAt, decidedAt, decision }: ManagerHour): PresenceMoments => ({ presence, answer, declaredAt, seenAt, excusedAt, decidedAt, decision });

/** When the state in which an hour stands came about; null where nothing has happened, or what happened stands elsewhere. */
export function sinceOf(hour: PresenceMoments): Instant | null {
  switch (hour.presence) {
    case 'no_report':
      return null;
    case 'declared':
      return hour.declaredAt;
    case 'excused':
      return hour.excusedAt;
    case 'absent':
      return hour.decidedAt;
    default:
      return hour.seenAt;
  }
}

/** What was recorded of an hour at an instant, as far as its own instants tell: of two visits only the one that decided is known. */
export function recordedAt(hour: PresenceMoments, at: Instant): Presence {
  const by = (then: Instant | null): boolean => then !== null && then <= at;
  if (by(hour.excusedAt) && hour.presence === 'excused') return 'excused';
  if (by(hour.decidedAt) && hour.decision === 'confirmed') return 'absent';
  const decision = by(hour.decidedAt) ? hour.decision : null;
  return presenceRecorded({ declaredAt: by(hour.declaredAt) ? hour.declaredAt : null, answer: by(hour.seenAt) ? hour.answer : null, decision });
}

/** What a list of offices is narrowed by; pages count from 1. */
export interface PresenceFilter {
  readonly state: Presence | null;
  readonly sector: Sector | null;
  readonly search: string;
  readonly page: number;
}

/** Nothing left out. */
export const EVERYTHING: PresenceFilter = { state: null, sector: null, search: '', page: 1 };

const SEARCH_MOST = 24;
// A fragment's name may be two hundred letters long; a Persian letter takes six of them.
const ENCODED_MOST = 150;

function cutSearch(search: string): string {
  const letters = [...search.replace(/\p{Cs}/gu, '').trim()].slice(0, SEARCH_MOST);
  while (encodeURIComponent(letters.join('')).length > ENCODED_MOST) letters.pop();
  return letters.join('').trim();
}

/** A filter of what an address says: what is not known narrows nothing, and a search is cut to the letters that a name of a fragment can hold. */
export const filterOf = (state: string, sector: string, search: string, page: number): PresenceFilter => ({
  state: PRESENCES.find((one) => one === state) ?? null,
  sector: SECTOR_CODES.find((one) => one === sector) ?? null,
  search: cutSearch(search),
  page: Math.min(999, Math.max(1, page)),
});

/** A filter as a part of a live fragment's name. */
export const filterCode = ({ state, sector, search, page }: PresenceFilter): string => [state ?? '', sector ?? '', page, encodeURIComponent(search)].join('.');

/** The filter that a fragment's name holds; null where it is not as `filterCode` writes it. */
export function readFilterCode(code: string): PresenceFilter | null {
  const match = /^(\w*)\.(\w*)\.(\d{1,3})\.(.*)$/.exec(code);
  if (match === null) return null;
  try {
    const filter = filterOf(match[1] ?? '', match[2] ?? '', decodeURIComponent(match[4] ?? ''), Number(match[3]));
    return filterCode(filter) === code ? filter : null;
  } catch {
    return null;
  }
}
