import { MONTHS } from '../domain/jalali.ts';
import { ROLES } from '../domain/permission.ts';
import { ABSENCES, AGENCY_KINDS, SECTORS } from './agencies.ts';
import type { AuditNames } from './audit.ts';
import { codeWords, eitherWords, nameWords, NO_NAMES, phoneWords, textWords, wordsOf, type Worded } from './audit-values.ts';
import { CLOSURE_KINDS, CLOSURE_SCOPES, HOLIDAY_STATUSES } from './calendar.ts';
import { HONORIFICS, ROLE_NAMES } from './fa.ts';
import { MESSAGE_FAULT_WORDS, MESSAGE_STATE_NAMES } from './messages.ts';
import { DRAFT_STATE_NAMES, INVITATION_STATE_NAMES } from './rota.ts';
import { FINDING_STATE_NAMES } from './findings.ts';
import { GROUND_NAMES, NOTICE_STATE_NAMES, NOTICE_STEP_NAMES, SERVED_HOW_NAMES } from './notices.ts';
import { EXCHANGE_STATE_NAMES } from './swaps.ts';

/** What a field is called and how its value reads; null for one that tells nobody anything. */
export interface FieldWords {
  readonly label: string;
  readonly words: Worded;
}

/** The fields of one kind of thing, by the names that lead to them, joined by dots. */
export type Fields = Readonly<Record<string, FieldWords | null>>;

const field = (label: string, words: Worded = textWords): FieldWords => ({ label, words });
const hidden = (...names: readonly string[]): Fields => Object.fromEntries(names.map((name) => [name, null]));

// What the entry says already: which thing, who and when.
const RECORDED = hidden('id', 'rev', 'recordedAt', 'recordedBy', 'withdrawnAt');
const MAY = eitherWords('می‌توان', 'نمی‌توان');
const VALIDITY: Fields = { validFrom: field('آغاز اعتبار'), validTo: field('پایان اعتبار') };
const DAYS: Fields = { from: field('از'), to: field('تا') };

/** An agency. */
export const AGENCY_FIELDS: Fields = {
  ...RECORDED,
  ...VALIDITY,
  code: field('شناسه', codeWords),
  name: field('نام'),
  shortName: field('نام کوتاه'),
  sector: field('بخش', wordsOf(SECTORS)),
  kind: field('نوع', wordsOf(AGENCY_KINDS)),
  headTitle: field('عنوان رئیس'),
  countyId: field('شهرستان', nameWords('county')),
  parentId: field('زیرمجموعهٔ', nameWords('agency')),
  mayBeInvited: field('دعوت به ملاقات الکترونیک', MAY),
  mayBeInspected: field('بازدید', MAY),
  mayBeGivenNotice: field('تذکر به مدیر', MAY),
  flagsWhy: field('سبب محدودیت'),
  aliases: field('نام‌های دیگر'),
  directLine: field('تلفن مستقیم', phoneWords),
};

/** Where an office is. */
export const PLACE_FIELDS: Fields = { area: field('محدوده'), address: field('نشانی'), photosAllowed: field('عکس', MAY), hasScreen: field('صفحهٔ نمایش', eitherWords('دارد', 'ندارد')) };

/** A county. */
export const COUNTY_FIELDS: Fields = { ...RECORDED, ...VALIDITY, name: field('نام'), centre: field('مرکز'), amarCode: field('کد آمار', codeWords) };

const NAME: Fields = { name: field('نام'), honorific: field('خطاب', wordsOf({ khanom: HONORIFICS.khanom, agha: 'آقا', office: 'دفتر' })) };

/** A term in which somebody heads an agency. */
export const TERM_FIELDS: Fields = { ...RECORDED, ...DAYS, ...NAME, ...hidden('agencyId', 'personId'), post: field('سمت') };

/** An absence of somebody in office. */
export const ABSENCE_FIELDS: Fields = {
  ...RECORDED,
  ...DAYS,
  ...hidden('agencyId', 'personId', 'name'),
  kind: field('گونه', wordsOf(ABSENCES)),
  fromClock: field('از ساعت'),
  toClock: field('تا ساعت'),
  note: field('توضیح'),
};

