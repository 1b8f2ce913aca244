import type { Absence, Agency, Term } from './agency.ts';
import { clashesIn, type ClashRule } from './clash.ts';
import { isOwnForebear, overlappingAbsence, spansMeet } from './office.ts';
import { foldKey } from './persian.ts';
import type { RefusalCode } from './refusal.ts';

const validityOf = ({ validFrom, validTo }: Agency) => ({ from: validFrom, to: validTo });

/** A rule that an agency breaks beside the others of its list, with the form's field. */
export interface AgencyFault {
  readonly code: Extract<RefusalCode, 'range_backwards' | 'agency_code_taken' | 'agency_name_taken' | 'agency_own_parent'>;
  readonly field: 'validTo' | 'code' | 'name' | 'parentId';
  /** The other agency, where there is one. */
  readonly other: Agency | null;
}

/** Judges the agencies of a whole list beside each other by the rules of one form; the earlier of two that clash is right. */
export function createRosterJudge(all: readonly Agency[]): (agency: Agency) => AgencyFault | null {
  const byCode = new Map<string, Agency>();
  const byName = new Map<string, Agency[]>();
  const parentOf = new Map(all.map((agency) => [agency.id, agency.parentId]));
  for (const agency of all) {
    if (!byCode.has(agency.code)) byCode.set(agency.code, agency);
    const key = foldKey(agency.name);
    byName.set(key, [...(byName.get(key) ?? []), agency]);
  }
  return (agency) => {
    if (agency.validFrom !== null && agency.validTo !== null && agency.validTo < agency.validFrom) return { code: 'range_backwards', field: 'validTo', other: null };
    const coded = byCode.get(agency.code);
    if (coded !== undefined && coded.id !== agency.id) return { code: 'agency_code_taken', field: 'code', other: coded };
    const namesakes = byName.get(foldKey(agency.name)) ?? [];
    const earlier = namesakes.slice(0, namesakes.findIndex(({ id }) => id === agency.id)).find((other) => spansMeet(validityOf(agency), validityOf(other)));
    if (earlier !== undefined) return { code: 'agency_name_taken', field: 'name', other: earlier };
    return isOwnForebear(agency.id, agency.parentId, parentOf) ? { code: 'agency_own_parent', field: 'parentId', other: null } : null;
  };
}

/** Something of a list with the place at which it came: -1 for what stood before. */
export interface Placed<T> {
  readonly one: T;
  readonly place: number;
}

const termRule: ClashRule<Placed<Term>> = {
  group: ({ one }) => `${one.agencyId} ${foldKey(one.post)}`,
  from: ({ one }) => one.from,
  to: ({ one }) => one.to,
  meets: () => true,
  weight: ({ place }) => place,
};

/** The terms of a list that share days with another of the same post, each with that other: one post, one person at a time. */
export const clashingTerms = <T extends Term>(terms: readonly Placed<T>[]): ReadonlyMap<Placed<T>, Placed<T>> => clashesIn(terms, termRule as ClashRule<Placed<T>>);

/** The absences of a list that cover once more what another of the same person covers, each with that other. */
export const clashingAbsences = (absences: readonly Placed<Absence>[]): ReadonlyMap<Placed<Absence>, Placed<Absence>> =>
  clashesIn(absences, {
    group: ({ one }) => one.personId,
    from: ({ one }) => one.from,
    to: ({ one }) => one.to,
    meets: (left, right) => overlappingAbsence(left.one, [right.one]) !== undefined,
    weight: ({ place }) => place,
  });
