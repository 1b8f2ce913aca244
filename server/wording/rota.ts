import { formatClockRange } from '../domain/calendar.ts';
import type { DraftState } from '../domain/draft.ts';
import type { InvitationState } from '../domain/invitation.ts';
import { formatDayLong, formatDayShort, type Day } from '../domain/jalali.ts';
import { formatNumber, joinWords, toPersianDigits } from '../domain/persian.ts';
import type { ConflictReason } from '../domain/rota/conflict.ts';
import type { TimetableChange, TimetablePlace } from '../domain/rota/difference.ts';
import type { FloorAnswer } from '../domain/rota/entitlement.ts';
import type { PromiseOutcome } from '../domain/rota/promise.ts';
import type { Blocked, BlockCode, PassedOver, Why } from '../domain/rota/plan.ts';
import type { EmptyBecause } from '../domain/session.ts';
import { OUTSIDE_HOURS } from '../domain/working-time.ts';

/** A kind of absence as it stands in a sentence: «مدیرکل در مأموریت است». */
export const ABSENCE_WORDS = { leave: 'مرخصی', mission: 'مأموریت', sickness: 'بیماری', governor_meeting: 'جلسهٔ استاندار' } as const;

/** The state of a programme. */
export const DRAFT_STATE_NAMES: Readonly<Record<DraftState, string>> = {
  drafting: 'پیش‌نویس',
  awaiting: 'در انتظار تأیید',
  approved: 'تأییدشده',
  published: 'منتشرشده',
  discarded: 'کنار گذاشته‌شده',
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

const span = (from: Day, to: Day): string => (from === to ? `در ${formatDayShort(from)}` : `از ${formatDayShort(from)} تا ${formatDayShort(to)}`);

const days = (count: number): string => `${toPersianDigits(count)} روز`;

/** Why an agency cannot come, in a clause: «مدیر از ۱۷ آذر تا ۱۹ آذر حضور ندارد (مأموریت)». */
export function blockedClause(why: Blocked | { readonly code: 'planned_later' }): string {
  switch (why.code) {
    case 'absent':
      return `مدیر ${span(why.from, why.to)} حضور ندارد (${why.reason})`;
    case 'duty':
      return `مدیر ${span(why.from, why.to)} وظیفهٔ دیگری دارد (${why.reason})`;
    case 'excluded':
      return `${span(why.from, why.to)} دعوت نمی‌شود (${why.reason})`;
    case 'closed':
      return `دستگاه ${span(why.from, why.to)} تعطیل است (${why.reason})`;
    case 'not_in_office':
      return `دستگاه ${span(why.from, why.to)} فعال نیست`;
    case 'no_manager':
      return `دستگاه ${span(why.from, why.to)} مدیر ندارد`;
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
      return why.title.startsWith(OUTSIDE_HOURS) ? `این ساعت شدنی نیست؛ ${why.title}` : `این روز تعطیل است (${why.title})`;
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
  absent: 'مدیرشان حضور ندارد',
  duty: 'دارای وظیفهٔ دیگر',
  excluded: 'کنار گذاشته‌شده',
  closed: 'تعطیل',
  not_in_office: 'غیرفعال',
  no_manager: 'بی‌مدیر',
  manager_hour: 'در ساعت حضور',
  gap: 'با فاصلهٔ کم',
  same_week: 'با جلسهٔ دیگر در همین هفته',
};

/** Why a slot holds nobody, in a few words. */
export function emptySentence(why: EmptyBecause | null): string {
  if (why === null) return 'هنوز دستگاهی تعیین نشده است.';
  if (why.code === 'closed') return `این روز تعطیل شد: ${why.title}.`;
  if (why.code === 'kept_empty') return why.reason === '' ? 'مسئول برنامه این نوبت را خالی کرده است.' : why.reason;
  const counts = why.blocked.map(({ code, agencies }) => `${toPersianDigits(agencies)} دستگاه ${BLOCKED_COUNTS[code]}`);
  return counts.length === 0 ? 'دستگاهی آزاد نبود.' : `دستگاهی آزاد نبود: ${joinWords(counts)}.`;
}

/** What an invitation explains itself by. */
export interface Explained {
  readonly recentCalls: number;
  readonly recentClients: number;
  /** Millionths of a session. */
  readonly entitlement: number;
  readonly heldBefore: number;
  readonly weeksSinceLast: number | null;
}

const MICRO = 1_000_000;

/** Millionths of a session as people read them: «۳٫۴». */
export const formatTurns = (micro: number): string => formatNumber(micro / MICRO, { fraction: 1 });

/** Why this agency, in one sentence: «۲۱۴ تماس در ۳۰ روز پیش از آغاز برنامه؛ ۹ هفته از آخرین جلسه گذشته؛ در این برنامه سهم ۳٫۴، برگزارشده ۳». */
export function explanation({ recentCalls, recentClients, entitlement, heldBefore, weeksSinceLast }: Explained): string {
  const demand =
    recentCalls > 0
      ? `${formatNumber(recentCalls)} تماس در ۳۰ روز پیش از آغاز برنامه`
      : recentClients > 0
        ? `${formatNumber(recentClients)} مراجعه در ۳۰ روز پیش از آغاز برنامه`
        : 'در ۳۰ روز پیش از آغاز برنامه تماس و مراجعه‌ای ثبت نشده';
  const since =
    weeksSinceLast === null
      ? 'تاکنون جلسه‌ای نداشته'
      : weeksSinceLast === 0
        ? 'کمتر از یک هفته از آخرین جلسه گذشته'
        : `${toPersianDigits(weeksSinceLast)} هفته از آخرین جلسه گذشته`;
  return `${demand}؛ ${since}؛ در این برنامه سهم ${formatTurns(entitlement)}، برگزارشده ${toPersianDigits(heldBefore)}`;
}

/** What else decided a turn, where it was not the plain order; null where nothing more is to be said. */
export function decidedBy(why: Why | null): string | null {
  if (why === null) return 'مسئول برنامه این دستگاه را در این جلسه گذاشته است.';
  switch (why.chosenBy) {
    case 'order':
      return null;
    case 'pin':
      return 'پیش از تنظیم در این جلسه ثابت شده است.';
    case 'optimum':
      return 'نوبت‌ها چنان چیده شده که دوری از سهم‌ها کمترین باشد.';
    case 'only_free':
      return 'دستگاه‌هایی که نوبتشان زودتر بود در این روز نمی‌توانستند بیایند.';
  }
}

/** One who came earlier in order, for staff only. */
export const passedOverSentence = (name: string, why: PassedOver['why']): string =>
  why.code === 'planned_later' ? `${name}: ${blockedClause(why)}.` : `${name}: ${blockedClause(why)}؛ نوبت محفوظ است.`;

/** Whether the promised period can hold on average, and which one the shares keep; null where none is promised. */
export function floorSentence(floor: FloorAnswer, maxWaitDays: number | null): string | null {
  if (floor.state === 'none') return null;
  const agencies = `${toPersianDigits(floor.agencies)} دستگاه پرمراجعه`;
  if (floor.state === 'holds') return `${agencies} به‌طور میانگین دست‌کم هر ${days(maxWaitDays ?? 0)} یک نوبت می‌گیرند.`;
  return `خواسته شده است که ${agencies} هر ${days(maxWaitDays ?? 0)} دعوت شوند؛ با این شمار نوبت نمی‌شود. کوتاه‌ترین دورهٔ شدنی ${days(floor.shortestDays)} است و سهم‌ها با همین دوره، به‌طور میانگین، حساب شده است.`;
}

const NAMED_OVER = 5;

/** What became of the promised period: the shares keep it on average, so the real gaps are told, and whose are longer. */
export function promiseSentence({ days: period, longestDays, over }: PromiseOutcome, name: (agencyId: string) => string): string {
  if (over.length === 0) return `دورهٔ ${days(period)} در هر نوبت هم رعایت شده است: طولانی‌ترین انتظار دستگاه‌های پرمراجعه ${days(longestDays)} است.`;
  const named = over.slice(0, NAMED_OVER).map((one) => `${name(one.agencyId)} (${days(one.days)})`);
  const more = over.length - named.length;
  const all = more === 0 ? joinWords(named) : `${named.join('، ')} و ${toPersianDigits(more)} دستگاه دیگر`;
  return `دورهٔ ${days(period)} میانگین است، نه سقف هر انتظار: در این برنامه ${all} بیش از آن منتظر می‌مانند.`;
}

/** One line of a list of corrections. */
export function changeSentence(change: TimetableChange, names: Readonly<Record<string, string>>): string {
  const name = (id: string): string => names[id] ?? 'دستگاه';
  const place = ({ day, from, to }: TimetablePlace): string => `${formatDayLong(day)}، ${formatClockRange(from, to)}`;
  switch (change.kind) {
    case 'added':
      return `${name(change.agencyId)}: ${place(change.place)} افزوده شد.`;
    case 'removed':
      return `${name(change.agencyId)}: ${place(change.place)} لغو شد.`;
    case 'moved':
      return `${name(change.agencyId)}: از ${place(change.before)} به ${place(change.after)} رفت.`;
    case 'replaced':
      return `${place(change.place)}: ${name(change.after)} به جای ${name(change.before)}.`;
    case 'substituted':
      return change.instead === null ? `${name(change.agencyId)}: ${place(change.place)}، ${change.after ?? 'مدیر دستگاه'} خود پاسخ می‌دهد.` : `${name(change.agencyId)}: ${place(change.place)}، ${change.after ?? 'جانشین مدیر'} به جای ${change.instead} پاسخ می‌دهد.`;
  }
}

/** The board's colour of a group of agencies, and the short name of the group for its legend. */
export const SECTOR_MARKS = {
  infra: { mark: 'infra', label: 'زیربنایی' },
  production: { mark: 'production', label: 'تولیدی و خدماتی' },
  economy: { mark: 'economy', label: 'اقتصادی و مالی' },
  health_welfare: { mark: 'health', label: 'سلامت و رفاه' },
  culture_education: { mark: 'culture', label: 'فرهنگی و آموزشی' },
  public_justice: { mark: 'justice', label: 'عمومی و قضایی' },
  governorate: { mark: 'governorate', label: 'استانداری و فرمانداری' },
} as const;

/** The mark of any stored group; an unknown one counts as public. */
export const sectorMark = (sector: string): (typeof SECTOR_MARKS)[keyof typeof SECTOR_MARKS] =>
  SECTOR_MARKS[sector in SECTOR_MARKS ? (sector as keyof typeof SECTOR_MARKS) : 'public_justice'];
