import type { Pages } from '../../server/http/pages.ts';
import type { Agency, NamedTerm } from '../../server/domain/agency.ts';
import type { Clock, Instant } from '../../server/domain/calendar.ts';
import type { Draft, DraftState } from '../../server/domain/draft.ts';
import type { Invitation } from '../../server/domain/invitation.ts';
import { addDays, fromJalali, type Day } from '../../server/domain/jalali.ts';
import type { Why } from '../../server/domain/rota/plan.ts';
import { emptyCell, UNALTERED, type PlannedSession } from '../../server/domain/session.ts';
import { DEFAULTS } from '../../server/domain/settings.ts';
import { freshForm } from '../../server/http/forms.ts';
import type { BoardData } from '../../server/rota/board-data.ts';
import { boardFactsOf } from '../../server/rota/board-facts.ts';
import { boardPageView } from '../../server/rota/board-page-view.ts';
import { exclusionsView, newDraftView } from '../../server/rota/draft-view.ts';
import { letterView } from '../../server/rota/letter-view.ts';
import type { Prospect } from '../../server/rota/plan.ts';
import type { Publication, PublishedSession } from '../../server/rota/publication.ts';
import { invitationsView, publishView, versionsView } from '../../server/rota/publish-view.ts';
import type { Candidate, Readiness } from '../../server/rota/publish.ts';
import { sessionView } from '../../server/rota/session-view.ts';
import { sharesView } from '../../server/rota/shares-view.ts';
import { timetableView, versionView } from '../../server/rota/timetable-view.ts';
import { history } from './history.ts';

const AT = '2020-03-01T06:00:00.000Z' as Instant;
const [FROM, TO] = [fromJalali(1399, 1, 16), fromJalali(1399, 3, 31)];
const clock = (text: string): Clock => text as Clock;
const newKey = (): string => 'key';

const agency = (number: number): Agency => ({
  id: `a${number}`, code: `c${number}`, name: `ادارهٔ کل ${['راه و شهرسازی', 'بهزیستی', 'آموزش و پرورش'][number] ?? ''}`, shortName: ['راه و شهرسازی', 'بهزیستی', 'آموزش و پرورش'][number] ?? '',
  sector: (['infra', 'health_welfare', 'culture_education'] as const)[number] ?? 'infra', kind: 'general_directorate', headTitle: 'مدیرکل', countyId: null, parentId: null,
  validFrom: null, validTo: null, mayBeInvited: true, mayBeInspected: true, mayBeGivenNotice: true, flagsWhy: null, aliases: null, directLine: null,
});
const agencies = [agency(0), agency(1), agency(2)];
const terms = agencies.slice(0, 2).map(({ id }): NamedTerm => ({ id: `t-${id}`, agencyId: id, personId: `p-${id}`, post: 'مدیرکل', from: fromJalali(1397, 1, 1), to: null, name: 'زهرا محمدی', honorific: 'khanom' }));

const why: Why = {
  entitlement: 1_200_000, heldBefore: 1, deficit: 200_000, deadline: 4, ordinal: 2, weeksSinceLast: 9, chosenBy: 'only_free',
  passedOver: [
    { agencyId: 'a1', deficit: 400_000, why: { code: 'absent', from: FROM, to: addDays(FROM, 2), reason: 'مأموریت' } },
    { agencyId: 'a2', deficit: 300_000, why: { code: 'gap', otherDay: FROM, days: 4, least: 14 } },
    { agencyId: 'a2', deficit: 300_000, why: { code: 'planned_later' } },
  ],
};

