import { formatNumber, isolate, toPersianDigits } from '../domain/persian.ts';
import { isDay, formatDayLong } from '../domain/jalali.ts';
import { SETTING_NAMES } from '../domain/settings.ts';
import { ABSENCES } from './agencies.ts';
import { UNKNOWN, type AuditEvent, type AuditNames } from './audit.ts';
import {
  ABSENCE_FIELDS, AGENCY_FIELDS, AMENDED_FIELDS, CLOSURE_FIELDS, COUNTY_FIELDS, DRAFT_FIELDS, EXCHANGE_FIELDS, EXCLUSION_FIELDS, FEED_FIELDS, FINDING_FIELDS, HOLIDAY_FIELDS, INVITATION_FIELDS, NOTICE_FIELDS,
  MESSAGE_FIELDS, ORDER_FIELDS, PLACE_FIELDS, PERSON_FIELDS, TERM_FIELDS, TOPIC_FIELDS, USER_FIELDS, type Fields,
} from './audit-fields.ts';
import { spanText, wordsOf } from './audit-values.ts';
import { MEASURE_WORDS } from './demand.ts';
import { MESSAGE_KIND_NAMES } from './messages.ts';
import { GROUND_NAMES, NOTICE_STEP_NAMES } from './notices.ts';
import { SETTING_WORDS } from './settings.ts';

/** What is said of a kind of event, and the fields in which its two states are told; without fields they are not told one by one. */
export interface KindWords {
  readonly sentence: (event: AuditEvent, names: AuditNames) => string;
  readonly fields?: Fields;
}

type Facts = Readonly<Record<string, unknown>>;

const isFacts = (value: unknown): value is Facts => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A side of an event; empty where it has none. */
export const sideOf = (data: Facts, side: 'before' | 'after'): Facts => (isFacts(data[side]) ? data[side] : {});

const either = ({ data }: AuditEvent): Facts => ({ ...sideOf(data, 'before'), ...sideOf(data, 'after') });
const idIn = ({ stream }: AuditEvent): string => stream.split(':')[1] ?? '';

// Every name is set apart, so that one of another direction turns nothing around it.
const named = (text: unknown): string => (typeof text === 'string' && text !== '' ? `«${isolate(text)}»` : `«${UNKNOWN}»`);
const count = (value: unknown): string => formatNumber(Array.isArray(value) ? value.length : typeof value === 'number' ? value : 0);
const dayText = (value: unknown): string => {
  try {
    return typeof value === 'string' && isDay(value) ? formatDayLong(value) : '';
  } catch {
    return '';
  }
};

const agencyNow = (id: unknown, names: AuditNames, then?: unknown): string => named(names.agency(id) || then);

const agencies: Readonly<Record<string, KindWords>> = {
  agency_added: { sentence: (event, names) => `دستگاه ${agencyNow(idIn(event), names, either(event)['shortName'])} افزوده شد.`, fields: AGENCY_FIELDS },
  agency_changed: { sentence: (event, names) => `مشخصات دستگاه ${agencyNow(idIn(event), names, either(event)['shortName'])} تغییر کرد.`, fields: AGENCY_FIELDS },
  county_added: { sentence: (event) => `شهرستان ${named(either(event)['name'])} افزوده شد.`, fields: COUNTY_FIELDS },
  county_changed: { sentence: (event) => `شهرستان ${named(either(event)['name'])} تغییر کرد.`, fields: COUNTY_FIELDS },
  term_added: { sentence: (event, names) => `دورهٔ ${named(either(event)['name'])} در دستگاه ${agencyNow(idIn(event), names)} ثبت شد.`, fields: TERM_FIELDS },
  term_changed: { sentence: (event, names) => `دورهٔ ${named(either(event)['name'])} در دستگاه ${agencyNow(idIn(event), names)} تغییر کرد.`, fields: TERM_FIELDS },
  absence_registered: { sentence: (event, names) => `غیبت ${named(either(event)['name'])} از دستگاه ${agencyNow(idIn(event), names)} ثبت شد.`, fields: ABSENCE_FIELDS },
  absence_withdrawn: {
    sentence: (event, names) => {
      const { kind, name, from, to } = either(event);
      return `${wordsOf(ABSENCES)(kind, names).text} ${named(name)} از دستگاه ${agencyNow(idIn(event), names)} (${spanText(from, to)}) پس گرفته شد.`;
    },
  },
};

