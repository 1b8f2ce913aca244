import { setImmediate } from 'node:timers/promises';
import type { Request, Response } from 'express';
import { attempt, refusedForm } from '../http/attempt.ts';
import { sendFile } from '../http/download.ts';
import { freshForm, readForm, type FormState } from '../http/forms.ts';
import type { Routes } from '../http/guard.ts';
import { page, pageAgain } from '../http/pages.ts';
import type { QrPart } from '../http/parts.ts';
import { qrOf } from '../http/qr.ts';
import { csvOf } from '../http/spreadsheet.ts';
import { STATUSES } from '../http/statuses.ts';
import { commandOf } from '../http/visitor.ts';
import { officesForm } from './offices-forms.ts';
import { blankOffices, linkOf, officeCsvRows, officeSheetView, officesView } from './offices-view.ts';
import type { OfficePlan, Offices, OfficeSlip } from './offices.ts';

interface Parts {
  readonly offices: Offices;
  readonly origin: () => string;
  readonly governorate: (res: Response) => Promise<string>;
}

/** So many codes are drawn before others get their turn. */
const QRS_AT_ONCE = 10;

/** Accounts of offices in bulk: chosen, shown, made, and handed out on paper. */
export function officeAccountRoutes(routes: Routes, { offices, origin, governorate }: Parts): void {
  const csrfOf = (res: Response) => ({ token: res.locals.visitor.csrf, key: crypto.randomUUID() });
  const FRAME = { title: 'حساب دفترها', section: 'users' };

  const show = async (res: Response, form: FormState, plan: OfficePlan | null, status = 200): Promise<void> =>
    (status === 200 ? page : pageAgain)(res, 'people/offices', FRAME, officesView(form, await offices.counties(), plan, () => csrfOf(res)), status);

  routes.get('/users/offices', 'users.manage', (_req, res) => show(res, freshForm(blankOffices), null));

  routes.post('/users/offices', 'users.manage', async (req, res) => {
    const form = readForm(officesForm, req.body);
    if (!form.ok) return show(res, form, null, 422);
    return show(res, form, await offices.plan(form.value.selection, res.locals.now));
  });

  const drawn = async (slips: readonly OfficeSlip[]): Promise<QrPart[]> => {
    const qrs: QrPart[] = [];
    for (const [index, slip] of slips.entries()) {
      if (index % QRS_AT_ONCE === 0) await setImmediate();
      qrs.push(qrOf(linkOf(origin(), slip), 'پیوند یک‌بارمصرف'));
    }
    return qrs;
  };

  // Answered with the sheet itself: a redirect would have to keep the links where others may read them.
  const make = async (req: Request, res: Response, answer: (slips: readonly OfficeSlip[], expiresAt: Parameters<typeof officeCsvRows>[2], form: FormState, perPage: string) => Promise<void> | void): Promise<void> => {
    const form = readForm(officesForm, req.body);
    if (!form.ok) return show(res, form, null, 422);
    const { selection, perPage, seen } = form.value;
    const made = await attempt(() => offices.make(selection, seen, commandOf(req, res)));
    if (!made.ok) return show(res, refusedForm(form, made.refusal), await offices.plan(selection, res.locals.now), STATUSES[made.refusal.code]);
    return answer(made.value.slips, made.value.expiresAt, form, perPage);
  };

  routes.post('/users/offices/sheet', 'users.manage', (req, res) =>
    make(req, res, async (slips, expiresAt, form, perPage) => {
      // The same key again: the file holds the links of this very sheet.
      const { key } = commandOf(req, res);
      const view = officeSheetView(slips, { governorate: await governorate(res), origin: origin(), expiresAt, perPage, form, csrf: { token: res.locals.visitor.csrf, key }, qrs: await drawn(slips) });
      page(res, 'people/offices-sheet', { title: 'برگه‌های دفترها', section: 'users', heading: null, printable: 'portrait' }, view);
    }));

  routes.post('/users/offices/file', 'users.manage', (req, res) =>
    make(req, res, (slips, expiresAt) => sendFile(res, { ascii: 'didar-offices.csv', name: 'حساب دفترها.csv', body: csvOf(officeCsvRows(slips, origin(), expiresAt)) })));
}
