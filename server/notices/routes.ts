import type { Request, Response } from 'express';
import type { z } from 'zod';
import type { HistoryNeed } from '../audit/lookup.ts';
import { toInstant } from '../domain/calendar.ts';
import type { Command } from '../domain/command.ts';
import { NOTICE_STEPS } from '../domain/notice.ts';
import { may } from '../domain/permission.ts';
import { Refusal } from '../domain/refusal.ts';
import { attempt, doneNotice, refusedForm } from '../http/attempt.ts';
import { disposition } from '../http/download.ts';
import { readForm, withError, type FormState } from '../http/forms.ts';
import type { Handler, Routes } from '../http/guard.ts';
import { page, pageAgain } from '../http/pages.ts';
import { queryText } from '../http/query.ts';
import { STATUSES } from '../http/statuses.ts';
import { actorOf, commandOf } from '../http/visitor.ts';
import { uploadsOf } from '../http/uploads.ts';
import { FILE_FAULTS, NOTICE_DONE } from '../wording/notices.ts';
import { noticeSubject } from '../wording/notice-letters.ts';
import type { Deciding } from './deciding.ts';
import { checkFile, type CheckedFile } from './files.ts';
import { declineForm, issueForm, numberForm, reduceForm, serveForm, takeInForm, verdictForm } from './forms.ts';
import { noticeLetterView, type Titles } from './letter-view.ts';
import type { NoticeFilter, NoticeLists } from './list.ts';
import { noticesView } from './list-view.ts';
import { listStream } from './live.ts';
import { noticeView, type NoticeAct } from './one-view.ts';
import type { NoticeFile, NoticeReading } from './reading.ts';
import { noticeStream } from './steps.ts';

/** What the head's pages of notices are made of. */
export interface NoticeNeeds {
  readonly lists: NoticeLists;
  readonly reading: NoticeReading;
  readonly deciding: Deciding;
  readonly history: HistoryNeed;
  readonly titles: () => Promise<Titles>;
}

const SECTION = 'notices';

/** The files that came with a form, looked at; or the sentence that says why they are not taken. */
export async function readFiles(res: Response): Promise<{ readonly files: readonly CheckedFile[]; readonly fault: string | null }> {
  const { files, fault } = uploadsOf(res);
  if (fault !== null) return { files: [], fault: FILE_FAULTS[fault] };
  const checked: CheckedFile[] = [];
  for (const file of files) {
    const one = await checkFile(file);
    if (one === null) return { files: [], fault: FILE_FAULTS.kind };
    checked.push(one);
  }
  return { files: checked, fault: null };
}

/** What a command with files carries: a repeat with other files is another body. */
export const hashOfFiles = (bodyHash: string, files: readonly CheckedFile[]): string => [bodyHash, ...files.map(({ hash }) => hash)].join('.');

/** Sends a file that came with a reply: taken away, and never shown as a page of ours. */
export function sendNoticeFile(res: Response, { name, type, body }: NoticeFile): void {
  res.setHeader('Content-Type', type);
  res.setHeader('X-Content-Type-Options', 'nosniff');
  res.setHeader('Content-Disposition', disposition({ ascii: `reply.${name.split('.').at(-1) ?? 'bin'}`, name }));
  res.send(body);
}

const idIn = (req: Request, name: string): string | null => {
  const asked = queryText(req, name);
  return /^[\w-]{1,40}$/.test(asked) ? asked : null;
};

