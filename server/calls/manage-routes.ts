import type { Request, Response } from 'express';
import { may, type Subject } from '../domain/permission.ts';
import { Refusal } from '../domain/refusal.ts';
import { attempt, doneNotice, refusedForm } from '../http/attempt.ts';
import { readForm, type FormState } from '../http/forms.ts';
import type { Routes } from '../http/guard.ts';
import { page, pageAgain } from '../http/pages.ts';
import { actorOf, commandOf } from '../http/visitor.ts';
import type { Life } from '../sessions/life.ts';
import type { Seats } from '../sessions/seats.ts';
import type { SessionLife } from '../domain/session-life.ts';
import type { Substitutes } from '../sessions/substitutes.ts';
import type { Centre } from './centre.ts';
import type { Concluding } from './conclude.ts';
import type { Holding } from './hold.ts';
import { messageForm, seatForm, stepForm, substituteForm, takeoverForm } from './manage-forms.ts';
import { manageView } from './manage-view.ts';
import { seatCodeView } from './seat-code-view.ts';
import { todayStream } from './today-live.ts';

interface Parts {
  readonly centre: Centre;
  readonly life: Life;
  readonly seats: Seats;
  readonly concluding: Concluding;
  readonly holding: Holding;
  readonly substitutesOf: (life: SessionLife) => Promise<Substitutes>;
  /** The address that people reach the program by. */
  readonly origin: () => string;
}

type Part = 'step' | 'seat' | 'substitute' | 'message' | 'call';

const DONE = {
  step: 'انجام شد.',
  seat_ended: 'آن جا پایان یافت و صفحه‌اش بسته شد.',
  substitute: 'جانشین ثبت شد؛ نامش در همهٔ صفحه‌ها دیده می‌شود.',
  message: 'پیام بالای صفحهٔ مدیر دیده می‌شود.',
  message_back: 'پیام پس گرفته شد.',
  call: 'مرکز به آن تماس پایان داد؛ میز مدیر آزاد است.',
};

const idOf = (req: Request): string => String(req.params['id']);

/** What a route about one session is done to; null where there is none. */
export const sessionSubject = (centre: Centre) => async (req: Request): Promise<Subject | null> => {
  const agencyId = await centre.agencyOf(idOf(req));
  return agencyId === null ? null : { agencyId, sessionId: idOf(req) };
};

/** One session's own page, where the centre runs it. */
export function manageRoutes(routes: Routes, { centre, life, seats, concluding, holding, substitutesOf, origin }: Parts): void {
  const subject = sessionSubject(centre);
  const csrf = (res: Response) => () => ({ token: res.locals.visitor.csrf, key: crypto.randomUUID() });

  const show = async (req: Request, res: Response, refused: { part: Part; form: FormState } | null): Promise<void> => {
    const { today, facts } = await centre.dayOfSession(idOf(req), res.locals.now);
    const desk = { seats: await seats.ofSession(facts.life.id), substitutes: await substitutesOf(facts.life) };
    const session = { agencyId: facts.life.agencyId, sessionId: facts.life.id };
    const [maySupervise, mayHost] = [may(actorOf(res), 'calls.supervise', session), may(actorOf(res), 'calls.host', session)];
    const view = manageView(facts, { stream: todayStream(facts.life.day), seq: today.seq, names: today.names, desk, maySupervise, mayHost, csrf: csrf(res), refused });
    const frame = { title: `جلسهٔ ${facts.agency.shortName}`, section: 'today', heading: null, live: true, scripts: ['today'], ...doneNotice(req, DONE) };
    (refused === null ? page : pageAgain)(res, 'calls/manage', frame, view);
  };

  const done = (req: Request, res: Response, what: keyof typeof DONE): void => res.redirect(303, `/today/${idOf(req)}?done=${what}`);
  const refuse = (req: Request, res: Response, part: Part, form: FormState, refusal: Refusal): Promise<void> => show(req, res, { part, form: refusedForm(form, refusal) });

  routes.get('/today/:id', 'sessions.run', (req, res) => show(req, res, null), subject);

  routes.post('/today/:id/step', 'sessions.run', async (req, res) => {
    const form = readForm(stepForm, req.body);
    if (!form.ok) return show(req, res, { part: 'step', form });
    const made = await attempt(() => life.step(idOf(req), form.value.step, commandOf(req, res), form.value.reason));
    return made.ok ? done(req, res, 'step') : refuse(req, res, 'step', form, made.refusal);
  }, subject);

  // Answered with the page itself: a redirect would have to carry the code where others may read it.
  routes.post('/today/:id/seats', 'sessions.run', async (req, res) => {
    const form = readForm(seatForm, req.body);
    if (!form.ok) return show(req, res, { part: 'seat', form });
    const { side, desk } = form.value;
    const made = await attempt(() => seats.issue(idOf(req), side, desk, commandOf(req, res)));
    if (!made.ok) return refuse(req, res, 'seat', form, made.refusal);
    const { facts } = await centre.dayOfSession(idOf(req), res.locals.now);
    page(res, 'calls/seat-code', { title: 'کد نشستن', section: 'today', heading: null }, seatCodeView(facts, { ...made.value, side, desk, address: `${origin()}/seat` }));
  }, subject);

  routes.post('/today/:id/seats/:seat/end', 'sessions.run', async (req, res) => {
    const seatId = String(req.params['seat']);
    if (!(await centre.hasSeat(idOf(req), seatId))) throw new Refusal('not_found');
    await seats.end(seatId, 'ended_by_centre', commandOf(req, res));
    done(req, res, 'seat_ended');
  }, subject);

  routes.post('/today/:id/substitute', 'sessions.run', async (req, res) => {
    const form = readForm(substituteForm, req.body);
    if (!form.ok) return show(req, res, { part: 'substitute', form });
    const made = await attempt(() => life.substitute(idOf(req), form.value, commandOf(req, res)));
    return made.ok ? done(req, res, 'substitute') : refuse(req, res, 'substitute', form, made.refusal);
  }, subject);

  routes.post('/today/:id/message', 'sessions.run', async (req, res) => {
    const form = readForm(messageForm, req.body);
    if (!form.ok) return show(req, res, { part: 'message', form });
    const text = form.value.back ? null : form.value.text;
    const made = await attempt(() => life.tell(idOf(req), text, commandOf(req, res)));
    return made.ok ? done(req, res, text === null ? 'message_back' : 'message') : refuse(req, res, 'message', form, made.refusal);
  }, subject);

  routes.post('/today/:id/call', 'calls.supervise', async (req, res) => {
    const form = readForm(takeoverForm, req.body);
    if (!form.ok) return show(req, res, { part: 'call', form });
    const { callId, way, why } = form.value;
    const command = commandOf(req, res);
    const made = await attempt<unknown>(() =>
      way === 'back' ? holding.back(idOf(req), callId, 0, command, why) : concluding.conclude(idOf(req), callId, { outcome: way, takenOver: why }, command));
    return made.ok ? done(req, res, 'call') : refuse(req, res, 'call', form, made.refusal);
  }, subject);
}
