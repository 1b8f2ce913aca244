import { dayOf, type Instant } from '../domain/calendar.ts';
import { FINDING_TABS } from '../domain/finding.ts';
import { may } from '../domain/permission.ts';
import type { Render } from '../http/render.ts';
import type { LiveSlice } from '../live/slice.ts';
import { PAGE_SIZE, type Findings } from './service.ts';
import { findingsList } from './view.ts';

const PREFIX = 'findings:';

/** The stream of the list of all agencies: it is recorded nowhere, and shows what is recorded on theirs. */
export const allFindings = `${PREFIX}all`;

interface Deps {
  readonly findings: Findings;
  readonly render: Render;
  readonly now: () => Instant;
}

/** Live lists of findings: the fragment `list:TAB:PAGE` of one agency's stream or of all. */
export function findingsLive({ findings, render, now }: Deps): LiveSlice {
  const agencyOf = (stream: string): string | null | undefined => {
    if (stream === allFindings) return null;
    const [, id] = /^findings:([\w-]{1,64})$/.exec(stream) ?? [];
    return id;
  };
  return {
    prefix: PREFIX,
    audience: async (actor, stream) => {
      const agencyId = agencyOf(stream);
      return agencyId !== undefined && may(actor, 'findings.see', agencyId === null ? {} : { agencyId }) ? 'readers' : null;
    },
    shows: (stream, changed) => changed.startsWith(PREFIX) && (stream === changed || stream === allFindings),
    streamsShowing: (changed) => (changed.startsWith(PREFIX) ? [changed, allFindings] : []),
    async seq(stream) {
      const agencyId = agencyOf(stream);
      return agencyId === undefined ? 0 : findings.number(agencyId);
    },
    async fragment(stream, view) {
      const agencyId = agencyOf(stream);
      const [, name, number] = /^list:(\w+):(\d{1,6})$/.exec(view) ?? [];
      const tab = FINDING_TABS.find((one) => one === name);
      if (agencyId === undefined || tab === undefined) return null;
      const today = dayOf(now());
      const list = await findings.list(agencyId, tab, Number(number), today);
      return { seq: list.seq, html: render('findings/_list', findingsList(list, agencyId, today, PAGE_SIZE)) };
    },
  };
}
