import type { Knex } from 'knex';
import type { Day } from '../domain/jalali.ts';
import { OPEN_STATES, REQUEST_STATES, type CitizenRequest, type RequestState } from '../domain/request.ts';
import type { Desk } from './changing.ts';
import { toRequest } from './repository.ts';
import { STATES_OF, type StateCounts, type Tab } from './tabs.ts';

/** Whose requests are listed: those of a desk, of some agencies alone where they are named. */
export interface Reach {
  readonly desk: Desk;
  readonly agencyIds: readonly string[] | null;
}

/** One page of a side of the list. */
export interface Slice {
  readonly tab: Tab;
  readonly today: Day;
  /** Whose own come first. */
  readonly userId: string;
  readonly offset: number;
  readonly most: number;
}

const NONE = Object.fromEntries(REQUEST_STATES.map((state) => [state, 0])) as Readonly<Record<RequestState, number>>;

/** Lists of requests over one handle. */
export function requestLists(db: Knex) {
  const within = ({ desk, agencyIds }: Reach) => {
    const query = db('requests').where({ confidential: desk === 'confidential' ? 1 : 0 });
    return agencyIds === null ? query : query.whereIn('agency_id', [...agencyIds]);
  };
  return {
    async counts(reach: Reach, today: Day): Promise<StateCounts> {
      const rows: readonly Readonly<Record<string, unknown>>[] = await within(reach).groupBy('state').select('state').count({ count: 'id' });
      const late: Readonly<Record<string, unknown>> | undefined = await within(reach).whereIn('state', OPEN_STATES).where('due_day', '<', today).count({ count: 'id' }).first();
      return { states: { ...NONE, ...Object.fromEntries(rows.map((row) => [String(row['state']), Number(row['count'])])) }, overdue: Number(late?.['count'] ?? 0) };
    },

    /** One's own first, then by nearest day, so that the overdue stand above; what has been answered, the newest first. */
    async page(reach: Reach, { tab, today, userId, offset, most }: Slice): Promise<CitizenRequest[]> {
      const query = within(reach).whereIn('state', STATES_OF[tab]).offset(offset).limit(most);
      if (tab === 'overdue') void query.where('due_day', '<', today);
      if (tab === 'answered' || tab === 'closed') {
        void query.orderBy([{ column: 'answered_at', order: 'desc' }, { column: 'id' }]);
      } else {
        const own = db('referrals').whereRaw('referrals.request_id = requests.id').where({ state: 'open', to_user_id: userId }).select(db.raw('1'));
        void query.orderByRaw('case when exists ? then 0 else 1 end', [own]).orderBy(['due_day', 'registered_at', 'id']);
      }
      return (await query.select()).map(toRequest);
    },
  };
}
