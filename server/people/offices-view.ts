import type { County } from '../domain/agency.ts';
import { formatInstant, type Instant } from '../domain/calendar.ts';
import { OFFICE_ACCOUNT_ROLES, type OfficeAccountRole } from '../domain/office-account.ts';
import { formatNumber } from '../domain/persian.ts';
import type { FormState } from '../http/forms.ts';
import { controlsOf, errorsOf, optionsOf, type Control, type CrumbsPart, type CsrfPart, type ErrorSummaryPart, type NoticePart, type QrPart } from '../http/parts.ts';
import { SECTORS } from '../wording/agencies.ts';
import { ROLE_NAMES } from '../wording/fa.ts';
import { OFFICE_SCOPES, SLIPS_A_PAGE } from './offices-forms.ts';
import type { OfficePlan, OfficeSlip } from './offices.ts';

/** What was chosen, as hidden fields of the next form. */
type Hidden = readonly { readonly name: string; readonly value: string }[];

/** Choosing offices, and what the choice comes to. */
export interface OfficesView {
  readonly crumbs: CrumbsPart;
  readonly csrf: CsrfPart;
  readonly summary: ErrorSummaryPart;
  readonly problem: string | null;
  readonly by: Control;
  readonly county: Control;
  readonly sector: Control;
  readonly codes: Control;
  readonly roles: readonly Control[];
  readonly rest: readonly Control[];
  readonly plan: {
    readonly lead: string;
    readonly notices: readonly NoticePart[];
    readonly rows: readonly { readonly office: string; readonly role: string; readonly username: string; readonly again: boolean }[];
    readonly make: { readonly csrf: CsrfPart; readonly hidden: Hidden; readonly label: string; readonly confirm: string } | null;
  } | null;
}

/** The slips to be cut and handed out: seen on this page and never again. */
export interface OfficeSheetView {
  readonly crumbs: CrumbsPart;
  readonly lead: string;
  readonly perPage: string;
  readonly csv: { readonly csrf: CsrfPart; readonly hidden: Hidden };
  readonly slips: readonly { readonly governorate: string; readonly office: string; readonly role: string; readonly username: string; readonly url: string; readonly until: string; readonly qr: QrPart }[];
}

declare module '../http/pages.ts' {
  interface Pages {
    'people/offices': OfficesView;
    'people/offices-sheet': OfficeSheetView;
  }
}

const CRUMBS = (last: string): CrumbsPart => ({ trail: [{ label: 'کاربران', href: '/users' }, { label: last, href: null }] });
const SCOPE_NAMES: Readonly<Record<(typeof OFFICE_SCOPES)[number], string>> = { all: 'همهٔ دستگاه‌ها', county: 'یک شهرستان', sector: 'یک گروه', codes: 'با شناسه' };
const PAGE_NAMES: Readonly<Record<(typeof SLIPS_A_PAGE)[number], string>> = { 8: 'هشت برگه', 1: 'یک برگه' };

/** The form as nobody has touched it: every office without an account, links good for two weeks. */
export const blankOffices = { by: 'all', role_manager_office: '1', days: '14', perPage: '8' } as const;

const hiddenOf = (form: FormState, more: Readonly<Record<string, string>>): Hidden => Object.entries({ ...form.typed, ...more }).flatMap(([name, value]) => (name === 'what' ? [] : [{ name, value }]));

function planView({ planned, kept, unknown, seen }: OfficePlan, form: FormState, csrf: CsrfPart): NonNullable<OfficesView['plan']> {
  const fresh = planned.filter(({ userId }) => userId === null).length;
  const again = planned.length - fresh;
  const said = [fresh === 0 ? '' : `${formatNumber(fresh)} حساب تازه`, again === 0 ? '' : `${formatNumber(again)} پیوند تازه برای حساب‌های بی‌گذرواژه`].filter(Boolean).join(' و ');
  return {
    lead: planned.length === 0 ? 'چیزی برای ساختن نیست: همهٔ این دستگاه‌ها حساب دارند.' : `${said} ساخته می‌شود.`,
    notices: [
      ...(kept === 0 ? [] : [{ tone: 'info' as const, text: `${formatNumber(kept)} حساب از پیش هست و دست نمی‌خورد.` }]),
      ...(unknown.length === 0 ? [] : [{ tone: 'warning' as const, text: `این شناسه‌ها در فهرست نیست و کنار گذاشته شد: ${unknown.slice(0, 30).map((code) => `\u2068${code}\u2069`).join('، ')}${unknown.length > 30 ? ' …' : ''}` }]),
    ],
    rows: planned.map(({ agency, role, username, userId }) => ({ office: agency.shortName, role: ROLE_NAMES[role], username, again: userId !== null })),
    make: planned.length === 0 ? null : {
      csrf, hidden: hiddenOf(form, { seen }), label: `ساختن و نمایش ${formatNumber(planned.length)} برگه`,
      confirm: `${said} ساخته شود؟ پیوندها تنها یک بار نشان داده می‌شود؛ چاپگر را آماده کنید.`,
    },
  };
}

