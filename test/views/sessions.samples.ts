import type { Pages } from '../../server/http/pages.ts';
import { toInstant, type Clock, type Instant } from '../../server/domain/calendar.ts';
import type { Invitation } from '../../server/domain/invitation.ts';
import { addDays, fromJalali } from '../../server/domain/jalali.ts';
import type { Message } from '../../server/domain/message.ts';
import { UNALTERED } from '../../server/domain/session.ts';
import type { ExchangeState } from '../../server/domain/rota/exchange.ts';
import type { OwnExchange } from '../../server/sessions/needs.ts';
import type { OwnSession } from '../../server/sessions/own.ts';
import { mineView } from '../../server/sessions/view.ts';

const AT = '2020-03-01T06:00:00.000Z' as Instant;
const TODAY = fromJalali(1399, 1, 20);

const own = (days: number, state: Invitation['state'] | null, more: Partial<OwnSession> = {}): OwnSession => ({
  session: {
    id: `s${days + 100}`, draftId: 'd1', day: addDays(TODAY, days), from: '09:00' as Clock, to: '10:30' as Clock, zone: 'Asia/Tehran', line: 1, startsAt: AT, state: state === null ? 'published' : 'draft',
    rev: 1, version: null, agencyId: 'a1', personId: 'p1', post: 'مدیرکل', pinned: false, pinReason: null, emptyReason: null, why: null, ...UNALTERED,
  },
  invitation: state === null ? null : { id: 'i1', sessionId: `s${days + 100}`, agencyId: 'a1', personId: 'p1', state, sentAt: AT, seenAt: null, answeredAt: null, answeredBy: null, note: state === 'change_asked' ? 'مأموریت دارم.' : null, rev: 1, letterNo: null, letterDay: null },
  agencyName: 'ادارهٔ کل راه و شهرسازی', headTitle: 'مدیرکل', personName: 'زهرا محمدی', substituteName: null, altered: null, answered: null,
  standing: { entitlement: 3_400_000, heldBefore: 3, weeksSinceLast: 9 }, figures: { recentCalls: 214, recentClients: 0 }, ...more,
});

const altered = (kind: 'move' | 'swap' | 'cancel' | 'substitute' | 'add') => ({
  kind, version: 2, at: AT, reason: 'تعطیلی برای آلودگی هوا', before: kind === 'move' || kind === 'swap' ? { day: addDays(TODAY, 3), from: '11:00' as Clock, to: '12:30' as Clock, line: 1 } : null,
});
const published = (days: number, more: Partial<OwnSession>, state: Invitation['state'] = 'sent', cancelled = false): OwnSession => {
  const one = own(days, state, more);
  return { ...one, session: { ...one.session, id: `p${days}`, state: cancelled ? 'cancelled' : 'published', startsAt: toInstant(addDays(TODAY, days), '09:00' as Clock), cancelReason: cancelled ? 'تعطیلی' : null } };
};
const exchange = (id: string, sessionId: string, state: ExchangeState, agencyId = 'a1'): OwnExchange => ({
  id, sessionId, otherSessionId: 'other', agencyId, otherAgencyId: agencyId === 'a1' ? 'a2' : 'a1', state, asker: 'آقای رضا نادری، گاز', colleague: 'خانم زهرا محمدی، آب و فاضلاب', at: AT,
});

const asked = { now: toInstant(TODAY, '09:00' as Clock), answersFor: ['a1'], hosts: ['a1'], swapsFor: ['a1'], exchanges: [], refused: null, mayMakeFeeds: true, csrf: 'token', newKey: () => 'key' };

const told: Message = {
  id: 'm1', key: 'k1', kind: 'reminder_week', agencyId: 'a1', personId: 'p1', sessionId: 's1', invitationId: 'i1', body: 'یادآوری: نوبت پاسخگویی مدیرکل آب و فاضلاب.', state: 'given', dueAt: '2020-04-08T04:30:00.000Z' as Instant,
  leaseUntil: null, attempts: 0, givenAt: '2020-04-08T04:30:00.000Z' as Instant, fault: null, createdAt: '2020-03-01T04:30:00.000Z' as Instant, rev: 3,
};

export const samples: { [Name in keyof Pages]?: Pages[Name][] } = {
  'sessions/mine': [
    mineView([own(-30, null), own(0, null), own(7, 'sent'), own(40, 'accepted'), own(60, 'change_asked', { personName: null, standing: null }), own(70, 'accepted', { substituteName: 'علی رضایی' })], { ...asked, refused: { id: 'i1', form: { typed: { reason: 'نه' }, errors: { reason: '«دلیل درخواست» کوتاه است.', _form: 'فرستاده نشد.' } } } }, [told]),
    mineView([], asked),
    mineView([
      published(8, { altered: altered('move') }), published(9, { altered: altered('swap'), answered: { called: 'خانم مریم نوروزی', as: 'office' } }, 'accepted'), published(10, { altered: altered('cancel') }, 'withdrawn', true),
      published(11, { altered: altered('substitute'), substituteName: 'علی رضایی', answered: { called: 'خانم کریمی', as: 'centre' } }, 'accepted_by_phone'), published(12, { altered: altered('add') }), published(13, {}),
    ], { ...asked, exchanges: [exchange('x1', 'p13', 'asked'), exchange('x2', 'p9', 'approved'), exchange('x3', 'p12', 'asked', 'a2')] }),
    mineView([own(7, 'no_answer', { standing: { entitlement: 0, heldBefore: 0, weeksSinceLast: null }, figures: { recentCalls: 0, recentClients: 0 } })], { ...asked, answersFor: [], mayMakeFeeds: false }),
  ],
};
