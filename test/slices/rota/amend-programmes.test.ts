import { expect } from 'chai';
import { addDays, fromJalali } from '../../../server/domain/jalali.ts';
import type { PlannedSession } from '../../../server/domain/session.ts';
import { accountOf } from '../../../server/rota/board-data.ts';
import { truthOf } from '../../../server/rota/publish.ts';
import { onBothDatabases } from '../../support/database.ts';
import { NOW, published, UNTIL } from './amend-ground.ts';
import { command, FROM, refused, TO } from './ground.ts';

const [NEXT, LAST] = [addDays(TO, 1), fromJalali(1399, 6, 31)];

describe('amendments between programmes', () => {
  onBothDatabases((_name, fresh) => {
    it('stay when the programme goes further, which corrects nothing of them', async () => {
      const p = await published(await fresh());
      const [one, two] = (await p.sessions()) as [PlannedSession, PlannedSession];
      const to = await p.free(one.id);
      await p.amend([{ kind: 'move', sessionId: one.id, to }, { kind: 'cancel', sessionId: two.id }]);
      expect(await refused(p.amend([{ kind: 'move', sessionId: one.id, to: { ...to, day: addDays(UNTIL, 9) } }])), 'what is only foreseen is nobody\'s').to.equal('day_unpublished');
      await p.publish(p.draftId, TO);
      const { corrections, sessions } = await p.timetable.version(3);
      expect(corrections).to.deep.equal([]);
      expect(sessions.find(({ sessionId }) => sessionId === one.id)?.day).to.equal(to.day);
      expect(sessions.some(({ sessionId }) => sessionId === two.id)).to.equal(false);
    });

    it('leave a place that is filled anew when the rest is drawn again, by a session of its own', async () => {
      const p = await published(await fresh());
      const [one, two] = (await p.sessions()) as [PlannedSession, PlannedSession];
      await p.amend([{ kind: 'move', sessionId: one.id, to: await p.free(one.id) }, { kind: 'cancel', sessionId: two.id }]);
      await p.approval.reopen({ draftId: p.draftId, seen: null }, command(p.scheduler.id, NOW));
      await p.redrawn(p.draftId);
      const { sessions } = await p.board.see(p.draftId);
      expect(new Set(sessions.map(({ id }) => id)).size).to.equal(sessions.length);
      expect(new Set(sessions.map(({ day, from, line }) => `${day} ${from} ${line}`)).size).to.equal(sessions.length);
    });

    it('are counted where they are held: a session that goes to the next programme\'s days is that one\'s', async () => {
      const p = await published(await fresh(), TO, { count: 20 });
      const later = await p.draft(NEXT, LAST);
      await p.approve(later);
      await p.publish(later, LAST);
      const session = (await p.sessions()).at(-1) as PlannedSession;
      const held = async (draftId: string): Promise<number> => accountOf(await p.board.see(draftId)).held;
      const before = [await held(p.draftId), await held(later)] as const;
      const places = await p.amending.fittingPlaces(session.id, 40, NOW);
      const to = places.find(({ day }) => day >= NEXT);
      if (to === undefined) throw new Error('no place is free in the next programme');
      await p.amend([{ kind: 'move', sessionId: session.id, to }]);
      expect([await held(p.draftId), await held(later)]).to.deep.equal([before[0] - 1, before[1] + 1]);
      const publications = await p.timetable.versions();
      expect(truthOf((await p.timetable.between(FROM, LAST)).sessions, publications).filter(({ sessionId }) => sessionId === session.id).map(({ day }) => day)).to.deep.equal([to.day]);
      expect((await p.own.of([session.agencyId ?? ''], FROM)).some((own) => own.session.id === session.id && own.session.day === to.day), 'its manager sees it').to.equal(true);
      await p.amend([{ kind: 'move', sessionId: session.id, to: session }]);
      expect([await held(p.draftId), await held(later)]).to.deep.equal(before);
    });

    it('are owed also where the next programme had been drawn up before', async () => {
      const p = await published(await fresh(), TO, { count: 20 });
      const later = await p.draft(NEXT, LAST);
      await p.approve(later);
      await p.publish(later, LAST);
      const third = async (agencyId: string | null) => (await p.drawingUp.prospect(addDays(LAST, 1), addDays(LAST, 90))).agencies.find(({ id }) => id === agencyId)?.carried ?? 0;
      const [session] = (await p.sessions()) as [PlannedSession];
      const before = await third(session.agencyId);
      await p.amend([{ kind: 'cancel', sessionId: session.id }]);
      expect(await third(session.agencyId)).to.be.greaterThan(before);
    });
  });
});
