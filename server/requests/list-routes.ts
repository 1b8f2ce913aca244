import type { Request, Response } from 'express';
import { dayOf } from '../domain/calendar.ts';
import { may, mayEver, scopeOf } from '../domain/permission.ts';
import { attempt, doneNotice, refusedForm } from '../http/attempt.ts';
import { freshForm, readForm, type FormState } from '../http/forms.ts';
import type { Routes } from '../http/guard.ts';
import { page, pageAgain } from '../http/pages.ts';
import { queryPage, queryText } from '../http/query.ts';
import { actorOf } from '../http/visitor.ts';
import { REQUEST_DONE } from '../wording/requests.ts';
import type { Desk } from './changing.ts';
import { findForm } from './forms.ts';
import { PAGE_SIZE, type InboxService } from './inbox.ts';
import { TABS, type Tab } from './tabs.ts';
import { pathAt, requestListView } from './view.ts';

const CONFIDENTIAL_TABS = ['open', 'overdue', 'answered', 'closed'] as const satisfies readonly Tab[];

/** The lists of requests, and the way to one by its tracking code. */
export function requestListRoutes(routes: Routes, inbox: InboxService): void {
  const show = async (req: Request, res: Response, desk: Desk, find: FormState, again: boolean): Promise<void> => {
    const actor = actorOf(res);
    const today = dayOf(res.locals.now);
    const wide = desk === 'confidential' || scopeOf(actor, 'requests.see').everywhere;
    const tabs: readonly Tab[] = desk === 'confidential' ? CONFIDENTIAL_TABS : wide ? TABS : TABS.filter((one) => one !== 'centre');
    // The centre begins with what waits for it.
    const usual: Tab = desk === 'open' && mayEver(actor, 'requests.refer') ? 'centre' : 'open';
    const tab = tabs.find((one) => one === queryText(req, 'tab')) ?? usual;
    const agency = queryText(req, 'agency');
    const agencyId = desk === 'open' && /^[\w-]{1,64}$/.test(agency) ? agency : null;
    const asked = { desk, tab, agencyId, page: queryPage(req) };
    const found = await inbox.list(asked, actor, today);
    const view = requestListView(found, {
      desk, tab, agencyId, tabs, wide, today, find, mayConfidential: may(actor, 'requests.confidential'),
      csrf: { token: res.locals.visitor.csrf, key: crypto.randomUUID() }, paged: { total: found.total, page: found.page, size: PAGE_SIZE },
    });
    (again ? pageAgain : page)(res, 'requests/list', { title: view.heading, heading: null, section: 'requests', ...doneNotice(req, REQUEST_DONE) }, view);
  };

  routes.get('/requests', 'requests.see', (req, res) => show(req, res, 'open', freshForm(), false));
  routes.get('/requests/confidential', 'requests.confidential', (req, res) => show(req, res, 'confidential', freshForm(), false));

  // A code in an address would lie about in histories and logs.
  routes.post('/requests/find', 'requests.see', async (req, res) => {
    const read = readForm(findForm, req.body);
    if (!read.ok) return show(req, res, 'open', read, true);
    const found = await attempt(() => inbox.find(read.value.code, actorOf(res)));
    if (!found.ok) return show(req, res, 'open', refusedForm(read, found.refusal), true);
    res.redirect(303, `${pathAt(found.value.desk)}/${found.value.id}`);
  });
}
