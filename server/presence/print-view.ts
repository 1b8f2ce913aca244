import { clockOf, dayOf, formatClock, type Instant } from '../domain/calendar.ts';
import { formatDayLong, type Day } from '../domain/jalali.ts';
import { formatNumber, formatPercent } from '../domain/persian.ts';
import { countPresences, EVERYTHING, presentShare, sumOfCounts, totalOf, type PresenceCounts } from '../domain/presence-board.ts';
import { PROVINCE_OFFICES } from '../wording/presence.ts';
import type { CountyFacts } from './facts.ts';
import { sinceWords, windowWords } from './list-view.ts';
import { addressOf, BAR_ORDER, BOARD_BASE, GROUP_ORDER, statePart, type StatePart } from './parts-view.ts';

interface CountRow {
  readonly name: string;
  readonly total: string;
  readonly share: string;
  readonly counts: readonly string[];
}

/** The board on paper: a sheet of counts, then county by county every office by its state. */
export interface PrintView {
  readonly day: string;
  readonly asOf: string;
  readonly back: string;
  readonly columns: readonly StatePart[];
  readonly rows: readonly CountRow[];
  /** The sum of all; null where there is one county. */
  readonly sum: CountRow | null;
  readonly counties: readonly {
    readonly name: string;
    readonly total: string;
    readonly groups: readonly { readonly state: StatePart; readonly count: string; readonly offices: readonly { readonly name: string; readonly manager: string; readonly since: string }[] }[];
  }[];
}

declare module '../http/pages.ts' {
  interface Pages {
    'presence/print': PrintView;
  }
}

const rowOf = (name: string, counts: PresenceCounts): CountRow => ({
  name, total: formatNumber(totalOf(counts)), share: formatPercent(presentShare(counts), { fraction: 0 }), counts: BAR_ORDER.map((state) => formatNumber(counts[state])),
});

/** The paper of some counties at one moment. */
export function printView(all: readonly CountyFacts[], { day, today, now }: { readonly day: Day; readonly today: Day; readonly now: Instant }): PrintView {
  const counties = all.filter(({ offices }) => offices.length > 0);
  const named = counties.map((facts) => ({ ...facts, name: facts.county?.name ?? PROVINCE_OFFICES, counts: countPresences(facts.offices.map(({ presence }) => presence)) }));
  const window = windowWords(counties);
  return {
    day: [formatDayLong(day), window].filter(Boolean).join('، '),
    asOf: `${day === today ? 'وضع' : 'وضع ثبت‌شده تا'} ${dayOf(now) === day ? '' : `${formatDayLong(dayOf(now))}، `}ساعت ${formatClock(clockOf(now))}`,
    back: addressOf({ base: BOARD_BASE, day, filter: EVERYTHING }),
    columns: BAR_ORDER.map(statePart),
    rows: named.map(({ name, counts }) => rowOf(name, counts)),
    sum: named.length > 1 ? rowOf('همه', sumOfCounts(named.map(({ counts }) => counts))) : null,
    counties: named.map(({ name, offices }) => ({
      name,
      total: `${formatNumber(offices.length)} دفتر`,
      groups: GROUP_ORDER.flatMap((state) => {
        const own = offices.filter(({ presence }) => presence === state);
        if (own.length === 0) return [];
        return [{ state: statePart(state), count: formatNumber(own.length), offices: own.map((office) => ({ name: office.name, manager: office.manager ?? '', since: sinceWords(office) })) }];
      }),
    })),
  };
}
