import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { createWriter } from '../../../db/writer.ts';
import { addDays, day } from '../../../server/domain/jalali.ts';
import type { Actor } from '../../../server/domain/permission.ts';
import { findingLookup } from '../../../server/findings/lookup.ts';
import { createFindings } from '../../../server/findings/service.ts';
import { findingSteps, findingStreams } from '../../../server/findings/steps.ts';
import { startApp } from '../../support/app.ts';
import { onBothDatabases, onSqlite, type Fresh } from '../../support/database.ts';
import { layPlace } from '../../support/place.ts';
import { refused } from '../refused.ts';
import { AT, command } from '../requests/ground.ts';

const TODAY = day('2026-11-22');

const ground = async (fresh: Fresh) => {
  const database = await fresh();
  const writer = await createWriter(database, () => undefined);
  const [own, other] = [await layPlace(database), await layPlace(database)];
  await database.direct('findings').delete();
  const holding = (role: 'agency_liaison' | 'inspection_head', agencyId: string | null): Actor => ({ id: `u-${role}`, name: '', grants: [{ role, agencyId, countyId: null }] });
  const open = (items: readonly string[], place = own, days = 10): Promise<string[]> => {
    const ids = items.map(() => randomUUID());
    return writer.submit({
      ...command(),
      streams: findingStreams(place.agencyId),
      apply: async (tx) => {
        const steps = findingSteps(tx);
        const opened: string[] = [];
        for (const [index, item] of items.entries()) opened.push(await steps.open({ id: ids[index] ?? '', reportId: place.reportId, agencyId: place.agencyId, item, text: `درستی ${item}`, dueDay: addDays(TODAY, days), at: AT }));
        return opened;
      },
    });
  };
  const findings = createFindings({ database, writer });
  const rev = async (id: string): Promise<{ id: string; rev: number }> => ({ id, rev: (await findings.detail(id, TODAY)).finding.rev });
  return { database, own, other, findings, open, rev, liaison: holding('agency_liaison', own.agencyId), head: holding('inspection_head', null) };
};

