import type { Request, Response } from 'express';
import { dayOf } from '../domain/calendar.ts';
import { addDays, toJalali, type Day } from '../domain/jalali.ts';
import { scopeOf } from '../domain/permission.ts';
import { attempt, refusedForm } from '../http/attempt.ts';
import { freshForm, readForm, withError, type FormState } from '../http/forms.ts';
import type { Routes } from '../http/guard.ts';
import { page, pageAgain } from '../http/pages.ts';
import { queryText } from '../http/query.ts';
import { STATUSES } from '../http/statuses.ts';
import { actorOf, commandOf } from '../http/visitor.ts';
import { visitorFiguresView } from './figures-view.ts';
import { paperForm } from './forms.ts';
import { paperView } from './paper-view.ts';
import type { VisitorReading } from './read.ts';
import type { Registering } from './register.ts';

const UNKNOWN_NAMES: Readonly<Record<string, string>> = { topic: 'این موضوع در فهرست نیست؛ آن را از فهرست برگزینید.', target: 'این دستگاه در فهرست نیست؛ آن را از فهرست برگزینید.' };

/** What comes on paper, and what it all comes to. */
export function visitorPaperRoutes(routes: Routes, { reading, registering }: { readonly reading: VisitorReading; readonly registering: Registering }): void {
  routes.get('/visitors/figures', 'presence.see', async (req, res) => {
    const thisYear = toJalali(dayOf(res.locals.now)).year;
    const asked = Number(queryText(req, 'year'));
    const year = Number.isInteger(asked) && asked >= 1390 && asked <= thisYear ? asked : thisYear;
    page(res, 'visitors/figures', { title: 'آمار مراجعه‌کنندگان', heading: null, section: 'visitors', printable: 'landscape' }, visitorFiguresView(await reading.figures(scopeOf(actorOf(res), 'presence.see'), year), thisYear));
  });

  const agencyOf = (req: Request): string => String(req.params['id']);
  const subject = (req: Request) => ({ agencyId: agencyOf(req) });

  const show = async (req: Request, res: Response, form: FormState, status = 200): Promise<void> => {
    const choices = await reading.choices(agencyOf(req), res.locals.now);
    const yesterday: Day = addDays(dayOf(res.locals.now), -1);
    const view = paperView(form, choices, yesterday, { token: res.locals.visitor.csrf, key: crypto.randomUUID() });
    (status === 200 ? page : pageAgain)(res, 'visitors/paper', { title: 'ثبت از روی فرم کاغذی', heading: null, section: 'visitors' }, view, status);
  };

  routes.get('/visitors/:id/paper', 'visitors.register', (req, res) => show(req, res, freshForm()), subject);

  routes.post('/visitors/:id/paper', 'visitors.register', async (req, res) => {
    const { rules } = await reading.choices(agencyOf(req), res.locals.now);
    const form = readForm(paperForm(rules.area_code), req.body);
    if (!form.ok) return show(req, res, form, 422);
    const { day, counted, rows } = form.value;
    const made = await attempt(() => registering.layIn(agencyOf(req), day, rows, counted, commandOf(req, res)));
    if (made.ok) return res.redirect(303, `/visitors?agency=${agencyOf(req)}&done=laid`);
    const { code, field } = made.refusal;
    const unknown = code === 'not_found' && field !== undefined ? UNKNOWN_NAMES[field.replace(/^r\d+_/, '')] : undefined;
    if (field === undefined) throw made.refusal;
    return show(req, res, unknown === undefined ? refusedForm(form, made.refusal) : withError(form, field, unknown), unknown === undefined ? STATUSES[code] : 422);
  }, subject);
}
