import { z } from 'zod';
import { toAsciiDigits } from '../domain/persian.ts';
import type { Weekday } from '../domain/jalali.ts';
import { INSPECTION_BOUNDS, type CoverageOverride, type InspectionSetting } from '../domain/inspection/draw-setting.ts';
import { LONGEST_ITEM, MOST_ITEMS, NOT_FOUND_BY, VISIT_BOUNDS, type VisitSetting } from '../domain/inspection/visit-setting.ts';
import { LIVE_CALL_BOUNDS, settingFault } from '../domain/setting-rules.ts';
import { APPROVERS, DEADLINE_COUNTS, IDENTITY_RULES, REMINDERS, SUBSTITUTES, THURSDAY_POLICIES, type LiveCallSetting, type SettingName, type SettingValues, type SlotRow, type ThursdaySetting } from '../domain/settings.ts';
import { choice, clock, day, optionalClock, ladderField, optionalText, rowField, slotRows, text, ticked, whole } from '../http/fields.ts';
import { INSPECTION_WORDS, LIVE_CALL_WORDS, SETTING_FAULTS, VISIT_NUMBER_WORDS } from '../wording/settings.ts';
import { ladderForm } from './ladder-form.ts';

const WEEKDAY_CODES = ['0', '1', '2', '3', '4', '5'] as const;

const thursday: z.ZodType<ThursdaySetting> = z
  .object({ policy: choice('پنجشنبه', THURSDAY_POLICIES), from: optionalClock('از ساعت'), to: optionalClock('تا ساعت') })
  .transform(({ policy, from, to }, context) => {
    if (policy !== 'half') return { policy };
    if (from === null) context.addIssue({ code: 'custom', path: ['from'], message: 'ساعت آغاز کار پنجشنبه را بنویسید.' });
    if (to === null) context.addIssue({ code: 'custom', path: ['to'], message: 'ساعت پایان کار پنجشنبه را بنویسید.' });
    return { policy, from: from ?? ('00:00' as SlotRow['from']), to: to ?? ('00:01' as SlotRow['to']) };
  });

const factor = (label: string): z.ZodType<number> => whole(`ضریب ${label}`, 0, 100);
const asNumber = (typed: string): number => Number(toAsciiDigits(typed).replace(/[\s٬,]/g, ''));

const formula: z.ZodType<SettingValues['demand_formula']> = z
  .object({
    clients: factor('مراجعه‌کننده'),
    calls: factor('تماس ۱۱۱'),
    openRequests: factor('درخواست باز'),
    threshold: optionalText('آستانه', { max: 12 }),
    maxWaitDays: optionalText('درازترین انتظار', { max: 6 }),
  })
  .transform(({ threshold, maxWaitDays, ...factors }, context) => {
    if (threshold === null && maxWaitDays === null) return { ...factors, floor: null };
    const fault = (path: string, message: string): void => context.addIssue({ code: 'custom', path: [path], message });
    if (threshold === null || !Number.isInteger(asNumber(threshold))) fault('threshold', 'آستانه را به عدد بنویسید، یا هر دو را خالی بگذارید.');
    if (maxWaitDays === null || !(asNumber(maxWaitDays) >= 7 && asNumber(maxWaitDays) <= 1827)) fault('maxWaitDays', 'شمار روز را بنویسید، از ۷ تا ۱٬۸۲۷، یا هر دو را خالی بگذارید.');
    return { ...factors, floor: { threshold: asNumber(threshold ?? '0'), maxWaitDays: asNumber(maxWaitDays ?? '7') } };
  });

const liveCalls: z.ZodType<LiveCallSetting> = z
  .object(Object.fromEntries(LIVE_CALL_BOUNDS.map(([name, least, most]) => [name, whole(LIVE_CALL_WORDS[name].label, least, most)])))
  .transform((numbers) => numbers as unknown as LiveCallSetting);

const reminders: z.ZodType<SettingValues['reminders']> = z
  .object({ month: ticked, week: ticked, day: ticked, from: clock('از ساعت'), to: clock('تا ساعت') })
  .transform(({ from, to, ...chosen }) => ({ kinds: REMINDERS.filter((kind) => chosen[kind]), from, to }));

