import { isDay, parseJalali } from '../domain/jalali.ts';
import { scopeOf } from '../domain/permission.ts';
import type { Routes } from '../http/guard.ts';
import { page } from '../http/pages.ts';
import { queryText } from '../http/query.ts';
import { actorOf } from '../http/visitor.ts';
import type { OwnOfficesService } from './offices.ts';
import { OFFICES_TITLE, officesView } from './offices-view.ts';

/** What a director-general reads of his county offices, after the hour. */
export function officesRoutes(routes: Routes, offices: OwnOfficesService): void {
  routes.get('/presence/offices', 'presence.offices', async (req, res) => {
    const asked = queryText(req, 'day');
    const read = await offices.read(scopeOf(actorOf(res), 'presence.offices').agencyIds, isDay(asked) ? asked : parseJalali(asked), res.locals.now);
    page(res, 'presence/offices', { title: OFFICES_TITLE, section: 'offices', heading: null }, officesView(read));
  });
}
