import type { Request, Response } from 'express';
import type { HistoryNeed } from '../audit/lookup.ts';
import { ROLES } from '../domain/permission.ts';
import { attempt, doneNotice, refusedForm } from '../http/attempt.ts';
import { STATUSES } from '../http/statuses.ts';
import { freshForm, readForm, type FormState } from '../http/forms.ts';
import type { Routes } from '../http/guard.ts';
import { page, pageAgain } from '../http/pages.ts';
import { queryPage } from '../http/query.ts';
import { actorOf, commandOf } from '../http/visitor.ts';
import { sentenceOf } from '../wording/refusals.ts';
import { streamOf, type Access } from './access.ts';
import { newUserForm, passwordForm, userForm } from './forms.ts';
import { blankUser, typedUser, unnested, userFormView } from './form-view.ts';
import type { Links } from './links.ts';
import type { Users } from './users.ts';
import { linkView, userView, usersView, welcomeView, type Places } from './view.ts';

const DONE = {
  added: 'کاربر افزوده شد. پیوند ساختن گذرواژه را برایش بفرستید.',
  saved: 'تغییرات ذخیره شد.',
  disabled: 'کاربر غیرفعال شد و ورودهایش بسته شد.',
  enabled: 'کاربر فعال شد.',
  ended: 'همهٔ ورودهای کاربر بسته شد.',
};

interface Parts {
  readonly users: Users;
  readonly access: Access;
  readonly links: Links;
  /** Agencies and counties by id, in their order. */
  readonly places: () => Promise<Places>;
  /** The province's area code today, for numbers written without one. */
  readonly areaCode: () => Promise<string>;
  /** The address that people reach the program by, for links that are handed out. */
  readonly origin: () => string;
  readonly history: HistoryNeed;
}

const idOf = (req: Request): string => String(req.params['id']);
const csrfOf = (res: Response) => ({ token: res.locals.visitor.csrf, key: crypto.randomUUID() });

