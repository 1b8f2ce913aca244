import type { Request, Response } from 'express';
import type { Actor } from '../domain/permission.ts';
import { Refusal } from '../domain/refusal.ts';
import { attempt, doneNotice, refusedForm } from '../http/attempt.ts';
import { readForm, withError, type FormState } from '../http/forms.ts';
import type { Routes } from '../http/guard.ts';
import { page, pageAgain } from '../http/pages.ts';
import { STATUSES } from '../http/statuses.ts';
import { actorOf, commandOf } from '../http/visitor.ts';
import { OWN_NOTICE_DONE } from '../wording/notices.ts';
import { replyForm } from './forms.ts';
import type { Titles } from './letter-view.ts';
import type { OwnNotices } from './own.ts';
import { ownNoticesView, ownNoticeView } from './own-view.ts';
import { hashOfFiles, readFiles, sendNoticeFile } from './routes.ts';

/** A manager's own letters; the guard asks whether he heads the agency, the service whether they are his own. */
export function ownNoticeRoutes(routes: Routes, own: OwnNotices, titles: () => Promise<Titles>): void {
  const idOf = (req: Request): string => String(req.params['id']);
  const subject = (req: Request, actor: Actor) => own.subject(idOf(req), actor);
  const frame = { heading: null, section: 'mine-notices' } as const;

  routes.get('/mine/notices', 'notices.own', async (_req, res) => page(res, 'notices/own', { title: 'نامه‌های من', ...frame }, ownNoticesView(await own.list(actorOf(res).id))));

  const show = async (req: Request, res: Response, refused: FormState | null, status = 422): Promise<void> => {
    const one = await own.one(idOf(req), actorOf(res).id);
    const view = ownNoticeView(one, { titles: await titles(), now: res.locals.now, refused, csrf: res.locals.visitor.csrf, newKey: () => crypto.randomUUID() });
    const around = { title: view.title, ...frame, ...doneNotice(req, OWN_NOTICE_DONE) };
    // A letter is for its reader alone: no copy of it stays in the browser.
    res.setHeader('Cache-Control', 'no-store');
    if (refused === null) page(res, 'notices/own-one', around, view);
    else pageAgain(res, 'notices/own-one', around, view, status);
  };

  routes.get('/mine/notices/:id', 'notices.own', (req, res) => show(req, res, null), subject);
  routes.post('/mine/notices/:id/open', 'notices.own', async (req, res) => {
    await own.open(idOf(req), actorOf(res).id, commandOf(req, res));
    res.redirect(303, `/mine/notices/${idOf(req)}?done=opened`);
  }, subject);
  routes.uploadSeveral('/mine/notices/:id/reply', 'notices.own', async (req, res) => {
    const form = readForm(replyForm, req.body);
    const { files, fault } = await readFiles(res);
    if (fault !== null) return show(req, res, withError(form, 'files', fault));
    if (!form.ok) return show(req, res, form);
    const command = commandOf(req, res);
    const made = await attempt(() => own.reply(idOf(req), actorOf(res).id, form.value.text, files, { ...command, bodyHash: hashOfFiles(command.bodyHash, files) }));
    if (made.ok) return res.redirect(303, `/mine/notices/${idOf(req)}?done=replied`);
    if (made.refusal.code === 'not_found') throw new Refusal('not_found');
    return show(req, res, refusedForm(form, made.refusal), STATUSES[made.refusal.code]);
  }, subject);
  routes.get('/mine/notices/:id/files/:file', 'notices.own', async (req, res) => sendNoticeFile(res, await own.file(idOf(req), String(req.params['file']), actorOf(res).id)), subject);
}
