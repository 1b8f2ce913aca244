import { toInstant, type Clock, type Instant } from '../../server/domain/calendar.ts';
import type { Agency } from '../../server/domain/agency.ts';
import type { Invitation } from '../../server/domain/invitation.ts';
import { addDays, fromJalali } from '../../server/domain/jalali.ts';
import type { Message } from '../../server/domain/message.ts';
import { EXCHANGE_STATES, type Exchange, type ExchangeState } from '../../server/domain/rota/exchange.ts';
import { Refusal } from '../../server/domain/refusal.ts';
import { UNALTERED, type PlannedSession } from '../../server/domain/session.ts';
import type { Pages } from '../../server/http/pages.ts';
import type { AmendmentProspect } from '../../server/rota/amend.ts';
import { swapDecideView } from '../../server/rota/swap-decide-view.ts';
import { swapAskView, swapOwnView } from '../../server/rota/swap-own-view.ts';
import type { SwapSeen, SwapSide } from '../../server/rota/swap-facts.ts';
import type { DeskTask } from '../../server/rota/week-desk.ts';
import { weekView } from '../../server/rota/week-view.ts';
import type { SessionTask, WeekList } from '../../server/rota/week.ts';

const AT = '2026-11-20T06:00:00.000Z' as Instant;
const TODAY = fromJalali(1405, 9, 7);
const NOW = toInstant(TODAY, '08:30' as Clock);
const newKey = (): string => 'key';
const csrf = { token: 'token', key: 'key' };
const fresh = { typed: {}, errors: {} };

const agency = (id: string, shortName: string): Agency => ({
  id, code: id, name: `ادارهٔ کل ${shortName}`, shortName, sector: 'infra', kind: 'general_directorate', headTitle: 'مدیرکل', countyId: null, parentId: null, validFrom: null, validTo: null,
  mayBeInvited: true, mayBeInspected: true, mayBeGivenNotice: true, flagsWhy: null, aliases: null, directLine: '+983132123456',
});
const session = (id: string, agencyId: string, days: number, more: Partial<PlannedSession> = {}): PlannedSession => ({
  id, draftId: 'd1', day: addDays(TODAY, days), from: '09:00' as Clock, to: '11:00' as Clock, zone: 'Asia/Tehran', line: 1, startsAt: toInstant(addDays(TODAY, days), '09:00' as Clock), state: 'published',
  rev: 1, version: 1, agencyId, personId: `p-${agencyId}`, post: 'مدیرکل', pinned: false, pinReason: null, emptyReason: null, why: null, ...UNALTERED, ...more,
});
const side = (id: string, name: string, days: number, headed = true, more: Partial<PlannedSession> = {}): SwapSide => ({
  session: session(`s-${id}`, id, days, more), agency: agency(id, name), head: headed ? { personId: `p-${id}`, name: 'زهرا محمدی', honorific: 'khanom', post: 'مدیرکل', termId: 't' } : null,
});
const [roads, gas] = [side('a1', 'راه و شهرسازی', 8), side('a2', 'گاز', 15, false)];

const exchange = (state: ExchangeState): Exchange => {
  const answered = state !== 'asked' && state !== 'taken_back' && state !== 'lapsed';
  const decided = ['approved', 'rejected', 'taken_back', 'lapsed'].includes(state);
  return {
    id: 'x1', sessionId: 's-a1', otherSessionId: 's-a2', agencyId: 'a1', otherAgencyId: 'a2', state, reason: 'در آن روز به تهران می‌روم.', askedAt: AT, askedBy: 'u1',
    answeredAt: answered ? AT : null, answeredBy: answered ? 'u2' : null, answerNote: answered ? 'مانعی نیست.' : null,
    decidedAt: decided ? AT : null, decidedBy: decided ? 'u3' : null, decisionNote: state === 'rejected' ? 'در آن هفته همایش استانی است.' : null, version: state === 'approved' ? 3 : null, rev: 1,
  };
};
const people = new Map([['u1', { personId: 'p-a1', called: 'خانم زهرا محمدی' }], ['u2', { personId: 'x', called: 'آقای رضا نادری' }], ['u3', { personId: 'y', called: 'خانم کریمی' }]]);
const seen = (state: ExchangeState, more: Partial<SwapSeen> = {}): SwapSeen => ({ exchange: exchange(state), state, own: roads, other: gas, people, ...more });

const prospect = (refusal: Refusal | null): AmendmentProspect => ({
  version: 3, span: { from: roads.session.day, until: gas.session.day }, waiting: refusal === null ? 4 : 0, mark: 'mark',
  items: [{ amendment: { kind: 'swap', sessionId: 's-a1', otherId: 's-a2' }, sessions: [], refusal: refusal === null ? null : { refusal, sentence: 'نمی‌شود: گاز: این روز تعطیل است (آلودگی هوا).' }, confirmable: refusal === null ? ['گاز: همین هفته (۱۲ آذر) جلسهٔ دیگری دارد.'] : [] }],
});

