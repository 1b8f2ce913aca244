import type { RecordedClosure, RecordedHoliday } from '../../server/calendar/repository.ts';
import { closureView, holidayView, typedHoliday } from '../../server/calendar/form-view.ts';
import { yearView } from '../../server/calendar/view.ts';
import { clock } from '../../server/domain/calendar.ts';
import { fromJalali } from '../../server/domain/jalali.ts';
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
const frame = { csrf: 'token', mayEdit: true, newKey: () => 'key' };
const wrong = { typed: { from: '۱۴۰۵/۱۲/۳۰', scope: 'county', kind: 'late_open', reason: 'برف' }, errors: { from: '«از روز» تاریخ درستی نیست.', county: '«شهرستان» را برگزینید.', _form: 'نشد.' } };
const known = holidays[1] ?? holiday('h9', 1, 1, 'آغاز نوروز');

export const samples: { [Name in keyof Pages]?: Pages[Name][] } = {
  'calendar/year': [
    yearView(1406, { holidays, closures, places, managerHour: 2 }, frame),
    yearView(1410, { holidays: [], closures: [], places, managerHour: 2 }, { ...frame, mayEdit: false }),
  ],
  'calendar/closure': [closureView(freshForm(), places, 'token', 'key'), closureView(wrong, places, 'token', 'key')],
  'calendar/holiday': [
    holidayView(freshForm(), null, 'token', 'key', 'key2'),
    holidayView({ typed: typedHoliday(known), errors: { removal: '«سبب حذف» را بنویسید.', _form: 'تغییر کرد.' } }, 'h2', 'token', 'key', 'key2'),
  ],
};
