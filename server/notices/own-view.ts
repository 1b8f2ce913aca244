import { dayOf, formatInstant, type Instant } from '../domain/calendar.ts';
import { formatDayLong } from '../domain/jalali.ts';
import { isReplyOpen, type Notice } from '../domain/notice.ts';
import { isolate, toPersianDigits } from '../domain/persian.ts';
import { freshForm, type FormState } from '../http/forms.ts';
import { controlsOf, errorsOf, type ChipPart, type Control, type CrumbsPart, type CsrfPart, type EmptyPart, type PostPart } from '../http/parts.ts';
import { NOTICE_STEP_NAMES, OWN_STATE_NAMES } from '../wording/notices.ts';
import { noticeSubject } from '../wording/notice-letters.ts';
import { LONGEST_REPLY } from './forms.ts';
import { noticeSheet, type NoticeSheet, type Titles } from './letter-view.ts';
import type { OwnNotice } from './own.ts';
import { replyView, type NoticeReplyView } from './one-view.ts';

/** A manager's own letters. */
export interface OwnNoticesView {
  readonly rows: readonly { readonly href: string; readonly title: string; readonly note: string; readonly chip: ChipPart }[];
  readonly empty: EmptyPart;
}

/** The form of a reply. */
export interface ReplyFormView {
  readonly action: string;
  readonly csrf: CsrfPart;
  readonly problem: string | null;
  readonly control: Control;
  readonly filesError: string | null;
}

/** One letter of his: until he opens it, nothing but that it is there. */
export interface OwnNoticeView {
  readonly crumbs: CrumbsPart;
  readonly title: string;
  readonly chip: ChipPart;
  readonly open: PostPart | null;
  readonly sheet: NoticeSheet | null;
  readonly served: string;
  /** Until when he may reply, or that the time has passed; '' where no reply is asked for. */
  readonly due: string;
  readonly replies: readonly NoticeReplyView[];
  readonly decision: { readonly title: string; readonly text: string } | null;
  readonly form: ReplyFormView | null;
}

declare module '../http/pages.ts' {
  interface Pages {
    'notices/own': OwnNoticesView;
    'notices/own-one': OwnNoticeView;
  }
}

const UNOPENED = 'نامه‌ای برای شما';

const titleOf = (notice: Notice): string => (notice.servedAt === null ? UNOPENED : noticeSubject(notice));

const chipOf = ({ state, step }: Notice): ChipPart => {
  if (state === 'issued') return { tone: 'info', text: OWN_STATE_NAMES.issued, icon: 'mail' };
  if (step === 'commendation') return { tone: 'ok', text: NOTICE_STEP_NAMES.commendation };
  return { tone: state === 'served' ? 'warning' : state === 'withdrawn' ? 'ok' : 'plain', text: OWN_STATE_NAMES[state] };
};

/** The list of his letters; one that he has not opened names nothing of what is in it. */
export function ownNoticesView(all: readonly Notice[]): OwnNoticesView {
  return {
    rows: all.map((notice) => ({
      href: `/mine/notices/${notice.id}`,
      title: titleOf(notice),
      note: [notice.letterNo === null ? '' : `شمارهٔ ${isolate(toPersianDigits(notice.letterNo))}`, notice.issuedAt === null ? '' : formatDayLong(dayOf(notice.issuedAt))].filter(Boolean).join('؛ '),
      chip: chipOf(notice),
    })),
    empty: { icon: 'mail', text: 'نامه‌ای برای شما نیست.', hint: 'نامه‌های دفتر بازرسی به شخص شما همین‌جا می‌آید و تنها شما آن‌ها را می‌بینید.' },
  };
}

/** What the page of one letter knows beside it. */
export interface OwnFrame {
  readonly titles: Titles;
  readonly now: Instant;
  readonly refused: FormState | null;
  readonly csrf: string;
  readonly newKey: () => string;
}

const dueWords = ({ notice, replyDue }: OwnNotice, now: Instant): string => {
  if (replyDue === null || notice.endedAt !== null) return '';
  return now < replyDue ? `می‌توانید تا ${formatInstant(replyDue)} پاسخ دهید.` : `مهلت پاسخ تا ${formatInstant(replyDue)} بود. اگر پاسخی مانده است، آن را به دفتر بازرسی بدهید.`;
};

/** One letter's page for its manager. */
export function ownNoticeView(own: OwnNotice, { titles, now, refused, csrf, newKey }: OwnFrame): OwnNoticeView {
  const { notice, replyDue, replies, isServed } = own;
  const state = refused ?? freshForm();
  const mayReply = isServed && (isReplyOpen({ ...notice, replyDue }, now) || refused !== null);
  return {
    crumbs: { trail: [{ label: 'نامه‌های من', href: '/mine/notices' }, { label: titleOf(notice), href: null }] },
    title: titleOf(notice),
    chip: chipOf(notice),
    open: isServed ? null : { action: `/mine/notices/${notice.id}/open`, label: 'باز کردن نامه', look: 'primary', icon: 'mail', csrf: { token: csrf, key: newKey() } },
    sheet: isServed ? noticeSheet(own, titles) : null,
    served: notice.servedAt === null ? '' : `ابلاغ: ${formatInstant(notice.servedAt)}`,
    due: isServed ? dueWords(own, now) : '',
    replies: isServed ? replies.map((reply) => replyView(reply, (fileId) => `/mine/notices/${notice.id}/files/${fileId}`)) : [],
    decision: notice.endedAt === null || !isServed ? null : { title: `${OWN_STATE_NAMES[notice.state]}${notice.reducedTo === null ? '' : `: ${NOTICE_STEP_NAMES[notice.reducedTo]}`}`, text: notice.endedReason ?? '' },
    form: mayReply
      ? {
          action: `/mine/notices/${notice.id}/reply`,
          csrf: { token: csrf, key: newKey() },
          problem: errorsOf(state).problem,
          control: controlsOf(state).field('text', 'پاسخ شما', { type: 'textarea', rows: 8, required: true, max: LONGEST_REPLY, wide: true }),
          filesError: state.errors['files'] ?? null,
        }
      : null,
  };
}
