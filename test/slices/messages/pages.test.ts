import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { MessageRow } from '../../../db/tables.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { onBothDatabases } from '../../support/database.ts';
import { layPlace, type Place } from '../../support/place.ts';

const NOW = '2026-11-22T06:00:00.000Z';

describe('the pages of messages', () => {
  onBothDatabases((_name, fresh) => {
    let app: TestApp;
    let own: Place;
    let other: Place;

    beforeEach(async () => {
      app = await startApp(await fresh(), NOW);
      [own, other] = [await layPlace(app.database), await layPlace(app.database)];
    });
    afterEach(() => app.stop());

    const lay = async (place: Place, more: Partial<MessageRow> = {}): Promise<string> => {
      const id = randomUUID();
      await app.database.direct('messages').insert({
        id, key: id, kind: 'reminder_day', agency_id: place.agencyId, person_id: place.personId, session_id: place.sessionId, invitation_id: place.invitationId, body: `یادآوری: نوبت ${id.slice(0, 8)}.`,
        state: 'waiting', due_at: '2026-11-30T04:30:00.000Z', lease_until: null, attempts: 0, given_at: null, fault: null, created_at: NOW, rev: 1, ...more,
      });
      return id;
    };
    const stateOf = async (id: string): Promise<string | undefined> => (await app.database.reads('messages').where({ id }).first('state'))?.state;

    it('show the scheduler what waits, what failed and what was sent, with a way out of each', async () => {
      const scheduler = await app.as('scheduler');
      const [waiting, failed, given] = [await lay(own), await lay(own, { state: 'failed', fault: 'no_phone', attempts: 1, due_at: NOW }), await lay(other, { state: 'given', given_at: NOW, due_at: NOW })];
      const first = (await scheduler.get('/messages')).text;
      expect(first).to.contain(`message-${waiting}`).and.to.contain('سامانهٔ پیامکی هنوز وصل نیست').and.to.contain('۹ آذر ۱۴۰۵').and.to.not.contain(`message-${failed}`);
      expect((await scheduler.get('/messages?state=failed')).text).to.contain('تلفنی ثبت نشده است').and.to.contain(`/messages/${failed}/again`);
      expect((await scheduler.get('/messages?state=given')).text).to.contain(`message-${given}`);
      expect((await scheduler.get('/messages?state=odd&page=99999')).status).to.equal(200);
      expect((await scheduler.post(`/messages/${failed}/again?state=failed`)).headers.get('location')).to.equal('/messages?state=failed&done=again');
      expect(await stateOf(failed)).to.equal('waiting');
      const late = await scheduler.post(`/messages/${failed}/again?state=failed`);
      expect([late.status, late.text.includes('notice-bad')]).to.deep.equal([422, true]);
      expect((await scheduler.post(`/messages/${waiting}/drop`)).status).to.equal(303);
      expect(await stateOf(waiting)).to.equal('dropped');
      expect((await scheduler.post(`/messages/${given}/drop`)).status, 'given already').to.equal(422);
      expect((await scheduler.post(`/messages/${randomUUID()}/drop`)).status).to.equal(404);
      expect((await scheduler.post('/messages/%00/again')).status).to.be.oneOf([400, 404]);
    });

    it('show a manager what his agency was told by now, also what no telephone took, and nothing of others or of later', async () => {
      // The place has no programme that could explain a session.
      await app.database.direct('invitations').update({ state: 'withdrawn' });
      const host = await app.as({ role: 'host', agencyId: own.agencyId, countyId: null });
      const [told, unsent, later, dropped, strange] = [
        await lay(own, { state: 'given', given_at: NOW, due_at: NOW }), await lay(own, { state: 'failed', fault: 'no_phone', due_at: '2026-11-21T06:00:00.000Z' }), await lay(own), await lay(own, { state: 'dropped', due_at: NOW }), await lay(other, { state: 'given', due_at: NOW }),
      ].map((id) => id.slice(0, 8));
      const { text } = await host.get('/mine');
      expect([told, unsent, later, dropped, strange].map((id) => text.includes(`نوبت ${id ?? ''}`))).to.deep.equal([true, true, false, false, false]);
      expect((await host.get('/messages')).status).to.equal(403);
    });

    it('mean what was typed by people as text', async () => {
      await lay(own, { body: '<script>alert(1)</script> ⁦یادآوری' });
      const { text } = await (await app.as('scheduler')).get('/messages');
      expect(text).to.contain('&lt;script&gt;alert(1)').and.to.not.contain('<script>alert');
    });

    it('are of messages that the program gives out by itself while it runs', async () => {
      await app.database.direct('agencies').update({ direct_line: '+983132223344' });
      const id = await lay(own, { kind: 'change', due_at: NOW });
      app.wired.messages.start();
      for (let tries = 0; tries < 200 && (await stateOf(id)) !== 'given'; tries += 1) await new Promise((resolve) => setTimeout(resolve, 20));
      await app.wired.messages.stop();
      expect(await stateOf(id)).to.equal('given');
      expect(JSON.stringify(app.logged)).to.contain(id).and.to.not.contain('32223344');
    });
  });
});
