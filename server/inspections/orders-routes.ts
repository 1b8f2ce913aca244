import type { Request, Response } from 'express';
import { dayOf } from '../domain/calendar.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Tries } from '../domain/tries.ts';
import { attempt, doneNotice, refusedForm } from '../http/attempt.ts';
import { freshForm, readForm, withError, type FormState } from '../http/forms.ts';
import type { Routes } from '../http/guard.ts';
import { placeOf } from '../http/limits.ts';
import { page, pageAgain } from '../http/pages.ts';
import { qrOf } from '../http/qr.ts';
import { STATUSES } from '../http/statuses.ts';
import { uploadOf } from '../http/uploads.ts';
import { commandOf } from '../http/visitor.ts';
import { INSPECTION_DONE } from '../wording/inspections.ts';
import { sentenceOf } from '../wording/refusals.ts';
import { orderForm } from './forms.ts';
import type { Orders } from './orders.ts';
import { orderCheckView, orderPrintView, ordersView } from './orders-view.ts';
import { sendPhoto } from './routes.ts';

interface Parts {
  readonly orders: Orders;
  readonly tries: Tries;
  readonly addressOf: (req: Request) => string;
}

const FRAME = { title: 'حکم‌های بازرسی', section: 'inspections' };
const TOO_LARGE = 'عکس بزرگ‌تر از ۵ مگابایت است. عکس کوچک‌تری بفرستید.';

/** Inspectors' orders: issued, revoked and printed by the head, and checked by whoever is shown one. */
export function orderRoutes(routes: Routes, { orders, tries, addressOf }: Parts): void {
  const csrf = (res: Response) => () => ({ token: res.locals.visitor.csrf, key: crypto.randomUUID() });
  const show = async (req: Request, res: Response, form: FormState | null, status = 422): Promise<void> => {
    const today = dayOf(res.locals.now);
    const view = ordersView(await orders.list(today), { bearers: await orders.bearers(), form: form ?? freshForm(), today, csrf: csrf(res) });
    if (form === null) page(res, 'inspections/orders', { ...FRAME, ...doneNotice(req, INSPECTION_DONE) }, view);
    else pageAgain(res, 'inspections/orders', FRAME, view, status);
  };

  // Both stand before `/inspections/:id`.
  routes.get('/inspections/orders', 'draws.manage', (req, res) => show(req, res, null));

  routes.upload('/inspections/orders', 'draws.manage', async (req, res) => {
    const read = readForm(orderForm, req.body);
    const { file, tooLarge } = uploadOf(res);
    const photo = file === null || file.bytes.length === 0 ? null : file.bytes;
    if (tooLarge) return show(req, res, withError(read, 'file', TOO_LARGE));
    if (!read.ok) return show(req, res, read);
    const issued = await attempt(() => orders.issue(read.value, photo, commandOf(req, res)));
    if (issued.ok) return res.redirect(303, '/inspections/orders?done=issued');
    const { refusal } = issued;
    const form = refusal.code === 'photo_not_image' ? withError(read, 'file', sentenceOf(refusal)) : refusedForm(read, refusal);
    return show(req, res, form, STATUSES[refusal.code]);
  });

  routes.get('/inspections/orders/:id', 'draws.manage', async (req, res) => {
    const one = await orders.one(String(req.params['id']));
    const { governorate, office } = res.locals.titles;
    page(res, 'inspections/order', { title: `حکم بازرسی ${one.name}`, section: 'inspections', heading: null, printable: 'portrait' }, orderPrintView(one, { today: dayOf(res.locals.now), governorate, office, qr: qrOf(one.link, `نشانی بررسی حکم ${one.name}`) }));
  });

  routes.get('/inspections/orders/:id/photo', 'draws.manage', async (req, res) => {
    const photo = await orders.photoOf(String(req.params['id']));
    if (photo === null) throw new Refusal('not_found');
    sendPhoto(res, photo, 'didar-inspector');
  });

  routes.post('/inspections/orders/:id/revoke', 'draws.manage', async (req, res) => {
    const done = await attempt(() => orders.revoke(String(req.params['id']), commandOf(req, res)));
    if (!done.ok) return show(req, res, refusedForm(freshForm(), done.refusal), STATUSES[done.refusal.code]);
    res.redirect(303, '/inspections/orders?done=revoked');
  });

  routes.get('/order/:code', 'public.see', async (req, res) => {
    const place = placeOf(addressOf(req));
    await tries.begin(place);
    const found = await orders.check(String(req.params['code']), res.locals.now);
    // Whoever holds a true code is no guesser; he takes back his own try and nobody else's.
    await (found === null ? tries.failed(place) : tries.dropped(place));
    const { governorate, office } = res.locals.titles;
    const view = orderCheckView(found, { governorate, office });
    const frame = { title: 'بررسی حکم بازرسی', heading: null };
    if (found === null) pageAgain(res, 'inspections/order-check', frame, view, 404);
    else page(res, 'inspections/order-check', frame, view);
  });
}
