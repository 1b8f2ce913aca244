import type { Request, Response } from 'express';
import { dayOf } from '../domain/calendar.ts';
import { firstOfMonth, formatMonth, lastOfMonth, monthKey, monthOf, parseMonthKey } from '../domain/jalali.ts';
import { formatNumber } from '../domain/persian.ts';
import { Refusal } from '../domain/refusal.ts';
import { sendFile } from '../http/download.ts';
import type { Routes } from '../http/guard.ts';
import { queryText } from '../http/query.ts';
import { xlsxOf } from '../http/spreadsheet.ts';
import { changeSentence } from '../wording/rota.ts';
import { versionNumber } from './forms.ts';
import { mediaSheet, mediaText, type MediaTable } from './media-view.ts';
import type { TimetableService } from './timetable.ts';

/** The published timetable for the media: a month or a version, as text and as a table. */
export function mediaRoutes(routes: Routes, timetable: TimetableService): void {
  interface Named extends MediaTable { readonly ascii: string }

  const monthTable = async (req: Request, res: Response): Promise<Named> => {
    const month = parseMonthKey(queryText(req, 'month')) ?? monthOf(await timetable.nearest(dayOf(res.locals.now)));
    const sessions = await timetable.sessionsBetween(firstOfMonth(month), lastOfMonth(month));
    return { title: `برنامهٔ پاسخگویی مدیران، ${formatMonth(month)}`, ascii: `didar-timetable-${monthKey(month)}`, governorate: res.locals.titles.governorate, sessions, corrections: [] };
  };
  const versionTable = async (req: Request, res: Response): Promise<Named> => {
    const number = versionNumber.safeParse(String(req.params['version']));
    if (!number.success) throw new Refusal('not_found');
    const { publication: { version, names }, corrections, sessions } = await timetable.version(number.data);
    return {
      title: `برنامهٔ پاسخگویی مدیران، نسخهٔ ${formatNumber(version)}`, ascii: `didar-timetable-v${version}`, governorate: res.locals.titles.governorate, sessions,
      corrections: corrections.map((change) => changeSentence(change, names)),
    };
  };
  const offer = (path: string, tableOf: (req: Request, res: Response) => Promise<Named>): void => {
    routes.get(`${path}.txt`, 'public.see', async (req, res) => {
      const table = await tableOf(req, res);
      sendFile(res, { ascii: `${table.ascii}.txt`, name: `${table.title}.txt`, body: mediaText(table) }, 'inline');
    });
    routes.get(`${path}.xlsx`, 'public.see', async (req, res) => {
      const table = await tableOf(req, res);
      sendFile(res, { ascii: `${table.ascii}.xlsx`, name: `${table.title}.xlsx`, body: await xlsxOf(mediaSheet(table)) });
    });
  };
  offer('/timetable/media', monthTable);
  offer('/timetable/versions/:version/media', versionTable);
}
