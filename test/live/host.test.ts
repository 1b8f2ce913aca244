import { expect } from 'chai';
import { onBothDatabases } from '../support/database.ts';
import type { Client } from '../support/client.ts';
import { hostGround, type HostGround } from '../slices/calls/host-ground.ts';
import { openScreen, pushed, watch, type Screen } from './screens.ts';

const KNOWN = { phone: '09131234567', identity: '0012345679', name: 'مریم محمدی' };
const SECRETS = ['9131234567', '۹۱۳۱۲۳۴۵۶۷', '0012345679', '۰۰۱۲۳۴۵۶۷۹', 'راز دستگاه دیگر'];

describe("a host's live desk", () => {
  onBothDatabases((_name, fresh) => {
    let g: HostGround;
    const screens: Screen[] = [];
    const open = (client: Client): Screen => {
      const screen = openScreen(g.app.url, client);
      screens.push(screen);
      return screen;
    };
    /** Watches a fragment from its beginning; gives what it shows and its number. */
    const shown = async (screen: Screen, stream: string, view: string) => {
      const answer = await watch(screen, stream, view, -1);
      if (!answer.ok || answer.fragment === null) throw new Error(JSON.stringify(answer));
      return answer.fragment;
    };
    beforeEach(async () => (g = await hostGround(fresh)));
    afterEach(async () => {
      screens.splice(0).forEach((screen) => screen.disconnect());
      await g.app.stop();
    });

    it('sees a caller the moment he is queued, and what comes of him', async () => {
      const screen = open(g.host);
      const stream = `session:${g.session}`;
      const [queue, card] = [await shown(screen, stream, 'host-queue'), await shown(screen, stream, 'host-card')];
      expect(card.html).to.include('کسی در صف نیست.');
      expect(queue.seq).to.equal(card.seq);
      let next = [pushed(screen, 'host-queue', queue.seq), pushed(screen, 'host-card', card.seq)];
      const call = await g.queue(0, KNOWN);
      const [row, ready] = await Promise.all(next);
      expect(row?.html).to.include('خانم مریم محمدی').and.to.include('data-do="take"').and.to.include('روی خط');
      expect(ready?.html).to.include('۱ نفر در صف است.');
      next = [pushed(screen, 'host-queue', row?.seq ?? 0), pushed(screen, 'host-card', ready?.seq ?? 0)];
      await g.press('take', { call });
      const [empty, connecting] = await Promise.all(next);
      expect(empty?.html).not.to.include(call);
      expect(connecting?.html).to.include(`data-call="${call}"`).and.to.include('در حال وصل شدن');
      const promise = pushed(screen, 'host-card', connecting?.seq ?? 0);
      await g.press('connected', { call });
      expect((await promise).html).to.include('در گفت‌وگو');
    });

    it('holds neither a telephone nor a national code, and of other agencies no more than a count', async () => {
      for (const agencyId of [g.place.agencyId, g.other.agencyId]) await g.send({ ...KNOWN, session: '', what: 'registered', topicId: g.shared, agencyId });
      await g.database.direct('requests').where({ agency_id: g.other.agencyId }).update({ summary: 'راز دستگاه دیگر' });
      const call = await g.queue(4, KNOWN);
      const screen = open(g.host);
      const [stream, notes] = [`session:${g.session}`, `notes:${g.session}`];
      const seen: string[] = [(await shown(screen, stream, 'host-queue')).html, (await shown(screen, stream, 'host-card')).html];
      for (const act of ['take', 'connected'] as const) {
        await g.press(act, { call });
        seen.push((await shown(screen, stream, 'host-card')).html, (await shown(screen, stream, 'host-queue')).html, (await shown(screen, notes, 'notes-host')).html);
      }
      expect(seen.join()).to.include('•••\u00a0••۶۷').and.to.include('دستگاه‌های دیگر: ۱ درخواست');
      for (const secret of SECRETS) expect(seen.join(), secret).not.to.include(secret);
      expect(seen.join()).not.to.match(/<form|<input|<textarea|_csrf|_key/);
    });

    it('tells each side what the others write of the present call, and when they saved it', async () => {
      const call = await g.talking();
      const companion = await g.app.as({ role: 'companion_expert', agencyId: g.place.agencyId, countyId: null });
      const [hosts, companions] = [open(g.host), open(companion)];
      const stream = `notes:${g.session}`;
      const [host, expert] = [await shown(hosts, stream, 'notes-host'), await shown(companions, stream, 'notes-companion')];
      const [atHost, atExpert] = [pushed(hosts, 'notes-host', host.seq), pushed(companions, 'notes-companion', expert.seq)];
      await g.press('note', { call, text: 'کنتور را ببینیم' }, companion);
      expect((await atHost).html).to.include('کنتور را ببینیم').and.to.match(/کارشناس همراه، خانم آزمون \w+، می‌نویسد…/).and.to.include('data-typing="2026-11-29T06:30:00.000Z"');
      expect((await atExpert).html, 'his own is not told him as another’s').to.include('data-mine="کنتور را ببینیم"').and.not.to.include('می‌نویسد');
      const gone = pushed(hosts, 'notes-host', (await atHost).seq);
      await g.press('dropped', { call });
      await g.press('finish', { call });
      await gone;
      expect((await shown(hosts, stream, 'notes-host')).html, 'the next call has its own').not.to.include('کنتور را ببینیم');
    });

    it('shows a new commitment of its agency until it is kept, and is told of none of another one', async () => {
      const [mine, theirs] = [open(g.host), open(await g.seat('host', await g.convene(g.other.agencyId)))];
      const [own, other] = [await shown(mine, `session:${g.session}`, 'host-queue'), (await g.waiting()).length];
      expect(other).to.equal(0);
      const call = await g.talking();
      await watch(theirs, `session:${(await g.database.reads('session_lives').where({ agency_id: g.other.agencyId, day: '2026-11-29' }).first())?.id ?? ''}`, 'host-queue', -1);
      const foreign: string[] = [];
      theirs.on('push', ({ view }) => foreign.push(view));
      await g.press('conclude', { call, outcome: 'commitment', text: 'تا آخر ماه وصل می‌شود', dueDay: '1405/09/20' });
      const now = await shown(mine, `session:${g.session}`, 'host-queue');
      expect(now.seq).to.be.greaterThan(own.seq);
      expect(now.html).to.include('تا آخر ماه وصل می‌شود');
      const kept = (await g.database.reads('commitments').where({ text: 'تا آخر ماه وصل می‌شود' }).first())?.id ?? '';
      const gone = pushed(mine, 'host-queue', now.seq);
      expect((await (await g.app.as('supervisor')).post(`/commitments/${kept}/keep`, { note: 'وصل شد' })).status).to.equal(303);
      expect((await gone).html).not.to.include('تا آخر ماه وصل می‌شود');
      expect(foreign).to.deep.equal([]);
    });

    it('is watched by those who sit at it, by its agency and by the centre, and by nobody else', async () => {
      const elsewhere = await g.seat('host', await g.convene(g.place.agencyId, '12:00', '13:00'));
      const strangers = [elsewhere, await g.app.as({ role: 'host', agencyId: g.other.agencyId, countyId: null }), await g.app.as('scheduler'), await g.app.as('governor')];
      for (const [stream, view] of [[`session:${g.session}`, 'host-card'], [`session:${g.session}`, 'host-queue'], [`notes:${g.session}`, 'notes-host']] as const) {
        for (const stranger of strangers) expect(await watch(open(stranger), stream, view, -1), view).to.deep.equal({ ok: false, code: 'forbidden' });
        for (const one of [g.host, g.operator, await g.app.as({ role: 'companion_expert', agencyId: g.place.agencyId, countyId: null })]) expect((await watch(open(one), stream, view, -1)).ok, view).to.equal(true);
      }
      const screen = open(g.host);
      for (const [stream, view] of [[`session:${g.session}`, 'notes-host'], [`notes:${g.session}`, 'host-card'], ['session:no such', 'host-card'], [`notes:${g.session}`, 'notes-wall']] as const) {
        expect(await watch(screen, stream, view, -1)).to.deep.equal({ ok: false, code: 'forbidden' });
      }
    });
  });
});
