import type { RequestState } from '../domain/request.ts';

/** The sides of the list of requests; `centre` are those for which the centre must name an agency. */
export const TABS = ['centre', 'open', 'overdue', 'referred', 'in_progress', 'answered', 'closed'] as const;
export type Tab = (typeof TABS)[number];

/** How many requests stand in each state, and how many of the unanswered ones are overdue. */
export interface StateCounts {
  readonly states: Readonly<Record<RequestState, number>>;
  readonly overdue: number;
}

/** The states that a side shows; `overdue` shows those of the unanswered ones whose day has gone by. */
export const STATES_OF: Readonly<Record<Tab, readonly RequestState[]>> = {
  centre: ['registered', 'returned'],
  open: ['registered', 'referred', 'in_progress', 'needs_info', 'returned'],
  overdue: ['registered', 'referred', 'in_progress', 'needs_info', 'returned'],
  referred: ['referred'],
  in_progress: ['in_progress', 'needs_info'],
  answered: ['answered'],
  closed: ['closed'],
};

/** How many requests a side has. */
export const countOf = (tab: Tab, { states, overdue }: StateCounts): number =>
  tab === 'overdue' ? overdue : STATES_OF[tab].reduce((sum, state) => sum + states[state], 0);
