import type { PhoneDay, PhoneTarget, TargetSight } from '../../../server/inspections/phone-types.ts';

/** A target as the phone knows it: what the server said of it, and what was done here since. */
export interface KnownTarget {
  readonly id: string;
  readonly place: number;
  readonly box: string;
  readonly sight: TargetSight | null;
  /** When it was opened here, by the device; null where it is shut, or was opened elsewhere. */
  readonly openedAt: string | null;
  readonly how: 'online' | 'offline' | null;
  /** Whether a colleague's report of it names him as the second. */
  readonly asked: boolean;
  /** Whether it is shut and stays so, as the server told. */
  readonly passed: boolean;
  /** Whether its report was sealed here or has come. */
  readonly reported: boolean;
}

/** The day as it is kept: neither keys nor the token of a login are in it. */
export interface KnownDay extends Omit<PhoneDay, 'csrf' | 'targets'> {
  readonly targets: readonly KnownTarget[];
}

const knownOf = ({ id, place, box, sight, asked, passed, reported }: PhoneTarget, before: KnownTarget | undefined): KnownTarget => ({
  id, place, box, sight: sight ?? before?.sight ?? null, openedAt: before?.openedAt ?? null, how: before?.how ?? null, asked, passed, reported: reported || (before?.reported ?? false),
});

/** The day that the server tells, with what was done on the phone and has not reached the server yet. */
export function merged(fresh: PhoneDay, before: KnownDay | null): KnownDay {
  const { csrf, targets, ...rest } = fresh;
  void csrf;
  const kept = new Map((before?.day === fresh.day && before.userId === fresh.userId ? before.targets : []).map((target) => [target.id, target]));
  return { ...rest, targets: targets.map((target) => knownOf(target, kept.get(target.id))).sort((one, other) => one.place - other.place) };
}

/** The day with one target changed. */
export const withTarget = (day: KnownDay, id: string, change: Partial<KnownTarget>): KnownDay => ({ ...day, targets: day.targets.map((target) => (target.id === id ? { ...target, ...change } : target)) });

/** The only target that may be opened: the first that is shut and whose hour can still be met; null where none is. */
export const nextTarget = ({ targets }: KnownDay): KnownTarget | null => targets.find(({ sight, passed }) => sight === null && !passed) ?? null;

/** The visit of his own that was begun and has no report yet, the latest of them; null where none is. */
export const underWay = ({ targets }: KnownDay): KnownTarget | null => targets.findLast(({ sight, asked, reported }) => sight !== null && !asked && !reported) ?? null;

/** Whether a visit that was begun still stands in the day's route: not where it is of another day, or where an amendment has taken its target out. */
export const isOnRoute = ({ day: of, targetId }: { readonly day: string; readonly targetId: string }, { day, targets }: KnownDay): boolean => of === day && targets.some(({ id }) => id === targetId);
