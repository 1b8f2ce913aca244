import { expect } from 'chai';
import { toInstant, type Clock } from '../../../server/domain/calendar.ts';
import { addDays, fromJalali } from '../../../server/domain/jalali.ts';
import type { SessionLife } from '../../../server/domain/session-life.ts';
import { DEFAULTS } from '../../../server/domain/settings.ts';
import type { SessionFacts } from '../../../server/calls/facts.ts';
import { sessionLive } from '../../../server/calls/manage-view.ts';

const DAY = fromJalali(1405, 9, 8);
const [nine, eleven] = ['09:00' as Clock, '11:00' as Clock];
const factsOf = (more: Partial<SessionLife>): SessionFacts => {
  const now = toInstant(DAY, eleven);
  const life = { id: 's', kind: 'electronic_meeting', agencyId: 'a', personId: null, hostHonorific: null, hostName: null, post: 'مدیرکل', substituteFor: null, substituteWhy: null, day: DAY, from: nine, to: eleven, zone: 'Asia/Tehran', line: 1,
    startsAt: toInstant(DAY, nine), endsAt: now, state: 'closed', rev: 1, reason: null, message: null, messageAt: null, hostArrivedAt: null, openedAt: null, hostLeftAt: null, closedAt: null, ...more } as unknown as SessionLife;
  return { life, agency: {}, rule: DEFAULTS.live_calls, now, calls: [], waiting: [], held: [], present: null, next: null, taken: 0, minutesLeft: null, minutesEach: 5, longestWait: 0 } as unknown as SessionFacts;
};
const termsOf = (more: Partial<SessionLife>) => sessionLive(factsOf(more), { counties: new Map() }).facts;

describe('the head of a session’s page', () => {
  it('says when it ended by the clock of its day, and names the day where it was cancelled on another', () => {
    expect(termsOf({ closedAt: toInstant(DAY, eleven) })).to.deep.include({ term: 'پایان', text: 'ساعت ۱۱' });
    expect(termsOf({ state: 'cancelled', closedAt: toInstant(DAY, nine) })).to.deep.include({ term: 'لغو', text: 'ساعت ۹' });
    expect(termsOf({ state: 'cancelled', closedAt: toInstant(addDays(DAY, -1), nine) })).to.deep.include({ term: 'لغو', text: '۷ آذر ۱۴۰۵، ساعت ۹' });
  });
});
