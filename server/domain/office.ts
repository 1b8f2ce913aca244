import type { Day } from './jalali.ts';
import { foldKey } from './persian.ts';
import type { Absence, Agency, Term } from './agency.ts';
import type { Scope } from './permission.ts';

/** A span of days, both included; null is open. */
interface Span {
  readonly from: Day | null;
  readonly to: Day | null;
}

/** Whether two spans share a day. */
export const spansMeet = (one: Span, other: Span): boolean =>
  (one.to === null || other.from === null || other.from <= one.to) && (other.to === null || one.from === null || one.from <= other.to);

/** Whether a thing with validity stands on a day. */
export const isValidOn = (thing: { readonly validFrom: Day | null; readonly validTo: Day | null }, day: Day): boolean =>
  spansMeet({ from: thing.validFrom, to: thing.validTo }, { from: day, to: day });

/** The term of the same post that a term would share days with, if any: one post, one person at a time. */
export const overlappingTerm = <T extends Term>(term: Term, others: readonly T[]): T | undefined =>
  others.find((other) => other.id !== term.id && other.agencyId === term.agencyId && foldKey(other.post) === foldKey(term.post) && spansMeet(term, other));

const hoursMeet = (one: Absence, other: Absence): boolean => {
  // Hours are written for a single day only; without them the whole day is meant.
  if (one.fromClock === null || one.toClock === null || other.fromClock === null || other.toClock === null) return true;
  return one.fromClock < other.toClock && other.fromClock < one.toClock;
};

/** The standing absence of the same person that an absence would cover once more, if any. */
export const overlappingAbsence = (absence: Absence, others: readonly Absence[]): Absence | undefined =>
  others.find(
    (other) => other.id !== absence.id && other.personId === absence.personId && other.withdrawnAt === null && spansMeet(absence, other) && hoursMeet(absence, other),
  );

/** The absences that meet a term of the same person: those an agency with these terms knows of. */
export const absencesInOffice = (absences: readonly Absence[], terms: readonly Term[]): Absence[] =>
  absences.filter((absence) => terms.some((term) => term.personId === absence.personId && spansMeet(term, absence)));

/** The absence as the reader may see it: the note, in which a sickness may stand, only where he may register absences of that place. */
export const withinSight = (absence: Absence, registers: Scope): Absence =>
  registers.everywhere || (absence.agencyId !== null && registers.agencyIds.includes(absence.agencyId)) ? absence : { ...absence, note: '' };

const ACTING = foldKey('سرپرست');

/** Whether a post is that of the agency's head: its head's title, or acting for it (سرپرست). */
export const isHeadPost = (post: string, headTitle: string): boolean =>
  foldKey(post) === foldKey(headTitle) || foldKey(post).startsWith(ACTING);

/** The head in office on a day among an agency's terms; one with the title goes before one acting for it. */
export function headOn<T extends Term>(agency: Agency, terms: readonly T[], day: Day): T | null {
  const inOffice = terms.filter((term) => term.agencyId === agency.id && spansMeet(term, { from: day, to: day }));
  const titled = inOffice.find((term) => foldKey(term.post) === foldKey(agency.headTitle));
  return titled ?? inOffice.find((term) => isHeadPost(term.post, agency.headTitle)) ?? null;
}

/** Whether making `parentId` the parent of an agency would make it its own forebear. */
export function isOwnForebear(agencyId: string, parentId: string | null, parentOf: ReadonlyMap<string, string | null>): boolean {
  const met = new Set<string>();
  for (let at = parentId; at !== null && !met.has(at); at = parentOf.get(at) ?? null) {
    if (at === agencyId) return true;
    met.add(at);
  }
  return false;
}
