import type { Request, Response } from 'express';
import { formatDay, formatDayLong, toJalali, type Day } from '../domain/jalali.ts';
import { Refusal } from '../domain/refusal.ts';
import { attempt, refusedForm } from '../http/attempt.ts';
import { freshForm, readForm, type FormState } from '../http/forms.ts';
import type { Routes } from '../http/guard.ts';
import { page, pageAgain } from '../http/pages.ts';
import { queryDay } from '../http/query.ts';
import { holidayForm, removalForm } from './forms.ts';
import { holidayView, typedHoliday } from './form-view.ts';
import { historyLines } from './history-view.ts';
import type { CalendarNeeds } from './routes.ts';
import { KNOWN_DAYS } from '../domain/known-days.ts';
import { withRemoval } from './removal-view.ts';
import type { RecordedHoliday } from './repository.ts';
import type { Calendar } from './service.ts';

const newKey = (): string => crypto.randomUUID();
const backTo = (day: Day, done: string): string => `/calendar?year=${toJalali(day).year}&done=${done}`;

/** Holidays of the official calendar: added, moved, taken out. */
export function holidayRoutes(routes: Routes, calendar: Calendar, needs: CalendarNeeds): void {
  const known = async (req: Request): Promise<RecordedHoliday> => {
    const holiday = await calendar.holiday(String(req.params['id']));
    if (holiday === null) throw new Refusal('not_found');
    return holiday;
  };
  const show = async (res: Response, form: FormState, id: string | null, again: boolean): Promise<void> => {
    const events = id === null ? [] : await calendar.historyOf(id);
    const names = await needs.userNames(events.flatMap(({ actor }) => actor ?? []));
    const existing = id === null ? null : { id, removalKey: newKey(), history: historyLines(events, await needs.places(), names) };
    const view = holidayView(form, existing, res.locals.visitor.csrf, newKey());
    (again ? pageAgain : page)(res, 'calendar/holiday', { title: id === null ? 'افزودن مناسبت تعطیل' : 'مناسبت تعطیل', section: 'calendar' }, view);
  };

  routes.get('/calendar/holidays/new', 'calendar.manage', (req, res) => {
    const day = queryDay(req, 'day', KNOWN_DAYS);
    return show(res, freshForm(day !== null ? { day: formatDay(day) } : {}), null, false);
  });

  routes.post('/calendar/holidays/new', 'calendar.manage', async (req, res) => {
    const form = readForm(holidayForm, req.body);
    if (!form.ok) return show(res, form, null, true);
    const { entry, grounds } = form.value;
    const done = await attempt(() =>
      needs.carryOut(req, res, {
        change: { kind: 'holiday_added', id: calendar.newId(), entry, grounds }, typed: form.typed,
        subject: `افزودن «${entry.title}» به ${formatDayLong(entry.day)}`, back: '/calendar/holidays/new', done: backTo(entry.day, 'saved'),
      }),
    );
    if (!done.ok) return show(res, refusedForm(form, done.refusal), null, true);
    if (done.value === 'rewrite') return show(res, freshForm(form.typed), null, false);
  });

  routes.get('/calendar/holidays/:id', 'calendar.manage', async (req, res) => {
    const holiday = await known(req);
    if (holiday.removedAt !== null) throw new Refusal('not_found');
    return show(res, freshForm(typedHoliday(holiday)), holiday.id, false);
  });

  routes.post('/calendar/holidays/:id', 'calendar.manage', async (req, res) => {
    const id = String(req.params['id']);
    const form = readForm(holidayForm, req.body);
    if (!form.ok) return show(res, form, id, true);
    const { entry, grounds, seen } = form.value;
    const before = await calendar.holiday(id);
    const moved = before !== null && before.day !== entry.day;
    const done = await attempt(() =>
      needs.carryOut(req, res, {
        change: { kind: 'holiday_edited', id, seen, entry, grounds }, typed: form.typed,
        subject: moved ? `جابه‌جایی «${entry.title}» از ${formatDayLong(before.day)} به ${formatDayLong(entry.day)}` : `تغییر «${entry.title}»، ${formatDayLong(entry.day)}`,
        back: `/calendar/holidays/${id}`, done: backTo(entry.day, 'saved'),
      }),
    );
    if (!done.ok) return show(res, refusedForm(form, done.refusal), id, true);
    if (done.value === 'rewrite') return show(res, freshForm(form.typed), id, false);
  });

  routes.post('/calendar/holidays/:id/remove', 'calendar.manage', async (req, res) => {
    const holiday = await known(req);
    const form = readForm(removalForm, req.body);
    const again = (own: FormState, refused = true): Promise<void> => show(res, withRemoval(freshForm(typedHoliday(holiday)), own), holiday.id, refused);
    if (!form.ok) return again(form);
    const done = await attempt(() =>
      needs.carryOut(req, res, {
        change: { kind: 'holiday_removed', id: holiday.id, grounds: form.value }, typed: form.typed,
        subject: `برداشتن «${holiday.title}» از ${formatDayLong(holiday.day)}`, back: `/calendar/holidays/${holiday.id}`, done: backTo(holiday.day, 'removed'),
      }),
    );
    if (!done.ok) return again(refusedForm(form, done.refusal));
    if (done.value === 'rewrite') return again(freshForm(form.typed), false);
  });
}
