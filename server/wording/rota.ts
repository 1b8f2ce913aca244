import { formatClockRange } from '../domain/calendar.ts';
import type { DraftState } from '../domain/draft.ts';
import type { InvitationState } from '../domain/invitation.ts';
import { formatDayShort, type Day } from '../domain/jalali.ts';
import { joinWords, toPersianDigits } from '../domain/persian.ts';
import type { Blocked, BlockCode } from '../domain/rota/plan.ts';
import type { ConflictReason } from '../domain/rota/conflict.ts';
import type { EmptyBecause } from '../domain/session.ts';

/** A kind of absence as it stands in a sentence: «مدیرکل در مأموریت است». */
export const ABSENCE_WORDS = { leave: 'مرخصی', mission: 'مأموریت', sickness: 'بیماری', governor_meeting: 'جلسهٔ استاندار' } as const;

/** The state of a programme. */
export const DRAFT_STATE_NAMES: Readonly<Record<DraftState, string>> = {
  drafting: 'پیش‌نویس',
  awaiting: 'در انتظار تأیید',
  approved: 'تأییدشده',
  published: 'منتشرشده',
  discarded: 'کنارگذاشته',
};

/** The state of an invitation; null is a session whose agency was not asked yet. */
export const INVITATION_STATE_NAMES: Readonly<Record<InvitationState, string>> = {
  sent: 'ارسال‌شده',
  seen: 'دیده‌شده',
  accepted: 'پذیرفته‌شده',
  accepted_by_phone: 'پذیرفته‌شده (تلفنی)',
  change_asked: 'درخواست تغییر',
  no_answer: 'بی‌پاسخ',
  withdrawn: 'پس‌گرفته‌شده',
};

const span = (from: Day, to: Day): string => (from === to ? formatDayShort(from) : `${formatDayShort(from)} تا ${formatDayShort(to)}`);

const days = (count: number): string => `${toPersianDigits(count)} روز`;

/** Why an agency cannot come, in a clause: «۱۷ آذر تا ۱۹ آذر در مأموریت است». */
export function blockedClause(why: Blocked | { readonly code: 'planned_later' }): string {
  switch (why.code) {
    case 'absent':
      return `مدیر ${span(why.from, why.to)} حضور ندارد (${why.reason})`;
    case 'duty':
      return `مدیر ${span(why.from, why.to)} وظیفهٔ دیگری دارد (${why.reason})`;
    case 'excluded':
      return `از ${span(why.from, why.to)} دعوت نمی‌شود (${why.reason})`;
    case 'not_in_office':
      return `دستگاه ${span(why.from, why.to)} دایر نیست`;
    case 'no_manager':
      return `سمت مدیر ${span(why.from, why.to)} بی‌متصدی است`;
    case 'manager_hour':
      return `با ساعت حضور مدیران (${formatClockRange(why.from, why.to)}) هم‌زمان است`;
    case 'gap':
      return `${days(why.days)} با جلسهٔ ${formatDayShort(why.otherDay)} همین دستگاه فاصله دارد؛ دست‌کم ${days(why.least)} لازم است`;
    case 'same_week':
      return `همین هفته (${formatDayShort(why.otherDay)}) جلسهٔ دیگری دارد`;
    case 'planned_later':
      return 'نوبتش برای جلسهٔ دیگری نگه داشته شده است';
  }
}

/** What speaks against putting an agency somewhere, in a clause. */
export function conflictClause(why: ConflictReason): string {
  switch (why.code) {
    case 'closed_day':
      return `این روز تعطیل است (${why.title})`;
    case 'not_invited':
      return 'این دستگاه به جلسه دعوت نمی‌شود';
    case 'published_slot':
      return 'این نوبت منتشر شده است و جابه‌جا نمی‌شود';
    case 'unknown_slot':
      return 'چنین نوبتی در این برنامه نیست';
    default:
      return blockedClause(why);
  }
}

const BLOCKED_COUNTS: Readonly<Record<BlockCode, string>> = {
  absent: 'غایب',
  duty: 'دارای وظیفهٔ دیگر',
  excluded: 'کنارگذاشته',
  not_in_office: 'نادایر',
  no_manager: 'بی‌مدیر',
  manager_hour: 'در ساعت حضور',
  gap: 'با فاصلهٔ کم',
  same_week: 'با جلسهٔ دیگر در همین هفته',
};

/** Why a slot holds nobody, in a few words. */
export function emptySentence(why: EmptyBecause | null): string {
  if (why === null) return 'هنوز دستگاهی تعیین نشده است.';
  if (why.code === 'closed') return `این روز تعطیل شد: ${why.title}.`;
  if (why.code === 'kept_empty') return why.reason === '' ? 'با دست خالی شده است.' : why.reason;
  const counts = why.blocked.map(({ code, agencies }) => `${toPersianDigits(agencies)} دستگاه ${BLOCKED_COUNTS[code]}`);
  return counts.length === 0 ? 'دستگاهی آزاد نبود.' : `دستگاهی آزاد نبود: ${joinWords(counts)}.`;
}
