import type { Routes } from './guard.ts';
import { mayEver, type Act } from '../domain/permission.ts';
import { MENU } from './layout.ts';

/** Whose own work is not the first thing in the menu: who plans, who runs the centre, who takes calls in. */
const WORK: readonly { readonly act: Act; readonly href: string }[] = [
  { act: 'rota.edit', href: '/rota' },
  { act: 'calls.supervise', href: '/supervise' },
  { act: 'calls.take_in', href: '/desk' },
];

/** Where `/` leads: to a person's own work, to the first thing he may do, to the public timetable, or to the set-up that must come first. */
export function homeRoutes(routes: Routes, isSetUp: () => Promise<boolean>): void {
  routes.get('/', 'public.see', async (_req, res) => {
    const { actor } = res.locals.visitor;
    if (actor === null) return res.redirect(303, (await isSetUp()) ? '/timetable' : '/setup');
    const first = [...WORK, ...MENU].find((entry) => mayEver(actor, entry.act));
    res.redirect(303, first?.href ?? '/account');
  });
}