const overrides: z.ZodType<readonly CoverageOverride[]> = text('پوشش‌های دیگر', { max: 3000, min: 0, long: true }).transform((typed, context) =>
  typed.split('\n').filter((line) => line.trim() !== '').map((line) => {
    const found = /^(.+?)\s*[:=]\s*(\d{1,3})$/.exec(toAsciiDigits(line));
    if (found === null) context.addIssue({ code: 'custom', message: `سطر «${line}» خوانده نشد؛ مانند «کاشان: ۲۰» بنویسید.` });
    return { name: found === null ? line : line.slice(0, (found[1] ?? '').length), weeks: Number(found?.[2] ?? 2) };
  }),
);

const inspection: z.ZodType<InspectionSetting> = z
  .object({
    coverage: overrides,
    ...Object.fromEntries(INSPECTION_BOUNDS.map(([name, least, most]) => [name, whole(INSPECTION_WORDS[name].label, least, most)])),
  })
  .transform((value) => value as unknown as InspectionSetting);

const visits: z.ZodType<VisitSetting> = z
  .object({
    ...Object.fromEntries(VISIT_BOUNDS.map(([name, least, most]) => [name, whole(VISIT_NUMBER_WORDS[name].label, least, most)])),
    notFoundBy: choice('در محل نبود', NOT_FOUND_BY),
    checklist: text('فهرست بررسی', { max: MOST_ITEMS * (LONGEST_ITEM + 1), min: 0, long: true }),
  })
  .transform(({ checklist, ...rest }) => ({ ...rest, checklist: checklist.split('\n').map((line) => line.trim()).filter((line) => line !== '') }) as unknown as VisitSetting);

const only = <T>(field: z.ZodType<T>): z.ZodType<T> => z.object({ value: field }).transform(({ value }) => value);
const window = z.object({ from: clock('از ساعت'), to: clock('تا ساعت') });
const weekday = choice('روز', WEEKDAY_CODES).transform((code) => Number(code) as Weekday);

const FORMS: { readonly [Name in SettingName]: z.ZodType<SettingValues[Name]> } = {
  governorate: only(text('نام استانداری', { max: 80 })),
  office_title: only(text('عنوان دفتر', { max: 120 })),
  province: only(text('استان', { max: 60 })),
  area_code: only(text('پیش‌شماره', { max: 10 }).transform(toAsciiDigits)),
  sessions_per_week: only(whole('شمار جلسه در هفته', 1, 50)),
  slot_template: slotRows,
  least_gap_days: only(whole('کمترین فاصله', 0, 365)),
  substitutes: only(choice('جانشین', SUBSTITUTES)),
  approver: only(choice('تأییدکننده', APPROVERS)),
  demand_formula: formula,
  manager_hour: z.object({ weekday, from: clock('از ساعت'), to: clock('تا ساعت') }),
  office_hours: window,
  thursday,
  live_calls: liveCalls,
  identity: only(choice('شناسه', IDENTITY_RULES)),
  inspection,
  letterhead: z.object({
    signer: text('نام امضاکننده', { max: 80, min: 0 }),
    signerTitle: text('سمت امضاکننده', { max: 120 }),
    place: text('محل جلسه', { max: 160 }),
    address: text('نشانی دفتر', { max: 200, min: 0 }),
    phone: text('تلفن دفتر', { max: 40, min: 0 }),
    copies: text('رونوشت', { max: 400, min: 0, long: true }),
  }),
  visits,
  request_deadline: z.object({ days: whole('مهلت', 1, 365), counted: choice('شمارش روزها', DEADLINE_COUNTS) }),
  reminders,
  notice_ladder: ladderForm,
};

// Where a fault of the whole value is shown.
const PLACE: Partial<Record<SettingName, string>> = {
  slot_template: rowField(0, 'from'),
  demand_formula: 'clients',
  manager_hour: 'to',
  office_hours: 'to',
  thursday: 'to',
  live_calls: 'talkMinutes',
  request_deadline: 'days',
  letterhead: 'signerTitle',
  visits: 'checklist',
  reminders: 'to',
  notice_ladder: ladderField('explanation', 'absence_count'),
  inspection: 'coverage',
};

/** The form of a setting's value: its fields, then the rules of the value as a whole. */
export function valueForm<Name extends SettingName>(name: Name): z.ZodType<SettingValues[Name]> {
  const form: z.ZodType<SettingValues[Name]> = FORMS[name];
  return form.superRefine((value, context) => {
    const fault = settingFault(name, value);
    if (fault !== null) context.addIssue({ code: 'custom', path: [PLACE[name] ?? 'value'], message: SETTING_FAULTS[fault] });
  });
}

/** What every change of a setting carries beside the value. */
export const changeForm = z.object({ effective: day('از تاریخ'), seen: optionalText('نسخه', { max: 64 }) });
