import { clockOf, dayOf, formatClock, formatInstant, type Instant } from '../domain/calendar.ts';
import { formatDay, formatDayLong } from '../domain/jalali.ts';
import { awaitsNumber, isJudgeable, isWithdrawable, lowerSteps, type Notice } from '../domain/notice.ts';
import { formatNumber, isolate, toPersianDigits } from '../domain/persian.ts';
import { freshForm, type FormState } from '../http/forms.ts';
import { controlsOf, errorsOf, type ChipPart, type Control, type CrumbsPart, type CsrfPart, type FactsPart, type WithHistory } from '../http/parts.ts';
import { calledName } from '../wording/fa.ts';
import { evidenceLine, noticeSubject } from '../wording/notice-letters.ts';
import { AWAITS_NUMBER, GROUND_NAMES, hourFacts, NOTICE_STATE_NAMES, NOTICE_STEP_NAMES, SERVED_HOW_NAMES } from '../wording/notices.ts';
import { LONGEST_LETTER, LONGEST_REASON, LONGEST_REPLY } from './forms.ts';
import { noticeSheet, textOf, type NoticeSheet, type Titles } from './letter-view.ts';
import type { NoticeCase, NoticeReply } from './reading.ts';

/** The acts of the head on one notice, each with its own form. */
export const NOTICE_ACTS = ['issue', 'decline', 'number', 'serve', 'take-in', 'uphold', 'reduce', 'withdraw'] as const;
export type NoticeAct = (typeof NOTICE_ACTS)[number];

/** One act of the head as a form; a folded one opens on its summary. */
export interface NoticeFormView {
  readonly id: string;
  readonly label: string;
  readonly submit: string;
  readonly look: 'primary' | 'plain';
  readonly folded: boolean;
  readonly open: boolean;
  readonly action: string;
  readonly csrf: CsrfPart;
  readonly rev: string;
  readonly problem: string | null;
  readonly controls: readonly Control[];
  /** Whether files may come with it. */
  readonly files: boolean;
  readonly filesError: string | null;
}

/** One reply as it is read. */
export interface NoticeReplyView {
  readonly text: string;
  readonly by: string;
  readonly files: readonly { readonly href: string; readonly name: string; readonly size: string }[];
}

/** One notice for whoever oversees them. */
export interface NoticeView {
  readonly crumbs: CrumbsPart;
  readonly title: string;
  readonly chip: ChipPart;
  readonly facts: FactsPart;
  readonly letterHref: string;
  readonly evidence: readonly { readonly line: string; readonly more: readonly string[]; readonly codes: readonly { readonly href: string; readonly code: string }[] }[];
  readonly others: readonly { readonly href: string; readonly text: string; readonly note: string }[];
  readonly sheet: NoticeSheet | null;
  readonly replies: readonly NoticeReplyView[];
  readonly decision: { readonly title: string; readonly text: string; readonly by: string } | null;
  readonly forms: readonly NoticeFormView[];
}

declare module '../http/pages.ts' {
  interface Pages {
    'notices/one': NoticeView & WithHistory;
  }
}

/** What the page knows beside the case. */
export interface NoticeFrame {
  readonly titles: Titles;
  readonly now: Instant;
  readonly decides: boolean;
  readonly refused: { readonly act: NoticeAct; readonly form: FormState } | null;
  readonly csrf: string;
  readonly newKey: () => string;
}

const KILO = 1024;
const sizeOf = (bytes: number): string => (bytes < KILO * KILO ? `${formatNumber(Math.max(1, Math.round(bytes / KILO)))} کیلوبایت` : `${formatNumber(Math.round(bytes / KILO / KILO))} مگابایت`);

/** A reply as its readers see it; `href` is where its files are. */
export const replyView = ({ text, at, by, files }: NoticeReply, href: (fileId: string) => string): NoticeReplyView => ({
  text, by: [by, formatInstant(at)].filter(Boolean).join('، '), files: files.map((file) => ({ href: href(file.id), name: file.name, size: sizeOf(file.bytes) })),
});

/** The colour and the word of a notice's state. */
export function chipOf({ state, step, letterNo }: Notice): ChipPart {
  const text = awaitsNumber({ state, step, letterNo }) ? AWAITS_NUMBER : NOTICE_STATE_NAMES[state];
  const tone = state === 'proposed' ? 'draft' : state === 'replied' ? 'warning' : state === 'issued' || state === 'served' ? 'info' : 'plain';
  return { tone, text };
}