/** A role with its place: «کارشناس دستگاه، راه و شهرسازی». */
const grantText = (grant: unknown, names: AuditNames): string => {
  const { role, agencyId, countyId } = (grant ?? {}) as Readonly<Record<string, unknown>>;
  const known = ROLES.find((one) => one === role);
  const place = typeof agencyId === 'string' ? names.agency(agencyId) : typeof countyId === 'string' ? names.county(countyId) : '';
  return [known === undefined ? textWords(role, names).text : ROLE_NAMES[known], place].filter(Boolean).join('، ');
};

const grantsWords: Worded = (value, names) => ({ text: Array.isArray(value) && value.length > 0 ? value.map((one) => grantText(one, names)).join('؛ ') : 'بی‌نقش', code: false });

/** A person. */
export const PERSON_FIELDS: Fields = { ...RECORDED, ...NAME };

/** A user with his roles. */
export const USER_FIELDS: Fields = { ...RECORDED, ...NAME, ...hidden('personId'), username: field('نام کاربری', codeWords), grants: field('نقش‌ها', grantsWords) };

/** An inspector's order. */
export const ORDER_FIELDS: Fields = { ...RECORDED, ...DAYS, ...hidden('userId', 'revokedAt'), number: field('شمارهٔ حکم', codeWords) };

/** A closure of the province, a county or an agency. */
export const CLOSURE_FIELDS: Fields = {
  ...RECORDED,
  ...DAYS,
  'scope.kind': field('کجا', wordsOf(CLOSURE_SCOPES)),
  'scope.countyId': field('شهرستان', nameWords('county')),
  'scope.agencyId': field('دستگاه', nameWords('agency')),
  kind: field('چگونه', wordsOf(CLOSURE_KINDS)),
  openFrom: field('آغاز کار'),
  closeAt: field('پایان کار'),
  reason: field('سبب'),
  orderNo: field('شمارهٔ دستور', codeWords),
  issuedAt: field('تاریخ دستور'),
};

/** A holiday. */
export const HOLIDAY_FIELDS: Fields = {
  ...RECORDED,
  ...hidden('removedAt'),
  day: field('روز'),
  title: field('مناسبت'),
  kind: field('گاه‌شمار', wordsOf({ solar: 'شمسی', lunar: 'قمری', other: 'دیگر' })),
  status: field('وضعیت', wordsOf(HOLIDAY_STATUSES)),
  altDay: field('پیش‌بینی دیگر'),
  hijri: field('تاریخ قمری', codeWords),
};

/** A topic of calls. */
export const TOPIC_FIELDS: Fields = {
  ...RECORDED,
  parentId: field('زیر موضوع', nameWords('topic')),
  name: field('نام'),
  aliases: field('نام‌های دیگر'),
  agencyCodes: field('دستگاه پاسخگو', (value) => (Array.isArray(value) && value.length > 0 ? codeWords(value.join(' '), NO_NAMES) : { text: 'هر دستگاهی', code: false })),
  place: field('جای در فهرست', (value, names) => textWords(typeof value === 'number' ? value + 1 : value, names)),
  retired: field('کنار گذاشته', eitherWords('بله', 'خیر')),
};

const LETTER: Fields = { letterNo: field('شمارهٔ نامه', codeWords), letterDay: field('تاریخ نامه') };

/** A programme. */
export const DRAFT_FIELDS: Fields = {
  ...RECORDED,
  ...DAYS,
  ...LETTER,
  ...hidden('formula', 'figures', 'inputHash', 'approvedAt', 'createdAt', 'createdBy', 'agencies'),
  state: field('وضعیت', wordsOf(DRAFT_STATE_NAMES)),
  returnReason: field('سبب بازگرداندن'),
  approvedBy: field('تأییدکننده', nameWords('user')),
  publishedUntil: field('منتشرشده تا'),
};

/** A spell in which an agency is not invited. */
export const EXCLUSION_FIELDS: Fields = { ...RECORDED, ...DAYS, ...hidden('draftId', 'agencyId'), reason: field('سبب') };

