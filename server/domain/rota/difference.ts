import type { Clock } from '../clock.ts';
import type { Day } from '../jalali.ts';

/** A place of a timetable as the public sees it. */
export interface TimetablePlace {
  readonly day: Day;
  readonly from: Clock;
  readonly to: Clock;
  readonly line: number;
}

/** One line of a published timetable. */
export interface TimetableEntry extends TimetablePlace {
  readonly agencyId: string;
}

/** One line of a published timetable with whoever comes to it. */
export interface HostedEntry extends TimetableEntry {
  readonly sessionId: string;
  /** Name of whoever comes; null where none was named. */
  readonly personName: string | null;
  /** In whose place he comes; null where that is the head himself. */
  readonly substituteFor: string | null;
}

/** One change between two versions, from the earlier to the later. */
export type TimetableChange =
  | { readonly kind: 'added'; readonly agencyId: string; readonly place: TimetablePlace }
  | { readonly kind: 'removed'; readonly agencyId: string; readonly place: TimetablePlace }
  | { readonly kind: 'moved'; readonly agencyId: string; readonly before: TimetablePlace; readonly after: TimetablePlace }
  | { readonly kind: 'replaced'; readonly before: string; readonly after: string; readonly place: TimetablePlace }
  /** Somebody else comes to the same session: names, null where none was named; `instead` is the head who does not come. */
  | { readonly kind: 'substituted'; readonly agencyId: string; readonly place: TimetablePlace; readonly before: string | null; readonly after: string | null; readonly instead: string | null };

/** The sessions that stay where they are and to which somebody else comes, in order of time. */
export function substitutionsBetween(before: readonly HostedEntry[], after: readonly HostedEntry[]): TimetableChange[] {
  const known = new Map(before.map((entry) => [entry.sessionId, entry]));
  const changes = after.flatMap((entry): TimetableChange[] => {
    const earlier = known.get(entry.sessionId);
    if (earlier === undefined || placeKey(earlier) !== placeKey(entry) || earlier.substituteFor === entry.substituteFor && earlier.personName === entry.personName) return [];
    return [{ kind: 'substituted', agencyId: entry.agencyId, place: placeOf(entry), before: earlier.personName, after: entry.personName, instead: entry.substituteFor }];
  });
  return inOrder(changes);
}

/** Changes in order of time. */
export const inOrder = (changes: readonly TimetableChange[]): TimetableChange[] => [...changes].sort((a, b) => (changeKey(a) < changeKey(b) ? -1 : 1));

/**
 * What changed from one version to the next, in order of time. A card that only changes its line has not changed; an
 * agency that leaves one time and gets another has moved (earliest to earliest); a place with a new holder is replaced.
 */
export function diffTimetables(before: readonly TimetableEntry[], after: readonly TimetableEntry[]): TimetableChange[] {
  const gone = without(before, after);
  const come = without(after, before);
  const changes: TimetableChange[] = [];
  for (const entry of take(gone)) {
    const index = come.findIndex(({ agencyId }) => agencyId === entry.agencyId);
    const [found] = index === -1 ? [] : come.splice(index, 1);
    if (found === undefined) gone.push(entry);
    else changes.push({ kind: 'moved', agencyId: entry.agencyId, before: placeOf(entry), after: placeOf(found) });
  }
  for (const entry of take(gone)) {
    const index = come.findIndex((other) => timeKey(other) === timeKey(entry) && other.line === entry.line);
    const [found] = index === -1 ? [] : come.splice(index, 1);
    if (found === undefined) changes.push({ kind: 'removed', agencyId: entry.agencyId, place: placeOf(entry) });
    else changes.push({ kind: 'replaced', before: entry.agencyId, after: found.agencyId, place: placeOf(entry) });
  }
  for (const entry of come) changes.push({ kind: 'added', agencyId: entry.agencyId, place: placeOf(entry) });
  return inOrder(changes);
}

/** The entries of the first list that the second does not hold at the same time for the same agency, in order of time. */
function without(entries: readonly TimetableEntry[], others: readonly TimetableEntry[]): TimetableEntry[] {
  const counts = new Map<string, number>();
  const key = (entry: TimetableEntry): string => `${timeKey(entry)} ${entry.agencyId}`;
  for (const other of others) counts.set(key(other), (counts.get(key(other)) ?? 0) + 1);
  const left = entries.filter((entry) => {
    const count = counts.get(key(entry)) ?? 0;
    counts.set(key(entry), count - 1);
    return count <= 0;
  });
  return left.sort((a, b) => (placeKey(a) < placeKey(b) ? -1 : 1));
}

/** Empties a list and hands over what it held. */
function take<Item>(list: Item[]): Item[] {
  return list.splice(0);
}

function timeKey({ day, from, to }: TimetablePlace): string {
  return `${day} ${from} ${to}`;
}

function placeKey(place: TimetablePlace): string {
  return `${timeKey(place)} ${String(place.line).padStart(4, '0')}`;
}

function placeOf({ day, from, to, line }: TimetablePlace): TimetablePlace {
  return { day, from, to, line };
}

function changeKey(change: TimetableChange): string {
  const place = change.kind === 'moved' ? change.before : change.place;
  return `${placeKey(place)} ${change.kind === 'replaced' ? change.before : change.agencyId}`;
}
