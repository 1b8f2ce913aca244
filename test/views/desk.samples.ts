import { callBacksView } from '../../server/calls/call-backs-view.ts';
import { deskView, blankCall, type DeskShown } from '../../server/calls/desk-view.ts';
import type { DeskFacts } from '../../server/calls/desk.ts';
import type { SessionFacts, Waiting } from '../../server/calls/facts.ts';
import type { Incoming } from '../../server/calls/incoming-repository.ts';
import { recallView } from '../../server/calls/recall-view.ts';
import type { Recall } from '../../server/calls/recall.ts';
import { doneView, offersView } from '../../server/calls/told-view.ts';
import type { Told } from '../../server/calls/told.ts';
import type { Agency } from '../../server/domain/agency.ts';
import { addMinutes, clock, instant } from '../../server/domain/calendar.ts';
import type { Call } from '../../server/domain/call.ts';
import { day } from '../../server/domain/jalali.ts';
import type { SessionLife } from '../../server/domain/session-life.ts';
import { DEFAULTS } from '../../server/domain/settings.ts';
import { topicOptions, type Topic } from '../../server/domain/topic.ts';
import { freshForm, withError } from '../../server/http/forms.ts';
import type { Pages } from '../../server/http/pages.ts';
import type { KnownRequest } from '../../server/requests/lookup.ts';

const NOW = instant('2026-11-29T06:54:00.000Z');
const TODAY = day('2026-11-29');

const agency: Agency = {
  id: 'water', code: 'water-sewage', name: 'شرکت آب و فاضلاب استان اصفهان', shortName: 'آب و فاضلاب', sector: 'infra', kind: 'company', headTitle: 'مدیرعامل', countyId: null, parentId: null,
  validFrom: null, validTo: null, mayBeInvited: true, mayBeInspected: true, mayBeGivenNotice: true, flagsWhy: null, aliases: null, directLine: null,
};
const topic = (id: string, parentId: string | null, name: string, agencyCodes: Topic['agencyCodes']): Topic => ({ id, parentId, name, aliases: null, agencyCodes, place: 0, retired: false, rev: 1 });
const topics = new Map([topic('water', null, 'آب', ['water-sewage']), topic('bill', 'water', 'قبض و اشتراک', null), topic('other', null, 'موضوع‌های دیگر', [])].map((one) => [one.id, one]));
const names = { agencies: new Map([['water', agency]]), counties: new Map([['c1', 'خمینی‌شهر']]), topics };

const call = (id: string, more: Partial<Call> = {}): Call => ({
  id, honorific: 'khanom', name: 'محمدی', countyId: 'c1', identityKind: 'none', identity: null, identityIndex: null, phone: null, phoneIndex: null,
  state: 'waiting', rank: 1024, priority: false, holdUntil: null, sessionId: 's1', agencyId: 'water', rev: 1, line: 'on_line', queueKey: null, kind: 'complaint', topicId: 'bill', summary: 'قبض زیاد است',
  priorityReason: null, receivedAt: NOW, receivedBy: 'u1', queuedAt: NOW, takenAt: null, takenBy: null, talkAt: null, talkEndedAt: null, endedAt: null, tries: 0, holdReason: null, heldAt: null,
  heldSeconds: 0, wrapUntil: null, outcome: null, outcomeBy: null, targetAgencyId: null, requestId: null, commitmentId: null, earlierCallId: null, laterCallId: null, emergencyTo: null, callBack: null, calledBackAt: null, ...more,
});
const life = (id: string, more: Partial<SessionLife> = {}): SessionLife => ({
  id, kind: 'electronic_meeting', agencyId: 'water', personId: 'p1', hostHonorific: 'agha', hostName: 'مرادی', post: 'مدیرعامل', day: TODAY, from: clock('09:00'), to: clock('11:00'), zone: 'Asia/Tehran', line: 1,
  startsAt: instant('2026-11-29T05:30:00.000Z'), endsAt: instant('2026-11-29T07:30:00.000Z'), state: 'open', rev: 2, currentCallId: null, hostArrivedAt: NOW, openedAt: instant('2026-11-29T05:31:00.000Z'), hostLeftAt: null, awaySeconds: 0,
  closedAt: null, closedBy: null, substituteFor: null, substituteWhy: null, reason: null, message: null, messageAt: null, messageBy: null, summary: null, ...more,
});
const waits = (one: Call, place: number, reached = true): Waiting => ({ call: one, place, since: NOW, waited: 3, age: 'fresh', minutes: place * 5, reached });
const session = (one: SessionLife, more: Partial<SessionFacts> = {}): SessionFacts => ({
  life: one, agency, rule: DEFAULTS.live_calls, now: NOW, calls: [], waiting: [], held: [], present: null, next: null, taken: 0, minutesLeft: 36, minutesEach: 5, longestWait: 0, joining: { minutes: 5, reached: true }, ...more,
});
const busy = session(life('s1'), {
  present: call('c0', { state: 'connecting', line: 'to_ring', takenAt: NOW }),
  waiting: [waits(call('c1', { line: 'to_ring', priority: true }), 1), waits(call('c2', { name: null, honorific: null }), 2, false)],
  held: [call('c3', { state: 'on_hold' })], joining: { minutes: 15, reached: false },
});
const ring = (id: string, more: Partial<Incoming>): Incoming => ({ id, phone: 'x', phoneIndex: null, line: '111', state: 'ringing', at: NOW, takenBy: null, callId: null, endedAt: null, rev: 1, ...more });

