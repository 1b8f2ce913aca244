import type { Pages } from '../../server/http/pages.ts';
import type { SessionFacts } from '../../server/calls/facts.ts';
import type { HostChoices } from '../../server/calls/host-choices.ts';
import type { CardFacts, QueueFacts } from '../../server/calls/host-facts.ts';
import { hostListView } from '../../server/calls/host-list-view.ts';
import type { NotesFacts } from '../../server/calls/host-notes.ts';
import { hostView } from '../../server/calls/host-page-view.ts';
import type { OwnHistory } from '../../server/calls/history.ts';
import { prepareView } from '../../server/calls/prepare-view.ts';
import type { Agency } from '../../server/domain/agency.ts';
import { addMinutes, clock, type Instant } from '../../server/domain/calendar.ts';
import type { Call } from '../../server/domain/call.ts';
import type { Commitment } from '../../server/domain/commitment.ts';
import { addDays, fromJalali } from '../../server/domain/jalali.ts';
import { outlookOf } from '../../server/domain/queue/reach.ts';
import { summarise } from '../../server/domain/queue/summary.ts';
import type { CitizenRequest } from '../../server/domain/request.ts';
import type { SessionLife } from '../../server/domain/session-life.ts';
import { DEFAULTS } from '../../server/domain/settings.ts';

const DAY = fromJalali(1405, 9, 8);
const NOW = '2026-11-29T06:54:18.000Z' as Instant;
const START = '2026-11-29T05:30:00.000Z' as Instant;

const agency = (id: string, shortName: string): Agency => ({
  id, code: id, name: `شرکت ${shortName}`, shortName, sector: 'infra', kind: 'company', headTitle: 'مدیرعامل', countyId: null, parentId: null, validFrom: null, validTo: null,
  mayBeInvited: true, mayBeInspected: true, mayBeGivenNotice: true, flagsWhy: null, aliases: 'آبفا', directLine: '+983136615360',
});

const life = (more: Partial<SessionLife> = {}): SessionLife => ({
  id: 's1', kind: 'electronic_meeting', agencyId: 'a1', personId: 'p1', hostHonorific: 'agha', hostName: 'مرادی', post: 'مدیرعامل', day: DAY, from: clock('09:00'), to: clock('11:00'),
  zone: 'Asia/Tehran', line: 1, startsAt: START, endsAt: addMinutes(START, 120), state: 'open', rev: 4, currentCallId: null, hostArrivedAt: START, openedAt: START, hostLeftAt: null, awaySeconds: 0, closedAt: null,
  closedBy: null, substituteFor: null, substituteWhy: null, reason: null, message: null, messageAt: null, messageBy: null, summary: null, ...more,
});

const call = (number: number, more: Partial<Call> = {}): Call => ({
  id: `c${number}`, sessionId: 's1', agencyId: 'a1', state: 'waiting', rank: number * 1024, rev: 1, line: number % 2 === 0 ? 'on_line' : 'to_ring', queueKey: null, kind: 'complaint', topicId: 't1',
  summary: 'قطع مکرر آب در محلهٔ منظریه', priority: false, priorityReason: null, honorific: 'khanom', name: 'محمدی', countyId: 'k1', identityKind: 'none', identity: null, identityIndex: null, phone: null,
  phoneIndex: null, receivedAt: addMinutes(NOW, -16), receivedBy: 'u', queuedAt: addMinutes(NOW, -16), takenAt: null, takenBy: null, talkAt: null, talkEndedAt: null, endedAt: null, tries: 0,
  holdReason: null, heldAt: null, holdUntil: null, heldSeconds: 0, wrapUntil: null, outcome: null, outcomeBy: null, targetAgencyId: null, requestId: null, commitmentId: null, earlierCallId: null,
  laterCallId: null, emergencyTo: null, callBack: null, calledBackAt: null, ...more,
});

const promise = (id: string, days: number): Commitment => ({
  id, agencyId: 'a1', personId: 'p1', hostName: 'مرادی', sessionId: null, callId: 'c0', text: 'راه‌اندازی ایستگاه تقویت فشار', dueDay: addDays(DAY, days), state: 'open', madeAt: START, endedAt: null, endedBy: null, endedNote: null, rev: 1,
});

