import { expect } from 'chai';
import { createWriter } from '../../../db/writer.ts';
import { instant } from '../../../server/domain/calendar.ts';
import type { DrawFile } from '../../../server/domain/inspection/draw-file.ts';
import { day } from '../../../server/domain/jalali.ts';
import { drawLookup } from '../../../server/draws/lookup.ts';
import { checksOf } from '../../../server/draws/proof.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { onBothDatabases } from '../../support/database.ts';
import { refused } from '../refused.ts';
import { commandAt, drawsOf, FIRST, layVisits, SECOND } from './ground.ts';

const [first, second] = [day(FIRST), day(SECOND)];
const EVE = '2026-11-22T12:00:00.000Z';
const MORNING = '2026-11-23T04:00:00.000Z';
const DURING = '2026-11-23T06:30:00.000Z';
const AFTER = '2026-11-23T08:31:00.000Z';
const failed = (file: DrawFile) => checksOf(file).flatMap(({ check, passed }) => (passed ? [] : [check]));

onBothDatabases((_name, fresh) => {
  describe('a draw', () => {
    let app: TestApp;
    beforeEach(async () => {
      app = await startApp(await fresh(), EVE);
    });
    afterEach(() => app.stop());

    const drawn = async () => {
      const ground = await layVisits(app);
      const draws = drawsOf(app);
      await draws.drawing.ensureSeed(commandAt(EVE));
      await draws.drawing.draw(first, null, commandAt(MORNING));
      return { ...ground, draws };
    };

    it('is sealed before its hour by the seed that was committed to, once, and opened after it with the commitment to the next', async () => {
      const { draws } = await drawn();
      const lookup = drawLookup(app.database.reads);
      expect(await lookup.sealOf(first)).to.include({ opened: false, amendments: 0, drawnAt: MORNING });
      expect(await lookup.sealOf(second)).to.equal(null);
      expect(await refused(draws.drawing.draw(first, null, commandAt(MORNING)))).to.equal('draw_exists');
      expect(await refused(draws.drawing.draw(second, null, commandAt(MORNING)))).to.equal('seed_missing');
      expect(await draws.reading.file(first)).to.equal(null);
      expect(await refused(draws.opening.open(first, commandAt(DURING)))).to.equal('draw_not_over');
      expect(await refused(draws.opening.open(second, commandAt(DURING)))).to.equal('draw_not_drawn');
      await draws.opening.open(first, commandAt(AFTER));
      await draws.opening.open(first, commandAt(AFTER));
      const file = (await draws.reading.file(first)) as DrawFile;
      expect(failed(file)).to.deep.equal([]);
      expect(await app.database.reads('draw_seeds').orderBy('number').select('number', 'day', 'committed_at')).to.deep.equal([{ number: 1, day: FIRST, committed_at: EVE }, { number: 2, day: null, committed_at: AFTER }]);
      await draws.drawing.draw(second, null, commandAt('2026-11-29T12:00:00.000Z'));
      await draws.opening.open(second, commandAt('2026-11-30T09:00:00.000Z'));
      const next = (await draws.reading.file(second)) as DrawFile;
      expect(next.openedBefore).to.deep.equal({ day: FIRST, openedAt: AFTER });
      expect(failed(next)).to.deep.equal([]);
    });

    it('lays targets that open to the list that was committed to, all of one length', async () => {
      const { draws } = await drawn();
      const targets = await app.database.reads('visit_targets').where({ day: FIRST }).orderBy(['inspector_id', 'place']).select();
      expect(new Set(targets.map(({ target }) => target.length)).size).to.equal(1);
      const opened = targets.map(({ id, target, inspector_id: inspectorId, place }) => {
        const { agencyId, hourId, minute } = JSON.parse(app.seal.open(target, `visit_targets.${id}.target`)) as { agencyId: string; hourId: string; minute: number };
        expect(hourId).to.equal(`hour-${agencyId}-${FIRST}`);
        return { inspectorId, agencyId, place, minute };
      });
      await draws.opening.open(first, commandAt(AFTER));
      expect((await draws.reading.file(first))?.list.visits).to.deep.equal(opened);
      expect(opened.length).to.be.above(10);
    });

    it('leaves out what may not be inspected, is cancelled, or is excused beforehand, and sends only whom the head ticked', async () => {
      const { offices, inspectors, draws } = await layVisits(app).then((ground) => ({ ...ground, draws: drawsOf(app) }));
      const [outside, cancelled, excused] = offices.map(({ agencyId }) => agencyId) as [string, string, string];
      const { direct } = app.database;
      await direct('agencies').where({ id: outside }).update({ may_be_inspected: 0 });
      await direct('hours').where({ agency_id: cancelled }).update({ state: 'cancelled' });
      await direct('hours').where({ agency_id: excused }).update({ presence: 'excused' });
      await draws.drawing.ensureSeed(commandAt(EVE));
      expect(await refused(draws.drawing.draw(first, [], commandAt(MORNING)))).to.equal('inspectors_none');
      expect(await refused(draws.drawing.draw(first, null, commandAt(AFTER)))).to.equal('hour_over');
      expect(await refused(draws.drawing.draw(day('2026-11-24'), null, commandAt(MORNING)))).to.equal('hour_unknown');
      await draws.drawing.draw(first, inspectors.slice(0, 2), commandAt(MORNING));
      await draws.opening.open(first, commandAt(AFTER));
      const file = (await draws.reading.file(first)) as DrawFile;
      expect(file.inputs.offices.map(({ id }) => id)).to.have.length(37).and.not.include.members([outside]).and.not.include.members([cancelled]).and.not.include.members([excused]);
      expect(new Set(file.list.visits.map(({ inspectorId }) => inspectorId))).to.deep.equal(new Set(inspectors.slice(0, 2)));
    });

    it('takes amendments as numbered links of a chain; what is opened stays with whoever opened it', async () => {
      const { draws, inspectors } = await drawn();
      const [ill, other] = inspectors as [string, string];
      const mine = await app.database.reads('visit_targets').where({ day: FIRST, inspector_id: ill }).orderBy('place').select();
      await app.database.direct('visit_targets').where({ id: mine[0]?.id ?? '' }).update({ state: 'opened' });
      const before = (await app.database.reads('visit_targets').where({ day: FIRST, inspector_id: other }).select()).length;
      expect(await draws.amending.amend(first, { inspectorId: ill, toId: other, reason: 'بیماری' }, commandAt(MORNING))).to.deep.equal({ number: 1 });
      const his = await app.database.reads('visit_targets').where({ day: FIRST, inspector_id: other }).orderBy('place').select();
      expect(his.map(({ place }) => place)).to.deep.equal(his.map((_, index) => index + 1));
      expect(his.length).to.equal(before + mine.length - 1);
      expect(await draws.amending.amend(first, { inspectorId: other, toId: null, reason: 'خودرو نیست' }, commandAt(MORNING))).to.deep.equal({ number: 2 });
      expect(await app.database.reads('visit_targets').where({ day: FIRST, inspector_id: other }).whereNot({ state: 'withdrawn' }).select()).to.deep.equal([]);
      expect(await refused(draws.amending.amend(first, { inspectorId: other, toId: null, reason: 'باز' }, commandAt(MORNING)))).to.equal('inspectors_none');
      await draws.opening.open(first, commandAt(AFTER));
      const file = (await draws.reading.file(first)) as DrawFile;
      expect(failed(file)).to.deep.equal([]);
      expect(file.amendments.map(({ number, reason }) => `${number} ${reason}`)).to.deep.equal(['1 بیماری', '2 خودرو نیست']);
      const [one, two] = file.amendments as [DrawFile['amendments'][number], DrawFile['amendments'][number]];
      expect(failed({ ...file, amendments: [{ ...one, reason: 'سفارش' }, two] })).to.deep.equal(['amendments']);
      expect(failed({ ...file, amendments: [two] })).to.deep.equal(['amendments']);
      expect((await drawLookup(app.database.reads).sealOf(first))?.amendments).to.equal(2);
    });

    it('takes the first of two amendments that are made at once, and says so to whoever made the other', async () => {
      const { draws, inspectors } = await drawn();
      const [ill, other] = inspectors as [string, string];
      const sooner = () => draws.amending.amend(first, { inspectorId: other, toId: ill, reason: 'خودرو نیست' }, commandAt(MORNING));
      // All that this one is made of was read before the other was written.
      const writer: TestApp['writer'] = { ...app.writer, submit: async (change) => sooner().then(() => app.writer.submit(change)) };
      expect(await refused(drawsOf({ ...app, writer }).amending.amend(first, { inspectorId: ill, toId: other, reason: 'بیماری' }, commandAt(MORNING)))).to.equal('changed_meanwhile');
      expect((await app.database.reads('draw_amendments').select()).length).to.equal(1);
    });

    it('fails the check that a forged file breaks', async () => {
      const { draws } = await drawn();
      await draws.opening.open(first, commandAt(AFTER));
      const file = (await draws.reading.file(first)) as DrawFile;
      const [visit, ...rest] = file.list.visits;
      const office = file.inputs.offices[0];
      if (visit === undefined || office === undefined) throw new Error('nothing was drawn');
      expect(failed({ ...file, list: { ...file.list, visits: rest } })).to.deep.equal(['commitment', 'list']);
      expect(failed({ ...file, seed: '0'.repeat(64) })).to.include.members(['seed', 'commitment', 'list']);
      expect(failed({ ...file, inputs: { ...file.inputs, offices: file.inputs.offices.slice(1) } })).to.include.members(['commitment', 'list']);
      expect(failed({ ...file, program: 'another' })).to.include.members(['program', 'commitment']);
      expect(failed({ ...file, drawnAt: DURING })).to.deep.equal(['before_hour']);
      expect(failed({ ...file, openedAt: DURING })).to.deep.equal(['after_hour']);
      expect(failed({ ...file, seedCommittedAt: DURING })).to.deep.equal(['seed_before']);
      expect(failed({ ...file, seedNumber: 2 }), 'a later seed that no opening committed to').to.deep.equal(['seed_before']);
      expect(failed({ ...file, inputs: { ...file.inputs, offices: [{ ...office, complaints: 9 }, ...file.inputs.offices.slice(1)] } })).to.include('commitment');
      // What no draw can be made of must come out as well, and not keep the verifier waiting for ever.
      for (const base of [1.5, 2 ** 50, Number.NaN, -1, 'x' as unknown as number]) expect(failed({ ...file, inputs: { ...file.inputs, weights: { ...file.inputs.weights, base } } }), String(base)).to.include('list');
      const reordered = JSON.parse(JSON.stringify(file, (_name, value: unknown) => (value !== null && typeof value === 'object' && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).reverse()) : value))) as DrawFile;
      expect(failed(reordered), 'the same in another order of its names').to.deep.equal([]);
      expect(failed({} as DrawFile)).to.include('seed');
    });

    it('makes itself where the head did not, and opens itself, once under two processes', async () => {
      await layVisits(app);
      const other = await createWriter(app.database, () => undefined);
      const both = [drawsOf(app), drawsOf({ ...app, writer: other })];
      const tend = (at: string) => Promise.all(both.map(({ tending }) => tending.tend(instant(at))));
      await tend(EVE);
      await tend('2026-11-23T02:59:00.000Z');
      expect(await app.database.reads('draws').select()).to.deep.equal([]);
      await tend('2026-11-23T03:01:00.000Z');
      await tend('2026-11-23T03:02:00.000Z');
      const targets = (await app.database.reads('visit_targets').where({ day: FIRST }).select()).length;
      expect(targets).to.be.above(10).and.below(37);
      await tend(DURING);
      expect((await app.database.reads('draws').first())?.state).to.equal('sealed');
      await tend(AFTER);
      await tend(AFTER);
      expect((await app.database.reads('draws').first())?.state).to.equal('opened');
      expect((await app.database.reads('draw_seeds').select()).length).to.equal(2);
      expect((await app.database.reads('events').where({ stream: 'draws' }).orderBy('seq').select()).map(({ kind }) => kind)).to.deep.equal(['seed_committed', 'draw_sealed', 'draw_opened', 'seed_committed']);
      await other.drain();
    });
  });
});
