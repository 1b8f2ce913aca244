import type { Request, Response } from 'express';
import { dayOf } from '../domain/calendar.ts';
import { addDays } from '../domain/jalali.ts';
import { VISIT_ANSWERS } from '../domain/manager-hour.ts';
import { may, scopeOf, type Subject } from '../domain/permission.ts';
import { Refusal } from '../domain/refusal.ts';
import { disposition } from '../http/download.ts';
import type { Routes } from '../http/guard.ts';
import { page } from '../http/pages.ts';
import { queryDay, queryText } from '../http/query.ts';
import { actorOf } from '../http/visitor.ts';
import { MARKS } from './marks.ts';
import type { Photos } from './photos.ts';
import type { Reading } from './reading.ts';
import { reportView } from './report-view.ts';
import { inspectionsView, type VisitFilter } from './view.ts';

interface Parts {
  readonly reading: Reading;
  readonly photos: Photos;
}

const BACK_DAYS = 3660;
const filterOf = (req: Request): VisitFilter => ({
  answer: VISIT_ANSWERS.find((one) => one === queryText(req, 'answer')) ?? null,
  mark: MARKS.find((one) => one === queryText(req, 'mark')) ?? null,
});

/** A photo from outside, though made anew: shown as nothing but a picture, and kept by nobody on the way. */
export function sendPhoto(res: Response, photo: Buffer, name: string): void {
  res.setHeader('Content-Type', 'image/jpeg');
  res.setHeader('Content-Disposition', disposition({ ascii: `${name}.jpg`, name: `${name}.jpg` }, 'inline'));
  res.setHeader('X-Content-Type-Options', 'nosniff');
  res.setHeader('Content-Security-Policy', "default-src 'none'; sandbox");
  res.setHeader('Cache-Control', 'no-store');
  res.send(photo);
}

/** The reports of visits as the head, the governor and, after the hour, each county governor read them. */
export function inspectionRoutes(routes: Routes, { reading, photos }: Parts): void {
  const scope = (res: Response) => scopeOf(actorOf(res), 'inspections.see');
  const subjectOf = (req: Request): Promise<Subject | null> => reading.placeOf(String(req.params['id']));

  routes.get('/inspections', 'inspections.see', async (req, res) => {
    const [now, today] = [res.locals.now, dayOf(res.locals.now)];
    const day = queryDay(req, 'day', { from: addDays(today, -BACK_DAYS), to: today }) ?? (await reading.latestDay(today, scope(res), now));
    page(res, 'inspections/list', { title: 'گزارش‌های بازدید', section: 'inspections', heading: null }, inspectionsView(await reading.day(day, scope(res), now), filterOf(req), { today, head: may(actorOf(res), 'draws.manage') }));
  });

  routes.get('/inspections/photos/:id/:hash', 'inspections.see', async (req, res) => {
    const [report, hash] = [String(req.params['id']), String(req.params['hash'])];
    await reading.mustBeShown(report, scope(res), res.locals.now);
    const photo = await photos.show(report, hash);
    if (photo === null) throw new Refusal('not_found');
    sendPhoto(res, photo, `didar-visit-${hash.slice(0, 12)}`);
  }, subjectOf);

  routes.get('/inspections/:id', 'inspections.see', async (req, res) => {
    const found = await reading.one(String(req.params['id']), scope(res), res.locals.now);
    page(res, 'inspections/report', { title: `گزارش بازدید ${found.agency}`, section: 'inspections', heading: null }, reportView(found));
  }, subjectOf);
}
