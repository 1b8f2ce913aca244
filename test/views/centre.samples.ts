import type { Afterwards, Leaving } from '../../server/calls/centre.ts';
import { closeView } from '../../server/calls/close-view.ts';
import type { SessionFacts, Waiting } from '../../server/calls/facts.ts';
import { manageView } from '../../server/calls/manage-view.ts';
import { seatCodeView } from '../../server/calls/seat-code-view.ts';
import { summaryView } from '../../server/calls/summary-view.ts';
import { superviseView } from '../../server/calls/supervise-view.ts';
import type { Today } from '../../server/calls/today.ts';
import { todayView } from '../../server/calls/today-view.ts';
import { wallView } from '../../server/calls/wall-view.ts';
import { wallKeyView, wallsView } from '../../server/calls/walls-view.ts';
import type { Agency } from '../../server/domain/agency.ts';
import { clock, instant } from '../../server/domain/calendar.ts';
import type { Call } from '../../server/domain/call.ts';
import { day } from '../../server/domain/jalali.ts';
import { LIFE_STATES, type SessionLife } from '../../server/domain/session-life.ts';
import { DEFAULTS } from '../../server/domain/settings.ts';
import { freshForm, withError, type FormState } from '../../server/http/forms.ts';
import type { Pages } from '../../server/http/pages.ts';
import { seatView } from '../../server/sessions/seat-view.ts';

const NOW = instant('2026-11-29T06:54:00.000Z');
const TODAY = day('2026-11-29');
const csrf = { token: 'token', key: 'key' };
const agency: Agency = {
  id: 'water', code: 'water-sewage', name: 'شرکت آب و فاضلاب استان اصفهان', shortName: 'آب و فاضلاب', sector: 'infra', kind: 'company', headTitle: 'مدیرعامل', countyId: null, parentId: null,
  validFrom: null, validTo: null, mayBeInvited: true, mayBeInspected: true, mayBeGivenNotice: true, flagsWhy: null, aliases: null, directLine: null,
};
const names = { agencies: new Map([['water', agency]]), counties: new Map([['c1', 'خمینی‌شهر']]), topics: new Map() };

const call = (id: string, more: Partial<Call> = {}): Call => ({
  id, honorific: 'khanom', name: 'محمدی', countyId: 'c1', identityKind: 'none', identity: null, identityIndex: null, phone: 'x', phoneIndex: null,
  state: 'waiting', rank: 1024, priority: false, holdUntil: null, sessionId: 's1', agencyId: 'water', rev: 1, line: 'on_line', queueKey: null, kind: 'complaint', topicId: null, summary: 'قبض زیاد است',
  priorityReason: null, receivedAt: NOW, receivedBy: 'u1', queuedAt: NOW, takenAt: null, takenBy: null, talkAt: null, talkEndedAt: null, endedAt: null, tries: 0, holdReason: null, heldAt: null,
  heldSeconds: 0, wrapUntil: null, outcome: null, outcomeBy: null, targetAgencyId: null, requestId: null, commitmentId: null, earlierCallId: null, laterCallId: null, emergencyTo: null, callBack: null, calledBackAt: null, ...more,
});
const life = (id: string, more: Partial<SessionLife> = {}): SessionLife => ({
  id, kind: 'electronic_meeting', agencyId: 'water', personId: 'p1', hostHonorific: 'agha', hostName: 'مرادی', post: 'مدیرعامل', day: TODAY, from: clock('09:00'), to: clock('11:00'), zone: 'Asia/Tehran', line: 1,
  startsAt: instant('2026-11-29T05:30:00.000Z'), endsAt: instant('2026-11-29T07:30:00.000Z'), state: 'open', rev: 2, currentCallId: null, hostArrivedAt: NOW, openedAt: instant('2026-11-29T05:31:00.000Z'), hostLeftAt: null, awaySeconds: 0,
  closedAt: null, closedBy: null, substituteFor: null, substituteWhy: null, reason: null, message: null, messageAt: null, messageBy: null, summary: null, ...more,
});
const waits = (one: Call, place: number, reached = true): Waiting => ({ call: one, place, since: instant('2026-11-29T06:40:00.000Z'), waited: 14, age: 'overdue', minutes: place * 5, reached });
const session = (one: SessionLife, more: Partial<SessionFacts> = {}): SessionFacts => ({
  life: one, agency, rule: DEFAULTS.live_calls, now: NOW, calls: [], waiting: [], held: [], present: null, next: null, taken: 0, minutesLeft: 36, minutesEach: 5, longestWait: 0, joining: { minutes: 5, reached: true }, ...more,
});
const busy = session(life('s1', { message: '۵ دقیقه مانده است.', messageAt: NOW, messageBy: 'u1', hostLeftAt: NOW }), {
  present: call('c0', { state: 'talking', takenAt: NOW, talkAt: NOW }), held: [call('c3', { state: 'on_hold' })], minutesEach: 8,
  waiting: [waits(call('c1', { priority: true, priorityReason: 'بیمار است' }), 1), waits(call('c2', { name: null, honorific: null, countyId: null }), 2, false)],
  calls: [call('d1', { state: 'ended', outcome: 'answered', talkAt: NOW, talkEndedAt: NOW, endedAt: NOW })],
});
const unborn = (id: string, more: Partial<SessionLife> = {}): SessionLife => life(id, { state: 'scheduled', openedAt: null, hostArrivedAt: null, hostName: null, hostHonorific: null, ...more });
const today = (sessions: readonly SessionFacts[], more: Partial<Today> = {}): Today => ({ day: TODAY, now: NOW, seq: 4, names, sessions, atCentre: [], callBacks: [], owed: more.callBacks?.length ?? 0, incoming: [], ...more });
const every = today([busy, ...LIFE_STATES.map((state, index) => session(state === 'scheduled' || state === 'awaiting' ? unborn(`x${index}`, { state }) : life(`x${index}`, { state, reason: 'نماز' })))], {
  atCentre: [call('e1', { state: 'ended', outcome: 'emergency', emergencyTo: '115' }), call('e2', { state: 'ended', outcome: 'emergency', summary: '' }), call('e3', { state: 'ended', outcome: 'out_of_scope' })], callBacks: [call('b1')],
});
const refused = (form: FormState): FormState => withError(form, '_form', 'این کار در وضع کنونی جلسه شدنی نیست.');