function formsOf({ notice, earlier }: NoticeCase, { now, decides, refused, csrf, newKey }: NoticeFrame): NoticeFormView[] {
  if (!decides) return [];
  type Words = Pick<NoticeFormView, 'label' | 'submit'> & Partial<Pick<NoticeFormView, 'look' | 'folded' | 'files'>>;
  const form = (act: NoticeAct, words: Words, blank: Readonly<Record<string, string>>, controls: (control: ReturnType<typeof controlsOf>) => readonly Control[]): NoticeFormView => {
    const own = refused?.act === act ? refused.form : freshForm(blank);
    return {
      id: act, look: 'plain', folded: true, files: false, ...words, open: refused?.act === act, action: `/notices/${notice.id}/${act}`, csrf: { token: csrf, key: newKey() }, rev: String(notice.rev),
      problem: errorsOf(own).problem, filesError: own.errors['files'] ?? null, controls: controls(controlsOf(own)),
    };
  };
  const reason = (act: NoticeAct, words: Words, label = 'دلیل'): NoticeFormView =>
    form(act, words, {}, ({ field }) => [field('reason', label, { type: 'textarea', rows: 3, required: true, max: LONGEST_REASON, wide: true, id: `${act}-reason` })]);
  if (notice.state === 'proposed') {
    return [
      form('issue', { label: 'صدور', submit: 'تأیید و صدور', look: 'primary', folded: false }, { body: textOf({ notice, earlier }) }, ({ field }) => [
        field('body', 'متن نامه', { type: 'textarea', rows: 14, required: true, max: LONGEST_LETTER, wide: true, hint: 'پیش از صدور می‌توانید متن را تغییر دهید.' }),
      ]),
      reason('decline', { label: 'صادر نشد', submit: 'ثبت' }, 'چرا صادر نمی‌شود؟'),
    ];
  }
  const forms: NoticeFormView[] = [];
  if (notice.state === 'issued') {
    const blank = { letterNo: notice.letterNo ?? '', letterDay: formatDay(notice.letterDay ?? dayOf(now)) };
    forms.push(form('number', { label: 'شمارهٔ نامه', submit: 'ثبت شماره', look: awaitsNumber(notice) ? 'primary' : 'plain', folded: !awaitsNumber(notice) }, blank, ({ field, date }) => [
      field('letterNo', 'شمارهٔ نامه', { required: true, max: 60 }), date('letterDay', 'تاریخ نامه', { required: true }),
    ]));
    if (!awaitsNumber(notice)) {
      forms.push(form('serve', { label: 'ابلاغ بیرون از سامانه', submit: 'ابلاغ شد' }, { how: 'by_hand', day: formatDay(dayOf(now)), clock: formatClock(clockOf(now)) }, ({ choice, date, clock }) => [
        choice('how', 'شیوهٔ ابلاغ', [{ value: 'by_hand', label: SERVED_HOW_NAMES.by_hand }, { value: 'letter', label: SERVED_HOW_NAMES.letter }]), date('day', 'روز ابلاغ', { required: true }), clock('clock', 'ساعت ابلاغ', { required: true }),
      ]));
    }
  }
  if (isJudgeable(notice, now)) {
    forms.push(reason('uphold', { label: 'ابقا', submit: 'ابقا شود', look: 'primary' }));
    const lower = lowerSteps(notice);
    if (lower.length > 0) {
      forms.push(form('reduce', { label: 'کاهش', submit: 'کاهش یابد' }, { reducedTo: lower.at(-1) ?? '' }, ({ field, select }) => [
        select('reducedTo', 'کاهش به', lower.map((step) => ({ value: step, label: NOTICE_STEP_NAMES[step] })), { required: true }),
        field('reason', 'دلیل', { type: 'textarea', rows: 3, required: true, max: LONGEST_REASON, wide: true, id: 'reduce-reason' }),
      ]));
    }
  }
  if (isWithdrawable(notice)) forms.push(reason('withdraw', { label: 'بی‌اثر', submit: 'بی‌اثر شود' }));
  if (notice.step !== 'commendation' && (notice.state === 'served' || notice.state === 'replied')) {
    forms.push(form('take-in', { label: 'پاسخی که دستی رسید', submit: 'ثبت پاسخ', files: true }, {}, ({ field }) => [
      field('text', 'پاسخ مدیر', { type: 'textarea', rows: 5, required: true, max: LONGEST_REPLY, wide: true, id: 'take-in-text', hint: 'پس از پایان مهلت هم می‌توانید پاسخی را که دستی رسیده است ثبت کنید.' }),
    ]));
  }
  return forms;
}

