import type { Seal } from '../../db/sealed.ts';
import type { Writer } from '../../db/writer.ts';
import type { Knex } from 'knex';
import { dayOf } from '../domain/calendar.ts';
import type { Call, CentreOutcome, EmergencyNumber } from '../domain/call.ts';
import type { Command } from '../domain/command.ts';
import { Refusal } from '../domain/refusal.ts';
import { requestLookup } from '../requests/lookup.ts';
import { inboxStream, requestSteps, requestStream, sealApplicant, type NewRequest } from '../requests/steps.ts';
import { settleDues } from './dues.ts';
import { agencyLookup } from '../agencies/lookup.ts';
import { agenciesFor, callFrom, mustBeIdentified, mustBeKnown, mustBeTopicOf, newTrackingCode, type Entry } from './entry.ts';
import { callSteps, CENTRE_STREAM } from './steps.ts';

interface Deps {
  readonly reads: Knex;
  readonly writer: Writer;
  readonly seal: Seal;
  readonly newId: () => string;
}

/** How the centre itself ends a call; a registered one names the agency where the topic leaves a choice. */
export interface Settlement {
  readonly outcome: CentreOutcome;
  readonly agencyId: string | null;
  readonly emergencyTo: EmergencyNumber | null;
  /** An earlier request of the caller's about the same matter, to which this call is added. */
  readonly about: string | null;
}

/** What the operator tells the caller: his tracking code, where a request was made of the call. */
export interface Settled {
  readonly callId: string;
  readonly trackingCode: string | null;
}

const REQUESTED: readonly CentreOutcome[] = ['registered', 'confidential'];

/** Calls that never enter a queue: answered, sent on, registered or kept for the inspection office by the centre itself. */
export function createSettling({ reads, writer, seal, newId }: Deps) {
  return {
    /**
     * Records a call with its outcome at the centre; a registered or confidential one becomes a request in the same commit.
     * Refuses `identity_needed`, `reason_needed` (an emergency without its number), `phone_needed` (a call-back without one), `topic_not_of_agency`
     * `changed_meanwhile` (an earlier request that has moved on) and `not_found`. What is told in confidence is about no earlier request: that one
     * is read at its agency.
     */
    async settle(entry: Entry, { outcome, agencyId, emergencyTo, about: asked }: Settlement, command: Command): Promise<Settled> {
      if (outcome === 'emergency' && emergencyTo === null) throw new Refusal('reason_needed', { field: 'emergencyTo' });
      if (outcome === 'call_back' && entry.applicant.phone === null) throw new Refusal('phone_needed', { field: 'phone' });
      const [id, requestId, referralId] = [newId(), newId(), newId()];
      const confidential = outcome === 'confidential';
      const about = confidential ? null : asked;
      const requested = REQUESTED.includes(outcome) && about === null;
      const answering = await agenciesFor(reads, entry.topicId);
      const concerned = agencyId ?? (answering.length === 1 ? (answering[0]?.id ?? null) : null);
      const target = confidential ? null : concerned;
      const request: NewRequest = {
        id: requestId, trackingCode: newTrackingCode(), kind: entry.kind, topicId: entry.topicId, agencyId: target, summary: entry.summary,
        applicant: sealApplicant(seal, 'requests', requestId, entry.applicant), confidential, channel: 'phone', callId: id, sessionId: null,
        dueDay: await requestLookup(reads).deadlineFrom(dayOf(command.at)),
        referral: target === null ? null : { id: referralId, toUserId: null, note: null }, mother: null,
      };
      const applicant = sealApplicant(seal, 'calls', id, entry.applicant);
      const aboutRequest = about === null ? null : await requestLookup(reads).byId(about);
      if (about !== null && (aboutRequest === null || aboutRequest.confidential)) throw new Refusal('not_found');
      const streams = [
        CENTRE_STREAM,
        ...(requested ? [requestStream(requestId), inboxStream(target, confidential)] : []),
        ...(aboutRequest === null ? [] : [requestStream(aboutRequest.id), inboxStream(aboutRequest.agencyId, false)]),
      ];
      return writer.submit({
        ...command,
        streams: [...new Set(streams)],
        apply: async (tx): Promise<Settled> => {
          if (requested && !confidential) await mustBeIdentified(tx.known, entry, command.at);
          await mustBeKnown(tx.known, entry);
          if (target !== null) {
            const agency = await agencyLookup(tx.known).byId(target);
            if (agency === null) throw new Refusal('not_found', { field: 'agencyId' });
            if (outcome === 'registered') await mustBeTopicOf(tx.known, entry.topicId, agency);
          }
          const by = command.actor ?? '';
          const steps = requestSteps(tx);
          if (requested) await steps.register(request, by, command.at);
          const call: Call = {
            ...callFrom(entry, id, applicant, by, command.at),
            agencyId: confidential ? null : (aboutRequest?.agencyId ?? concerned),
            outcome, outcomeBy: by, emergencyTo,
            requestId: requested ? requestId : about,
            callBack: outcome === 'call_back' ? 'due' : null,
            // What is told in confidence stands in the request alone, which nobody but the inspection office reads.
            ...(confidential ? { summary: '', topicId: null, priority: false, priorityReason: null } : {}),
          };
          const added = callSteps(tx).add(call);
          if (aboutRequest !== null) await steps.follow(aboutRequest, id, by, command.at);
          tx.raise(CENTRE_STREAM, 'call_settled', { callId: id, outcome, emergencyTo, requestId: confidential ? null : call.requestId });
          await settleDues(tx, entry, added, command);
          return { callId: id, trackingCode: requested ? request.trackingCode : (aboutRequest?.trackingCode ?? null) };
        },
      });
    },
  };
}
