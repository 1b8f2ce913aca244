import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { createPresenceCodes } from '../../../server/hours/codes.ts';
import { inspectionLookup } from '../../../server/inspections/lookup.ts';
import { addMinutes, instant, type Instant } from '../../../server/domain/calendar.ts';
import { addDays, day as dayFrom } from '../../../server/domain/jalali.ts';
import { hourIdOf } from '../../../server/domain/manager-hour.ts';
import { checklistOf, DEFAULT_VISITS } from '../../../server/domain/inspection/visit-setting.ts';
import { onBothDatabases, onSqlite } from '../../support/database.ts';
import { layTarget, sealedJson } from '../../support/visits.ts';
import { DAY, ground, NOW, read, VISITED, type Ground } from './ground.ts';

const today = dayFrom(DAY);
const hourOf = ({ own }: Ground): string => hourIdOf(own.agencyId, today);
const hourRow = (g: Ground) => g.app.database.reads('hours').where({ id: hourOf(g) }).first();
const rows = (g: Ground) => g.app.database.reads('visit_reports').where({ day: DAY }).orderBy('number');
const one = async (g: Ground, id: string) => {
  const visit = await inspectionLookup(g.app.database.reads).byId(id);
  if (visit === null) throw new Error('no such report');
  return visit;
};
/** The code that the office's page shows at an instant. */
const codeAt = ({ app }: Ground, hourId: string, at: Instant): Promise<string> => createPresenceCodes(app.presenceSecret).codeAt(hourId, at);