const userNow = (event: AuditEvent, names: AuditNames): string => named(names.user(idIn(event)) || either(event)['name']);

const people: Readonly<Record<string, KindWords>> = {
  person_changed: { sentence: (event, names) => `مشخصات ${named(names.person(idIn(event)) || either(event)['name'])} تغییر کرد.`, fields: PERSON_FIELDS },
  user_added: { sentence: (event, names) => `کاربر ${userNow(event, names)} افزوده شد.`, fields: USER_FIELDS },
  user_changed: { sentence: (event, names) => `مشخصات کاربر ${userNow(event, names)} تغییر کرد.`, fields: USER_FIELDS },
  grants_changed: { sentence: (event, names) => `نقش‌های کاربر ${userNow(event, names)} تغییر کرد.`, fields: USER_FIELDS },
  user_disabled: { sentence: (event, names) => `کاربر ${userNow(event, names)} غیرفعال شد و ورودهایش بسته شد.` },
  user_enabled: { sentence: (event, names) => `کاربر ${userNow(event, names)} دوباره فعال شد.` },
  logins_ended: { sentence: (event, names) => `همهٔ ورودهای کاربر ${userNow(event, names)} بسته شد.` },
  link_issued: { sentence: (event, names) => `برای کاربر ${userNow(event, names)} پیوند ساختن گذرواژه ساخته شد.` },
  password_set: { sentence: (event, names) => `گذرواژهٔ کاربر ${userNow(event, names)} عوض شد.` },
  login_started: { sentence: (event, names) => `کاربر ${userNow(event, names)} وارد شد.` },
  login_ended: { sentence: (event, names) => `ورود کاربر ${userNow(event, names)} پایان یافت.` },
};

const holiday = (verb: string): KindWords => ({ sentence: (event) => `مناسبت ${named(either(event)['title'])} در ${dayText(either(event)['day'])} ${verb}`, fields: HOLIDAY_FIELDS });
const closure = (verb: string): KindWords => ({ sentence: (event) => `تعطیلی ${spanText(either(event)['from'], either(event)['to'])} ${verb}`, fields: CLOSURE_FIELDS });

const exception = (verb: string): KindWords => ({
  sentence: (event, names) => {
    const { scope, from, to, movedTo } = either(event);
    const { kind, countyId, agencyId } = isFacts(scope) ? scope : {};
    const whose = kind === 'county' ? `شهرستان ${named(names.county(countyId))}` : kind === 'agency' ? `دستگاه ${agencyNow(agencyId, names)}` : 'همهٔ استان';
    const where = typeof movedTo === 'string' ? `${dayText(from)} به ${dayText(movedTo)}` : to === null ? `از ${dayText(from)}` : spanText(from, to);
    return `استثنای ساعت حضور ${whose} (${where}) ${verb}`;
  },
});

const calendar: Readonly<Record<string, KindWords>> = {
  hour_exception_added: exception('ثبت شد.'),
  hour_exception_withdrawn: exception('پس گرفته شد.'),
  closure_added: closure('ثبت شد.'),
  closure_edited: closure('تغییر کرد.'),
  closure_withdrawn: closure('پس گرفته شد.'),
  holiday_added: holiday('به تقویم افزوده شد.'),
  reference_holidays_added: { sentence: ({ data }) => `${count(data['days'])} روز تعطیل از تقویم مرجع افزوده شد.` },
  holiday_edited: holiday('تغییر کرد.'),
  holiday_removed: holiday('از تقویم برداشته شد.'),
};

const settingTitle = (name: unknown): string => {
  const known = SETTING_NAMES.find((one) => one === name);
  return known === undefined ? (typeof name === 'string' ? name : UNKNOWN) : SETTING_WORDS[known].title;
};
const measureTitle = (measure: unknown): string =>
  typeof measure === 'string' && Object.hasOwn(MEASURE_WORDS, measure) ? MEASURE_WORDS[measure as keyof typeof MEASURE_WORDS].title : '';
const yearOf = (event: AuditEvent): string => toPersianDigits(typeof event.data['year'] === 'number' ? event.data['year'] : idIn(event));

