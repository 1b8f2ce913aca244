import type { Request, Response } from 'express';
import { Refusal } from '../domain/refusal.ts';
import type { Cookies } from '../http/cookies.ts';
import { statusOf } from '../http/errors.ts';
import { freshForm, readForm, withError, type FormState } from '../http/forms.ts';
import type { Routes } from '../http/guard.ts';
import { page, pageAgain } from '../http/pages.ts';
import { actorOf, commandOf } from '../http/visitor.ts';
import { ROLE_NAMES } from '../wording/fa.ts';
import { sentenceOf } from '../wording/refusals.ts';
import type { Entering } from './enter.ts';
import { enterForm, safeNext } from './enter-forms.ts';
import { accountView, enterView } from './enter-view.ts';

const DEVICE_SECONDS = 365 * 24 * 60 * 60;
const FRAME = { title: 'ورود به سامانه', heading: null };
const NOTICES: Readonly<Record<string, string>> = {
  out: 'از سامانه خارج شدید.',
  set_up: 'سامانه آماده شد. با نام کاربری و گذرواژه‌ای که ساختید وارد شوید.',
  password: 'گذرواژه ذخیره شد. اکنون وارد شوید.',
};

interface Parts {
  readonly entering: Entering;
  readonly cookies: Cookies;
  addressOf(req: Request): string;
}

/** Entering, leaving, and one's own logins. A second factor will stand between the password and the new login. */
export function enterRoutes(routes: Routes, { entering, cookies, addressOf }: Parts): void {
  const form = (res: Response, state: FormState, status = 422): void =>
    pageAgain(res, 'people/enter', FRAME, enterView(state, res.locals.visitor.csrf, crypto.randomUUID()), status);

  routes.get('/login', 'public.see', (req, res) => {
    if (res.locals.visitor.actor !== null) return res.redirect(303, '/');
    const next = typeof req.query['next'] === 'string' ? req.query['next'] : '';
    const done = NOTICES[String(req.query['done'])];
    const frame = done === undefined ? FRAME : { ...FRAME, notice: { tone: 'ok' as const, text: done } };
    page(res, 'people/enter', frame, enterView(freshForm({ next }), res.locals.visitor.csrf, crypto.randomUUID()));
  });

  routes.post('/login', 'public.see', async (req, res) => {
    const read = readForm(enterForm, req.body);
    if (!read.ok) return form(res, read);
    try {
      const entry = { ...read.value, ip: addressOf(req), device: (req.get('user-agent') ?? '').slice(0, 300) };
      const deviceToken = cookies.read(req.headers.cookie, 'device');
      const opened = await entering.enter(entry, deviceToken, commandOf(req, res));
      cookies.set(res, 'didar', opened.token, null);
      cookies.set(res, 'device', opened.deviceToken, DEVICE_SECONDS);
      return res.redirect(303, safeNext(read.value.next));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (error.facts['seconds'] !== undefined) res.setHeader('Retry-After', String(error.facts['seconds']));
      return form(res, withError(read, '_form', sentenceOf(error)), statusOf(error.code));
    }
  });

  routes.post('/logout', 'public.see', async (req, res) => {
    const { actor, loginId } = res.locals.visitor;
    if (actor !== null && loginId !== null) await entering.end(loginId, actor.id, 'logout', commandOf(req, res));
    cookies.clear(res, 'didar');
    res.setHeader('Clear-Site-Data', '"cache", "storage"');
    res.redirect(303, '/login?done=out');
  });

  const own = (_req: Request, actor: { id: string }) => ({ userId: actor.id });

  routes.get('/account', 'login.own', async (_req, res) => {
    const actor = actorOf(res);
    const roles = [...new Set(actor.grants.map((grant) => ROLE_NAMES[grant.role]))].join('، ');
    const logins = await entering.openLogins(actor.id);
    const view = accountView(actor.name, roles, logins, res.locals.visitor.loginId ?? '', res.locals.visitor.csrf, () => crypto.randomUUID());
    page(res, 'people/account', { title: 'حساب من' }, view);
  }, own);

  routes.post('/account/logins/:id/end', 'login.own', async (req, res) => {
    const actor = actorOf(res);
    await entering.end(String(req.params['id']), actor.id, 'ended_by_owner', commandOf(req, res));
    res.redirect(303, '/account');
  }, own);
}
