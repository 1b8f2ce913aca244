import type { Knex } from 'knex';
import type { Seal } from '../../db/sealed.ts';
import type { Writer } from '../../db/writer.ts';
import { agencyLookup, isValidOn } from '../agencies/lookup.ts';
import { dayOf, instantOf, millisecondsOf } from '../domain/calendar.ts';
import type { Call, HostOutcome, TakeoverReason } from '../domain/call.ts';
import type { Command } from '../domain/command.ts';
import type { Day } from '../domain/jalali.ts';
import { concluded, type CallPatch } from '../domain/queue/steps.ts';
import { Refusal } from '../domain/refusal.ts';
import type { CitizenRequest } from '../domain/request.ts';
import { commitmentSteps, commitmentStream } from '../commitments/steps.ts';
import { peopleLookup } from '../people/lookup.ts';
import { requestLookup } from '../requests/lookup.ts';
import { inboxStream, openApplicant, requestSteps, requestStream, sealApplicant, type NewRequest } from '../requests/steps.ts';
import { lifeSteps, sessionStream } from '../sessions/steps.ts';
import { settingsLookup } from '../settings/lookup.ts';
import { newTrackingCode } from './entry.ts';
import { callOf, refuseTaken, standingOf } from './found.ts';
import { callSteps, CENTRE_STREAM } from './steps.ts';

interface Deps {
  readonly reads: Knex;
  readonly writer: Writer;
  readonly seal: Seal;
  readonly newId: () => string;
}

/** How the host ends a talk. `dueDay` null takes the deadline of the setting; `expertId` null leaves it to the agency's experts; `takenOver` is why the centre ends it in his place. */
export type Conclusion =
  | { readonly outcome: 'answered' | 'call_back' | 'dropped'; readonly takenOver?: TakeoverReason }
  | { readonly outcome: 'settled_on_line'; readonly agencyId: string }
  | { readonly outcome: 'commitment'; readonly text: string; readonly dueDay: Day }
  | { readonly outcome: 'referred'; readonly expertId: string | null; readonly dueDay: Day | null; readonly note: string | null }
  | { readonly outcome: 'other_agency'; readonly agencyId: string; readonly note: string | null }
  | { readonly outcome: 'linked' | 'same_problem'; readonly requestId: string };

/** What ending a talk came to: the code that the caller hears, where a request was made or added to. */
export interface Concluded {
  readonly callId: string;
  readonly outcome: HostOutcome;
  readonly trackingCode: string | null;
}

const ANYTIME: readonly HostOutcome[] = ['call_back', 'dropped'];

