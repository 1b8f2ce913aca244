import type { Tx } from '../../db/writer.ts';
import type { Applicant, MatterKind } from '../domain/applicant.ts';
import type { Instant } from '../domain/calendar.ts';
import type { Day } from '../domain/jalali.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Channel, CitizenRequest, Referral } from '../domain/request.ts';
import { requestRepository } from './repository.ts';

// Whoever takes down a call keeps its applicant as a request does, and finds him by the same indexes.
export { openApplicant, personIndexes, sealApplicant, type ApplicantTable, type PersonIndexes, type PlainApplicant } from './applicant.ts';

/** Where the changes of one request are recorded. */
export const requestStream = (id: string): string => `request:${id}`;
/** The list in which a request stands: its agency's, the centre's, or the inspection office's where it is confidential. */
export const inboxStream = (agencyId: string | null, confidential: boolean): string =>
  `inbox:${confidential ? 'inspection' : (agencyId ?? 'centre')}`;

/** An earlier request, and where it lay when the streams of a change were declared. */
export type Seen = Pick<CitizenRequest, 'id' | 'agencyId'>;

/** A request to register; every id, the tracking code and the sealed applicant are made before the change. */
export interface NewRequest {
  readonly id: string;
  readonly trackingCode: string;
  readonly kind: MatterKind;
  readonly topicId: string | null;
  /** The agency that is to answer; null leaves it to the centre. */
  readonly agencyId: string | null;
  readonly summary: string;
  /** Sealed for this row of `requests`. */
  readonly applicant: Applicant;
  readonly confidential: boolean;
  readonly channel: Channel;
  readonly callId: string | null;
  readonly sessionId: string | null;
  readonly dueDay: Day;
  /** Its first referral, where an agency is named. */
  readonly referral: { readonly id: string; readonly toUserId: string | null; readonly note: string | null } | null;
  /** The earlier request of which it is the same problem, as it was seen. */
  readonly mother: Seen | null;
}

/** A request as events tell of it: by ids, without anything the citizen said or is called by. */
const toldRequest = (request: CitizenRequest) => ({
  id: request.id,
  state: request.state,
  kind: request.kind,
  topicId: request.topicId,
  agencyId: request.agencyId,
  confidential: request.confidential,
  channel: request.channel,
  callId: request.callId,
  sessionId: request.sessionId,
  dueDay: request.dueDay,
  motherId: request.motherId,
  followers: request.followers,
});

const toldReferral = ({ id, fromAgencyId, toAgencyId, toUserId, dueDay }: Referral) => ({ id, fromAgencyId, toAgencyId, toUserId, dueDay });

/** The writes on requests that a call's change joins to its own; it declares the streams of the request, of its list, and of the mother's. */
export function requestSteps(tx: Tx) {
  const requests = requestRepository(tx.db);

  const grow = async ({ id, agencyId }: Seen, data: object): Promise<void> => {
    const request = await requests.byId(id);
    if (request === null) throw new Refusal('request_unknown');
    // It now stands in a list whose stream was not declared.
    if (request.agencyId !== agencyId) throw new Refusal('changed_meanwhile');
    const after = { ...request, followers: request.followers + 1 };
    tx.write(requests.update(request, after));
    tx.raise(requestStream(id), 'request_followed', { after: toldRequest(after), ...data });
    tx.raise(inboxStream(request.agencyId, request.confidential), 'request_followed', { id });
  };

  return {
    /**
     * Registers a request: with an agency it is referred there at once, without one it waits at the centre; a confidential one
     * lies at the inspection office whatever agency it names. The mother's followers grow by one. Refuses `request_unknown` and `changed_meanwhile` for the mother.
     */
    async register(one: NewRequest, by: string, at: Instant): Promise<void> {
      const agencyId = one.confidential ? null : one.agencyId;
      const { id, trackingCode, kind, topicId, summary, confidential, channel, callId, sessionId, dueDay, mother } = one;
      const request: CitizenRequest = {
        ...one.applicant,
        id, trackingCode, kind, topicId, summary, confidential, channel, callId, sessionId, dueDay,
        motherId: mother?.id ?? null,
        state: agencyId === null ? 'registered' : 'referred',
        agencyId,
        registeredAt: at,
        registeredBy: by,
        referredAt: agencyId === null ? null : at,
        answeredAt: null,
        closedAt: null,
        followers: 0,
        rev: 1,
      };
      tx.write(requests.insert(request));
      let referral: Referral | null = null;
      if (agencyId !== null && one.referral !== null) {
        const { id: referralId, toUserId, note } = one.referral;
        referral = { id: referralId, requestId: id, fromAgencyId: null, toAgencyId: agencyId, toUserId, note, dueDay, state: 'open', at, by, endedAt: null, endedBy: null, endedNote: null };
        tx.write(requests.insertReferral(referral));
      }
      tx.raise(requestStream(id), 'request_registered', { after: toldRequest(request), referral: referral === null ? null : toldReferral(referral) });
      tx.raise(inboxStream(agencyId, confidential), 'request_registered', { id });
      if (mother !== null) await grow(mother, { requestId: id });
    },

    /** One more call about the same matter: counted and recorded, never discarded. Refuses `request_unknown` and `changed_meanwhile`. */
    async follow(request: Seen, callId: string, by: string, at: Instant): Promise<void> {
      await grow(request, { callId, by, at });
    },
  };
}
