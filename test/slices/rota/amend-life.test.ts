import { randomBytes, randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { Database } from '../../../db/connection.ts';
import { createSeal } from '../../../db/sealed.ts';
import { createCalls } from '../../../server/calls/services.ts';
import { callRepository } from '../../../server/calls/repository.ts';
import { todayNumber } from '../../../server/calls/today.ts';
import { foldKey, searchKey, sortKey } from '../../../server/domain/persian.ts';
import { clock } from '../../../server/domain/calendar.ts';
import type { PlannedSession } from '../../../server/domain/session.ts';
import { createLife } from '../../../server/sessions/life.ts';
import { sessionLookup } from '../../../server/sessions/lookup.ts';
import { onBothDatabases } from '../../support/database.ts';
import { caller } from '../calls/ground.ts';
import { NOW, published, UNTIL } from './amend-ground.ts';
import { absent, AT, command, refusal, refused } from './ground.ts';

/** The programme with the centre that takes callers in. */
async function withCentre(database: Database) {
  const p = await published(database, UNTIL, { count: 20 });
  const key = () => randomBytes(32).toString('base64');
  const deps = { reads: database.reads, writer: p.writer, newId: randomUUID, seal: createSeal({ encryptionKey: key(), indexKey: key() }) };
  return { ...p, calls: createCalls(deps), life: createLife(deps), lookup: sessionLookup(database.reads), repository: callRepository(database.reads) };
}

/** One more person in office at an agency. */
async function officer({ direct }: Database, agencyId: string, name: string, post: string): Promise<string> {
  const id = randomUUID();
  await direct('people').insert({ id, honorific: 'khanom', name, name_key: foldKey(name), sort_key: sortKey(name), search_key: searchKey(name) });
  await direct('terms').insert({ id: randomUUID(), agency_id: agencyId, person_id: id, post, from_day: '2018-04-01' });
  return id;
}

const rule = async ({ direct }: Database, value: string): Promise<void> => {
  await direct('settings').where({ name: 'substitutes' }).delete();
  await direct('settings').insert({ id: randomUUID(), name: 'substitutes', value: JSON.stringify(value), from_day: '2018-03-21', recorded_at: AT, recorded_by: 'x' });
};

const firstOf = (sessions: readonly PlannedSession[]): PlannedSession => {
  const [one] = sessions;
  if (one === undefined) throw new Error('nothing is published');
  return one;
};

describe('what goes with a published session', () => {
  onBothDatabases((_name, fresh) => {
    it('takes its callers and its day along, and lets the number of the day that it leaves never fall', async () => {
      const database = await fresh();
      const p = await withCentre(database);
      const session = firstOf(await p.sessions());
      for (const number of [1, 2, 3]) await p.calls.intake.queue(session.id, caller(number), true, command('operator', NOW));
      const before = await todayNumber(database.reads, session.day);
      const to = await p.free(session.id);
      expect((await p.prospect([{ kind: 'move', sessionId: session.id, to }])).waiting).to.equal(3);
      await p.amend([{ kind: 'move', sessionId: session.id, to }]);
      expect(await p.lookup.life(session.id)).to.include({ day: to.day, from: to.from, state: 'scheduled', line: to.line });
      expect((await p.repository.openOf(session.id)).length).to.equal(3);
      expect((await p.lookup.livesOn(session.day)).some(({ id }) => id === session.id)).to.equal(false);
      expect(await todayNumber(database.reads, session.day)).to.be.greaterThan(before);
    });

    it('calls back whoever waits in one that is cancelled; one who cannot be rung is dealt with first', async () => {
      const database = await fresh();
      const p = await withCentre(database);
      const session = firstOf(await p.sessions());
      const { callId } = await p.calls.intake.queue(session.id, caller(1), true, command('operator', NOW));
      await p.calls.intake.queue(session.id, caller(2), true, command('operator', NOW));
      await database.direct('calls').where({ id: callId }).update({ phone: null, phone_index: null });
      const cancel = [{ kind: 'cancel', sessionId: session.id }] as const;
      const said = await refusal(p.amend(cancel));
      expect([said.code, said.facts['count']]).to.deep.equal(['people_left', 1]);
      await database.direct('calls').where({ id: callId }).update({ state: 'ended', rank: null, queue_key: null, outcome: 'registered', ended_at: NOW });
      await p.amend(cancel);
      expect(await p.lookup.life(session.id)).to.include({ state: 'cancelled', reason: 'مأموریت مدیر' });
      expect((await p.repository.callBacksDue(10)).map(({ sessionId, outcome }) => [sessionId, outcome])).to.deep.equal([[session.id, 'call_back']]);
      expect((await p.board.see(p.draftId)).invitations.filter(({ sessionId }) => sessionId === session.id).map(({ state }) => state)).to.deep.equal(['withdrawn']);
      expect((await p.own.of([session.agencyId ?? ''], '2020-03-20' as PlannedSession['day'])).find((one) => one.session.id === session.id)?.session.state).to.equal('cancelled');
    });

    it('is not altered once it has begun to be held', async () => {
      const p = await withCentre(await fresh());
      const session = firstOf(await p.sessions());
      await p.life.step(session.id, 'open', command('operator', session.startsAt));
      expect(await refused(p.amend([{ kind: 'cancel', sessionId: session.id }], { at: NOW }))).to.equal('session_step');
    });

    it('names a substitute as the setting says, shows him, and takes him along', async () => {
      const database = await fresh();
      const p = await withCentre(database);
      const session = firstOf(await p.sessions());
      const deputy = await officer(database, session.agencyId ?? '', 'مریم کاظمی', 'معاون فنی');
      const substitute = (personId: string | null) => [{ kind: 'substitute', sessionId: session.id, personId }] as const;
      await rule(database, 'forbidden');
      expect(await refused(p.amend(substitute(deputy)))).to.equal('substitute_forbidden');
      await rule(database, 'deputies');
      expect(await refused(p.amend(substitute(session.personId)))).to.equal('substitute_not_deputy');
      expect(await refused(p.amend(substitute(null)))).to.equal('nothing_changed');
      await absent(database, deputy, session.day, session.day);
      expect(await refused(p.amend(substitute(deputy)))).to.equal('substitute_away');
      await database.direct('absences').delete();
      const version = await p.amend(substitute(deputy));
      const shown = (await p.timetable.version(version)).sessions.find(({ sessionId }) => sessionId === session.id);
      expect([shown?.personName, shown?.substituteFor]).to.deep.equal(['مریم کاظمی', `آقای ${p.agencies.find(({ id }) => id === session.agencyId)?.shortName.replace('دستگاه', 'مدیر') ?? ''}`]);
      expect((await p.timetable.version(version)).corrections.map(({ kind }) => kind)).to.deep.equal(['substituted']);
      expect((await p.lookup.livesOn(session.day)).find(({ id }) => id === session.id)).to.include({ hostName: 'مریم کاظمی', post: 'معاون فنی', substituteFor: session.personId });
      expect((await p.board.see(p.draftId)).invitations.find(({ sessionId }) => sessionId === session.id)?.state, 'the invitation stays').to.equal('sent');
      const to = await p.free(session.id);
      await absent(database, deputy, to.day, to.day);
      expect(await refused(p.amend([{ kind: 'move', sessionId: session.id, to }]))).to.equal('substitute_away');
      await database.direct('absences').delete();
      await p.amend([{ kind: 'move', sessionId: session.id, to }]);
      expect((await p.lookup.livesOn(to.day)).find(({ id }) => id === session.id)).to.include({ hostName: 'مریم کاظمی' });
      await p.amend(substitute(null));
      expect((await p.lookup.life(session.id))?.hostName).not.to.equal('مریم کاظمی');
      expect((await p.lookup.byId(session.id))?.sequence).to.equal(3);
      expect((await p.lookup.substitutedIn(session.day, UNTIL)).size).to.equal(0);
    });

    it('keeps whom the supervisor has put there for the day at another hour of it, and for no other day', async () => {
      const database = await fresh();
      const p = await withCentre(database);
      const session = firstOf(await p.sessions());
      await rule(database, 'deputies');
      const deputy = await officer(database, session.agencyId ?? '', 'مریم کاظمی', 'معاون فنی');
      await p.life.substitute(session.id, { personId: deputy, why: 'بیماری' }, command('supervisor', NOW));
      const hour = { day: session.day, from: clock('11:30'), to: clock('12:30'), line: 2 };
      await p.amend([{ kind: 'move', sessionId: session.id, to: hour }]);
      expect(await p.lookup.life(session.id)).to.include({ from: '11:30', hostName: 'مریم کاظمی', substituteWhy: 'بیماری' });
      const other = (await p.amending.fittingPlaces(session.id, 9, NOW)).find(({ day }) => day !== session.day);
      await p.amend([{ kind: 'move', sessionId: session.id, to: other ?? hour }]);
      expect((await p.lookup.life(session.id))?.hostName).not.to.equal('مریم کاظمی');
    });

    it('lets no host answer in two places: not beside a session that the centre has called', async () => {
      const p = await withCentre(await fresh());
      const session = firstOf(await p.sessions());
      const to = await p.free(session.id);
      await p.life.convene({ kind: 'electronic_meeting', agencyId: session.agencyId ?? '', day: to.day, from: to.from, to: to.to }, command('operator', NOW));
      expect(await refused(p.amend([{ kind: 'move', sessionId: session.id, to }]))).to.equal('session_exists');
      expect(await p.free(session.id)).not.to.deep.equal(to);
    });
  });
});
