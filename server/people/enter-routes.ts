import type { Request, Response } from 'express';
import type { Command } from '../domain/command.ts';
import { Refusal } from '../domain/refusal.ts';
import { attempt, doneNotice, refusedForm } from '../http/attempt.ts';
import type { Cookies } from '../http/cookies.ts';
import { freshForm, readForm, withError, type FormState } from '../http/forms.ts';
import type { Routes } from '../http/guard.ts';
import type { Notice } from '../http/layout.ts';
import { page, pageAgain } from '../http/pages.ts';
import { STATUSES } from '../http/statuses.ts';
import { actorOf, commandOf } from '../http/visitor.ts';
import { ROLE_NAMES } from '../wording/fa.ts';
import { sentenceOf } from '../wording/refusals.ts';
import type { Entering } from './enter.ts';
import { enterForm, passwordForm, safeNext } from './enter-forms.ts';
import { accountView, enterView } from './enter-view.ts';
import type { OwnPassword } from './own-password.ts';
import { REMEMBERED_DAYS } from './sweep.ts';

const DEVICE_SECONDS = REMEMBERED_DAYS * 24 * 60 * 60;
const FRAME = { title: 'ورود به سامانه', heading: null };
const NOTICES: Readonly<Record<string, string>> = {
  out: 'از سامانه خارج شدید.',
  set_up: 'سامانه آماده شد. با نام کاربری و گذرواژه‌ای که ساختید وارد شوید.',
  password: 'گذرواژه ذخیره شد. اکنون وارد شوید.',
};

/** Says when to come again, where a refusal knows it. */
const tellWait = (res: Response, { facts }: Refusal): void => {
  if (facts['seconds'] !== undefined) res.setHeader('Retry-After', String(facts['seconds']));
};

const DONE = { password: 'گذرواژه عوض شد و ورودهای دیگر شما بسته شد.' };

interface Parts {
  readonly entering: Entering;
  readonly ownPassword: OwnPassword;
  readonly cookies: Cookies;
  readonly addressOf: (req: Request) => string;
  /** Leaves the desk at which somebody was seated by a code. */
  readonly leaveSeat: (actorId: string, command: Command) => Promise<void>;
}

/** Entering, leaving, and one's own logins. A second factor will stand between the password and the new login. */
export function enterRoutes(routes: Routes, { entering, ownPassword, cookies, addressOf, leaveSeat }: Parts): void {
  const form = (res: Response, state: FormState, status = 422): void =>
    pageAgain(res, 'people/enter', FRAME, enterView(state, res.locals.visitor.csrf, crypto.randomUUID()), status);

  routes.get('/login', 'public.see', (req, res) => {
    if (res.locals.visitor.actor !== null) return res.redirect(303, '/');
    const next = typeof req.query['next'] === 'string' ? req.query['next'] : '';
    page(res, 'people/enter', { ...FRAME, ...doneNotice(req, NOTICES) }, enterView(freshForm({ next }), res.locals.visitor.csrf, crypto.randomUUID()));
  });

  routes.post('/login', 'public.see', async (req, res) => {
    const read = readForm(enterForm, req.body);
    if (!read.ok) return form(res, read);
    try {
      const entry = { ...read.value, ip: addressOf(req), device: (req.get('user-agent') ?? '').slice(0, 300) };
      const browser = { deviceToken: cookies.read(req.headers.cookie, 'device'), loginToken: cookies.read(req.headers.cookie, 'didar') };
      const opened = await entering.enter(entry, browser, commandOf(req, res));
      cookies.set(res, 'didar', opened.token, null);
      cookies.set(res, 'device', opened.deviceToken, DEVICE_SECONDS);
      return res.redirect(303, safeNext(read.value.next));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      tellWait(res, error);
      return form(res, withError(read, '_form', sentenceOf(error)), STATUSES[error.code]);
    }
  });

  routes.post('/logout', 'public.see', async (req, res) => {
    const { actor, loginId, seat } = res.locals.visitor;
    if (actor !== null && seat !== null) await leaveSeat(actor.id, commandOf(req, res));
    else if (actor !== null && loginId !== null) await entering.end(loginId, actor.id, 'logout', commandOf(req, res));
    cookies.clear(res, 'didar');
    // Not the storage: what an inspector has sealed on this phone waits there for his next login (public/src/page/sign-out.ts forgets the rest).
    res.setHeader('Clear-Site-Data', '"cache"');
    res.redirect(303, '/login?done=out');
  });

  const own = (_req: Request, actor: { id: string }) => ({ userId: actor.id });

  const account = async (res: Response, state: FormState | null, notice: Notice | null, status = 422): Promise<void> => {
    const actor = actorOf(res);
    const { csrf, loginId } = res.locals.visitor;
    const roles = [...new Set(actor.grants.map((grant) => ROLE_NAMES[grant.role]))].join('، ');
    const who = { name: actor.name, roles, ownLogin: loginId ?? '' };
    const view = accountView(who, await entering.openLogins(actor, res.locals.now), state ?? freshForm(), { csrf, newKey: () => crypto.randomUUID() });
    if (state === null) page(res, 'people/account', { title: 'حساب من', notice }, view);
    else pageAgain(res, 'people/account', { title: 'حساب من', notice }, view, status);
  };

  routes.get('/account', 'login.own', (req, res) => account(res, null, doneNotice(req, DONE).notice ?? null), own);

  routes.post('/account/password', 'login.own', async (req, res) => {
    const read = readForm(passwordForm, req.body);
    if (!read.ok) return account(res, read, null);
    const { current, password } = read.value;
    const change = { userId: actorOf(res).id, loginId: res.locals.visitor.loginId ?? '', current, password };
    const done = await attempt(() => ownPassword.change(change, commandOf(req, res)));
    if (!done.ok) {
      tellWait(res, done.refusal);
      return account(res, refusedForm(read, done.refusal), null, done.refusal.facts['seconds'] === undefined ? 422 : STATUSES[done.refusal.code]);
    }
    res.redirect(303, '/account?done=password');
  }, own);

  routes.post('/account/logins/:id/end', 'login.own', async (req, res) => {
    const actor = actorOf(res);
    await entering.end(String(req.params['id']), actor.id, 'ended_by_owner', commandOf(req, res));
    res.redirect(303, '/account');
  }, own);
}
