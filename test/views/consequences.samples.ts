import type { Agency } from '../../server/domain/agency.ts';
import { toInstant, ZONE } from '../../server/domain/calendar.ts';
import type { Clock } from '../../server/domain/clock.ts';
import type { Draft } from '../../server/domain/draft.ts';
import type { PlannedHour } from '../../server/domain/hour-occurrences.ts';
import { addDays, fromJalali, type Day } from '../../server/domain/jalali.ts';
import { UNALTERED, type PlannedSession } from '../../server/domain/session.ts';
import { DEFAULTS } from '../../server/domain/settings.ts';
import { freshForm } from '../../server/http/forms.ts';
import type { Pages } from '../../server/http/pages.ts';
import { placeKey, type Choice } from '../../server/rota/consequence-choices.ts';
import { consequencesView } from '../../server/rota/consequence-view.ts';
import { freedKey, hitKey, hourKey, type Consequences } from '../../server/rota/consequences.ts';

const DAY = fromJalali(1401, 2, 14);
const clock = (text: string): Clock => text as Clock;
const agency = (id: string, shortName: string): Agency => ({
  id, code: id, name: shortName, shortName, sector: 'infra', kind: 'general_directorate', headTitle: 'مدیرکل', countyId: null, parentId: null, validFrom: null, validTo: null,
  mayBeInvited: true, mayBeInspected: true, mayBeGivenNotice: true, flagsWhy: null, aliases: null, directLine: null,
});
const session = (id: string, day: Day, agencyId: string): PlannedSession => ({
  id, draftId: 'd1', day, from: clock('09:00'), to: clock('11:00'), zone: ZONE, line: 1, startsAt: toInstant(day, clock('09:00')), state: 'published', rev: 1, version: 1,
  agencyId, personId: null, post: null, pinned: false, pinReason: null, emptyReason: null, why: null, ...UNALTERED,
});
const [one, other] = [session('s1', DAY, 'a1'), session('s2', addDays(DAY, 5), 'a2')];
const place = { day: addDays(DAY, 3), from: clock('09:00'), to: clock('11:00'), line: 1 };
const freed = { day: addDays(DAY, -2), from: clock('09:00'), to: clock('11:00'), line: 1, title: 'عید سعید فطر', displaced: [] };
const none = { place: null, agencyId: null, owed: null, hour: null };
const move = (id: string, to = place): Choice => ({ ...none, kind: 'move', value: `move_${placeKey(to)}`, amendment: { kind: 'move', sessionId: id, to }, place: to });
const keep: Choice = { ...none, kind: 'keep', value: 'keep', amendment: null };
const cancel = (id: string): Choice => ({ ...none, kind: 'cancel', value: 'cancel', amendment: { kind: 'cancel', sessionId: id } });
const rest = { ...place, day: one.day, from: clock('10:00') };
const draft: Draft = {
  id: 'd2', from: fromJalali(1401, 4, 1), to: fromJalali(1401, 6, 31), state: 'drafting', rev: 1, agencies: [], formula: DEFAULTS.demand_formula, figures: {} as Draft['figures'], inputHash: '',
  letterNo: null, letterDay: null, approvedBy: null, approvedAt: null, returnReason: null, publishedUntil: null, createdAt: one.startsAt, createdBy: 'u1',
};

const hourOn = (on: typeof DAY, state: PlannedHour['state']): PlannedHour =>
  ({ plannedDay: on, day: on, from: clock('09:00'), to: clock('12:00'), startsAt: one.startsAt, endsAt: one.startsAt, state, title: null });

