import { z } from 'zod';
import { AGENCY_ROLES, COUNTY_ROLES, ROLES, type Grant, type Role } from '../domain/permission.ts';
import { choice, optionalId, optionalNationalCode, phoneField, text, ticked, username } from '../http/fields.ts';

/** How many rows for a role in an agency, and for a county, a form may have at most; it shows a few more than are filled. */
export const AGENCY_ROWS = 24;
export const COUNTY_ROWS = 8;
/** The roles that reach everywhere: one tick box each. */
export const OFFICE_ROLES: readonly Role[] = ROLES.filter((role) => !AGENCY_ROLES.includes(role) && !COUNTY_ROLES.includes(role));

const word = z.preprocess((value) => (typeof value === 'string' ? value : ''), z.string());

const numbered = <Value extends z.ZodType>(prefix: string, rows: number, field: Value): Record<string, Value> =>
  Object.fromEntries(Array.from({ length: rows }, (_, at) => [`${prefix}${at}`, field]));

const roles = z
  .object({
    ...Object.fromEntries(OFFICE_ROLES.map((role) => [`role-${role}`, ticked])),
    ...numbered('agencyRole', AGENCY_ROWS, word),
    ...numbered('agency', AGENCY_ROWS, optionalId),
    ...numbered('county', COUNTY_ROWS, optionalId),
  })
  .transform((written, context): readonly Grant[] => {
    const office = OFFICE_ROLES.filter((role) => written[`role-${role}`] === true).map((role): Grant => ({ role, agencyId: null, countyId: null }));
    const inAgencies = Array.from({ length: AGENCY_ROWS }, (_, at) => at).flatMap((at): Grant[] => {
      const role = AGENCY_ROLES.find((one) => one === written[`agencyRole${at}`]);
      const agencyId = (written[`agency${at}`] ?? null) as string | null;
      if (role === undefined && agencyId === null) return [];
      if (role === undefined) context.addIssue({ code: 'custom', path: [`agencyRole${at}`], message: 'نقش را در این دستگاه برگزینید.' });
      else if (agencyId === null) context.addIssue({ code: 'custom', path: [`agency${at}`], message: 'دستگاه این نقش را برگزینید.' });
      return role === undefined || agencyId === null ? [] : [{ role, agencyId, countyId: null }];
    });
    const inCounties = Array.from({ length: COUNTY_ROWS }, (_, at) => (written[`county${at}`] ?? null) as string | null)
      .filter((countyId) => countyId !== null)
      .map((countyId): Grant => ({ role: 'county_governor', agencyId: null, countyId }));
    const all = [...office, ...inAgencies, ...inCounties];
    const keyOf = ({ role, agencyId, countyId }: Grant): string => `${role} ${agencyId ?? ''} ${countyId ?? ''}`;
    return [...new Map(all.map((grant) => [keyOf(grant), grant])).values()];
  });

const person = (areaCode: string) => ({
  honorific: choice('خانم یا آقا', ['khanom', 'agha']),
  name: text('نام و نام خانوادگی', { max: 80, min: 3 }),
  username,
  nationalCode: optionalNationalCode,
  phone: phoneField(areaCode),
});

const withRoles = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.preprocess((body) => ({ ...(body as Record<string, unknown>), grants: body }), z.object({ ...shape, grants: roles }));

/** A new user; `person` names one who is known already, `areaCode` is the province's. */
export const newUserForm = (areaCode: string) => withRoles({ ...person(areaCode), person: optionalId });

/** A user changed. */
export const userForm = (areaCode: string) => withRoles({ ...person(areaCode), removeNationalCode: ticked, removePhone: ticked, seen: word });

/** A new password, written twice; its strength is judged by the rules of passwords. */
export const passwordForm = z
  .object({ password: word, again: word })
  .refine(({ password }) => password.length > 0, { path: ['password'], message: 'گذرواژه را بنویسید.' })
  // Longer ones are refused before they are looked at: to judge a megabyte is work for nothing.
  .refine(({ password }) => password.length <= 1_000, { path: ['password'], message: 'گذرواژه بلند است.' })
  .refine(({ password, again }) => password === again, { path: ['again'], message: 'دو گذرواژه یکی نیست؛ دوباره بنویسید.' });
