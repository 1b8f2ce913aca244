import { expect } from 'chai';
import { verifyAll } from '../../../db/events.ts';
import type { CalendarChange, ClosureEntry } from '../../../server/calendar/change.ts';
import type { Day } from '../../../server/domain/jalali.ts';
import { chosenOf } from '../../../server/rota/consequences.ts';
import { onBothDatabases } from '../../support/database.ts';
import { decided, eveBefore, halfYear, publishedHalf, type Published } from './consequence-ground.ts';

const HALF = halfYear(1399, 1);
const whole = (day: Day, to = day): ClosureEntry => ({ from: day, to, scope: { kind: 'province' }, kind: 'full', openFrom: null, closeAt: null, reason: 'آلودگی هوا', orderNo: '۱۲/۳', issuedAt: null });
const add = (entry: ClosureEntry, id = 'closure-1'): CalendarChange => ({ kind: 'closure_added', id, entry });

const shown = async (g: Published) => (await g.timetable.between(HALF.from, HALF.to)).sessions;

describe('a change of the calendar and the published programme', () => {
  onBothDatabases((_name, fresh) => {
    it('lists the session of tomorrow morning at ten in the evening, and moves it by version 2', async () => {
      const database = await fresh();
      const g = await publishedHalf(database, HALF);
      const before = await shown(g);
      const session = before[20];
      if (session === undefined) throw new Error('no session');
      const at = eveBefore(session.day);
      const asked = await g.ask(add(whole(session.day)), at);
      if (asked.kind !== 'asked') throw new Error(asked.kind);
      expect(asked.consequences.hits.map((hit) => hit.session.id)).to.deep.equal([session.sessionId]);
      expect(await database.reads('closures').select(), 'nothing is written before it is confirmed').to.deep.equal([]);
      const done = await g.ask(add(whole(session.day)), at, decided(asked.consequences));
      expect(done).to.deep.equal({ kind: 'done', version: 2 });
      const moved = (await shown(g)).find(({ sessionId }) => sessionId === session.sessionId);
      const proposal = chosenOf(asked.consequences, {})[0]?.choice.place;
      expect(moved && { day: moved.day, from: moved.from, to: moved.to, line: moved.line }).to.deep.equal(proposal);
      expect((moved?.day ?? '') > session.day).to.equal(true);
      const { publication, sessions } = await g.timetable.version(1);
      expect([publication.kind, sessions.find(({ sessionId }) => sessionId === session.sessionId)?.day], 'what was published stays').to.deep.equal(['programme', session.day]);
      const made = await database.reads('amendments').select();
      expect(made.map(({ kind, cause, reason }) => [kind, cause, reason])).to.deep.equal([['move', 'closure:closure-1', 'آلودگی هوا']]);
      expect(await verifyAll(database.reads)).to.deep.equal([]);
    });
  });
});
