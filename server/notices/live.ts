import type { Instant } from '../domain/calendar.ts';
import { NOTICE_STEPS } from '../domain/notice.ts';
import { may } from '../domain/permission.ts';
import type { Render } from '../http/render.ts';
import type { LiveSlice } from '../live/slice.ts';
import type { NoticeFilter, NoticeLists } from './list.ts';
import { noticeSections } from './list-view.ts';
import { NOTICES_STREAM } from './steps.ts';

interface Deps {
  readonly lists: NoticeLists;
  readonly render: Render;
  readonly now: () => Instant;
}

/** The stream of a list that is narrowed down: it is recorded nowhere, and shows what is recorded on the stream of all. */
export const listStream = ({ agencyId, countyId, step }: NoticeFilter): string => [NOTICES_STREAM, agencyId ?? '', countyId ?? '', step ?? ''].join(':');

const filterIn = (stream: string): NoticeFilter | null => {
  const [, agencyId = '', countyId = '', named = ''] = /^notices:([\w-]{0,40}):([\w-]{0,40}):(\w{0,20})$/.exec(stream) ?? [];
  if (!/^notices:[^:]*:[^:]*:[^:]*$/.test(stream)) return null;
  const step = NOTICE_STEPS.find((one) => one === named) ?? null;
  return named !== '' && step === null ? null : { agencyId: agencyId || null, countyId: countyId || null, step };
};

/** The live list of notices: the head's holds what is proposed, others' what has been issued. */
export function noticesLive({ lists, render, now }: Deps): LiveSlice {
  return {
    prefix: `${NOTICES_STREAM}:`,
    audience: async (actor, stream) => (filterIn(stream) === null || !may(actor, 'notices.see') ? null : may(actor, 'notices.decide') ? 'head' : 'reader'),
    shows: (_stream, changed) => changed === NOTICES_STREAM,
    seq: () => lists.number(),
    async fragment(stream, view, audience) {
      const filter = filterIn(stream);
      if (filter === null || view !== 'list') return null;
      const list = await lists.list(filter, audience === 'head' ? 'head' : 'reader', now());
      return { seq: list.seq, html: render('notices/_sections', noticeSections(list)) };
    },
  };
}
