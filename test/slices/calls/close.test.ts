import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import type { Way } from '../../../server/calls/close.ts';
import { clock, millisecondsOf } from '../../../server/domain/calendar.ts';
import type { Call } from '../../../server/domain/call.ts';
import { addDays } from '../../../server/domain/jalali.ts';
import { heldInOrder, waitingInOrder } from '../../../server/domain/queue/order.ts';
import { Refusal } from '../../../server/domain/refusal.ts';
import { onBothDatabases } from '../../support/database.ts';
import { layPlace } from '../../support/place.ts';
import { caller, callGround, command, DAY, later, NINE, type CallGround } from './ground.ts';

type Choice = 'call_back' | 'carry' | 'register';

/** How one caller stands when the session is closed, and what is done for him. */
interface Standing {
  readonly priority: boolean;
  readonly held: boolean;
  readonly silent: boolean;
  readonly choice: Choice;
}

const standing: fc.Arbitrary<Standing> = fc.record({ priority: fc.boolean(), held: fc.boolean(), silent: fc.boolean(), choice: fc.constantFrom('call_back', 'carry', 'register') })
  // Whoever cannot be rung is written down.
  .map((one) => (one.silent ? { ...one, choice: 'register' } : one));

const refusalOf = async (work: Promise<unknown>): Promise<Pick<Refusal, 'code' | 'field' | 'facts'>> => {
  try {
    await work;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('nothing was refused');
};

/** The agency's session of tomorrow, in which places can be kept. */
const tomorrowOf = async (g: CallGround): Promise<string> =>
  (await g.life.convene({ kind: 'electronic_meeting', agencyId: g.place.agencyId, day: addDays(DAY, 1), from: clock('09:00'), to: clock('11:00') }, command())).id;

let count = 0;
const join = async (g: CallGround, id: string, { priority = false, silent = false }: Partial<Standing> = {}): Promise<string> => {
  count += 1;
  const plain = caller(count, { priority: priority ? 'بیمار' : null });
  return (await g.intake.queue(id, silent ? { ...plain, applicant: { ...plain.applicant, phone: null } } : plain, true, command())).callId;
};

const talk = async (g: CallGround, id: string, start: number, seconds: number): Promise<string> => {
  const callId = await join(g, id);
  await g.taking.take(id, callId, command(later(NINE, start)));
  await g.taking.connected(id, callId, command(later(NINE, start + 5)));
  await g.concluding.conclude(id, callId, { outcome: 'answered' }, command(later(NINE, start + 5 + seconds)));
  return callId;
};

onBothDatabases((_name, fresh) => {
  describe('the end of a session', () => {
    it('leaves nobody behind: each is called back, carried with his place, or registered, whatever the queue', async function () {
      this.timeout(120_000);
      const g = await callGround(await fresh());
      let hour = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(standing, { maxLength: 7 }), async (people) => {
          hour += 1;
          const from = clock(`${String(hour % 20).padStart(2, '0')}:${hour >= 20 ? '30' : '00'}`);
          const to = clock(`${String(hour % 20).padStart(2, '0')}:${hour >= 20 ? '59' : '29'}`);
          const plan = { kind: 'public_desk' as const, agencyId: g.place.agencyId, from, to };
          const { id } = await g.life.convene({ ...plan, day: DAY }, command());
          const { id: tomorrow } = await g.life.convene({ ...plan, day: addDays(DAY, 1) }, command());
          await g.life.step(id, 'open', command());
          const before = await join(g, tomorrow);
          const ids: string[] = [];
          for (const one of people) {
            const callId = await join(g, id, one);
            ids.push(callId);
            if (!one.held) continue;
            await g.taking.take(id, callId, command());
            await g.taking.connected(id, callId, command());
            await g.holding.hold(id, callId, { reason: 'پرونده', minutes: 5 }, command(later(NINE, 20)));
          }
          const open = await g.repository.openOf(id);
          const order = [...heldInOrder(open), ...waitingInOrder(open)].map((call) => call.id);
          const ways = Object.fromEntries(people.map(({ choice }, at): [string, Way] => [ids[at] ?? '', choice === 'carry' ? { way: 'carry', to: tomorrow } : { way: choice }]));
          const summary = await g.closing.end(id, { cancelled: null, ways }, command(later(NINE, 60)));

          expect((await g.lifeOf(id)).state).to.equal('closed');
          expect(await g.repository.openOf(id)).to.deep.equal([]);
          const numbers = { call_back: 0, carry: 0, register: 0 };
          for (const [at, { choice }] of people.entries()) {
            numbers[choice] += 1;
            const call = await g.call(ids[at] ?? '');
            expect(call.state).to.equal('ended');
            if (choice === 'call_back') expect(call).to.include({ outcome: 'call_back', callBack: 'due' });
            if (choice === 'register') {
              expect(call.outcome).to.equal('registered');
              const request = await g.database.reads('requests').where({ id: call.requestId ?? '' }).first();
              expect(request).to.include({ agency_id: g.place.agencyId, call_id: call.id, session_id: id, state: 'referred', summary: call.summary });
            }
            if (choice === 'carry') {
              expect(call.outcome).to.equal('carried');
              expect(await g.call(call.laterCallId ?? '')).to.include({ sessionId: tomorrow, state: 'waiting', line: 'to_ring', earlierCallId: call.id, receivedAt: call.receivedAt, name: call.name });
            }
          }
          expect(summary).to.include({ carried: numbers.carry, callBack: numbers.call_back, registered: numbers.register });
          // As they stood here, so they stand there; who waited there already keeps his place before those of his kind.
          const there = waitingInOrder(await g.repository.openOf(tomorrow));
          const carried = order.filter((one) => ways[one]?.way === 'carry');
          const expected = [...carried.filter((one) => people[ids.indexOf(one)]?.priority), null, ...carried.filter((one) => !people[ids.indexOf(one)]?.priority)];
          expect(there.map((call) => call.earlierCallId)).to.deep.equal(expected);
          expect(there.find((call) => call.earlierCallId === null)?.id).to.equal(before);
        }),
        { numRuns: 20 },
      );
    });

    it('is refused as long as one has no way, and then nothing at all has changed', async () => {
      const g = await callGround(await fresh());
      const [id, tomorrow] = [await g.session(), await tomorrowOf(g)];
      const [first, second] = [await join(g, id), await join(g, id)];
      const refusal = await refusalOf(g.closing.end(id, { cancelled: null, ways: { [first]: { way: 'carry', to: tomorrow } } }, command()));
      expect([refusal.code, refusal.facts['count']]).to.deep.equal(['people_left', 1]);
      expect((await g.lifeOf(id)).state).to.equal('open');
      expect([(await g.call(first)).state, (await g.call(second)).state]).to.deep.equal(['waiting', 'waiting']);
      expect(await g.repository.openOf(tomorrow)).to.deep.equal([]);
    });

    it('says whose way cannot be gone, and then nothing at all has changed', async () => {
      const g = await callGround(await fresh());
      const [id, tomorrow] = [await g.session(), await tomorrowOf(g)];
      const elsewhere = await layPlace(g.database);
      const foreign = await g.session({ agencyId: elsewhere.agencyId });
      const [first, silent] = [await join(g, id), await join(g, id, { silent: true })];
      const wrong: readonly (readonly [string, Way, string])[] = [
        [silent, { way: 'call_back' }, 'no_phone'],
        [silent, { way: 'carry', to: tomorrow }, 'no_phone'],
        [first, { way: 'carry', to: id }, 'carry_nowhere'],
        [first, { way: 'carry', to: foreign }, 'carry_nowhere'],
      ];
      for (const [who, way, code] of wrong) {
        const ways: Record<string, Way> = { [first]: { way: 'register' }, [silent]: { way: 'register' }, [who]: way };
        const refusal = await refusalOf(g.closing.end(id, { cancelled: null, ways }, command()));
        expect([refusal.code, refusal.field]).to.deep.equal([code, `ways.${who}`]);
      }
      // His twin stands there already.
      const entry = caller(7777);
      const twin = (await g.intake.queue(id, entry, true, command())).callId;
      await g.intake.queue(tomorrow, entry, true, command());
      const ways: Record<string, Way> = { [first]: { way: 'call_back' }, [silent]: { way: 'register' }, [twin]: { way: 'carry', to: tomorrow } };
      const refusal = await refusalOf(g.closing.end(id, { cancelled: null, ways }, command()));
      expect([refusal.code, refusal.field]).to.deep.equal(['already_in_queue', `ways.${twin}`]);
      expect((await g.database.reads('requests').where({ session_id: id }).orderBy('id').select('id')).length).to.equal(0);
      expect((await g.repository.openOf(id)).length).to.equal(3);
    });

    it('waits for the talk before the host; what he concluded and still writes down is ended', async () => {
      const g = await callGround(await fresh());
      const id = await g.session();
      const callId = await join(g, id);
      await g.taking.next(id, command());
      expect((await refusalOf(g.closing.end(id, { cancelled: null, ways: {} }, command()))).code).to.equal('call_in_progress');
      await g.taking.connected(id, callId, command(later(NINE, 5)));
      expect((await refusalOf(g.closing.end(id, { cancelled: null, ways: { [callId]: { way: 'register' } } }, command()))).code).to.equal('call_in_progress');
      await g.concluding.conclude(id, callId, { outcome: 'answered' }, command(later(NINE, 65)));
      await g.closing.end(id, { cancelled: null, ways: {} }, command(later(NINE, 66)));
      expect(await g.call(callId)).to.include({ state: 'ended', outcome: 'answered' });
    });

    it('is a cancellation where the session never began', async () => {
      const g = await callGround(await fresh());
      const id = await g.session({ opened: false });
      const callId = await join(g, id);
      expect((await refusalOf(g.closing.end(id, { cancelled: null, ways: { [callId]: { way: 'call_back' } } }, command()))).code).to.equal('session_not_open');
      await g.closing.end(id, { cancelled: 'مدیر نیامد', ways: { [callId]: { way: 'call_back' } } }, command());
      expect(await g.lifeOf(id)).to.include({ state: 'cancelled', reason: 'مدیر نیامد', openedAt: null, hostLeftAt: null });
    });

    it('comes once, though two people press at once and one of them twice', async () => {
      const g = await callGround(await fresh());
      const id = await g.session();
      const ids = [await join(g, id), await join(g, id)];
      const ways = (way: 'call_back' | 'register') => Object.fromEntries(ids.map((one): [string, Way] => [one, { way }]));
      const mine = command(later(NINE, 60), { actor: 'one' });
      const [first, repeat, other] = await Promise.allSettled([
        g.closing.end(id, { cancelled: null, ways: ways('call_back') }, mine),
        g.closing.end(id, { cancelled: null, ways: ways('call_back') }, mine),
        g.closing.end(id, { cancelled: null, ways: ways('register') }, command(later(NINE, 60), { actor: 'other' })),
      ]);
      const won = [first, other].filter(({ status }) => status === 'fulfilled');
      expect(won).to.have.length(1);
      if (first.status === 'fulfilled' && repeat.status === 'fulfilled') expect(repeat.value).to.deep.equal(first.value);
      expect((await g.kindsOn(`session:${id}`)).filter((kind) => kind === 'session_closed')).to.have.length(1);
      const outcomes = new Set((await g.repository.ofSession(id)).map(({ outcome }) => outcome));
      expect(outcomes.size).to.equal(1);
      expect((await refusalOf(g.closing.end(id, { cancelled: null, ways: {} }, command()))).code).to.equal('session_over');
    });

    it('comes to what a recount of its calls comes to', async () => {
      const g = await callGround(await fresh());
      const [id, tomorrow] = [await g.session(), await tomorrowOf(g)];
      const elsewhere = (await layPlace(g.database)).agencyId;
      const lengths = [60, 200, 340, 90, 400];
      for (const [at, seconds] of lengths.entries()) await talk(g, id, at * 600, seconds);
      const spoken = async (start: number): Promise<string> => {
        const callId = await join(g, id);
        await g.taking.take(id, callId, command(later(NINE, start)));
        await g.taking.connected(id, callId, command(later(NINE, start + 10)));
        return callId;
      };
      const end = (start: number) => command(later(NINE, start + 100));
      await g.concluding.conclude(id, await spoken(3100), { outcome: 'settled_on_line', agencyId: elsewhere }, end(3100));
      await g.concluding.conclude(id, await spoken(3300), { outcome: 'commitment', text: 'لوله', dueDay: addDays(DAY, 5) }, end(3300));
      await g.concluding.conclude(id, await spoken(3500), { outcome: 'referred', expertId: null, dueDay: null, note: null }, end(3500));
      await g.concluding.conclude(id, await spoken(3700), { outcome: 'other_agency', agencyId: elsewhere, note: null }, end(3700));
      await g.concluding.conclude(id, await spoken(3900), { outcome: 'dropped' }, end(3900));
      await g.holding.leave(id, await join(g, id), 'dropped_early', command(later(NINE, 4100)));
      const left = [await join(g, id), await join(g, id), await join(g, id)];
      const ways: Record<string, Way> = { [left[0] ?? '']: { way: 'call_back' }, [left[1] ?? '']: { way: 'carry', to: tomorrow }, [left[2] ?? '']: { way: 'register' } };
      await g.life.step(id, 'leave', command(later(NINE, 6000)));
      const summary = await g.closing.end(id, { cancelled: null, ways }, command(later(NINE, 6600)));

      const rows: readonly Call[] = await g.repository.ofSession(id);
      const of = (...outcomes: readonly string[]): number => rows.filter(({ outcome }) => outcomes.includes(outcome ?? '')).length;
      const seconds = (from: Call['talkAt'], to: Call['talkAt']): number => Math.round((millisecondsOf(to ?? NINE) - millisecondsOf(from ?? NINE)) / 1000);
      const talked = rows.filter(({ talkAt }) => talkAt !== null);
      const rank = (numbers: readonly number[], share: number): number | undefined => [...numbers].sort((one, other) => one - other)[Math.ceil(share * numbers.length) - 1];
      const [talks, waits] = [talked.map(({ talkAt, talkEndedAt }) => seconds(talkAt, talkEndedAt)), talked.map(({ queuedAt, talkAt }) => seconds(queuedAt, talkAt))];
      expect(summary).to.deep.equal({
        taken: talked.length, answered: of('answered'), settled: of('settled_on_line'), committed: of('commitment'), referred: of('referred'), otherAgency: of('other_agency'), linked: 0,
        callBack: of('call_back'), dropped: of('dropped', 'dropped_early'), carried: of('carried'), registered: of('registered'),
        medianWait: rank(waits, 0.5), p90Wait: rank(waits, 0.9), medianTalk: rank(talks, 0.5), p90Talk: rank(talks, 0.9), minutesAnswering: 100,
      });
      expect((await g.lifeOf(id)).summary, 'and it is kept').to.deep.equal(summary);
      expect([of('answered'), of('call_back'), of('carried'), of('registered'), of('dropped_early')]).to.deep.equal([5, 1, 1, 1, 1]);
    });

    it('does not count the night that one waited whose place was kept', async () => {
      const g = await callGround(await fresh());
      const [id, tomorrow] = [await g.session(), await tomorrowOf(g)];
      const callId = await join(g, id);
      await g.closing.end(id, { cancelled: null, ways: { [callId]: { way: 'carry', to: tomorrow } } }, command(later(NINE, 7200)));
      const nextDay = later(NINE, 86_400);
      await g.life.step(tomorrow, 'open', command(nextDay));
      const { callId: carried } = await g.taking.next(tomorrow, command(later(nextDay, 100)));
      await g.taking.connected(tomorrow, carried, command(later(nextDay, 120)));
      await g.concluding.conclude(tomorrow, carried, { outcome: 'answered' }, command(later(nextDay, 300)));
      const summary = await g.closing.end(tomorrow, { cancelled: null, ways: {} }, command(later(nextDay, 400)));
      expect(summary.medianWait).to.equal(120);
    });

    it('tells of each in the session\'s events, and of nobody by name', async () => {
      const g = await callGround(await fresh());
      const id = await g.session();
      const callId = await join(g, id);
      await g.closing.end(id, { cancelled: null, ways: { [callId]: { way: 'call_back' } } }, command(NINE, { key: randomUUID(), actor: 'supervisor' }));
      const closed = await g.database.reads('events').where({ stream: `session:${id}`, kind: 'session_closed' }).first();
      expect(closed?.actor).to.equal('supervisor');
      expect(JSON.stringify(closed)).to.include(callId).and.not.include('محمدی');
      expect(await g.kindsOn('centre')).to.deep.equal(['call_backs_due']);
    });
  });
});
