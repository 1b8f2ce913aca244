import type { Request, Response } from 'express';
import { isDay, parseJalali, type Day } from '../domain/jalali.ts';
import { filterOf, type PresenceFilter } from '../domain/presence-board.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Routes } from '../http/guard.ts';
import { page } from '../http/pages.ts';
import { queryPage, queryText } from '../http/query.ts';
import { actorOf } from '../http/visitor.ts';
import { presenceStream } from '../hours/steps.ts';
import type { Board, BoardDays } from './board.ts';
import { boardStream, ownStream, viewName } from './live.ts';
import { addressOf, countyBase } from './parts-view.ts';
import { printView } from './print-view.ts';
import { reachOf, seesVisits } from './sight.ts';
import { BOARD_TITLE, boardView, countyView, noBoardView } from './view.ts';

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
  const frameOf = (days: BoardDays & { readonly day: Day }, filter: PresenceFilter) => ({
    days, filter,
    nameOf: (part: Parameters<typeof viewName>[0]) => ({ view: viewName(part, filter) }),
    streamOf: (countyId: string | null) => presenceStream(days.day, countyId),
  });
  const pageFrame = { section: SECTION, heading: null, live: true } as const;

  routes.get('/presence', 'presence.see', async (req, res) => {
    const [filter, reach, asked] = [filterAsked(req), reachOf(actorOf(res)), queryText(req, 'county')];
    const [only] = reach === 'all' ? (asked === '' ? [] : [countyOf(asked)]) : reach.length === 1 ? reach : reach.filter((id) => id === asked);
    if (only !== undefined) {
      const day = dayAsked(req);
      const base = countyBase(only);
      return res.redirect(303, day === null ? base : addressOf({ base, day, filter }));
    }
    const days = await chosen(req, res);
    if (days === null) return;
    const [now, { day }] = [res.locals.now, days];
    const part = await board.beside(day, now, reach, await seesVisits(board, actorOf(res), day, reach, now));
    if (part === null) throw new Refusal('not_found');
    const stream = reach === 'all' ? boardStream(day) : ownStream(day, reach);
    const view = boardView({ part, earlier: await board.earlier(day, now, reach), stream, ...frameOf(days, filter) });
    page(res, 'presence/board', { title: BOARD_TITLE, ...pageFrame }, view);
  });

  routes.get('/presence/print', 'presence.see', async (req, res) => {
    const days = await chosen(req, res);
    if (days === null) return;
    const [now, reach, asked] = [res.locals.now, reachOf(actorOf(res)), queryText(req, 'county')];
    const part = await board.part(days.day, now, asked === '' ? reach : reach === 'all' ? [countyOf(asked)] : reach.filter((id) => id === asked));
    if (part === null) throw new Refusal('not_found');
    page(res, 'presence/print', { title: BOARD_TITLE, section: SECTION, heading: BOARD_TITLE, printable: 'landscape' }, printView(part.counties, { day: days.day, today: days.today, now }));
  });

  routes.get('/presence/counties/:id', 'presence.see', async (req, res) => {
    const countyId = countyOf(String(req.params['id']));
    const days = await chosen(req, res);
    if (days === null) return;
    const [now, { day }, whole] = [res.locals.now, days, reachOf(actorOf(res))];
    const part = await board.beside(day, now, [countyId], await seesVisits(board, actorOf(res), day, [countyId], now));
    if (part === null) throw new Refusal('not_found');
    const view = countyView({ part, earlier: await board.earlier(day, now, [countyId]), up: whole === 'all' || whole.length > 1, ...frameOf(days, filterAsked(req)) });
    page(res, 'presence/board', { title: view.title, ...pageFrame }, view);
  }, (req) => ({ countyId: countyOf(String(req.params['id'])) }));
}
