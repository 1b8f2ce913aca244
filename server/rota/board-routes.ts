import type { Request, Response } from 'express';
import type { HistoryNeed } from '../audit/lookup.ts';
import { dayOf, type Instant } from '../domain/calendar.ts';
import { monthOf, type Day } from '../domain/jalali.ts';
import { mayEver, type Actor } from '../domain/permission.ts';
import { Refusal } from '../domain/refusal.ts';
import type { BoardEdit } from '../domain/rota/board.ts';
import { draftStream } from '../domain/rota/streams.ts';
import { attempt, doneNotice, refusedForm } from '../http/attempt.ts';
import { freshForm, readForm, type FormResult, type FormState } from '../http/forms.ts';
import { wantsJson, type Routes } from '../http/guard.ts';
import { page, pageAgain } from '../http/pages.ts';
import { queryDay, queryMonth, queryText } from '../http/query.ts';
import { actorOf, commandOf } from '../http/visitor.ts';
import { mayApproveBy } from './approve.ts';
import { backTo, change, textOf } from './answer-routes.ts';
import type { Edit } from './board.ts';
import { boardPageView, type BoardRights, type Shown } from './board-page-view.ts';
import { whyOf } from './board-view.ts';
import { assignForm, clearForm, letterForm, moveForm, pinForm, redrawForm, returnForm, stepForm, unpinForm } from './forms.ts';
import type { RotaServices } from './services.ts';
import { sessionView } from './session-view.ts';
import type { SettingValues } from '../domain/settings.ts';
import { boardFactsOf } from './board-facts.ts';

/** What the boards' pages ask of other slices. */
export interface RotaNeeds {
  settingsOn(day: Day): Promise<SettingValues>;
  readonly history: HistoryNeed;
}

const DONE = {
  drawn: 'پیش‌نویس تنظیم شد.',
  saved: 'تغییر ثبت شد.',
  undone: 'آخرین تغییر شما بازگردانده شد.',
  undone_uninvited: 'آخرین تغییر شما بازگردانده شد، ولی دعوتی که آن تغییر پس گرفته بود بازنگشت؛ دوباره دعوت کنید.',
  redrawn: 'بخش ثابت‌نشدهٔ برنامه دوباره چیده شد.',
  chosen: 'فرض برگزیده شد و برنامه با آن چیده شد.',
  submitted: 'پیش‌نویس برای تأیید فرستاده شد.',
  approved: 'برنامه تأیید شد.',
  returned: 'برنامه برای اصلاح بازگردانده شد.',
  reopened: 'برنامه به پیش‌نویس برگشت.',
  lettered: 'شماره و تاریخ نامه ثبت شد.',
  discarded: 'پیش‌نویس کنار گذاشته شد.',
  published: 'برنامه منتشر شد.',
};

const newKey = (): string => crypto.randomUUID();

const shownBy = (req: Request, horizon: { readonly from: Day; readonly to: Day }, now: Instant): Shown => {
  const today = dayOf(now);
  const nearest = today < horizon.from || today > horizon.to ? horizon.from : today;
  if (queryText(req, 'view') === 'week') return { kind: 'week', day: queryDay(req, 'day', horizon) ?? nearest };
  return { kind: 'month', month: queryMonth(req, 'month', horizon) ?? monthOf(nearest) };
};