const facts = (more: Partial<DeskFacts['today']> = {}, rules: DeskFacts['rules'] = DEFAULTS): DeskFacts => ({
  today: { day: TODAY, now: NOW, seq: 4, names, sessions: [], atCentre: [], callBacks: [], owed: more.callBacks?.length ?? 0, incoming: [], ...more },
  masked: { lines: new Map([['c9', '2']]), phones: new Map([['c0', '۰۹۱۳ ••• ••۶۷'], ['r1', '۰۹۱۳ ••• ••۷۷']]), staff: new Map([['u1', 'احمدی']]) },
  mine: 23, rules, hours: [], agencies: [agency], topics: topicOptions(topics, [agency]),
  counties: [{ id: 'c1', name: 'خمینی‌شهر', centre: 'خمینی‌شهر', amarCode: null, validFrom: null, validTo: null }],
});
const full = facts({
  sessions: [
    busy,
    session(life('s2', { state: 'awaiting', openedAt: null, hostName: null }), { present: call('c9', { state: 'connecting', takenAt: NOW }) }),
    session(life('s3', { state: 'paused', reason: 'نماز' })), session(life('s4', { state: 'closing' })), session(life('s5', { state: 'closed' })), session(life('s6', { substituteFor: 'p2' })),
  ],
  callBacks: Array.from({ length: 8 }, (_, index) => call(`b${index}`, { state: 'ended', endedAt: index === 0 ? addMinutes(NOW, -2000) : NOW, callBack: 'due', topicId: index === 1 ? null : 'bill' })),
  incoming: [ring('r1', {}), ring('r2', { phone: null, line: null, state: 'answered' }), ring('r3', { state: 'taken', takenBy: 'u1' })],
});

