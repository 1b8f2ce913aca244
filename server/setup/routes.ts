import type { Request, Response } from 'express';
import { dayOf } from '../domain/calendar.ts';
import { DEFAULTS } from '../domain/settings.ts';
import { attempt, refusedForm } from '../http/attempt.ts';
import { freshForm, type FormState } from '../http/forms.ts';
import type { Routes } from '../http/guard.ts';
import { page, pageAgain } from '../http/pages.ts';
import { commandOf } from '../http/visitor.ts';
import { exampleOffice } from './example.ts';
import { filledFor, readSetup } from './forms.ts';
import { ownOffice } from './own-office.ts';
import { weaknessOf, type Setup } from './service.ts';
import { setupView } from './view.ts';

/** The pages of the first start. */
export function setupRoutes(routes: Routes, setup: Setup): void {
  const newId = (): string => crypto.randomUUID();
  const tokenOf = (req: Request): string => String(req.params['token']);

  const show = (req: Request, res: Response, form: FormState, again: boolean): void => {
    const view = setupView(form, `/setup/${tokenOf(req)}`, res.locals.visitor.csrf, newId());
    (again ? pageAgain : page)(res, 'setup/form', { title: 'راه‌اندازی', heading: null }, view);
  };

  routes.get('/setup', 'public.see', async (_req, res) => {
    page(res, 'setup/awaiting', { title: 'راه‌اندازی', heading: null }, { done: await setup.isSetUp() });
  });

  routes.get('/setup/:token', 'public.see', async (req, res) => {
    await setup.check(tokenOf(req), res.locals.now);
    show(req, res, freshForm({ start: 'own', office_title: DEFAULTS.office_title, ...filledFor('') }), false);
  });

  routes.post('/setup/:token', 'public.see', async (req, res) => {
    const token = tokenOf(req);
    const body = (req.body ?? {}) as Record<string, unknown>;
    const read = readSetup(body, weaknessOf);
    // «Fill in this province» is a button of the same form: nothing is saved, and only what depends on the province is written over.
    if (typeof body['fill'] === 'string' || !read.ok) await setup.check(token, res.locals.now);
    if (typeof body['fill'] === 'string') {
      const kept = Object.fromEntries(Object.entries(read.typed).filter(([name]) => !/^(county|agency)_/.test(name)));
      return show(req, res, freshForm({ ...kept, ...filledFor(kept['province'] ?? '') }), false);
    }
    if (!read.ok) return show(req, res, read, true);
    const { entry } = read;
    const office = entry.start === 'example' ? exampleOffice() : ownOffice(entry, dayOf(res.locals.now), newId);
    const done = await attempt(() => setup.setUp(commandOf(req, res), token, office, entry.first));
    if (!done.ok && done.refusal.field === undefined) throw done.refusal;
    if (!done.ok) return show(req, res, refusedForm(read, done.refusal), true);
    res.redirect(303, '/login?done=set_up');
  });
}
