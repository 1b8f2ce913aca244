import { dayOf, formatClockRange, type Instant } from '../domain/calendar.ts';
import type { Agency } from '../domain/agency.ts';
import { mayStep, timeAsked, type Invitation } from '../domain/invitation.ts';
import { daysBetween, formatDay, formatDayShort, WEEKDAYS, weekday } from '../domain/jalali.ts';
import type { PlannedSession } from '../domain/session.ts';
import { formatNumber, normalizePhone } from '../domain/persian.ts';
import type { WeekKind } from '../domain/rota/week.ts';
import type { ChipPart, ChipTone, LinkPart, PostPart } from '../http/parts.ts';
import { calledName, headCalled } from '../wording/fa.ts';
import { copyPart, invitationText, type CopyPart } from '../wording/message-texts.ts';
import { MESSAGE_FAULT_WORDS, MESSAGE_KIND_NAMES } from '../wording/messages.ts';
import { conflictClause } from '../wording/rota.ts';
import { aheadWords, waitingWords, WEEK_KIND_NAMES } from '../wording/week.ts';
import { personOf } from './swap-parts-view.ts';
import type { DeskTask, SwapTask } from './week-desk.ts';
import type { SessionTask, WeekList, WeekTask } from './week.ts';

/** One thing to be done: whom to ring, what to ask, and the next step. */
export interface WeekRow {
  readonly id: string;
  readonly chip: ChipPart;
  readonly title: string;
  /** The page of the thing itself; null where `links` lead there. */
  readonly href: string | null;
  readonly person: string | null;
  readonly phone: { readonly text: string; readonly href: string } | null;
  readonly office: string | null;
  readonly when: string | null;
  readonly ask: string;
  readonly quote: string | null;
  /** What was learnt by telephone, written down here: the plain yes, and the other answers with a note. */
  readonly record: { readonly action: string; readonly of: string; readonly yes: string | null; readonly key: string; readonly otherKey: string; readonly others: readonly { readonly value: string; readonly label: string }[] } | null;
  readonly post: PostPart | null;
  /** What is told by message, to be copied. */
  readonly copy: CopyPart | null;
  readonly links: readonly LinkPart[];
}

/** What a row knows beside its task. */
interface RowFrame {
  readonly now: Instant;
  readonly period: string;
  readonly group: string | null;
  readonly csrf: string;
  readonly newKey: () => string;
}

const TONES: Readonly<Record<WeekKind, ChipTone>> = {
  conflict: 'bad', vacant: 'bad', change_asked: 'warning', head_changed: 'warning', not_invited: 'warning', swap_decide: 'warning', unanswered: 'warning', swap_answer: 'info', message: 'warning', letter: 'info',
};
const ICONS: Readonly<Record<WeekKind, string>> = {
  conflict: 'calendar-x', vacant: 'user-round', change_asked: 'repeat', head_changed: 'user-plus', not_invited: 'mail', swap_decide: 'arrow-left-right', unanswered: 'phone-outgoing', swap_answer: 'arrow-left-right', message: 'message-square', letter: 'file-text',
};

const chipOf = (kind: WeekKind): ChipPart => ({ tone: TONES[kind], text: WEEK_KIND_NAMES[kind], icon: ICONS[kind] });

function phoneOf(agency: Agency | null): WeekRow['phone'] {
  const phone = normalizePhone(agency?.directLine ?? '');
  return phone.ok ? { text: phone.display, href: `tel:${phone.e164}` } : null;
}

/** «یکشنبه ۱۵ آذر، ۹ تا ۱۱»: what is near needs no year. */
const whenOf = ({ day, from, to }: PlannedSession): string => `${WEEKDAYS[weekday(day)]} ${formatDayShort(day)}، ${formatClockRange(from, to)}`;

const NOTHING = { href: null, person: null, phone: null, office: null, when: null, quote: null, record: null, post: null, copy: null, links: [] } as const;

function recordOf({ id, state }: Invitation, session: PlannedSession, { newKey }: RowFrame): WeekRow['record'] {
  const others = ([['ask_change', 'تغییر خواست'], ['give_up', 'پاسخ نداد']] as const).filter(([step]) => mayStep(state, step));
  return {
    action: `/rota/week/invitations/${id}/record`, of: timeAsked(session), yes: mayStep(state, 'accept_by_phone') ? 'تلفنی پذیرفت' : null, key: newKey(), otherKey: newKey(),
    others: others.map(([value, label]) => ({ value, label })),
  };
}

function askFor({ kind, invitation, conflict, head }: SessionTask, now: Instant): string {
  switch (kind) {
    case 'conflict':
      return conflict === null ? '' : `${conflictClause(conflict)}. جابه‌جا شود، لغو شود یا جانشینی بیاید؟`;
    case 'vacant':
      return 'برای این روز مدیری در دستگاه ثبت نشده است. چه کسی می‌آید؟';
    case 'head_changed':
      return head === null ? 'مدیر دعوت‌شده دیگر در این دستگاه نیست. چه کسی می‌آید؟' : `مدیر عوض شده و هنوز از ${calledName(head)} پرسیده نشده است.`;
    case 'not_invited':
      return 'این جلسه منتشر شده و هنوز دعوت‌نامه‌ای برایش فرستاده نشده است.';
    case 'change_asked':
      return 'نوبت دیگری می‌خواهد. کدام روز برایش شدنی است؟';
    case 'unanswered':
      return `آیا می‌آید؟ ${invitation === null ? '' : waitingWords(daysBetween(dayOf(invitation.sentAt), dayOf(now)))}`;
  }
}

