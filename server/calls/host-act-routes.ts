import type { Request, Response } from 'express';
import type { z } from 'zod';
import type { Command } from '../domain/command.ts';
import { toPersianDigits } from '../domain/persian.ts';
import { Refusal } from '../domain/refusal.ts';
import type { LifeStep } from '../domain/session-life.ts';
import { groupedCode } from '../domain/tracking-code.ts';
import { attempt } from '../http/attempt.ts';
import { readForm, withError, type FormState } from '../http/forms.ts';
import { wantsJson, type Routes, type SubjectOf } from '../http/guard.ts';
import { commandOf } from '../http/visitor.ts';
import { CODE_UNKNOWN, unansweredWords } from '../wording/host.ts';
import { sentenceOf } from '../wording/refusals.ts';
import type { Conclusion } from './conclude.ts';
import { backForm, callForm, holdForm, noteForm, pauseForm, readEnding, transferForm, type Ending } from './host-forms.ts';
import { PANELS, type PanelName } from './host-panels-view.ts';
import type { Host } from './host.ts';
import type { NoteSide } from './notes.ts';
import type { CallServices } from './services.ts';

/** What is done at a host's desk. */
export interface HostActs extends Pick<CallServices, 'taking' | 'concluding' | 'holding' | 'continuing' | 'notes'> {
  readonly step: (sessionId: string, step: LifeStep, command: Command, reason?: string | null) => Promise<{ readonly id: string }>;
}

interface Page {
  readonly subjectOf: SubjectOf;
  readonly showRefused: (req: Request, res: Response, refused: { readonly panel: PanelName; readonly form: FormState } | null) => Promise<void>;
  readonly sideOf: (req: Request, res: Response) => Promise<NoteSide>;
}

/** Everything that is pressed at a host's desk: answered to the page's script in JSON, and to a plain form with the page. */
export function hostActRoutes(routes: Routes, host: Pick<Host, 'named'>, acts: HostActs, { subjectOf, showRefused, sideOf }: Page): void {
  const { taking, concluding, holding, continuing, notes } = acts;
  const idOf = (req: Request): string => String(req.params['session']);
  const panelOf = (req: Request): PanelName | undefined => {
    const { outcome } = (req.body ?? {}) as { readonly outcome?: unknown };
    return PANELS.find((name) => name === outcome || req.path.endsWith(`/${name}`));
  };

  /** Says which fields are wrong: beside them on the page, or to its script. */
  const wrong = async (req: Request, res: Response, form: FormState): Promise<void> => {
    const panel = panelOf(req);
    if (wantsJson(req)) return void res.status(422).json({ errors: form.errors });
    if (panel === undefined) throw new Refusal('bad_request');
    await showRefused(req, res, { panel, form });
  };

  /** Does it, and answers; a refusal that belongs to a field comes back beside it, any other is thrown on. */
  const act = async <T extends object>(req: Request, res: Response, form: FormState, work: (command: Command) => Promise<T>, told: (value: T) => object = () => ({})): Promise<void> => {
    const made = await attempt(() => work(commandOf(req, res)));
    if (made.ok) return wantsJson(req) ? void res.json({ ok: true, ...told(made.value) }) : res.redirect(303, `/host/${idOf(req)}`);
    const { field } = made.refusal;
    if (field === undefined || field === 'call') throw made.refusal;
    await wrong(req, res, withError(form, field, field === 'code' ? CODE_UNKNOWN : sentenceOf(made.refusal)));
  };

  const post = <Schema extends z.ZodType>(path: string, schema: Schema, run: (req: Request, res: Response, value: z.output<Schema>, form: FormState) => Promise<void>): void =>
    routes.post(`/host/:session/${path}`, 'calls.host', async (req, res) => {
      const read = readForm(schema, req.body);
      await (read.ok ? run(req, res, read.value, read) : wrong(req, res, read));
    }, subjectOf);

  const bare = { typed: {}, errors: {} };
  const step = (path: string, name: LifeStep): void =>
    routes.post(`/host/:session/${path}`, 'calls.host', (req, res) => act(req, res, bare, (command) => acts.step(idOf(req), name, command)), subjectOf);
  step('open', 'open');
  step('resume', 'resume');
  post('pause', pauseForm, (req, res, { reason }, form) => act(req, res, form, (command) => acts.step(idOf(req), 'pause', command, reason)));

  step('leave', 'leave');

  routes.post('/host/:session/next', 'calls.host', (req, res) => act(req, res, bare, (command) => taking.next(idOf(req), command), ({ callId }) => ({ callId })), subjectOf);
  post('take', callForm, (req, res, { call }, form) => act(req, res, form, (command) => taking.take(idOf(req), call, command), ({ callId }) => ({ callId })));
  post('connected', callForm, (req, res, { call }, form) => act(req, res, form, (command) => taking.connected(idOf(req), call, command)));
  post('no-answer', callForm, (req, res, { call }, form) =>
    act(req, res, form, (command) => taking.unanswered(idOf(req), call, command), ({ after, ended }) => ({ after, sentence: unansweredWords(after, ended) })));

  const endingOf = async (sessionId: string, ending: Ending): Promise<Conclusion> => {
    if (!('code' in ending)) return ending;
    return { outcome: ending.outcome, requestId: await host.named(sessionId, ending) };
  };
  const conclude = (req: Request, res: Response, call: string, ending: Ending, form: FormState): Promise<void> =>
    act(req, res, form, async (command) => concluding.conclude(idOf(req), call, await endingOf(idOf(req), ending), command), ({ outcome, trackingCode }) => ({
      outcome, trackingCode, trackingSpoken: trackingCode === null ? null : toPersianDigits(groupedCode(trackingCode)),
    }));
  routes.post('/host/:session/conclude', 'calls.host', async (req, res) => {
    const read = readEnding(req.body);
    await (read.ok ? conclude(req, res, read.value.call, read.value.ending, read) : wrong(req, res, read));
  }, subjectOf);
  post('call-back', callForm, (req, res, { call }, form) => conclude(req, res, call, { outcome: 'call_back' }, form));
  post('dropped', callForm, (req, res, { call }, form) => conclude(req, res, call, { outcome: 'dropped' }, form));

  post('hold', holdForm, (req, res, { call, ...held }, form) => act(req, res, form, (command) => holding.hold(idOf(req), call, held, command)));
  post('back', backForm, (req, res, { call, after }, form) => act(req, res, form, (command) => holding.back(idOf(req), call, after, command)));
  post('transfer', transferForm, (req, res, { call, to }, form) => act(req, res, form, (command) => continuing.goOn(idOf(req), call, to, command), ({ callId }) => ({ callId })));
  post('finish', callForm, (req, res, { call }, form) => act(req, res, form, (command) => holding.finish(idOf(req), call, command)));
  post('stay', callForm, (req, res, { call }, form) => act(req, res, form, (command) => holding.stay(idOf(req), call, command)));

  post('note', noteForm, async (req, res, { call, text }, form) => {
    const side = await sideOf(req, res);
    await act(req, res, form, (command) => notes.save(idOf(req), call, side, text, command), ({ savedAt }) => ({ savedAt }));
  });
}
