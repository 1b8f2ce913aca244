import { expect } from 'chai';
import { addMinutes, clock, startOfDay, type Instant } from '../../../server/domain/calendar.ts';
import { addDays, fromJalali } from '../../../server/domain/jalali.ts';
import { UNALTERED } from '../../../server/domain/session.ts';
import type { OwnSession } from '../../../server/sessions/own.ts';
import { mineView } from '../../../server/sessions/view.ts';

const DAY = fromJalali(1405, 9, 9);
const EVE = addMinutes(startOfDay(addDays(DAY, -1)), 18 * 60);

const own = (state: 'published' | 'draft'): OwnSession => ({
  session: {
    id: 's1', draftId: 'd1', day: DAY, from: clock('09:00'), to: clock('11:00'), zone: 'Asia/Tehran', line: 1, startsAt: startOfDay(DAY), state, rev: 1, version: 1,
    agencyId: 'a1', personId: 'p1', post: 'مدیرکل', pinned: false, pinReason: null, emptyReason: null, why: null, ...UNALTERED,
  },
  invitation: null, agencyName: 'آب و فاضلاب', headTitle: 'مدیرعامل', personName: null, substituteName: null, altered: null, answered: null, standing: null, figures: null,
});

const asked = { now: startOfDay(addDays(DAY, -9)), answersFor: ['a1'], hosts: ['a1'], swapsFor: ['a1'], exchanges: [], refused: null, mayMakeFeeds: false, csrf: '', newKey: () => 'key' };

const sheet = (now: Instant, { state = 'published' as const, hosts = ['a1'] }: { state?: 'published' | 'draft'; hosts?: readonly string[] } = {}) => {
  const view = mineView([own(state)], { now, answersFor: [], hosts, swapsFor: [], exchanges: [], refused: null, mayMakeFeeds: false, csrf: '', newKey: () => 'key' });
  return [...view.upcoming, ...view.past][0]?.prepare;
};

describe("a manager's own sessions", () => {
  it('lead to the sheet by which their host prepares, from six in the evening before until their day is over', () => {
    expect(sheet(addMinutes(EVE, -1))).to.equal(null);
    expect(sheet(EVE)).to.equal('/host/s1/prepare');
    expect(sheet(addMinutes(EVE, 24 * 60))).to.equal('/host/s1/prepare');
    expect(sheet(addMinutes(EVE, 31 * 60))).to.equal(null);
    expect(sheet(EVE, { hosts: ['a2'] }), 'of another agency').to.equal(null);
    expect(sheet(EVE, { state: 'draft' })).to.equal(null);
  });

  it('say what was altered after they were published, where they stood, and who answered', () => {
    const moved = { kind: 'move', version: 2, at: DAY as string as Instant, reason: 'تعطیلی', before: { day: addDays(DAY, -2), from: clock('10:00'), to: clock('12:00'), line: 1 } } as const;
    const card = (one: OwnSession) => mineView([one], asked).upcoming[0];
    expect(card({ ...own('published'), altered: moved, answered: { called: 'خانم نوروزی', as: 'office' } })).to.deep.include({ was: 'شنبه ۷ آذر ۱۴۰۵، ۱۰\u00a0تا\u00a0۱۲', altered: 'جابه‌جا شد (نسخهٔ ۲): تعطیلی', answered: 'از سوی دفتر مدیر: خانم نوروزی', cancelled: false });
    const session = { ...own('published').session, state: 'cancelled' as const, cancelReason: 'آلودگی هوا' };
    expect(card({ ...own('published'), session, altered: { ...moved, kind: 'cancel', before: null } })).to.deep.include({ was: null, altered: 'لغو شد (نسخهٔ ۲): تعطیلی', cancelled: true, swap: null, accept: null });
    expect(card({ ...own('published'), answered: { called: 'آقای مدیر', as: 'head' } })).to.deep.include({ was: null, altered: null, answered: null });
    expect(card({ ...own('published'), answered: { called: 'خانم کریمی', as: 'centre' } })?.answered).to.equal('ثبت تلفنی از سوی مرکز: خانم کریمی');
  });

  it('lead to an exchange with a colleague while none is on its way, and to the answer where a colleague asks', () => {
    const exchange = { id: 'x', sessionId: 's2', otherSessionId: 's1', agencyId: 'a2', otherAgencyId: 'a1', asker: 'آقای نادری، گاز', colleague: 'خانم محمدی، آب', at: EVE } as const;
    const view = (state: 'asked' | 'agreed' | 'declined' | null, swapsFor = ['a1']) => mineView([own('published')], { ...asked, swapsFor, exchanges: state === null ? [] : [{ ...exchange, state }] });
    expect([view(null).upcoming[0]?.swap, view(null, []).upcoming[0]?.swap]).to.deep.equal(['/mine/sessions/s1/swap', null]);
    expect([view('asked').upcoming[0]?.swap, view('asked').waiting.map(({ action }) => action.href)]).to.deep.equal([null, ['/mine/swaps/x']]);
    expect(view('asked', []).waiting, 'an expert of the agency answers nothing').to.deep.equal([]);
    expect([view('agreed').waiting, view('agreed').upcoming[0]?.exchange?.href]).to.deep.equal([[], '/mine/swaps/x']);
    expect(view('declined').upcoming[0]?.swap, 'another may be asked').to.equal('/mine/sessions/s1/swap');
    expect(mineView([own('published')], { ...asked, now: startOfDay(DAY) }).upcoming[0]?.swap, 'it has begun').to.equal(null);
  });
});