/** Administrators' pages on users, and the page on which a user sets his own password. */
export function userRoutes(routes: Routes, { users, access, links, places, areaCode, origin, history }: Parts): void {
  const frame = (req: Request, title: string) => ({ title, section: 'users', ...doneNotice(req, DONE) });

  routes.get('/users', 'users.manage', async (req, res) => {
    const asked = Object.fromEntries(['q', 'role', 'state'].map((name) => [name, typeof req.query[name] === 'string' ? req.query[name].slice(0, 80) : '']));
    const found = await users.list({
      search: asked['q'] ?? '',
      role: ROLES.find((role) => role === asked['role']) ?? null,
      state: asked['state'] === 'enabled' || asked['state'] === 'disabled' ? asked['state'] : null,
    }, queryPage(req));
    page(res, 'people/users', { ...frame(req, 'کاربران'), heading: null }, usersView(found, await places(), asked));
  });

  const showNew = async (res: Response, form: FormState, again: boolean): Promise<void> =>
    (again ? pageAgain : page)(res, 'people/users-new', { title: 'کاربر تازه', section: 'users' }, userFormView(unnested(form), null, await places(), csrfOf(res)));

  routes.get('/users/new', 'users.manage', async (req, res) => {
    const personId = typeof req.query['person'] === 'string' ? req.query['person'] : null;
    const person = personId === null ? null : await users.person(personId);
    const known = person === null ? null : await users.userOfPerson(person.id);
    if (known !== null) return res.redirect(303, `/users/${known.id}`);
    return showNew(res, blankUser(person, typeof req.query['agency'] === 'string' ? req.query['agency'] : ''), false);
  });

  routes.post('/users/new', 'users.manage', async (req, res) => {
    const form = readForm(newUserForm(await areaCode()), req.body);
    if (!form.ok) return showNew(res, form, true);
    const { person, ...entry } = form.value;
    const done = await attempt(() => users.add(entry, person, commandOf(req, res)));
    if (!done.ok) return showNew(res, refusedForm(form, done.refusal), true);
    res.redirect(303, `/users/${done.value.id}?done=added`);
  });

  const show = async (req: Request, res: Response, form: FormState | null, status = 422): Promise<void> => {
    const detail = await users.detail(idOf(req), res.locals.now);
    const known = await places();
    const formView = userFormView(unnested(form ?? typedUser(detail)), detail, known, csrfOf(res));
    const changes = await history(actorOf(res), [streamOf(detail.user.id)]);
    const view = { ...userView(detail, known, formView, { csrf: res.locals.visitor.csrf, newKey: () => crypto.randomUUID() }), changes };
    const title = { ...frame(req, detail.user.person.name), heading: null };
    if (form === null) page(res, 'people/users-one', title, view);
    else pageAgain(res, 'people/users-one', title, view, status);
  };

  routes.get('/users/:id', 'users.manage', (req, res) => show(req, res, null));

  routes.post('/users/:id', 'users.manage', async (req, res) => {
    const form = readForm(userForm(await areaCode()), req.body);
    if (!form.ok) return show(req, res, form);
    const done = await attempt(() => users.change(idOf(req), form.value, commandOf(req, res)));
    if (!done.ok) return show(req, res, refusedForm(form, done.refusal));
    res.redirect(303, `/users/${idOf(req)}?done=saved`);
  });

  routes.post('/users/:id/disable', 'users.manage', async (req, res) => {
    const done = await attempt(() => access.disable(idOf(req), commandOf(req, res)));
    if (done.ok) return res.redirect(303, `/users/${idOf(req)}?done=disabled`);
    if (done.refusal.code === 'not_found') throw done.refusal;
    const current = typedUser(await users.detail(idOf(req), res.locals.now));
    return show(req, res, { typed: current.typed, errors: { _form: sentenceOf(done.refusal) } }, STATUSES[done.refusal.code]);
  });

  routes.post('/users/:id/enable', 'users.manage', async (req, res) => {
    await access.enable(idOf(req), commandOf(req, res));
    res.redirect(303, `/users/${idOf(req)}?done=enabled`);
  });

  routes.post('/users/:id/logins/end', 'users.manage', async (req, res) => {
    await access.endLogins(idOf(req), commandOf(req, res));
    res.redirect(303, `/users/${idOf(req)}?done=ended`);
  });

  // Answered with the page itself: a redirect would have to carry the link where others may read it.
  routes.post('/users/:id/link', 'users.manage', async (req, res) => {
    const { token, expiresAt } = await links.issue(idOf(req), commandOf(req, res));
    const { user } = await users.detail(idOf(req), res.locals.now);
    page(res, 'people/users-link', { title: 'پیوند ساختن گذرواژه', section: 'users' }, linkView(user, `${origin()}/welcome/${token}`, expiresAt));
  });

  const showWelcome = async (req: Request, res: Response, form: FormState, again: boolean): Promise<void> => {
    const token = String(req.params['token']);
    const view = welcomeView(form, token, await links.holder(token, res.locals.now), csrfOf(res));
    (again ? pageAgain : page)(res, 'people/users-welcome', { title: 'ساختن گذرواژه', heading: null }, view);
  };

  routes.get('/welcome/:token', 'public.see', (req, res) => showWelcome(req, res, freshForm(), false));

  routes.post('/welcome/:token', 'public.see', async (req, res) => {
    const form = readForm(passwordForm, req.body);
    if (!form.ok) return showWelcome(req, res, form, true);
    const done = await attempt(() => links.setPassword(String(req.params['token']), form.value.password, commandOf(req, res)));
    if (!done.ok && done.refusal.field === undefined) throw done.refusal;
    if (!done.ok) return showWelcome(req, res, refusedForm(form, done.refusal), true);
    res.redirect(303, '/login?done=password');
  });
}
