import type { Knex } from 'knex';
import { agencyLookup } from '../agencies/lookup.ts';
import type { Day } from '../domain/jalali.ts';
import { may, scopeOf, type Actor } from '../domain/permission.ts';
import { Refusal } from '../domain/refusal.ts';
import type { CitizenRequest } from '../domain/request.ts';
import { readTrackingCode } from '../domain/tracking-code.ts';
import { peopleLookup } from '../people/lookup.ts';
import { topicLookup } from '../topics/lookup.ts';
import type { Desk } from './changing.ts';
import { requestLists, type Reach } from './list-repository.ts';
import { requestRepository } from './repository.ts';
import { countOf, type StateCounts, type Tab } from './tabs.ts';

/** A row of the list, with the names that it needs. */
export interface ListedRequest {
  readonly request: CitizenRequest;
  readonly topic: string | null;
  readonly agency: string | null;
  readonly county: string | null;
  /** The expert in whose hands it is. */
  readonly expert: { readonly name: string; readonly self: boolean } | null;
}

/** One page of a list of requests. */
export interface Inbox {
  readonly listed: readonly ListedRequest[];
  readonly counts: StateCounts;
  readonly page: number;
  readonly total: number;
  /** The agencies by which the list may be narrowed; none where the reader sees his own alone. */
  readonly agencies: readonly { readonly id: string; readonly name: string }[];
}

/** What of a list is asked for; `agencyId` narrows it to one agency within the reader's reach. */
export interface InboxAsked {
  readonly desk: Desk;
  readonly tab: Tab;
  readonly agencyId: string | null;
  readonly page: number;
}

/** So many requests stand on one page of a list. */
export const PAGE_SIZE = 25;

/** The lists of requests, and finding one by its tracking code. */
export function createInbox({ reads }: { readonly reads: Knex }) {
  const reachOf = (actor: Actor, desk: Desk, agencyId: string | null): Reach => {
    if (desk === 'confidential') return { desk, agencyIds: may(actor, 'requests.confidential') ? null : [] };
    const { everywhere, agencyIds } = scopeOf(actor, 'requests.see');
    if (everywhere) return { desk, agencyIds: agencyId === null ? null : [agencyId] };
    return { desk, agencyIds: agencyId === null ? agencyIds : agencyIds.filter((one) => one === agencyId) };
  };

  const named = async (requests: readonly CitizenRequest[], actor: Actor): Promise<ListedRequest[]> => {
    const agencies = await agencyLookup(reads).shortNames();
    const counties = await agencyLookup(reads).countyNames();
    const topics = await topicLookup(reads).tree();
    const referrals = await requestRepository(reads).openReferralsOf(requests.map(({ id }) => id));
    const experts = new Map(referrals.flatMap(({ requestId, toUserId }) => (toUserId === null ? [] : [[requestId, toUserId]])));
    const names = await peopleLookup(reads).namesOfUsers([...experts.values()]);
    return requests.map((request) => {
      const expert = experts.get(request.id);
      return {
        request,
        topic: topics.get(request.topicId ?? '')?.name ?? null,
        agency: agencies.get(request.agencyId ?? '') ?? null,
        county: counties.get(request.countyId ?? '') ?? null,
        expert: expert === undefined ? null : { name: names.get(expert) ?? '', self: expert === actor.id },
      };
    });
  };

  return {
    /** A page of what the actor may see; a page beyond the last is the last. */
    async list({ desk, tab, agencyId, page: asked }: InboxAsked, actor: Actor, today: Day): Promise<Inbox> {
      const lists = requestLists(reads);
      const reach = reachOf(actor, desk, agencyId);
      const counts = await lists.counts(reach, today);
      const total = countOf(tab, counts);
      const page = Math.min(Math.max(1, asked), Math.max(1, Math.ceil(total / PAGE_SIZE)));
      const requests = await lists.page(reach, { tab, today, userId: actor.id, offset: (page - 1) * PAGE_SIZE, most: PAGE_SIZE });
      const wide = desk === 'open' && scopeOf(actor, 'requests.see').everywhere;
      const agencies = wide ? (await agencyLookup(reads).agenciesOn(today)).map(({ agency: { id, shortName } }) => ({ id, name: shortName })) : [];
      return { listed: await named(requests, actor), counts, page, total, agencies };
    },

    /** Where the request with a typed tracking code lies; refuses `request_unknown` where the actor may not see it, as where there is none. */
    async find(typed: string, actor: Actor): Promise<{ readonly id: string; readonly desk: Desk }> {
      const code = readTrackingCode(typed);
      const request = code === null ? null : await requestRepository(reads).byTrackingCode(code);
      const seen = request !== null && (request.confidential ? may(actor, 'requests.confidential') : may(actor, 'requests.see', { agencyId: request.agencyId }));
      if (!seen) throw new Refusal('request_unknown', { field: 'code' });
      return { id: request.id, desk: request.confidential ? 'confidential' : 'open' };
    },
  };
}

export type InboxService = ReturnType<typeof createInbox>;
