import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { createWriter } from '../../../db/writer.ts';
import { commitmentLookup } from '../../../server/commitments/lookup.ts';
import { createCommitments } from '../../../server/commitments/service.ts';
import { commitmentSteps, commitmentStream } from '../../../server/commitments/steps.ts';
import { addDays, day } from '../../../server/domain/jalali.ts';
import { NOWHERE, type Actor } from '../../../server/domain/permission.ts';
import { startApp } from '../../support/app.ts';
import { onBothDatabases, onSqlite, type Fresh } from '../../support/database.ts';
import { layPlace } from '../../support/place.ts';
import { refused } from '../refused.ts';
import { AT, command } from '../requests/ground.ts';

const TODAY = day('2026-11-22');
const ALL = { ...NOWHERE, everywhere: true };

const ground = async (fresh: Fresh) => {
  const database = await fresh();
  const writer = await createWriter(database, () => undefined);
  const [own, other] = [await layPlace(database), await layPlace(database)];
  await database.direct('commitments').delete();
  const holding = (role: 'agency_expert' | 'supervisor' | 'governor', agencyId: string | null): Actor => ({ id: `u-${role}`, name: '', grants: [{ role, agencyId, countyId: null }] });
  return {
    database, own, other,
    commitments: createCommitments({ reads: database.reads, writer }),
    lookup: commitmentLookup(database.reads),
    expert: holding('agency_expert', own.agencyId),
    supervisor: holding('supervisor', null),
    async make(days: number, agencyId = own.agencyId): Promise<string> {
      const id = randomUUID();
      await writer.submit({
        ...command(),
        streams: [commitmentStream(agencyId)],
        apply: async (tx) => {
          commitmentSteps(tx).make({ id, agencyId, personId: null, hostName: 'آقای احمدی', sessionId: null, callId: randomUUID(), text: 'دیدار با خانم محمدی', dueDay: addDays(TODAY, days), madeAt: AT });
          return {};
        },
      });
      return id;
    },
  };
};

describe('commitments', () => {
  onBothDatabases((_name, fresh) => {
    it('stand by nearest day until they are kept or withdrawn, each within its scope', async () => {
      const g = await ground(fresh);
      const [far, late, near, elsewhere] = [await g.make(20), await g.make(-2), await g.make(3), await g.make(1, g.other.agencyId)];
      expect((await g.lookup.openOf(g.own.agencyId, 9)).map(({ id }) => id)).to.deep.equal([late, near, far]);
      expect((await g.lookup.openOf(g.own.agencyId, 2)).map(({ id }) => id), 'so many at most').to.deep.equal([late, near]);
      expect((await g.lookup.openAmong(g.own.agencyId, [far, elsewhere, late])).map(({ id }) => id), 'of these its own').to.deep.equal([late, far]);
      expect(await g.lookup.openCountOf(g.own.agencyId)).to.equal(3);
      const ids = async (scope: typeof ALL) => (await g.commitments.list(scope, 1, TODAY)).open.map(({ commitment: { id } }) => id);
      expect(await ids({ ...NOWHERE, agencyIds: [g.own.agencyId] })).to.deep.equal([late, near, far]);
      expect(await ids(ALL)).to.deep.equal([late, elsewhere, near, far]);
      expect(await ids(NOWHERE)).to.deep.equal([]);
      await g.commitments.end(late, 'kept', 'بازدید شد', g.expert, command());
      await g.commitments.end(near, 'withdrawn', 'دوبار ثبت شده بود', g.supervisor, command());
      expect((await g.lookup.openOf(g.own.agencyId, 9)).map(({ id }) => id)).to.deep.equal([far]);
      const { ended, total, late: overdue } = await g.commitments.list(ALL, 1, TODAY);
      expect([ended.length, total, overdue]).to.deep.equal([2, 2, 0]);
      expect(await g.lookup.byId(late)).to.include({ state: 'kept', endedNote: 'بازدید شد', endedBy: g.expert.id });
    });

    it('end once, by those who may', async () => {
      const g = await ground(fresh);
      const [own, elsewhere] = [await g.make(3), await g.make(3, g.other.agencyId)];
      expect(await refused(g.commitments.end(elsewhere, 'kept', 'انجام شد', g.expert, command()))).to.equal('forbidden');
      expect(await refused(g.commitments.end(own, 'withdrawn', 'دیگر نه', g.expert, command()))).to.equal('forbidden');
      const same = command();
      await Promise.all([g.commitments.end(own, 'kept', 'انجام شد', g.expert, same), g.commitments.end(own, 'kept', 'انجام شد', g.expert, same)]);
      expect(await refused(g.commitments.end(own, 'withdrawn', 'دیگر نه', g.supervisor, command()))).to.equal('commitment_ended');
      expect(await refused(g.commitments.end(randomUUID(), 'kept', 'انجام شد', g.expert, command()))).to.equal('not_found');
      const told = await g.database.reads('events').where({ stream: commitmentStream(g.own.agencyId) }).orderBy('seq').select('kind', 'data');
      expect(told.map(({ kind }) => kind)).to.deep.equal(['commitment_made', 'commitment_kept']);
      expect(JSON.stringify(told)).not.to.include('محمدی');
    });
  });

  onSqlite((fresh) => {
    it('have a page: late in words, ended with a note, the note asked for, nothing of another agency', async () => {
      const app = await startApp(await fresh());
      const [own, other] = [await layPlace(app.database), await layPlace(app.database)];
      await app.database.direct('commitments').where({ id: own.commitmentId }).update({ due_day: '2026-11-20' });
      const liaison = await app.as({ role: 'agency_liaison', agencyId: own.agencyId, countyId: null });
      const page = await liaison.get('/commitments');
      expect(page.text).to.include('۲ روز از مهلت گذشته').and.to.include('/keep"').and.not.to.include('/withdraw"').and.not.to.include(other.commitmentId);
      const path = `/commitments/${own.commitmentId}`;
      const empty = await liaison.post(`${path}/keep`, { note: '' });
      expect([empty.status, empty.text.includes('«آنچه انجام شد» را بنویسید.')]).to.deep.equal([422, true]);
      expect((await liaison.post(`${path}/withdraw`, { note: 'دیگر لازم نیست' })).status).to.equal(403);
      expect((await liaison.post(`/commitments/${other.commitmentId}/keep`, { note: 'انجام شد' })).status).to.equal(403);
      const kept = await liaison.post(`${path}/keep`, { note: 'بازدید انجام شد' });
      expect([kept.status, kept.headers.get('location')]).to.deep.equal([303, '/commitments?done=kept']);
      expect((await liaison.get('/commitments')).text).to.include('«بازدید انجام شد»').and.to.include('تعهد انجام‌نشده‌ای نمانده است.');
      expect((await liaison.post(`${path}/keep`, { note: 'دوباره' })).status).to.equal(409);
      const supervisor = await app.as('supervisor');
      const long = await supervisor.post(`/commitments/${other.commitmentId}/withdraw`, { note: 'ا'.repeat(2000) });
      expect([long.status, long.text.includes('بلند است')]).to.deep.equal([422, true]);
      expect((await supervisor.post(`/commitments/${other.commitmentId}/withdraw`, { note: 'دوبار ثبت شده بود' })).status).to.equal(303);
      expect((await supervisor.get('/commitments')).text).to.include('بی‌اثر شد');
      expect((await (await app.as('operator')).get('/commitments')).status).to.equal(403);
      await app.stop();
    });
  });
});
