import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import sharp from 'sharp';
import type { VisitReport } from '../../../server/domain/inspection/report.ts';
import { onBothDatabases, onSqlite } from '../../support/database.ts';
import { bombOf, noPhotos, polyglots, tellingPhoto } from '../../support/odd-photos.ts';
import { envelopeOf } from '../../support/visits.ts';
import { ground, hashOf, photoOf, read, type Ground } from './ground.ts';

const filesIn = ({ app }: Ground): string[] => {
  try {
    return readdirSync(join(app.dataDir, 'photos'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map(({ name }) => name).sort();
  } catch {
    return [];
  }
};
const codeOf = (answer: { readonly text: string }): string => read<{ code: string }>(answer as never).code;
/** A landed report that announces these photos. */
const reportWith = async (g: Ground, photos: readonly Buffer[]): Promise<VisitReport> => {
  const report = g.report({ photos: photos.map(hashOf) });
  expect((await g.send(report)).status).to.equal(200);
  return report;
};
const kept = (g: Ground) => g.app.database.reads('visit_photos').orderBy(['report_id', 'hash']);

describe('a photo of a visit', () => {
  onBothDatabases((_name, fresh) => {
    it('is taken in once however often it comes, after its report, from whom made it, and only if the report names it', async () => {
      const g = await ground(fresh);
      const [photo, other] = [await photoOf(40), await photoOf(80)];
      const early = g.report({ photos: [hashOf(photo)] });
      expect(codeOf(await g.sendPhoto(early.id, photo))).to.equal('report_first');
      const report = await reportWith(g, [photo]);
      const answers = await Promise.all(Array.from({ length: 6 }, () => g.sendPhoto(report.id, photo)));
      expect(new Set(answers.map(({ text }) => text)).size).to.equal(1);
      expect(read<object>(answers[0] as never)).to.deep.equal({ hash: hashOf(photo), received: true });
      expect((await g.sendPhoto(report.id, other)).status, 'not announced').to.equal(404);
      expect(codeOf(await g.sendPhoto(report.id, other, undefined, hashOf(photo))), 'a repeat is answered whatever it carries').to.equal(undefined);
      expect(codeOf(await g.sendPhoto(report.id, photo, g.colleague))).to.equal('target_foreign');
      const rows = await kept(g);
      expect(rows.length).to.equal(1);
      expect(filesIn(g)).to.deep.equal([rows[0]?.file]);
      expect(await g.app.database.reads('events').where({ kind: 'visit_photo' }).select('stream')).to.deep.equal([{ stream: `visit:${report.targetId}` }]);
      await g.app.stop();
    });
  });

  onSqlite((fresh) => {
    it('that is none is refused, whatever it calls itself, and leaves nothing behind', async function () {
      this.timeout(60_000);
      const g = await ground(fresh);
      const odd = await noPhotos();
      const report = await reportWith(g, Object.values(odd));
      for (const [name, bytes] of Object.entries(odd)) expect([name, codeOf(await g.sendPhoto(report.id, bytes))]).to.deep.equal([name, 'photo_not_image']);
      const [good, wrong] = [await photoOf(3), await photoOf(4)];
      const second = await reportWith(g, [good]);
      expect(codeOf(await g.sendBody(`/inspect/reports/${second.id}/photos/${hashOf(good)}`, envelopeOf(g.app.reportsKey, wrong))), 'another photo under its hash').to.equal('report_unreadable');
      expect(codeOf(await g.sendBody(`/inspect/reports/${second.id}/photos/${hashOf(good)}`, good)), 'unsealed').to.equal('report_unreadable');
      for (const hash of ['..%2f..%2f..%2fetc%2fpasswd', '%2e%2e', hashOf(good).toUpperCase(), `${hashOf(good)}.svg`, 'x', '%00']) {
        const { status } = await g.sendBody(`/inspect/reports/${second.id}/photos/${hash}`, envelopeOf(g.app.reportsKey, good));
        expect(status, hash).to.be.oneOf([400, 404]);
      }
      expect([await kept(g), filesIn(g)]).to.deep.equal([[], []]);
      expect(g.app.logged.filter((line) => (line as { level?: string }).level === 'error')).to.deep.equal([]);
      await g.app.stop();
    });

    it('is made anew: upright, small, and without a word of where and by whom; what stood behind the picture is gone', async () => {
      const g = await ground(fresh);
      const all = { ...(await polyglots()), telling: await tellingPhoto(), large: bombOf(6000, 4000), webp: await photoOf(9, 'webp'), png: await photoOf(9, 'png') };
      const report = await reportWith(g, Object.values(all));
      const before = await sharp(all.telling).metadata();
      expect([before.exif === undefined, before.orientation]).to.deep.equal([false, 6]);
      for (const [name, bytes] of Object.entries(all)) expect([name, (await g.sendPhoto(report.id, bytes)).status]).to.deep.equal([name, 200]);
      const head = await g.app.as('inspection_head');
      for (const [name, bytes] of Object.entries(all)) {
        const answer = await fetch(`${g.app.url}/inspections/photos/${report.id}/${hashOf(bytes)}`, { headers: { cookie: head.cookie } });
        const shown = Buffer.from(await answer.arrayBuffer());
        const { format, exif, icc, xmp, iptc, comments, width, height, orientation } = await sharp(shown).metadata();
        expect([name, format, exif, icc, xmp, iptc, comments, orientation]).to.deep.equal([name, 'jpeg', undefined, undefined, undefined, undefined, undefined, undefined]);
        expect(Math.max(width, height), name).to.be.at.most(1600);
        expect(shown.includes('script') || shown.includes('INSPECTOR') || shown.includes('PK\u0003\u0004'), name).to.equal(false);
        if (name === 'telling') expect([width, height], 'turned upright').to.deep.equal([200, 300]);
        expect([answer.headers.get('content-type'), answer.headers.get('x-content-type-options'), answer.headers.get('cache-control')]).to.deep.equal(['image/jpeg', 'nosniff', 'no-store']);
        expect(answer.headers.get('content-security-policy')).to.equal('default-src \'none\'; sandbox');
        expect(answer.headers.get('content-disposition')).to.match(/^inline; filename="didar-visit-[0-9a-f]{12}\.jpg"/);
      }
      await g.app.stop();
    });

    it('is refused where the office allows none, at any time after the report too', async () => {
      const g = await ground(fresh);
      const photo = await photoOf(1);
      const report = await reportWith(g, [photo]);
      await g.app.database.direct('inspection_places').insert({ agency_id: g.own.agencyId, area: 'مرکز', address: 'خیابان', photos_allowed: 0, has_screen: 1, rev: 1 });
      expect(codeOf(await g.sendPhoto(report.id, photo))).to.equal('photo_forbidden');
      const late = await reportWith(g, [photo]);
      expect(codeOf(await g.sendPhoto(late.id, photo))).to.equal('photo_forbidden');
      expect([await kept(g), filesIn(g)]).to.deep.equal([[], []]);
      await g.app.stop();
    });

    it('is read only of an inspector, with his page\'s token, as a body of its own kind that says how long it is', async () => {
      const g = await ground(fresh);
      const photo = await photoOf(1);
      const report = await reportWith(g, [photo]);
      const [path, body] = [`/inspect/reports/${report.id}/photos/${hashOf(photo)}`, envelopeOf(g.app.reportsKey, photo)];
      expect((await g.sendBody(path, body, g.inspector, { 'x-csrf': 'other' })).status).to.equal(403);
      expect((await g.sendBody(path, body, g.inspector, { origin: 'https://evil.example' })).status).to.equal(403);
      expect((await g.sendBody(path, body, await g.app.as('inspection_head'))).status).to.equal(403);
      expect((await g.sendBody(path, body, g.app.anonymous())).status).to.equal(401);
      expect((await g.sendBody(path, body, g.inspector, { 'content-type': 'text/plain' })).status).to.equal(400);
      expect((await g.sendBody(path, Buffer.alloc(11 * 1024 * 1024 + 1))).status).to.equal(413);
      expect((await g.sendBody(path, envelopeOf(g.app.reportsKey, Buffer.alloc(10 * 1024 * 1024 + 1)))).status).to.equal(422);
      const streamed = await fetch(`${g.app.url}${path}`, {
        method: 'POST', headers: { cookie: g.inspector.cookie, origin: g.app.url, accept: 'application/json', 'content-type': 'application/octet-stream', 'x-csrf': g.inspector.csrf },
        body: new ReadableStream({ start(to) { to.enqueue(new Uint8Array(body)); to.close(); } }), duplex: 'half',
      });
      expect(streamed.status, 'of unknown length').to.equal(400);
      expect((await g.sendBody(path, body)).status).to.equal(200);
      await g.app.stop();
    });

    it('whose row never came is swept away after a day, and nothing else', async () => {
      const g = await ground(fresh);
      const photo = await photoOf(1);
      const report = await reportWith(g, [photo]);
      await g.sendPhoto(report.id, photo);
      const [mine] = filesIn(g);
      const folder = join(g.app.dataDir, 'photos', 'ab');
      mkdirSync(folder, { recursive: true });
      const [orphan, young, half] = [`ab${'0'.repeat(62)}.jpg`, `ab${'1'.repeat(62)}.jpg`, `ab${'2'.repeat(62)}.jpg.0123456789ab.part`];
      for (const name of [orphan, young, half]) writeFileSync(join(folder, name), 'x');
      const old = new Date('2026-11-01T00:00:00.000Z');
      for (const name of [orphan, half]) utimesSync(join(folder, name), old, old);
      utimesSync(join(folder, young), new Date('2026-11-23T05:00:00.000Z'), new Date('2026-11-23T05:00:00.000Z'));
      utimesSync(join(g.app.dataDir, 'photos', (mine ?? '').slice(0, 2), mine ?? ''), old, old);
      await g.app.wired.sweep();
      expect(filesIn(g)).to.deep.equal([mine, young].sort());
      expect((await g.sendPhoto(randomUUID(), photo)).status).to.equal(409);
      await g.app.stop();
    });
  });
});
