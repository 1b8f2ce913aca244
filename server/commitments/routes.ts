import type { Request, Response } from 'express';
import type { z } from 'zod';
import { dayOf } from '../domain/calendar.ts';
import type { CommitmentEnd } from '../domain/commitment.ts';
import { scopeOf } from '../domain/permission.ts';
import { attempt, doneNotice } from '../http/attempt.ts';
import { readForm } from '../http/forms.ts';
import type { Handler, Routes } from '../http/guard.ts';
import { page, pageAgain } from '../http/pages.ts';
import { queryPage } from '../http/query.ts';
import { actorOf, commandOf } from '../http/visitor.ts';
import { COMMITMENT_DONE } from '../wording/commitments.ts';
import { keepForm, withdrawForm } from './forms.ts';
import { PAGE_SIZE, type Commitments } from './service.ts';
import { commitmentsView, type CommitmentsFrame, type EndWord } from './view.ts';

/** What managers have promised, and its end. */
export function commitmentRoutes(routes: Routes, commitments: Commitments): void {
  const idOf = (req: Request): string => String(req.params['id']);
  const subject = (req: Request) => commitments.subject(idOf(req));

  const show = async (req: Request, res: Response, refused: CommitmentsFrame['refused']): Promise<void> => {
    const actor = actorOf(res);
    const today = dayOf(res.locals.now);
    const list = await commitments.list(scopeOf(actor, 'commitments.see'), queryPage(req), today);
    const view = commitmentsView(list, { actor, today, refused, csrf: res.locals.visitor.csrf, newKey: () => crypto.randomUUID(), paged: { total: list.total, page: list.page, size: PAGE_SIZE } });
    (refused === null ? page : pageAgain)(res, 'commitments/list', { title: 'تعهدهای مدیر', heading: null, section: 'commitments', ...doneNotice(req, COMMITMENT_DONE) }, view);
  };

  const end = (word: EndWord, state: CommitmentEnd, schema: z.ZodType<{ readonly note: string }>): Handler => async (req, res) => {
    const read = readForm(schema, req.body);
    if (!read.ok) return show(req, res, { id: idOf(req), word, form: read });
    const made = await attempt(() => commitments.end(idOf(req), state, read.value.note, actorOf(res), commandOf(req, res)));
    if (made.ok) return res.redirect(303, `/commitments?done=${state}${queryPage(req) === 1 ? '' : `&page=${queryPage(req)}`}`);
    // One that has ended meanwhile is no longer among the open: there is no form left to show it in.
    throw made.refusal;
  };

  routes.get('/commitments', 'commitments.see', (req, res) => show(req, res, null));
  routes.post('/commitments/:id/keep', 'commitments.keep', end('keep', 'kept', keepForm), subject);
  routes.post('/commitments/:id/withdraw', 'commitments.withdraw', end('withdraw', 'withdrawn', withdrawForm), subject);
}
