import type { Instant } from '../../server/domain/calendar.ts';
import { addDays, fromJalali } from '../../server/domain/jalali.ts';
import { REQUEST_STATES, type Answer, type CitizenRequest, type Referral, type RequestState } from '../../server/domain/request.ts';
import { trackingCode } from '../../server/domain/tracking-code.ts';
import { freshForm } from '../../server/http/forms.ts';
import type { Pages } from '../../server/http/pages.ts';
import type { ActFrame } from '../../server/requests/acts-view.ts';
import type { Happened, RequestDetail } from '../../server/requests/detail.ts';
import { requestView, type DetailFrame } from '../../server/requests/detail-view.ts';
import type { Inbox, ListedRequest } from '../../server/requests/inbox.ts';
import { TABS } from '../../server/requests/tabs.ts';
import type { Tracked } from '../../server/requests/track.ts';
import { trackView } from '../../server/requests/track-view.ts';
import { requestListView, type ListFrame } from '../../server/requests/view.ts';

const AT = '2020-04-08T06:00:00.000Z' as Instant;
const TODAY = fromJalali(1399, 1, 20);
const CSRF = { token: 'token', key: 'key' };
const CODE = trackingCode('123456789012');

const request = (state: RequestState, days: number, more: Partial<CitizenRequest> = {}): CitizenRequest => ({
  id: `r-${state}-${days + 100}`, trackingCode: CODE, state, kind: 'complaint', topicId: 't2', agencyId: 'a1', summary: 'آب کوچه سه روز است قطع است.\nپیش‌تر هم گفته‌ام و کسی نیامده است.',
  honorific: 'khanom', name: 'محمدی', countyId: 'c1', identityKind: 'national_code', identity: 's1.sealed', identityIndex: 'i', phone: 's1.sealed', phoneIndex: 'p', confidential: false,
  channel: 'live_call', callId: 'k1', sessionId: 's1', registeredAt: AT, registeredBy: 'u1', dueDay: addDays(TODAY, days), referredAt: AT, answeredAt: null, closedAt: null, motherId: null, followers: 0, rev: 1, ...more,
});

const listed = (one: CitizenRequest, more: Partial<ListedRequest> = {}): ListedRequest => ({ request: one, topic: 'قطعی آب', agency: 'آب و فاضلاب', county: 'خمینی‌شهر', expert: null, ...more });

const states = Object.fromEntries(REQUEST_STATES.map((state) => [state, 3])) as Inbox['counts']['states'];
const inbox = (rows: readonly ListedRequest[], more: Partial<Inbox> = {}): Inbox => ({ listed: rows, counts: { states, overdue: 2 }, page: 1, total: rows.length, agencies: [], ...more });

const listFrame = (more: Partial<ListFrame> = {}): ListFrame => ({
  desk: 'open', tab: 'open', agencyId: null, tabs: TABS, wide: false, mayConfidential: false, today: TODAY, find: freshForm(), csrf: CSRF, paged: { total: 2, page: 1, size: 25 }, ...more,
});

const referral = (id: string, more: Partial<Referral> = {}): Referral => ({
  id, requestId: 'r', fromAgencyId: null, toAgencyId: 'a1', toUserId: null, note: null, dueDay: addDays(TODAY, 10), state: 'open', at: AT, by: 'u1', endedAt: null, endedBy: null, endedNote: null, ...more,
});
const answer = (kind: Answer['kind']): Answer => ({ id: kind, requestId: 'r', kind, text: 'لوله ترمیم می‌شود.\nتا پایان هفته آب وصل است.', at: AT, by: 'u2' });
const happened = (kind: string, more: Partial<Happened> = {}): Happened => ({ kind, at: AT, by: 'u1', referral: null, answer: null, ...more });

const HISTORY: readonly Happened[] = [
  happened('request_registered', { by: null }),
  happened('request_registered', { referral: referral('f1', { note: 'فوری است.' }) }),
  happened('request_followed', { by: 'seat-7' }),
  happened('request_returned', { referral: referral('f2', { toAgencyId: 'a2', state: 'returned', endedNote: 'مربوط به شهرداری است.' }) }),
  happened('request_referred', { referral: referral('f3') }),
  happened('request_passed', { referral: referral('f4', { toUserId: 'u2', note: 'در محل ببینید.' }) }),
  happened('request_taken_up', { by: 'u2' }),
  happened('request_revealed', { by: 'u2' }),
  happened('request_answered', { by: 'u2', answer: answer('interim') }),
  happened('request_answered', { by: 'u2', answer: answer('final') }),
  happened('request_closed'),
  happened('request_reopened', { referral: referral('f5', { note: 'آب هنوز قطع است.' }) }),
];

