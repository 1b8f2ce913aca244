import type { Request, Response } from 'express';
import { isDay, parseJalali, type Day } from '../domain/jalali.ts';
import { may, scopeOf } from '../domain/permission.ts';
import { filterOf, type PresenceFilter } from '../domain/presence-board.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Routes } from '../http/guard.ts';
import { page } from '../http/pages.ts';
import { queryPage, queryText } from '../http/query.ts';
import { actorOf } from '../http/visitor.ts';
import { presenceStream } from '../hours/steps.ts';
import type { Board, BoardDays } from './board.ts';
import { boardStream, viewName } from './live.ts';
import { addressOf, countyBase } from './parts-view.ts';
import { printView } from './print-view.ts';
import { BOARD_TITLE, boardView, countyView, noBoardView, ownCountiesView } from './view.ts';

const SECTION = 'presence';

/** The day that an address asks for; null where it names none. */
const dayAsked = (req: Request): Day | null => {
  const asked = queryText(req, 'day');
  return isDay(asked) ? asked : parseJalali(asked);
};

const filterAsked = (req: Request): PresenceFilter => filterOf(queryText(req, 'state'), queryText(req, 'sector'), queryText(req, 'q'), queryPage(req));

const countyOf = (id: string): string | null => (id === 'province' ? null : id);

/** The board of presence: the province's for those who see everything, a county's for its governor, and the paper of either. */
export function presenceRoutes(routes: Routes, { board }: { readonly board: Board }): void {
  const chosen = async (req: Request, res: Response): Promise<(BoardDays & { readonly day: Day }) | null> => {
    const days = await board.days(dayAsked(req), res.locals.now);
    const { day } = days;
    if (day !== null) return { ...days, day };
    page(res, 'presence/none', { title: BOARD_TITLE, section: SECTION, heading: null }, noBoardView(days));
    return null;
  };
  const frameOf = (days: BoardDays & { readonly day: Day }, filter: PresenceFilter, counties: Awaited<ReturnType<Board['countyNames']>>) => ({
    days, filter, counties,
    nameOf: (part: Parameters<typeof viewName>[0]) => ({ view: viewName(part, filter) }),
    streamOf: (countyId: string | null) => (countyId === 'all' ? boardStream(days.day) : presenceStream(days.day, countyId)),
  });
  const pageFrame = { section: SECTION, heading: null, live: true } as const;

  routes.get('/presence', 'presence.see', async (req, res) => {
    const filter = filterAsked(req);
    const { everywhere, countyIds } = scopeOf(actorOf(res), 'presence.see');
    const asked = queryText(req, 'county');
    const [only] = everywhere ? (asked === '' ? [] : [countyOf(asked)]) : countyIds.length === 1 ? countyIds : countyIds.filter((id) => id === asked);
    if (only !== undefined) {
      const day = dayAsked(req);
      const base = countyBase(only);
      return res.redirect(303, day === null ? base : addressOf({ base, day, filter }));
    }
    const days = await chosen(req, res);
    if (days === null) return;
    const now = res.locals.now;
    if (!everywhere) {
      page(res, 'presence/board', { title: BOARD_TITLE, ...pageFrame }, ownCountiesView(await board.counties(days.day, countyIds), now, frameOf(days, filter, [])));
      return;
    }
    const part = await board.beside(days.day, now, 'all', may(actorOf(res), 'inspections.see'));
    if (part === null) throw new Refusal('not_found');
    page(res, 'presence/board', { title: BOARD_TITLE, ...pageFrame }, boardView({ part, earlier: await board.earlier(days.day, now, null), ...frameOf(days, filter, await board.countyNames()) }));
  });

  routes.get('/presence/print', 'presence.see', async (req, res) => {
    const days = await chosen(req, res);
    if (days === null) return;
    const { everywhere, countyIds } = scopeOf(actorOf(res), 'presence.see');
    const asked = queryText(req, 'county');
    const now = res.locals.now;
    const parts = everywhere
      ? asked === '' ? (await board.whole(days.day, now)).counties : ((await board.county(days.day, now, countyOf(asked)))?.counties ?? [])
      : await board.counties(days.day, asked === '' ? countyIds : countyIds.filter((id) => id === asked));
    if (parts.length === 0) throw new Refusal('not_found');
    page(res, 'presence/print', { title: BOARD_TITLE, section: SECTION, heading: BOARD_TITLE, printable: 'landscape' }, printView(parts, { day: days.day, today: days.today, now }));
  });

  routes.get('/presence/counties/:id', 'presence.see', async (req, res) => {
    const countyId = countyOf(String(req.params['id']));
    const days = await chosen(req, res);
    if (days === null) return;
    const [now, actor] = [res.locals.now, actorOf(res)];
    const part = await board.beside(days.day, now, countyId, may(actor, 'inspections.see', { countyId }));
    if (part === null) throw new Refusal('not_found');
    const up = scopeOf(actor, 'presence.see');
    const view = countyView({ part, earlier: await board.earlier(days.day, now, [countyId]), up: up.everywhere || up.countyIds.length > 1, ...frameOf(days, filterAsked(req), []) });
    page(res, 'presence/board', { title: view.title, ...pageFrame }, view);
  }, (req) => ({ countyId: countyOf(String(req.params['id'])) }));
}
