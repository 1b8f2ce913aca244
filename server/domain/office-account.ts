import type { Role } from './permission.ts';
import { toAsciiDigits } from './digits.ts';

/** The accounts that an office is given: whoever works the manager's computer, and the agency's liaison. */
export const OFFICE_ACCOUNT_ROLES = ['manager_office', 'agency_liaison'] as const satisfies readonly Role[];
export type OfficeAccountRole = (typeof OFFICE_ACCOUNT_ROLES)[number];

const PREFIXES: Readonly<Record<OfficeAccountRole, string>> = { manager_office: 'daftar', agency_liaison: 'rabet' };
/** A name to sign in by has at most 40 characters; what makes it unique stands behind it. */
const LONGEST = 34;

/** The name by which an office signs in, from its agency's code: 'daftar.abfa', and 'daftar.abfa-2' where that is taken; `taken` are folded names, and is added to. */
export function officeUsername(code: string, role: OfficeAccountRole, taken: Set<string>): string {
  const plain = toAsciiDigits(code).toLowerCase().replace(/[^a-z0-9._-]+/g, '-').replace(/^[-.]+|[-.]+$/g, '');
  const base = `${PREFIXES[role]}.${plain === '' ? 'office' : plain}`.slice(0, LONGEST);
  let name = base;
  for (let at = 2; taken.has(name); at += 1) name = `${base}-${at}`;
  taken.add(name);
  return name;
}
