import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import express, { type Express, type RequestHandler, type Router } from 'express';
import proxyAddr from 'proxy-addr';
import type { Instant } from '../domain/calendar.ts';
import { mayEver, type Actor } from '../domain/permission.ts';
import { Refusal } from '../domain/refusal.ts';
import { ROLE_NAMES } from '../wording/fa.ts';
import type { Cookies } from './cookies.ts';
import { createCsrfGuard, createOriginGuard, csrfToken } from './csrf.ts';
import { createErrorHandler } from './errors.ts';
import type { Routes } from './guard.ts';
import { createReportKeeper } from './reports.ts';
import { createHeaders } from './headers.ts';
import { MENU, rowOf, type LayoutView } from './layout.ts';
import type { PageTools } from './pages.ts';
import type { Render } from './render.ts';
import { refuseOddAddresses, refuseOddShapes } from './shape.ts';
import type { SeatOf } from './visitor.ts';

/** What the application is made of; `wiring.ts` fills it. */
export interface AppParts {
  readonly routes: Routes;
  /** Messages that other programs send: signed, and without a cookie. */
  readonly webhooks: Router;
  readonly render: Render;
  readonly cookies: Cookies;
  readonly root: string;
  readonly secure: boolean;
  readonly formSecret: string;
  readonly proxies: number;
  readonly buildId: string;
  readonly origins: () => readonly string[];
  readonly now: () => Instant;
  /** The person whose login the token opens, and a note that he was here. */
  readonly whoIs: (token: string) => Promise<{ actor: Actor; loginId: string; seat: SeatOf | null } | null>;
  readonly seen: (loginId: string) => Promise<void>;
  /** The office's own names, for the head of every page. */
  readonly titles: () => Promise<{ governorate: string; office: string }>;
  readonly log: (line: object) => void;
}

/** Whose address a request has: the socket's, or what the trusted proxies say. Sockets use the same function. */
export const addressOf = (request: Parameters<typeof proxyAddr>[0], proxies: number): string =>
  proxyAddr(request, (_address, index) => index < proxies);

const FORM_COOKIE_SECONDS = 12 * 60 * 60;
const YEAR_SECONDS = 365 * 24 * 60 * 60;

const visitors = ({ cookies, formSecret, whoIs, seen, now, log }: AppParts): RequestHandler => async (req, res, next) => {
  res.locals.now = now();
  const token = cookies.read(req.headers.cookie, 'didar');
  const entered = token === null ? null : await whoIs(token);
  if (entered !== null) {
    res.locals.visitor = { actor: entered.actor, loginId: entered.loginId, seat: entered.seat, lapsed: false, csrf: csrfToken(formSecret, `login ${entered.loginId}`) };
    seen(entered.loginId).catch((error: unknown) => log({ level: 'error', event: 'seen', error: String(error) }));
    return next();
  }
  let form = cookies.read(req.headers.cookie, 'form');
  if (form === null) {
    form = randomBytes(16).toString('base64url');
    cookies.set(res, 'form', form, FORM_COOKIE_SECONDS);
  }
  res.locals.visitor = { actor: null, loginId: null, seat: null, lapsed: token !== null, csrf: csrfToken(formSecret, `form ${form}`) };
  next();
};

const roleTitle = (actor: Actor): string => {
  const roles = [...new Set(actor.grants.map((grant) => ROLE_NAMES[grant.role]))];
  return roles.length > 2 ? `${roles.slice(0, 2).join('، ')} و …` : roles.join('، ');
};

const pageTools = (parts: AppParts): PageTools => ({
  render: parts.render,
  layout(res, frame): LayoutView {
    const { actor, csrf, seat } = res.locals.visitor;
    // Whoever sits at a desk has that desk and nothing else.
    const nav = actor === null || seat !== null ? [] : MENU.filter((entry) => mayEver(actor, entry.act));
    return {
      title: frame.title,
      heading: frame.heading === undefined ? frame.title : frame.heading,
      section: frame.section ?? '',
      governorate: res.locals.titles.governorate,
      office: res.locals.titles.office,
      user: actor === null ? null : { name: actor.name, role: frame.role ?? roleTitle(actor), initial: actor.name.replace(/^(خانم|آقای)\s+/, '').slice(0, 1), seated: seat !== null },
      nav,
      navRow: rowOf(nav),
      csrf,
      assets: parts.buildId,
      scripts: frame.scripts ?? [],
      notice: frame.notice ?? null,
      live: frame.live ?? false,
      insecure: !parts.secure && !parts.origins().every((origin) => /^http:\/\/(localhost|127\.|\[::1\])/.test(origin)),
      printable: frame.printable ?? null,
    };
  },
});

declare module 'express-serve-static-core' {
  interface Locals {
    titles: { governorate: string; office: string };
  }
}

/** The table of contents of a request: headers, files, signed messages, who is asking, our own form?, the route, the calm error. */
export function createApp(parts: AppParts): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', (_address: string, index: number) => index < parts.proxies);
  app.set('etag', false);
  app.locals['pageTools'] = pageTools(parts);
  app.use(createHeaders(parts.secure));
  app.use((_req, res, next) => {
    // Until it is known who asks, nobody does: a fault on the way there must still find a page to be told on.
    res.locals.visitor = { actor: null, loginId: null, seat: null, lapsed: false, csrf: '' };
    res.locals.titles = { governorate: 'استانداری', office: '' };
    next();
  });
  const assets = express.static(join(parts.root, 'public/dist'), { index: false, fallthrough: true });
  app.use('/assets', (req, res, next) => {
    // The build's id stands in every address, so a file may be kept for as long as its address is asked for.
    res.setHeader('Cache-Control', req.query['v'] === parts.buildId ? `public, max-age=${YEAR_SECONDS}, immutable` : 'public, max-age=300');
    assets(req, res, next);
  });
  app.get('/favicon.ico', (_req, res) => res.sendFile(join(parts.root, 'public/favicon.ico'), { maxAge: '1d' }));
  app.post('/csp', express.json({ type: ['application/csp-report', 'application/json'], limit: '16kb' }), createReportKeeper(parts.log, parts.now));
  app.use('/api/v1', parts.webhooks);
  app.use(async (_req, res, next) => {
    try {
      res.locals.titles = await parts.titles();
    } catch (error) {
      // The head of a page is no reason to refuse it: the health check must answer while the database is away.
      parts.log({ level: 'error', event: 'titles', error: String(error) });
    }
    next();
  });
  app.use(visitors(parts), refuseOddAddresses);
  app.use(express.urlencoded({ extended: false, limit: '1mb', parameterLimit: 6000 }), express.json({ limit: '256kb' }), refuseOddShapes);
  // A form that brings a file is read only where a route waits for one, from our own pages, of somebody who may send it.
  app.use(createOriginGuard(parts.origins), parts.routes.uploads);
  app.use(createCsrfGuard(parts.origins));
  app.use(parts.routes.router);
  app.use(() => {
    throw new Refusal('not_found');
  });
  app.use(createErrorHandler(parts.log));
  return app;
}
