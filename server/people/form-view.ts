import type { ControlGroup, FormView } from '../agencies/form-view.ts';
import { AGENCY_ROLES, COUNTY_ROLES, type Role } from '../domain/permission.ts';
import { toPersianDigits } from '../domain/persian.ts';
import { freshForm, type FormState } from '../http/forms.ts';
import { controlsOf, errorsOf, optionsOf, type CsrfPart } from '../http/parts.ts';
import { HONORIFICS, ROLE_NAMES } from '../wording/fa.ts';
import { AGENCY_ROWS, COUNTY_ROWS, OFFICE_ROLES } from './forms.ts';
import type { Person } from './person.ts';
import type { UserDetail } from './users.ts';
import type { Places } from './view.ts';

/** The form of a user as he stands. The sealed fields come empty: they are written anew or left as they are. */
export function typedUser({ user, seen }: UserDetail): FormState {
  const inAgencies = user.grants.filter((grant) => grant.agencyId !== null);
  const inCounties = user.grants.filter((grant) => grant.countyId !== null);
  return freshForm({
    honorific: user.person.honorific,
    name: user.person.name,
    username: user.username,
    seen,
    ...Object.fromEntries(user.grants.filter((grant) => OFFICE_ROLES.includes(grant.role)).map((grant) => [`role-${grant.role}`, '1'])),
    ...Object.fromEntries(inAgencies.flatMap((grant, at) => [[`agencyRole${at}`, grant.role], [`agency${at}`, grant.agencyId ?? '']])),
    ...Object.fromEntries(inCounties.flatMap((grant, at) => [[`countyRole${at}`, grant.role], [`county${at}`, grant.countyId ?? '']])),
  });
}

/** The form of a new user; for a person who is known already his name stands in it, and perhaps the agency he heads. */
export const blankUser = (person: Person | null, agencyId: string): FormState =>
  freshForm(person === null ? {} : { person: person.id, honorific: person.honorific, name: person.name, ...(agencyId === '' ? {} : { agencyRole0: 'host', agency0: agencyId }) });

/** The errors of a form whose roles are read together stand beside their own fields. */
export const unnested = (form: FormState): FormState => ({
  typed: form.typed,
  errors: Object.fromEntries(Object.entries(form.errors).map(([name, text]) => [name.replace(/^grants\./, ''), text])),
});

const rolesOf = (form: FormState, places: Places): ControlGroup[] => {
  const control = controlsOf(form);
  const options = (names: ReadonlyMap<string, string>) => [...names].map(([value, label]) => ({ value, label }));
  const named = (roles: readonly Role[]) => roles.map((role) => ({ value: role, label: ROLE_NAMES[role] }));
  const number = (at: number): string => toPersianDigits(at + 1);
  const rowsOf = (prefixes: readonly string[], least: number, most: number): number[] => {
    const filled = Array.from({ length: most }, (_, at) => at).filter((at) => prefixes.some((prefix) => (form.typed[`${prefix}${at}`] ?? '') !== ''));
    return Array.from({ length: Math.min(most, Math.max(least, (filled.at(-1) ?? -1) + 2)) }, (_, at) => at);
  };
  return [
    { legend: 'نقش در مرکز و استانداری', note: '', controls: OFFICE_ROLES.map((role) => control.check(`role-${role}`, ROLE_NAMES[role])) },
    {
      legend: 'نقش در دستگاه',
      note: 'هر نقش تنها برای همان دستگاه است. برای برداشتن نقش، هر دو را خالی کنید.',
      controls: rowsOf(['agencyRole', 'agency'], 2, AGENCY_ROWS).flatMap((at) => [
        control.select(`agencyRole${at}`, `نقش ${number(at)}`, named(AGENCY_ROLES), { empty: 'بدون نقش' }),
        control.select(`agency${at}`, `دستگاه نقش ${number(at)}`, options(places.agencies), { empty: 'بدون دستگاه' }),
      ]),
    },
    {
      legend: 'نقش در شهرستان',
      note: 'هر نقش تنها برای همان شهرستان است.',
      controls: rowsOf(['countyRole', 'county'], 1, COUNTY_ROWS).flatMap((at) => [
        control.select(`countyRole${at}`, `نقش شهرستانی ${number(at)}`, named(COUNTY_ROLES), { empty: 'بدون نقش' }),
        control.select(`county${at}`, `شهرستان نقش ${number(at)}`, options(places.counties), { empty: 'هیچ‌کدام' }),
      ]),
    },
  ];
};

/** A user's form; `detail` is null for a new one. */
export function userFormView(form: FormState, detail: UserDetail | null, places: Places, csrf: CsrfPart): FormView {
  const control = controlsOf(form);
  const sealed = (last: string | null | undefined): string => (last ? 'ثبت شده است؛ تنها اگر عوض شده، تازه‌اش را بنویسید.' : 'رمزشده نگهداری می‌شود.');
  return {
    crumbs: { trail: [{ label: 'کاربران', href: '/users' }, { label: 'کاربر تازه', href: null }] },
    action: detail === null ? '/users/new' : `/users/${detail.user.id}`,
    back: '/users',
    submit: detail === null ? 'افزودن کاربر' : 'ذخیره',
    csrf,
    ...errorsOf(form),
    hidden: ['seen', 'person'].flatMap((name) => (form.typed[name] === undefined ? [] : [{ name, value: form.typed[name] }])),
    groups: [
      {
        legend: 'مشخصات',
        note: '',
        controls: [
          control.choice('honorific', 'خانم یا آقا', optionsOf({ khanom: HONORIFICS.khanom, agha: 'آقا', office: 'دفتر، بدون نام شخص' }), { required: true }),
          control.field('name', 'نام و نام خانوادگی', { required: true, max: 80, autocomplete: 'off' }),
          control.field('username', 'نام کاربری', { required: true, dir: 'ltr', max: 40, wide: true, autocomplete: 'off', hint: 'با آن وارد می‌شود؛ بزرگی و کوچکی حروف فرقی ندارد.' }),
          control.field('nationalCode', 'کد ملی', { dir: 'ltr', inputmode: 'numeric', max: 20, autocomplete: 'off', hint: sealed(detail?.hints.nationalCode) }),
          control.field('phone', 'تلفن', { type: 'tel', dir: 'ltr', max: 25, autocomplete: 'off', hint: sealed(detail?.hints.phone) }),
          ...(detail !== null && detail.hints.nationalCode !== null ? [control.check('removeNationalCode', 'کد ملی پاک شود')] : []),
          ...(detail !== null && detail.hints.phone !== null ? [control.check('removePhone', 'تلفن پاک شود')] : []),
        ],
      },
      ...rolesOf(form, places),
    ],
  };
}
