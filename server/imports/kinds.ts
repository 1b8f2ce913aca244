import { ABSENCE_KINDS, KIND_CODES, SECTOR_CODES } from '../domain/agency.ts';
import { MONTHS } from '../domain/jalali.ts';
import { ABSENCES, AGENCY_FLAGS, AGENCY_KINDS, SECTORS } from '../wording/agencies.ts';
import { MEASURE_WORDS } from '../wording/demand.ts';

/** What can be taken in from a file. */
export const KINDS = ['agencies', 'managers', 'absences', 'demand'] as const;
export type Kind = (typeof KINDS)[number];

/** What a column's cells are: how they are read, and what zeros and dates the spreadsheet took from them. */
export type Sort = 'text' | 'code' | 'national' | 'phone' | 'day' | 'clock' | 'count' | 'year' | 'month' | 'word';

/** A column of a kind: its title in the template, the other titles it is known by, what may stand in it, and a line that explains it. */
export interface Column {
  readonly key: string;
  readonly title: string;
  readonly others?: readonly string[];
  readonly sort: Sort;
  /** The words that may stand in it, by the code each means; other spellings after the first. */
  readonly words?: Readonly<Record<string, readonly string[]>>;
  readonly help: string;
  readonly example: string;
  /** Width in characters. */
  readonly width?: number;
}

/** A kind's columns; of each group in `needed` one must be there. */
export interface Table {
  readonly columns: readonly Column[];
  readonly needed: readonly (readonly string[])[];
}

const YES_NO = { yes: ['بله', 'آری', 'دارد', 'true', 'yes', '1', '✓'], no: ['خیر', 'نه', 'ندارد', 'false', 'no', '0'] } as const;

const wordsOf = (codes: readonly string[], words: Readonly<Record<string, string>>, more: Readonly<Record<string, readonly string[]>> = {}): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(codes.map((code) => [code, [words[code] ?? code, ...(more[code] ?? []), code]]));

const AGENCY_CODE: Column = {
  key: 'agencyCode', title: 'شناسهٔ دستگاه', others: ['شناسه', 'کد دستگاه', 'agency code'], sort: 'code', example: '', width: 16,
  help: 'شناسهٔ دستگاه در دیدار. اگر نوشته شود، دستگاه با همین شناخته می‌شود و نام لازم نیست.',
};
const AGENCY: Column = {
  key: 'agency', title: 'دستگاه', others: ['نام دستگاه', 'نام دستگاه اجرایی', 'دستگاه اجرایی', 'اداره', 'سازمان', 'agency'], sort: 'text', example: 'راه و شهرسازی', width: 28,
  help: 'نام کامل، نام کوتاه یا یکی از نام‌های دیگر دستگاه، چنان‌که در دیدار ثبت شده است.',
};
const NATIONAL: Column = {
  key: 'nationalCode', title: 'کد ملی', others: ['کدملی', 'شماره ملی', 'national code'], sort: 'national', example: '', width: 14,
  help: 'ده رقم؛ صفرهایی که اکسل از آغاز آن انداخته است بازگردانده می‌شود.',
};
const DATE_HELP = 'مانند ۱۳۹۹/۰۱/۰۵ یا ۵ فروردین ۱۳۹۹؛ خانه‌ای که در اکسل قالب تاریخ دارد نیز پذیرفته است.';

