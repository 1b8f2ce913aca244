import { formatClockRange } from '../domain/clock.ts';
import { WEEKDAYS, type Weekday } from '../domain/jalali.ts';
import { formatNumber, joinWords, toPersianDigits } from '../domain/persian.ts';
import type { WeightFormula } from '../domain/rota/entitlement.ts';
import { ladderWords } from './notices.ts';
import type { NotFoundBy, VisitSetting } from '../domain/inspection/visit-setting.ts';
import type { SettingFault, SettingWarning } from '../domain/setting-rules.ts';
import { INSPECTION_BOUNDS, type InspectionSetting } from '../domain/inspection/draw-setting.ts';
import type { DeadlineSetting, LiveCallSetting, Reminder, SettingName, SettingValues, SlotRow, ThursdaySetting } from '../domain/settings.ts';

/** What each setting is called, and what it decides. */
export const SETTING_WORDS: Readonly<Record<SettingName, { readonly title: string; readonly help: string }>> = {
  governorate: { title: 'نام استانداری', help: 'بالای همهٔ صفحه‌ها و برگه‌های چاپی می‌آید.' },
  office_title: { title: 'عنوان دفتر', help: 'دفتری که برنامه را تنظیم می‌کند.' },
  province: { title: 'استان', help: 'برای نام تعطیلی‌های استانی.' },
  area_code: { title: 'پیش‌شمارهٔ استان', help: 'به شماره‌های ثابتی که بی پیش‌شماره نوشته شوند افزوده می‌شود.' },
  sessions_per_week: { title: 'شمار جلسه در هفته', help: 'در هر هفته چند مدیر دعوت می‌شوند. شمار تازه از نخستین شنبهٔ آن تاریخ یا پس از آن به کار می‌رود.' },
  slot_template: { title: 'قالب نوبت‌ها', help: 'روزها و ساعت‌هایی که مدیران پاسخ می‌دهند. قالب تازه از نخستین شنبهٔ آن تاریخ یا پس از آن به کار می‌رود.' },
  least_gap_days: { title: 'کمترین فاصلهٔ دو نوبت', help: 'میان دو نوبت یک دستگاه دست‌کم چند روز باشد.' },
  substitutes: { title: 'جانشین مدیر', help: 'اگر مدیر نتواند بیاید، چه کسی به‌جای او پاسخ می‌دهد.' },
  approver: { title: 'تأییدکنندهٔ برنامه', help: 'پیش‌نویس را چه کسی تأیید می‌کند.' },
  demand_formula: { title: 'فرمول سهم دستگاه‌ها', help: 'سهم هر دستگاه از نوبت‌ها به نسبت این امتیاز است.' },
  manager_hour: { title: 'ساعت حضور مدیران', help: 'روز و ساعتی که همهٔ مدیران در دفتر خود پاسخگو هستند.' },
  office_hours: { title: 'ساعت اداری، شنبه تا چهارشنبه', help: 'نوبت و ساعت حضور تنها در وقت اداری برگزار می‌شود.' },
  thursday: { title: 'پنجشنبه', help: 'پنجشنبه‌ها اداره‌ها چگونه کار می‌کنند.' },
  live_calls: { title: 'صف و گفت‌وگو', help: 'اندازه‌هایی که صف تماس‌ها و میز مدیر با آن‌ها کار می‌کند.' },
  identity: { title: 'شناسهٔ تماس‌گیرنده', help: 'کارشناس ۱۱۱ هنگام ثبت تماس چه شناسه‌ای می‌خواهد.' },
  request_deadline: { title: 'مهلت پاسخ به درخواست', help: 'دستگاه تا چند روز پس از ارجاع پاسخ می‌دهد.' },
  letterhead: { title: 'سربرگ نامه‌ها', help: 'امضاکننده، محل جلسه و نشانی که روی دعوت‌نامه‌ها می‌آید.' },
  visits: { title: 'بازدیدها', help: 'بازرس‌ها در بازدید ساعت حضور با این قرارها کار می‌کنند.' },
  reminders: { title: 'یادآوری‌ها', help: 'پیش از هر جلسه چه هنگام به مدیر یادآوری می‌شود. در روز تعطیل و بیرون از این ساعت‌ها پیامی فرستاده نمی‌شود؛ یادآوری آن روز پیش‌تر می‌رود.' },
  inspection: { title: 'قرعهٔ بازدیدها', help: 'شانس هر دستگاه در قرعه، و اینکه هیچ دستگاهی چند هفته بیشتر بی بازدید نماند.' },
  notice_ladder: { title: 'پله‌های تذکر و اخطار', help: 'هر پله با چند رویداد تأییدشده پیشنهاد می‌شود، چه کسی امضا می‌کند و مدیر تا کی پاسخ می‌دهد. همیشه نخست توضیح خواسته می‌شود.' },
};

