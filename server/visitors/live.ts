import { isDay } from '../domain/jalali.ts';
import { may } from '../domain/permission.ts';
import type { Render } from '../http/render.ts';
import type { LiveSlice } from '../live/slice.ts';
import { visitorDayView } from './day-view.ts';
import type { VisitorReading } from './read.ts';

const PREFIX = 'visitors:';

interface Deps {
  readonly reading: VisitorReading;
  readonly render: Render;
}

/** Live desks of visitors: the fragment `day:DAY` of an agency's stream. */
export function visitorsLive({ reading, render }: Deps): LiveSlice {
  const agencyOf = (stream: string): string | null => /^visitors:([\w-]{1,64})$/.exec(stream)?.[1] ?? null;
  return {
    prefix: PREFIX,
    async audience(actor, stream) {
      const agencyId = agencyOf(stream);
      return agencyId !== null && may(actor, 'visitors.register', { agencyId }) ? 'desk' : null;
    },
    shows: (stream, changed) => stream === changed,
    streamsShowing: (changed) => (changed.startsWith(PREFIX) ? [changed] : []),
    async seq(stream) {
      const agencyId = agencyOf(stream);
      return agencyId === null ? 0 : reading.number(agencyId);
    },
    async fragment(stream, view) {
      const agencyId = agencyOf(stream);
      const day = view.startsWith('day:') ? view.slice('day:'.length) : '';
      if (agencyId === null || !isDay(day)) return null;
      const read = await reading.day(agencyId, day);
      return { seq: read.seq, html: render('visitors/_day', visitorDayView(read)) };
    },
  };
}
