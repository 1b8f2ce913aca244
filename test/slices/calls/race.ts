import { randomUUID } from 'node:crypto';
import { callRepository } from '../../../server/calls/repository.ts';
import type { Instant } from '../../../server/domain/calendar.ts';
import type { Command } from '../../../server/domain/command.ts';
import { Refusal } from '../../../server/domain/refusal.ts';
import { nameKeysOf } from '../../../server/people/person.ts';
import { sessionStream } from '../../../server/sessions/steps.ts';
import { caller, command, later, NINE, type CallGround } from './ground.ts';

/** One way to take a call: through a ground, by an actor, at an instant. */
export type Take = (ground: CallGround, sessionId: string, callId: string, by: Command) => Promise<unknown>;

/** What a race came to; times in ms of each taker's answer, `untold` are losers who were not told the winner's name. */
export interface Raced {
  readonly rounds: number;
  readonly winnersMost: number;
  readonly winnersLeast: number;
  readonly events: number;
  readonly untold: number;
  readonly took: readonly number[];
}

/** The product's own way to take. */
export const takeAsShipped: Take = (ground, sessionId, callId, by) => ground.taking.take(sessionId, callId, by);

/** The guarantee switched off: looks first, and then writes over whatever is there. */
export const takeUnconditionally: Take = async ({ deps, database }, sessionId, callId, by) => {
  const call = await callRepository(database.reads).byId(callId);
  if (call?.state !== 'waiting') throw new Refusal('call_taken', { facts: { who: '' } });
  return deps.writer.submit({
    ...by,
    streams: [sessionStream(sessionId)],
    apply: async (tx) => {
      tx.write(tx.db('calls').where({ id: callId }).update({ state: 'connecting', rank: null, taken_at: by.at, taken_by: by.actor, rev: call.rev + 1 }));
      tx.write(tx.db('session_lives').where({ id: sessionId }).update({ current_call_id: callId }));
      tx.raise(sessionStream(sessionId), 'call_taken', { callId });
      return { callId };
    },
  });
};

/** People who take calls, each with a name of his own; by their ids. */
export async function layTakers({ database: { direct } }: CallGround, count: number): Promise<ReadonlyMap<string, string>> {
  const takers = new Map<string, string>();
  for (let number = 1; number <= count; number += 1) {
    const [personId, userId, name] = [randomUUID(), randomUUID(), `گیرندهٔ ${number}`];
    await direct('people').insert({ id: personId, honorific: 'agha', name, ...nameKeysOf(name) });
    await direct('users').insert({ id: userId, person_id: personId, username: userId, username_key: userId, password_hash: null, authz_version: 1, disabled_at: null, created_at: NINE });
    takers.set(userId, name);
  }
  return takers;
}

const CALLS_A_SESSION = 20;
const clockOf = (minute: number): string => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** Lets all takers, spread over the grounds, take each of so many calls at the same moment. */
export async function race(grounds: readonly CallGround[], takers: ReadonlyMap<string, string>, rounds: number, take: Take): Promise<Raced> {
  const [first] = grounds;
  if (first === undefined) throw new Error('no ground');
  const found = { rounds: 0, winnersMost: 0, winnersLeast: takers.size, events: 0, untold: 0, took: [] as number[] };

  const once = async (sessionId: string, callId: string, at: Instant): Promise<void> => {
    const tries = await Promise.all([...takers].map(async ([actor, name], index) => {
      const began = performance.now();
      const ground = grounds[index % grounds.length] ?? first;
      const refusal = await take(ground, sessionId, callId, command(at, { actor })).then(() => null, (error: unknown) => {
        if (error instanceof Refusal) return error;
        throw error;
      });
      found.took.push(performance.now() - began);
      return { name, refusal };
    }));
    const winners = tries.filter(({ refusal }) => refusal === null);
    found.rounds += 1;
    found.winnersMost = Math.max(found.winnersMost, winners.length);
    found.winnersLeast = Math.min(found.winnersLeast, winners.length);
    found.untold += tries.filter(({ refusal }) => refusal !== null && (refusal.code !== 'call_taken' || refusal.facts['who'] !== winners[0]?.name)).length;
    await first.concluding.conclude(sessionId, callId, { outcome: 'dropped' }, command(later(at, 1)));
  };

  for (let done = 0; done < rounds; done += CALLS_A_SESSION) {
    const from = (done / CALLS_A_SESSION) % (22 * 60);
    const sessionId = await first.session({ from: clockOf(from), to: '23:59' });
    const calls = await Promise.all(Array.from({ length: Math.min(CALLS_A_SESSION, rounds - done) }, (_, number) => first.intake.queue(sessionId, caller(number), true, command())));
    for (const [index, { callId }] of calls.entries()) await once(sessionId, callId, later(NINE, index * 60));
    found.events += (await first.kindsOn(sessionStream(sessionId))).filter((kind) => kind === 'call_taken').length;
  }
  return found;
}