const request = (id: string, more: Partial<CitizenRequest> = {}): CitizenRequest => ({
  id, trackingCode: '1234567890128', state: 'referred', kind: 'complaint', topicId: 't1', agencyId: 'a1', summary: 'افت فشار آب', confidential: false, channel: 'phone', callId: null, sessionId: null,
  registeredAt: START, registeredBy: null, dueDay: addDays(DAY, -2), referredAt: START, answeredAt: null, closedAt: null, motherId: null, followers: 0, rev: 1, honorific: null, name: null, countyId: null,
  identityKind: 'none', identity: null, identityIndex: null, phone: null, phoneIndex: null, ...more,
});

const facts = (of: SessionLife, calls: readonly Call[]): SessionFacts => {
  const waiting = calls.filter(({ state }) => state === 'waiting');
  const remaining = { now: NOW, startsAt: of.startsAt, endsAt: of.endsAt, talkSince: null, held: 0, pace: { talks: [], targetMinutes: 12 } };
  return {
    life: of, agency: agency('a1', 'آب و فاضلاب'), rule: DEFAULTS.live_calls, now: NOW, calls, held: calls.filter(({ state }) => state === 'on_hold'),
    waiting: waiting.map((one, index) => ({ call: one, place: index + 1, since: addMinutes(NOW, -14 + index * 5), waited: 14 - index * 5, age: (['overdue', 'aging', 'fresh'] as const)[index] ?? 'fresh', ...outlookOf(index, remaining) })),
    present: calls.find(({ id }) => id === of.currentCallId) ?? null, next: waiting[0] ?? null, taken: 3, minutesLeft: 36, minutesEach: 12, longestWait: 14, joining: { minutes: 36, reached: false },
  };
};

const names = { counties: new Map([['k1', 'خمینی‌شهر']]), topics: new Map([['t1', 'قطعی و کم‌فشاری آب']]) };
const queue = (session: SessionFacts, promised: QueueFacts['promised'] = []): QueueFacts => ({ seq: 7, session, ...names, promised });
const card = (session: SessionFacts, more: Partial<CardFacts> = {}): CardFacts => ({ seq: 7, session, ...names, phone: null, history: null, trackingCode: null, ...more });
const notes: NotesFacts = {
  seq: 9, callId: 'c1', writers: new Map([['u1', 'خانم زهرا توکلی']]),
  notes: [{ callId: 'c1', side: 'companion', text: 'سه بار در هفته', savedAt: NOW, savedBy: 'u1', rev: 2 }, { callId: 'c1', side: 'host', text: 'کوچه‌های ۸ تا ۱۴', savedAt: NOW, savedBy: 'seat-1', rev: 1 }],
};
const quiet: NotesFacts = { seq: 9, callId: null, notes: [], writers: new Map() };

const history: OwnHistory = {
  requests: [
    { ...request('r1', { state: 'answered' }), lastAnswer: { id: 'w1', requestId: 'r1', kind: 'final', text: 'تا پایان آذر راه‌اندازی می‌شود.', at: START, by: 'u' } },
    { ...request('r2'), lastAnswer: null }, { ...request('r3', { summary: '', dueDay: addDays(DAY, 4) }), lastAnswer: null },
    { ...request('r4', { state: 'closed' }), lastAnswer: null }, { ...request('r5'), lastAnswer: null },
  ],
  calls: [call(8, { state: 'ended', outcome: 'commitment', commitmentId: 'm2' })], elsewhere: 3, commitments: [promise('m1', 3), promise('m2', -1), promise('m3', 22)], promised: 3,
};

const choices: HostChoices = {
  named: agency('a4', 'برق'), isHour: false,
  answering: [{ life: life({ id: 's2' }), agency: agency('a2', 'آب منطقه‌ای') }, { life: life({ id: 'hour-a3', kind: 'manager_hour', hostName: null }), agency: { ...agency('a3', 'گاز'), directLine: null } }],
  experts: [{ userId: 'u1', name: 'زهرا توکلی', honorific: 'khanom' }], sessions: [{ life: life({ id: 's2', hostName: null }), agency: agency('a2', 'آب منطقه‌ای') }],
  earlier: [request('r1')], made: [request('r2', { summary: '' })], deadline: addDays(DAY, 10),
};
const none: HostChoices = { named: null, answering: [], isHour: true, experts: [], sessions: [], earlier: [], made: [], deadline: DAY };
const asked = { side: 'host' as const, streams: { session: 'session:s1', notes: 'notes:s1' }, refused: null, csrf: 'token', newKey: () => 'key' };

