import type { Request, Response } from 'express';
import type { z } from 'zod';
import { dayOf } from '../domain/calendar.ts';
import type { Command } from '../domain/command.ts';
import { may, type Actor } from '../domain/permission.ts';
import { attempt, doneNotice, refusedForm } from '../http/attempt.ts';
import { readForm, type FormState } from '../http/forms.ts';
import type { Handler, Routes } from '../http/guard.ts';
import { page, pageAgain } from '../http/pages.ts';
import { actorOf, commandOf } from '../http/visitor.ts';
import { REQUEST_DONE } from '../wording/requests.ts';
import type { ActName, Rights } from './acts-view.ts';
import type { PlainApplicant } from './applicant.ts';
import type { Desk } from './changing.ts';
import type { Detail, RequestDetail } from './detail.ts';
import { requestView } from './detail-view.ts';
import { answerForm, passForm, referForm, reopenForm, returnForm } from './forms.ts';
import type { Handling } from './handle.ts';
import type { Referring } from './refer.ts';
import type { Revealing } from './reveal.ts';
import { pathAt } from './view.ts';

interface Parts {
  readonly detail: Detail;
  readonly handling: Handling;
  readonly referring: Referring;
  readonly revealing: Revealing;
}

interface Shown {
  readonly refused?: { readonly act: ActName; readonly form: FormState };
  readonly revealed?: Pick<PlainApplicant, 'identity' | 'phone'>;
}

const idOf = (req: Request): string => String(req.params['id']);
const done = (desk: Desk, req: Request, what: keyof typeof REQUEST_DONE): string => `${pathAt(desk)}/${idOf(req)}?done=${what}`;

const rightsTo = (actor: Actor, { request: { agencyId } }: RequestDetail, desk: Desk): Rights => {
  if (desk === 'confidential') return { answers: true, refers: false, reveals: true };
  return { answers: may(actor, 'requests.answer', { agencyId }), refers: may(actor, 'requests.refer'), reveals: may(actor, 'requests.reveal', { agencyId }) };
};

/** One request and what is done to it, at its agency, at the centre, and, where it is confidential, at the inspection office. */
export function requestRoutes(routes: Routes, { detail, handling, referring, revealing }: Parts): void {
  const subject = (req: Request) => detail.subject(idOf(req));

  const show = async (req: Request, res: Response, desk: Desk, { refused, revealed }: Shown = {}): Promise<void> => {
    const actor = actorOf(res);
    const today = dayOf(res.locals.now);
    const found = await detail.detail(idOf(req), desk, actor);
    const view = requestView(found, {
      desk, today, rights: rightsTo(actor, found, desk), choices: await detail.choices(found, today),
      refused: refused ?? null, revealed: revealed ?? null, csrf: res.locals.visitor.csrf, newKey: () => crypto.randomUUID(),
    });
    (refused === undefined ? page : pageAgain)(res, 'requests/one', { title: view.title, heading: null, section: 'requests', ...doneNotice(req, REQUEST_DONE) }, view);
  };

  /** Reads the form of an act and does it; what was refused is shown again with what was typed. */
  const act =
    <Schema extends z.ZodType>(desk: Desk, name: ActName, schema: Schema, work: (value: z.output<Schema>, id: string, actor: Actor, command: Command) => Promise<unknown>, next: (req: Request, value: z.output<Schema>) => string): Handler =>
    async (req, res) => {
      const read = readForm(schema, req.body);
      if (!read.ok) return show(req, res, desk, { refused: { act: name, form: read } });
      const made = await attempt(() => work(read.value, idOf(req), actorOf(res), commandOf(req, res)));
      if (made.ok) return res.redirect(303, next(req, read.value));
      // What may not be done, or is not there, has no form to be shown beside.
      if (['forbidden', 'not_found'].includes(made.refusal.code) && made.refusal.field === undefined) throw made.refusal;
      return show(req, res, desk, { refused: { act: name, form: refusedForm(read, made.refusal) } });
    };

  const press = (desk: Desk, work: (id: string, actor: Actor, command: Command) => Promise<unknown>, what: keyof typeof REQUEST_DONE): Handler => async (req, res) => {
    const made = await attempt(() => work(idOf(req), actorOf(res), commandOf(req, res)));
    if (!made.ok) throw made.refusal;
    res.redirect(303, done(desk, req, what));
  };

  const answer = (desk: Desk): Handler =>
    act(desk, 'answer', answerForm, (value, id, actor, command) => handling.answer(id, value, desk, actor, command), (req, { kind }) => done(desk, req, desk === 'confidential' ? `${kind}_kept` : kind));
  const close = (desk: Desk): Handler => press(desk, (id, actor, command) => handling.close(id, desk, actor, command), 'closed');
  const reveal = (desk: Desk): Handler => async (req, res) => show(req, res, desk, { revealed: await revealing.reveal(idOf(req), desk, actorOf(res), commandOf(req, res)) });

  routes.get('/requests/confidential/:id', 'requests.confidential', (req, res) => show(req, res, 'confidential'));
  routes.post('/requests/confidential/:id/answer', 'requests.confidential', answer('confidential'));
  routes.post('/requests/confidential/:id/close', 'requests.confidential', close('confidential'));
  routes.post('/requests/confidential/:id/reveal', 'requests.confidential', reveal('confidential'));

  routes.get('/requests/:id', 'requests.see', (req, res) => show(req, res, 'open'), subject);
  routes.post('/requests/:id/take-up', 'requests.answer', press('open', handling.takeUp, 'taken'), subject);
  routes.post('/requests/:id/answer', 'requests.answer', answer('open'), subject);
  routes.post('/requests/:id/close', 'requests.answer', close('open'), subject);
  routes.post('/requests/:id/reveal', 'requests.reveal', reveal('open'), subject);
  routes.post('/requests/:id/pass', 'requests.answer', act('open', 'pass', passForm, (value, id, actor, command) => referring.pass(id, value, actor, command), (req) => done('open', req, 'passed')), subject);
  routes.post('/requests/:id/refer', 'requests.refer', act('open', 'refer', referForm, (value, id, actor, command) => referring.refer(id, value, actor, command), (req) => done('open', req, 'referred')), subject);
  routes.post('/requests/:id/reopen', 'requests.refer', act('open', 'reopen', reopenForm, (value, id, actor, command) => referring.reopen(id, value, actor, command), (req) => done('open', req, 'reopened')), subject);
  // What has been given back is no longer the agency's to see.
  routes.post('/requests/:id/return', 'requests.answer', act('open', 'return', returnForm, (value, id, actor, command) => handling.giveBack(id, value, actor, command), () => '/requests?done=returned'), (req) => detail.lastSubject(idOf(req)));
}