describe('a report of a visit', () => {
  onBothDatabases((_name, fresh) => {
    it('lands once, however often it is sent, and is on the hour, the board\'s stream and the target at once', async () => {
      const g = await ground(fresh);
      g.app.setNow('2026-11-23T06:15:00.000Z');
      const report = g.report();
      const sealed = sealedJson(g.app.reportsKey, report);
      const answers = await Promise.all(Array.from({ length: 8 }, () => g.sendSealed(report.id, sealed)));
      expect(new Set(answers.map(({ text }) => text)).size).to.equal(1);
      expect(read(answers[0] as never)).to.deep.equal({ id: report.id, receivedAt: '2026-11-23T06:15:00.000Z', answer: 'present', codeFound: 'none', photos: [] });
      expect((await rows(g)).length).to.equal(1);
      expect(await hourRow(g)).to.include({ presence: 'verified', seen_report_id: report.id, answer: 'present', seen_at: VISITED });
      expect(await g.app.database.reads('visit_targets').where({ id: report.targetId }).first()).to.include({ state: 'reported', agency_id: g.own.agencyId });
      const told = await g.app.database.reads('events').whereIn('kind', ['hour_visited', 'visit_reported']).orderBy('stream').select('stream');
      expect(told.map(({ stream }) => stream)).to.deep.equal([`hour:${hourOf(g)}`, `presence:${DAY}:${g.own.countyId}`, `visit:${report.targetId}`]);
      // Commands are forgotten one day; the report itself still answers, and still knows another body.
      await g.app.database.direct('commands').where({ key: report.id }).delete();
      expect((await g.sendSealed(report.id, sealed)).text).to.equal(answers[0]?.text);
      expect((await g.send(report)).text, 'the same report in another envelope').to.include('key_reused');
      await g.app.stop();
    });

    it('from two phones: both are kept, in the order in which they came, and the better for the manager stands', async () => {
      const g = await ground(fresh);
      g.app.setNow('2026-11-23T06:40:00.000Z');
      const pair = await layTarget(g.app.database, g.app.seal, { day: DAY, inspectorId: g.inspector.userId ?? '', secondId: g.colleague.userId, agencyId: g.own.agencyId, hourId: hourOf(g), place: 3 });
      const found = g.report({ targetId: pair, answer: 'not_found', notFound: { secondId: g.colleague.userId, waitedSeconds: 0, witness: '', said: '', letterNo: '' } });
      const present = g.report({ targetId: pair, inspectorId: g.colleague.userId ?? '' });
      const [first, second] = await Promise.all([g.send(found), g.send(present, g.colleague)]);
      expect([first.status, second.status]).to.deep.equal([200, 200]);
      const again = g.report({ targetId: pair, answer: 'late' });
      expect((await g.send(again)).status, 'a further one by the same inspector').to.equal(200);
      expect((await rows(g)).length).to.equal(3);
      const numbers = (await rows(g)).map(({ number }) => number);
      expect(new Set(numbers).size).to.equal(3);
      expect(await hourRow(g)).to.include({ presence: 'verified', seen_report_id: present.id });
      await g.app.stop();
    });

    it('is refused where it is foreign: another\'s target, another agency in it, another\'s name on it, no target at all', async () => {
      const g = await ground(fresh);
      const by = g.colleague.userId ?? '';
      for (const [what, answer] of [
        ['another\'s target', await g.send(g.report({ inspectorId: by }), g.colleague)],
        ['another\'s name', await g.send(g.report(), g.colleague)],
        ['another agency', await g.send(g.report({ agencyId: g.other.agencyId }))],
        ['no target', await g.send(g.report({ targetId: randomUUID() }))],
      ] as const) expect([what, answer.status, read<{ code: string }>(answer).code]).to.deep.equal([what, 403, 'target_foreign']);
      const report = g.report();
      for (const content of [{ ...report, more: 1 }, { ...report, answer: 'gone' }, { ...report, note: 7 }, { ...report, photos: ['x'] }, {}, []]) {
        expect((await g.sendSealed(report.id, sealedJson(g.app.reportsKey, content))).text).to.include('report_unreadable');
      }
      expect((await g.sendSealed(randomUUID(), sealedJson(g.app.reportsKey, report))).text, 'another id outside than inside').to.include('report_unreadable');
      expect(await rows(g)).to.deep.equal([]);
      await g.app.stop();
    });

    it('knows by its code when the inspector stood there: fresh, stale, foreign, and held up after too many that are foreign', async () => {
      const g = await ground(fresh);
      const shown = instant('2026-11-23T06:09:30.000Z');
      g.app.setNow('2026-11-23T08:10:00.000Z');
      const code = await codeAt(g, hourOf(g), shown);
      const fresh_ = g.report({ code });
      expect(read(await g.send(fresh_))).to.include({ codeFound: 'fresh' });
      expect(await one(g, fresh_.id)).to.include({ at: shown, codeFound: 'fresh', codeShownAt: shown });
      expect(await hourRow(g)).to.include({ seen_at: shown });
      const stale = g.report({ code: await codeAt(g, hourOf(g), addMinutes(shown, -30)) });
      expect(read(await g.send(stale))).to.include({ codeFound: 'stale' });
      expect((await one(g, stale.id)).flags).to.deep.equal(['code_stale', 'never_opened', 'order_invalid']);
      const neighbours = await codeAt(g, hourIdOf(g.other.agencyId, today), shown);
      const refusals: string[] = [];
      for (let at = 0; at < 8; at += 1) refusals.push(read<{ code: string }>(await g.send(g.report({ code: at === 0 ? neighbours : '12345678' }))).code);
      expect(refusals.slice(0, 3)).to.deep.equal(['code_foreign', 'code_foreign', 'code_foreign']);
      expect(refusals.at(-1)).to.equal('too_many_tries');
      expect((await g.send(g.report({ code }))).status, 'a right one is held up too').to.equal(429);
      expect((await g.send(g.report())).status, 'and one without a code is not').to.equal(200);
      await g.app.stop();
    });
  });

  onSqlite((fresh) => {
    it('after the hour\'s end is taken in, whenever the phone found its network again', async () => {
      const g = await ground(fresh);
      g.app.setNow('2026-11-23T16:00:00.000Z');
      const report = g.report();
      expect((await g.send(report)).status).to.equal(200);
      expect(await one(g, report.id)).to.include({ at: VISITED, receivedAt: '2026-11-23T16:00:00.000Z', day: DAY });
      expect(await hourRow(g)).to.include({ presence: 'verified', seen_at: VISITED });
      await g.app.stop();
    });

    it('is not believed in its device\'s time where that cannot be: it is flagged, and the server\'s order stands', async () => {
      const g = await ground(fresh);
      g.app.setNow('2026-11-23T07:00:00.000Z');
      const times = ['2025-11-23T06:10:00.000Z', '2027-11-23T06:10:00.000Z', '2026-11-23T03:00:00.000Z', '2026-11-23T08:00:00.000Z'];
      for (const visitedAt of times) {
        const report = g.report({ visitedAt, sealedAt: visitedAt });
        expect((await g.send(report)).status, visitedAt).to.equal(200);
        const visit = await one(g, report.id);
        expect(visit.flags, visitedAt).to.include('device_time');
        expect([visit.at, visit.deviceAt]).to.deep.equal(['2026-11-23T07:00:00.000Z', visitedAt]);
      }
      expect((await rows(g)).map(({ device_at }) => device_at)).to.deep.equal(times);
      await g.app.stop();
    });

    it('is flagged without an order, without the code of an office that shows one, and where it lacks what its answer needs', async () => {
      const g = await ground(fresh);
      g.app.setNow('2026-11-23T06:20:00.000Z');
      const bare = g.report({ answer: 'not_found' });
      await g.send(bare);
      const visit = await one(g, bare.id);
      expect(visit.flags).to.deep.equal(['never_opened', 'order_invalid', 'rules']);
      const coded = g.report();
      await g.send(coded);
      expect((await one(g, coded.id)).flags).to.include('code_missing');
      expect(visit.faults).to.deep.equal(['proof unproved']);
      await g.app.database.direct('inspection_places').insert({ agency_id: g.own.agencyId, area: 'مرکز', address: 'خیابان', photos_allowed: 1, has_screen: 0, rev: 1 });
      const screenless = g.report();
      await g.send(screenless);
      expect((await one(g, screenless.id)).flags).not.to.include('code_missing');
      await g.app.stop();
    });

    it('is by whoever bore an order when he stood there, whatever becomes of it later', async () => {
      const g = await ground(fresh);
      const revokedAt = '2026-11-23T06:05:00.000Z';
      await g.app.database.direct('inspection_orders').insert({
        id: 'order', user_id: g.inspector.userId ?? '', number: '۱', from_day: DAY, to_day: DAY, photo: null, code_hash: 'hash', code: 'code', issued_at: NOW, issued_by: 'head', revoked_at: revokedAt, rev: 2,
      });
      g.app.setNow('2026-11-23T06:20:00.000Z');
      for (const [visitedAt, isInvalid] of [['2026-11-23T06:04:00.000Z', false], ['2026-11-23T06:06:00.000Z', true]] as const) {
        const report = g.report({ visitedAt });
        await g.send(report);
        expect((await one(g, report.id)).flags.includes('order_invalid'), visitedAt).to.equal(isInvalid);
      }
      const large = randomUUID();
      expect((await g.sendSealed(large, 'A'.repeat(400_000))).status, 'four hundred thousand letters').to.be.oneOf([413, 422]);
      await g.app.stop();
    });

    it('opens what it found to be mended, with a day, and no more often than it is to be mended', async () => {
      const g = await ground(fresh);
      const item = checklistOf(DEFAULT_VISITS)[1];
      const report = g.report({ noticeBoard: false, conduct: 'poor', checklist: [{ id: item?.id ?? '', good: false, note: 'دو صندلی' }, { id: 'unknown', good: false, note: '' }] });
      await g.send(report);
      await g.send(g.report({ noticeBoard: false }));
      const findings = await g.app.database.reads('findings').where({ agency_id: g.own.agencyId, report_id: report.id }).orderBy('item');
      // The place was laid with a finding of its notice board, which is seen again and not opened twice.
      expect(findings.map(({ item: name }) => name)).to.have.members(['conduct', item?.id]);
      expect(await g.app.database.reads('findings').where({ id: g.own.findingId }).first()).to.include({ times: 3 });
      expect(findings.every(({ due_day }) => due_day === addDays(today, DEFAULT_VISITS.findingDays))).to.equal(true);
      expect(findings.find(({ item: name }) => name === item?.id)?.text).to.equal(`${item?.text ?? ''}: دو صندلی`);
      await g.app.stop();
    });

    it('tells nobody but inspectors anything: every other role is refused at every door of the phone', async () => {
      const g = await ground(fresh);
      const report = g.report();
      const sealed = sealedJson(g.app.reportsKey, report);
      const agency = { agencyId: g.own.agencyId, countyId: null };
      const others = [await g.app.as({ role: 'host', ...agency }), await g.app.as({ role: 'manager_office', ...agency }), await g.app.as({ role: 'agency_liaison', ...agency }), await g.app.as('operator'), await g.app.as('inspection_head'), await g.app.as('administrator'), g.app.anonymous()];
      for (const who of others) {
        const answers = [
          await who.get('/inspect/day', { accept: 'application/json' }), await who.postJson(`/inspect/targets/${g.targets[0]}/open`), await who.postJson('/inspect/openings', { id: randomUUID(), sealed }),
          await g.sendSealed(report.id, sealed, who), await g.sendPhoto(report.id, Buffer.from('x'), who),
        ];
        expect(answers.map(({ status }) => status).every((status) => status === 401 || status === 403)).to.equal(true);
      }
      expect(await rows(g)).to.deep.equal([]);
      g.app.setNow(NOW);
      await g.app.stop();
    });
  });
});
