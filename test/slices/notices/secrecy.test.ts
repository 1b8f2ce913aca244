import { expect } from 'chai';
import { ROLES, AGENCY_ROLES, COUNTY_ROLES } from '../../../server/domain/permission.ts';
import { createNoticeList } from '../../../server/notices/list.ts';
import { listStream, noticesLive } from '../../../server/notices/live.ts';
import type { Client } from '../../support/app.ts';
import { onSqlite } from '../../support/database.ts';
import { bringOut, noticeGround, type NoticeGround } from './ground.ts';

/** Words that would judge somebody of whom nothing has been decided. */
const ACCUSING = /غایب|غیبت|تخلف|متخلف|مقصر|خاطی|کوتاهی|سهل‌انگاری|اخطار کتبی|توبیخ|مجازات/;
/** Words of a notice that nobody but its manager and the head reads. */
const OF_A_NOTICE = /درخواست توضیح|تذکر شفاهی|در دفتر نبودید/;
const LISTS = ['/notices', '/mine', '/mine/notices', '/presence', '/office', '/findings', '/complaints', '/requests', '/commitments', '/agencies', '/audit', '/messages', '/today', '/rota'];

onSqlite((fresh) => {
  describe('a notice that is not decided', () => {
    let g: NoticeGround;
    beforeEach(async () => { g = await noticeGround(fresh); });
    afterEach(() => g.app.stop());

    const clients = async (): Promise<ReadonlyMap<string, Client>> => {
      const found = new Map<string, Client>();
      for (const role of ROLES) {
        found.set(role, await g.app.as({ role, agencyId: AGENCY_ROLES.includes(role) ? g.own.agencyId : null, countyId: COUNTY_ROLES.includes(role) ? g.own.countyId : null }));
      }
      found.set('manager', g.manager);
      return found;
    };
    /** What a page says, without its menu and the filters' options, which name every step. */
    const said = (html: string): string => (/<main[\s\S]*<\/main>/.exec(html)?.[0] ?? html).replace(/<select[\s\S]*?<\/select>/g, '').replace(/<title>[\s\S]*?<\/title>/, '');

    for (const state of ['proposed', 'served'] as const) {
      it(`accuses nobody on any page of any role while it is ${state}, and is told to nobody but its manager and the head`, async function () {
        this.timeout(60_000);
        const id = await g.confirm('2026-11-16') ?? '';
        if (state === 'served') await bringOut(g, id);
        const mayRead = ['inspection_head', ...(state === 'served' ? ['manager', 'governor'] : [])];
        for (const [role, client] of await clients()) {
          for (const path of [...LISTS, `/notices/${id}`, `/notices/${id}/letter`, `/mine/notices/${id}`, `/agencies/${g.own.agencyId}`]) {
            const { status, text } = await client.get(path);
            expect(status, `${role} ${path}`).to.be.below(500);
            if (status !== 200) continue;
            // The words for what is registered beforehand are older than any notice.
            const words = said(text).replaceAll(/غیبت‌های مدیر|غیبت‌ها|ثبت غیبت|غیبت/g, (word) => (path.startsWith('/notices') || path.startsWith('/mine/notices') ? word : ''));
            expect(words, `${role} ${path}`).not.to.match(ACCUSING);
            if (!mayRead.includes(role)) expect(words, `${role} ${path}`).not.to.match(OF_A_NOTICE);
          }
        }
      });
    }

    it('is not found by any colleague of its manager, whatever he holds, and not by the head of another agency', async () => {
      const id = await g.confirm('2026-11-16') ?? '';
      await bringOut(g, id);
      const paths = [`/mine/notices/${id}`, `/mine/notices/${id}/files/x`];
      for (const role of AGENCY_ROLES) {
        const colleague = await g.as(role, g.own);
        for (const path of paths) expect((await colleague.get(path)).status, `${role} ${path}`).to.be.oneOf([403, 404]);
        expect((await colleague.post(`/mine/notices/${id}/open`)).status, role).to.be.oneOf([403, 404]);
        expect((await colleague.post(`/mine/notices/${id}/reply`, { text: 'پاسخ' })).status, role).to.be.oneOf([403, 404]);
        const list = await colleague.get('/mine/notices');
        if (list.status === 200) expect(list.text, role).not.to.contain(id);
      }
      const stranger = await g.as('host', g.other);
      for (const path of paths) expect((await stranger.get(path)).status).to.equal(403);
      expect((await g.manager.get(`/mine/notices/${id}`)).status).to.equal(200);
    });

    it('is in the office\'s messages and record to nobody who does not decide', async () => {
      const id = await g.confirm('2026-11-16') ?? '';
      await bringOut(g, id);
      const office = await g.as('manager_office', g.own);
      expect(said((await office.get('/mine')).text)).not.to.match(/نامهٔ شخصی|نامه‌ای برای شما/);
      for (const role of ['administrator', 'scheduler', 'governor'] as const) expect(said((await (await g.as(role)).get('/audit')).text), role).not.to.match(/درخواست توضیح/);
      expect(said((await g.head.get('/audit')).text)).to.match(/درخواست توضیح/);
      // Each step stands once, though two streams tell of it.
      expect((await g.head.get('/audit')).text.match(/درخواست توضیح برای/g)).to.have.length(4);
    });

    it('is on a live list of the head from the moment it is proposed, and of the governor from when it is issued', async () => {
      const lists = createNoticeList({ database: g.app.database });
      const live = noticesLive({ lists, render: (_name, view) => JSON.stringify(view), now: () => '2026-11-22T06:00:00.000Z' as never });
      const stream = listStream({ agencyId: g.own.agencyId, countyId: null, step: null });
      const holding = (role: 'inspection_head' | 'governor' | 'supervisor' | 'host') => ({ id: 'u', name: '', grants: [{ role, agencyId: role === 'host' ? g.own.agencyId : null, countyId: null }] });
      expect(await live.audience(holding('inspection_head'), stream, 'list')).to.equal('head');
      expect(await live.audience(holding('governor'), stream, 'list')).to.equal('reader');
      expect(await live.audience(holding('supervisor'), stream, 'list')).to.equal(null);
      expect(await live.audience(holding('host'), stream, 'list')).to.equal(null);
      const before = await live.seq(stream);
      const id = await g.confirm('2026-11-16') ?? '';
      expect(live.shows(stream, 'notices')).to.equal(true);
      expect(await live.seq(stream)).to.be.above(before);
      const html = async (audience: string, of = stream) => (await live.fragment(of, 'list', audience))?.html ?? '';
      expect(await html('head')).to.contain(id);
      expect(await html('reader')).not.to.contain(id);
      expect(await html('head', listStream({ agencyId: g.other.agencyId, countyId: null, step: null }))).not.to.contain(id);
      expect(await html('head', listStream({ agencyId: null, countyId: g.own.countyId, step: 'explanation' }))).to.contain(id);
      expect(await html('head', listStream({ agencyId: null, countyId: null, step: 'warning' }))).not.to.contain(id);
      await g.act(id, 'issue', { body: 'خواهشمند است علت را بنویسید تا در نظر گرفته شود.' });
      expect(await html('reader')).to.contain(id);
      expect(await live.fragment('notices:../x', 'list', 'head')).to.equal(null);
    });
  });
});
