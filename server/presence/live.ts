import type { Instant } from '../domain/calendar.ts';
import { isDay, type Day } from '../domain/jalali.ts';
import { may, type Actor } from '../domain/permission.ts';
import { EVERYTHING, filterCode, readFilterCode, type PresenceFilter } from '../domain/presence-board.ts';
import type { Render } from '../http/render.ts';
import type { LiveSlice } from '../live/slice.ts';
import type { Board, BoardPart } from './board.ts';
import { listPart, sidePart } from './list-view.ts';
import { countyBase, tilePart, totalsPart, type Place } from './parts-view.ts';

interface Deps {
  readonly board: Board;
  readonly render: Render;
  readonly now: () => Instant;
}

const BOARD = 'presence-board:';
const COUNTY = 'presence:';

/** The stream of a day's board of the whole province. */
export const boardStream = (day: Day): string => `${BOARD}${day}`;

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

const draw = (render: Render, part: PartName, read: BoardPart, place: Place, earlier: Awaited<ReturnType<Board['earlier']>>): string | null => {
  const [first] = read.counties;
  if (part === 'totals') return render('presence/_totals', totalsPart({ ...place, counties: read.counties, earlier, now: read.now }));
  if (part === 'list') return render('presence/_list', listPart(read.counties, place));
  return first === undefined ? null : render('presence/_tile', tilePart(first, read.day, place.filter));
};

// Who may see visits reads each report with its inspector; the two never share a room.
const audienceOf = (actor: Actor, subject: { readonly countyId?: string | null }): string | null =>
  !may(actor, 'presence.see', subject) ? null : may(actor, 'inspections.see', subject) ? 'visits' : 'states';

/** The live board of the whole province: its head, lists over all counties, and what comes in; for those alone who may see everything. */
export function boardLive({ board, render, now }: Deps): LiveSlice {
  const dayOfStream = (stream: string): Day | null => {
    const day = stream.slice(BOARD.length);
    return isDay(day) ? day : null;
  };
  return {
    prefix: BOARD,
    // Reach is everywhere: nothing of it may be narrowed to a county, since its very pushes tell when others are visited.
    audience: async (actor, stream, view) => (dayOfStream(stream) === null || readView(view) === null || readView(view)?.part === 'tile' ? null : audienceOf(actor, {})),
    shows: (stream, changed) => changed.startsWith('agency:') || changed.startsWith(`${COUNTY}${stream.slice(BOARD.length)}:`),
    streamsShowing: (changed) => (changed.startsWith('agency:') ? null : changed.startsWith(COUNTY) ? [`${BOARD}${changed.split(':')[1] ?? ''}`] : []),
    async seq(stream) {
      const day = dayOfStream(stream);
      return day === null ? 0 : board.boardNumber(day);
    },
    async fragment(stream, view, audience) {
      const [day, asked] = [dayOfStream(stream), readView(view)];
      if (day === null || asked === null || asked.part === 'tile') return null;
      if (asked.part === 'side') {
        const read = await board.beside(day, now(), 'all', audience === 'visits');
        return read === null ? null : { seq: read.seq, html: render('presence/_side', sidePart(read.feed, read.silent, true)) };
      }
      const read = await board.whole(day, now());
      const earlier = asked.part === 'totals' ? await board.earlier(day, now(), null) : [];
      const html = draw(render, asked.part, read, { base: '/presence', day, filter: asked.filter }, earlier);
      return html === null ? null : { seq: read.seq, html };
    },
  };
}

const parse = (stream: string): { readonly day: Day; readonly countyId: string | null } | null => {
  const [, day = '', county = ''] = /^presence:(\d{4}-\d{2}-\d{2}):([\w-]{1,64})$/.exec(stream) ?? [];
  return isDay(day) ? { day, countyId: county === 'province' ? null : county } : null;
};

/** The live fragments of one county: its tile on the board, and its own page; for those who may see that county. */
export function countyLive({ board, render, now }: Deps): LiveSlice {
  return {
    prefix: COUNTY,
    async audience(actor, stream, view) {
      const about = parse(stream);
      return about === null || readView(view) === null ? null : audienceOf(actor, { countyId: about.countyId });
    },
    shows: (stream, changed) => changed === stream || changed.startsWith('agency:'),
    streamsShowing: (changed) => (changed.startsWith('agency:') ? null : changed.startsWith(COUNTY) ? [changed] : []),
    async seq(stream) {
      const about = parse(stream);
      return about === null ? 0 : board.countyNumber(about.day, about.countyId);
    },
    async fragment(stream, view, audience) {
      const [about, asked] = [parse(stream), readView(view)];
      if (about === null || asked === null) return null;
      const { day, countyId } = about;
      if (asked.part === 'side') {
        const read = await board.beside(day, now(), countyId, audience === 'visits');
        return read === null ? null : { seq: read.seq, html: render('presence/_side', sidePart(read.feed, read.silent, false)) };
      }
      const read = await board.county(day, now(), countyId);
      if (read === null) return null;
      const earlier = asked.part === 'totals' ? await board.earlier(day, now(), [countyId]) : [];
      const html = draw(render, asked.part, read, { base: countyBase(countyId), day, filter: asked.filter }, earlier);
      return html === null ? null : { seq: read.seq, html };
    },
  };
}