function sessionRow(task: SessionTask, { offices, governorate }: WeekList, frame: RowFrame): WeekRow {
  const { kind, session, agency, head, invitation } = task;
  const published = session.state === 'published';
  const page = published ? `/rota/sessions/${session.id}` : `/rota/drafts/${session.draftId}/explain/${session.id}`;
  const asksAnew = kind === 'head_changed' || kind === 'not_invited';
  const office = offices.get(agency.id) ?? [];
  const mayRecord = invitation !== null && (kind === 'unanswered' || kind === 'change_asked');
  return {
    ...NOTHING,
    id: task.id,
    chip: chipOf(kind),
    title: agency.shortName,
    href: page,
    person: headCalled(head, agency.headTitle),
    phone: phoneOf(agency),
    office: office.length === 0 ? null : `دفتر مدیر: ${office.join('، ')}`,
    when: `${whenOf(session)}؛ ${aheadWords(daysBetween(dayOf(frame.now), session.day))}`,
    ask: askFor(task, frame.now),
    quote: mayRecord ? (invitation?.note ?? null) : null,
    record: mayRecord && invitation !== null ? recordOf(invitation, session, frame) : null,
    copy: kind === 'unanswered' ? copyPart(task.id, agency.shortName, invitationText({ ...session, headTitle: agency.headTitle, agency: agency.shortName, governorate })) : null,
    post: asksAnew && published ? {
      action: `/rota/week/sessions/${session.id}/invite`, label: 'فرستادن دعوت‌نامه', icon: 'send', look: 'primary', csrf: { token: frame.csrf, key: frame.newKey() },
      fields: [{ name: 'period', value: frame.period }, { name: 'only', value: frame.group ?? '' }],
    } : null,
    links: [
      ...(kind === 'vacant' ? [{ href: `/agencies/${agency.id}`, label: 'ثبت مدیر' }] : []),
      ...(asksAnew && !published ? [{ href: `/rota/drafts/${session.draftId}/invitations`, label: 'دعوت‌نامه‌ها' }] : []),
      ...(kind === 'conflict' || kind === 'change_asked' ? [{ href: page, label: 'رسیدگی به جلسه' }] : []),
    ],
  };
}

function swapRow({ id, kind, swap }: SwapTask): WeekRow {
  const { own, other, exchange } = swap;
  const awaited = kind === 'swap_answer' ? other : own;
  return {
    ...NOTHING,
    id,
    chip: chipOf(kind),
    title: `${own.agency.shortName} و ${other.agency.shortName}`,
    href: `/rota/swaps/${exchange.id}`,
    person: `${personOf(own)} و ${personOf(other)}`,
    phone: phoneOf(awaited.agency),
    when: `${whenOf(own.session)} با ${whenOf(other.session)}`,
    ask: kind === 'swap_answer' ? `${personOf(other)} هنوز پاسخ نداده است. آیا می‌پذیرد؟` : 'هر دو مدیر پذیرفته‌اند و تصمیم با شماست.',
    quote: exchange.reason,
    links: [{ href: `/rota/swaps/${exchange.id}`, label: kind === 'swap_answer' ? 'دیدن درخواست' : 'دیدن و تصمیم' }],
  };
}

function deskRow({ id, kind, agency, message, letters }: DeskTask): WeekRow {
  const row = { ...NOTHING, id, chip: chipOf(kind) };
  if (message !== null) {
    return {
      ...row, title: agency?.shortName ?? 'دستگاه', phone: phoneOf(agency), quote: message.body, links: [{ href: '/messages?state=failed', label: 'پیام‌ها' }],
      ask: `${MESSAGE_KIND_NAMES[message.kind]} نرسید: ${message.fault === null ? 'فرستاده نشد.' : MESSAGE_FAULT_WORDS[message.fault]} آن را تلفنی بگویید.`,
    };
  }
  if (letters === null) return { ...row, title: '', ask: '' };
  if (letters.of === 'amendment') {
    return { ...row, title: `اصلاحیهٔ برنامه، نسخهٔ ${formatNumber(letters.version)}`, ask: 'شمارهٔ نامه را از دبیرخانه بپرسید.', links: [{ href: `/rota/sessions/${letters.sessionId}`, label: 'ثبت شماره' }] };
  }
  const span = `برنامهٔ ${formatDay(letters.from)} تا ${formatDay(letters.to)}`;
  return letters.of === 'approval'
    ? { ...row, title: `نامهٔ تأیید، ${span}`, ask: 'شمارهٔ نامه را از دبیرخانه بپرسید.', links: [{ href: `/rota/drafts/${letters.draftId}/letter`, label: 'ثبت شماره' }] }
    : { ...row, title: `${formatNumber(letters.count)} دعوت‌نامه، ${span}`, ask: 'شمارهٔ نامه‌ها را از دبیرخانه بپرسید؛ می‌توان یک‌جا ثبت کرد.', links: [{ href: `/rota/drafts/${letters.draftId}/letters?choice=unnumbered`, label: 'نامه‌ها و شماره‌ها' }] };
}

/** A task as a row. */
export function rowOf(task: WeekTask, list: WeekList, frame: RowFrame): WeekRow {
  if ('swap' in task) return swapRow(task);
  return 'session' in task ? sessionRow(task, list, frame) : deskRow(task);
}
