import type { Request, Response } from 'express';
import { dayOf } from '../domain/calendar.ts';
import { firstOfMonth, formatDay, lastOfMonth, monthOf, parseJalali, parseMonthKey, type Day } from '../domain/jalali.ts';
import { mayEver } from '../domain/permission.ts';
import { Refusal } from '../domain/refusal.ts';
import { attempt, doneNotice, refusedForm } from '../http/attempt.ts';
import { freshForm, readForm, type FormState } from '../http/forms.ts';
import type { Routes } from '../http/guard.ts';
import { page, pageAgain } from '../http/pages.ts';
import { queryDay, queryText } from '../http/query.ts';
import { actorOf, commandOf } from '../http/visitor.ts';
import type { Invitations } from '../sessions/invitations.ts';
import { change } from './answer-routes.ts';
import type { BoardData } from './board-data.ts';
import type { RotaNeeds } from './board-routes.ts';
import { boardFactsOf } from './board-facts.ts';
import { inviteForm, publishForm, recordForm, versionNumber } from './forms.ts';
import { invitationsView, likelyUntil, publishView, versionsView } from './publish-view.ts';
import type { RotaServices } from './services.ts';
import { programmeName, sharesView } from './shares-view.ts';
import { timetableView, versionView } from './timetable-view.ts';

const DONE = { invited: 'دعوت‌نامه‌ها فرستاده شد.', recorded: 'پاسخ ثبت شد.', published: 'نسخهٔ تازه منتشر شد.', amended: 'اصلاحیه منتشر شد. متن آن برای رسانه‌ها در همین صفحه است.' };
const newKey = (): string => crypto.randomUUID();