const AGENCIES: Table = {
  needed: [['name', 'code']],
  columns: [
    { key: 'code', title: 'شناسه', others: ['شناسهٔ دستگاه', 'کد', 'کد دستگاه', 'code'], sort: 'code', example: 'roads-urban', width: 18, help: 'حرف انگلیسی، رقم و خط تیره. دستگاهی که این شناسه را دارد تغییر می‌کند؛ خالی: با نام شناخته می‌شود.' },
    { key: 'name', title: 'نام کامل', others: ['نام', 'نام دستگاه', 'دستگاه', 'عنوان دستگاه', 'name'], sort: 'text', example: 'اداره کل راه و شهرسازی استان', width: 40, help: 'نام رسمی دستگاه. برای دستگاه تازه لازم است.' },
    { key: 'shortName', title: 'نام کوتاه', others: ['نام مختصر', 'short name'], sort: 'text', example: 'راه و شهرسازی', width: 24, help: 'در برنامه و فهرست‌ها همین دیده می‌شود؛ خالی: همان نام کامل.' },
    { key: 'aliases', title: 'نام‌های دیگر', others: ['سایر نام‌ها', 'aliases'], sort: 'text', example: 'مسکن و شهرسازی', width: 24, help: 'نام‌هایی که مردم هم به کار می‌برند، با «،» جدا.' },
    { key: 'sector', title: 'بخش', others: ['گروه', 'حوزه', 'sector'], sort: 'word', words: wordsOf(SECTOR_CODES, SECTORS), example: SECTORS.infra, width: 26, help: 'یکی از واژه‌های روبه‌رو. برای دستگاه تازه لازم است.' },
    { key: 'kind', title: 'نوع', others: ['نوع دستگاه', 'kind'], sort: 'word', words: wordsOf(KIND_CODES, AGENCY_KINDS, { general_directorate: ['اداره کل', 'ادارهٔ کل'] }), example: AGENCY_KINDS.general_directorate, width: 18, help: 'یکی از واژه‌های روبه‌رو. برای دستگاه تازه لازم است.' },
    { key: 'headTitle', title: 'عنوان رئیس دستگاه', others: ['عنوان رئیس', 'سمت رئیس', 'head title'], sort: 'text', example: 'مدیرکل', width: 20, help: 'مدیرکل، مدیرعامل، رئیس، فرماندار … برای دستگاه تازه لازم است.' },
    { key: 'county', title: 'شهرستان', others: ['نام شهرستان', 'county'], sort: 'text', example: '', width: 16, help: 'نام شهرستانی که در دیدار ثبت شده است؛ خالی یا «استانی»: دستگاه استانی.' },
    { key: 'parent', title: 'زیرمجموعهٔ', others: ['دستگاه بالادست', 'parent'], sort: 'text', example: '', width: 20, help: 'شناسه یا نام دستگاهی که این زیرمجموعهٔ آن است.' },
    { key: 'validFrom', title: 'برپا از', others: ['از تاریخ', 'valid from'], sort: 'day', example: '', width: 14, help: `نخستین روز برپایی دستگاه؛ خالی: بی آغاز. ${DATE_HELP}` },
    { key: 'validTo', title: 'برپا تا', others: ['تا تاریخ', 'valid to'], sort: 'day', example: '', width: 14, help: 'آخرین روز برپایی؛ خالی: هنوز برپاست.' },
    { key: 'mayBeInvited', title: AGENCY_FLAGS.mayBeInvited.on, others: ['دعوت می‌شود'], sort: 'word', words: YES_NO, example: 'بله', width: 14, help: `${AGENCY_FLAGS.mayBeInvited.label}؛ خالی برای دستگاه تازه: بله.` },
    { key: 'mayBeInspected', title: AGENCY_FLAGS.mayBeInspected.on, others: ['بازدید می‌شود'], sort: 'word', words: YES_NO, example: 'بله', width: 14, help: `${AGENCY_FLAGS.mayBeInspected.label}؛ خالی برای دستگاه تازه: بله.` },
    { key: 'mayBeGivenNotice', title: AGENCY_FLAGS.mayBeGivenNotice.on, others: ['تذکر می‌گیرد'], sort: 'word', words: YES_NO, example: 'بله', width: 14, help: `${AGENCY_FLAGS.mayBeGivenNotice.label}؛ خالی برای دستگاه تازه: بله.` },
    { key: 'flagsWhy', title: 'علت', others: ['علت خاموشی'], sort: 'text', example: '', width: 24, help: 'اگر یکی از سه خانهٔ پیش «خیر» است، بنویسید چرا.' },
    { key: 'directLine', title: 'تلفن مستقیم', others: ['تلفن', 'تلفن رئیس دستگاه', 'phone'], sort: 'phone', example: '۰۳۱۳۲۱۲۳۴۵۶', width: 16, help: 'تلفن رئیس دستگاه؛ به مردم نشان داده نمی‌شود.' },
  ],
};

const MANAGERS: Table = {
  needed: [['agency', 'agencyCode'], ['name', 'nationalCode'], ['from']],
  columns: [
    AGENCY,
    AGENCY_CODE,
    { key: 'honorific', title: 'خانم یا آقا', others: ['جنسیت', 'عنوان', 'خطاب', 'honorific'], sort: 'word', words: { khanom: ['خانم', 'زن', 'سرکار خانم'], agha: ['آقا', 'آقای', 'مرد', 'جناب آقای'] }, example: 'آقا', width: 12, help: 'خانم یا آقا. برای کسی که تازه است لازم است.' },
    { key: 'name', title: 'نام و نام خانوادگی', others: ['نام', 'نام مدیر', 'مدیر', 'name'], sort: 'text', example: 'کاوه احمدی', width: 24, help: 'بی خانم و آقا. اگر نام خانوادگی ستون جدا دارد، این‌جا تنها نام است.' },
    { key: 'family', title: 'نام خانوادگی', others: ['فامیل', 'family'], sort: 'text', example: '', width: 18, help: 'تنها اگر جدا از نام نوشته می‌شود.' },
    NATIONAL,
    { key: 'phone', title: 'تلفن', others: ['تلفن همراه', 'همراه', 'موبایل', 'شماره تماس', 'phone'], sort: 'phone', example: '۰۹۱۳۱۲۳۴۵۶۷', width: 16, help: 'همراه یا ثابت؛ صفرِ آغاز آن بازگردانده می‌شود.' },
    { key: 'post', title: 'سمت', others: ['پست', 'عنوان پست', 'post'], sort: 'text', example: 'مدیرکل', width: 18, help: 'برای رئیس دستگاه همان عنوان او؛ خالی: عنوان رئیس دستگاه.' },
    { key: 'from', title: 'از تاریخ', others: ['آغاز دوره', 'شروع', 'تاریخ شروع', 'تاریخ انتصاب', 'from'], sort: 'day', example: '۱۳۹۹/۰۱/۰۵', width: 14, help: `نخستین روز در این سمت. ${DATE_HELP}` },
    { key: 'to', title: 'تا تاریخ', others: ['پایان دوره', 'پایان', 'تاریخ پایان', 'to'], sort: 'day', example: '', width: 14, help: 'آخرین روز در این سمت؛ خالی: هنوز در این سمت است.' },
  ],
};

