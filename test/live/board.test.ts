import { expect } from 'chai';
import { formatDay, monthKey, monthOf } from '../../server/domain/jalali.ts';
import { startApp, type Client, type TestApp } from '../support/app.ts';
import { postConfirmed } from '../support/confirmed.ts';
import { onBothDatabases } from '../support/database.ts';
import { ground } from '../slices/rota/ground.ts';
import { openScreen, pushed, watch, type Screen } from './screens.ts';

const screens: Screen[] = [];
const open = (app: TestApp, client: Client): Screen => {
  const screen = openScreen(app.url, client);
  screens.push(screen);
  return screen;
};

describe('a live board', () => {
  onBothDatabases((_name, fresh) => {
    let app: TestApp | null = null;
    afterEach(async () => {
      screens.splice(0).forEach((screen) => screen.disconnect());
      await app?.stop();
      app = null;
    });

    const started = async () => {
      const database = await fresh();
      const g = await ground(database);
      const draftId = await g.draft();
      app = await startApp(database, '2020-03-01T06:00:00.000Z');
      const sessions = (await g.board.see(draftId)).sessions;
      const [first] = sessions;
      if (first === undefined) throw new Error('no session');
      return { g, draftId, first, app, stream: `draft:${draftId}`, monthStream: `draft:${draftId}:${monthKey(monthOf(first.day))}` };
    };

    it('brings one scheduler\'s change to the other\'s open board', async () => {
      const { draftId, first, app: running, stream, monthStream } = await started();
      const [mine, theirs] = [await running.as('scheduler'), await running.as('governor')];
      const screen = open(running, theirs);
      const start = await watch(screen, monthStream, 'month', -1);
      const head = await watch(screen, stream, 'header', -1);
      expect([start.ok, head.ok]).to.deep.equal([true, true]);
      const before = start.ok ? (start.fragment?.seq ?? 0) : 0;
      const [month, header] = [pushed(screen, 'month', before), pushed(screen, 'header', head.ok ? (head.fragment?.seq ?? 0) : 0)];
      const done = await mine.postJson(`/rota/drafts/${draftId}/pin?session=${first.id}`, { rev: first.rev, reason: 'به درخواست استاندار' });
      expect(done.status, done.text).to.equal(200);
      const message = await month;
      expect(message.stream).to.equal(monthStream);
      expect(message.html).to.include('به درخواست استاندار');
      expect(message.html).to.not.match(/<form|_csrf/);
      expect((await header).html).to.include('پیش‌نویس');
    });

    it('answers a screen that holds the newest with nothing, and one that is behind with the whole fragment', async () => {
      const { draftId, first, g, app: running, monthStream } = await started();
      const screen = open(running, await running.as('scheduler'));
      await g.edit(draftId, { kind: 'pin', slotId: first.id, reason: 'آزمون' });
      const behind = await watch(screen, monthStream, 'month', 0);
      const seq = behind.ok ? (behind.fragment?.seq ?? 0) : 0;
      expect(seq).to.be.greaterThan(0);
      expect(await watch(screen, monthStream, 'month', seq)).to.deep.equal({ ok: true, fragment: null });
    });

    it('shows the page with the fragments and numbers that a screen then watches', async () => {
      const { draftId, app: running, stream, monthStream } = await started();
      const page = await (await running.as('scheduler')).get(`/rota/drafts/${draftId}`);
      expect(page.text).to.include(`data-stream="${monthStream}"`).and.to.include(`data-stream="${stream}" data-view="header" data-seq="`);
      const seq = Number(/data-view="header" data-seq="(\d+)"/.exec(page.text)?.[1]);
      const answer = await watch(open(running, await running.as('scheduler')), stream, 'header', seq);
      expect(answer, 'what the page shows is what the stream would send').to.deep.equal({ ok: true, fragment: null });
    });

    it('reaches an open board with every change that it shows: calendar, settings, agencies, absences, another month', async () => {
      const { draftId, first, g, app: running, monthStream } = await started();
      const screen = open(running, await running.as('scheduler'));
      const start = await watch(screen, monthStream, 'month', -1);
      let seq = start.ok ? (start.fragment?.seq ?? 0) : 0;
      const scheduler = await running.as('scheduler');
      const elsewhere = (await g.board.see(draftId)).sessions.findLast(({ agencyId }) => agencyId !== null);
      const changes: Record<string, () => Promise<{ readonly status: number; readonly text: string }>> = {
        closure: () => postConfirmed(scheduler, '/calendar/closures/new', { from: formatDay(first.day), to: formatDay(first.day), scope: 'province', kind: 'full', reason: 'آلودگی هوا' }),
        setting: () => scheduler.post('/settings/substitutes', { effective: '1405/01/01', value: 'forbidden', seen: '' }),
        agency: () => scheduler.post(`/agencies/${first.agencyId ?? ''}/absences/new`, { kind: 'mission', personId: first.personId ?? '', from: formatDay(first.day), to: formatDay(first.day), note: '' }),
        month: () => scheduler.postJson(`/rota/drafts/${draftId}/pin?session=${elsewhere?.id ?? ''}`, { rev: elsewhere?.rev, reason: 'آزمون' }),
      };
      for (const [name, change] of Object.entries(changes)) {
        const next = pushed(screen, 'month', seq);
        const done = await change();
        expect(done.status, `${name}: ${done.text.slice(0, 400)}`).to.be.oneOf([200, 303]);
        seq = (await next).seq;
      }
    });

    it('lets no host, and no stranger\'s page, watch a draft', async () => {
      const { g, app: running, stream } = await started();
      const host = await running.as({ role: 'host', agencyId: g.agencies[0]?.id ?? '', countyId: null });
      expect(await watch(open(running, host), stream, 'header', -1)).to.deep.equal({ ok: false, code: 'forbidden' });
      const staff = open(running, await running.as('scheduler'));
      expect(await watch(staff, `${stream}:nonsense`, 'month', -1)).to.deep.equal({ ok: false, code: 'forbidden' });
      const unknown = await watch(staff, 'draft:no-such-draft', 'header', -1);
      expect(unknown).to.deep.equal({ ok: true, fragment: null });
    });
  });
});
