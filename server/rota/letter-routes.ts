import type { Request, Response } from 'express';
import { formatDay } from '../domain/jalali.ts';
import { Refusal } from '../domain/refusal.ts';
import { attempt, refusedForm } from '../http/attempt.ts';
import { freshForm, readForm, type FormState } from '../http/forms.ts';
import type { Routes } from '../http/guard.ts';
import { page, pageAgain } from '../http/pages.ts';
import { commandOf } from '../http/visitor.ts';
import { letterNumberForm } from './forms.ts';
import { letterView } from './letter-view.ts';
import type { RotaServices } from './services.ts';

/** The letter of an approval, whose number comes later. */
export function letterRoutes(routes: Routes, rota: RotaServices): void {
  const show = async (req: Request, res: Response, form: FormState | null): Promise<void> => {
    const draft = await rota.programmes.byId(String(req.params['id']));
    if (draft === null) throw new Refusal('not_found');
    const known = freshForm({ letterNo: draft.letterNo ?? '', letterDay: draft.letterDay === null ? '' : formatDay(draft.letterDay) });
    const view = letterView(draft, form ?? known, res.locals.visitor.csrf, crypto.randomUUID());
    (form === null ? page : pageAgain)(res, 'rota/letter', { title: 'نامهٔ تأیید برنامه', section: 'rota' }, view);
  };
  routes.get('/rota/drafts/:id/letter', 'rota.publish', (req, res) => show(req, res, null));
  routes.post('/rota/drafts/:id/letter', 'rota.publish', async (req, res) => {
    const read = readForm(letterNumberForm, req.body);
    if (!read.ok) return show(req, res, read);
    const { seen, ...letter } = read.value;
    const draftId = String(req.params['id']);
    const made = await attempt(() => rota.approval.recordLetter({ draftId, seen }, letter, commandOf(req, res)));
    if (!made.ok) return show(req, res, refusedForm(read, made.refusal));
    res.redirect(303, `/rota/drafts/${draftId}?done=lettered`);
  });
}