describe('findings', () => {
  onBothDatabases((_name, fresh) => {
    it('are opened once for an item, by one report or by several, until they are accepted', async () => {
      const g = await ground(fresh);
      const [board, twice, plate] = await g.open(['board', 'board', 'plate']);
      expect(twice, 'twice in one report').to.equal(board);
      expect(await g.open(['board']), 'by a later visit').to.deep.equal([board]);
      const [elsewhere] = await g.open(['board'], g.other);
      expect(elsewhere).not.to.equal(board);
      expect((await g.findings.detail(board ?? '', TODAY)).finding).to.include({ times: 2, state: 'open', seenAt: AT });
      await g.findings.mend(await g.rev(board ?? ''), 'نصب شد', g.liaison, command());
      expect(await g.open(['board']), 'before it is accepted').to.deep.equal([board]);
      await g.findings.accept(await g.rev(board ?? ''), g.head, command());
      const [anew] = await g.open(['board']);
      expect(anew).not.to.equal(board);
      expect(await findingLookup(g.database.reads).countsOf(g.own.agencyId, TODAY)).to.deep.equal({ toDo: 2, overdue: 0, done: 0, accepted: 1 });
      const told = await g.database.reads('events').where('stream', `findings:${g.own.agencyId}`).orderBy('seq').select('kind', 'data');
      expect(told.map(({ kind }) => kind)).to.deep.equal(['finding_opened', 'finding_opened', 'finding_seen_again', 'finding_mended', 'finding_seen_again', 'finding_accepted', 'finding_opened']);
      expect(JSON.stringify(told), 'ids and days alone').not.to.include('درستی').and.not.to.include('نصب');
      expect((await findingLookup(g.database.reads).ofReport(g.own.reportId)).map(({ id }) => id)).to.have.members([board, plate, anew]);
    });

    it('are mended by their own agency and judged by the head, as each has seen them', async () => {
      const g = await ground(fresh);
      const [id = ''] = await g.open(['board'], g.own, -1);
      const [foreign = ''] = await g.open(['board'], g.other);
      expect((await g.findings.list(null, 'overdue', 1, TODAY)).rows.map(({ finding }) => finding.id)).to.deep.equal([id]);
      expect(await refused(g.findings.mend(await g.rev(foreign), 'انجام شد', g.liaison, command()))).to.equal('forbidden');
      expect(await refused(g.findings.accept(await g.rev(id), g.liaison, command()))).to.equal('forbidden');
      expect(await refused(g.findings.accept(await g.rev(id), g.head, command()))).to.equal('finding_step');
      const first = await g.rev(id);
      await g.findings.mend(first, 'نیمه‌کاره', g.liaison, command());
      const read = await g.rev(id);
      await g.open(['board']);
      expect(await refused(g.findings.accept(read, g.head, command())), 'a visit found it again after he had read').to.equal('finding_step');
      expect(await refused(g.findings.giveBack(await g.rev(id), { reason: 'ناتمام است', dueDay: addDays(TODAY, -1) }, g.head, command()))).to.equal('day_past');
      await g.findings.giveBack(await g.rev(id), { reason: 'ناتمام است', dueDay: addDays(TODAY, 5) }, g.head, command());
      expect((await g.findings.list(g.own.agencyId, 'toDo', 1, TODAY)).rows.map(({ finding: { state, dueDay, judgedNote } }) => [state, dueDay, judgedNote])).to.deep.equal([['returned', addDays(TODAY, 5), 'ناتمام است']]);
      const same = command();
      const seen = await g.rev(id);
      await Promise.all([g.findings.mend(seen, 'کامل شد', g.liaison, same), g.findings.mend(seen, 'کامل شد', g.liaison, same)]);
      const done = await g.rev(id);
      const both = await Promise.allSettled([g.findings.accept(done, g.head, command()), g.findings.giveBack(done, { reason: 'هنوز نه', dueDay: TODAY }, g.head, command())]);
      expect(both.map(({ status }) => status).sort()).to.deep.equal(['fulfilled', 'rejected']);
    });
  });

  onSqlite((fresh) => {
    it('have pages: the agency its own, the head all; a note asked for, a refused day beside its field', async () => {
      const app = await startApp(await fresh());
      const [own, other] = [await layPlace(app.database), await layPlace(app.database)];
      const office = await app.as({ role: 'manager_office', agencyId: own.agencyId, countyId: null });
      const head = await app.as('inspection_head');
      const list = await office.get('/findings');
      expect(list.text).to.include(`/findings/${own.findingId}`).and.include('۱۰ روز مانده').and.not.include(other.findingId);
      expect((await office.get(`/findings?agency=${other.agencyId}`)).status).to.equal(403);
      expect((await office.get(`/findings/${other.findingId}`)).status).to.equal(403);
      expect((await office.post(`/findings/${other.findingId}/done`, { rev: '1', note: 'انجام شد' })).status).to.equal(403);
      expect((await (await app.as('operator')).get('/findings')).status).to.equal(403);
      const empty = await office.post(`/findings/${own.findingId}/done`, { rev: '1', note: '' });
      expect([empty.status, empty.text.includes('«آنچه انجام شد» را بنویسید.')]).to.deep.equal([422, true]);
      expect((await office.post(`/findings/${own.findingId}/done`, { rev: '1', note: 'تابلو نصب شد.' })).status).to.equal(303);
      expect((await office.post(`/findings/${own.findingId}/accept`, { rev: '2' })).status).to.equal(403);
      expect((await head.get('/findings')).text).to.include(own.findingId).and.not.include(other.findingId);
      const past = await head.post(`/findings/${own.findingId}/return`, { rev: '2', reason: 'هنوز ناقص است', dueDay: '۱۴۰۵/۰۸/۰۱' });
      expect([past.status, past.text.includes('هنوز ناقص است')]).to.deep.equal([422, true]);
      expect((await head.post(`/findings/${own.findingId}/return`, { rev: '2', reason: 'هنوز ناقص است', dueDay: '۱۴۰۵/۰۹/۱۵' })).status).to.equal(303);
      const back = await office.get(`/findings/${own.findingId}`);
      expect(back.text).to.include('هنوز ناقص است').and.include('تابلو نصب شد.').and.include('برگشت برای اقدام');
      expect((await head.post(`/findings/${own.findingId}/accept`, { rev: '2' })).status, 'seen before it was given back').to.equal(409);
      await app.stop();
    });

    it('offer a choice between agencies to whoever is of several, each once whatever he holds there', async () => {
      const app = await startApp(await fresh());
      const [own, other] = [await layPlace(app.database), await layPlace(app.database)];
      const choices = async (...roles: readonly (readonly ['host' | 'agency_liaison', string])[]): Promise<string[]> => {
        const { text } = await (await app.as(...roles.map(([role, agencyId]) => ({ role, agencyId, countyId: null })))).get('/findings');
        return [...text.matchAll(/<a [^>]*href="\/findings\?agency=([\w-]+)&amp;show=toDo"[^>]*>\s*نام/g)].map((found) => found[1] ?? '');
      };
      expect(await choices(['host', own.agencyId], ['agency_liaison', own.agencyId])).to.deep.equal([]);
      expect(await choices(['host', own.agencyId], ['agency_liaison', own.agencyId], ['host', other.agencyId])).to.have.members([own.agencyId, other.agencyId]);
      await app.stop();
    });

    it('are watched by their own agency and by the head, and by nobody else', async () => {
      const app = await startApp(await fresh());
      const { findingsLive } = await import('../../../server/findings/live.ts');
      const [own, other] = [await layPlace(app.database), await layPlace(app.database)];
      const live = findingsLive({ findings: createFindings({ database: app.database, writer: app.writer }), render: () => '', now: () => AT });
      const actor = (role: 'host' | 'inspection_head' | 'operator', agencyId: string | null): Actor => ({ id: 'u', name: '', grants: [{ role, agencyId, countyId: null }] });
      const watch = (who: Actor, stream: string) => live.audience(who, stream, 'list:toDo:1');
      expect(await watch(actor('host', own.agencyId), `findings:${own.agencyId}`)).to.equal('readers');
      expect(await watch(actor('host', own.agencyId), `findings:${other.agencyId}`)).to.equal(null);
      expect(await watch(actor('host', own.agencyId), 'findings:all')).to.equal(null);
      expect(await watch(actor('inspection_head', null), 'findings:all')).to.equal('readers');
      expect(await watch(actor('operator', null), `findings:${own.agencyId}`)).to.equal(null);
      await app.stop();
    });
  });
});
