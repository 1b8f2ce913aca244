import type { ErrorRequestHandler, Request } from 'express';
import { isDatabaseAway, isDiskFull, isWriterFault, StaleWrite } from '../../db/errors.ts';
import { Refusal } from '../domain/refusal.ts';
import { sentenceOf } from '../wording/refusals.ts';
import { page } from './pages.ts';
import { STATUSES } from './statuses.ts';

const asRefusal = (error: unknown): Refusal | null => {
  if (error instanceof Refusal) return error;
  // Somebody was faster; nothing of this change was written.
  if (error instanceof StaleWrite) return new Refusal('changed_meanwhile');
  if (isWriterFault(error)) return new Refusal(error.fault);
  if (isDiskFull(error)) return new Refusal('disk_full');
  const status = (error as { status?: unknown }).status;
  if (status === 413) return new Refusal('too_large');
  if (typeof status === 'number' && status >= 400 && status < 500) return new Refusal('bad_request');
  if (isDatabaseAway(error)) return new Refusal('busy');
  return null;
};

/** The path without one-time tokens: who reads the log must not be able to use them. */
const safePath = (req: Request): string => req.path.replace(/[\w-]{40,}/g, '…');

const backOf = (req: Request): string => {
  const referer = req.get('referer');
  if (referer === undefined || !URL.canParse(referer)) return '/';
  const url = new URL(referer);
  return url.host === req.get('host') ? url.pathname + url.search : '/';
};

/** Turns refusals into calm answers, and everything else into a logged reference and a calm 500. */
export function createErrorHandler(log: (line: object) => void): ErrorRequestHandler {
  return (error: unknown, req, res, next) => {
    if (res.headersSent) return next(error);
    const refusal = asRefusal(error);
    const reference = refusal === null ? crypto.randomUUID().slice(0, 8) : null;
    if (reference !== null) {
      log({ level: 'error', reference, method: req.method, path: safePath(req), error: error instanceof Error ? error.stack : String(error) });
    }
    if (refusal?.code === 'disk_full') log({ level: 'error', event: 'disk_full', path: safePath(req) });
    if (isDatabaseAway(error)) log({ level: 'error', event: 'database_away', path: safePath(req) });
    const sentence = refusal === null ? 'خطایی در سامانه رخ داد. چیزی از کار شما ثبت نشد؛ دوباره تلاش کنید.' : sentenceOf(refusal);
    res.status(refusal === null ? 500 : STATUSES[refusal.code]);
    if (refusal?.code === 'too_many_tries' || refusal?.code === 'busy') res.setHeader('Retry-After', String(refusal.facts['seconds'] ?? 60));
    if (req.accepts(['html', 'json']) === 'json') {
      res.json({ code: refusal?.code ?? 'fault', sentence, reference });
      return;
    }
    const back = backOf(req);
    const lapsed = refusal?.code === 'login_needed';
    page(res, 'errors/refused', { title: 'انجام نشد', heading: null }, {
      sentence,
      hint: lapsed ? 'زمان ورود شما به پایان رسیده است. پس از ورود به همان صفحه بازمی‌گردید و نوشته‌هایتان همان‌جاست.' : null,
      action: lapsed ? { href: `/login?next=${encodeURIComponent(back)}`, label: 'ورود دوباره' } : { href: back, label: 'بازگشت' },
      reference,
    });
  };
}
