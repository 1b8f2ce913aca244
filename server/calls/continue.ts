import type { Knex } from 'knex';
import type { Seal } from '../../db/sealed.ts';
import type { Tx, Writer } from '../../db/writer.ts';
import type { Applicant } from '../domain/applicant.ts';
import { dayOf } from '../domain/calendar.ts';
import { isOpenCall, isPresent, type Call, type Line } from '../domain/call.ts';
import type { Command } from '../domain/command.ts';
import { leftQueue } from '../domain/queue/steps.ts';
import { Refusal } from '../domain/refusal.ts';
import { mustTakeCallers, type SessionLife } from '../domain/session-life.ts';
import { agencyLookup } from '../agencies/lookup.ts';
import { openApplicant, sealApplicant } from '../requests/steps.ts';
import { lifeSteps, sessionStream } from '../sessions/steps.ts';
import { settingsLookup } from '../settings/lookup.ts';
import { mustBeTopicOf } from './entry.ts';
import { callOf, refuseTaken, standingOf, type Standing } from './found.ts';
import { join } from './intake.ts';
import { callSteps } from './steps.ts';

interface Deps {
  readonly reads: Knex;
  readonly writer: Writer;
  readonly seal: Seal;
  readonly newId: () => string;
}

/** The call as it will go on elsewhere: its own id, and the applicant sealed under it, made before the change. */
export interface Onward {
  readonly id: string;
  readonly applicant: Applicant;
}

/** Prepares a call to go on in another queue. */
export const onwardOf = (seal: Seal, newId: () => string, call: Call): Onward => {
  const id = newId();
  return { id, applicant: sealApplicant(seal, 'calls', id, openApplicant(seal, 'calls', call.id, call)) };
};

/**
 * Ends a call in its queue and lets it go on in another, behind those who are there. It keeps when it was received; rung when its turn comes,
 * unless it goes on today with the caller on the line. Refuses `no_phone`, and like joining a queue.
 */
export async function goOn(tx: Tx, call: Call, onward: Onward, target: Standing, outcome: 'carried' | 'transferred', command: Command): Promise<Call> {
  mustTakeCallers(target.life, dayOf(command.at));
  const { live_calls: rule } = await settingsLookup(tx.known).settingsOn(target.life.day);
  const today = target.life.day === dayOf(command.at);
  const line: Line = today && outcome === 'transferred' ? call.line : 'to_ring';
  if (line === 'to_ring' && call.phone === null) throw new Refusal('no_phone');
  const fresh: Call = {
    ...call, ...onward.applicant, id: onward.id, rev: 1, rank: null, queueKey: null, earlierCallId: call.id, laterCallId: null,
    line, takenAt: null, takenBy: null, talkAt: null, talkEndedAt: null, tries: 0,
    holdReason: null, heldAt: null, holdUntil: null, heldSeconds: 0, wrapUntil: null, outcome: null, outcomeBy: null,
  };
  const queued = join(tx, target, fresh, rule, command);
  callSteps(tx).change(call, { ...leftQueue(call, outcome, command.actor ?? '', command.at), laterCallId: onward.id });
  return queued;
}

/** Callers who go on elsewhere: to another open session now, or with their place kept to one to come. */
export function createContinuing({ reads, writer, seal, newId }: Deps) {
  return {
    /**
     * Moves a caller of this session to another one; the desk is free if he was at it. With `waiting` only one who is not before the host: he
     * alone sends on whom he talks to. Refuses `call_moved_on`, `call_taken`, `topic_not_of_agency`, and like joining that queue.
     */
    async goOn(sessionId: string, callId: string, targetId: string, command: Command, whom: 'any' | 'waiting' = 'any'): Promise<{ readonly callId: string; readonly target: SessionLife }> {
      const seen = await callOf(reads, sessionId, callId);
      const onward = onwardOf(seal, newId, seen);
      return writer.submit({
        ...command,
        streams: [...new Set([sessionStream(sessionId), sessionStream(targetId)])],
        apply: async (tx) => {
          const { life } = await standingOf(tx.db, sessionId);
          const call = await callOf(tx.db, sessionId, callId);
          if (whom === 'waiting' && isPresent(call.state)) await refuseTaken(tx.db, call, life);
          if (!isOpenCall(call.state) || targetId === sessionId) throw new Refusal('call_moved_on');
          const target = await standingOf(tx.db, targetId);
          const agency = await agencyLookup(tx.known).byId(target.life.agencyId);
          if (agency === null) throw new Refusal('not_found');
          await mustBeTopicOf(tx.known, call.topicId, agency);
          const outcome = target.life.day === dayOf(command.at) ? 'transferred' : 'carried';
          await goOn(tx, call, onward, target, outcome, command);
          lifeSteps(tx).put(life, { ...life, currentCallId: life.currentCallId === callId ? null : life.currentCallId });
          tx.raise(sessionStream(sessionId), 'call_went_on', { callId, to: targetId, as: onward.id, outcome });
          return { callId: onward.id, target: target.life };
        },
      });
    },
  };
}
