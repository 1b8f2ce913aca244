import { join } from 'node:path';
import type { Routes } from '../http/guard.ts';
import { page } from '../http/pages.ts';
import { manifestOf, shellView } from './shell-view.ts';

interface Parts {
  /** The folder that holds public/dist. */
  readonly root: string;
  /** The build's id, by which the addresses of its files differ. */
  readonly assets: string;
}

/** The inspector's page as it is kept on the phone: a shell without a word about anybody, the worker that keeps it, and what installs it. */
export function shellRoutes(routes: Routes, { root, assets }: Parts): void {
  routes.get('/inspect', 'public.see', (_req, res) => {
    page(res, 'inspections/shell', { title: shellView.title }, shellView);
  });

  routes.get('/manifest.webmanifest', 'public.see', (_req, res) => {
    res.setHeader('Cache-Control', 'no-cache');
    res.type('application/manifest+json').send(JSON.stringify(manifestOf(assets)));
  });

  // From the root, so that it may serve a page beside /assets; asked for anew each time, so that a new build is found.
  routes.get('/sw.js', 'public.see', (_req, res) => {
    res.setHeader('Cache-Control', 'no-cache');
    res.sendFile('sw.js', { root: join(root, 'public/dist') });
  });
}
