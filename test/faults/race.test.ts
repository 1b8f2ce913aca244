import { expect } from 'chai';
import { callRepository } from '../../server/calls/repository.ts';
import { toPersianDigits } from '../../server/domain/digits.ts';
import { callGround, caller, command } from '../slices/calls/ground.ts';
import { clientOf, type Client } from '../support/client.ts';
import { freePort, type Program } from '../support/process.ts';
import { laySessions, realNow, type Sessions } from './calls.ts';
import { layGround, type Ground } from './ground.ts';
import { quantile } from './load.ts';

/** The figure of the programme of tests: 20 takers for each of 1,000 calls. DIDAR_ROUNDS asks for another number of calls. */
const [TAKERS, ROUNDS, SESSIONS] = [20, Number(process.env['DIDAR_ROUNDS'] ?? 1_000), 4];

interface Taker {
  readonly client: Client;
  readonly name: string;
}

for (const [kind, processes] of [['SQLite', 1], ['PostgreSQL', 2]] as const) {
  describe(`${ROUNDS} calls that ${TAKERS} people take at once (${kind}, ${processes === 1 ? 'one process' : 'two processes'})`, function () {
    this.timeout(600_000);
    let ground: Ground;
    let sessions: Sessions;
    const waiting = new Map<string, string[]>();
    before(async () => {
      ground = await layGround(kind);
      sessions = await laySessions(ground.database, SESSIONS);
    });
    after(() => ground.remove());

    const fill = async (): Promise<void> => {
      const { intake } = await callGround(ground.database);
      await ground.database.direct('settings').insert({
        id: 'long', name: 'live_calls', from_day: '2020-01-01', recorded_at: realNow(), recorded_by: 'u',
        value: JSON.stringify({ talkMinutes: 1, waitMinutes: 10, wrapUpSeconds: 30, retryAfter: 3, retries: 3, queueMost: 500, extraMinutes: 15, carryWeeks: 4, lateMinutes: 10 }),
      });
      for (const id of sessions.ids) {
        const queued = await Promise.all(Array.from({ length: ROUNDS / SESSIONS }, (_, number) => intake.queue(id, caller(number), true, command(realNow()))));
        waiting.set(id, queued.map(({ callId }) => callId));
      }
    };

    /** The takers, each before the process that his turn falls to. */
    const people = async (programs: readonly Program[]): Promise<Taker[]> => {
      const logins = await ground.people(TAKERS, 'operator');
      return logins.map((one, index) => ({
        client: clientOf(programs[index % programs.length]?.url ?? '', one.cookie, one.csrf, one.userId),
        // As the sentence that names him prints it.
        name: toPersianDigits(`آزمون ${one.userId?.slice(0, 6) ?? ''}`),
      }));
    };

    it('have one winner each, and everybody else is told who it is', async () => {
      await fill();
      const programs = [await ground.launch()];
      if (processes === 2) programs.push(await ground.launch('main', { PORT: String(await freePort()) }));
      const takers = await people(programs);
      const [winners, took, untold]: [number[], number[], string[]] = [[], [], []];
      const began = performance.now();
      const once = async (session: string, call: string): Promise<void> => {
        const answers = await Promise.all(takers.map(async ({ client, name }) => {
          const from = performance.now();
          const { status, text } = await client.postJson(`/host/${session}/take`, { call });
          took.push(performance.now() - from);
          return { client, name, status, text };
        }));
        const won = answers.filter(({ status }) => status === 200);
        winners.push(won.length);
        for (const { status, text } of answers) if (status !== 200 && (status !== 409 || !text.includes('"call_taken"') || !text.includes(won[0]?.name ?? '?'))) untold.push(text);
        await won[0]?.client.postJson(`/host/${session}/dropped`, { call });
      };
      await Promise.all(sessions.ids.map(async (session) => {
        for (const call of waiting.get(session) ?? []) await once(session, call);
      }));
      const seconds = (performance.now() - began) / 1000;
      console.log(`      ${kind}: ${winners.length} calls, ${took.length} takers in ${seconds.toFixed(0)} s; p50 ${quantile(took, 0.5).toFixed(0)} ms, p99 ${quantile(took, 0.99).toFixed(0)} ms`);
      expect(winners).to.deep.equal(Array.from({ length: ROUNDS }, () => 1));
      expect(untold.slice(0, 3)).to.deep.equal([]);
      const taken = await ground.database.reads('events').where({ kind: 'call_taken' }).orderBy([{ column: 'stream' }, { column: 'seq' }]).pluck<string[]>('data');
      expect(new Set(taken.map((data) => (JSON.parse(data) as { callId: string }).callId)).size).to.equal(ROUNDS);
      expect(taken).to.have.length(ROUNDS);
      const calls = await callRepository(ground.database.reads).ofSessions(sessions.ids);
      expect(calls.filter(({ takenBy, outcome }) => takenBy === null || outcome !== 'dropped')).to.deep.equal([]);
    });
  });
}
