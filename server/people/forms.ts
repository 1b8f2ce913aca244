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
    ...numbered('countyRole', COUNTY_ROWS, word),
    ...numbered('county', COUNTY_ROWS, optionalId),
  })
  .transform((written, context): readonly Grant[] => {
    const office = OFFICE_ROLES.filter((role) => written[`role-${role}`] === true).map((role): Grant => ({ role, agencyId: null, countyId: null }));
    // A role and its place are chosen side by side, and one without the other is half a sentence.
    const placed = (rows: number, roleField: string, placeField: string, among: readonly Role[], say: { readonly role: string; readonly place: string }, grantOf: (role: Role, id: string) => Grant): Grant[] =>
      Array.from({ length: rows }, (_, at) => at).flatMap((at): Grant[] => {
        const role = among.find((one) => one === written[`${roleField}${at}`]);
        const id = (written[`${placeField}${at}`] ?? null) as string | null;
        if (role === undefined && id === null) return [];
        if (role === undefined) context.addIssue({ code: 'custom', path: [`${roleField}${at}`], message: say.role });
        else if (id === null) context.addIssue({ code: 'custom', path: [`${placeField}${at}`], message: say.place });
        return role === undefined || id === null ? [] : [grantOf(role, id)];
      });
    const inAgencies = placed(AGENCY_ROWS, 'agencyRole', 'agency', AGENCY_ROLES, { role: 'نقش را در این دستگاه برگزینید.', place: 'دستگاه این نقش را برگزینید.' }, (role, agencyId) => ({ role, agencyId, countyId: null }));
    const inCounties = placed(COUNTY_ROWS, 'countyRole', 'county', COUNTY_ROLES, { role: 'نقش را در این شهرستان برگزینید.', place: 'شهرستان این نقش را برگزینید.' }, (role, countyId) => ({ role, agencyId: null, countyId }));
    const all = [...office, ...inAgencies, ...inCounties];
    const keyOf = ({ role, agencyId, countyId }: Grant): string => `${role} ${agencyId ?? ''} ${countyId ?? ''}`;
    return [...new Map(all.map((grant) => [keyOf(grant), grant])).values()];
  });

const person = (areaCode: string) => ({
  honorific: choice('خانم یا آقا', ['khanom', 'agha', 'office']),
  name: text('نام و نام خانوادگی', { max: 80, min: 3 }),
  username,
  nationalCode: optionalNationalCode,
  phone: phoneField(areaCode),
});

const withRoles = <Shape extends ReturnType<typeof person>>(shape: Shape) =>
  z.preprocess(
    (body) => ({ ...(body as Record<string, unknown>), grants: body }),
    z.object({ ...shape, grants: roles }).superRefine((fields, context) => {
      // Whoever works an office's computer must not speak for its manager, who answers for himself by name.
      const { honorific, grants } = fields as { readonly honorific: string; readonly grants: readonly Grant[] };
      if (honorific === 'office' && grants.some(({ role }) => role === 'host')) context.addIssue({ code: 'custom', path: ['honorific'], message: 'حساب دفتر نقش «مدیر پاسخگو» نمی‌گیرد؛ برای مدیر حسابی به نام خودش بسازید.' });
    }),
  );

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
