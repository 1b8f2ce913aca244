import { formatClockRange, formatInstant } from '../domain/calendar.ts';
import type { Draft } from '../domain/draft.ts';
import { mayStep, type Invitation } from '../domain/invitation.ts';
import { addDays, formatDay, formatDayLong, lastOfMonth, monthOf, type Day } from '../domain/jalali.ts';
import { formatNumber, toPersianDigits } from '../domain/persian.ts';
import { valueOn } from '../domain/settings.ts';
import type { FormState } from '../http/forms.ts';
import { controlsOf, errorsOf, type ChipTone, type Control, type ErrorSummaryPart, type NoticePart, type TilePart } from '../http/parts.ts';
import { calledName } from '../wording/fa.ts';
import { copyPart, invitationText, type CopyPart, type ToldSession } from '../wording/message-texts.ts';
import { changeSentence, INVITATION_STATE_NAMES } from '../wording/rota.ts';
import type { BoardData } from './board-data.ts';
import type { Letter } from './approve.ts';
import type { Candidate, Readiness } from './publish.ts';
import { correctionsIn, type Publication } from './publication.ts';
import { programmeName } from './shares-view.ts';

const TONES: Readonly<Record<Invitation['state'], ChipTone>> = {
  sent: 'info', seen: 'info', accepted: 'ok', accepted_by_phone: 'ok', change_asked: 'warning', no_answer: 'bad', withdrawn: 'plain',
};

/** One invitation as a scheduler sees it, with what he may write down. */
export interface InvitationLine {
  readonly id: string | null;
  readonly agency: string;
  readonly person: string;
  readonly when: string;
  readonly state: string;
  readonly tone: ChipTone;
  readonly note: string | null;
  readonly since: string;
  readonly action: string;
  readonly key: string;
  readonly answers: readonly { readonly value: string; readonly label: string }[];
  /** What is told to whoever is invited, to be copied; null where nobody is. */
  readonly copy: CopyPart | null;
}

export interface InvitationsView {
  readonly base: string;
  readonly csrf: string;
  readonly key: string;
  readonly problem: string | null;
  readonly until: Control;
  readonly tiles: readonly TilePart[];
  readonly mayManage: boolean;
  readonly waiting: string | null;
  readonly lines: readonly InvitationLine[];
  /** Where all messages are; null for whoever may not see them. */
  readonly messages: string | null;
}

export interface PublishView {
  readonly base: string;
  readonly csrf: string;
  readonly key: string;
  readonly seen: number;
  readonly summary: ErrorSummaryPart;
  readonly problem: string | null;
  readonly version: string;
  readonly until: Control;
  readonly untilText: string;
  readonly tiles: readonly TilePart[];
  readonly obstacles: readonly NoticePart[];
  readonly ticks: readonly Control[];
  /** Stands for the conflicts that the tick lists. */
  readonly conflicts: string;
  readonly note: Control;
  readonly lines: readonly { readonly agency: string; readonly when: string; readonly state: string; readonly tone: ChipTone }[];
  readonly changes: readonly string[];
  readonly corrections: boolean;
}

export interface VersionsView {
  /** Where calendars are made; null for whoever may not. */
  readonly feeds: string | null;
  readonly versions: readonly { readonly href: string; readonly title: string; readonly span: string; readonly published: string; readonly letter: string; readonly note: string | null; readonly changes: string | null }[];
  readonly programmes: readonly { readonly href: string; readonly label: string }[];
}

declare module '../http/pages.ts' {
  interface Pages {
    'rota/invitations': InvitationsView;
    'rota/publish': PublishView;
    'rota/versions': VersionsView;
  }
}

const RECORDED = { accept_by_phone: 'تلفنی پذیرفت', ask_change: 'تغییر خواست', give_up: 'پاسخ نداد' } as const;

const nameIn = (data: BoardData, agencyId: string | null): string => data.surroundings.agencies.find(({ id }) => id === agencyId)?.shortName ?? 'دستگاه';

const when = ({ day, from, to }: Candidate['session']): string => `${formatDayLong(day)}، ${formatClockRange(from, to)}`;

/** The day up to which a scheduler most likely invites or publishes: the end of the next unpublished month, within the programme. */
export function likelyUntil(draft: { readonly from: Day; readonly to: Day; readonly publishedUntil: Day | null }): Day {
  const start = draft.publishedUntil === null || draft.publishedUntil < draft.from ? draft.from : addDays(draft.publishedUntil, 1);
  const end = start > draft.to ? draft.to : lastOfMonth(monthOf(start));
  return end < draft.to ? end : draft.to;
}

