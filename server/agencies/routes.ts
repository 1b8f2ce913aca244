import type { Request, Response } from 'express';
import type { HistoryNeed } from '../audit/lookup.ts';
import { dayOf } from '../domain/calendar.ts';
import { may, mayEver, scopeOf, type Subject } from '../domain/permission.ts';
import { attempt, doneNotice, refusedForm } from '../http/attempt.ts';
import { readForm, type FormState } from '../http/forms.ts';
import type { Routes, SubjectOf } from '../http/guard.ts';
import { page, pageAgain } from '../http/pages.ts';
import { actorOf, commandOf } from '../http/visitor.ts';
import { FLAG_CODES, SECTOR_CODES, type Agency, type County } from '../domain/agency.ts';
import { agencyView } from './detail-view.ts';
import { agencyForm, countyForm, newAgencyForm, newCountyForm } from './forms.ts';
import { agencyFormView, blankAgency, countyFormView, typedAgency, typedCounty } from './form-view.ts';
import type { AgencyFilter } from './repository.ts';
import { stateMark, type Agencies } from './service.ts';
import { agencyStream } from './steps.ts';
import { agencyListView, countiesView } from './view.ts';

const DONE = {
  added: 'دستگاه افزوده شد. اکنون دورهٔ مدیر آن را ثبت کنید.',
  saved: 'تغییرات ذخیره شد.',
  term: 'دورهٔ مدیر ثبت شد.',
  ended: 'پایان دوره ثبت شد.',
  absence: 'غیبت ثبت شد.',
  withdrawn: 'غیبت پس گرفته شد.',
  county: 'شهرستان ذخیره شد.',
};

/** The query as one-line texts, for the filters of a list. */
const asked = (req: Request, names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, typeof req.query[name] === 'string' ? req.query[name].slice(0, 80) : '']));

/** The subject of an agency's pages: the agency itself and its county. */
export const agencySubject = (agencies: Agencies): SubjectOf => async (req): Promise<Subject | null> => {
  const agency = await agencies.find(String(req.params['id']));
  return agency === null ? null : { agencyId: agency.id, countyId: agency.countyId };
};

/** The notice and frame that all pages of the roster share. */
export const rosterFrame = (req: Request, title: string) => ({ title, section: 'agencies', ...doneNotice(req, DONE) });
export const csrfOf = (res: Response) => ({ token: res.locals.visitor.csrf, key: crypto.randomUUID() });

