import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { createCallBacks } from '../../../server/calls/call-backs.ts';
import { onBothDatabases } from '../../support/database.ts';
import { refused } from '../refused.ts';
import { deskGround, told, type DeskGround } from './desk-ground.ts';

onBothDatabases((_name, fresh) => {
  describe('the calls that the centre owes', () => {
    let g: DeskGround;
    beforeEach(async () => (g = await deskGround(fresh)));
    afterEach(() => g.app.stop());

    const owe = async (name: string, phone: string): Promise<string> => told(await g.send({ what: 'call_back', name, phone, identity: '' })).callId ?? '';
    const callBacks = () => createCallBacks({ database: g.database, writer: g.app.writer, seal: g.app.seal });
    const textOf = (html: string): string => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
    const rowsOf = (html: string): string[] => [...html.matchAll(/id="call-back-([\w-]+)"/g)].map(([, id = '']) => id);

    it('stand on one page, all of them, with what each is about and a covered telephone', async () => {
      const ids: string[] = [];
      for (let one = 0; one < 8; one += 1) ids.push(await owe(`محمدی ${one}`, `091310010${String(10 + one)}`));
      const desk = (await g.operator.get('/desk')).text;
      expect(desk).to.include('همهٔ تماس‌های دوباره (۸)').and.to.include('href="/desk/call-backs"');
      const { text, status } = await g.operator.get('/desk/call-backs');
      expect(status).to.equal(200);
      expect(rowsOf(text)).to.have.members(ids);
      expect(textOf(text)).to.include('۸ نفر در انتظار تماس').and.to.include('کنتور هوشمند').and.to.include('آب و فاضلاب').and.to.include('از ۸ آذر ۱۴۰۵، ساعت ۱۰').and.to.include('۰۹۱۳\u00a0•••\u00a0••۱۰'.replaceAll('\u00a0', ' '));
      expect(text).not.to.include('09131001010').and.not.to.include('۱۰۰\u00a0۱۰');
    });

    it('fill the desk’s form, in a plain page too, and it is recorded who looked', async () => {
      const id = await owe('مریم محمدی', '09131234567');
      const page = await g.operator.post(`/desk/call-backs/${id}`);
      expect([page.status, page.headers.get('location')]).to.deep.equal([200, null]);
      expect(page.text).to.include('value="۰۹۱۳\u00a0۱۲۳\u00a0۴۵۶۷"').and.to.include('value="مریم محمدی"').and.to.include(`name="callBackOf" value="${id}"`);
      expect((await g.database.reads('events').where({ stream: `call:${id}` }).select('kind', 'actor'))).to.deep.equal([{ kind: 'call_revealed', actor: g.operator.userId }]);
    });

    it('are written off with a reason, once, by whoever does it', async () => {
      const [id, other] = [await owe('محمدی', '09131001010'), await owe('کریمی', '09131001011')];
      const off = (why: string, call = id) => g.operator.post(`/desk/call-backs/${call}/off`, { why });
      for (const why of ['', 'چون']) {
        const again = await off(why);
        expect([again.status, again.text.includes('را برگزینید')]).to.deep.equal([422, true]);
      }
      expect(rowsOf((await g.operator.get('/desk/call-backs')).text)).to.have.members([id, other]);
      expect((await off('called_again')).headers.get('location')).to.equal('/desk/call-backs?done=off');
      expect(await g.repository.byId(id)).to.include({ callBack: 'done', calledBackAt: g.command().at, laterCallId: null, outcome: 'call_back' });
      const events = await g.database.reads('events').where({ stream: 'centre', kind: 'call_back_written_off' }).select('actor', 'data');
      expect(events.map(({ actor, data }) => [actor, typeof data === 'string' ? (JSON.parse(data) as unknown) : data])).to.deep.equal([[g.operator.userId, { callId: id, why: 'called_again' }]]);
      expect(rowsOf((await g.operator.get('/desk/call-backs')).text)).to.deep.equal([other]);
      expect((await off('settled')).status, 'twice').to.equal(409);
      expect((await off('settled', randomUUID())).status).to.equal(404);
      expect(await refused(callBacks().writeOff(id, 'settled', g.command()))).to.equal('call_moved_on');
      const supervisorOnly = await g.app.as('press_officer');
      expect((await supervisorOnly.get('/desk/call-backs')).status).to.equal(403);
    });

    it('are not written off by one while another has just called', async () => {
      const id = await owe('محمدی', '09131001010');
      const ends = await Promise.allSettled([
        callBacks().writeOff(id, 'settled', g.command()), callBacks().writeOff(id, 'not_wanted', g.command()), g.send({ what: 'answered_by_centre', callBackOf: id, identity: '' }),
      ]);
      expect(ends.slice(0, 2).filter(({ status }) => status === 'fulfilled').length).to.be.at.most(1);
      expect((await g.repository.byId(id))?.callBack).to.equal('done');
      expect(await g.database.reads('events').where({ stream: 'centre', kind: 'call_back_written_off' }).select('kind')).to.have.length(ends.slice(0, 2).filter(({ status }) => status === 'fulfilled').length);
    });
  });
});