/** How far the asking of a session's manager has come. */
const askedOf = ({ invitation, headChanged }: Candidate): { readonly state: string; readonly tone: ChipTone } => {
  if (invitation === null) return { state: 'هنوز دعوت نشده', tone: 'draft' };
  return headChanged ? { state: 'مدیر عوض شده است؛ دوباره دعوت کنید', tone: 'warning' } : { state: INVITATION_STATE_NAMES[invitation.state], tone: TONES[invitation.state] };
};

const personIn = (data: BoardData, { session, head }: Candidate): string =>
  head === null ? (data.surroundings.agencies.find(({ id }) => id === session.agencyId)?.headTitle ?? '') : calledName(head);

/** A session as messages tell of it. */
const toldIn = ({ surroundings: { agencies, settings } }: BoardData, { agencyId, day, from, to }: Candidate['session']): ToldSession => {
  const agency = agencies.find(({ id }) => id === agencyId);
  return { day, from, to, headTitle: agency?.headTitle ?? '', agency: agency?.shortName ?? '', governorate: valueOn(settings, 'governorate', day) };
};

const lineOf = (data: BoardData, candidate: Candidate, newKey: () => string): InvitationLine => {
  const { session, headChanged } = candidate;
  const invitation = headChanged ? null : candidate.invitation;
  return {
    id: invitation?.id ?? null,
    agency: nameIn(data, session.agencyId),
    person: personIn(data, candidate),
    when: when(session),
    ...askedOf(candidate),
    note: invitation?.note ?? null,
    since: invitation === null ? '' : `ارسال ${formatInstant(invitation.sentAt)}${invitation.seenAt === null ? '' : `؛ دیده‌شده ${formatInstant(invitation.seenAt)}`}`,
    action: invitation === null ? '' : `/rota/invitations/${invitation.id}/record`,
    key: newKey(),
    copy: invitation === null ? null : copyPart(invitation.id, nameIn(data, session.agencyId), invitationText(toldIn(data, session))),
    answers: invitation === null ? [] : Object.entries(RECORDED).flatMap(([value, label]) => (mayStep(invitation.state, value as keyof typeof RECORDED) ? [{ value, label }] : [])),
  };
};

/** The invitations of a programme's unpublished sessions up to a day, the unanswered first. */
export function invitationsView(data: BoardData, readiness: Readiness, mayManage: boolean, form: FormState, csrf: string, newKey: () => string): InvitationsView {
  const { candidates, notInvited, unanswered } = readiness;
  const approved = data.draft.state === 'approved' || data.draft.state === 'published';
  return {
    base: `/rota/drafts/${data.draft.id}`,
    csrf,
    key: newKey(),
    problem: form.errors['_form'] ?? null,
    until: controlsOf(form).date('until', 'دعوت تا روز', { required: true }),
    tiles: [
      { label: 'نوبت تا این روز', value: formatNumber(candidates.length) },
      { label: 'هنوز دعوت نشده', value: formatNumber(notInvited), ...(notInvited > 0 ? { tone: 'warning' as const } : {}) },
      { label: 'بی‌پاسخ', value: formatNumber(unanswered), ...(unanswered > 0 ? { tone: 'warning' as const } : {}) },
      { label: 'پذیرفته‌شده', value: formatNumber(candidates.length - notInvited - unanswered), tone: 'ok' },
    ],
    mayManage: mayManage && approved,
    waiting: approved ? null : 'پس از تأیید برنامه می‌توان دعوت‌نامه فرستاد.',
    lines: candidates.map((candidate) => lineOf(data, candidate, newKey)),
    messages: mayManage ? '/messages' : null,
  };
}