const host = (of: SessionLife, calls: readonly Call[], more: Partial<CardFacts> = {}, wishes: Partial<Parameters<typeof hostView>[2]> = {}, from: HostChoices = choices) => {
  const session = facts(of, calls);
  return hostView({ queue: queue(session, [{ commitment: promise('m1', 3), countyId: 'k1' }, { commitment: promise('m2', -1), countyId: null }]), card: card(session, more), notes: of.currentCallId === null ? quiet : notes }, from, { ...asked, ...wishes });
};
const talking = call(1, { state: 'talking', takenAt: addMinutes(NOW, -4), talkAt: addMinutes(NOW, -3), takenBy: 'seat-1', rank: null });
const three = [call(2), call(3, { priority: true, tries: 1, summary: '' }), call(4, { name: null, countyId: null })];
const ended = call(7, { state: 'ended', talkAt: addMinutes(NOW, -30), talkEndedAt: addMinutes(NOW, -25), endedAt: addMinutes(NOW, -25), outcome: 'answered' });
const present = { currentCallId: 'c1' };

export const samples: { [Name in keyof Pages]?: Pages[Name][] } = {
  'calls/host': [
    host(life({ state: 'awaiting' }), three, {}, {}, none),
    host(life({ state: 'scheduled', day: addDays(DAY, 1) }), []),
    host(life({ message: 'پنج دقیقه مانده است.', messageAt: NOW }), [ended]),
    host(life({ state: 'paused', reason: 'نماز' }), [...three, ended]),
    host(life(present), [{ ...talking, state: 'connecting', talkAt: null, tries: 1, priority: true }, ...three], { phone: '۰۹۱۳ ••• ••۶۷' }),
    host(life(present), [talking, ...three, call(5, { state: 'on_hold', holdReason: 'پرسش از همکار', holdUntil: addMinutes(NOW, 2) })], { phone: '۰۹۱۳ ••• ••۶۷', history }, {
      side: 'companion', refused: { panel: 'commitment', form: { typed: { text: 'نه' }, errors: { text: '«تعهد» کوتاه است.', _form: 'ثبت نشد.' } } },
    }),
    host(life(present), [{ ...talking, summary: 'نوشته‌ای دراز '.repeat(12), topicId: null, phone: null }], { history: { requests: [], calls: [], elsewhere: 0, commitments: [], promised: 0 } }, { side: 'operator' }),
    host(life(present), [{ ...talking, state: 'wrap_up', talkEndedAt: NOW, outcome: 'referred', requestId: 'r9', wrapUntil: addMinutes(NOW, 1) }, ...three], { trackingCode: '1234567890128' }),
    host(life(present), [{ ...talking, state: 'wrap_up', talkEndedAt: null, outcome: 'call_back', wrapUntil: null }], {}),
    host(life(), [call(5, { state: 'on_hold', holdReason: 'پرسش', holdUntil: null })]),
    host(life({ state: 'closing', hostLeftAt: NOW }), three),
    host(life({ state: 'closed', closedAt: NOW, summary: summarise([ended], life(), NOW) }), [ended]),
    host(life({ state: 'cancelled', reason: 'مدیر بیمار است.' }), []),
  ],
  'calls/host-list': [
    hostListView([{ life: life(), agency: agency('a1', 'آب و فاضلاب') }, { life: life({ id: 's2', day: addDays(DAY, 1), hostName: null }), agency: agency('a1', 'آب و فاضلاب') }], NOW),
    hostListView([], NOW),
  ],
  'calls/prepare': [
    prepareView({
      life: life(), agency: agency('a1', 'آب و فاضلاب'), today: DAY, topics: [{ name: 'قطعی آب', count: 14 }, { name: 'قبض آب', count: 3 }], requests: [request('r1'), request('r2', { dueDay: addDays(DAY, 3) })],
      overdue: 1, open: 12, requestTopics: new Map(), commitments: Array.from({ length: 6 }, (_, index) => promise(`m${index}`, index - 1)), promised: 10,
      companions: [{ userId: 'u1', name: 'زهرا توکلی', honorific: 'khanom' }], experts: [], kept: 2,
    }),
    prepareView({
      life: life({ substituteFor: 'p2', hostName: null }), agency: agency('a1', 'آب و فاضلاب'), today: DAY, topics: [], requests: [], overdue: 0, open: 0, requestTopics: new Map(), commitments: [], promised: 0, companions: [], experts: [], kept: 0,
    }),
  ],
};