const request = (id: string, more: Partial<KnownRequest> = {}): KnownRequest => ({
  ...call(id), id, trackingCode: '1234567890120', state: 'in_progress', kind: 'complaint', topicId: 'bill', agencyId: 'water', summary: 'قبض زیاد است', confidential: false, channel: 'phone', callId: null,
  sessionId: null, registeredAt: NOW, registeredBy: 'u1', dueDay: TODAY, referredAt: NOW, answeredAt: null, closedAt: null, motherId: null, followers: 0, rev: 1, lastAnswer: null, ...more,
});
const known: Recall = {
  people: [{ honorific: 'khanom', name: 'محمدی', countyId: 'c1', sure: true }, { honorific: null, name: 'کریمی', countyId: null, sure: false }],
  past: [
    { at: NOW, request: request('q1', { lastAnswer: { id: 'a1', requestId: 'q1', kind: 'interim', text: 'کنتور بازبینی می‌شود. '.repeat(12), at: NOW, by: 'u2' } }) },
    { at: NOW, request: request('q2', { state: 'referred', dueDay: day('2026-11-01'), topicId: null }) },
    { at: NOW, request: request('q3', { state: 'closed', agencyId: null }) },
    ...['d1', 'd2', 'd3'].map((id) => ({ at: NOW, call: call(id, { state: 'ended', outcome: 'answered_by_centre', topicId: null, summary: '' }) })),
  ],
  now: [{ call: call('w1'), life: life('s1'), place: 3 }, { call: call('w2', { state: 'talking' }), life: life('s1'), place: null }],
};
const told = (more: Partial<Call>, rest: Partial<Told> = {}): Told => ({ call: call('t1', { state: 'ended', ...more }), waits: null, request: null, ...rest });
const tracked = { trackingCode: '1234567890120', dueDay: TODAY, agencyId: 'water', own: true };
const offers = { facts: busy, prospect: { minutes: 40, reached: false, place: 8, minutesLeft: 36 }, carry: { life: life('s9', { kind: 'manager_hour', day: day('2026-11-30') }), place: 2 }, dueDay: TODAY };
const shown: DeskShown = { form: freshForm(blankCall), csrf: { token: 'token', key: 'key' }, stream: 'today:2026-11-29', recall: null, offers: null, done: null };
const dones = [
  told({ state: 'waiting', line: 'to_ring' }, { waits: { facts: busy, place: 3, minutes: 12, reached: true } }), told({ state: 'waiting' }, { waits: { facts: busy, place: 12, minutes: 50, reached: false } }),
  told({ state: 'waiting' }, { waits: { facts: session(life('s9', { kind: 'manager_hour', day: day('2026-11-30') })), place: 2, minutes: 1, reached: true } }),
  told({ outcome: 'registered' }, { request: tracked }), told({ outcome: 'registered' }, { request: { ...tracked, own: false } }), told({ outcome: 'confidential' }, { request: tracked }),
  told({ outcome: 'emergency', emergencyTo: '115' }), told({ outcome: 'call_back' }), told({ outcome: 'dropped_early' }),
].map((one) => doneView(one, NOW));

const anHour: DeskFacts['hours'][number] = {
  id: `hour-${agency.id}-2026-11-29`, agencyId: agency.id, countyId: null, plannedDay: TODAY, day: TODAY, from: clock('09:00'), to: clock('12:00'), startsAt: NOW, endsAt: addMinutes(NOW, 120),
  state: 'held', title: null, substituteId: null, substituteWhy: null,
};
const owed = full.today.callBacks;

export const samples: { [Name in keyof Pages]?: Pages[Name][] } = {
  'calls/desk': [
    deskView(facts(), shown),
    deskView(facts({ sessions: [session(life('s5', { state: 'cancelled' }))] }, { area_code: '031', identity: 'national_code' }), shown),
    deskView(full, { ...shown, recall: recallView(known, names, TODAY), offers: offersView(offers), form: withError(withError(freshForm({ ...blankCall, identityKind: 'passport', priority: '1' }), 'phone', 'شمارهٔ تلفن درست نیست.'), '_form', 'نشد.') }),
    deskView(full, { ...shown, recall: recallView({ people: [], past: known.past, now: [] }, names, TODAY), offers: offersView({ ...offers, carry: null, prospect: { ...offers.prospect, minutesLeft: 0 } }) }),
    deskView({ ...facts(), hours: [anHour] }, { ...shown, form: withError(freshForm({ ...blankCall, hour: anHour.id }), 'hour', 'برای این دستگاه در این روز ساعت حضوری نیست.') }),
    ...dones.map((done) => deskView(facts(), { ...shown, done })),
  ],
  'calls/call-backs': [
    callBacksView({ calls: [], owed: 0, names, phones: new Map() }, { csrf: () => shown.csrf, refused: null }),
    callBacksView({ calls: owed.slice(0, 1), owed: 1, names, phones: new Map() }, { csrf: () => shown.csrf, refused: null }),
    callBacksView({ calls: owed, owed: 540, names, phones: new Map([['b0', '۰۹۱۳ ••• ••۶۷']]) }, { csrf: () => shown.csrf, refused: { callId: 'b1', form: withError(freshForm(), 'why', '«دلیل» را برگزینید.') } }),
  ],
};
