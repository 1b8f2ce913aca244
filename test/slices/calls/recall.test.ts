import { expect } from 'chai';
import { onBothDatabases } from '../../support/database.ts';
import { deskGround, TEN, told, typed, type DeskGround } from './desk-ground.ts';

onBothDatabases((_name, fresh) => {
  describe('who may be on the line', () => {
    let g: DeskGround;
    beforeEach(async () => (g = await deskGround(fresh)));
    afterEach(() => g.app.stop());

    const recall = async (fields: Readonly<Record<string, string>>): Promise<string> => {
      const answer = await g.operator.postJson('/desk/recall', { phone: '', identity: '', identityKind: 'national_code', ...fields });
      expect(answer.status, answer.text).to.equal(200);
      return told(answer).html ?? '';
    };

    it('is known by telephone or identity, however they are written, with what he asked before', async () => {
      await g.send({ what: 'registered' });
      await g.send({ what: 'answered_by_centre', summary: 'ساعت کار', topicId: '' });
      const { tracking_code: code } = (await g.database.reads('requests').whereNotNull('phone').first()) ?? { tracking_code: '' };
      for (const fields of [{ phone: '۰۹۱۳ ۱۲۳ ۴۵۶۷' }, { phone: '+989131234567' }, { identity: '12345679' }]) {
        const html = await recall(fields);
        expect(html).to.include('خانم مریم محمدی').and.to.include('data-name="مریم محمدی"').and.to.include('پاسخ در مرکز ۱۱۱').and.to.include('ارجاع‌شده');
        expect(html.match(/data-do="link"/g), 'its call says nothing more').to.have.length(1);
      }
      expect((await recall({ phone: '09131234567' })).replace(/[^۰-۹]/g, '')).to.include([...code].map((digit) => '۰۱۲۳۴۵۶۷۸۹'[Number(digit)]).join(''));
      expect(await recall({ phone: '09139999999' })).to.equal('');
      expect(await recall({ identityKind: 'passport', identity: '12345679A' })).to.equal('');
      expect(await recall({})).to.equal('');
      expect((await g.operator.postJson('/desk/recall', typed({ identity: '1111111111' }))).status).to.equal(422);
    });

    it('shows the last answer of a request, and what has been closed is added to no more', async () => {
      const { callId = '' } = told(await g.send({ what: 'registered' }));
      const request = await g.database.reads('requests').where({ call_id: callId }).first('id');
      await g.database.direct('answers').insert([
        { id: 'a1', request_id: request?.id ?? '', kind: 'interim', text: 'بازبینی می‌شود', at: TEN, by: 'x' },
        { id: 'a2', request_id: request?.id ?? '', kind: 'final', text: 'قبض اصلاح شد', at: '2026-11-29T06:31:00.000Z', by: 'x' },
      ]);
      expect(await recall({ phone: '09131234567' })).to.include('پاسخ نهایی: قبض اصلاح شد').and.not.to.include('بازبینی');
      await g.database.direct('requests').where({ id: request?.id ?? '' }).update({ state: 'closed' });
      expect(await recall({ phone: '09131234567' })).to.include('مختومه').and.not.to.include('data-do="link"');
    });

    it('tells the people of one telephone apart, whoever is sure first, and where they wait now', async () => {
      await g.send({ what: 'answered_by_centre' });
      await g.send({ what: 'answered_by_centre', identity: '', name: 'علی محمدی', honorific: 'agha' });
      const html = await recall({ phone: '09131234567', identity: '0012345679' });
      const names = [...html.matchAll(/data-name="([^"]+)"/g)].map(([, name]) => name);
      expect(names).to.deep.equal(['مریم محمدی', 'علی محمدی']);
      await g.send({ phone: '09137777777', identity: '', name: 'نفر پیش' });
      await g.send({});
      expect(await recall({ phone: '09131234567' })).to.include('خانم مریم محمدی هم‌اکنون نفر دوم صف');
    });

    it('is asked in the body of a request, and by operators alone', async () => {
      expect((await g.operator.get('/desk/recall?phone=09131234567')).status).to.equal(404);
      expect((await (await g.app.as('scheduler')).postJson('/desk/recall', typed())).status).to.equal(403);
    });
  });
});
