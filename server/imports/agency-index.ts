import type { Agency } from '../domain/agency.ts';
import { foldKey } from '../domain/persian.ts';
import { fault, type Fault } from './prospect.ts';

/** How a row names an agency: by its code, by a name, or by both; '' where it does not. */
export interface AgencyNamed {
  readonly agencyCode: string;
  readonly agency: string;
}

/** A code as those that stand are written: small letters, and the zeros that a spreadsheet dropped from its head. */
export function fitCode(code: string, codes: ReadonlySet<string>): string {
  const written = code.trim().toLowerCase();
  if (codes.has(written) || !/^\d+$/.test(written)) return written;
  const numbers = [...codes].filter((one) => /^\d+$/.test(one));
  const same = numbers.filter((one) => Number(one) === Number(written));
  if (same.length === 1) return same[0] ?? written;
  const widths = new Set(numbers.map((one) => one.length));
  const [width] = widths;
  return widths.size === 1 && width !== undefined ? written.padStart(width, '0') : written;
}

/** Finds agencies as files name them: by code, else by full name, short name or another name, whatever the spelling. */
export function createAgencyIndex(agencies: readonly Agency[]) {
  const codes = new Set(agencies.map(({ code }) => code));
  const byCode = new Map(agencies.map((agency) => [agency.code, agency]));
  const bySpelling = new Map<string, Set<Agency>>();
  const note = (name: string, agency: Agency): void => {
    const key = foldKey(name);
    if (key !== '') bySpelling.set(key, (bySpelling.get(key) ?? new Set()).add(agency));
  };
  for (const agency of agencies) [agency.name, agency.shortName, ...(agency.aliases ?? '').split(/[،,]/)].forEach((name) => note(name, agency));

  const named = (name: string): readonly Agency[] => {
    const found = [...(bySpelling.get(foldKey(name)) ?? [])];
    // The full name of one goes before what another is also called.
    const exact = found.filter((agency) => foldKey(agency.name) === foldKey(name) || foldKey(agency.shortName) === foldKey(name));
    return exact.length === 1 ? exact : found;
  };
  const near = (name: string): Agency | undefined => {
    const key = foldKey(name);
    const found = key.length < 3 ? [] : [...bySpelling].filter(([spelling]) => spelling.includes(key) || (spelling.length > 3 && key.includes(spelling)));
    const [first] = found[0]?.[1] ?? [];
    return found.every(([, those]) => [...those].every((one) => one === first)) ? first : undefined;
  };

  return {
    named,
    fit: (code: string): string => fitCode(code, codes),
    coded: (code: string): Agency | undefined => byCode.get(fitCode(code, codes)),

    /** The one agency that a row means, or why it cannot be told. */
    find({ agencyCode, agency: name }: AgencyNamed): Agency | Fault {
      if (agencyCode !== '') {
        const coded = byCode.get(fitCode(agencyCode, codes));
        if (coded !== undefined) return name === '' || named(name).includes(coded) ? coded : fault('agencyCode', 'agency_mismatch', { value: agencyCode, other: coded.shortName });
        return fault('agencyCode', 'agency_code_unknown', { value: agencyCode });
      }
      if (name === '') return fault('agency', 'needed', { title: 'دستگاه' });
      // A column of agencies may as well hold their codes.
      const found = named(name);
      const [one] = found.length === 0 ? [byCode.get(fitCode(name, codes))] : found;
      if (found.length > 1) return fault('agency', 'agency_ambiguous', { value: name });
      if (one !== undefined) return one;
      const perhaps = near(name);
      return perhaps === undefined ? fault('agency', 'agency_unknown', { value: name }) : fault('agency', 'agency_perhaps', { value: name, other: perhaps.shortName });
    },
  };
}

export type AgencyIndex = ReturnType<typeof createAgencyIndex>;

/** Whether finding an agency came to a fault. */
export const isFault = (found: Agency | Fault): found is Fault => 'text' in found;
