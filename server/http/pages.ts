import type { Response } from 'express';
import type { Render } from './render.ts';
import type { Frame, LayoutView } from './layout.ts';

/** Every page with its view model; a slice adds its own by `declare module`. */
export interface Pages {
  'errors/refused': {
    readonly sentence: string;
    readonly hint: string | null;
    readonly action: { readonly href: string; readonly label: string };
    readonly reference: string | null;
  };
}

/** What `page` needs of the application, laid into `res.app.locals` by `createApp`. */
export interface PageTools {
  readonly render: Render;
  layout(res: Response, frame: Frame): LayoutView;
}

/** Sends a page: the view model inside its layout. The only place where a page becomes HTML. */
export function page<Name extends keyof Pages>(res: Response, name: Name, frame: Frame, view: Pages[Name]): void {
  const tools = res.app.locals['pageTools'] as PageTools;
  res.type('html').send(tools.render(name, { ...view, layout: tools.layout(res, frame) }));
}

/** Sends the page again with the status of a refused form (422 unless said otherwise). */
export function pageAgain<Name extends keyof Pages>(res: Response, name: Name, frame: Frame, view: Pages[Name], status = 422): void {
  res.status(status);
  page(res, name, frame, view);
}
