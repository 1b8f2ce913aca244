import type { RecordedClosure, RecordedHoliday } from '../../server/calendar/repository.ts';
import { dayView } from '../../server/calendar/day-view.ts';
import { closureView, holidayView, typedClosure, typedHoliday } from '../../server/calendar/form-view.ts';
import type { CalendarEvent } from '../../server/calendar/history.ts';
import { historyLines } from '../../server/calendar/history-view.ts';
import { withRemoval } from '../../server/calendar/removal-view.ts';
import { yearView } from '../../server/calendar/view.ts';
import { clock, toInstant } from '../../server/domain/calendar.ts';
import type { PlannedHour } from '../../server/domain/hour-occurrences.ts';
import { addDays, fromJalali } from '../../server/domain/jalali.ts';
import { freshForm } from '../../server/http/forms.ts';
import type { Pages } from '../../server/http/pages.ts';

const holiday = (id: string, month: number, day: number, title: string): RecordedHoliday => ({
  id, day: fromJalali(1406, month, day), title, kind: 'solar', status: 'final', altDay: null, hijri: null, removedAt: null,
});
const holidays: RecordedHoliday[] = [
  holiday('h1', 1, 2, 'عید نوروز'),
  { ...holiday('h2', 3, 24, 'تاسوعای حسینی'), status: 'predicted', altDay: fromJalali(1406, 3, 25), kind: 'lunar' },
  holiday('h3', 4, 4, 'روز جمعه‌ای'),
];
const closure: RecordedClosure = {
  id: 'c1', from: fromJalali(1406, 5, 3), to: fromJalali(1406, 5, 4), scope: { kind: 'county', countyId: 'k1' }, kind: 'full', openFrom: null, closeAt: null,
  reason: 'گرمای شدید', orderNo: '12/345', issuedAt: fromJalali(1406, 5, 2), recordedAt: '', recordedBy: 'u1', withdrawnAt: null,
};
const closures: RecordedClosure[] = [
  closure,
  { ...closure, id: 'c2', to: closure.from, scope: { kind: 'agency', agencyId: 'a1' }, kind: 'early_close', closeAt: clock('10:00'), orderNo: null },
  { ...closure, id: 'c3', from: fromJalali(1405, 12, 28), scope: { kind: 'national' }, kind: 'late_open', openFrom: clock('09:30'), issuedAt: null },
];
const places = { counties: [{ id: 'k1', name: 'کاشان' }], agencies: [{ id: 'a1', name: 'گاز' }] };
const today = fromJalali(1406, 5, 4);
const names = new Map([['u1', 'خانم کریمی']]);
const events: CalendarEvent[] = [
  { at: '2027-07-26T05:30:00.000Z', actor: 'u1', kind: 'closure_edited', before: { ...closure, to: closure.from, orderNo: null }, after: closure, reason: 'تمدید', orderNo: '12/345' },
  { at: '2027-07-25T18:30:00.000Z', actor: 'gone', kind: 'closure_added', before: null, after: { ...closure, to: closure.from }, reason: 'گرما', orderNo: null },
  { at: '2027-07-25T17:30:00.000Z', actor: 'u1', kind: 'holiday_removed', before: holiday('h4', 5, 3, 'روز نمونه'), after: { ...holiday('h4', 5, 3, 'روز نمونه'), removedAt: '2027-07-25T17:30:00.000Z' }, reason: 'اشتباه', orderNo: null },
  { at: '2026-11-22T06:00:00.000Z', actor: null, kind: 'reference_holidays_added', before: null, after: null, reason: null, orderNo: null },
];
const history = historyLines(events, places, names);
const existing = { id: 'c1', removalKey: 'key2', history };
const hour: PlannedHour = { plannedDay: today, day: today, from: clock('09:00'), to: clock('12:00'), startsAt: toInstant(today, clock('09:00')), endsAt: toInstant(today, clock('12:00')), state: 'held', title: null };
const wrong = { typed: { from: '۱۴۰۵/۱۲/۳۰', scope: 'county', kind: 'late_open', reason: 'برف' }, errors: { from: '«از روز» تاریخ درستی نیست.', county: '«شهرستان» را برگزینید.', _form: 'نشد.' } };
const known = holidays[1] ?? holiday('h9', 1, 1, 'آغاز نوروز');

export const samples: { [Name in keyof Pages]?: Pages[Name][] } = {
  'calendar/year': [
    yearView(1406, { holidays, closures, places, managerHour: 2, today }, { mayEdit: true }),
    yearView(1410, { holidays: [], closures: [], places, managerHour: 2, today }, { mayEdit: false }),
  ],
  'calendar/closure': [
    closureView(freshForm(), places, null, 'token', 'key'),
    closureView(wrong, places, null, 'token', 'key'),
    closureView(freshForm(typedClosure(closure)), places, existing, 'token', 'key'),
    closureView(withRemoval(freshForm(typedClosure(closure)), { typed: { reason: '', orderNo: '1'.repeat(70) }, errors: { reason: '«سبب پس گرفتن» را بنویسید.', orderNo: '«شمارهٔ دستور» بلند است.', _form: 'نشد.' } }), places, { ...existing, history: [] }, 'token', 'key'),
  ],
  'calendar/day': [
    dayView(today, { state: { kind: 'closed', why: 'closure', title: 'گرمای شدید', predicted: false }, hours: [{ ...hour, state: 'cancelled', title: 'گرمای شدید' }], holidays: [known], closures, events, sessions: [{ time: '۹ تا ۱۱', agency: 'گاز', href: '/timetable', state: 'منتشرشده', tone: 'ok' }] }, places, names, { mayEdit: true, mayManageHours: true }),
    dayView(today, { state: { kind: 'working', from: clock('10:00'), to: clock('14:30'), notes: ['شروع با تأخیر، از ساعت ۱۰: یلدا'] }, hours: [{ ...hour, state: 'shortened' }, { ...hour, state: 'moved', day: addDays(today, 2) }, { ...hour, state: 'moved', plannedDay: addDays(today, -2) }], holidays: [], closures: [], events: [], sessions: [{ time: '۹ تا ۱۱', agency: 'گاز', href: null, state: 'منتشرشده', tone: 'ok' }] }, places, names, { mayEdit: false, mayManageHours: false }),
    dayView(today, { state: { kind: 'closed', why: 'holiday', title: 'عید', predicted: true }, hours: [], holidays: [holiday('h9', 5, 4, 'عید')], closures: [], events: [], sessions: [] }, places, names, { mayEdit: true, mayManageHours: true }),
  ],
  'calendar/holiday': [
    holidayView(freshForm(), null, 'token', 'key'),
    holidayView({ typed: typedHoliday(known), errors: { removal: '«سبب حذف» را بنویسید.', _form: 'تغییر کرد.' } }, { ...existing, id: 'h2' }, 'token', 'key'),
  ],
};
