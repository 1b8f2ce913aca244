import type { Request } from 'express';
import { startOfDay } from '../domain/calendar.ts';
import { addDays, FIRST_YEAR, fromJalali, LAST_YEAR } from '../domain/jalali.ts';
import { may, type Actor } from '../domain/permission.ts';
import type { Routes } from '../http/guard.ts';
import { page } from '../http/pages.ts';
import { queryDay, queryText } from '../http/query.ts';
import { actorOf } from '../http/visitor.ts';
import { AUDIT_THINGS } from '../wording/audit.ts';
import { sightOf } from './lookup.ts';
import type { Cursor } from './repository.ts';
import type { AuditService } from './service.ts';
import { STREAMS_OF } from './streams.ts';
import { auditView, BY_SYSTEM, type AuditQuery } from './view.ts';

/** What the page of the record asks of other slices. */
export interface AuditNeeds {
  agencies(): Promise<readonly { readonly id: string; readonly name: string }[]>;
}

const BOUNDS = { from: fromJalali(FIRST_YEAR + 1, 1, 1), to: fromJalali(LAST_YEAR - 1, 12, 1) };
const MOST_ABOUT = 5;

const cursorIn = (text: string): Cursor | null => {
  const [, at, stream, seq] = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z)\/([\w:-]{1,120})\/(\d{1,9})$/.exec(text) ?? [];
  return at === undefined || stream === undefined || seq === undefined ? null : { at, stream, seq: Number(seq) };
};

const queryIn = (req: Request): AuditQuery => {
  const id = (name: string): string => (/^[\w-]{1,64}$/.test(queryText(req, name)) ? queryText(req, name) : '');
  const about = [req.query['about'] ?? []].flat().filter((one): one is string => typeof one === 'string' && /^[\w:-]{1,80}$/.test(one));
  return {
    thing: AUDIT_THINGS.find((one) => one === queryText(req, 'thing')) ?? null,
    who: id('who'),
    agency: id('agency'),
    from: queryDay(req, 'from', BOUNDS),
    to: queryDay(req, 'to', BOUNDS),
    words: queryText(req, 'q').replaceAll('\u0000', '').slice(0, 80),
    about: [...new Set(about)].slice(0, MOST_ABOUT),
    after: cursorIn(queryText(req, 'after')),
  };
};

// A notice is between the head and its manager, complaints are weights of the draw, and what is to be mended tells where an inspector has just been.
const withheldFrom = (actor: Actor): readonly string[] => [
  ...(may(actor, 'notices.decide') ? [] : STREAMS_OF.notices), ...(may(actor, 'complaints.see') ? [] : ['complaints']), ...(may(actor, 'findings.see') ? [] : ['findings:%']),
];

/** The record of changes: who changed what, when, from what to what. */
export function auditRoutes(routes: Routes, audit: AuditService, needs: AuditNeeds): void {
  routes.get('/audit', 'audit.see', async (req, res) => {
    const query = queryIn(req);
    const asked = {
      thing: query.thing,
      withheld: withheldFrom(actorOf(res)),
      actor: query.who === '' ? null : query.who === BY_SYSTEM ? '' : query.who,
      since: query.from === null ? null : startOfDay(query.from),
      before: query.to === null ? null : startOfDay(addDays(query.to, 1)),
      agency: query.agency === '' ? null : query.agency,
      about: query.about,
      words: query.words,
      after: query.after,
    };
    const found = await audit.page(asked, sightOf(actorOf(res)));
    const view = auditView(query, found, { actors: await audit.actors(), agencies: await needs.agencies() });
    page(res, 'audit/list', { title: 'تاریخچهٔ تغییرها', section: 'audit', heading: null }, view);
  });
}
