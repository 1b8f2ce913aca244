import type { Request, Response } from 'express';
import { dayOf } from '../domain/calendar.ts';
import { mayEver, may, scopeOf } from '../domain/permission.ts';
import { Refusal } from '../domain/refusal.ts';
import { attempt, doneNotice, refusedForm } from '../http/attempt.ts';
import { freshForm, readForm, type FormState } from '../http/forms.ts';
import { wantsJson, type Routes } from '../http/guard.ts';
import { page } from '../http/pages.ts';
import { qrOf } from '../http/qr.ts';
import { queryText } from '../http/query.ts';
import type { Render } from '../http/render.ts';
import { STATUSES } from '../http/statuses.ts';
import { actorOf, commandOf } from '../http/visitor.ts';
import { VISITOR_DONE } from '../wording/visitors.ts';
import type { Answering } from './answer.ts';
import { visitorStream } from './entry.ts';
import { answerForm, visitorForm } from './forms.ts';
import type { VisitorReading } from './read.ts';
import type { Registered, Registering } from './register.ts';
import { slipView, visitorsView, type SlipView } from './view.ts';

interface Parts {
  readonly reading: VisitorReading;
  readonly registering: Registering;
  readonly answering: Answering;
  readonly render: Render;
  /** The address that visitors reach the program by, for their slips. */
  readonly origin: () => string;
}

const BLANK = { outcome: 'by_manager', kind: 'service_request', identityKind: 'national_code' } as const;

/** The desk that counts and writes down who comes in person. */
export function visitorRoutes(routes: Routes, { reading, registering, answering, render, origin }: Parts): void {
  const agencyOf = (req: Request): string => String(req.params['id']);
  const subject = (req: Request) => ({ agencyId: agencyOf(req) });
  const areaCode = async (req: Request, res: Response): Promise<string> => (await reading.choices(agencyOf(req), res.locals.now)).rules.area_code;

  const show = async (req: Request, res: Response, agencyId: string, { form = freshForm(BLANK), answer = null, slip = null }: { readonly form?: FormState; readonly answer?: FormState | null; readonly slip?: SlipView | null } = {}, status = 200): Promise<void> => {
    const actor = actorOf(res);
    const { now } = res.locals;
    const choices = await reading.choices(agencyId, now);
    const desks = await reading.agencies(scopeOf(actor, 'visitors.register'), now);
    const view = visitorsView(await reading.day(agencyId, dayOf(now)), choices, {
      form, slip, desks, csrf: res.locals.visitor.csrf, newKey: () => crypto.randomUUID(), stream: visitorStream(agencyId),
      answerForm: may(actor, 'complaints.register') ? (answer ?? freshForm()) : null, figures: mayEver(actor, 'presence.see'),
    });
    res.status(status);
    page(res, 'visitors/desk', { title: 'مراجعه‌کنندگان', section: 'visitors', heading: null, scripts: ['visitors'], live: true, ...doneNotice(req, VISITOR_DONE) }, view);
  };

  routes.get('/visitors', 'visitors.register', async (req, res) => {
    const scope = scopeOf(actorOf(res), 'visitors.register');
    const asked = queryText(req, 'agency');
    if (asked !== '' && !scope.everywhere && !scope.agencyIds.includes(asked)) throw new Refusal('forbidden');
    const desks = await reading.agencies(scope, res.locals.now);
    // The public desk stands at the governorate itself.
    const own = desks.find(({ id }) => id === asked) ?? desks.find(({ sector }) => sector === 'governorate') ?? desks[0];
    if (asked !== '' && own?.id !== asked) throw new Refusal('not_found');
    if (own === undefined) return page(res, 'visitors/none', { title: 'مراجعه‌کنندگان', section: 'visitors' }, { text: 'هنوز دستگاهی نیست که مراجعه‌کنندگانش ثبت شوند.' });
    return show(req, res, own.id);
  });

  const slipOf = async (req: Request, res: Response, registered: Registered): Promise<SlipView> => {
    const { agency } = await reading.choices(agencyOf(req), res.locals.now);
    const address = `${origin()}/visit`;
    return slipView(registered, { agency: agency.name, day: dayOf(res.locals.now), address, qr: qrOf(address, 'نشانی صفحهٔ پاسخ') });
  };

  // By telephone: the visitor reads his code to the operator. It stands before `visitors/:id`.
  routes.post('/visitors/answers', 'complaints.register', async (req, res) => {
    const form = readForm(answerForm, req.body);
    const made = form.ok ? await attempt(() => answering.byTelephone(form.value.code, form.value.met, commandOf(req, res))) : null;
    if (made?.ok === true) return res.redirect(303, '/visitors?done=answered');
    const refused = made === null || made.ok ? form : refusedForm(form, made.refusal);
    const desks = await reading.agencies(scopeOf(actorOf(res), 'visitors.register'), res.locals.now);
    const own = desks.find(({ sector }) => sector === 'governorate') ?? desks[0];
    if (own === undefined) throw new Refusal('not_found');
    return show(req, res, own.id, { answer: refused }, 422);
  });

  routes.post('/visitors/:id', 'visitors.register', async (req, res) => {
    const form = readForm(visitorForm(await areaCode(req, res)), req.body);
    const again = (state: FormState, status: number): void | Promise<void> => (wantsJson(req) ? void res.status(status).json({ errors: state.errors }) : show(req, res, agencyOf(req), { form: state }, status));
    if (!form.ok) return again(form, 422);
    const made = await attempt(() => registering.register(agencyOf(req), form.value.entry, form.value.matter, commandOf(req, res)));
    if (!made.ok) {
      if (made.refusal.code === 'not_found' && made.refusal.field === undefined) throw made.refusal;
      return again(refusedForm(form, made.refusal), STATUSES[made.refusal.code]);
    }
    // Answered with the slip itself: its code must not stand in an address, and is kept nowhere.
    const slip = await slipOf(req, res, made.value);
    if (wantsJson(req)) return void res.json({ ok: true, slip: render('visitors/_slip', slip) });
    return show(req, res, agencyOf(req), { slip });
  }, subject);

  routes.post('/visitors/:id/count', 'visitors.register', async (req, res) => {
    await registering.count(agencyOf(req), commandOf(req, res));
    if (wantsJson(req)) return void res.json({ ok: true, sentence: VISITOR_DONE.counted });
    res.redirect(303, `/visitors?agency=${agencyOf(req)}&done=counted`);
  }, subject);
}