/** Agencies and counties; `areaCode` is the province's today, for numbers written without one. */
export function agencyRoutes(routes: Routes, agencies: Agencies, areaCode: () => Promise<string>, history: HistoryNeed): void {
  const subject = agencySubject(agencies);

  const filterOf = (query: Readonly<Record<string, string>>, res: Response): AgencyFilter => {
    const [flag, on] = (query['flag'] ?? '').split('-');
    const name = FLAG_CODES.find((one) => one === flag);
    const state = query['state'];
    return {
      search: query['q'] ?? '',
      sector: SECTOR_CODES.find((one) => one === query['sector']) ?? null,
      countyId: query['county'] === '' ? null : (query['county'] ?? null),
      flag: name === undefined ? null : { name, on: on === 'on' },
      validity: state === 'all' ? null : { day: dayOf(res.locals.now), stands: state !== 'gone' },
      scope: scopeOf(actorOf(res), 'agencies.see'),
    };
  };

  routes.get('/agencies', 'agencies.see', async (req, res) => {
    const query = asked(req, ['q', 'sector', 'county', 'flag', 'state']);
    if (query['state'] === '') query['state'] = 'standing';
    const actor = actorOf(res);
    const today = dayOf(res.locals.now);
    const listed = await agencies.list(filterOf(query, res), today);
    const view = agencyListView(listed, await agencies.counties(), query, {
      today, mayManage: mayEver(actor, 'agencies.manage'), mayRegister: mayEver(actor, 'absences.register'),
    });
    page(res, 'agencies/list', { ...rosterFrame(req, 'دستگاه‌ها'), heading: null }, view);
  });

  const showAgencyForm = async (res: Response, form: FormState, agency: Agency | null, again: boolean): Promise<void> => {
    const view = agencyFormView(form, agency, { counties: await agencies.counties(), agencies: (await agencies.list({}, dayOf(res.locals.now))).map((one) => one.agency), csrf: csrfOf(res) });
    (again ? pageAgain : page)(res, 'agencies/form', { title: agency === null ? 'دستگاه تازه' : `ویرایش ${agency.shortName}`, section: 'agencies' }, view);
  };

  routes.get('/agencies/new', 'agencies.manage', (_req, res) => showAgencyForm(res, blankAgency, null, false));

  routes.post('/agencies/new', 'agencies.manage', async (req, res) => {
    const form = readForm(newAgencyForm(await areaCode()), req.body);
    if (!form.ok) return showAgencyForm(res, form, null, true);
    const done = await attempt(() => agencies.add(form.value, commandOf(req, res)));
    if (!done.ok) return showAgencyForm(res, refusedForm(form, done.refusal), null, true);
    res.redirect(303, `/agencies/${done.value.id}?done=added`);
  });

  routes.get('/agencies/:id', 'agencies.see', async (req, res) => {
    const actor = actorOf(res);
    const today = dayOf(res.locals.now);
    const detail = await agencies.detail(String(req.params['id']), today, scopeOf(actor, 'absences.register'));
    const about = { agencyId: detail.agency.id, countyId: detail.agency.countyId };
    const mayRegister = may(actor, 'absences.register', about);
    const view = agencyView(detail, {
      today, csrf: res.locals.visitor.csrf, newKey: () => crypto.randomUUID(), mayRegister,
      mayManage: may(actor, 'agencies.manage', about), maySeeAbsences: mayRegister || may(actor, 'rota.see'), mayMakeUser: may(actor, 'users.manage'),
    });
    const changes = await history(actor, [agencyStream(detail.agency.id)]);
    page(res, 'agencies/agency', { ...rosterFrame(req, detail.agency.shortName), heading: null }, { ...view, changes });
  }, subject);

  routes.get('/agencies/:id/edit', 'agencies.manage', async (req, res) => {
    const agency = await agencies.agency(String(req.params['id']));
    return showAgencyForm(res, typedAgency(agency, stateMark(agency)), agency, false);
  }, subject);

  routes.post('/agencies/:id/edit', 'agencies.manage', async (req, res) => {
    const agency = await agencies.agency(String(req.params['id']));
    const form = readForm(agencyForm(await areaCode()), req.body);
    if (!form.ok) return showAgencyForm(res, form, agency, true);
    const { seen, ...entry } = form.value;
    const done = await attempt(() => agencies.change(agency.id, entry, seen, commandOf(req, res)));
    if (!done.ok) return showAgencyForm(res, refusedForm(form, done.refusal), agency, true);
    res.redirect(303, `/agencies/${agency.id}?done=saved`);
  }, subject);

  routes.get('/counties', 'agencies.see', async (req, res) => {
    const actor = actorOf(res);
    const today = dayOf(res.locals.now);
    const all = await agencies.list({ scope: scopeOf(actor, 'agencies.see') }, today);
    const view = countiesView(await agencies.counties(), all.map((one) => one.agency), { today, mayManage: mayEver(actor, 'agencies.manage') });
    page(res, 'agencies/counties', { ...rosterFrame(req, 'شهرستان‌ها'), heading: null }, view);
  });

  const showCounty = (res: Response, form: FormState, county: County | null, again: boolean): void =>
    (again ? pageAgain : page)(res, 'agencies/form', { title: county === null ? 'شهرستان تازه' : `شهرستان ${county.name}`, section: 'agencies' }, countyFormView(form, county, csrfOf(res)));
  const blankCounty: FormState = { typed: {}, errors: {} };

  routes.get('/counties/new', 'agencies.manage', (_req, res) => showCounty(res, blankCounty, null, false));

  routes.post('/counties/new', 'agencies.manage', async (req, res) => {
    const form = readForm(newCountyForm, req.body);
    if (!form.ok) return showCounty(res, form, null, true);
    const done = await attempt(() => agencies.addCounty(form.value, commandOf(req, res)));
    if (!done.ok) return showCounty(res, refusedForm(form, done.refusal), null, true);
    res.redirect(303, '/counties?done=county');
  });

  routes.get('/counties/:id', 'agencies.manage', async (req, res) => {
    const county = await agencies.county(String(req.params['id']));
    return showCounty(res, typedCounty(county, stateMark(county)), county, false);
  });

  routes.post('/counties/:id', 'agencies.manage', async (req, res) => {
    const county = await agencies.county(String(req.params['id']));
    const form = readForm(countyForm, req.body);
    if (!form.ok) return showCounty(res, form, county, true);
    const { seen, ...entry } = form.value;
    const done = await attempt(() => agencies.changeCounty(county.id, entry, seen, commandOf(req, res)));
    if (!done.ok) return showCounty(res, refusedForm(form, done.refusal), county, true);
    res.redirect(303, '/counties?done=county');
  });
}
