import type { Request, Response } from 'express';
import { attempt, doneNotice, refusedForm } from '../http/attempt.ts';
import { readForm, type FormState } from '../http/forms.ts';
import type { Routes } from '../http/guard.ts';
import { page, pageAgain } from '../http/pages.ts';
import { STATUSES } from '../http/statuses.ts';
import { commandOf } from '../http/visitor.ts';
import { NOTICE_DONE } from '../wording/notices.ts';
import type { Commending } from './commending.ts';
import { FOUND_LISTS, type Confirming, type FoundList } from './confirming.ts';
import { commendForm, layAsideForm } from './forms.ts';
import { commendView, FOUND_WORDS, foundView } from './found-view.ts';

/** What the pages of what was found are made of. */
export interface FoundNeeds {
  readonly confirming: Confirming;
  readonly commending: Commending;
  /** The agencies whose heads may be commended. */
  readonly agencies: () => Promise<readonly { readonly id: string; readonly name: string }[]>;
}

/** What the head judges on lists: meetings that were missed, answers that are overdue, hours that were kept. They stand before `/notices/:id`. */
export function foundRoutes(routes: Routes, { confirming, commending, agencies }: FoundNeeds): void {
  const frameOf = (res: Response) => ({ csrf: res.locals.visitor.csrf, newKey: () => crypto.randomUUID() });
  const keyOf = (req: Request): string => String(req.params['key']);

  const mount = (list: FoundList): void => {
    const { path, title } = FOUND_WORDS[list];
    const show = async (req: Request, res: Response, refused: { readonly key: string; readonly form: FormState } | null): Promise<void> => {
      const view = foundView(list, await confirming.list(list, res.locals.now), refused, frameOf(res));
      (refused === null ? page : pageAgain)(res, 'notices/found', { title, heading: null, section: 'notices', ...doneNotice(req, NOTICE_DONE) }, view);
    };
    routes.get(path, 'notices.decide', (req, res) => show(req, res, null));
    routes.post(`${path}/:key/confirm`, 'notices.decide', async (req, res) => {
      const { proposed } = await confirming.confirm(list, keyOf(req), commandOf(req, res));
      res.redirect(303, proposed === null ? `${path}?done=confirmed` : `/notices/${proposed}?done=proposed`);
    });
    routes.post(`${path}/:key/aside`, 'notices.decide', async (req, res) => {
      const form = readForm(layAsideForm, req.body);
      if (!form.ok) return show(req, res, { key: keyOf(req), form });
      await confirming.layAside(list, keyOf(req), form.value.reason, commandOf(req, res));
      res.redirect(303, `${path}?done=aside`);
    });
  };
  FOUND_LISTS.forEach(mount);

  const showCommend = async (res: Response, refused: FormState | null, status = 422): Promise<void> => {
    const view = commendView(await commending.list(res.locals.now), await agencies(), refused, frameOf(res));
    const frame = { title: 'تقدیر', heading: null, section: 'notices' };
    if (refused === null) page(res, 'notices/commend', frame, view);
    else pageAgain(res, 'notices/commend', frame, view, status);
  };
  routes.get('/notices/commend', 'notices.decide', (_req, res) => showCommend(res, null));
  routes.post('/notices/commend', 'notices.decide', async (req, res) => {
    const form = readForm(commendForm, req.body);
    if (!form.ok) return showCommend(res, form);
    const made = await attempt(() => commending.propose(form.value.agency, commandOf(req, res)));
    if (made.ok) return res.redirect(303, `/notices/${made.value.id}?done=commended`);
    if (made.refusal.field === undefined) throw made.refusal;
    return showCommend(res, refusedForm(form, made.refusal), STATUSES[made.refusal.code]);
  });
}