const dayFrame = { today: TODAY, stream: 'today:2026-11-29', csrf, agencies: [{ id: 'water', name: 'آب و فاضلاب' }], unended: [], refused: null };
const all = { desk: true, manage: true, walls: true, watch: true };
const none = { desk: false, manage: false, walls: false, watch: false };

const seats = [
  { id: 'k1', sessionId: 's1', side: 'host' as const, desk: 'میز ۱', expiresAt: NOW, usedAt: NOW, endedAt: null },
  { id: 'k2', sessionId: 's1', side: 'companion' as const, desk: 'میز ۱', expiresAt: NOW, usedAt: null, endedAt: null },
];
const deputy = { personId: 'p2', name: 'نوروزی', honorific: 'agha' as const, post: 'معاون', away: true };
const manage = (facts: SessionFacts, more: Partial<Parameters<typeof manageView>[1]> = {}) =>
  manageView(facts, { stream: 'today:2026-11-29', seq: 4, names, desk: { seats, substitutes: { rule: 'with_approval', people: [deputy] } }, maySupervise: true, mayHost: true, csrf: () => csrf, refused: null, ...more });

const ahead = [{ life: life('hour-water-2026-11-30', { kind: 'manager_hour', day: day('2026-11-30'), state: 'scheduled' }), waiting: 2 }];
const leaving = (more: Partial<Leaving> = {}): Leaving => ({ facts: busy, names, left: [call('c3'), call('c1', { priority: true }), call('c2', { phone: null, summary: '' })], ahead, dueDay: day('2026-12-09'), ...more });
const empty = leaving({ facts: session(life('s2')), left: [], ahead: [] });

const summary = {
  taken: 12, answered: 5, settled: 1, committed: 2, referred: 3, otherAgency: 1, linked: 1, callBack: 1, dropped: 1, carried: 2, registered: 1, medianWait: 380, p90Wait: 900, medianTalk: 60, p90Talk: 45, minutesAnswering: 118,
};
const ended = (more: Partial<SessionLife> = {}): SessionLife => life('s1', { state: 'closed', closedAt: NOW, closedBy: 'u1', summary, ...more });
const after = (one: SessionLife, more: Partial<Afterwards> = {}): Afterwards => ({ facts: session(one), parted: [], closedBy: 'کریمی', ...more });
const asked = { governorate: 'استانداری اصفهان', names: true, manage: true };
const nothing = { ...summary, taken: 0, answered: 0, settled: 0, committed: 0, referred: 0, otherAgency: 0, linked: 0, callBack: 0, dropped: 0, carried: 0, registered: 0, medianWait: null, p90Wait: null, medianTalk: null, p90Talk: null, minutesAnswering: 0 };

const hall = { wall: 'key', governorate: 'استانداری اصفهان', until: NOW, stream: 'today:2026-11-29' };
const coming = { agencyId: null, day: day('2026-11-30'), from: clock('09:00'), to: clock('12:00') };