const nothing: Consequences = {
  foreseen: { cause: 'holiday:h1', reason: 'رؤیت هلال', orderNo: null, scope: { kind: 'national' }, spans: [], applied: (calendar) => calendar },
  surroundings: { from: DAY, to: DAY, agencies: [agency('a1', 'راه و شهرسازی'), agency('a2', 'بهزیستی'), agency('a3', 'آموزش و پرورش')], terms: [], absences: [], settings: [], calendar: { holidays: [], closures: [] }, exclusions: [], published: [] },
  publications: [], days: [], hits: [], freed: [], hours: [], groups: [], hourRule: null, counties: new Map([['c1', 'کاشان']]), drafts: [], waiting: new Map(), rows: new Map(), version: 2, mark: 'mark',
};
const much: Consequences = {
  ...nothing,
  hits: [{ session: one, left: null, title: 'عید سعید فطر', predicted: true }, { session: other, left: { from: clock('10:00'), to: clock('11:00') }, title: 'خارج از وقت اداری (۱۰ تا ۱۴:۳۰)؛ شروع با تأخیر، از ساعت ۱۰: شب یلدا', predicted: false }],
  freed: [freed, { ...freed, day: addDays(DAY, 3), displaced: [{ agencyId: 'a3', session: null }] }],
  hours: [{ day: DAY, before: { from: clock('09:00'), to: clock('12:00') }, after: null }, { day: addDays(DAY, 7), before: { from: clock('09:00'), to: clock('12:00') }, after: { from: clock('10:00'), to: clock('12:00') } }, { day: addDays(DAY, 14), before: null, after: { from: clock('09:00'), to: clock('12:00') } }],
  groups: [
    { plannedDay: DAY, countyId: null, before: hourOn(DAY, 'held'), after: hourOn(DAY, 'cancelled'), hours: [{ id: 'h1', agencyId: 'a1', name: 'راه و شهرسازی' }, { id: 'h2', agencyId: 'a2', name: 'بهزیستی' }] },
    { plannedDay: DAY, countyId: 'c1', before: hourOn(DAY, 'held'), after: { ...hourOn(DAY, 'shortened'), from: clock('10:00') }, hours: [{ id: 'h3', agencyId: 'a3', name: 'آموزش و پرورش' }] },
    { plannedDay: addDays(DAY, 7), countyId: 'c1', before: hourOn(addDays(DAY, 7), 'cancelled'), after: hourOn(addDays(DAY, 7), 'held'), hours: [{ id: 'h4', agencyId: 'a3', name: 'آموزش و پرورش' }] },
    { plannedDay: addDays(DAY, 14), countyId: 'c1', before: hourOn(addDays(DAY, 14), 'cancelled'), after: hourOn(addDays(DAY, 14), 'cancelled'), hours: [{ id: 'h5', agencyId: 'a3', name: 'آموزش و پرورش' }] },
    { plannedDay: addDays(DAY, 14), countyId: null, before: { ...hourOn(addDays(DAY, 14), 'moved'), day: addDays(DAY, 16) }, after: hourOn(addDays(DAY, 14), 'held'), hours: [{ id: 'h6', agencyId: 'a3', name: 'آموزش و پرورش' }] },
  ],
  drafts: [{ draft, count: 2, day: draft.from }],
  waiting: new Map([['s1', 3], ['h1', 2]]),
  rows: new Map([
    [hitKey('s1'), { choices: [move('s1'), { ...move('s1', rest), kind: 'shorten', value: `shorten_${placeKey(rest)}` }, cancel('s1'), keep], proposed: move('s1').value }],
    [hourKey(DAY), { choices: [{ ...none, kind: 'hours_end', value: 'cancel', amendment: null }, { ...none, kind: 'hours_move', value: 'move_x', amendment: null, hour: { ...hourOn(DAY, 'moved'), day: addDays(DAY, 2) } }], proposed: 'cancel' }],
    [hourKey(addDays(DAY, 14)), { choices: [{ ...none, kind: 'hours_cut', value: 'cancel', amendment: null }], proposed: 'cancel' }],
    [hitKey('s2'), { choices: [cancel('s2'), keep], proposed: 'cancel' }],
    [freedKey(freed), { choices: [{ ...none, kind: 'leave', value: 'leave', amendment: null }, { ...none, kind: 'back', value: 'back_s9', amendment: null, place, agencyId: 'a1' }, { ...none, kind: 'add', value: 'add_a2', amendment: null, agencyId: 'a2', owed: 1_240_000 }, { ...none, kind: 'add', value: 'add_a1', amendment: null, agencyId: 'a1', owed: -10 }], proposed: 'back_s9' }],
    [freedKey({ ...freed, day: addDays(DAY, 3) }), { choices: [{ ...none, kind: 'leave', value: 'leave', amendment: null }, { ...none, kind: 'add', value: 'add_a3', amendment: null, agencyId: 'a3', owed: null }], proposed: 'leave' }],
  ]),
};
const frame = { subject: 'جابه‌جایی «عید سعید فطر» از سه‌شنبه ۱۳ اردیبهشت ۱۴۰۱ به چهارشنبه ۱۴ اردیبهشت ۱۴۰۱', action: '/calendar/holidays/h1', back: '/calendar/holidays/h1', csrf: 'token', key: 'key' };
const typed = { day: '۱۴۰۱/۰۲/۱۴', reason: 'رؤیت هلال', [`c-${hitKey('s1')}`]: 'cancel', 'c-letterNo': '12'.repeat(40) };

export const samples: { [Name in keyof Pages]?: Pages[Name][] } = {
  'rota/consequences': [
    consequencesView({ kind: 'asked', consequences: much, problems: {} }, freshForm({ day: '۱۴۰۱/۰۲/۱۴' }), frame),
    consequencesView({ kind: 'asked', consequences: { ...nothing, hours: much.hours.slice(0, 1) }, problems: {} }, freshForm(), frame),
    consequencesView({ kind: 'moved_on', consequences: nothing, problems: {} }, freshForm(), frame),
    consequencesView({ kind: 'refused', consequences: much, problems: { [hitKey('s2')]: 'نمی‌شود: دستگاه تعطیل است.' } }, { typed, errors: { 'c-letterNo': '«شمارهٔ نامه» بلند است.', _form: 'نشد.' } }, frame),
  ],
};
