import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { dayOf } from '../../../server/domain/calendar.ts';
import { addDays } from '../../../server/domain/jalali.ts';
import { createConsequences } from '../../../server/rota/consequences.ts';
import { rotaLookup } from '../../../server/rota/lookup.ts';
import { onBothDatabases } from '../../support/database.ts';
import { NOW, published } from './amend-ground.ts';
import { whole } from './consequence-ground.ts';
import { command } from './ground.ts';

describe('the versions of the timetable', () => {
  onBothDatabases((_name, fresh) => {
    it('are asked what stands without what each of them changed, which is read where changes are shown', async () => {
      const database = await fresh();
      const p = await published(database);
      const [one, two] = await p.sessions();
      if (one === undefined || two === undefined) throw new Error('no session');
      await p.amend([{ kind: 'move', sessionId: one.id, to: await p.free(one.id) }]);
      const consequences = createConsequences({ reads: database.reads, writer: p.writer, newId: randomUUID });
      const asked: string[] = [];
      database.reads.on('query', ({ sql }: { sql: string }) => void asked.push(sql));
      const wasRead = async (work: () => Promise<unknown>): Promise<string> => {
        asked.length = 0;
        await work();
        const reading = asked.filter((sql) => /from .publications./.test(sql));
        return reading.length === 0 ? 'nothing' : reading.some((sql) => sql.includes('*') || sql.includes('changes')) ? 'changes' : 'versions';
      };
      const about = (days: number) => ({ kind: 'closure_added', id: 'closure-1', entry: whole(two.day, addDays(two.day, days)) }) as const;
      const lookup = rotaLookup(database.reads);
      const found = {
        board: await wasRead(() => p.board.see(p.draftId)),
        prospect: await wasRead(() => p.prospect([{ kind: 'cancel', sessionId: two.id }])),
        places: await wasRead(() => p.amending.fittingPlaces(two.id, 3, NOW)),
        page: await wasRead(() => p.amending.page(one.id, NOW)),
        consequences: await wasRead(() => consequences.foresee(about(7), command(p.scheduler.id, NOW))),
        wordings: await wasRead(() => lookup.wordingsOf([one.id])),
        nearest: await wasRead(() => p.timetable.nearest(dayOf(NOW))),
        sessions: await wasRead(() => p.timetable.sessionsBetween(one.day, two.day)),
        timetable: await wasRead(() => p.timetable.between(one.day, two.day)),
        all: await wasRead(() => p.timetable.versions()),
      };
      const { timetable, all, ...light } = found;
      expect([...new Set(Object.entries(light).filter(([, read]) => read !== 'versions'))], 'what only asks what stands').to.deep.equal([]);
      expect([timetable, all]).to.deep.equal(['changes', 'changes']);
      expect(await p.timetable.sessionsBetween(one.day, two.day)).to.deep.equal((await p.timetable.between(one.day, two.day)).sessions);
      expect((await p.timetable.versions()).map(({ version, kind, changes }) => [version, kind, changes.length > 0])[0]).to.deep.equal([2, 'amendment', true]);
    });
  });
});