const session = (number: number, day: Day, more: Partial<PlannedSession> = {}): PlannedSession => ({
  id: `s${number}`, draftId: 'd1', day, from: clock('09:00'), to: clock('11:00'), zone: 'Asia/Tehran', line: 1, startsAt: AT, state: 'draft', rev: 1, version: null,
  agencyId: `a${number % 3}`, personId: null, post: 'مدیرکل', pinned: false, pinReason: null, emptyReason: null, why, ...UNALTERED, ...more,
});
const sessions = [
  session(0, fromJalali(1399, 1, 17), { state: 'published', version: 1 }),
  session(1, fromJalali(1399, 1, 20), { pinned: true, pinReason: 'به درخواست استاندار', why: null }),
  session(2, fromJalali(1399, 1, 24)),
  session(3, fromJalali(1399, 1, 27), emptyCell({ code: 'nobody_free', blocked: [{ code: 'absent', agencies: 2 }, { code: 'gap', agencies: 1 }] })),
  session(4, fromJalali(1399, 1, 31), emptyCell({ code: 'closed', title: 'آلودگی هوا' })),
  session(5, fromJalali(1399, 2, 7), emptyCell({ code: 'kept_empty', reason: '' })),
];

const draft = (state: DraftState, more: Partial<Draft> = {}): Draft => ({
  id: 'd1', from: FROM, to: TO, state, rev: 3,
  agencies: agencies.map(({ id }, index) => ({ id, weight: 300_000 + index, carried: 0, lastDay: null, openingCount: index, demand: 3210, share: 333_333, lifted: index === 0, idealGapDays: 21.4, recentCalls: index === 0 ? 214 : 0, recentClients: index === 1 ? 1200 : 0 })),
  formula: { clients: 3, calls: 2, openRequests: 1, floor: { threshold: 3000, maxWaitDays: 30 } },
  figures: {
    method: 'matching', worst: 900_000, bound: 750_000, lowerBound: 700_000, withinBound: false, floor: { state: 'cannot_hold', agencies: 3, shortestDays: 41 },
    demand: { from: { year: 1398, month: 1 }, to: { year: 1398, month: 12 } }, thinWeeks: [], away: [], weeklyHours: [], spacing: { leastGapDays: 14, oncePerWeek: true },
  },
  inputHash: 'hash', letterNo: null, letterDay: null, approvedBy: null, approvedAt: null, returnReason: null, publishedUntil: null, createdAt: AT, createdBy: 'u1', ...more,
});

const publication: Publication = {
  version: 2, draftId: 'd1', from: FROM, until: fromJalali(1399, 1, 31), publishedAt: AT, publishedBy: 'u1', letterNo: '۱۲۳/۹۹', letterDay: FROM, note: 'جلسهٔ بهزیستی جابه‌جا شد.',
  changes: [
    { kind: 'moved', agencyId: 'a1', before: { day: FROM, from: clock('09:00'), to: clock('11:00'), line: 1 }, after: { day: addDays(FROM, 3), from: clock('09:00'), to: clock('11:00'), line: 1 } },
    { kind: 'replaced', before: 'a0', after: 'a2', place: { day: FROM, from: clock('09:00'), to: clock('11:00'), line: 1 } },
    { kind: 'removed', agencyId: 'a1', place: { day: FROM, from: clock('09:00'), to: clock('11:00'), line: 1 } },
    { kind: 'added', agencyId: 'a1', place: { day: FROM, from: clock('09:00'), to: clock('11:00'), line: 1 } },
  ],
  names: { a0: 'راه و شهرسازی', a1: 'بهزیستی', a2: 'آموزش و پرورش' }, kind: 'programme',
};

const invitation = (sessionId: string, agencyId: string, state: Invitation['state']): Invitation => ({
  id: `i-${sessionId}`, sessionId, agencyId, personId: null, state, sentAt: AT, seenAt: AT, answeredAt: null, answeredBy: null, note: state === 'change_asked' ? 'مأموریت دارم' : null, rev: 1, letterNo: null, letterDay: null,
});

const publications: readonly Publication[] = [publication, { ...publication, version: 1, changes: [], note: null, letterNo: null, letterDay: null }];

