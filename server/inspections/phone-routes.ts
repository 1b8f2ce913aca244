import type { Request, Response } from 'express';
import { Refusal } from '../domain/refusal.ts';
import type { Routes } from '../http/guard.ts';
import { rawOf } from '../http/raw.ts';
import { actorOf, commandOf } from '../http/visitor.ts';
import type { PhoneDays } from './day.ts';
import { sealedPost } from './forms.ts';
import type { Openings } from './opening.ts';
import type { SealedPost } from './phone-types.ts';
import type { Photos } from './photos.ts';
import type { Reporting } from './reporting.ts';

interface Parts {
  readonly days: PhoneDays;
  readonly openings: Openings;
  readonly reporting: Reporting;
  readonly photos: Photos;
}

const postOf = (req: Request): SealedPost => {
  const body = (req.body ?? {}) as Readonly<Record<string, unknown>>;
  const read = sealedPost.safeParse({ id: body['id'], sealed: body['sealed'] });
  if (!read.success) throw new Refusal('report_unreadable');
  return read.data;
};

/** What an inspector's phone asks for and sends (`phone-types.ts`): every answer is JSON, and every refusal too. */
export function phoneRoutes(routes: Routes, { days, openings, reporting, photos }: Parts): void {
  const json = (res: Response, body: object): void => {
    res.setHeader('Cache-Control', 'no-store');
    res.json(body);
  };

  routes.get('/inspect/day', 'inspections.own', async (_req, res) => json(res, await days.dayOf(actorOf(res), res.locals.visitor.csrf, res.locals.now)));
  routes.post('/inspect/targets/:id/open', 'inspections.own', async (req, res) => json(res, await openings.open(String(req.params['id']), actorOf(res), commandOf(req, res))));
  routes.post('/inspect/openings', 'inspections.own', async (req, res) => json(res, await openings.openedOffline(postOf(req), actorOf(res), commandOf(req, res))));
  routes.post('/inspect/reports', 'inspections.own', async (req, res) => json(res, await reporting.land(postOf(req), actorOf(res), commandOf(req, res))));
  routes.raw('/inspect/reports/:id/photos/:hash', 'inspections.own', async (req, res) =>
    json(res, await photos.take(String(req.params['id']), String(req.params['hash']), rawOf(res), actorOf(res), commandOf(req, res))));
}
