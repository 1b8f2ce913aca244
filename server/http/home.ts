import type { Routes } from './guard.ts';
import { mayEver } from '../domain/permission.ts';
import { MENU } from './layout.ts';

/** Where `/` leads: to the first thing a person may do, to the public timetable, or to the set-up that must come first. */
export function homeRoutes(routes: Routes, isSetUp: () => Promise<boolean>): void {
  routes.get('/', 'public.see', async (_req, res) => {
    const { actor } = res.locals.visitor;
    if (actor === null) return res.redirect(303, (await isSetUp()) ? '/timetable' : '/setup');
    const first = MENU.find((entry) => mayEver(actor, entry.act));
    res.redirect(303, first?.href ?? '/account');
  });
}
