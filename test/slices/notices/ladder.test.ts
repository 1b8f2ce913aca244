import { expect } from 'chai';
import { day } from '../../../server/domain/jalali.ts';
import type { Message } from '../../../server/domain/message.ts';
import { DEFAULT_LADDER } from '../../../server/domain/notice-ladder.ts';
import { phoneFor } from '../../../server/messages/facts.ts';
import { typedLadder } from '../../../server/settings/ladder-view.ts';
import { settingsLookup } from '../../../server/settings/lookup.ts';
import { onBothDatabases } from '../../support/database.ts';
import { noticeGround, type NoticeGround } from './ground.ts';

onBothDatabases((_name, fresh) => {
  describe('the ladder of a governorate', () => {
    let g: NoticeGround;
    beforeEach(async () => { g = await noticeGround(fresh); });
    afterEach(() => g.app.stop());

    const ladderOn = async (on: string) => (await settingsLookup(g.app.database.reads).settingsOn(day(on))).notice_ladder;
    const save = (more: Readonly<Record<string, string>>) => g.head.post('/settings/notice_ladder', { ...typedLadder(DEFAULT_LADDER), effective: '۱۴۰۵/۰۹/۰۱', seen: '', ...more });

    it('is set by the head with a date, a row a step, and other settings are not', async () => {
      expect((await g.head.get('/settings/notice_ladder')).text).to.contain('پلهٔ ۴: اخطار').and.not.to.contain('اخطار کتبی');
      expect((await g.head.get('/settings/letterhead')).status).to.equal(403);
      const saved = await save({ warning_absence_count: '۲', warning_absence_days: '۶۰', warning_basis: 'مصوبهٔ ۱۴۰۵', warning_reply: '۴۸', warning_unit: 'hours', verbal_on: '' });
      expect([saved.status, saved.headers.get('location')]).to.deep.equal([303, '/notices?done=saved']);
      const { steps } = await ladderOn('2026-11-22');
      expect(steps.warning).to.deep.equal({ ...DEFAULT_LADDER.steps.warning, triggers: { ...DEFAULT_LADDER.steps.warning.triggers, absence: { count: 2, days: 60 } }, basis: 'مصوبهٔ ۱۴۰۵', reply: { count: 48, unit: 'hours' } });
      expect(steps.verbal.on).to.equal(false);
      expect(await ladderOn('2026-11-21'), 'not before its day').to.deep.equal(DEFAULT_LADDER);
    });

    it('is refused where a ground has a later step and no explanation', async () => {
      const refused = await save({ explanation_overdue_count: '', explanation_overdue_days: '' });
      expect(refused.status).to.equal(422);
      expect(refused.text).to.contain('پیش از هر تذکری توضیح خواسته می‌شود');
      expect((await save({ warning_signer: '' })).status).to.equal(422);
    });

    it('decides what the next confirmed absence comes to', async () => {
      await save({ verbal_on: '', written_on: '', warning_absence_count: '۲', warning_absence_days: '۶۰' });
      const first = await g.confirm('2026-11-22') ?? '';
      await g.act(first, 'issue', { body: 'خواهشمند است علت را بنویسید تا در نظر گرفته شود.' });
      await g.act(first, 'number', { letterNo: '۱', letterDay: '۱۴۰۵/۰۹/۰۱' });
      await g.manager.post(`/mine/notices/${first}/open`);
      await g.setNow('2026-11-28T06:00:00.000Z');
      expect((await g.act(first, 'uphold', { reason: 'پاسخی نیامد و مهلت گذشت' })).status).to.equal(303);
      const next = await g.confirm('2026-11-30') ?? '';
      const { step, signer, earlierId } = await g.notice(next);
      expect([step, signer, earlierId]).to.deep.equal(['warning', 'استاندار', first]);
    });

    it('tells a manager on his own telephone alone, and never on his agency\'s line', async () => {
      await g.app.database.direct('agencies').where({ id: g.own.agencyId }).update({ direct_line: '+983132210000' });
      const message = { kind: 'letter_waits', agencyId: g.own.agencyId, personId: g.own.personId, sessionId: null } as Message;
      expect(await phoneFor(g.app.database.reads, g.app.seal, message)).to.equal(null);
      expect(await phoneFor(g.app.database.reads, g.app.seal, { ...message, kind: 'change' })).to.equal('+983132210000');
    });
  });
});