/** What publishing up to a day would do, and the ticks that it needs. */
export function publishView(data: BoardData, readiness: Readiness, form: FormState, csrf: string, key: string): PublishView {
  const { candidates, empty, notInvited, unanswered, changes, until, version, conflicts } = readiness;
  const controls = controlsOf(form);
  const base = `/rota/drafts/${data.draft.id}`;
  const obstacles: NoticePart[] = [];
  if (candidates.length === 0) obstacles.push({ tone: 'info', text: 'تا این روز جلسهٔ تازه‌ای برای انتشار نیست.' });
  if (notInvited > 0) obstacles.push({ tone: 'bad', text: `برای ${formatNumber(notInvited)} نوبت هنوز دعوت‌نامه فرستاده نشده است؛ پیش از انتشار باید از همه پرسید.`, action: { href: `${base}/invitations?until=${until}`, label: 'دعوت‌نامه‌ها' } });
  if (conflicts.hopeless.length > 0) obstacles.push({ tone: 'bad', title: 'این جلسه‌ها را نمی‌توان منتشر کرد', text: `${conflicts.hopeless.join('؛ ')}. برنامه را به پیش‌نویس برگردانید و این نوبت‌ها را جابه‌جا یا خالی کنید.`, action: { href: base, label: 'دیدن برنامه' } });
  const corrections = correctionsIn({ version, changes: changes.changes }, data.publications);
  return {
    base,
    csrf,
    key,
    seen: data.draft.rev,
    ...errorsOf(form),
    version: formatNumber(version),
    until: controls.date('until', 'انتشار تا روز', { required: true }),
    untilText: formatDayLong(until),
    tiles: [
      { label: 'جلسهٔ تازه', value: formatNumber(candidates.length) },
      { label: 'بی‌پاسخ', value: formatNumber(unanswered), ...(unanswered > 0 ? { tone: 'warning' as const } : {}) },
      { label: 'نوبت خالی', value: formatNumber(empty.length), ...(empty.length > 0 ? { tone: 'warning' as const } : {}) },
      { label: 'تداخل', value: formatNumber(conflicts.hopeless.length + conflicts.confirmable.length), ...(conflicts.hopeless.length + conflicts.confirmable.length > 0 ? { tone: 'warning' as const } : {}) },
    ],
    obstacles,
    ticks: [
      ...(unanswered > 0 ? [controls.check('despiteUnanswered', `برای ${formatNumber(unanswered)} نوبت هنوز پاسخ پذیرش نرسیده است؛ با همین وضع منتشر شود.`)] : []),
      ...(empty.length > 0 ? [controls.check('despiteEmpty', `${formatNumber(empty.length)} نوبت خالی می‌ماند؛ با همین وضع منتشر شود.`)] : []),
      ...(conflicts.confirmable.length > 0 ? [controls.check('despiteConflicts', `${formatNumber(conflicts.confirmable.length)} تداخل مانده است (${conflicts.confirmable.join('؛ ')})؛ با همین وضع منتشر شود.`)] : []),
    ],
    conflicts: conflicts.mark,
    note: controls.field('note', 'یادداشت نسخه', { max: 300, wide: true, hint: 'برای مردم دیده می‌شود؛ می‌توان خالی گذاشت.' }),
    lines: candidates.map((candidate) => ({ agency: nameIn(data, candidate.session.agencyId), when: when(candidate.session), ...askedOf(candidate) })),
    changes: corrections.map((change) => changeSentence(change, changes.names)),
    corrections: corrections.length > 0,
  };
}

/** «نسخهٔ ۲» and what else is to be said of it. */
export const versionLine = (publication: Publication, corrections: number, letter: Letter): VersionsView['versions'][number] => ({
  href: `/rota/versions/${publication.version}`,
  title: `نسخهٔ ${formatNumber(publication.version)}`,
  span: `${formatDay(publication.from)} تا ${formatDay(publication.until)}`,
  published: formatInstant(publication.publishedAt),
  letter: letter.letterNo === null ? 'در انتظار شمارهٔ نامه' : `نامهٔ ${toPersianDigits(letter.letterNo)}${letter.letterDay === null ? '' : `، ${formatDay(letter.letterDay)}`}`,
  note: publication.note,
  changes: corrections === 0 ? null : `${formatNumber(corrections)} اصلاح`,
});

/** All versions, the newest first, and all programmes; a version published before the letter of its approval was recorded shows it too. */
export const versionsView = (publications: readonly Publication[], programmes: readonly Draft[], mayMakeFeeds: boolean): VersionsView => ({
  feeds: mayMakeFeeds ? '/feeds' : null,
  versions: publications.map((one) => {
    const late = programmes.find(({ id, approvedAt }) => one.kind === 'programme' && one.letterNo === null && id === one.draftId && approvedAt !== null && approvedAt <= one.publishedAt);
    return versionLine(one, correctionsIn(one, publications).length, late ?? one);
  }),
  programmes: programmes.map((draft) => ({ href: `/rota/drafts/${draft.id}`, label: programmeName(draft) })),
});
