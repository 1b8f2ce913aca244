import { expect } from 'chai';
import { AGENCY_ROLES, ROLES, type Actor, type Role } from '../../../server/domain/permission.ts';
import { personIndexes } from '../../../server/requests/steps.ts';
import { startApp } from '../../support/app.ts';
import { onBothDatabases, onSqlite } from '../../support/database.ts';
import { layPlace } from '../../support/place.ts';
import { refused } from '../refused.ts';
import { citizen, command, requestGround, TODAY } from './ground.ts';

const others = ROLES.filter((role) => role !== 'inspection_head');
const at = (role: Role, agencyId: string) => ({ role, agencyId: AGENCY_ROLES.includes(role) ? agencyId : null, countyId: null });

describe('confidential requests', () => {
  onBothDatabases((_name, fresh) => {
    it('are seen, found and changed by nobody but the inspection office', async () => {
      const g = await requestGround(await fresh());
      const { id, trackingCode } = await g.register({ confidential: true, agencyId: g.own.agencyId });
      for (const role of others) {
        const actor: Actor = { id: 'u9', name: '', grants: [at(role, g.own.agencyId)] };
        for (const desk of ['open', 'confidential'] as const) {
          const { listed, counts } = await g.inbox.list({ desk, tab: 'open', agencyId: null, page: 1 }, actor, TODAY);
          expect(listed.map(({ request }) => request.id), role).not.to.include(id);
          expect(counts.states.registered, role).to.equal(0);
        }
        expect(await refused(g.inbox.find(trackingCode, actor)), role).to.equal('request_unknown');
        expect(await refused(g.detail.detail(id, 'open', actor)), role).to.equal('not_found');
        expect(await refused(g.handling.answer(id, { kind: 'final', text: 'پاسخ' }, 'open', actor, command())), role).to.equal('not_found');
        expect(await refused(g.handling.answer(id, { kind: 'final', text: 'پاسخ' }, 'confidential', actor, command())), role).to.equal('forbidden');
        expect(await refused(g.revealing.reveal(id, 'open', actor, command())), role).to.equal('not_found');
        expect(await refused(g.revealing.reveal(id, 'confidential', actor, command())), role).to.equal('forbidden');
        expect(await refused(g.referring.refer(id, { agencyId: g.other.agencyId, dueDay: TODAY, note: null, seen: 'registered.' }, actor, command())), role).to.equal('not_found');
      }
      expect(await g.lookup.ofPerson(personIndexes(g.seal, citizen), 10)).to.deep.equal([]);
      expect(await g.detail.subject(id)).to.equal(null);
    });

    it('are answered and closed by the inspection office', async () => {
      const g = await requestGround(await fresh());
      const { id, trackingCode } = await g.register({ confidential: true });
      expect(await g.inbox.find(trackingCode, g.inspection)).to.deep.equal({ id, desk: 'confidential' });
      expect((await g.inbox.list({ desk: 'confidential', tab: 'open', agencyId: null, page: 1 }, g.inspection, TODAY)).listed.map(({ request }) => request.id)).to.deep.equal([id]);
      await g.handling.answer(id, { kind: 'interim', text: 'بررسی می‌شود.' }, 'confidential', g.inspection, command());
      await g.handling.answer(id, { kind: 'final', text: 'رسیدگی شد.' }, 'confidential', g.inspection, command());
      await g.handling.close(id, 'confidential', g.inspection, command());
      expect(await g.database.reads('requests').where({ id }).first()).to.include({ state: 'closed' });
      expect(await g.eventsOf('inbox:inspection')).to.deep.equal(['request_registered', 'request_answered', 'request_answered', 'request_closed']);
      expect(await g.eventsOf('inbox:centre')).to.deep.equal([]);
    });
  });

  onSqlite((fresh) => {
    it('stand on no page and behind no address of anybody else', async () => {
      const app = await startApp(await fresh());
      const place = await layPlace(app.database);
      await app.database.direct('requests').where({ id: place.requestId }).update({ confidential: 1, agency_id: null, state: 'registered', summary: 'شکایت از مدیر' });
      const code = (await app.database.direct('requests').where({ id: place.requestId }).first())?.tracking_code ?? '';
      for (const role of others) {
        const client = await app.as(at(role, place.agencyId));
        for (const path of ['/requests', '/requests?tab=centre', '/requests?tab=open', `/requests/${place.requestId}`, '/requests/confidential', `/requests/confidential/${place.requestId}`]) {
          const answer = await client.get(path);
          expect(answer.text, `${role} at ${path}`).not.to.include('شکایت از مدیر');
          if (path.includes(place.requestId)) expect(answer.status, `${role} at ${path}`).to.be.oneOf([403, 404]);
        }
        const found = await client.post('/requests/find', { code });
        expect(found.status, role).to.be.oneOf([403, 422]);
        for (const act of ['answer', 'take-up', 'return', 'refer', 'reveal', 'close', 'pass', 'reopen']) {
          expect((await client.post(`/requests/${place.requestId}/${act}`, { kind: 'final', text: 'پاسخ نهایی' })).status, `${role}: ${act}`).to.be.oneOf([403, 404]);
        }
      }
      const head = await app.as('inspection_head');
      expect((await head.get('/requests')).text).to.include('/requests/confidential').and.not.to.include('شکایت از مدیر');
      expect((await head.get('/requests/confidential')).text).to.include('شکایت از مدیر');
      expect((await head.get(`/requests/${place.requestId}`)).status).to.equal(404);
      expect((await head.get(`/requests/confidential/${place.requestId}`)).text).to.include('شکایت از مدیر');
      const answered = await head.post(`/requests/confidential/${place.requestId}/answer`, { kind: 'final', text: 'رسیدگی شد و پایان یافت.' });
      expect([answered.status, answered.headers.get('location')]).to.deep.equal([303, `/requests/confidential/${place.requestId}?done=final_kept`]);
      await app.stop();
    });
  });
});