/** The settings in the order and the groups of their page. */
export const SETTING_GROUPS: readonly { readonly title: string; readonly names: readonly SettingName[] }[] = [
  { title: 'برنامهٔ پاسخگویی', names: ['sessions_per_week', 'slot_template', 'demand_formula', 'least_gap_days', 'substitutes', 'approver', 'reminders'] },
  { title: 'تماس‌های زنده', names: ['live_calls', 'identity', 'request_deadline'] },
  { title: 'بازرسی', names: ['inspection', 'visits', 'notice_ladder'] },
  { title: 'ساعت‌ها', names: ['manager_hour', 'office_hours', 'thursday'] },
  { title: 'استانداری', names: ['governorate', 'office_title', 'province', 'area_code', 'letterhead'] },
];

export const THURSDAY_WORDS: Readonly<Record<ThursdaySetting['policy'], string>> = {
  full: 'مانند روزهای دیگر',
  half: 'نیمه‌وقت',
  closed: 'تعطیل',
  remote: 'دورکاری',
};

export const SUBSTITUTE_WORDS: Readonly<Record<SettingValues['substitutes'], string>> = {
  forbidden: 'پذیرفته نیست',
  with_approval: 'با تأیید مسئول برنامه',
  deputies: 'تنها معاونان دستگاه',
};

export const APPROVER_WORDS: Readonly<Record<SettingValues['approver'], string>> = {
  inspection_head: 'مدیر دفتر بازرسی',
  governor: 'استاندار',
  either: 'مدیر دفتر بازرسی یا استاندار',
};

export const IDENTITY_RULE_WORDS: Readonly<Record<SettingValues['identity'], string>> = {
  national_code: 'کد ملی لازم است',
  any: 'کد ملی یا شناسه‌ای دیگر',
  optional: 'بی‌شناسه هم پذیرفته می‌شود',
};

export const DEADLINE_COUNT_WORDS: Readonly<Record<DeadlineSetting['counted'], string>> = { calendar: 'روز تقویمی', working: 'روز کاری' };

/** How long before a session a reminder is. */
export const REMINDER_WORDS: Readonly<Record<Reminder, string>> = { month: 'یک ماه پیش از جلسه', week: 'یک هفته پیش از جلسه', day: 'روز پیش از جلسه' };

/** What each number of the live calls is called, its unit, and what it decides. */
export const LIVE_CALL_WORDS: Readonly<Record<keyof LiveCallSetting, { readonly label: string; readonly unit: string; readonly help: string }>> = {
  talkMinutes: { label: 'گفت‌وگوی هر نفر', unit: 'دقیقه', help: 'انتظار تقریبی هر نفر با این اندازه برآورد می‌شود.' },
  waitMinutes: { label: 'انتظار پذیرفتنی', unit: 'دقیقه', help: 'انتظار درازتر از این در صف نشان می‌گیرد.' },
  wrapUpSeconds: { label: 'تکمیل یادداشت', unit: 'ثانیه', help: 'پس از هر گفت‌وگو، پیش از نفر بعد.' },
  retryAfter: { label: 'تماس دوباره پس از', unit: 'نفر', help: 'به کسی که پاسخ نداد، پس از این شمار دوباره زنگ زده می‌شود.' },
  retries: { label: 'تماس با هر نفر', unit: 'بار', help: 'پس از این شمار، او از صف بیرون می‌رود.' },
  queueMost: { label: 'گنجایش صف', unit: 'نفر', help: 'صف هر جلسه بیش از این کسی را نمی‌پذیرد.' },
  extraMinutes: { label: 'زمان افزوده', unit: 'دقیقه', help: 'با هر بار افزودن زمان، جلسه این اندازه درازتر می‌شود.' },
  carryWeeks: { label: 'انتقال تا', unit: 'هفته', help: 'کسی که نوبتش نرسید، به جلسه یا ساعت حضوری تا این زمان منتقل می‌شود.' },
  lateMinutes: { label: 'تأخیر مدیر پس از', unit: 'دقیقه', help: 'از آغاز جلسه که بگذرد، مرکز خبر می‌شود.' },
};

