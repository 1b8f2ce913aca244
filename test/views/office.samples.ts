import type { Agency } from '../../server/domain/agency.ts';
import { clock, instant, toInstant } from '../../server/domain/calendar.ts';
import { unvisited } from '../../server/domain/hour-acts.ts';
import type { Visit } from '../../server/domain/inspection/landed.ts';
import { day } from '../../server/domain/jalali.ts';
import type { KnownPresence, ManagerHour } from '../../server/domain/manager-hour.ts';
import type { Pages } from '../../server/http/pages.ts';
import type { Excusable, OccurrenceFacts, Waiting } from '../../server/hours/absence.ts';
import { decisionsView } from '../../server/hours/decisions-view.ts';
import { excusesView } from '../../server/hours/excuses-view.ts';
import type { HourPresence } from '../../server/hours/lookup.ts';
import { occurrenceView, type OccurrenceSight } from '../../server/hours/occurrence-view.ts';
import { officeListView, officeView } from '../../server/hours/office-view.ts';
import type { OfficeFacts } from '../../server/hours/office.ts';
import type { Substitutes } from '../../server/sessions/substitutes.ts';

const MONDAY = day('2026-11-30');
const at = (text: string) => toInstant(MONDAY, clock(text));
const csrf = () => ({ token: 'token', key: 'key' });

const hourOf = (more: Partial<ManagerHour> = {}): ManagerHour => ({
  id: 'hour-a1-2026-11-30', agencyId: 'a1', countyId: 'c1', plannedDay: MONDAY, day: MONDAY, from: clock('09:00'), to: clock('12:00'), startsAt: at('09:00'), endsAt: at('12:00'), state: 'held', title: null, personId: 'p1',
  presence: 'no_report', declaredAt: null, declaredBy: null, seenAt: null, seenReportId: null, answer: null, excuse: null, excusedAt: null, excusedBy: null, excuseNote: null, explanation: null, explainedAt: null, explainedBy: null,
  decision: null, decidedAt: null, decidedBy: null, decisionReason: null, substituteId: null, substituteWhy: null, rev: 1, ...more,
});
const missed = hourOf({ presence: 'not_found', seenAt: at('09:42'), seenReportId: 'r1', answer: 'not_found' });
const knownOf = (hour: ManagerHour, more: Partial<KnownPresence> = {}): HourPresence => ({ hour, presence: hour.presence, by: 'record', excuse: hour.excuse, ...more });
const deputies: Substitutes = { rule: 'deputies', people: [{ personId: 'p2', name: 'مریم کریمی', honorific: 'khanom', post: 'معاون', away: false }, { personId: 'p3', name: 'رضا کاویانی', honorific: 'agha', post: 'معاون', away: true }] };
const TOMORROW = instant('2026-12-01T10:30:00.000Z');

const office = (hour: ManagerHour | null, more: Partial<OfficeFacts> = {}, known = hour === null ? null : knownOf(hour)): OfficeFacts => ({
  agency: { id: 'a1', name: 'آب و فاضلاب' }, hour, phase: hour === null ? null : 'open', isToday: hour !== null,
  live: known === null ? null : { seq: 4, known, waiting: 3, declaredBy: 'خانم مریم کریمی', until: known.presence === 'not_found' ? TOMORROW : null },
  past: [{ known: knownOf({ ...missed, id: 'hour-a1-2026-11-23', day: day('2026-11-23') }), until: TOMORROW }, { known: knownOf(hourOf({ presence: 'absent', decision: 'confirmed' })), until: null }],
  substitutes: deputies, substituteName: null, sealed: { late: false, amendments: 0 }, hasCountyOffices: true, ...more,
});
const asked = (side: 'manager' | 'office', now = at('09:50')) => ({ side, may: { host: side === 'manager', registerAbsence: side === 'office' }, now, stream: 'hour:hour-a1-2026-11-30', refused: null, csrf });