const office: Readonly<Record<string, KindWords>> = {
  setting_changed: { sentence: ({ data }) => `تنظیم ${named(settingTitle(data['name']))} از ${dayText(data['from'])} تغییر کرد.` },
  demand_changed: { sentence: (event) => `${named(measureTitle(event.data['measure']))} در ${count(event.data['changes'])} خانه از سال ${yearOf(event)} تغییر کرد.` },
  demand_laid_in: { sentence: (event) => `مراجعه و تماس سال ${yearOf(event)} در ${count(event.data['rows'])} خانه نوشته شد.` },
  topic_added: { sentence: (event) => `موضوع ${named(either(event)['name'])} افزوده شد.`, fields: TOPIC_FIELDS },
  topic_changed: { sentence: (event) => `موضوع ${named(either(event)['name'])} تغییر کرد.`, fields: TOPIC_FIELDS },
  topic_retired: { sentence: (event) => `موضوع ${named(either(event)['name'])} کنار گذاشته شد.` },
  topic_brought_back: { sentence: (event) => `موضوع ${named(either(event)['name'])} بازگردانده شد.` },
  reference_topics_added: { sentence: ({ data }) => `${count(data['ids'])} موضوع از فهرست مرجع افزوده شد.` },
  setup_link_issued: { sentence: () => 'پیوند راه‌اندازی سامانه ساخته شد.' },
  set_up: { sentence: ({ data }) => `سامانه با ${count(data['agencies'])} دستگاه و ${count(data['counties'])} شهرستان راه‌اندازی شد.` },
  wall_added: { sentence: ({ data }) => `تابلوی سالن ${named(data['name'])} ساخته شد.` },
  wall_revoked: { sentence: () => 'کلید یک تابلوی سالن باطل شد.' },
};

const draftNow = (event: AuditEvent, names: AuditNames, id: unknown = idIn(event)): string => {
  const { from, to } = either(event);
  return names.draft(id) || spanText(from, to) || UNKNOWN;
};
const draftStep = (verb: string): KindWords => ({ sentence: (event, names) => `${verb.replace('…', draftNow(event, names))}`, fields: DRAFT_FIELDS });
const sessionNow = (id: unknown, names: AuditNames): string => names.session(id) || UNKNOWN;

const BOARD_ACTS: Readonly<Record<string, string>> = {
  place: 'جابه‌جا', move: 'جابه‌جا', swap: 'جابه‌جا', assign: 'تعیین دستگاه', clear: 'خالی', pin: 'ثابت', unpin: 'آزاد', redraw: 'دوباره چیده', undo: 'بازگردانده',
};

const rota: Readonly<Record<string, KindWords>> = {
  draft_added: { sentence: (event, names) => `پیش‌نویس برنامهٔ ${draftNow(event, names)} افزوده شد.` },
  draft_drawn_up: { sentence: (event, names) => `پیش‌نویس برنامهٔ ${draftNow(event, names)} با ${count(event.data['sessions'])} جلسه تنظیم شد.` },
  draft_submitted: draftStep('برنامهٔ … برای تأیید فرستاده شد.'),
  draft_approved: draftStep('برنامهٔ … تأیید شد.'),
  draft_returned: draftStep('برنامهٔ … برای اصلاح بازگردانده شد.'),
  letter_recorded: {
    // Of a version that amended, or of a programme's approval.
    sentence: (event, names) =>
      typeof event.data['version'] === 'number' ? `شمارهٔ نامهٔ نسخهٔ ${count(event.data['version'])} برنامه ثبت شد.` : `نامهٔ تأیید برنامهٔ ${draftNow(event, names)} ثبت شد.`,
    fields: DRAFT_FIELDS,
  },
  draft_reopened: draftStep('برنامهٔ … به پیش‌نویس برگشت.'),
  draft_discarded: draftStep('پیش‌نویس برنامهٔ … کنار گذاشته شد.'),
  board_changed: {
    sentence: (event, names) => {
      const { undoes, act, sessions } = event.data;
      const what = typeof undoes === 'number' ? 'بازگردانده' : (typeof act === 'string' && Object.hasOwn(BOARD_ACTS, act) ? (BOARD_ACTS[act] ?? '') : '');
      return `${count(sessions)} جلسه از پیش‌نویس ${draftNow(event, names)} ${what === '' ? 'تغییر کرد' : what === 'تعیین دستگاه' ? 'دستگاه تازه گرفت' : `${what} شد`}.`;
    },
  },
  agency_excluded: { sentence: (event, names) => `دستگاه ${agencyNow(either(event)['agencyId'], names)} از برنامهٔ ${draftNow({ ...event, data: {} }, names)} کنار گذاشته شد.`, fields: EXCLUSION_FIELDS },
  exclusion_withdrawn: { sentence: (event, names) => `کنار گذاشتن دستگاه ${agencyNow(either(event)['agencyId'], names)} از برنامهٔ ${draftNow({ ...event, data: {} }, names)} برداشته شد.` },
  invitations_sent: { sentence: (event, names) => `${count(event.data['after'])} دعوت‌نامهٔ برنامهٔ ${draftNow(event, names)} فرستاده شد.` },
  invitations_withdrawn: { sentence: (event, names) => `${count(event.data['before'])} دعوت‌نامهٔ برنامهٔ ${draftNow(event, names)} پس گرفته شد.` },
  invitation_changed: { sentence: (event, names) => `دعوت‌نامهٔ ${agencyNow(either(event)['agencyId'], names)} برای جلسهٔ ${sessionNow(either(event)['sessionId'], names)} تغییر کرد.`, fields: INVITATION_FIELDS },
  version_published: {
    sentence: (event, names) => {
      const { version, until, draftId, kind, from } = either(event);
      const programme = draftNow(event, names, draftId ?? idIn(event));
      if (kind === 'amendment') return `نسخهٔ ${count(version)} (اصلاحیهٔ برنامه) برای ${spanText(from, until)} منتشر شد.`;
      return `نسخهٔ ${count(version)} برنامهٔ ${programme} تا ${dayText(until)} منتشر شد.`;
    },
  },
};