/** What each number of the draw is called, its unit, and what it decides. */
export const INSPECTION_WORDS: Readonly<Record<(typeof INSPECTION_BOUNDS)[number][0], { readonly label: string; readonly unit: string; readonly help: string }>> = {
  visits: { label: 'بازدید هر بازرس', unit: '', help: 'در هر ساعت حضور، هر بازرس بیش از این شمار مقصد نمی‌گیرد.' },
  base: { label: 'وزن پایه', unit: '', help: 'شانس هر دستگاه از این آغاز می‌شود.' },
  complaint: { label: 'وزن هر گزارش «مدیر نبود»', unit: '', help: 'برای هر گزارش مردم به شانس افزوده می‌شود.' },
  absence: { label: 'وزن هر غیبت تأییدشده', unit: '', help: 'برای هر غیبت تأییدشده به شانس افزوده می‌شود.' },
  week: { label: 'وزن هفته‌های بی بازدید', unit: '', help: 'پس از آخرین بازدید، هر هفته بیش از هفتهٔ پیش به شانس می‌افزاید.' },
  coverageWeeks: { label: 'کمترین پوشش', unit: 'هفته', help: 'هیچ دستگاهی بیش از این بی بازدید نمی‌ماند، اگر شمار بازرسان برسد.' },
};

/** How «در محل نبود» is established. */
export const NOT_FOUND_BY_WORDS: Readonly<Record<NotFoundBy, string>> = { either: 'دو بازرس با هم، یا انتظار نزد یک شاهد', pair: 'تنها دو بازرس با هم', wait: 'انتظار نزد یک شاهد' };

/** What each number of the visits is called, its unit, and what it decides. */
export const VISIT_NUMBER_WORDS: Readonly<Record<'waitMinutes' | 'lateMinutes' | 'findingDays', { readonly label: string; readonly unit: string; readonly help: string }>> = {
  waitMinutes: { label: 'انتظار پیش از «در محل نبود»', unit: 'دقیقه', help: 'بازرسی که تنهاست این اندازه نزد شاهد می‌ماند.' },
  lateMinutes: { label: 'تأخیر مدیر پس از', unit: 'دقیقه', help: 'از آغاز ساعت حضور که بگذرد، آمدن مدیر «با تأخیر» است.' },
  findingDays: { label: 'مهلت اقدام اصلاحی', unit: 'روز', help: 'آنچه در بازدید خوب نبود، تا این روز درست می‌شود.' },
};

const visitWords = (visits: VisitSetting): string => {
  const numbers = (['waitMinutes', 'lateMinutes', 'findingDays'] as const).map((name) => `${VISIT_NUMBER_WORDS[name].label}: ${formatNumber(visits[name])} ${VISIT_NUMBER_WORDS[name].unit}`);
  return [...numbers, `در محل نبود: ${NOT_FOUND_BY_WORDS[visits.notFoundBy]}`, `${formatNumber(visits.checklist.length)} بند فهرست بررسی`].join('؛ ');
};

/** What makes a value unusable, said to whoever typed it. */
export const SETTING_FAULTS: Readonly<Record<SettingFault, string>> = {
  text_empty: 'این را خالی نگذارید.',
  not_in_range: 'این عدد بیرون از اندازهٔ پذیرفتنی است.',
  window_backwards: 'ساعت پایان باید پس از ساعت آغاز باشد.',
  list_faulty: 'فهرست تا ۲۰ بند دارد و هیچ بندی دو بار نمی‌آید.',
  window_night: 'شب‌ها پیامی فرستاده نمی‌شود؛ ساعتی از ۶ تا ۲۲ بنویسید.',
  coverage_repeats: 'یک نام دو بار آمده است.',
  template_empty: 'دست‌کم یک روز با ساعت بنویسید؛ اگر مدت جلسه از خود بازه بیشتر است، آن را کوتاه کنید.',
  template_overlap: 'دو بازه در یک روز روی هم افتاده‌اند. برای پاسخگویی هم‌زمان، شمار خط‌ها را بیشتر کنید.',
  formula_zero: 'هر سه ضریب صفر است؛ دست‌کم یکی را بنویسید.',
  explanation_missing: 'پیش از هر تذکری توضیح خواسته می‌شود؛ برای هر زمینه‌ای که پلهٔ دیگری دارد، در «درخواست توضیح» هم شمار بنویسید.',
  area_code_wrong: 'پیش‌شماره سه رقم دارد و با صفر آغاز می‌شود؛ مانند ۰۳۱.',
};

const slotRow = ({ weekdays, from, to, minutes, gap, lines }: SlotRow): string => {
  const parts = [`${joinWords([...weekdays].sort().map((one: Weekday) => WEEKDAYS[one]))}، ${formatClockRange(from, to)}`];
  if (minutes !== null) parts.push(`جلسه‌های ${formatNumber(minutes)} دقیقه‌ای`);
  if (minutes !== null && gap > 0) parts.push(`${formatNumber(gap)} دقیقه میان آن‌ها`);
  if (lines > 1) parts.push(`${formatNumber(lines)} مدیر هم‌زمان`);
  return parts.join('، ');
};

const NO_BREAK_SPACE = '\u00a0';

