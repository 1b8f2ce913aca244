import { clock, instant } from '../../server/domain/calendar.ts';
import { day } from '../../server/domain/jalali.ts';
import { freshForm, withError } from '../../server/http/forms.ts';
import type { Pages } from '../../server/http/pages.ts';
import { blankException, exceptionFormView, exceptionView } from '../../server/occurrences/exception-view.ts';
import type { AgencyHour, RecordedException } from '../../server/occurrences/repository.ts';
import { hoursDayView, hoursView } from '../../server/occurrences/view.ts';

const MONDAY = day('2026-11-30');
const names = { counties: new Map([['c1', 'خمینی‌شهر']]), agencies: new Map([['a1', 'آب و فاضلاب'], ['a2', 'راه و شهرسازی']]) };
const csrf = { token: 'token', key: 'key' };
const rule = { weekday: 2, from: clock('09:00'), to: clock('12:00') } as const;
const exception = (more: Partial<RecordedException>): RecordedException => ({
  id: 'x1', scope: { kind: 'province' }, from: MONDAY, to: MONDAY, kind: 'none', weekday: null, movedTo: null, hours: null, reason: 'سفر استاندار', letterNo: null, recordedAt: '2026-11-01T00:00:00.000Z', recordedBy: 'u1', withdrawnAt: null, ...more,
});
const exceptions = [
  exception({}),
  exception({ id: 'x2', scope: { kind: 'county', countyId: 'c1' }, kind: 'moved', movedTo: day('2026-12-02'), hours: { from: clock('10:00'), to: clock('12:00') }, letterNo: '12/45' }),
  exception({ id: 'x3', scope: { kind: 'agency', agencyId: 'a1' }, kind: 'weekly', weekday: 3, to: null }),
  exception({ id: 'x4', scope: { kind: 'agency', agencyId: 'a2' }, kind: 'weekly', hours: { from: clock('10:00'), to: clock('12:00') }, to: day('2026-12-20') }),
];
const hour = (more: Partial<AgencyHour>): AgencyHour => ({
  id: 'h1', agencyId: 'a1', countyId: null, plannedDay: MONDAY, day: MONDAY, from: clock('09:00'), to: clock('12:00'), startsAt: instant('2026-11-30T05:30:00.000Z'), endsAt: instant('2026-11-30T08:30:00.000Z'),
  state: 'held', title: null, substituteId: null, substituteWhy: null, ...more,
});
const hours = [hour({}), hour({ id: 'h2', agencyId: 'a2', countyId: 'c1', state: 'moved', day: day('2026-12-02'), title: 'سفر استاندار' }), hour({ id: 'h3', state: 'cancelled', title: 'آلودگی هوا' })];

export const samples: { [Name in keyof Pages]?: Pages[Name][] } = {
  'occurrences/rule': [
    hoursView({ values: [{ since: day('0001-01-01'), value: rule }], exceptions: [], laid: [] }, names, MONDAY),
    hoursView({
      values: [{ since: day('2026-01-01'), value: rule }, { since: day('2027-01-01'), value: { ...rule, weekday: 3 } }], exceptions,
      laid: [{ day: MONDAY, countyId: null, state: 'held', count: 98 }, { day: MONDAY, countyId: 'c1', state: 'cancelled', count: 3 }, { day: MONDAY, countyId: 'c1', state: 'shortened', count: 1200 }],
    }, names, MONDAY),
  ],
  'occurrences/day': [hoursDayView(MONDAY, hours, { county: '', state: null }, names), hoursDayView(MONDAY, hours, { county: 'c1', state: 'held' }, names)],
  'occurrences/new': [
    exceptionFormView(freshForm(blankException), names, csrf),
    exceptionFormView(withError(withError(freshForm({ ...blankException, scope: 'county', kind: 'moved' }), 'movedTo', 'روز را بنویسید.'), '_form', 'نشد.'), names, csrf),
  ],
  'occurrences/exception': exceptions.flatMap((one) => [exceptionView(one, freshForm(), names, csrf), exceptionView(one, withError(freshForm(), '_form', 'نشد.'), names, csrf)]),
};
