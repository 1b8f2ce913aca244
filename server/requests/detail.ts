import type { Knex } from 'knex';
import { eventsAfter } from '../../db/events.ts';
import type { Seal } from '../../db/sealed.ts';
import { agencyLookup } from '../agencies/lookup.ts';
import type { Instant } from '../domain/calendar.ts';
import type { Day } from '../domain/jalali.ts';
import { may, type Actor, type Subject } from '../domain/permission.ts';
import { maskedIdentity, maskedPhone, searchKey } from '../domain/persian.ts';
import type { Answer, CitizenRequest, Referral } from '../domain/request.ts';
import { pathOf } from '../domain/topic.ts';
import { peopleLookup, type Expert } from '../people/lookup.ts';
import { topicLookup } from '../topics/lookup.ts';
import { openApplicant } from './applicant.ts';
import { foundAt, markOf, type Desk } from './changing.ts';
import { requestLookup } from './lookup.ts';
import { requestRepository } from './repository.ts';
import { requestStream } from './steps.ts';

/** One thing that happened to a request, with the referral or the answer that it made. */
export interface Happened {
  readonly kind: string;
  readonly at: Instant;
  readonly by: string | null;
  readonly referral: Referral | null;
  readonly answer: Answer | null;
}

/** One request with everything its page tells; phone and identity are masked. */
export interface RequestDetail {
  readonly request: CitizenRequest;
  /** The open referral. */
  readonly referral: Referral | null;
  readonly mark: string;
  /** The names of the topics from the root down to its own. */
  readonly topics: readonly string[];
  readonly county: string | null;
  readonly phone: string | null;
  readonly identity: string | null;
  readonly history: readonly Happened[];
  /** The names of agencies and of users that its history speaks of. */
  readonly agencies: ReadonlyMap<string, string>;
  readonly users: ReadonlyMap<string, string>;
  /** The earlier request of which this is the same problem, where the reader may see it. */
  readonly motherId: string | null;
}

/** What the forms of a request's page choose from. */
export interface RequestChoices {
  /** By their short names; `search` is what they are looked for by. */
  readonly agencies: readonly { readonly id: string; readonly name: string; readonly search: string }[];
  readonly experts: readonly Expert[];
  /** The day until which an agency would have from today. */
  readonly deadline: Day;
}

// More than this has never happened to one request; the oldest are told then.
const MOST_TOLD = 500;

interface Ids {
  readonly referralId?: string | null;
  readonly answerId?: string | null;
  readonly referral?: { readonly id: string } | null;
}

/** Reading one request. */
export function createDetail({ reads, seal }: { readonly reads: Knex; readonly seal: Seal }) {
  const requests = requestRepository(reads);

  const historyOf = async (id: string): Promise<Happened[]> => {
    const [referrals, answers] = [await requests.referralsOf(id), await requests.answersOf([id])];
    return (await eventsAfter(reads, requestStream(id), 0, MOST_TOLD)).map(({ kind, at, actor, data }) => {
      const ids = JSON.parse(data) as Ids;
      const referralId = ids.referralId ?? ids.referral?.id;
      return {
        kind, at: at as Instant, by: actor,
        referral: referrals.find((one) => one.id === referralId) ?? null,
        answer: answers.find((one) => one.id === ids.answerId) ?? null,
      };
    });
  };

  return {
    /** Refuses `not_found`. */
    async detail(id: string, desk: Desk, actor: Actor): Promise<RequestDetail> {
      const found = await foundAt(reads, desk, id);
      const { request, referral } = found;
      const history = await historyOf(id);
      const plain = openApplicant(seal, 'requests', id, request);
      const userIds = history.flatMap(({ by, referral: sent }) => [by, sent?.toUserId ?? null]);
      const mother = request.motherId === null ? null : await requests.byId(request.motherId);
      return {
        request,
        referral,
        mark: markOf(found),
        topics: pathOf(await topicLookup(reads).tree(), request.topicId ?? '').map(({ name }) => name),
        county: request.countyId === null ? null : ((await agencyLookup(reads).countyById(request.countyId))?.name ?? null),
        phone: plain.phone === null ? null : maskedPhone(plain.phone),
        identity: plain.identity === null ? null : maskedIdentity(plain.identity),
        history,
        agencies: await agencyLookup(reads).shortNames(),
        users: await peopleLookup(reads).namesOfUsers([...userIds, referral?.toUserId ?? null].filter((one) => one !== null)),
        motherId: mother !== null && !mother.confidential && may(actor, 'requests.see', { agencyId: mother.agencyId }) ? mother.id : null,
      };
    },

    /** The agencies and experts to whom it can be sent, and a likely deadline. */
    async choices({ request: { agencyId } }: Pick<RequestDetail, 'request'>, today: Day): Promise<RequestChoices> {
      return {
        agencies: (await agencyLookup(reads).agenciesOn(today)).map(({ agency: { id, name, shortName, aliases } }) => ({ id, name: shortName, search: searchKey(`${shortName} ${name} ${aliases ?? ''}`) })),
        experts: agencyId === null ? [] : await peopleLookup(reads).expertsOf(agencyId),
        deadline: await requestLookup(reads).deadlineFrom(today),
      };
    },

    /** The agency that has an open request, for the guard; null where there is none. */
    async subject(id: string): Promise<Subject | null> {
      const request = await requests.byId(id);
      return request === null || request.confidential ? null : { agencyId: request.agencyId };
    },
    /** The same, but of one at the centre the agency that had it last: giving it back twice is one act. */
    async lastSubject(id: string): Promise<Subject | null> {
      const request = await requests.byId(id);
      if (request === null || request.confidential) return null;
      return { agencyId: request.agencyId ?? (await requests.referralsOf(id)).at(-1)?.toAgencyId ?? null };
    },
  };
}

export type Detail = ReturnType<typeof createDetail>;
