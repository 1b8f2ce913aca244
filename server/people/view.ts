import { formatInstant, type Instant } from '../domain/calendar.ts';
import { formatNumber, toPersianDigits } from '../domain/persian.ts';
import type { Grant } from '../domain/permission.ts';
import { errorsOf, controlsOf, optionsOf, pagesOf, type ChipPart, type Control, type CrumbsPart, type CsrfPart, type EmptyPart, type FactsPart, type PaginationPart, type PostPart, type WithHistory } from '../http/parts.ts';
import type { FormState } from '../http/forms.ts';
import type { FormView } from '../agencies/form-view.ts';
import { HONORIFICS, ROLE_NAMES, calledName } from '../wording/fa.ts';
import { deviceName } from './enter-view.ts';
import type { User } from './repository.ts';
import type { UserDetail, UserList } from './users.ts';

/** The names of places that roles are held for. */
export interface Places {
  readonly agencies: ReadonlyMap<string, string>;
  readonly counties: ReadonlyMap<string, string>;
}

/** The list of users, with its filters. */
export interface UsersView {
  readonly filters: readonly Control[];
  readonly filtered: boolean;
  readonly count: string;
  readonly empty: EmptyPart;
  readonly users: readonly { readonly href: string; readonly name: string; readonly username: string; readonly roles: readonly string[]; readonly chip: ChipPart }[];
  readonly pagination: PaginationPart | null;
}

/** One user: what he may do, and shutting him out. */
export interface UserView {
  readonly crumbs: CrumbsPart;
  readonly name: string;
  readonly chip: ChipPart;
  readonly roles: readonly string[];
  readonly facts: FactsPart;
  readonly link: PostPart | null;
  readonly state: PostPart;
  readonly endLogins: PostPart | null;
  readonly logins: readonly { readonly device: string; readonly ip: string; readonly when: string }[];
  readonly form: FormView;
}

/** A link for setting a password: seen on this page and never again. */
export interface LinkView {
  readonly crumbs: CrumbsPart;
  readonly name: string;
  readonly url: string;
  readonly expires: string;
  readonly back: string;
}

/** Setting one's own password by a link. */
export interface WelcomeView {
  readonly action: string;
  readonly csrf: CsrfPart;
  readonly called: string;
  readonly username: string;
  readonly rule: string;
  readonly problem: string | null;
  readonly controls: readonly Control[];
}

declare module '../http/pages.ts' {
  interface Pages {
    'people/users': UsersView;
    'people/users-new': FormView;
    'people/users-one': UserView & WithHistory;
    'people/users-link': LinkView;
    'people/users-welcome': WelcomeView;
  }
}

const called = ({ person }: User): string => calledName(person);

/** A role with its place: «کارشناس دستگاه، راه و شهرسازی». */
export function grantText(grant: Grant, places: Places): string {
  const place = grant.agencyId !== null ? places.agencies.get(grant.agencyId) : grant.countyId !== null ? places.counties.get(grant.countyId) : undefined;
  return place === undefined ? ROLE_NAMES[grant.role] : `${ROLE_NAMES[grant.role]}، ${place}`;
}

const chipOf = (user: User): ChipPart => {
  if (user.disabledAt !== null) return { tone: 'bad', text: 'غیرفعال', icon: 'ban' };
  return user.passwordHash === null ? { tone: 'warning', text: 'هنوز گذرواژه نساخته' } : { tone: 'ok', text: 'فعال' };
};

/** One page of the users, in the order given. */
export function usersView({ users, total, page, size }: UserList, places: Places, asked: Readonly<Record<string, string>>): UsersView {
  const control = controlsOf({ typed: asked, errors: {} });
  const filtered = Object.values(asked).some((value) => value !== '');
  const addressOf = (to: number): string => `/users?${new URLSearchParams([...Object.entries(asked).filter(([, value]) => value !== ''), ['page', String(to)]]).toString()}`;
  return {
    filters: [
      control.field('q', 'جست‌وجوی نام', { type: 'search', max: 80 }),
      control.select('role', 'نقش', optionsOf(ROLE_NAMES), { empty: 'همهٔ نقش‌ها' }),
      control.select('state', 'وضعیت', optionsOf({ enabled: 'فعال', disabled: 'غیرفعال' }), { empty: 'همه' }),
    ],
    filtered,
    count: `${formatNumber(total)} کاربر`,
    empty: filtered
      ? { icon: 'search', text: 'کاربری با این نشانه‌ها نیست.', action: { href: '/users', label: 'همهٔ کاربران' } }
      : { icon: 'users', text: 'هنوز کاربری ثبت نشده است.', action: { href: '/users/new', label: 'افزودن کاربر' } },
    users: users.map((user) => ({
      href: `/users/${user.id}`,
      name: called(user),
      username: user.username,
      roles: user.grants.map((grant) => grantText(grant, places)),
      chip: chipOf(user),
    })),
    pagination: pagesOf({ total, page, size }, addressOf),
  };
}

