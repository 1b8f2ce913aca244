import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { NotFoundProof } from '../../../server/domain/inspection/report.ts';
import { hourIdOf } from '../../../server/domain/manager-hour.ts';
import type { Day } from '../../../server/domain/jalali.ts';
import { inspectionLookup } from '../../../server/inspections/lookup.ts';
import type { PhoneDay } from '../../../server/inspections/phone-types.ts';
import { onBothDatabases } from '../../support/database.ts';
import { layTarget } from '../../support/visits.ts';
import { DAY, ground, read, type Ground } from './ground.ts';

const proofOf = (secondId: string): NotFoundProof => ({ secondId, waitedSeconds: 0, witness: '', said: '', letterNo: '' });
const routeOf = async ({ colleague }: Ground) => read<PhoneDay>(await colleague.get('/inspect/day', { accept: 'application/json' })).targets;

describe('«در محل نبود» by two inspectors', () => {
  onBothDatabases((_name, fresh) => {
    it('asks the colleague on his own phone, and tells the head until then that he has not confirmed it', async () => {
      const g = await ground(fresh);
      const colleagueId = g.colleague.userId ?? '';
      // He is out on that day too, with a target of his own.
      const his = await layTarget(g.app.database, g.app.seal, { day: DAY, inspectorId: colleagueId, agencyId: g.other.agencyId, hourId: hourIdOf(g.other.agencyId, DAY as Day), place: 5 });
      const report = g.report({ answer: 'not_found', notFound: proofOf(colleagueId) });
      expect((await g.send(report)).status).to.equal(200);
      const head = await g.app.as('inspection_head');
      const page = async () => (await head.get(`/inspections/${report.id}`)).text;
      expect(await page()).to.include('خودش هنوز تأیید نکرده است');
      expect((await routeOf(g)).map(({ id, asked, reported, sight }) => [id, asked, reported, sight?.agencyId])).to.deep.equal([[his, false, false, undefined], [g.targets[0], true, false, g.own.agencyId]]);
      expect((await g.send(g.report({ inspectorId: colleagueId, answer: 'not_found', notFound: proofOf(g.inspector.userId ?? '') }), g.colleague)).status).to.equal(200);
      expect(await page()).to.include('گزارش خودش همین را می‌گوید').and.not.to.include('خودش هنوز');
      expect((await routeOf(g)).map(({ reported }) => reported)).to.deep.equal([false, true]);
      expect((await inspectionLookup(g.app.database.reads).pairsBefore('2026-11-24' as Day)).get(g.own.agencyId)).to.have.members([colleagueId, g.inspector.userId]);
      await g.app.stop();
    });

    it('believes nobody who names himself, or somebody who was not out that day', async () => {
      const g = await ground(fresh);
      for (const secondId of [g.inspector.userId ?? '', g.colleague.userId ?? '', randomUUID()]) {
        const report = g.report({ answer: 'not_found', notFound: proofOf(secondId) });
        expect((await g.send(report)).status).to.equal(200);
        const visit = await inspectionLookup(g.app.database.reads).byId(report.id);
        expect([visit?.flags.includes('rules'), visit?.faults.includes('second shape')]).to.deep.equal([true, true]);
      }
      expect((await g.app.database.reads('visit_targets').where({ id: g.targets[0] }).first())?.second_id).to.equal(null);
      await g.app.stop();
    });
  });
});