const data = (state: DraftState, more: Partial<Draft> = {}): BoardData => ({
  draft: draft(state, more),
  rev: 1,
  reach: state === 'published' ? { end: addDays(TO, -30), next: { draftId: 'd2', from: addDays(TO, -29) }, later: new Set(['d2']) } : { end: TO, next: null, later: new Set() },
  beyond: [],
  sessions,
  surroundings: {
    from: FROM, to: TO, agencies, terms, settings: [], exclusions: [], published: [sessions[0] as PlannedSession],
    absences: [{ agencyId: 'a2', personId: 'p', name: 'علی صادقی', honorific: 'agha', post: 'مدیرکل', asHead: true, from: fromJalali(1399, 1, 23), to: fromJalali(1399, 1, 25), absence: { id: 'x', personId: 'p', agencyId: 'a2', kind: 'mission', from: fromJalali(1399, 1, 23), to: fromJalali(1399, 1, 25), fromClock: null, toClock: null, note: '', recordedAt: AT, recordedBy: 'u1', withdrawnAt: null } }],
    calendar: { holidays: [{ day: fromJalali(1399, 1, 21), title: 'ولادت حضرت قائم (عج)', kind: 'lunar', status: 'predicted', altDay: fromJalali(1399, 1, 20), hijri: null }], closures: [] },
  },
  invitations: [invitation('s1', 'a1', 'seen'), invitation('s2', 'a2', 'change_asked')],
  publications,
});

const board = (state: DraftState, shown: Parameters<typeof boardPageView>[1]['shown'], more: Partial<Draft> = {}, form = freshForm()) =>
  boardPageView(boardFactsOf(data(state, more)), {
    shown, today: fromJalali(1399, 1, 24), rights: { edit: true, approve: true, publish: true, undo: true }, seq: 4, csrf: 'token', newKey, form,
  });
const month = { kind: 'month', month: { year: 1399, month: 1 } } as const;

const candidates: Candidate[] = [
  { session: sessions[2] as PlannedSession, invitation: invitation('s2', 'a2', 'change_asked'), headChanged: false, head: { name: 'علی صادقی', honorific: 'agha' } },
  { session: sessions[1] as PlannedSession, invitation: null, headChanged: false, head: null },
  { session: sessions[0] as PlannedSession, invitation: invitation('s0', 'a0', 'accepted'), headChanged: true, head: null },
];
const readiness: Readiness = {
  draft: draft('approved'), until: fromJalali(1399, 1, 31), version: 3, candidates, empty: [sessions[3] as PlannedSession], notInvited: 1, unanswered: 1, conflicts: { hopeless: ['بهزیستی: این روز تعطیل است (عید فطر)'], confirmable: ['آموزش و پرورش: مدیر در مأموریت است'], mark: 'abc' },
  changes: { changes: publication.changes, names: publication.names },
};

const shown: PublishedSession & { version: number } = {
  sessionId: 's0', day: FROM, from: clock('09:00'), to: clock('11:00'), line: 1, zone: 'Asia/Tehran', agencyId: 'a0', agencyName: 'ادارهٔ کل راه و شهرسازی', shortName: 'راه و شهرسازی',
  sector: 'infra', headTitle: 'مدیرکل', personName: 'زهرا محمدی', honorific: 'khanom', post: 'مدیرکل', substituteFor: null, version: 2,
};
const unnamed = { ...shown, sessionId: 's9', line: 2, personName: null, honorific: null, post: null, sector: 'unknown' };

const prospect: Prospect = {
  surroundings: data('drafting').surroundings,
  slotPlan: { slots: [], thinWeeks: [{ weekIndex: 2, start: FROM, wanted: 4, got: 3, offered: 6, closed: [{ day: FROM, from: clock('09:00'), to: clock('11:00'), title: 'عید فطر' }] }, { weekIndex: 3, start: addDays(FROM, 7), wanted: 4, got: 3, offered: 3, closed: [] }], allClosed: false },
  slots: sessions.map(({ id, day, from, to, line }, index) => ({ id, day, from, to, line, weekIndex: index })),
  held: new Map([['s0', sessions[0] as PlannedSession]]),
  agencies: draft('drafting').agencies,
  formula: draft('drafting').formula,
  floor: { state: 'holds', agencies: 2 },
  demand: { from: { year: 1398, month: 1 }, to: { year: 1398, month: 12 } },
  unwritten: [{ year: 1398, month: 2 }],
};

const facts = boardFactsOf(data('drafting'));
const wrong = { typed: { agency: '', from: 'سه', to: '', reason: '' }, errors: { from: '«از روز» تاریخ درستی نیست.', _form: 'چیزی ثبت نشد.' } };
const pickSession = (index: number): PlannedSession => sessions[index] as PlannedSession;