const invitation = (state: Invitation['state'], note: string | null = null): Invitation => ({ id: 'i1', sessionId: 's-a1', agencyId: 'a1', personId: 'p-a1', state, sentAt: AT, seenAt: null, answeredAt: null, answeredBy: null, note, rev: 1, letterNo: null, letterDay: null });
const task = (kind: SessionTask['kind'], { session: planned, agency: own, head }: SwapSide, more: Partial<SessionTask> = {}): SessionTask => ({
  kind, id: `${kind}-${planned.id}`, day: planned.day, session: planned, agency: own, head, invitation: invitation('sent'), conflict: null, ...more,
});
const message: Message = {
  id: 'm1', key: 'k', kind: 'reminder_week', agencyId: 'a2', personId: null, sessionId: null, invitationId: null, body: 'یادآوری: یکشنبه ۱۵ آذر، ۹ تا ۱۱.', state: 'failed', dueAt: AT, leaseUntil: null, attempts: 5, givenAt: null, fault: 'no_phone', createdAt: AT, rev: 1,
};
const desk = (id: string, more: Partial<DeskTask>): DeskTask => ({ kind: 'letter', id, day: null, agency: null, message: null, letters: null, ...more });
const list: WeekList = {
  tasks: [
    task('conflict', side('a3', 'آب و فاضلاب', 1), { conflict: { code: 'closed_day', title: 'آلودگی هوا', agencyId: 'a3', slotId: 's-a3' } }),
    task('vacant', side('a4', 'بهزیستی', 2, false)),
    task('change_asked', side('a5', 'شهرداری اصفهان', 4), { invitation: invitation('change_asked', 'سه‌شنبه‌ها نمی‌توانم.') }),
    task('head_changed', side('a6', 'میراث فرهنگی', 5)),
    task('head_changed', side('a7', 'دامپزشکی', 5, false, { state: 'draft' })),
    task('not_invited', side('a8', 'ثبت اسناد و املاک', 6)),
    { kind: 'swap_decide', id: 'swap-x1', day: roads.session.day, swap: seen('agreed') },
    task('unanswered', roads),
    { kind: 'swap_answer', id: 'swap-x2', day: gas.session.day, swap: seen('asked') },
    task('unanswered', side('a9', 'کمیتهٔ امداد', 40), { invitation: invitation('no_answer') }),
    desk('message-m1', { kind: 'message', message, agency: gas.agency }),
    desk('letter-1', { letters: { of: 'approval', draftId: 'd1', from: TODAY, to: addDays(TODAY, 90) } }),
    desk('letter-2', { letters: { of: 'amendment', version: 2, amendmentId: 'am1', sessionId: 's-a1', count: 2 } }),
    desk('letter-3', { letters: { of: 'invitations', draftId: 'd1', from: TODAY, to: addDays(TODAY, 90), count: 12 } }),
  ],
  weeks: [
    { saturday: TODAY, accepted: 3, waiting: 0, changeAsked: 0 }, { saturday: addDays(TODAY, 7), accepted: 2, waiting: 1, changeAsked: 1 }, { saturday: addDays(TODAY, 21), accepted: 0, waiting: 4, changeAsked: 0 },
  ],
  offices: new Map([['a5', ['خانم مریم نوروزی']], ['a1', []]]), governorate: 'استانداری اصفهان',
};
const frame = { now: NOW, period: 'month', group: null, problem: null, csrf: 'token', newKey } as const;

export const samples: { [Name in keyof Pages]?: Pages[Name][] } = {
  'rota/swap-ask': [
    swapAskView({ own: roads, open: null, possible: [gas, ...Array.from({ length: 12 }, (_, index) => side(`b${index}`, 'بیمهٔ سلامت', 20 + index))], hindered: 3 }, '', fresh, csrf),
    swapAskView({ own: roads, open: null, possible: [gas], hindered: 0 }, 'گاز', { typed: { other: 's-a2', reason: 'نه', q: 'گاز' }, errors: { reason: '«دلیل» کوتاه است.', _form: 'فرستاده نشد.' } }, csrf),
    swapAskView({ own: roads, open: null, possible: [], hindered: 2 }, 'برق', fresh, csrf),
    swapAskView({ own: roads, open: null, possible: [], hindered: 0 }, '', fresh, csrf),
  ],
  'rota/swap-own': [
    ...EXCHANGE_STATES.flatMap((state) => [swapOwnView(seen(state), ['a1'], fresh, 'token', newKey), swapOwnView(seen(state), ['a2'], fresh, 'token', newKey)]),
    swapOwnView(seen('asked'), ['a2'], { typed: { note: 'باشد' }, errors: { _form: 'زمان این نوبت گذشته است و دیگر جابه‌جا نمی‌شود.' } }, 'token', newKey),
    swapOwnView(seen('lapsed', { own: side('a1', 'راه و شهرسازی', 8, true, { state: 'cancelled' }) }), ['a1'], fresh, 'token', newKey),
  ],
  'rota/swap-decide': [
    swapDecideView({ seen: seen('agreed'), moved: true, prospect: prospect(null) }, fresh, 'token', newKey),
    swapDecideView({ seen: seen('agreed'), moved: false, prospect: prospect(new Refusal('slot_conflict')) }, { typed: { why: '' }, errors: { why: '«دلیل» را بنویسید.', _form: 'نشد.' } }, 'token', newKey),
    ...EXCHANGE_STATES.map((state) => swapDecideView({ seen: seen(state), moved: false, prospect: state === 'asked' ? prospect(null) : null }, fresh, 'token', newKey)),
  ],
  'rota/week': [
    weekView(list, frame),
    weekView(list, { ...frame, group: 'swap', problem: 'به این دعوت پیش‌تر پاسخ داده شده است.' }),
    weekView({ ...list, tasks: [] }, { ...frame, period: 'all' }),
    weekView({ tasks: [], weeks: [], offices: new Map(), governorate: '' }, { ...frame, group: 'head' }),
  ],
};