const EXCHANGE_STEPS: Readonly<Record<string, string>> = {
  asked: 'خواسته شد', agreed: 'پذیرفته شد', declined: 'پذیرفته نشد', taken_back: 'پس گرفته شد', approved: 'تأیید و انجام شد', rejected: 'تأیید نشد', lapsed: 'مهلتش گذشت',
};

const governed: Readonly<Record<string, KindWords>> = {
  session_amended: { sentence: (event, names) => `جلسهٔ ${sessionNow(idIn(event), names)} با نسخهٔ ${count(event.data['version'])} تغییر کرد.`, fields: AMENDED_FIELDS },
  session_convened: { sentence: (event, names) => `جلسهٔ ${dayText(event.data['day'])} برای دستگاه ${agencyNow(event.data['agencyId'], names)} گشوده شد.` },
  swap_changed: {
    sentence: (event, names) => {
      const { agencyId, otherAgencyId, state } = either(event);
      const step = typeof state === 'string' && Object.hasOwn(EXCHANGE_STEPS, state) ? (EXCHANGE_STEPS[state] ?? '') : 'تغییر کرد';
      return `جابه‌جایی نوبت ${agencyNow(agencyId, names)} و ${agencyNow(otherAgencyId, names)} ${step}.`;
    },
    fields: EXCHANGE_FIELDS,
  },
  letters_numbered: { sentence: (event) => `شمارهٔ نامهٔ ${count(event.data['letters'])} دعوت‌نامه، به تاریخ ${dayText(event.data['letterDay'])}، ثبت شد.` },
  letters_printed: { sentence: (event, names) => `${count(either(event)['invitations'])} دعوت‌نامهٔ برنامهٔ ${draftNow({ ...event, data: {} }, names)} چاپ شد.` },
  supposition_chosen: { sentence: (event, names) => `آنچه در «اگر …» سنجیده شده بود، برای برنامهٔ ${draftNow({ ...event, data: {} }, names)} برگزیده شد.` },
  feed_added: { sentence: (event) => `نشانی تقویم ${named(either(event)['name'])} ساخته شد.`, fields: FEED_FIELDS },
  feed_revoked: { sentence: (event) => `نشانی تقویم ${named(either(event)['name'])} باطل شد.` },
};

const IMPORT_NAMES: Readonly<Record<string, string>> = { agencies: 'دستگاه‌ها', managers: 'مدیران', absences: 'غیبت‌ها', demand: 'مراجعه و تماس' };
const imported = (say: (data: Facts) => string): KindWords => ({ sentence: ({ data }, names) => `فایل ${named(wordsOf(IMPORT_NAMES)(data['kind'], names).text)} ${say(data)}` });

const imports: Readonly<Record<string, KindWords>> = {
  import_sent: imported(() => 'فرستاده شد.'),
  import_read: imported(({ rows }) => `خوانده شد: ${count(rows)} ردیف.`),
  import_refused: imported(() => 'خوانده نشد.'),
  import_taken_in: imported(({ added, changed, same, skipped }) => `وارد شد: ${count(added)} تازه، ${count(changed)} تغییر، ${count(same)} بی‌تغییر، ${count(skipped)} ردیف کنارگذاشته.`),
  import_laid_aside: imported(() => 'بی‌آن‌که وارد شود کنار گذاشته شد.'),
};

