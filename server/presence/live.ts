import { createHash } from 'node:crypto';
import type { Instant } from '../domain/calendar.ts';
import { isDay, type Day } from '../domain/jalali.ts';
import { may, type Actor } from '../domain/permission.ts';
import { EVERYTHING, filterCode, readFilterCode, type PresenceFilter } from '../domain/presence-board.ts';
import type { Render } from '../http/render.ts';
import type { LiveSlice } from '../live/slice.ts';
import type { Board, BoardPart } from './board.ts';
import type { Reach } from './facts.ts';
import { listPart, sidePart } from './list-view.ts';
import { BOARD_BASE, countyBase, tilePart, totalsPart, type Place } from './parts-view.ts';
import { reachOf, seesVisits } from './sight.ts';

interface Deps {
  readonly board: Board;
  readonly render: Render;
  readonly now: () => Instant;
}

const BOARD = 'presence-board:';
const OWN = 'presence-own:';
const COUNTY = 'presence:';

/** The stream of a day's board of the whole province. */
export const boardStream = (day: Day): string => `${BOARD}${day}`;

/** The stream of a day's board of several counties and no others, sorted: short, however many they are. */
export const ownStream = (day: Day, countyIds: readonly string[]): string => `${OWN}${day}:${createHash('sha256').update(countyIds.join()).digest('hex').slice(0, 16)}`;

/** The parts of a board that are kept fresh. */
export type PartName = 'totals' | 'tile' | 'list' | 'side';

/** The name of a part's fragment under a filter; what stands beside a board is not narrowed. */
export const viewName = (part: PartName, filter: PresenceFilter): string => (part === 'side' ? part : `${part}:${filterCode(part === 'tile' ? { ...EVERYTHING, sector: filter.sector } : filter)}`);

const readView = (view: string): { readonly part: PartName; readonly filter: PresenceFilter } | null => {
  if (view === 'side') return { part: 'side', filter: EVERYTHING };
  const [, part, code = ''] = /^(totals|tile|list):(.*)$/.exec(view) ?? [];
  const filter = part === undefined ? null : readFilterCode(code);
  return filter === null ? null : { part: part as PartName, filter };
};

const dayIn = (stream: string, prefix: string): Day | null => {
  const day = stream.slice(prefix.length).slice(0, 'yyyy-mm-dd'.length);
  return isDay(day) ? day : null;
};

const draw = (render: Render, part: PartName, read: BoardPart, place: Place, earlier: Awaited<ReturnType<Board['earlier']>>): string | null => {
  const [first] = read.counties;
  if (part === 'totals') return render('presence/_totals', totalsPart({ ...place, counties: read.counties, earlier, now: read.now }));
  if (part === 'list') return render('presence/_list', listPart(read.counties, place));
  return first === undefined ? null : render('presence/_tile', tilePart(first, read.day, place.filter));
};

/** Makes a fragment of so much of a day's board, for those who may see visits and for those who may not: the two never share a room. */
const fragmentOf = ({ board, render, now }: Deps) => async (day: Day, reach: Reach, base: string, view: string, withVisits: boolean) => {
  const asked = readView(view);
  if (asked === null) return null;
  if (asked.part === 'side') {
    const read = await board.beside(day, now(), reach, withVisits);
    return read === null ? null : { seq: read.seq, html: render('presence/_side', sidePart(read.feed, read.silent, reach === 'all' || reach.length > 1)) };
  }
  const read = await board.part(day, now(), reach);
  if (read === null) return null;
  const html = draw(render, asked.part, read, { base, day, filter: asked.filter }, asked.part === 'totals' ? await board.earlier(day, now(), reach) : []);
  return html === null ? null : { seq: read.seq, html };
};

const audienceOf = async ({ board, now }: Deps, actor: Actor, day: Day, reach: Reach): Promise<string> => ((await seesVisits(board, actor, day, reach, now())) ? 'visits' : 'states');

