import type { Request, Response } from 'express';
import type { HistoryNeed } from '../audit/lookup.ts';
import { dayOf } from '../domain/calendar.ts';
import { FIRST_YEAR, LAST_YEAR, lastOfMonth, toJalali, type Day } from '../domain/jalali.ts';
import { formatNumber, toAsciiDigits } from '../domain/persian.ts';
import type { WeightFormula } from '../domain/rota/entitlement.ts';
import { attempt } from '../http/attempt.ts';
import { freshForm, type FormState } from '../http/forms.ts';
import type { Routes } from '../http/guard.ts';
import { page } from '../http/pages.ts';
import { queryText } from '../http/query.ts';
import { actorOf, commandOf } from '../http/visitor.ts';
import { cellName, conflictsOf, MEASURES, type Measure } from './demand.ts';
import { readGrid, type GridAgency } from './forms.ts';
import type { DemandService } from './service.ts';
import { demandPath, demandView } from './view.ts';

/** What the demand's page asks of other slices. */
export interface DemandNeeds {
  /** The agencies of a day, in their order. */
  agenciesOn(day: Day): Promise<readonly GridAgency[]>;
  /** The formula and the sessions a week in force on a day. */
  formulaOn(day: Day): Promise<{ readonly formula: WeightFormula; readonly perWeek: number }>;
  readonly history: HistoryNeed;
}

const askedOf = (req: Request, today: Day): { year: number; measure: Measure } => {
  const year = Number(toAsciiDigits(queryText(req, 'year')));
  const within = Number.isInteger(year) && year > FIRST_YEAR && year < LAST_YEAR;
  return { year: within ? year : toJalali(today).year, measure: MEASURES.find((one) => one === queryText(req, 'measure')) ?? 'clients' };
};

/** The page of clients, calls and open requests. */
export function demandRoutes(routes: Routes, demand: DemandService, needs: DemandNeeds): void {
  // A year that is over is read with the agencies and the formula of its last day.
  const dayFor = (year: number, today: Day): Day => {
    const last = lastOfMonth({ year, month: 12 });
    return last < today ? last : today;
  };

  const show = async (req: Request, res: Response, form: FormState): Promise<void> => {
    const today = dayOf(res.locals.now);
    const asked = askedOf(req, today);
    const day = dayFor(asked.year, today);
    const facts = { rows: await demand.year(asked.year), counted: await demand.counted(asked.year), agencies: await needs.agenciesOn(day), ...(await needs.formulaOn(day)) };
    const view = demandView(asked, facts, form, { csrf: res.locals.visitor.csrf, key: crypto.randomUUID() });
    const saved = /^\d{1,4}$/.test(queryText(req, 'saved')) ? Number(queryText(req, 'saved')) : null;
    const text = saved === 0 ? 'چیزی تغییر نکرده بود.' : `${formatNumber(saved ?? 0)} خانه ذخیره شد.`;
    const notice = saved === null ? {} : { notice: { tone: 'ok' as const, text } };
    const changes = await needs.history(actorOf(res), [`demand:${asked.year}`]);
    page(res, 'demand/year', { title: 'مراجعه و تماس', heading: null, section: 'demand', scripts: ['demand'], ...notice }, { ...view, changes });
  };

  routes.get('/demand', 'demand.manage', (req, res) => show(req, res, freshForm()));

  routes.post('/demand', 'demand.manage', async (req, res) => {
    const today = dayOf(res.locals.now);
    const { year, measure } = askedOf(req, today);
    const grid = readGrid((req.body ?? {}) as Record<string, unknown>, await needs.agenciesOn(dayFor(year, today)));
    const again = (form: FormState): Promise<void> => {
      res.status(422);
      return show(req, res, form);
    };
    if (Object.keys(grid.errors).length > 0) return again(grid);
    const done = await attempt(() => demand.saveYear(commandOf(req, res), year, measure, grid.cells));
    if (done.ok) return res.redirect(303, `${demandPath(year, measure)}&saved=${done.value.saved}`);
    if (done.refusal.code !== 'changed_meanwhile') throw done.refusal;
    // The page that comes back shows what stands now, so that the same form sent again is a decision and no accident.
    const conflicts = conflictsOf(grid.cells, await demand.year(year), measure);
    const sentence = 'در این میان کس دیگری این خانه را تغییر داد. اگر عدد شما درست است، دوباره ذخیره کنید.';
    return again({ typed: grid.typed, errors: Object.fromEntries(conflicts.map((cell) => [cellName(cell), sentence])) });
  });
}