const visit: Visit = {
  id: 'r1', targetId: 't1', inspectorId: 'u2', agencyId: 'a1', hourId: missed.id, day: MONDAY, number: 12, answer: 'not_found', at: at('09:42'), codeFound: 'fresh', codeShownAt: at('09:42'), deviceAt: at('09:41'), receivedAt: at('09:43'),
  flags: [], faults: [], sealedHash: '', rev: 1,
  report: {
    id: 'r1', targetId: 't1', inspectorId: 'u2', agencyId: 'a1', day: MONDAY, answer: 'not_found', visitedAt: at('09:41'), sealedAt: at('09:42'), substitute: '', peopleWaiting: 4, noticeBoard: true, namePlate: true, conduct: 'good', checklist: [], note: '',
    code: '12345678', presenceWitness: '', position: null, notFound: null, photos: ['a', 'b'],
  },
};
const agency: Agency = {
  id: 'a1', code: null, name: 'شرکت آب و فاضلاب استان اصفهان', shortName: 'آب و فاضلاب', sector: 'infra', kind: 'company', headTitle: 'مدیرعامل', countyId: 'c1', parentId: null, validFrom: null, validTo: null,
  mayBeInvited: true, mayBeInspected: true, mayBeGivenNotice: true, flagsWhy: null,
} as unknown as Agency;
const occurrence = (hour: ManagerHour, more: Partial<OccurrenceFacts> = {}): OccurrenceFacts => ({
  known: knownOf(hour), agency, county: 'کاشان', manager: 'هاشم امینی', substitute: null, visits: [visit], until: hour.presence === 'not_found' ? TOMORROW : null,
  events: [
    { seq: 1, at: at('08:50'), actor: 'u1', kind: 'hour_declared', reason: null, together: 1 }, { seq: 2, at: at('09:43'), actor: 'u2', kind: 'hour_visited', reason: null, together: 1 },
    { seq: 3, at: at('13:00'), actor: 'u3', kind: 'hour_excused', reason: null, together: 40 }, { seq: 4, at: at('14:00'), actor: null, kind: 'hour_excuse_taken_back', reason: 'نام او در فهرست نبود.', together: 1 },
    { seq: 5, at: at('14:00'), actor: null, kind: 'hour_laid_out', reason: null, together: 1 },
  ],
  names: new Map([['u1', 'مریم کریمی'], ['u2', 'بهرام رستمی'], ['u3', 'زهرا یزدانی']]), substitutes: null, ...more,
});
const head: OccurrenceSight = { now: instant('2026-12-02T06:00:00.000Z'), mayDecide: true, mayExcuse: true, mayRun: true, mayReadReports: true, sees: 'all', refused: null, csrf };

const waiting = (more: Partial<ManagerHour>, until = TOMORROW): Waiting => ({ hour: { ...missed, ...more }, agency: 'آب و فاضلاب', county: null, manager: 'هاشم امینی', until });
const excusable = (hour: ManagerHour, more: Partial<KnownPresence> = {}): Excusable => ({ known: knownOf(hour, more), agency: 'گاز', sector: 'infra', manager: null });
const choice = { day: MONDAY, county: '', sector: 'infra' };
const excuseFrame = { choice, counties: [{ id: 'c1', name: 'کاشان' }] as never, refused: null, csrf };

