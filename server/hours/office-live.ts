import type { Instant } from '../domain/calendar.ts';
import { may } from '../domain/permission.ts';
import type { Render } from '../http/render.ts';
import type { LiveSlice } from '../live/slice.ts';
import { officeLiveView, type OfficeSide } from './office-live-view.ts';
import { officeSideOf } from './office-routes.ts';
import type { Office } from './office.ts';

interface Deps {
  readonly office: Office;
  readonly render: Render;
  readonly now: () => Instant;
}

const PREFIX = 'hour:';
const VIEWS: Readonly<Record<OfficeSide, string>> = { manager: 'office-manager', office: 'office-office' };

const idIn = (stream: string): string | null => {
  const id = stream.slice(PREFIX.length);
  return stream.startsWith(PREFIX) && /^[\w-]{1,100}$/.test(id) ? id : null;
};

/** An office's page in its hour: `hour:ID` has one fragment for the manager and one for his office, and neither for anybody of another agency. */
export function officeLive({ office, render, now }: Deps): LiveSlice {
  return {
    prefix: PREFIX,
    async audience(actor, stream, view) {
      const id = idIn(stream);
      const agencyId = id === null ? null : await office.agencyOf(id);
      if (agencyId === null || !may(actor, 'hours.own', { agencyId })) return null;
      const side = officeSideOf(actor, agencyId);
      return view === VIEWS[side] ? side : null;
    },
    shows(stream, changed) {
      const id = idIn(stream);
      return changed === stream || (id !== null && (changed === `session:${id}` || changed === `agency:${office.knownAgencyOf(id) ?? ''}`));
    },
    streamsShowing: (changed) => (changed.startsWith(PREFIX) ? [changed] : changed.startsWith('session:') ? [`${PREFIX}${changed.slice('session:'.length)}`] : changed.startsWith('agency:') ? null : []),
    seq: (stream) => office.number(stream.slice(PREFIX.length)),
    async fragment(stream, view, audience) {
      const id = idIn(stream);
      const side = audience === 'manager' ? 'manager' : 'office';
      const live = id === null || view !== VIEWS[side] ? null : await office.live(id);
      return live === null ? null : { seq: live.seq, html: render('hours/_office', officeLiveView(live, side, now())) };
    },
  };
}