export const samples: { [Name in keyof Pages]?: Pages[Name][] } = {
  'calls/today': [
    todayView(every, { ...dayFrame, may: all, unended: [{ life: life('s1'), agency: 'آب و فاضلاب', waiting: 2 }, { life: unborn('s2'), agency: 'گاز', waiting: 0 }] }),
    todayView(today([]), { ...dayFrame, may: none }),
    todayView({ ...every, day: day('2026-11-20') }, { ...dayFrame, may: all, refused: withError(refused(freshForm()), 'from', 'برای این دستگاه در همین ساعت جلسه‌ای هست.') }),
  ],
  'calls/manage': [
    manage(busy),
    manage(session(unborn('s2')), { desk: { seats: [], substitutes: { rule: 'forbidden', people: [] } } }),
    manage(session(life('s3', { state: 'cancelled', reason: 'مأموریت', substituteWhy: 'مأموریت' })), { maySupervise: false, mayHost: false, desk: { seats, substitutes: { rule: 'deputies', people: [] } } }),
    ...(['step', 'seat', 'substitute', 'message', 'call'] as const).map((part) => manage(busy, { refused: { part, form: refused(freshForm()) } })),
  ],
  'calls/seat-code': [
    seatCodeView(busy, { code: '01234567', expiresAt: NOW, side: 'host', desk: 'میز ۱', address: 'https://didar.example.ir/seat' }),
    seatCodeView(busy, { code: '01234567', expiresAt: NOW, side: 'companion', desk: 'میز ۱', address: 'https://didar.example.ir/seat' }),
  ],
  'calls/close': [
    closeView(leaving(), { how: 'close', csrf, form: null }),
    closeView(leaving({ ahead: [] }), { how: 'cancel', csrf, form: withError(refused({ typed: { 'way.c3': 'register' }, errors: {} }), 'ways.c3', 'این شخص هم‌اکنون در صف همین جلسه است.') }),
    closeView(empty, { how: 'close', csrf, form: null }),
  ],
  'calls/summary': [
    summaryView(after(ended(), { parted: [
      { call: call('c1', { outcome: 'carried' }), to: { life: life('s9', { day: day('2026-11-30') }), agency: 'گاز', place: 3 }, trackingCode: null },
      { call: call('c2', { outcome: 'carried' }), to: { life: life('s9'), agency: 'گاز', place: null }, trackingCode: null },
      { call: call('c3', { outcome: 'registered', name: null }), to: null, trackingCode: '1234567890120' },
    ] }), asked),
    summaryView(after(ended({ summary: nothing })), { ...asked, names: false, manage: false }),
    summaryView(after(ended({ state: 'cancelled', openedAt: null, reason: 'مأموریت', summary: { ...nothing, carried: 1 } }), { closedBy: null }), asked),
    summaryView(after(ended({ state: 'cancelled', openedAt: null, summary: nothing, hostName: null })), asked),
    summaryView(after(life('s1')), asked),
  ],
  'calls/supervise': [
    superviseView(every, { stream: 'today:2026-11-29', csrf, mayAct: true, refused: null }),
    superviseView(today([]), { stream: 'today:2026-11-29', csrf, mayAct: true, refused: null }),
    superviseView(every, { stream: 'today:2026-11-29', csrf, mayAct: false, refused: null }),
    superviseView(every, { stream: 'today:2026-11-29', csrf, mayAct: true, refused: refused(freshForm()) }),
  ],
  'calls/walls': [
    wallsView([], new Map(), freshForm(), () => csrf),
    wallsView([{ id: 'w1', name: 'سالن', createdAt: NOW, createdBy: 'u1', revokedAt: null, rev: 1 }, { id: 'w2', name: 'راهرو', createdAt: NOW, createdBy: 'u2', revokedAt: NOW, rev: 2 }], new Map([['u1', 'کریمی']]), refused(freshForm()), () => csrf),
  ],
  'calls/wall-key': [wallKeyView('سالن', 'https://didar.example.ir/wall/key')],
  'calls/wall': [
    wallView(every, coming, hall),
    wallView(today([busy]), null, hall),
    wallView(today([session(unborn('s2')), session(unborn('s3'))]), coming, hall),
    wallView(today([session(ended())]), { ...coming, agencyId: 'water', day: day('2026-12-20') }, hall),
    wallView(today([]), null, hall),
  ],
  'calls/wall-gone': [{ sentence: 'این تابلو دیگر در کار نیست.' }],
  'sessions/seat': [
    seatView(freshForm(), { csrf, name: null, seatOf: null }),
    seatView(withError(refused(freshForm()), 'code', 'کد هشت رقم دارد.'), { csrf, name: 'خانم کریمی', seatOf: null }),
    seatView(freshForm(), { csrf, name: null, seatOf: 's1' }),
  ],
};