export const samples: { [Name in keyof Pages]?: Pages[Name][] } = {
  'hours/office': [
    officeView(office(hourOf()), asked('office')),
    officeView(office(hourOf({ presence: 'declared', declaredAt: at('08:50'), declaredBy: 'u1', state: 'shortened', title: 'گشایش ساعت ۱۰' }), { sealed: { late: true, amendments: 2 }, substituteName: 'مریم کریمی' }), asked('manager', at('08:35'))),
    officeView(office(missed), asked('manager')),
    officeView(office(missed), asked('office')),
    officeView(office({ ...missed, explanation: 'در جلسه بودم.', explainedAt: at('11:00') }), asked('manager')),
    officeView(office(missed), { ...asked('manager', instant('2026-12-05T06:00:00.000Z')), refused: { part: 'explain', hour: missed.id, form: { typed: { explanation: 'نه' }, errors: { explanation: 'مهلت پاسخ گذشته است.' } } } }),
    officeView(office(hourOf({ presence: 'verified', seenAt: at('09:42'), seenReportId: 'r1' }), { sealed: null }), asked('manager')),
    officeView(office(hourOf({ presence: 'late', seenAt: at('09:42') })), { ...asked('manager'), refused: { part: 'substitute', hour: hourOf().id, form: { typed: {}, errors: { personId: '«جانشین» را برگزینید.' } } } }),
    officeView(office(hourOf({ presence: 'substitute', seenAt: at('09:42') })), { ...asked('office'), refused: { part: 'declare', hour: hourOf().id, form: { typed: {}, errors: { _form: 'وضع این ساعت تغییر کرده است.' } } } }),
    officeView(office(hourOf(), { substitutes: { rule: 'with_approval', people: [] } }, knownOf(hourOf(), { presence: 'excused', by: 'absence', excuse: 'mission' })), asked('office')),
    officeView(office(hourOf(), { phase: 'ahead', isToday: false }, knownOf(hourOf(), { presence: 'verified', by: 'governorate' })), asked('office', at('06:00'))),
    officeView(office(hourOf(), { phase: 'over', substitutes: null }), asked('office', at('13:00'))),
    officeView(office(null, { past: [] }), asked('office')),
  ],
  'hours/office-list': [
    officeListView([{ agency: { id: 'a1', name: 'گاز' }, known: knownOf(missed) }, { agency: { id: 'a2', name: 'برق' }, known: null }], () => 'office'),
    officeListView([], () => 'manager'),
  ],
  'hours/occurrence': [
    occurrenceView(occurrence(missed), head),
    occurrenceView(occurrence({ ...missed, explanation: 'در جلسهٔ شورا بودم.', explainedAt: at('11:00'), explainedBy: 'u1', declaredAt: at('08:50'), declaredBy: 'u1' }), { ...head, refused: { part: 'confirmed', form: { typed: { reason: '' }, errors: { reason: '«دلیل» را بنویسید.', _form: 'پذیرفته نشد.' } } } }),
    occurrenceView(occurrence(missed), { ...head, now: at('10:00') }),
    occurrenceView(occurrence(missed), { ...head, now: at('10:00'), sees: 'after_hour', mayDecide: false, mayExcuse: false, mayRun: false }),
    occurrenceView(occurrence(hourOf({ presence: 'excused', excuse: 'mission', excuseNote: 'شورا', state: 'moved', title: 'تعطیلی' })), head),
    occurrenceView(occurrence(hourOf({ presence: 'absent', decision: 'confirmed', decisionReason: 'دو بازرس بودند.' }), { visits: [], events: [] }), { ...head, refused: { part: 'laid_aside', form: { typed: {}, errors: { _form: 'وضع تغییر کرده است.' } } } }),
    occurrenceView(occurrence(unvisited(missed), { substitutes: deputies, substitute: 'مریم کریمی', manager: null, county: null }), { ...head, now: at('10:00') }),
    occurrenceView({ ...occurrence(hourOf()), known: knownOf(hourOf(), { presence: 'verified', by: 'governorate' }) }, head),
  ],
  'hours/decisions': [
    decisionsView([waiting({}), waiting({ explanation: 'بودم' }), waiting({}, at('11:00'))], at('12:00')),
    decisionsView([waiting({})], at('12:00')),
    decisionsView([], at('12:00')),
  ],
  'hours/excuses': [
    excusesView([excusable(missed), excusable(hourOf({ id: 'h2', presence: 'verified' })), excusable(hourOf({ id: 'h3', presence: 'excused', excuse: 'leave' }))], excuseFrame),
    excusesView([excusable(missed)], { ...excuseFrame, refused: { part: 'excuse', form: { typed: { hour: '' }, errors: { hour: 'دست‌کم یک مدیر را برگزینید.', note: '«دلیل» را بنویسید.' } } } }),
    excusesView([], excuseFrame),
  ],
};