/** The page of the choice; with a plan, what it comes to below. */
export function officesView(form: FormState, counties: readonly County[], plan: OfficePlan | null, newCsrf: () => CsrfPart): OfficesView {
  const control = controlsOf(form);
  return {
    crumbs: CRUMBS('حساب دفترها'),
    csrf: newCsrf(),
    ...errorsOf(form),
    by: control.choice('by', 'کدام دستگاه‌ها', optionsOf(SCOPE_NAMES), { required: true }),
    county: control.select('countyId', 'شهرستان', counties.map(({ id, name }) => ({ value: id, label: name })), { empty: 'دستگاه‌های استان' }),
    sector: control.select('sector', 'بخش', optionsOf(SECTORS), { empty: 'برگزینید' }),
    codes: control.field('codes', 'شناسه‌ها', { type: 'textarea', rows: 4, dir: 'ltr', wide: true, hint: 'با فاصله، ویرگول یا هر یک در سطری.' }),
    roles: OFFICE_ACCOUNT_ROLES.map((role: OfficeAccountRole) => control.check(`role_${role}`, ROLE_NAMES[role])),
    rest: [
      control.check('reissue', 'برای حساب‌هایی هم که هنوز گذرواژه نساخته‌اند پیوند تازه ساخته شود', { hint: 'پیوند پیشین آن‌ها از کار می‌افتد.' }),
      control.field('days', 'اعتبار پیوند به روز', { inputmode: 'numeric', max: 4, required: true }),
      control.choice('perPage', 'در هر صفحهٔ چاپ', SLIPS_A_PAGE.map((value) => ({ value, label: PAGE_NAMES[value] }))),
    ],
    plan: plan === null ? null : planView(plan, form, newCsrf()),
  };
}

/** The address of one slip's link. */
export const linkOf = (origin: string, { token }: Pick<OfficeSlip, 'token'>): string => `${origin}/welcome/${token}`;

/** What the sheet is made of beside its slips. */
export interface SheetFrame {
  readonly governorate: string;
  readonly origin: string;
  readonly expiresAt: Instant;
  readonly perPage: string;
  readonly form: FormState;
  readonly csrf: CsrfPart;
  readonly qrs: readonly QrPart[];
}

/** The slips, in the order of the offices. */
export function officeSheetView(slips: readonly OfficeSlip[], { governorate, origin, expiresAt, perPage, form, csrf, qrs }: SheetFrame): OfficeSheetView {
  const until = formatInstant(expiresAt);
  return {
    crumbs: CRUMBS('برگه‌های دفترها'),
    lead: `${formatNumber(slips.length)} برگه. پیوندها تنها همین یک بار نشان داده می‌شود؛ همین حالا چاپ کنید و هر برگه را تنها به دفتر خودش بدهید.`,
    perPage,
    csv: { csrf, hidden: hiddenOf(form, {}) },
    slips: slips.map((slip, index) => ({
      governorate, office: slip.agency.name, role: ROLE_NAMES[slip.role], username: slip.username, url: linkOf(origin, slip), until: `تا ${until}`, qr: qrs[index] ?? { label: '', size: 1, path: '' },
    })),
  };
}

/** The same as rows of a table; whoever keeps the file keeps keys. */
export const officeCsvRows = (slips: readonly OfficeSlip[], origin: string, expiresAt: Instant): (readonly string[])[] => [
  ['شناسه', 'دستگاه', 'نقش', 'نام کاربری', 'پیوند یک‌بارمصرف', 'اعتبار'],
  ...slips.map((slip) => [slip.agency.code, slip.agency.name, ROLE_NAMES[slip.role], slip.username, linkOf(origin, slip), formatInstant(expiresAt)]),
];
