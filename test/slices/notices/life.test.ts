import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import sharp from 'sharp';
import { verifyAll } from '../../../db/events.ts';
import { PERSONAL_KINDS } from '../../../server/domain/message.ts';
import { onBothDatabases } from '../../support/database.ts';
import { bringOut, noticeGround, sendFiles, type NoticeGround } from './ground.ts';

const PDF = Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n');

onBothDatabases((_name, fresh) => {
  describe('notices', () => {
    let g: NoticeGround;
    beforeEach(async () => { g = await noticeGround(fresh); });
    afterEach(() => g.app.stop());

    it('go from a confirmed absence through number, serving, reply and decision to the next step', async () => {
      const id = await g.confirm('2026-11-16') ?? '';
      expect(await g.confirm('2026-11-16'), 'the same event again').to.equal(null);
      expect((await g.head.get('/notices')).text).to.contain('پیشنهادشده').and.to.contain(`/notices/${id}`);
      expect((await g.head.get(`/notices/${id}`)).text).to.contain('تأیید و صدور').and.to.contain('دوشنبه ۲۵ آبان ۱۴۰۵');

      expect((await g.act(id, 'issue', { body: 'کوتاه' })).status, 'a letter of a word').to.equal(422);
      expect((await g.act(id, 'issue', { body: 'خواهشمند است علت را بنویسید تا در نظر گرفته شود.' })).status).to.equal(303);
      expect((await g.head.get('/notices')).text).to.contain('در انتظار شمارهٔ نامه');
      expect((await g.manager.get(`/mine/notices/${id}`)).status, 'not before it has its number').to.equal(404);
      expect((await g.act(id, 'number', { letterNo: '۱۲/۳۴', letterDay: '۱۴۰۵/۰۹/۰۱' })).status).to.equal(303);

      const closed = await g.manager.get(`/mine/notices/${id}`);
      expect(closed.status).to.equal(200);
      expect(closed.text, 'nothing of what is in it before it is opened').to.contain('باز کردن نامه').and.not.to.contain('توضیح');
      expect((await g.notice(id)).servedAt, 'looking at it is not being served').to.equal(null);
      expect((await sendFiles(g.manager, g.app.url, `/mine/notices/${id}/reply`, { text: 'پاسخ زودهنگام' })).status).to.be.oneOf([404, 409]);
      expect((await g.manager.post(`/mine/notices/${id}/open`)).status).to.equal(303);
      expect((await g.notice(id)).servedHow).to.equal('system');
      expect((await g.manager.get(`/mine/notices/${id}`)).text).to.contain('می‌توانید تا ۳ آذر ۱۴۰۵، ساعت ۱۴:۳۰ پاسخ دهید.');
      expect((await g.act(id, 'uphold', { reason: 'هنوز پاسخی نیامده است' })).status, 'before he could reply').to.equal(409);

      const png = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#123456' } }).png().withExif({ IFD0: { Make: 'CAMERA' } }).toBuffer();
      const answer = await sendFiles(g.manager, g.app.url, `/mine/notices/${id}/reply`, { text: 'در شورای استان بودم؛ نامهٔ دعوت پیوست است.' }, [{ name: 'دعوت.pdf', bytes: PDF }, { name: 'عکس.png', bytes: png }]);
      expect(answer.status, answer.text.slice(0, 300)).to.equal(303);
      const page = await g.head.get(`/notices/${id}`);
      expect(page.text).to.contain('در شورای استان بودم').and.to.contain('دعوت.pdf').and.to.contain('عکس.jpg');
      const file = /\/notices\/[\w-]+\/files\/[\w-]+/.exec(page.text)?.[0] ?? '';
      const sent = await g.head.get(file);
      expect(sent.headers.get('content-disposition')).to.match(/^attachment;/);
      expect(sent.headers.get('x-content-type-options')).to.equal('nosniff');

      const second = await g.confirm('2026-11-21');
      expect(second, 'nothing is proposed while one is open').to.equal(null);
      expect((await g.act(id, 'uphold', { reason: 'دعوت برای روز دیگری بود' })).status).to.equal(303);
      const [next] = await g.app.database.direct('notices').where({ state: 'proposed' });
      expect([next?.step, next?.earlier_id]).to.deep.equal(['verbal', id]);
      expect((await g.manager.get(`/mine/notices/${id}`)).text).to.contain('ابقا شد');
      expect(await verifyAll(g.app.database.reads)).to.deep.equal([]);
    });

    it('count nowhere once withdrawn', async () => {
      const id = await g.confirm('2026-11-09') ?? '';
      await bringOut(g, id);
      expect((await g.act(id, 'withdraw', { reason: 'مأموریت او دیر به ما رسید' })).status).to.equal(303);
      const again = await g.confirm('2026-11-16') ?? '';
      const after = await g.notice(again);
      expect([after.step, after.evidence.map(({ day }) => day)]).to.deep.equal(['explanation', ['2026-11-16']]);
      expect((await g.manager.get('/mine/notices')).text).to.contain('بی‌اثر شد');
    });

    it('refuse a reply after its time, naming it, but let the head take one in by hand', async () => {
      const id = await g.confirm('2026-11-16') ?? '';
      await bringOut(g, id);
      const { replyDue } = await g.notice(id);
      await g.setNow(replyDue ?? '');
      const late = await sendFiles(g.manager, g.app.url, `/mine/notices/${id}/reply`, { text: 'پاسخ دیر' });
      expect(late.status).to.equal(409);
      expect(late.text).to.contain('۳ آذر ۱۴۰۵، ساعت ۱۴:۳۰').and.to.contain('پاسخ دیر');
      const taken = await sendFiles(g.head, g.app.url, `/notices/${id}/take-in`, { text: 'پاسخی که دبیرخانه آورد', rev: String((await g.notice(id)).rev) });
      expect(taken.status).to.equal(303);
      expect((await g.notice(id)).state).to.equal('replied');
      expect((await g.act(id, 'reduce', { reason: 'پذیرفتنی نیست', reducedTo: 'verbal' })).status, 'an explanation has nothing below it').to.equal(409);
    });

    it('have their time drawn out by a closure that is ordered after they were served', async () => {
      const id = await g.confirm('2026-11-16') ?? '';
      await bringOut(g, id);
      await g.app.database.direct('closures').insert({
        id: 'snow', from_day: '2026-11-24', to_day: '2026-11-24', scope_kind: 'province', county_id: null, agency_id: null, kind: 'full', open_from: null, close_at: null, reason: 'برف', order_no: null,
        recorded_at: '2026-11-22T06:00:00.000Z', recorded_by: 'x', withdrawn_at: null, issued_at: null,
      });
      expect((await g.manager.get(`/mine/notices/${id}`)).text).to.contain('می‌توانید تا ۴ آذر ۱۴۰۵، ساعت ۱۴:۳۰ پاسخ دهید.');
      await g.setNow('2026-11-25T06:00:00.000Z');
      expect((await sendFiles(g.manager, g.app.url, `/mine/notices/${id}/reply`, { text: 'پس از برف' })).status).to.equal(303);
    });

    it('take each reply once, however often it is sent, and none with what is no PDF and no picture', async () => {
      const id = await g.confirm('2026-11-16') ?? '';
      await bringOut(g, id);
      const path = `/mine/notices/${id}/reply`;
      const key = 'reply-key-0123456789';
      const once = () => sendFiles(g.manager, g.app.url, path, { text: 'یک پاسخ' }, [{ name: 'a.pdf', bytes: PDF }], key);
      expect([(await once()).status, (await once()).status]).to.deep.equal([303, 303]);
      const count = async (table: 'notice_replies' | 'notice_files') => (await g.app.database.direct(table)).length;
      expect([await count('notice_replies'), await count('notice_files')]).to.deep.equal([1, 1]);
      const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
      const half = (await sharp({ create: { width: 400, height: 300, channels: 3, background: '#123456' } }).jpeg().toBuffer()).subarray(0, 300);
      const bomb = await sharp({ create: { width: 9000, height: 9000, channels: 3, background: '#ffffff' } }).png().toBuffer();
      for (const [name, bytes] of [['a.pdf', svg], ['a.jpg', Buffer.from('<html>')], ['a.jpg', half], ['a.png', bomb], ['a.pdf', Buffer.from('%PDF-1.4 بی‌پایان')]] as const) {
        const refused = await sendFiles(g.manager, g.app.url, path, { text: 'با پیوست' }, [{ name, bytes }]);
        expect(refused.status, name).to.equal(422);
        expect(refused.text).to.contain('تنها فایل PDF و عکس').and.to.contain('با پیوست');
      }
      const large = await sendFiles(g.manager, g.app.url, path, { text: 'بزرگ' }, [{ name: 'a.pdf', bytes: Buffer.alloc(5 * 1024 * 1024 + 1) }]);
      expect([large.status, large.text.includes('۵ مگابایت')]).to.deep.equal([422, true]);
      const many = await sendFiles(g.manager, g.app.url, path, { text: 'بسیار' }, Array.from({ length: 6 }, () => ({ name: 'a.pdf', bytes: PDF })));
      expect([many.status, many.text.includes('بیش از ۵ فایل')]).to.deep.equal([422, true]);
      expect(await count('notice_replies')).to.equal(1);
    });

    it('tell the manager that a letter waits, and never what is in it or anybody else', async () => {
      const id = await g.confirm('2026-11-16') ?? '';
      await bringOut(g, id);
      await g.act(id, 'withdraw', { reason: 'بیماری او بود' });
      const rows = await g.app.database.direct('messages').whereIn('kind', [...PERSONAL_KINDS]).orderBy('created_at');
      expect(rows.map(({ kind, person_id: person }) => [kind, person])).to.have.deep.members([['letter_waits', g.own.personId], ['letter_answered', g.own.personId]]);
      for (const { body } of rows) expect(body).not.to.match(/توضیح|تذکر|اخطار|بیماری|دوشنبه|شماره/);
    });

    it('are declined for a reason, and not issued by whoever looked at another state', async () => {
      const id = await g.confirm('2026-11-16') ?? '';
      expect((await g.head.post(`/notices/${id}/issue`, { rev: '7', body: 'خواهشمند است علت را بنویسید.' })).status).to.equal(409);
      expect((await g.act(id, 'decline', { reason: '' })).status).to.equal(422);
      expect((await g.act(id, 'decline', { reason: 'گواهی او پذیرفته شد' })).status).to.equal(303);
      expect((await g.act(id, 'issue', { body: 'خواهشمند است علت را بنویسید.' })).status).to.equal(409);
      expect((await g.manager.get(`/mine/notices/${id}`)).status).to.equal(404);
    });

    it('are served by hand at a time that is past, and bear a number that no other bears', async () => {
      const [id, more] = [await g.confirm('2026-11-16') ?? '', await g.confirm('2026-11-17', { agencyId: g.other.agencyId, personId: g.other.personId }) ?? ''];
      for (const one of [id, more]) await g.act(one, 'issue', { body: 'خواهشمند است علت را بنویسید.' });
      expect((await g.act(id, 'number', { letterNo: '۵', letterDay: '۱۴۰۵/۰۹/۰۱' })).status).to.equal(303);
      expect((await g.act(more, 'number', { letterNo: '۵', letterDay: '۱۴۰۵/۰۹/۰۱' })).status).to.equal(409);
      expect((await g.act(id, 'serve', { how: 'by_hand', day: '۱۴۰۵/۰۹/۰۲', clock: '۹' })).status, 'tomorrow').to.equal(422);
      expect((await g.act(id, 'serve', { how: 'by_hand', day: '۱۴۰۵/۰۸/۲۵', clock: '۹' })).status, 'before it was issued').to.equal(422);
      expect((await g.act(id, 'serve', { how: 'system', day: '۱۴۰۵/۰۹/۰۱', clock: '۹:۳۰' })).status).to.equal(422);
      expect((await g.act(id, 'serve', { how: 'by_hand', day: '۱۴۰۵/۰۹/۰۱', clock: '۹:۳۰' })).status).to.equal(303);
      expect((await g.notice(id)).servedHow).to.equal('by_hand');
    });

    it('follow their manager to the agency that he heads now, and are not read by his successor', async () => {
      const id = await g.confirm('2026-11-16') ?? '';
      await g.act(id, 'issue', { body: 'خواهشمند است علت را بنویسید تا در نظر گرفته شود.' });
      await g.act(id, 'number', { letterNo: '۱۲/۳۵', letterDay: '۱۴۰۵/۰۹/۰۱' });
      await g.app.database.direct('grants').where({ user_id: g.manager.userId ?? '' }).update({ agency_id: g.other.agencyId, scope: `agency:${g.other.agencyId}` });
      const successor = await g.as('host', g.own);
      expect((await successor.get(`/mine/notices/${id}`)).status).to.equal(404);
      expect((await g.as('host', g.other)).userId, 'a colleague at the new agency').not.to.equal(g.manager.userId);
      expect((await (await g.as('host', g.other)).get(`/mine/notices/${id}`)).status).to.equal(403);
      expect((await g.manager.get('/mine/notices')).text).to.contain(`/mine/notices/${id}`);
      expect((await g.manager.get(`/mine/notices/${id}`)).status).to.equal(200);
      expect((await g.manager.post(`/mine/notices/${id}/open`)).status).to.equal(303);
      expect((await sendFiles(g.manager, g.app.url, `/mine/notices/${id}/reply`, { text: 'در آن روز به دستگاه تازه رفته بودم.' }, [{ name: 'حکم.pdf', bytes: PDF }])).status).to.equal(303);
      const file = /\/mine\/notices\/[\w-]+\/files\/[\w-]+/.exec((await g.manager.get(`/mine/notices/${id}`)).text)?.[0] ?? '';
      expect((await g.manager.get(file)).status).to.equal(200);
      expect((await successor.get(file)).status).to.equal(404);
    });

    it('go no further where their agency has left the governor\'s authority, but can be withdrawn', async () => {
      const [id, waiting] = [await g.confirm('2026-11-16') ?? '', await g.confirm('2026-11-17', { agencyId: g.other.agencyId, personId: g.other.personId }) ?? ''];
      for (const one of [id, waiting]) await g.act(one, 'issue', { body: 'خواهشمند است علت را بنویسید تا در نظر گرفته شود.' });
      expect((await g.act(id, 'number', { letterNo: '۱۲/۳۶', letterDay: '۱۴۰۵/۰۹/۰۱' })).status).to.equal(303);
      for (const agencyId of [g.own.agencyId, g.other.agencyId]) {
        const stream = `agency:${agencyId}`;
        await g.app.writer.submit({
          key: randomUUID(), bodyHash: '', actor: null, at: '2026-11-22T06:00:00.000Z', streams: [stream],
          apply: (tx) => {
            tx.write(tx.db('agencies').where({ id: agencyId }).update({ may_be_given_notice: 0, flags_why: 'قوهٔ قضائیه' }));
            tx.raise(stream, 'agency_changed', {});
            return Promise.resolve({});
          },
        });
      }
      const refused = await g.act(waiting, 'number', { letterNo: '۱۲/۳۷', letterDay: '۱۴۰۵/۰۹/۰۱' });
      expect([refused.status, refused.text.includes('بیرون از حوزهٔ استانداری')]).to.deep.equal([409, true]);
      expect((await g.act(id, 'serve', { how: 'by_hand', day: '۱۴۰۵/۰۹/۰۱', clock: '۹:۳۰' })).status).to.equal(409);
      expect((await g.manager.get('/mine/notices')).text).not.to.contain(id);
      expect((await g.manager.post(`/mine/notices/${id}/open`)).status).to.equal(404);
      expect((await g.notice(id)).servedAt).to.equal(null);
      expect((await g.act(id, 'withdraw', { reason: 'بیرون از حوزهٔ استانداری است' })).status).to.equal(303);
    });

    it('keep the end of their time once they are decided, whatever is closed afterwards', async () => {
      const id = await g.confirm('2026-11-16') ?? '';
      await bringOut(g, id);
      await g.act(id, 'withdraw', { reason: 'گواهی او پذیرفته شد' });
      await g.app.database.direct('closures').insert({
        id: 'snow', from_day: '2026-11-24', to_day: '2026-11-24', scope_kind: 'province', county_id: null, agency_id: null, kind: 'full', open_from: null, close_at: null, reason: 'برف', order_no: null,
        recorded_at: '2026-11-22T06:00:00.000Z', recorded_by: 'x', withdrawn_at: null, issued_at: null,
      });
      expect((await g.head.get(`/notices/${id}`)).text).to.contain('تا ۳ آذر ۱۴۰۵').and.not.to.contain('تا ۴ آذر ۱۴۰۵');
    });

    it('are listed whole where they are narrowed down, and say so where there are more than are shown', async () => {
      const { direct } = g.app.database;
      const lay = async (count: number, at: string, more: object) => {
        for (let index = 0; index < count; index += 1) {
          await direct('notices').insert({
            id: `n${at}${index}`, agency_id: g.own.agencyId, person_id: g.own.personId, step: 'explanation', ground: 'absence', evidence: '[]', evidence_key: `${at}/${index}`, state: 'proposed', basis: '', signer: '', body: '',
            proposed_at: `2026-11-${at}T06:00:00.000Z`, rev: 1, ...more,
          });
        }
      };
      await lay(1, '10', { agency_id: g.other.agencyId, person_id: g.other.personId });
      await lay(501, '12', {});
      const list = async (query: string) => (await g.head.get(`/notices${query}`)).text;
      expect(await list('')).to.contain('تنها ۵۰۰ نامهٔ تازه‌تر نشان داده شده است.').and.not.to.contain('/notices/n100"');
      expect(await list(`?county=${g.other.countyId}`)).to.contain('/notices/n100"').and.not.to.contain('نامهٔ تازه‌تر');
    });
  });
});