export const samples: { [Name in keyof Pages]?: Pages[Name][] } = {
  'rota/none': [{ mayDraw: true }, { mayDraw: false }],
  'rota/shares-none': [{ mayDraw: true }, { mayDraw: false }],
  'rota/board': [
    board('drafting', month, { returnReason: 'سهم بهداشت کم است.' }),
    board('awaiting', month, {}, { typed: { reason: '' }, errors: { reason: '«دلیل بازگرداندن» را بنویسید.', _form: 'چیزی ثبت نشد.' } }),
    board('approved', { kind: 'week', day: fromJalali(1399, 1, 29) }, { letterNo: '123/99', letterDay: FROM }),
    board('published', month, { publishedUntil: fromJalali(1399, 1, 31), approvedAt: AT }),
    board('discarded', { kind: 'week', day: TO }),
  ].map((view, index) => ({ ...view, changes: index === 0 ? history : null })),
  'rota/new': [newDraftView(freshForm({ from: '۱۳۹۹/۰۱/۱۶', to: '۱۳۹۹/۰۳/۳۱' }), prospect, { from: FROM }, 'token', newKey), newDraftView(wrong, null, { from: FROM }, 'token', newKey, 1398)],
  'rota/exclusions': [
    exclusionsView({ id: 'd1', open: true }, [{ id: 'e1', agencyId: 'a1', from: FROM, to: TO, reason: 'ادغام', recordedAt: AT, recordedBy: 'u1' }], agencies, wrong, 'token', newKey),
    exclusionsView({ id: 'd1', open: false }, [], agencies, freshForm(), 'token', newKey),
  ],
  'rota/session': [0, 1, 2, 3].map((index) => sessionView(facts, pickSession(index), { s3: 'راه و شهرسازی: این روز تعطیل است.' }, true, index === 2 ? { typed: {}, errors: { reason: '«دلیل» را بنویسید.', _form: 'نمی‌شود.' } } : freshForm(), 'token', newKey)),
  'rota/invitations': [
    invitationsView(data('approved'), readiness, true, freshForm({ until: '۱۳۹۹/۰۱/۳۱' }), 'token', newKey),
    invitationsView(data('drafting'), { ...readiness, candidates: [], notInvited: 0, unanswered: 0 }, false, wrong, 'token', newKey),
  ],
  'rota/publish': [
    publishView(data('approved'), readiness, { typed: {}, errors: { despiteEmpty: 'نوبت خالی مانده است.', _form: 'منتشر نشد.' } }, 'token', 'key'),
    publishView(data('approved'), { ...readiness, candidates: [], empty: [], notInvited: 0, unanswered: 0, conflicts: { hopeless: [], confirmable: [], mark: 'none' }, changes: { changes: [], names: {} } }, freshForm(), 'token', 'key'),
  ],
  'rota/letter': [letterView(draft('approved'), freshForm(), 'token', 'key'), letterView(draft('approved'), { typed: { letterNo: '' }, errors: { letterNo: '«شمارهٔ نامه» را بنویسید.', _form: 'ثبت نشد.' } }, 'token', 'key')],
  'rota/versions': [versionsView(publications, [draft('published', { letterNo: '۴۵/۹۹', letterDay: FROM, approvedAt: AT })], true), versionsView([], [], false)],
  'rota/timetable': [
    timetableView({ from: FROM, to: TO, sessions: [shown, unnamed], publications }, { year: 1399, month: 1 }, DEFAULTS.manager_hour, FROM),
    timetableView({ from: FROM, to: TO, sessions: [], publications: [] }, { year: 1399, month: 2 }, DEFAULTS.manager_hour, FROM),
    versionView({ publication, corrections: publication.changes, amendments: [], sessions: [shown] }, { governorate: 'استانداری اصفهان', office: 'مرکز ۱۱۱' }, DEFAULTS.manager_hour, FROM),
  ],
  'rota/shares': [sharesView(facts, [{ id: 'd1', label: 'بهار ۱۳۹۹' }, { id: 'd2', label: 'تابستان ۱۳۹۹' }]), sharesView(facts, [])],
};