/** Notices as the head deals with them, and as the governor reads what was issued. */
export function noticeRoutes(routes: Routes, { lists, reading, deciding, history, titles }: NoticeNeeds): void {
  const idOf = (req: Request): string => String(req.params['id']);
  const decides = (res: Response): boolean => may(actorOf(res), 'notices.decide');

  const caseFor = async (req: Request, res: Response) => {
    const found = await reading.caseOf(idOf(req));
    // What is only proposed, and what never was issued, is for him who decides.
    if (found.notice.issuedAt === null && !decides(res)) throw new Refusal('not_found');
    return found;
  };

  routes.get('/notices', 'notices.see', async (req, res) => {
    const filter: NoticeFilter = { agencyId: idIn(req, 'agency'), countyId: idIn(req, 'county'), step: NOTICE_STEPS.find((one) => one === queryText(req, 'step')) ?? null };
    const list = await lists.list(filter, decides(res) ? 'head' : 'reader', res.locals.now);
    const view = noticesView(list, { filter, stream: listStream(filter), places: await lists.places(), decides: decides(res) });
    page(res, 'notices/list', { title: 'تذکر و اخطار', heading: null, section: SECTION, live: true, ...doneNotice(req, NOTICE_DONE) }, view);
  });

  const show = async (req: Request, res: Response, refused: { readonly act: NoticeAct; readonly form: FormState } | null, status = 422): Promise<void> => {
    const found = await caseFor(req, res);
    const view = noticeView(found, { titles: await titles(), now: res.locals.now, decides: decides(res), refused, csrf: res.locals.visitor.csrf, newKey: () => crypto.randomUUID() });
    const changes = await history(actorOf(res), [noticeStream(found.notice.id)]);
    const frame = { title: noticeSubject(found.notice), heading: null, section: SECTION, ...doneNotice(req, NOTICE_DONE) };
    if (refused === null) page(res, 'notices/one', frame, { ...view, changes });
    else pageAgain(res, 'notices/one', frame, { ...view, changes }, status);
  };

  routes.get('/notices/:id', 'notices.see', (req, res) => show(req, res, null));
  routes.get('/notices/:id/letter', 'notices.see', async (req, res) => {
    const found = await caseFor(req, res);
    page(res, 'notices/letter', { title: noticeSubject(found.notice), heading: null, section: SECTION, printable: 'portrait' }, noticeLetterView(found, await titles()));
  });
  routes.get('/notices/:id/files/:file', 'notices.see', async (req, res) => sendNoticeFile(res, await reading.file(idOf(req), String(req.params['file']))));

  const act = <Value extends { readonly rev: number }>(name: NoticeAct, schema: z.ZodType<Value>, done: keyof typeof NOTICE_DONE, work: (id: string, value: Value, command: Command, res: Response) => Promise<void>): Handler => async (req, res) => {
    const form = readForm(schema, req.body);
    if (!form.ok) return show(req, res, { act: name, form });
    const made = await attempt(() => work(idOf(req), form.value, commandOf(req, res), res));
    if (made.ok) return res.redirect(303, `/notices/${idOf(req)}?done=${done}`);
    // One that has moved on has no such form any more.
    if (made.refusal.field === undefined) throw made.refusal;
    return show(req, res, { act: name, form: refusedForm(form, made.refusal) }, STATUSES[made.refusal.code]);
  };
  const seen = (id: string, { rev }: { readonly rev: number }) => ({ id, rev });

  routes.post('/notices/:id/issue', 'notices.decide', act('issue', issueForm, 'issued', (id, value, command) => deciding.issue(seen(id, value), value.body, command)));
  routes.post('/notices/:id/decline', 'notices.decide', act('decline', declineForm, 'declined', (id, value, command) => deciding.decline(seen(id, value), value.reason, command)));
  routes.post('/notices/:id/number', 'notices.decide', act('number', numberForm, 'numbered', (id, value, command) => deciding.number(seen(id, value), value, command)));
  routes.post('/notices/:id/serve', 'notices.decide', act('serve', serveForm, 'served', (id, value, command) => deciding.serve(seen(id, value), { how: value.how, at: toInstant(value.day, value.clock) }, command)));
  routes.post('/notices/:id/uphold', 'notices.decide', act('uphold', verdictForm, 'judged', (id, value, command) => deciding.judge(seen(id, value), { verdict: 'upheld', reason: value.reason, reducedTo: null }, command)));
  routes.post('/notices/:id/reduce', 'notices.decide', act('reduce', reduceForm, 'judged', (id, value, command) => deciding.judge(seen(id, value), { verdict: 'reduced', reason: value.reason, reducedTo: value.reducedTo }, command)));
  routes.post('/notices/:id/withdraw', 'notices.decide', act('withdraw', verdictForm, 'judged', (id, value, command) => deciding.judge(seen(id, value), { verdict: 'withdrawn', reason: value.reason, reducedTo: null }, command)));
  routes.uploadSeveral('/notices/:id/take-in', 'notices.decide', async (req, res) => {
    const { files, fault } = await readFiles(res);
    if (fault !== null) return show(req, res, { act: 'take-in', form: withError(readForm(takeInForm, req.body), 'files', fault) });
    return act('take-in', takeInForm, 'taken', (id, value, command) => deciding.takeIn(seen(id, value), value.text, files, { ...command, bodyHash: hashOfFiles(command.bodyHash, files) }))(req, res);
  });
}