/** The formula as it is published: «۳ × مراجعه‌کننده + ۲ × تماس ۱۱۱ + ۱ × درخواست باز». */
export function formulaWords({ clients, calls, openRequests }: WeightFormula): string {
  const terms = [
    { factor: clients, name: 'مراجعه‌کننده' },
    { factor: calls, name: 'تماس ۱۱۱' },
    { factor: openRequests, name: 'درخواست باز' },
  ];
  return terms.flatMap(({ factor, name }) => (factor === 0 ? [] : [`${formatNumber(factor)} × ${name}`.replaceAll(' ', NO_BREAK_SPACE)])).join(' + ');
}

/** The promise beside the formula, or null where none is made. */
export function floorWords({ floor }: WeightFormula): string | null {
  if (floor === null) return null;
  return `هر دستگاه با امتیاز ${formatNumber(floor.threshold)} یا بیشتر، به‌طور میانگین هر ${formatNumber(floor.maxWaitDays)} روز یک نوبت می‌گیرد`;
}

const inspectionWords = (visits: InspectionSetting): string =>
  [
    ...INSPECTION_BOUNDS.map(([name]) => `${INSPECTION_WORDS[name].label} ${formatNumber(visits[name])} ${INSPECTION_WORDS[name].unit}`.trim().replaceAll(' ', NO_BREAK_SPACE)),
    ...visits.coverage.map(({ name, weeks }) => `${name} ${formatNumber(weeks)} هفته`.replaceAll(' ', NO_BREAK_SPACE)),
  ].join('، ');

const WORDS: { readonly [Name in SettingName]: (value: SettingValues[Name]) => string } = {
  governorate: (text) => text,
  office_title: (text) => text,
  province: (text) => text,
  area_code: (code) => toPersianDigits(code),
  sessions_per_week: (count) => `${formatNumber(count)} جلسه در هفته`,
  slot_template: (rows) => rows.map(slotRow).join('؛ '),
  least_gap_days: (days) => (days === 0 ? 'بی‌فاصله' : `${formatNumber(days)} روز`),
  substitutes: (value) => SUBSTITUTE_WORDS[value],
  approver: (value) => APPROVER_WORDS[value],
  demand_formula: (formula) => [formulaWords(formula), floorWords(formula)].filter((part) => part !== null).join('؛ '),
  manager_hour: ({ weekday, from, to }) => `${WEEKDAYS[weekday]}، ${formatClockRange(from, to)}`,
  office_hours: ({ from, to }) => formatClockRange(from, to),
  live_calls: (live) => (Object.keys(LIVE_CALL_WORDS) as (keyof LiveCallSetting)[]).map((name) => `${LIVE_CALL_WORDS[name].label} ${formatNumber(live[name])} ${LIVE_CALL_WORDS[name].unit}`.replaceAll(' ', NO_BREAK_SPACE)).join('، '),
  identity: (value) => IDENTITY_RULE_WORDS[value],
  request_deadline: ({ days, counted }) => `${formatNumber(days)} ${DEADLINE_COUNT_WORDS[counted]}`,
  reminders: ({ kinds, from, to }) => (kinds.length === 0 ? 'بدون یادآوری' : `${joinWords(kinds.map((kind) => REMINDER_WORDS[kind].replace(' از جلسه', '')))}؛ ${formatClockRange(from, to)}`),
  inspection: (visits) => inspectionWords(visits),
  notice_ladder: ladderWords,
  visits: visitWords,
  letterhead: ({ signer, signerTitle, place }) => [[signer, signerTitle].filter(Boolean).join('، '), place].filter(Boolean).join('؛ محل جلسه: '),
  thursday: (value) => (value.policy === 'half' ? `${THURSDAY_WORDS.half}، ${formatClockRange(value.from, value.to)}` : THURSDAY_WORDS[value.policy]),
};

/** A setting's value as a person reads it. */
export function settingWords<Name extends SettingName>(name: Name, value: SettingValues[Name]): string {
  return WORDS[name](value) || 'نوشته نشده است';
}

const placeWords = (places: Extract<SettingWarning, { places: unknown }>['places']): string =>
  joinWords(places.map(({ weekday, from, to }) => `${WEEKDAYS[weekday]} ${formatClockRange(from, to)}`));

/** What two settings that run against each other come to. */
export function warningWords(warning: SettingWarning): string {
  switch (warning.code) {
    case 'in_manager_hour':
      return `در قالب نوبت‌ها، ${placeWords(warning.places)} با ساعت حضور مدیران هم‌زمان است و نوبت به شمار نمی‌آید.`;
    case 'outside_hours':
      return `در قالب نوبت‌ها، ${placeWords(warning.places)} بیرون از ساعت اداری است و نوبت به شمار نمی‌آید.`;
    case 'too_few_places':
      return `قالب نوبت‌ها در هفته ${formatNumber(warning.offered)} جا دارد، کمتر از ${formatNumber(warning.wanted)} جلسه‌ای که خواسته شده است.`;
  }
}