/** The board's page, and everything that is done on it. */
export function boardRoutes(routes: Routes, rota: RotaServices, needs: RotaNeeds): void {
  const idOf = (req: Request): string => String(req.params['id']);
  const baseOf = (req: Request): string => `/rota/drafts/${idOf(req)}`;

  const rightsOf = async (actor: Actor, draftId: string, now: Instant): Promise<BoardRights> => {
    const edit = mayEver(actor, 'rota.edit');
    const { approver } = await needs.settingsOn(dayOf(now));
    return {
      edit, approve: mayEver(actor, 'rota.approve') && mayApproveBy(actor, approver), publish: mayEver(actor, 'rota.publish'),
      undo: edit && (await rota.undo.mayUndo(draftId, actor.id)),
    };
  };

  const showBoard = async (req: Request, res: Response, form: FormState, again: boolean): Promise<void> => {
    const draft = await rota.programmes.byId(idOf(req));
    if (draft === null) throw new Refusal('not_found');
    const shown = shownBy(req, draft, res.locals.now);
    const { facts, seq } = await rota.watch.read(draft.id);
    const rights = await rightsOf(actorOf(res), draft.id, res.locals.now);
    const view = boardPageView(facts, { shown, today: dayOf(res.locals.now), rights, seq, csrf: res.locals.visitor.csrf, newKey, form });
    const frame = { title: view.title, heading: null, section: 'rota', scripts: ['board'], live: true, printable: 'landscape' as const, ...doneNotice(req, DONE) };
    const changes = await needs.history(actorOf(res), [draftStream(draft.id)]);
    (again ? pageAgain : page)(res, 'rota/board', frame, { ...view, changes });
  };

  const showSession = async (req: Request, res: Response, sessionId: string, form: FormState, again: boolean): Promise<void> => {
    const facts = boardFactsOf(await rota.board.see(idOf(req)));
    const session = facts.data.sessions.find(({ id }) => id === sessionId);
    if (session === undefined) throw new Refusal('not_found');
    const verdicts = session.agencyId === null ? {} : await rota.board.conflicts(idOf(req), session.id, session.agencyId);
    const view = sessionView(facts, session, verdicts, mayEver(actorOf(res), 'rota.edit'), form, res.locals.visitor.csrf, newKey);
    (again ? pageAgain : page)(res, 'rota/session', { title: view.heading, section: 'rota' }, view);
  };

  routes.get('/rota', 'rota.see', async (_req, res) => {
    const current = await rota.programmes.current(dayOf(res.locals.now));
    if (current !== null) return res.redirect(303, `/rota/drafts/${current.id}`);
    page(res, 'rota/none', { title: 'برنامهٔ پاسخگویی مدیران', section: 'rota' }, { mayDraw: mayEver(actorOf(res), 'rota.edit') });
  });
  routes.get('/rota/drafts/:id', 'rota.see', (req, res) => showBoard(req, res, freshForm(), false));

  routes.get('/rota/drafts/:id/conflicts', 'rota.see', async (req, res) => {
    const [session, slot] = [req.query['session'], req.query['slot']].map((one) => (typeof one === 'string' && one !== '' ? one : null));
    res.json({ conflicts: await rota.board.conflicts(idOf(req), session ?? slot ?? null, textOf(req.query['agency'])) });
  });

  routes.get('/rota/drafts/:id/explain/:session', 'rota.see', async (req, res) => {
    if (!wantsJson(req)) return showSession(req, res, String(req.params['session']), freshForm(), false);
    const facts = boardFactsOf(await rota.board.see(idOf(req)));
    const session = facts.data.sessions.find(({ id }) => id === req.params['session']);
    if (session === undefined) throw new Refusal('not_found');
    res.json(whyOf(facts, session));
  });

  /** Answers an edit: to a script with the board's number, to a form with the page it came from, or again with what was wrong. */
  const edited = async <T>(req: Request, res: Response, read: FormResult<T>, session: string, editOf: (value: T) => Pick<Edit, 'edit' | 'revs' | 'reason'>): Promise<void> => {
    if (!read.ok) {
      if (wantsJson(req)) return void res.status(422).json({ code: 'bad_request', sentence: Object.values(read.errors)[0] ?? '' });
      return showSession(req, res, session, read, true);
    }
    const made = await attempt(() => rota.board.edit({ draftId: idOf(req), ...editOf(read.value) }, commandOf(req, res)));
    if (!made.ok) {
      if (wantsJson(req) || made.refusal.code === 'not_found') throw made.refusal;
      return showSession(req, res, session, refusedForm(read, made.refusal), true);
    }
    await answered(req, res, 'saved');
  };

  const answered = async (req: Request, res: Response, done: keyof typeof DONE): Promise<void> => {
    if (!wantsJson(req)) return res.redirect(303, backTo(req, baseOf(req), done));
    res.json({ ok: true, seq: await rota.watch.seq(), ...(done === 'undone_uninvited' ? { sentence: DONE[done] } : {}) });
  };

  // The board's own forms carry the session in their address, the session's page in a field.
  const bodyOf = (req: Request): Record<string, unknown> => {
    const { session } = req.query;
    return { ...(typeof session === 'string' ? { session } : {}), ...(req.body as Record<string, unknown>) };
  };
  const one = (edit: BoardEdit, session: string, rev: number) => ({ edit, revs: { [session]: rev } });

  routes.post('/rota/drafts/:id/move', 'rota.edit', (req, res) => {
    const read = readForm(moveForm, req.body);
    return edited(req, res, read, textOf(bodyOf(req)['slot']), ({ slot, to, rev, toRev }) => ({ edit: { kind: 'place', from: slot, to }, revs: { [slot]: rev, [to]: toRev } }));
  });
  routes.post('/rota/drafts/:id/assign', 'rota.edit', (req, res) =>
    edited(req, res, readForm(assignForm, bodyOf(req)), textOf(bodyOf(req)['session']), ({ session, agency, rev }) => one({ kind: 'assign', slotId: session, agencyId: agency }, session, rev)));
  routes.post('/rota/drafts/:id/clear', 'rota.edit', (req, res) =>
    edited(req, res, readForm(clearForm, bodyOf(req)), textOf(bodyOf(req)['session']), ({ session, rev, reason }) => ({ ...one({ kind: 'clear', slotId: session }, session, rev), ...(reason === null ? {} : { reason }) })));
  routes.post('/rota/drafts/:id/pin', 'rota.edit', (req, res) =>
    edited(req, res, readForm(pinForm, bodyOf(req)), textOf(bodyOf(req)['session']), ({ session, rev, reason }) => one({ kind: 'pin', slotId: session, reason }, session, rev)));
  routes.post('/rota/drafts/:id/unpin', 'rota.edit', (req, res) =>
    edited(req, res, readForm(unpinForm, bodyOf(req)), textOf(bodyOf(req)['session']), ({ session, rev }) => one({ kind: 'unpin', slotId: session }, session, rev)));

  routes.post('/rota/drafts/:id/undo', 'rota.edit', async (req, res) => {
    const { notInvited } = await change(req, res, (command) => rota.undo.undo(idOf(req), command));
    await answered(req, res, notInvited > 0 ? 'undone_uninvited' : 'undone');
  });
  routes.post('/rota/drafts/:id/redraw', 'rota.edit', async (req, res) => {
    const read = readForm(redrawForm, req.body);
    if (!read.ok) throw new Refusal('bad_request');
    await change(req, res, (command) => rota.redraw.redraw({ draftId: idOf(req), seen: read.value.board }, command));
    await answered(req, res, 'redrawn');
  });

  const which = (req: Request) => {
    const read = readForm(stepForm, req.body);
    if (!read.ok) throw new Refusal('bad_request');
    return { draftId: idOf(req), seen: read.value.seen };
  };
  routes.post('/rota/drafts/:id/submit', 'rota.edit', async (req, res) => {
    await change(req, res, (command) => rota.approval.submit(which(req), command));
    await answered(req, res, 'submitted');
  });
  routes.post('/rota/drafts/:id/reopen', 'rota.edit', async (req, res) => {
    await change(req, res, (command) => rota.approval.reopen(which(req), command));
    await answered(req, res, 'reopened');
  });
  routes.post('/rota/drafts/:id/discard', 'rota.edit', async (req, res) => {
    await change(req, res, (command) => rota.approval.discard(which(req), command));
    await answered(req, res, 'discarded');
  });
  routes.post('/rota/drafts/:id/approve', 'rota.approve', async (req, res) => {
    const read = readForm(letterForm, req.body);
    if (!read.ok) return showBoard(req, res, read, true);
    const { letterNo, letterDay } = read.value;
    const made = await attempt(() => rota.approval.approve(which(req), { letterNo, letterDay }, actorOf(res), commandOf(req, res)));
    if (!made.ok) return showBoard(req, res, refusedForm(read, made.refusal), true);
    await answered(req, res, 'approved');
  });
  routes.post('/rota/drafts/:id/return', 'rota.approve', async (req, res) => {
    const read = readForm(returnForm, req.body);
    if (!read.ok) return showBoard(req, res, read, true);
    const made = await attempt(() => rota.approval.giveBack(which(req), read.value.reason, commandOf(req, res)));
    if (!made.ok) return showBoard(req, res, refusedForm(read, made.refusal), true);
    await answered(req, res, 'returned');
  });
}