/** An invitation to a session. */
export const INVITATION_FIELDS: Fields = {
  ...RECORDED,
  ...LETTER,
  ...hidden('sessionId', 'agencyId', 'personId', 'sentAt', 'seenAt', 'answeredAt', 'answeredBy'),
  state: field('وضعیت', wordsOf(INVITATION_STATE_NAMES)),
  note: field('توضیح'),
};

/** A published session that a version has altered. */
export const AMENDED_FIELDS: Fields = {
  ...DAYS,
  day: field('روز'),
  line: field('خط'),
  state: field('وضعیت', wordsOf({ draft: 'پیش‌نویس', published: 'منتشرشده', cancelled: 'لغوشده' })),
  personId: field('مدیر', nameWords('person')),
  substituteId: field('جانشین', nameWords('person')),
};

/** An exchange of two managers' turns. */
export const EXCHANGE_FIELDS: Fields = {
  ...RECORDED,
  ...hidden('sessionId', 'otherSessionId', 'agencyId', 'otherAgencyId', 'askedAt', 'askedBy', 'answeredAt', 'answeredBy', 'decidedAt', 'decidedBy'),
  state: field('وضعیت', wordsOf(EXCHANGE_STATE_NAMES)),
  reason: field('سبب'),
  answerNote: field('پاسخ همکار'),
  decisionNote: field('توضیح مسئول برنامه'),
  version: field('نسخه'),
};

/** The address of a calendar, never its key. */
export const FEED_FIELDS: Fields = {
  ...RECORDED,
  ...hidden('createdAt', 'createdBy', 'revokedAt', 'revokedBy', 'readAt'),
  name: field('نام'),
  scope: field('تقویم', wordsOf({ all: 'همهٔ برنامه', agency: 'یک دستگاه', person: 'یک مدیر' })),
  agencyId: field('دستگاه', nameWords('agency')),
  personId: field('مدیر', nameWords('person')),
};

/** A message to a manager or his office; its text stands on the page of messages. */
export const MESSAGE_FIELDS: Fields = {
  ...RECORDED,
  ...hidden('key', 'agencyId', 'personId', 'sessionId', 'invitationId', 'body', 'dueAt', 'leaseUntil', 'attempts', 'givenAt', 'createdAt', 'kind'),
  state: field('وضعیت', wordsOf(MESSAGE_STATE_NAMES)),
  fault: field('سبب', wordsOf(MESSAGE_FAULT_WORDS)),
};

/** A card of a board. */
export const CELL_FIELDS: Fields = {
  ...hidden('why', 'emptyReason', 'post'),
  agencyId: field('دستگاه', nameWords('agency')),
  personId: field('مدیر', nameWords('person')),
  pinned: field('جای ثابت', eitherWords('بله', 'خیر')),
  pinReason: field('سبب ثابت بودن'),
};

/** The name of a Jalali month by its number, for the cells of a year. */
export const monthName = (month: unknown): string => (typeof month === 'number' ? (MONTHS[month - 1] ?? '') : '');

/** A notice. */
export const NOTICE_FIELDS: Fields = {
  ...hidden('id', 'agencyId', 'personId', 'evidence', 'earlierId'),
  step: field('پله', wordsOf(NOTICE_STEP_NAMES)),
  ground: field('زمینه', wordsOf(GROUND_NAMES)),
  state: field('وضعیت', wordsOf(NOTICE_STATE_NAMES)),
  letterNo: field('شمارهٔ نامه'),
  letterDay: field('تاریخ نامه'),
  servedAt: field('زمان ابلاغ'),
  servedHow: field('شیوهٔ ابلاغ', wordsOf(SERVED_HOW_NAMES)),
  replyDue: field('مهلت پاسخ'),
  reducedTo: field('کاهش به', wordsOf(NOTICE_STEP_NAMES)),
};

/** What a visit found to be mended. */
export const FINDING_FIELDS: Fields = {
  ...hidden('id', 'reportId', 'agencyId', 'item'),
  dueDay: field('مهلت'),
  state: field('وضعیت', wordsOf(FINDING_STATE_NAMES)),
  times: field('بازدیدهایی که آن را دیدند'),
};