/** The ends of a talk; what must go on after it (request, referral, commitment) is made in the same commit as the call's end. */
export function createConcluding({ reads, writer, seal, newId }: Deps) {
  /** The request that a conclusion makes of the call, sealed and numbered before the change; null where it makes none. */
  const requestOf = async (call: Call, life: { readonly id: string; readonly agencyId: string }, ending: Conclusion, about: CitizenRequest | null, command: Command): Promise<NewRequest | null> => {
    if (ending.outcome !== 'referred' && ending.outcome !== 'other_agency' && ending.outcome !== 'same_problem') return null;
    const id = newId();
    const agencyId = ending.outcome === 'referred' ? life.agencyId : ending.outcome === 'other_agency' ? ending.agencyId : (about?.agencyId ?? null);
    const deadline = await requestLookup(reads).deadlineFrom(dayOf(command.at));
    return {
      id, trackingCode: newTrackingCode(), kind: call.kind, topicId: call.topicId, agencyId, summary: call.summary,
      applicant: sealApplicant(seal, 'requests', id, openApplicant(seal, 'calls', call.id, call)),
      confidential: false, channel: 'live_call', callId: call.id, sessionId: life.id,
      dueDay: ending.outcome === 'referred' ? (ending.dueDay ?? deadline) : deadline,
      referral: agencyId === null ? null : { id: newId(), toUserId: ending.outcome === 'referred' ? ending.expertId : null, note: 'note' in ending ? ending.note : null },
      mother: ending.outcome === 'same_problem' ? about : null,
    };
  };

  return {
    /**
     * Ends the talk with the present caller (or one on hold). Refuses `call_not_present`, `call_taken` (ended by somebody else, who is named), `not_connected`,
     * `day_past`, `target_same_agency`, `expert_unknown`, `not_found` (an agency or request), `no_phone` (a call back to whoever left none),
     * and `changed_meanwhile` where the request it is about has moved on.
     */
    async conclude(sessionId: string, callId: string, ending: Conclusion, command: Command): Promise<Concluded> {
      const { life: seen } = await standingOf(reads, sessionId);
      const before = await callOf(reads, sessionId, callId);
      const { outcome } = ending;
      if ('dueDay' in ending && ending.dueDay !== null && ending.dueDay < dayOf(command.at)) throw new Refusal('day_past', { field: 'dueDay' });
      if ('agencyId' in ending && ending.agencyId === seen.agencyId) throw new Refusal('target_same_agency', { field: 'agencyId' });
      const target = 'agencyId' in ending ? await agencyLookup(reads).byId(ending.agencyId) : null;
      if ('agencyId' in ending && (target === null || !isValidOn(target, dayOf(command.at)))) throw new Refusal('not_found', { field: 'agencyId' });
      if (ending.outcome === 'referred' && ending.expertId !== null && !(await peopleLookup(reads).expertsOf(seen.agencyId)).some(({ userId }) => userId === ending.expertId)) {
        throw new Refusal('expert_unknown', { field: 'expertId' });
      }
      const about = 'requestId' in ending ? await requestLookup(reads).byId(ending.requestId) : null;
      if ('requestId' in ending && (about === null || about.confidential)) throw new Refusal('not_found', { field: 'requestId' });
      const request = await requestOf(before, seen, ending, about, command);
      const commitmentId = newId();
      const streams = [
        sessionStream(sessionId),
        ...(outcome === 'call_back' ? [CENTRE_STREAM] : []),
        ...(outcome === 'commitment' ? [commitmentStream(seen.agencyId)] : []),
        ...(request === null ? [] : [requestStream(request.id), inboxStream(request.agencyId, false)]),
        ...(about === null ? [] : [requestStream(about.id), inboxStream(about.agencyId, false)]),
      ];
      return writer.submit({
        ...command,
        streams: [...new Set(streams)],
        apply: async (tx): Promise<Concluded> => {
          const { life } = await standingOf(tx.db, sessionId);
          const call = await callOf(tx.db, sessionId, callId);
          const by = command.actor ?? '';
          if (call.state === 'wrap_up' || call.state === 'ended') await refuseTaken(tx.db, call, life);
          if (call.state !== 'on_hold' && life.currentCallId !== callId) throw new Refusal('call_not_present');
          if (call.state === 'connecting' && !ANYTIME.includes(outcome)) throw new Refusal('not_connected');
          if (outcome === 'call_back' && call.phone === null) throw new Refusal('no_phone');
          const { live_calls: rule } = await settingsLookup(tx.known).settingsOn(life.day);
          const wrapUntil = instantOf(millisecondsOf(command.at) + rule.wrapUpSeconds * 1000);
          if (request !== null) await requestSteps(tx).register(request, by, command.at);
          if (outcome === 'linked' && about !== null) await requestSteps(tx).follow(about, callId, by, command.at);
          if (ending.outcome === 'commitment') {
            commitmentSteps(tx).make({
              id: commitmentId, agencyId: life.agencyId, personId: life.personId, hostName: life.hostName, sessionId, callId,
              text: ending.text, dueDay: ending.dueDay, madeAt: command.at,
            });
          }
          const patch: CallPatch = {
            ...concluded(call, outcome, by, command.at, wrapUntil),
            targetAgencyId: 'agencyId' in ending ? ending.agencyId : null,
            requestId: request?.id ?? about?.id ?? null,
            commitmentId: outcome === 'commitment' ? commitmentId : null,
            callBack: outcome === 'call_back' ? 'due' : null,
          };
          // Whoever was on hold has no desk to keep: his call ends at once.
          const ended: CallPatch = life.currentCallId === callId ? patch : { ...patch, state: 'ended', endedAt: command.at, wrapUntil: null };
          callSteps(tx).change(call, ended);
          lifeSteps(tx).put(life, life);
          tx.raise(sessionStream(sessionId), 'call_concluded', { callId, outcome, requestId: patch.requestId, commitmentId: patch.commitmentId, targetAgencyId: patch.targetAgencyId, ...('takenOver' in ending ? { takenOver: ending.takenOver } : {}) });
          if (outcome === 'call_back') tx.raise(CENTRE_STREAM, 'call_back_due', { callId, sessionId });
          return { callId, outcome, trackingCode: request?.trackingCode ?? about?.trackingCode ?? null };
        },
      });
    },
  };
}

export type Concluding = ReturnType<typeof createConcluding>;
