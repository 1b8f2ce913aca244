import { formatInstant } from '../domain/calendar.ts';
import type { FormState } from '../http/forms.ts';
import type { FieldPart } from '../http/parts.ts';
import type { Login } from './logins.ts';

/** The login page. */
export interface EnterView {
  readonly csrf: string;
  readonly key: string;
  readonly next: string;
  readonly problem: string | null;
  readonly username: FieldPart;
  readonly password: FieldPart;
}

/** One's own account: who one is, and the browsers one is logged in from. */
export interface AccountView {
  readonly csrf: string;
  readonly key: string;
  readonly name: string;
  readonly roles: string;
  readonly passwords: readonly FieldPart[];
  readonly logins: readonly { readonly id: string; readonly device: string; readonly ip: string; readonly since: string; readonly seen: string; readonly own: boolean; readonly key: string }[];
}

declare module '../http/pages.ts' {
  interface Pages {
    'people/enter': EnterView;
    'people/account': AccountView;
  }
}

/** The login page with what was typed; the password is never sent back. */
export function enterView(form: FormState, csrf: string, key: string): EnterView {
  return {
    csrf,
    key,
    next: form.typed['next'] ?? '',
    problem: form.errors['_form'] ?? null,
    username: {
      name: 'username', label: 'نام کاربری', value: form.typed['username'] ?? '', error: form.errors['username'] ?? null,
      autocomplete: 'username', dir: 'ltr', max: 100, wide: true, autofocus: true,
    },
    password: {
      name: 'password', label: 'گذرواژه', value: '', error: form.errors['password'] ?? null,
      type: 'password', autocomplete: 'current-password', dir: 'ltr', max: 200, wide: true,
    },
  };
}

const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/Edg\//, 'اج'],
  [/Firefox\//, 'فایرفاکس'],
  [/Chrom(e|ium)\//, 'کروم'],
  [/Safari\//, 'سافاری'],
];
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/Android/, 'اندروید'],
  [/iPhone|iPad/, 'آیفون'],
  [/Windows/, 'ویندوز'],
  [/Mac OS/, 'مک'],
  [/Linux/, 'لینوکس'],
];

/** A browser's own description in words: «کروم روی ویندوز». */
export function deviceName(agent: string): string {
  const browser = BROWSERS.find(([pattern]) => pattern.test(agent))?.[1] ?? 'مرورگر ناشناس';
  const system = SYSTEMS.find(([pattern]) => pattern.test(agent))?.[1];
  return system === undefined ? browser : `${browser} روی ${system}`;
}

/** One's own account page; `ownLogin` is the login that asks. Passwords are never sent back. */
export function accountView(
  who: { readonly name: string; readonly roles: string; readonly ownLogin: string },
  logins: readonly Login[],
  form: FormState,
  frame: { readonly csrf: string; newKey(): string },
): AccountView {
  const password = (name: string, label: string, autocomplete: string): FieldPart => ({
    name, label, autocomplete, value: '', error: form.errors[name] ?? null, type: 'password', required: true, dir: 'ltr', max: 200,
  });
  return {
    csrf: frame.csrf,
    key: frame.newKey(),
    name: who.name,
    roles: who.roles,
    passwords: [
      password('current', 'گذرواژهٔ کنونی', 'current-password'),
      password('password', 'گذرواژهٔ تازه', 'new-password'),
      password('again', 'تکرار گذرواژهٔ تازه', 'new-password'),
    ],
    logins: logins.map((login) => ({
      id: login.id,
      device: deviceName(login.device),
      ip: login.ip,
      since: formatInstant(login.startedAt),
      seen: formatInstant(login.seenAt),
      own: login.id === who.ownLogin,
      key: frame.newKey(),
    })),
  };
}
