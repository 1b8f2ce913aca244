import { formatInstant } from '../domain/calendar.ts';
import { formatDayLong, type Day } from '../domain/jalali.ts';
import { formatNumber, normalizePhone, toPersianDigits } from '../domain/persian.ts';
import type { ChipPart, CrumbsPart, FactsPart, PostPart } from '../http/parts.ts';
import { ROLE_NAMES } from '../wording/fa.ts';
import { ANSWER_KIND_NAMES, CHANNEL_NAMES, IDENTITY_KIND_NAMES, MATTER_KIND_NAMES, REQUEST_EVENT_NAMES } from '../wording/requests.ts';
import type { PlainApplicant } from './applicant.ts';
import { actsOf, pressesOf, type ActFrame, type ActView } from './acts-view.ts';
import type { Happened, RequestDetail } from './detail.ts';
import { applicantName, codeText, dueChip, pathAt, stateChip } from './view.ts';

/** One line of a request's history. */
export interface HistoryLine {
  readonly title: string;
  readonly detail: string;
  /** What was written: an answer, a reason, a note. */
  readonly quote: string;
  readonly by: string;
  readonly at: string;
  readonly quiet: boolean;
}

/** One request: what is asked and by whom, what has happened, and what can be done. */
export interface RequestView {
  readonly crumbs: CrumbsPart;
  readonly title: string;
  readonly code: string;
  readonly chips: readonly ChipPart[];
  readonly summary: string;
  readonly facts: FactsPart;
  readonly applicant: { readonly name: string; readonly county: string; readonly phone: string; readonly identity: string; readonly identityKind: string };
  /** Null where the reader may not look, or has. */
  readonly reveal: PostPart | null;
  readonly revealed: boolean;
  readonly followers: string | null;
  readonly mother: string | null;
  readonly presses: readonly PostPart[];
  readonly acts: readonly ActView[];
  readonly history: readonly HistoryLine[];
}

declare module '../http/pages.ts' {
  interface Pages {
    'requests/one': RequestView;
  }
}

const nameOf = (userId: string | null, { users }: RequestDetail): string => (userId === null ? '' : (users.get(userId) ?? ROLE_NAMES.seat));

function lineOf({ kind, at, by, referral, answer }: Happened, detail: RequestDetail): HistoryLine {
  const line = { title: REQUEST_EVENT_NAMES[kind] ?? '', detail: '', quote: '', by: nameOf(by, detail), at: formatInstant(at), quiet: false };
  const sent = referral === null ? '' : `${detail.agencies.get(referral.toAgencyId) ?? ''}، مهلت تا ${formatDayLong(referral.dueDay)}`;
  switch (kind) {
    case 'request_answered':
      return answer === null ? line : { ...line, title: ANSWER_KIND_NAMES[answer.kind], quote: answer.text };
    case 'request_returned':
      return { ...line, detail: referral === null ? '' : `از ${detail.agencies.get(referral.toAgencyId) ?? ''}`, quote: referral?.endedNote ?? '' };
    case 'request_passed':
      return { ...line, detail: nameOf(referral?.toUserId ?? null, detail), quote: referral?.note ?? '' };
    case 'request_registered':
      return referral === null ? line : { ...line, title: 'ثبت درخواست و ارجاع به دستگاه', detail: sent, quote: referral.note ?? '' };
    case 'request_referred':
    case 'request_reopened':
      return { ...line, detail: sent, quote: referral?.note ?? '' };
    default:
      return { ...line, quiet: kind === 'request_revealed' || kind === 'request_followed' };
  }
}

const phoneText = (e164: string): string => {
  const phone = normalizePhone(e164);
  return phone.ok ? phone.display : toPersianDigits(e164);
};

/** What the page shows beside the request itself; `revealed` are phone and identity in full, for one who has just asked for them. */
export interface DetailFrame extends ActFrame {
  readonly today: Day;
  readonly revealed: Pick<PlainApplicant, 'identity' | 'phone'> | null;
}

/** The page of one request. */
export function requestView(detail: RequestDetail, frame: DetailFrame): RequestView {
  const { request, topics } = detail;
  const { desk, today, rights, revealed } = frame;
  const kind = MATTER_KIND_NAMES[request.kind];
  const title = topics.length === 0 ? kind : `${kind}: ${topics.at(-1) ?? ''}`;
  const base = pathAt(desk);
  const confidential = desk === 'confidential';
  const sealed = request.phone !== null || request.identity !== null;
  const expert = detail.referral?.toUserId ?? null;
  const left = dueChip(request, today);
  return {
    crumbs: { trail: [{ label: 'درخواست‌ها', href: '/requests' }, ...(confidential ? [{ label: 'محرمانه', href: base }] : []), { label: title, href: null }] },
    title,
    code: codeText(request.trackingCode),
    chips: [...(confidential ? [{ tone: 'bad' as const, text: 'محرمانه', icon: 'lock' }] : []), stateChip(request), ...(left === null ? [] : [left])],
    summary: request.summary,
    facts: {
      facts: [
        { term: 'موضوع', text: topics.length === 0 ? 'بی‌موضوع' : topics.join('، ') },
        { term: 'نزد', text: confidential ? 'دفتر بازرسی' : (detail.agencies.get(request.agencyId ?? '') ?? 'مرکز ۱۱۱') },
        ...(expert === null ? [] : [{ term: 'کارشناس', text: nameOf(expert, detail) }]),
        { term: 'مهلت پاسخ', text: formatDayLong(request.dueDay) },
        { term: 'ثبت', text: formatInstant(request.registeredAt) },
        { term: 'راه ثبت', text: CHANNEL_NAMES[request.channel] },
      ],
    },
    applicant: {
      name: applicantName(request),
      county: detail.county ?? '',
      phone: revealed !== null && revealed.phone !== null ? phoneText(revealed.phone) : (detail.phone ?? ''),
      identity: revealed !== null && revealed.identity !== null ? toPersianDigits(revealed.identity) : (detail.identity ?? ''),
      identityKind: IDENTITY_KIND_NAMES[request.identityKind],
    },
    reveal: !rights.reveals || !sealed || revealed !== null ? null : {
      action: `${base}/${request.id}/reveal`, label: 'نمایش کامل', icon: 'eye', small: true, csrf: { token: frame.csrf, key: frame.newKey() },
      title: 'نمایش کامل تلفن و شناسهٔ متقاضی',
    },
    revealed: revealed !== null,
    followers: request.followers === 0 ? null : `${formatNumber(request.followers)} نفر دیگر همین را خواسته‌اند`,
    mother: detail.motherId === null ? null : `/requests/${detail.motherId}`,
    presses: pressesOf(detail, frame),
    acts: actsOf(detail, frame),
    history: detail.history.map((one) => lineOf(one, detail)).reverse(),
  };
}