const message = (verb: string): KindWords => ({
  sentence: (event, names) => {
    const { kind, agencyId } = either(event);
    return `پیام ${named(wordsOf(MESSAGE_KIND_NAMES)(kind, names).text)} برای ${agencyNow(agencyId, names)} ${verb}`;
  },
  fields: MESSAGE_FIELDS,
});

const messages: Readonly<Record<string, KindWords>> = {
  message_given: message('فرستاده شد.'),
  message_failed: message('فرستاده نشد.'),
  message_dropped: message('کنار گذاشته شد.'),
  message_again: message('دوباره به نوبت فرستادن رفت.'),
};

const finding = (verb: string): KindWords => ({ sentence: (event, names) => `اقدام اصلاحی ${agencyNow(idIn(event), names)} ${verb}`, fields: FINDING_FIELDS });
const complaint = (verb: string): KindWords => ({ sentence: (event, names) => `گزارش نبودن مدیر ${agencyNow(either(event)['agencyId'], names)} در ${dayText(either(event)['day'])} ${verb}` });

const order = (verb: string): KindWords => ({ sentence: (event, names) => `حکم بازرسی ${named(names.user(either(event)['userId']))} ${verb}`, fields: ORDER_FIELDS });

const inspections: Readonly<Record<string, KindWords>> = {
  order_issued: order('صادر شد.'),
  order_revoked: order('باطل شد.'),
  finding_opened: finding('پس از بازدید ثبت شد.'),
  finding_seen_again: finding('در بازدید دیگری هم دیده شد.'),
  finding_mended: finding('انجام‌شده اعلام شد.'),
  finding_accepted: finding('پذیرفته شد.'),
  finding_returned: finding('با مهلت تازه به دستگاه برگشت.'),
  complaint_registered: complaint('ثبت شد.'),
  complaint_withdrawn: complaint('کنار گذاشته شد.'),
};

const draw = (verb: string): KindWords => ({ sentence: ({ data }) => `قرعهٔ بازدید ${dayText(data['day'])} ${verb}` });

const draws: Readonly<Record<string, KindWords>> = {
  seed_committed: { sentence: ({ data }) => `بذر شمارهٔ ${count(data['number'])} قرعهٔ بازدید تعهد شد.` },
  draw_sealed: draw('کشیده و مهر شد.'),
  draw_amended: draw('اصلاحیه گرفت.'),
  draw_opened: draw('باز شد.'),
  office_place_changed: { sentence: ({ data }, names) => `جای دستگاه ${agencyNow(data['agencyId'], names)} تغییر کرد.`, fields: PLACE_FIELDS },
};

const notice = (verb: string): KindWords => ({
  sentence: (event, names) => {
    const { step, personId, agencyId } = either(event);
    return `${wordsOf(NOTICE_STEP_NAMES)(step, names).text} برای ${named(names.person(personId))} از ${agencyNow(agencyId, names)} ${verb}`;
  },
  fields: NOTICE_FIELDS,
});
const ground = (verb: string): KindWords => ({
  sentence: ({ data }, names) => `${wordsOf(GROUND_NAMES)(data['ground'], names).text} در ${dayText(data['day'])}، ${named(names.person(data['personId']))} از ${agencyNow(data['agencyId'], names)}، ${verb}`,
});

const notices: Readonly<Record<string, KindWords>> = {
  notice_proposed: notice('پیشنهاد شد.'),
  notice_issued: notice('صادر شد.'),
  notice_declined: notice('صادر نشد.'),
  notice_numbered: notice('شماره گرفت.'),
  notice_served: notice('ابلاغ شد.'),
  notice_replied: notice('پاسخ گرفت.'),
  notice_reply_taken_in: notice('پاسخی گرفت که دستی رسیده بود.'),
  notice_judged: notice('به تصمیم رسید.'),
  ground_confirmed: ground('تأیید شد.'),
  ground_laid_aside: ground('کنار گذاشته شد.'),
  ground_taken_back: ground('موجه شناخته شد و دیگر به شمار نمی‌آید.'),
};

/** What is said of every kind of event whose changes are told. */
export const AUDIT_KINDS: Readonly<Record<string, KindWords>> = { ...agencies, ...people, ...calendar, ...office, ...rota, ...governed, ...imports, ...messages, ...inspections, ...draws, ...notices };