const ABSENCE_TABLE: Table = {
  needed: [['agency', 'agencyCode'], ['kind'], ['from']],
  columns: [
    AGENCY,
    AGENCY_CODE,
    { key: 'name', title: 'مدیر', others: ['نام مدیر', 'نام', 'نام و نام خانوادگی', 'manager'], sort: 'text', example: 'کاوه احمدی', width: 24, help: 'کسی که در آن روزها در این دستگاه سمت دارد؛ خالی: رئیس دستگاه در آن روز.' },
    NATIONAL,
    { key: 'kind', title: 'نوع غیبت', others: ['نوع', 'علت غیبت', 'علت', 'kind'], sort: 'word', words: wordsOf(ABSENCE_KINDS, ABSENCES, { mission: ['ماموریت', 'مأموریت اداری'], leave: ['مرخصی استحقاقی'], sickness: ['استعلاجی', 'مرخصی استعلاجی'], governor_meeting: ['جلسه استاندار'] }), example: ABSENCES.mission, width: 16, help: 'یکی از واژه‌های روبه‌رو.' },
    { key: 'from', title: 'از تاریخ', others: ['از روز', 'تاریخ', 'شروع', 'تاریخ شروع', 'from'], sort: 'day', example: '۱۳۹۹/۰۵/۲۰', width: 14, help: DATE_HELP },
    { key: 'to', title: 'تا تاریخ', others: ['تا روز', 'پایان', 'تاریخ پایان', 'to'], sort: 'day', example: '۱۳۹۹/۰۵/۲۲', width: 14, help: 'آخرین روز؛ خالی: همان یک روز.' },
    { key: 'fromClock', title: 'از ساعت', others: ['ساعت شروع'], sort: 'clock', example: '', width: 10, help: 'تنها برای غیبت یک‌روزه، مانند ۹:۳۰؛ خالی: همهٔ روز.' },
    { key: 'toClock', title: 'تا ساعت', others: ['ساعت پایان'], sort: 'clock', example: '', width: 10, help: 'همراه «از ساعت».' },
    { key: 'note', title: 'توضیح', others: ['توضیحات', 'شرح', 'note'], sort: 'text', example: '', width: 30, help: 'هر توضیحی که لازم است.' },
  ],
};

const DEMAND_TABLE: Table = {
  needed: [['agency', 'agencyCode'], ['month']],
  columns: [
    AGENCY,
    AGENCY_CODE,
    { key: 'year', title: 'سال', others: ['سال شمسی', 'year'], sort: 'year', example: '۱۳۹۹', width: 8, help: 'سال خورشیدی با چهار رقم؛ اگر در ستون ماه آمده است، خالی بماند.' },
    { key: 'month', title: 'ماه', others: ['نام ماه', 'month'], sort: 'month', example: MONTHS[4], width: 14, help: 'نام یا شمارهٔ ماه، یا ماه و سال با هم: «مرداد ۱۳۹۹» یا ۱۳۹۹/۰۵.' },
    { key: 'clients', title: MEASURE_WORDS.clients.title, others: ['مراجعه', 'مراجعه‌کنندگان', 'تعداد مراجعه', 'clients'], sort: 'count', example: '۲۱۴۰', width: 14, help: `${MEASURE_WORDS.clients.help} خالی: بی تغییر.` },
    { key: 'calls', title: MEASURE_WORDS.calls.title, others: ['تماس', 'تماس‌ها', 'تعداد تماس', 'calls'], sort: 'count', example: '۳۱۰', width: 14, help: 'تماس‌هایی که در آن ماه با ۱۱۱ دربارهٔ این دستگاه گرفته شده است. خالی: بی تغییر.' },
    { key: 'openRequests', title: MEASURE_WORDS.openRequests.title, others: ['درخواست‌های باز', 'تعداد درخواست باز', 'open requests'], sort: 'count', example: '۱۲', width: 14, help: `${MEASURE_WORDS.openRequests.help} خالی: بی تغییر.` },
  ],
};

/** The columns of every kind. */
export const TABLES: Readonly<Record<Kind, Table>> = { agencies: AGENCIES, managers: MANAGERS, absences: ABSENCE_TABLE, demand: DEMAND_TABLE };

/** The kind that an address names, or null. */
export const kindOf = (name: string): Kind | null => KINDS.find((kind) => kind === name) ?? null;

/** A column by its key. */
export const columnOf = (kind: Kind, key: string): Column | undefined => TABLES[kind].columns.find((column) => column.key === key);
