import type { Request, Response } from 'express';
import { mayEver, scopeOf, type Actor, type Subject } from '../domain/permission.ts';
import { Refusal } from '../domain/refusal.ts';
import type { FormState } from '../http/forms.ts';
import type { Routes } from '../http/guard.ts';
import { page, pageAgain } from '../http/pages.ts';
import { actorOf } from '../http/visitor.ts';
import { hostCalled } from '../wording/sessions.ts';
import { hostActRoutes, type HostActs } from './host-act-routes.ts';
import type { Host } from './host.ts';
import { hostListView } from './host-list-view.ts';
import { hostView } from './host-page-view.ts';
import { freshChoices, otherOptions, type PanelName } from './host-panels-view.ts';
import type { NoteSide } from './notes.ts';
import { prepareView } from './prepare-view.ts';
import { notesStream } from './steps.ts';

const TITLE = 'میز مدیر';
const newKey = (): string => crypto.randomUUID();

/** From which side somebody writes: his seat's, or that of the role by which he may. */
function sideOf(res: Response, agencyId: string): NoteSide {
  const { seat } = res.locals.visitor;
  if (seat !== null) return seat.side;
  const has = (role: 'companion_expert' | 'host', { grants }: Actor): boolean => grants.some((grant) => grant.role === role && grant.agencyId === agencyId);
  const actor = actorOf(res);
  return has('companion_expert', actor) ? 'companion' : has('host', actor) ? 'host' : 'operator';
}

/** The pages of the host's desk; what is done at it stands in its own file. */
export function hostRoutes(routes: Routes, host: Host, acts: HostActs): void {
  const { watch } = host;
  const idOf = (req: Request): string => String(req.params['session']);
  const subjectOf = async (req: Request): Promise<Subject | null> => {
    const agencyId = await watch.agencyOf(idOf(req));
    return agencyId === null ? null : { agencyId, sessionId: idOf(req) };
  };

  const show = async (req: Request, res: Response, refused: { readonly panel: PanelName; readonly form: FormState } | null): Promise<void> => {
    const id = idOf(req);
    const seen = await watch.desk(id);
    if (seen === null) throw new Refusal('not_found');
    const { life } = seen.queue.session;
    const side = sideOf(res, life.agencyId);
    const view = hostView(seen, await host.choices(id, res.locals.now, refused?.form.typed['agencyId']), {
      side, streams: { session: `session:${id}`, notes: notesStream(id) }, refused, csrf: res.locals.visitor.csrf, newKey,
    });
    const { seat } = res.locals.visitor;
    const role = seat?.side === 'host' ? `${life.post} ${seen.queue.session.agency.name}` : seat?.side === 'companion' ? `همراه ${hostCalled(life)}` : undefined;
    (refused === null ? page : pageAgain)(res, 'calls/host', { title: TITLE, heading: null, section: 'host', scripts: ['host'], live: true, ...(role === undefined ? {} : { role }) }, view);
  };

  routes.get('/host', 'calls.host', async (_req, res) => {
    const { seat, actor } = res.locals.visitor;
    if (seat !== null) return res.redirect(303, `/host/${seat.sessionId}`);
    const hosted = await host.hosted(scopeOf(actorOf(res), 'calls.host'), res.locals.now);
    const [only] = hosted;
    // Whoever has one session and nothing else to look at is led to it at once.
    if (only !== undefined && hosted.length === 1 && !mayEver(actor, 'calls.take_in')) return res.redirect(303, `/host/${only.life.id}`);
    page(res, 'calls/host-list', { title: TITLE, section: 'host' }, hostListView(hosted, res.locals.now));
  });

  routes.get('/host/:session', 'calls.host', (req, res) => show(req, res, null), subjectOf);

  routes.get('/host/:session/choices', 'calls.host', async (req, res) => {
    res.json(freshChoices(await host.choices(idOf(req), res.locals.now)));
  }, subjectOf);

  routes.get('/host/:session/agencies', 'calls.host', async (req, res) => {
    res.json(otherOptions(await host.others(idOf(req), res.locals.now)));
  }, subjectOf);

  routes.get('/host/:session/prepare', 'calls.host', async (req, res) => {
    const preparation = await host.preparation(idOf(req), res.locals.now);
    if (preparation === null) throw new Refusal('not_found');
    page(res, 'calls/prepare', { title: `برگهٔ آمادگی: ${preparation.agency.shortName}`, heading: null, section: 'host', printable: 'portrait' }, prepareView(preparation));
  }, subjectOf);

  hostActRoutes(routes, host, acts, { subjectOf, showRefused: show, sideOf: async (req, res) => sideOf(res, (await watch.agencyOf(idOf(req))) ?? '') });
}
