import { createHmac, randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { createWriter } from '../../../db/writer.ts';
import { createIncoming } from '../../../server/calls/incoming.ts';
import { readToday } from '../../../server/calls/today.ts';
import { Refusal } from '../../../server/domain/refusal.ts';
import { signatureOf } from '../../../server/http/webhooks.ts';
import { onBothDatabases } from '../../support/database.ts';
import { deskGround, SUNDAY, TEN, told, type DeskGround } from './desk-ground.ts';

const incoming = (id: string, more: object = {}) => ({ type: 'call.incoming', timestamp: TEN, data: { call_id: id, from: '09131234567', to: '111', at: TEN, trunk: 'ignored', ...more } });

onBothDatabases((_name, fresh) => {
  describe('calls of a telephone exchange', () => {
    let g: DeskGround;
    beforeEach(async () => (g = await deskGround(fresh)));
    afterEach(() => g.app.stop());

    const rows = () => g.database.reads('incoming_calls').orderBy('id');
    const ringing = async () => (await readToday(g.database.reads, SUNDAY, TEN)).incoming.map(({ id, state }) => `${id} ${state}`);
    const take = (id: string, by = g.operator) => by.postJson(`/desk/incoming/${id}/take`);

    it('ring on the desk, covered, and fill the form of whoever takes them', async () => {
      expect(await g.hook(incoming('1700000000.12'))).to.include({ status: 200, text: '{"ok":true,"call_id":"1700000000.12"}' });
      const [row] = await rows();
      expect(row).to.include({ id: '1700000000.12', state: 'ringing', line: '111', at: TEN });
      expect(row?.phone, 'sealed').not.to.include('913');
      const page = (await g.operator.get('/desk')).text;
      expect(page).to.include('زنگ می‌خورد').and.to.include('۰۹۱۳\u00a0•••\u00a0••۶۷').and.not.to.include('۰۹۱۳\u00a0۱۲۳');
      const taken = told(await take('1700000000.12'));
      expect(taken.fields).to.deep.equal({ phone: '۰۹۱۳\u00a0۱۲۳\u00a0۴۵۶۷', incomingId: '1700000000.12' });
      expect(told(await take('1700000000.12')).ok, 'again by the same').to.equal(true);
      const late = await take('1700000000.12', await g.app.as('operator'));
      expect(late.status).to.equal(409);
      expect(told(late).sentence).to.match(/پیش از شما آزمون .+ برداشت/);
      const { callId } = told(await g.send({ what: 'answered_by_centre', incomingId: '1700000000.12' }));
      expect((await rows())[0]).to.include({ state: 'done', call_id: callId });
      expect(await ringing()).to.deep.equal([]);
      for (const event of await g.database.reads('events').select('data')) expect(String(event.data)).not.to.include('1234567');
    });

    it('keep their line for whoever is to put the caller through', async () => {
      await g.hook(incoming('r', { to: '2' }));
      await take('r');
      await g.send({ incomingId: 'r' });
      await g.calls.taking.next(g.session, g.command());
      expect((await g.operator.get('/desk')).text).to.match(/روی خط ۲ نزد آزمون/);
    });

    it('are answered and end, in any order, and once', async () => {
      const id = randomUUID();
      const once = incoming('a', { from: null });
      expect([await g.hook(once, { id }), await g.hook(once, { id })].map(({ status }) => status)).to.deep.equal([200, 200]);
      expect(told(await g.hook(incoming('b'), { id }) as never).code, 'the same id for another message').to.equal('key_reused');
      await g.hook(incoming('a', { from: '09139999999' }));
      expect((await rows()).map(({ id: one, phone }) => `${one} ${String(phone)}`), 'told again').to.deep.equal(['a null']);
      await g.hook({ type: 'call.answered', data: { call_id: 'a' } });
      expect(await ringing()).to.deep.equal(['a answered']);
      await g.hook({ type: 'call.ended', data: { call_id: 'a' } });
      await g.hook({ type: 'call.answered', data: { call_id: 'a' } });
      expect(await ringing()).to.deep.equal([]);
      expect(told(await take('a')).code).to.equal('incoming_ended');
      await g.hook({ type: 'call.ended', data: { call_id: 'late' } });
      await g.hook(incoming('late'));
      expect(await ringing(), 'its end came first').to.deep.equal([]);
      await g.hook(incoming('c'));
      await take('c');
      await g.hook({ type: 'call.ended', data: { call_id: 'c' } });
      expect(await ringing(), 'what somebody has taken stays his').to.deep.equal(['c taken']);
      expect((await g.operator.postJson('/desk/incoming/unknown/take')).status).to.equal(404);
    });

    it('are believed only with a right and fresh signature, and refused in JSON', async () => {
      const message = incoming('x');
      const status = async (...given: Parameters<DeskGround['hook']>) => {
        const reply = await g.hook(...given);
        expect(() => JSON.parse(reply.text) as unknown, reply.text).not.to.throw();
        return reply.status;
      };
      expect(await status(message, { secret: Buffer.alloc(32).toString('base64') })).to.equal(401);
      expect(await status(message, { seconds: -301 })).to.equal(401);
      expect(await status(message, { seconds: 301 })).to.equal(401);
      expect(await status(message, { signature: '' })).to.equal(401);
      expect(await status(message, { id: 'with space' })).to.equal(401);
      expect(await status('{', {})).to.equal(422);
      expect(await status({ type: 'call.unknown', data: {} })).to.equal(422);
      expect(await status(incoming('', {}))).to.equal(422);
      expect(await status(incoming('../x'))).to.equal(422);
      expect(await status(incoming('x', { from: 'ن\u202e' }))).to.equal(422);
      expect(await status(incoming('x', { at: 'yesterday' }))).to.equal(422);
      expect(await status(incoming('x', { note: 'x'.repeat(17_000) }))).to.equal(413);
      expect(await rows()).to.deep.equal([]);
      const both = signatureOf(g.app.webhookSecret, 'two', String(Date.parse(TEN) / 1000), JSON.stringify(message));
      expect(await status(message, { id: 'two', signature: `v1,bm90IHRoaXM= ${both}` }), 'while a key is changed').to.equal(200);
    });

    it('are signed as Standard Webhooks signs', () => {
      const secret = Buffer.alloc(32, 7).toString('base64');
      const expected = createHmac('sha256', Buffer.alloc(32, 7)).update('msg_1.1700000000.{"a":1}').digest('base64');
      expect(signatureOf(secret, 'msg_1', '1700000000', '{"a":1}')).to.equal(`v1,${expected}`);
    });

    it('keep a wrong clock of the exchange from hiding a call', async () => {
      await g.hook(incoming('old', { at: '2020-01-01T00:00:00+03:30' }));
      await g.hook(incoming('new', { at: '2030-01-01T00:00:00Z' }));
      expect(await ringing()).to.deep.equal(['old ringing', 'new ringing']);
    });

    it('are taken by one of twenty, over two writers, and the others are told who', async function () {
      this.timeout(30_000);
      const second = _name === 'PostgreSQL' ? await createWriter(g.database, () => undefined) : g.app.writer;
      const desks = [g.app.writer, second].map((writer) => createIncoming({ reads: g.database.reads, writer, seal: g.app.seal }));
      const takers = await Promise.all(Array.from({ length: 20 }, () => g.app.as('operator')));
      for (let round = 0; round < 5; round += 1) {
        await g.hook(incoming(`race-${round}`));
        const results = await Promise.allSettled(takers.map(async ({ userId }, index) => desks[index % 2]?.take(`race-${round}`, { ...g.command(), actor: userId })));
        const lost = results.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
        expect(results.filter(({ status }) => status === 'fulfilled'), 'winners').to.have.length(1);
        const winner = takers[results.findIndex(({ status }) => status === 'fulfilled')]?.userId ?? '';
        expect((await rows()).find(({ id }) => id === `race-${round}`)).to.include({ taken_by: winner, state: 'taken' });
        const told20 = new Set(lost.map((reason) => (reason instanceof Refusal ? `${reason.code} ${String(reason.facts['who'])}` : String(reason))));
        expect([...told20]).to.have.length(1);
        expect([...told20][0]).to.match(/^incoming_taken آزمون /);
      }
      if (second !== g.app.writer) await second.drain();
    });
  });
});
