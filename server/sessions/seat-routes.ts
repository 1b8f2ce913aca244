import type { Request, Response } from 'express';
import { Refusal } from '../domain/refusal.ts';
import type { Tries } from '../domain/tries.ts';
import { refusedForm } from '../http/attempt.ts';
import type { Cookies } from '../http/cookies.ts';
import { freshForm, readForm, type FormState } from '../http/forms.ts';
import type { Routes } from '../http/guard.ts';
import { placeOf } from '../http/limits.ts';
import { page, pageAgain } from '../http/pages.ts';
import { STATUSES } from '../http/statuses.ts';
import { commandOf } from '../http/visitor.ts';
import { seatCodeForm } from './seat-forms.ts';
import { seatView } from './seat-view.ts';
import type { Seats } from './seats.ts';

interface Parts {
  readonly seats: Seats;
  /** Five codes in a quarter of an hour from one address, and then one after each wait. */
  readonly tries: Tries;
  readonly cookies: Cookies;
  readonly addressOf: (req: Request) => string;
}

const FRAME = { title: 'میز مدیر پاسخگو', heading: null };

/** The door by which a host sits down with a code: he comes twice a year and has no password. */
export function seatRoutes(routes: Routes, { seats, tries, cookies, addressOf }: Parts): void {
  const show = (res: Response, form: FormState, status: number): void => {
    const { actor, seat, csrf } = res.locals.visitor;
    const view = seatView(form, { csrf: { token: csrf, key: crypto.randomUUID() }, name: seat === null ? (actor?.name ?? null) : null, seatOf: seat?.sessionId ?? null });
    (status === 200 ? page : pageAgain)(res, 'sessions/seat', FRAME, view, status);
  };

  routes.get('/seat', 'public.see', (_req, res) => show(res, freshForm(), 200));

  routes.post('/seat', 'public.see', async (req, res) => {
    const form = readForm(seatCodeForm, req.body);
    if (!form.ok) return show(res, form, 422);
    const place = placeOf(addressOf(req));
    try {
      await tries.begin(place);
      const { token, sessionId } = await seats.enter(form.value.code, cookies.read(req.headers.cookie, 'didar'), commandOf(req, res)).catch(async (error: unknown) => {
        await (error instanceof Refusal && error.code === 'seat_spent' ? tries.failed(place) : tries.dropped(place));
        throw error;
      });
      // Only this try is taken back: a code of one's own must not buy tries at those of others.
      await tries.dropped(place);
      cookies.set(res, 'didar', token, null);
      res.redirect(303, `/host/${sessionId}`);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (error.facts['seconds'] !== undefined) res.setHeader('Retry-After', String(error.facts['seconds']));
      show(res, refusedForm(form, error), STATUSES[error.code]);
    }
  });
}
