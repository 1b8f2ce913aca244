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
  invitation: null, agencyName: 'آب و فاضلاب', headTitle: 'مدیرعامل', personName: null, substituteName: null, standing: null, figures: null,
});

const sheet = (now: Instant, { state = 'published' as const, hosts = ['a1'] }: { state?: 'published' | 'draft'; hosts?: readonly string[] } = {}) => {
  const view = mineView([own(state)], { now, answersFor: [], hosts, refused: null, mayMakeFeeds: false, csrf: '', newKey: () => 'key' });
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
});