const decisionOf = ({ notice, names }: NoticeCase): NoticeView['decision'] => {
  const { state, endedAt, endedBy, endedReason, reducedTo } = notice;
  if (endedAt === null) return null;
  return { title: `${NOTICE_STATE_NAMES[state]}${reducedTo === null ? '' : `: ${NOTICE_STEP_NAMES[reducedTo]}`}`, text: endedReason ?? '', by: [names.get(endedBy ?? '') ?? '', formatInstant(endedAt)].filter(Boolean).join('، ') };
};

/** One notice's page: what it rests on, what else there is of the person, its letter, and what can be done with it. */
export function noticeView(found: NoticeCase, frame: NoticeFrame): NoticeView {
  const { notice, agency, recipient, replyDue, replies, hours, requests, others, names } = found;
  const served = notice.servedAt === null ? '' : [formatInstant(notice.servedAt), notice.servedHow === null ? '' : SERVED_HOW_NAMES[notice.servedHow]].filter(Boolean).join('، ');
  const facts = [
    { term: 'مدیر', text: `${calledName(recipient)}، ${recipient.post}` },
    { term: 'دستگاه', text: agency.name },
    { term: 'زمینه', text: GROUND_NAMES[notice.ground] },
    { term: 'امضاکننده', text: notice.signer },
    ...(notice.basis === '' ? [] : [{ term: 'مستند', text: notice.basis }]),
    { term: 'پیشنهاد', text: formatInstant(notice.proposedAt) },
    ...(notice.issuedAt === null ? [] : [{ term: 'صدور', text: [formatInstant(notice.issuedAt), names.get(notice.issuedBy ?? '') ?? ''].filter(Boolean).join('، ') }]),
    ...(notice.issuedAt === null ? [] : [{ term: 'شمارهٔ نامه', text: notice.letterNo === null ? (awaitsNumber(notice) ? AWAITS_NUMBER : 'ندارد') : isolate(toPersianDigits(notice.letterNo)) }]),
    ...(notice.letterDay === null ? [] : [{ term: 'تاریخ نامه', text: formatDay(notice.letterDay) }]),
    ...(served === '' ? [] : [{ term: 'ابلاغ', text: served }]),
    ...(replyDue === null ? [] : [{ term: 'مهلت پاسخ', text: `تا ${formatInstant(replyDue)}` }]),
  ];
  return {
    crumbs: { trail: [{ label: 'تذکر و اخطار', href: '/notices' }, { label: noticeSubject(notice), href: null }] },
    title: noticeSubject(notice),
    chip: chipOf(notice),
    facts: { facts },
    letterHref: `/notices/${notice.id}/letter`,
    evidence: notice.evidence.map((one) => ({ line: evidenceLine(one), more: one.kind === 'hour' ? hourFacts(hours.get(one.id) ?? null, names) : [], codes: (requests.get(one.id) ?? []).map(({ id, trackingCode }) => ({ href: `/requests/${id}`, code: toPersianDigits(trackingCode) })) })),
    others: others.filter(({ issuedAt }) => frame.decides || issuedAt !== null).map((one) => ({ href: `/notices/${one.id}`, text: `${NOTICE_STEP_NAMES[one.step]}؛ ${GROUND_NAMES[one.ground]}`, note: `${formatDayLong(dayOf(one.proposedAt))}؛ ${NOTICE_STATE_NAMES[one.state]}` })),
    sheet: notice.state === 'proposed' ? null : noticeSheet(found, frame.titles),
    replies: replies.map((reply) => replyView(reply, (fileId) => `/notices/${notice.id}/files/${fileId}`)),
    decision: decisionOf(found),
    forms: formsOf({ ...found, notice: { ...notice, replyDue } }, frame),
  };
}