const masked = (last: string | null): string => (last === null ? 'ثبت نشده' : `\u2066••••••${toPersianDigits(last)}\u2069`);

/** One user's page around his form. */
export function userView(detail: UserDetail, places: Places, form: FormView, { csrf, newKey }: { readonly csrf: string; readonly newKey: () => string }): UserView {
  const { user, hints, logins } = detail;
  const here = `/users/${user.id}`;
  const post = (path: string, label: string, more: Partial<PostPart>): PostPart => ({ action: `${here}/${path}`, label, csrf: { token: csrf, key: newKey() }, ...more });
  return {
    crumbs: { trail: [{ label: 'کاربران', href: '/users' }, { label: user.person.name, href: null }] },
    name: called(user),
    chip: chipOf(user),
    roles: user.grants.map((grant) => grantText(grant, places)),
    facts: {
      facts: [
        { term: 'نام کاربری', text: user.username, ltr: true },
        { term: 'کد ملی', text: masked(hints.nationalCode) },
        { term: 'تلفن', text: masked(hints.phone) },
        { term: 'ساخته‌شده', text: formatInstant(user.createdAt) },
        ...(user.disabledAt === null ? [] : [{ term: 'غیرفعال از', text: formatInstant(user.disabledAt) }]),
      ],
    },
    link: user.disabledAt === null ? post('link', 'پیوند ساختن گذرواژه', { icon: 'link', confirm: `پیوند یک‌بارمصرف برای ${called(user)} ساخته شود؟ پیوندهای پیشین او از کار می‌افتد.` }) : null,
    state:
      user.disabledAt === null
        ? post('disable', 'غیرفعال کردن', { look: 'danger', icon: 'ban', confirm: `${called(user)} غیرفعال شود؟ بی‌درنگ از سامانه بیرون می‌رود.` })
        : post('enable', 'فعال کردن', { look: 'primary', icon: 'circle-check' }),
    endLogins: logins.length === 0 ? null : post('logins/end', 'بستن همهٔ ورودها', { small: true, icon: 'log-out', confirm: `همهٔ ورودهای ${called(user)} بسته شود؟` }),
    logins: logins.map((login) => ({ device: deviceName(login.device), ip: login.ip, when: `ورود ${formatInstant(login.startedAt)}؛ آخرین کار ${formatInstant(login.seenAt)}` })),
    form,
  };
}

/** The page that shows a new link, once. */
export const linkView = (user: User, url: string, expiresAt: Instant): LinkView => ({
  crumbs: { trail: [{ label: 'کاربران', href: '/users' }, { label: user.person.name, href: `/users/${user.id}` }, { label: 'پیوند گذرواژه', href: null }] },
  name: called(user),
  url,
  expires: formatInstant(expiresAt),
  back: `/users/${user.id}`,
});

/** The page on which its owner sets a password; what was typed is never sent back. */
export function welcomeView(form: FormState, token: string, holder: { readonly name: string; readonly honorific: keyof typeof HONORIFICS; readonly username: string; readonly least: number }, csrf: CsrfPart): WelcomeView {
  const control = controlsOf({ typed: {}, errors: form.errors });
  return {
    action: `/welcome/${token}`,
    csrf,
    called: calledName(holder),
    username: holder.username,
    rule: `گذرواژهٔ شما دست‌کم ${formatNumber(holder.least)} نویسه است. جمله‌ای که تنها شما به یاد می‌آورید از حروف درهم بهتر است؛ نام، تاریخ و نام دستگاه به‌آسانی حدس زده می‌شود.`,
    problem: errorsOf(form).problem,
    controls: [
      control.field('password', 'گذرواژهٔ تازه', { type: 'password', required: true, dir: 'ltr', max: 1000, autocomplete: 'new-password', wide: true }),
      control.field('again', 'همان گذرواژه، دوباره', { type: 'password', required: true, dir: 'ltr', max: 1000, autocomplete: 'new-password', wide: true }),
    ],
  };
}
