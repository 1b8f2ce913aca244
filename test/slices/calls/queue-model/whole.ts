import { expect } from 'chai';
import type { Database } from '../../../../db/connection.ts';
import { verifyAll } from '../../../../db/events.ts';
import type { Day } from './real.ts';

const HOW_MANY_TALKS = ['call_concluded'] as const;

/** What must hold of a run whatever the model says: nobody is lost, nobody was served twice, one present call a session. */
export async function expectNobodyLost({ reads }: Database, { sessions }: Day, acknowledged: ReadonlySet<string>): Promise<void> {
  const calls = await reads('calls').whereIn('session_id', [...sessions]).orderBy('id');
  const lives = new Map((await reads('session_lives').whereIn('id', [...sessions]).orderBy('id')).map((life) => [life.id, life]));
  const ids = new Set(calls.map(({ id }) => id));
  const requests = new Set(await reads('requests').whereIn('call_id', [...ids]).pluck<string[]>('call_id'));
  const wrong: string[] = [...acknowledged].filter((id) => !ids.has(id)).map((id) => `${id} is not there`);
  for (const call of calls) {
    const life = lives.get(call.session_id ?? '');
    const living = life !== undefined && life.state !== 'closed' && life.state !== 'cancelled';
    const present = call.state === 'connecting' || call.state === 'talking';
    if (call.state !== 'ended' && !living) wrong.push(`${call.id} is ${call.state} in a session that is over`);
    if (call.state === 'waiting' && call.rank === null) wrong.push(`${call.id} waits at no place`);
    if (present && life?.current_call_id !== call.id) wrong.push(`${call.id} is ${call.state} at no desk`);
    if (call.state === 'ended' && call.outcome === null) wrong.push(`${call.id} ended in nothing`);
    if ((call.outcome === 'carried' || call.outcome === 'transferred') && !calls.some(({ id, earlier_call_id }) => id === call.later_call_id && earlier_call_id === call.id)) wrong.push(`${call.id} went on nowhere`);
    if (call.outcome === 'call_back' && call.call_back !== 'due') wrong.push(`${call.id} is owed no call`);
    if (call.outcome !== null && ['registered', 'referred', 'other_agency', 'same_problem'].includes(call.outcome) && !requests.has(call.id)) wrong.push(`${call.id} became no request`);
  }
  const talks = await reads('events').whereIn('stream', sessions.map((id) => `session:${id}`)).whereIn('kind', [...HOW_MANY_TALKS]).orderBy([{ column: 'stream' }, { column: 'seq' }]).pluck<string[]>('data');
  const concluded = talks.map((data) => (JSON.parse(data) as { callId: string }).callId);
  if (new Set(concluded).size !== concluded.length) wrong.push('somebody was served twice');
  expect(wrong).to.deep.equal([]);
}

/** The record of everything that happened is one unbroken chain. */
export const expectWholeRecord = async ({ reads }: Database): Promise<void> => {
  expect(await verifyAll(reads)).to.deep.equal([]);
};
