import { dayOf, type Instant } from '../domain/calendar.ts';
import { isDay, monthOf, parseMonthKey, startOfWeek, type JalaliMonth } from '../domain/jalali.ts';
import { may } from '../domain/permission.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Render } from '../http/render.ts';
import type { Fragment } from '../live/contract.ts';
import type { LiveSlice } from '../live/slice.ts';
import { headerView } from './board-page-view.ts';
import { boardMonthView, boardWeekView } from './board-view.ts';
import { monthSharesView } from './shares-view.ts';
import { showsChangesOf, type Watch, type Watched } from './watch.ts';

interface Deps {
  readonly watch: Watch;
  readonly render: Render;
  readonly now: () => Instant;
}

const PREFIX = 'draft:';

/** `draft:ID` has the fragments `header` and `shares:MONTH`; `draft:ID:MONTH` has `month` and `week:SATURDAY`. */
const parse = (stream: string): { draftId: string; month: JalaliMonth | null } | null => {
  const match = /^draft:([\w-]{1,64})(?::(\d{4}-\d{2}))?$/.exec(stream);
  const month = match?.[2] === undefined ? null : parseMonthKey(match[2]);
  return match?.[1] === undefined || (match[2] !== undefined && month === null) ? null : { draftId: match[1], month };
};

/** Live boards: everyone who may see programmes sees the same fragments. */
export function rotaLive({ watch, render, now }: Deps): LiveSlice {
  const found = async (draftId: string): Promise<Watched | null> => {
    try {
      return await watch.read(draftId);
    } catch (error) {
      if (error instanceof Refusal) return null;
      throw error;
    }
  };

  const ofMonth = async (draftId: string, month: JalaliMonth, view: string): Promise<Fragment | null> => {
    const today = dayOf(now());
    const start = view.startsWith('week:') ? view.slice('week:'.length) : null;
    if (start !== null ? !isDay(start) || startOfWeek(start) !== start : view !== 'month') return null;
    const seen = await found(draftId);
    if (seen === null) return null;
    if (start !== null && isDay(start)) {
      const own = monthOf(start);
      return own.year !== month.year || own.month !== month.month ? null : { seq: seen.seq, html: render('rota/_week', boardWeekView(seen.facts, start, today)) };
    }
    return { seq: seen.seq, html: render('rota/_month', boardMonthView(seen.facts, month, today)) };
  };

  return {
    prefix: PREFIX,
    shows: (_stream, changed) => showsChangesOf(changed),
    seq: () => watch.seq(),
    audience: async (actor, stream) => (parse(stream) !== null && may(actor, 'rota.see') ? 'staff' : null),
    async fragment(stream, view) {
      const asked = parse(stream);
      if (asked === null) return null;
      if (asked.month !== null) return ofMonth(asked.draftId, asked.month, view);
      const month = view.startsWith('shares:') ? parseMonthKey(view.slice('shares:'.length)) : monthOf(dayOf(now()));
      if (month === null || (view !== 'header' && !view.startsWith('shares:'))) return null;
      const seen = await found(asked.draftId);
      if (seen === null) return null;
      const html = view === 'header' ? render('rota/_header', headerView(seen.facts)) : render('partials/chart-shares', monthSharesView(seen.facts, month));
      return { seq: seen.seq, html };
    },
  };
}
