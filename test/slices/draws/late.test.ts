import { expect } from 'chai';
import { instant } from '../../../server/domain/calendar.ts';
import type { DrawFile } from '../../../server/domain/inspection/draw-file.ts';
import { day } from '../../../server/domain/jalali.ts';
import { checksOf } from '../../../server/draws/proof.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { onBothDatabases } from '../../support/database.ts';
import { refused } from '../refused.ts';
import { commandAt, drawsOf, FIRST, layVisits, SECOND } from './ground.ts';

const [first, second] = [day(FIRST), day(SECOND)];
const EVE = '2026-11-22T12:00:00.000Z';
const MORNING = '2026-11-23T04:00:00.000Z';
/** Half past nine. */
const BEGUN = '2026-11-23T06:00:00.000Z';
const AFTER = '2026-11-23T08:31:00.000Z';

onBothDatabases((_name, fresh) => {
  describe('a draw whose hours do not go as planned', () => {
    let app: TestApp;
    beforeEach(async () => {
      app = await startApp(await fresh(), EVE);
    });
    afterEach(() => app.stop());

    const laid = async () => {
      const ground = await layVisits(app);
      const draws = drawsOf(app);
      await draws.drawing.ensureSeed(commandAt(EVE));
      return { ...ground, draws };
    };

    it('is told of where the program was down until the hours had begun, is not made by itself, and may still be made, of what is left of them', async () => {
      const { draws, offices, inspectors } = await laid();
      const [over, opening] = offices.map(({ agencyId }) => agencyId) as [string, string];
      const { direct } = app.database;
      await direct('hours').where({ agency_id: over, day: FIRST }).update({ ends_at: BEGUN, to_clock: '09:30' });
      await direct('hours').where({ agency_id: opening, day: FIRST }).update({ starts_at: '2026-11-23T06:30:00.000Z', from_clock: '10:00' });
      await draws.tending.tend(instant(BEGUN));
      expect(await app.database.reads('draws').select()).to.deep.equal([]);
      app.setNow(BEGUN);
      const [head, governor] = [await app.as('inspection_head'), await app.as('governor')];
      for (const path of ['/draws', `/draws/${FIRST}`]) expect((await head.get(path)).text, path).to.include('قرعه‌ای کشیده نشده است و بازرسان مقصدی ندارند');
      expect((await head.get(`/draws/${FIRST}`)).text).to.include('کشیدن و مهر قرعه');
      const ticked = Object.fromEntries(inspectors.map((id) => [`i_${id}`, '1']));
      expect((await head.post(`/draws/${FIRST}`, ticked)).status).to.equal(303);
      for (const who of [head, governor]) expect((await who.get('/draws')).text).to.include('پس از آغاز ساعت مهر شد');
      expect((await governor.get(`/draws/${FIRST}/verify`)).text).to.include('فهرست بازدید پس از آغاز ساعت مهر شد و تغییری نکرده است.').and.not.to.include('پیش از ساعت');
      for (const { id, target } of await app.database.reads('visit_targets').where({ day: FIRST }).select()) {
        const { agencyId, minute } = JSON.parse(app.seal.open(target, `visit_targets.${id}.target`)) as { agencyId: string; minute: number };
        expect(agencyId).not.to.equal(over);
        expect(minute, 'told from the beginning of the office\'s hour, and not gone by').to.be.within(agencyId === opening ? 0 : 30, 180);
      }
      await draws.opening.open(first, commandAt(AFTER));
      const file = (await draws.reading.file(first)) as DrawFile;
      expect(checksOf(file).flatMap(({ check, passed }) => (passed ? [] : [check]))).to.deep.equal(['before_hour']);
      app.setNow(AFTER);
      expect((await (await app.as('governor')).get(`/draws/${FIRST}/verify`)).text).to.include('بررسی‌های دیگر درست است').and.include('نادرست');
    });

    it('stays sealed until its planned end where its hours are cancelled, so that nobody reads a list whose hours are then held after all', async () => {
      const { draws } = await laid();
      await draws.drawing.draw(first, null, commandAt(MORNING));
      await app.database.direct('hours').where({ day: FIRST }).update({ state: 'cancelled' });
      await draws.tending.tend(instant('2026-11-23T04:01:00.000Z'));
      expect(await refused(draws.opening.open(first, commandAt(BEGUN)))).to.equal('draw_not_over');
      expect((await app.database.reads('draws').first())?.state).to.equal('sealed');
      app.setNow(BEGUN);
      expect((await (await app.as('governor')).get(`/draws/${FIRST}/verify`)).text).to.include('پیش از ساعت ۹ مهر شد');
      await draws.tending.tend(instant(AFTER));
      const file = (await draws.reading.file(first)) as DrawFile;
      expect(checksOf(file).every(({ passed }) => passed)).to.equal(true);
    });

    it('is sealed until the last hour has ended, wherever an hour was moved to a later time', async () => {
      const { draws, offices } = await laid();
      await draws.drawing.draw(first, null, commandAt(MORNING));
      await app.database.direct('hours').where({ agency_id: offices[0]?.agencyId ?? '', day: FIRST }).update({ starts_at: '2026-11-23T10:30:00.000Z', ends_at: '2026-11-23T12:30:00.000Z' });
      expect(await refused(draws.opening.open(first, commandAt(AFTER)))).to.equal('draw_not_over');
      await draws.opening.open(first, commandAt('2026-11-23T12:30:00.000Z'));
      expect((await app.database.reads('draws').first())?.state).to.equal('opened');
    });

    it('is made in the order of the days: a seed spent on a later one would leave the nearer without any', async () => {
      const { draws } = await laid();
      expect(await refused(draws.drawing.draw(second, null, commandAt(MORNING)))).to.equal('draw_in_turn');
      expect(await refused(draws.drawing.draw(second, null, commandAt(BEGUN))), 'while the nearer is held').to.equal('draw_in_turn');
      await draws.drawing.draw(second, null, commandAt(AFTER));
    });
  });
});