/** The live board of the whole province: its head, lists over all counties, and what comes in; for those alone who may see everything. */
export function boardLive(deps: Deps): LiveSlice {
  const fragment = fragmentOf(deps);
  return {
    prefix: BOARD,
    // Reach is everywhere: nothing of it may be narrowed to a county, since its very pushes tell when others are visited.
    async audience(actor, stream, view) {
      const [day, part] = [dayIn(stream, BOARD), readView(view)?.part ?? 'tile'];
      return day === null || stream !== boardStream(day) || part === 'tile' || reachOf(actor) !== 'all' ? null : audienceOf(deps, actor, day, 'all');
    },
    shows: (stream, changed) => changed.startsWith('agency:') || changed.startsWith(`${COUNTY}${stream.slice(BOARD.length)}:`),
    streamsShowing: (changed) => (changed.startsWith('agency:') ? null : changed.startsWith(COUNTY) ? [`${BOARD}${changed.split(':')[1] ?? ''}`] : []),
    async seq(stream) {
      const day = dayIn(stream, BOARD);
      return day === null ? 0 : deps.board.number(day, 'all');
    },
    async fragment(stream, view, audience) {
      const day = dayIn(stream, BOARD);
      return day === null ? null : fragment(day, 'all', BOARD_BASE, view, audience === 'visits');
    },
  };
}

/** The live board of somebody's several counties: what adds them up, and nothing that moves with any other. */
export function ownLive(deps: Deps): LiveSlice {
  const fragment = fragmentOf(deps);
  // Which counties a stream is of is known from whoever was let in to watch it.
  const reaches = new Map<string, readonly string[]>();
  return {
    prefix: OWN,
    async audience(actor, stream, view) {
      const [day, reach, part] = [dayIn(stream, OWN), reachOf(actor), readView(view)?.part ?? 'tile'];
      if (day === null || reach === 'all' || part === 'tile' || stream !== ownStream(day, reach)) return null;
      reaches.set(stream, reach);
      return audienceOf(deps, actor, day, reach);
    },
    shows: (stream, changed) => changed.startsWith('agency:') || (reaches.get(stream) ?? []).some((id) => changed === `${COUNTY}${dayIn(stream, OWN)}:${id}`),
    async seq(stream) {
      const [day, reach] = [dayIn(stream, OWN), reaches.get(stream)];
      return day === null || reach === undefined ? 0 : deps.board.number(day, reach);
    },
    async fragment(stream, view, audience) {
      const [day, reach] = [dayIn(stream, OWN), reaches.get(stream)];
      return day === null || reach === undefined ? null : fragment(day, reach, BOARD_BASE, view, audience === 'visits');
    },
  };
}

const countyIn = (stream: string): { readonly day: Day; readonly countyId: string | null } | null => {
  const [, day = '', county = ''] = /^presence:(\d{4}-\d{2}-\d{2}):([\w-]{1,64})$/.exec(stream) ?? [];
  return isDay(day) ? { day, countyId: county === 'province' ? null : county } : null;
};

/** The live fragments of one county: its tile on the board, and its own page; for those who may see that county. */
export function countyLive(deps: Deps): LiveSlice {
  const fragment = fragmentOf(deps);
  return {
    prefix: COUNTY,
    async audience(actor, stream, view) {
      const about = countyIn(stream);
      return about === null || readView(view) === null || !may(actor, 'presence.see', { countyId: about.countyId }) ? null : audienceOf(deps, actor, about.day, [about.countyId]);
    },
    shows: (stream, changed) => changed === stream || changed.startsWith('agency:'),
    streamsShowing: (changed) => (changed.startsWith('agency:') ? null : changed.startsWith(COUNTY) ? [changed] : []),
    async seq(stream) {
      const about = countyIn(stream);
      return about === null ? 0 : deps.board.number(about.day, [about.countyId]);
    },
    async fragment(stream, view, audience) {
      const about = countyIn(stream);
      return about === null ? null : fragment(about.day, [about.countyId], countyBase(about.countyId), view, audience === 'visits');
    },
  };
}
