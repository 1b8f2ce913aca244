import { z } from 'zod';
import { SECTOR_CODES } from '../domain/agency.ts';
import { OFFICE_ACCOUNT_ROLES } from '../domain/office-account.ts';
import { choice, optionalId, ticked, whole } from '../http/fields.ts';
import type { OfficeSelection } from './offices.ts';

/** The ways of choosing offices, and how many slips may stand on one page. */
export const OFFICE_SCOPES = ['all', 'county', 'sector', 'codes'] as const;
export const SLIPS_A_PAGE = ['8', '1'] as const;

const MOST_CODES = 3_000;
const word = z.preprocess((value) => (typeof value === 'string' ? value.slice(0, 100_000) : ''), z.string());

/** Which offices get accounts, which, for how long their links hold, and how the sheet is cut; `seen` is what was shown before. */
export const officesForm = z
  .object({
    by: choice('کدام دستگاه‌ها', OFFICE_SCOPES), countyId: optionalId, sector: word, codes: word,
    ...Object.fromEntries(OFFICE_ACCOUNT_ROLES.map((role) => [`role_${role}`, ticked])),
    reissue: ticked, days: whole('اعتبار پیوند', 1, 30), perPage: choice('برگه در هر صفحه', SLIPS_A_PAGE), seen: word,
  })
  .transform((fields, context): { readonly selection: OfficeSelection; readonly perPage: (typeof SLIPS_A_PAGE)[number]; readonly seen: string } => {
    const refuse = (path: string, message: string): void => void context.addIssue({ code: 'custom', path: [path], message });
    const written: Readonly<Record<string, unknown>> = fields;
    const roles = OFFICE_ACCOUNT_ROLES.filter((role) => written[`role_${role}`] === true);
    if (roles.length === 0) refuse('_form', 'دست‌کم یکی از دو حساب را برگزینید.');
    const sector = SECTOR_CODES.find((one) => one === fields.sector);
    if (fields.by === 'sector' && sector === undefined) refuse('sector', '«گروه» را برگزینید.');
    const codes = [...new Set(fields.codes.split(/[\s,،؛;]+/).filter(Boolean))];
    if (fields.by === 'codes' && codes.length === 0) refuse('codes', 'شناسهٔ دستگاه‌ها را بنویسید.');
    if (codes.length > MOST_CODES) refuse('codes', 'شناسه‌ها زیاد است؛ آن‌ها را در چند نوبت بفرستید.');
    const scope: OfficeSelection['scope'] =
      fields.by === 'county' ? { by: 'county', countyId: fields.countyId } : fields.by === 'sector' ? { by: 'sector', sector: sector ?? 'infra' } : fields.by === 'codes' ? { by: 'codes', codes } : { by: 'all' };
    return { selection: { scope, roles, reissue: fields.reissue, days: fields.days }, perPage: fields.perPage, seen: fields.seen };
  });