/** Inviting, publishing, what was published, and everybody's share. */
export function publishRoutes(routes: Routes, rota: RotaServices, invitations: Invitations, needs: RotaNeeds): void {
  const idOf = (req: Request): string => String(req.params['id']);

  /** The day that a form or an address names, within what the programme decides; else the likely one. */
  const untilOf = (req: Request, form: FormState, { draft, reach }: BoardData): Day => {
    const typed = parseJalali(form.typed['until'] ?? '');
    const days = { from: draft.from, to: reach.end < draft.from ? draft.from : reach.end };
    if (typed !== null) return typed < days.from ? days.from : typed > days.to ? days.to : typed;
    return queryDay(req, 'until', days) ?? likelyUntil({ ...days, publishedUntil: draft.publishedUntil });
  };
  const withUntil = (form: FormState, until: Day): FormState => ({ ...form, typed: { until: formatDay(until), ...form.typed } });

  const showInvitations = async (req: Request, res: Response, form: FormState, again: boolean): Promise<void> => {
    const data = await rota.board.see(idOf(req));
    const until = untilOf(req, form, data);
    const mayManage = mayEver(actorOf(res), 'invitations.manage');
    const view = invitationsView(data, await rota.publishing.readiness(data.draft.id, until), mayManage, withUntil(form, until), res.locals.visitor.csrf, newKey);
    (again ? pageAgain : page)(res, 'rota/invitations', { title: 'دعوت‌نامه‌ها', section: 'rota', ...doneNotice(req, DONE) }, view);
  };
  routes.get('/rota/drafts/:id/invitations', 'rota.see', (req, res) => showInvitations(req, res, freshForm(), false));
  routes.post('/rota/drafts/:id/invite', 'invitations.manage', async (req, res) => {
    const read = readForm(inviteForm, req.body);
    if (!read.ok) return showInvitations(req, res, read, true);
    const made = await attempt(() => invitations.invite(idOf(req), read.value.until, commandOf(req, res)));
    if (!made.ok) return showInvitations(req, res, refusedForm(read, made.refusal), true);
    res.redirect(303, `/rota/drafts/${idOf(req)}/invitations?until=${read.value.until}&done=invited`);
  });
  routes.post('/rota/invitations/:id/record', 'invitations.manage', async (req, res) => {
    const read = readForm(recordForm, req.body);
    if (!read.ok) throw new Refusal('bad_request');
    const { answer, note } = read.value;
    const { draftId } = await change(req, res, (command) => invitations.record(idOf(req), answer, note, command));
    res.redirect(303, `/rota/drafts/${draftId}/invitations?done=recorded`);
  });

  const showPublish = async (req: Request, res: Response, form: FormState, again: boolean): Promise<void> => {
    const data = await rota.board.see(idOf(req));
    const until = untilOf(req, form, data);
    const view = publishView(data, await rota.publishing.readiness(data.draft.id, until), withUntil(form, until), res.locals.visitor.csrf, newKey());
    (again ? pageAgain : page)(res, 'rota/publish', { title: 'انتشار برنامه', section: 'rota' }, view);
  };
  routes.get('/rota/drafts/:id/publish', 'rota.publish', (req, res) => showPublish(req, res, freshForm(), false));
  routes.post('/rota/drafts/:id/publish', 'rota.publish', async (req, res) => {
    const read = readForm(publishForm, req.body);
    if (!read.ok) return showPublish(req, res, read, true);
    const made = await attempt(() => rota.publishing.publish({ draftId: idOf(req), ...read.value }, commandOf(req, res)));
    if (!made.ok) return showPublish(req, res, refusedForm(read, made.refusal), true);
    res.redirect(303, `/rota/versions/${made.value.version}?done=published`);
  });

  const hourOn = async (day: Day) => (await needs.settingsOn(day)).manager_hour;
  const showVersion = async (req: Request, res: Response, text: string, section: string): Promise<void> => {
    const number = versionNumber.safeParse(text);
    if (!number.success) throw new Refusal('not_found');
    const version = await rota.timetable.version(number.data);
    const { manager_hour, governorate, office_title: office } = await needs.settingsOn(version.publication.from);
    const view = versionView(version, { governorate, office }, manager_hour, dayOf(res.locals.now), section === 'rota');
    page(res, 'rota/timetable', { title: view.title, heading: null, section, printable: 'portrait', ...doneNotice(req, DONE) }, view);
  };
  routes.get('/rota/versions', 'rota.see', async (_req, res) => {
    const mayMakeFeeds = mayEver(actorOf(res), 'feeds.manage');
    page(res, 'rota/versions', { title: 'نسخه‌های برنامه', section: 'rota' }, versionsView(await rota.timetable.versions(), await rota.programmes.all(), mayMakeFeeds));
  });
  routes.get('/rota/versions/:version', 'rota.see', (req, res) => showVersion(req, res, String(req.params['version']), 'rota'));
  routes.get('/timetable/:version', 'public.see', (req, res) => showVersion(req, res, String(req.params['version']), 'timetable'));

  routes.get('/timetable', 'public.see', async (req, res) => {
    const today = dayOf(res.locals.now);
    const month = parseMonthKey(queryText(req, 'month')) ?? monthOf(await rota.timetable.nearest(today));
    const [first, last] = [firstOfMonth(month), lastOfMonth(month)];
    const view = timetableView(await rota.timetable.between(first, last), month, await hourOn(first), today, mayEver(res.locals.visitor.actor, 'rota.see'));
    page(res, 'rota/timetable', { title: view.title, heading: null, section: 'timetable', printable: 'landscape' }, view);
  });

  routes.get('/shares', 'shares.see', async (req, res) => {
    const seesAll = mayEver(actorOf(res), 'rota.see');
    const data = await rota.programmes.accounted(dayOf(res.locals.now), queryText(req, 'draft'), seesAll);
    const frame = { title: 'سهم و نوبت دستگاه‌ها', section: 'shares' };
    if (data === null) return page(res, 'rota/shares-none', frame, { mayDraw: mayEver(actorOf(res), 'rota.edit') });
    const listed = (await rota.programmes.all()).filter(({ publishedUntil }) => seesAll || publishedUntil !== null);
    page(res, 'rota/shares', { ...frame, printable: 'portrait' }, sharesView(boardFactsOf(data), listed.map((draft) => ({ id: draft.id, label: programmeName(draft, seesAll) })), seesAll));
  });
}