const detail = (one: CitizenRequest, more: Partial<RequestDetail> = {}): RequestDetail => ({
  request: one, referral: referral('f4', { toUserId: 'u2' }), mark: `${one.state}.f4`, topics: ['آب و برق', 'قطعی آب'], county: 'خمینی‌شهر', phone: '۰۹۱۳\u00a0•••\u00a0••۶۷', identity: '••••••••۲۸',
  history: HISTORY, agencies: new Map([['a1', 'آب و فاضلاب'], ['a2', 'راه و شهرسازی']]), users: new Map([['u1', 'زهرا کریمی'], ['u2', 'کاوه احمدی']]), motherId: null, ...more,
});

const choices: ActFrame['choices'] = {
  agencies: [{ id: 'a1', name: 'آب و فاضلاب', search: 'اب و فاضلاب' }, { id: 'a2', name: 'راه و شهرسازی', search: 'راه و شهرسازی' }],
  experts: [{ userId: 'u2', name: 'کاوه احمدی', honorific: 'agha' }, { userId: 'u3', name: 'مینا رضایی', honorific: 'khanom' }],
  deadline: addDays(TODAY, 10),
};
const NOTHING = { answers: false, refers: false, reveals: false };
const detailFrame = (more: Partial<DetailFrame> = {}): DetailFrame => ({ desk: 'open', rights: NOTHING, choices, refused: null, csrf: 'token', newKey: () => 'key', today: TODAY, revealed: null, ...more });
const AGENCY = { answers: true, refers: false, reveals: true };
const CENTRE = { answers: false, refers: true, reveals: true };

const tracked = (state: RequestState, days: number, more: Partial<Tracked> = {}): Tracked => ({
  trackingCode: CODE, state, confidential: false, agency: 'شرکت آب و فاضلاب استان اصفهان', since: AT, registeredAt: AT, dueDay: addDays(TODAY, days), answers: [], ...more,
});

export const samples: { [Name in keyof Pages]?: Pages[Name][] } = {
  'requests/list': [
    requestListView(inbox([listed(request('in_progress', 2), { expert: { name: 'زهرا کریمی', self: true } }), listed(request('referred', -3), { expert: { name: 'کاوه احمدی', self: false } }), listed(request('needs_info', 0))]), listFrame()),
    requestListView(
      inbox([listed(request('registered', 5, { agencyId: null, name: null, topicId: null }), { topic: null, agency: null, county: null }), listed(request('returned', 1, { summary: 'شرح '.repeat(80) }))], { total: 240, page: 3, agencies: choices.agencies }),
      listFrame({ wide: true, tab: 'centre', agencyId: 'a2', mayConfidential: true, paged: { total: 240, page: 3, size: 25 }, find: { typed: { code: '۱۲۳' }, errors: { code: 'درخواستی با این نشانی‌ها یافت نشد.', _form: 'یافت نشد.' } } }),
    ),
    requestListView(inbox([]), listFrame({ tab: 'overdue' })),
    requestListView(inbox([listed(request('answered', 5, { confidential: true }))]), listFrame({ desk: 'confidential', wide: true, tab: 'answered', tabs: ['open', 'overdue', 'answered', 'closed'], mayConfidential: true })),
  ],
  'requests/one': [
    requestView(detail(request('referred', 3, { followers: 4 })), detailFrame({ rights: AGENCY })),
    requestView(detail(request('in_progress', -2), { motherId: 'r0' }), detailFrame({ rights: AGENCY, refused: { act: 'return', form: { typed: { reason: 'نه' }, errors: { reason: '«چرا» کوتاه است.', _form: 'پذیرفته نشد.' } } }, revealed: { phone: '+989131234567', identity: '1270000128' } })),
    requestView(detail(request('returned', 0, { agencyId: null }), { referral: null, phone: null, identity: null, county: null, topics: [] }), detailFrame({ rights: CENTRE })),
    requestView(detail(request('answered', 5), { referral: null }), detailFrame({ rights: { answers: true, refers: true, reveals: true } })),
    requestView(detail(request('closed', 5, { phone: null, identity: null, name: null }), { phone: null, identity: null }), detailFrame()),
    requestView(detail(request('registered', 5, { agencyId: null, confidential: true }), { referral: null, history: [] }), detailFrame({ desk: 'confidential', rights: { answers: true, refers: false, reveals: true } })),
  ],
  'requests/track': [
    trackView(freshForm(), null, TODAY, CSRF),
    trackView({ typed: { code: '۱۲۳', phoneDigits: '' }, errors: { code: 'کد رهگیری درست نیست.', _form: 'یافت نشد.' } }, null, TODAY, CSRF),
    trackView(freshForm(), tracked('answered', 3, { answers: [answer('interim'), answer('final')] }), TODAY, CSRF),
    trackView(freshForm(), tracked('in_progress', -3), TODAY, CSRF),
    trackView(freshForm(), tracked('registered', 3, { confidential: true, agency: null }), TODAY, CSRF),
    trackView(freshForm(), tracked('returned', 3, { agency: null }), TODAY, CSRF),
  ],
};
