import { formatInstant } from '../domain/calendar.ts';
import { formatDay } from '../domain/jalali.ts';
import { formatNumber, toPersianDigits } from '../domain/persian.ts';
import type { FormState } from '../http/forms.ts';
import { errorsOf, type ChipPart, type Control, type CrumbsPart, type CsrfPart, type ErrorSummaryPart, type FactsPart, type LinkPart, type NoticePart, type WithHistory } from '../http/parts.ts';
import { controlsOf } from '../http/parts.ts';
import { AMENDMENT_NAMES, placeWords } from '../wording/amend.ts';
import { INVITATION_STATE_NAMES } from '../wording/rota.ts';
import { SESSION_STATE_CHIPS } from '../wording/session-chips.ts';
import { changeForms, type ChangeForm } from './amend-controls-view.ts';
import type { AmendedSide, MadeAmendment } from './amend-repository.ts';
import type { PublishedPage } from './amend-page.ts';
import { hostWords } from './published-words.ts';

/** One amendment as it is told. */
export interface AmendmentLine {
  readonly id: string;
  readonly kind: string;
  readonly made: string;
  readonly before: string;
  readonly after: string;
  readonly reason: string;
  readonly letter: string;
  readonly version: LinkPart;
  /** Where the letter's number is entered, while it has none; null for whoever may not. */
  readonly number: { readonly action: string; readonly csrf: CsrfPart; readonly controls: readonly Control[]; readonly open: boolean } | null;
}

/** The page of one published session, for the scheduler and whoever sees programmes. */
export interface PublishedView {
  readonly crumbs: CrumbsPart;
  readonly chips: readonly ChipPart[];
  readonly facts: FactsPart;
  readonly links: readonly LinkPart[];
  readonly notices: readonly NoticePart[];
  readonly summary: ErrorSummaryPart;
  readonly problem: string | null;
  readonly action: string;
  readonly forms: readonly ChangeForm[];
  readonly amendments: readonly AmendmentLine[];
  readonly versions: readonly { readonly href: string; readonly label: string; readonly text: string }[];
}

declare module '../http/pages.ts' {
  interface Pages {
    'rota/published': PublishedView & WithHistory;
  }
}

/** What was typed into one of the page's forms, and which. */
export interface TypedChange {
  readonly kind: string;
  readonly form: FormState;
}

interface Asked {
  readonly mayAmend: boolean;
  /** Null where nothing was typed yet. */
  readonly typed: TypedChange | null;
  readonly csrf: string;
  readonly newKey: () => string;
}

const sideWords = (side: AmendedSide | null, none: string): string =>
  side === null ? none : `${placeWords(side)}${side.person === null ? '' : `، ${side.person}`}${side.instead === null ? '' : ` (به جای ${side.instead})`}`;

/** «نامهٔ ۱۲۳/۹۹، ۱۳۹۹/۰۱/۲۰» */
export const letterWords = ({ letterNo, letterDay }: Pick<MadeAmendment, 'letterNo' | 'letterDay'>): string =>
  letterNo === null ? 'در انتظار شمارهٔ نامه' : `نامهٔ ${toPersianDigits(letterNo)}${letterDay === null ? '' : `، ${formatDay(letterDay)}`}`;

function lineOf(one: MadeAmendment, { session, makers }: PublishedPage, { mayAmend, typed, csrf, newKey }: Asked): AmendmentLine {
  // Of a swap the sides are those of the session named first; the other went the other way.
  const [before, after] = one.sessionId === session.id ? [one.before, one.after] : [one.after, one.before];
  const own = typed?.kind === `letter-${one.id}` ? typed.form : { typed: {}, errors: {} };
  const controls = controlsOf(own);
  return {
    id: one.id,
    kind: AMENDMENT_NAMES[one.kind],
    made: `${formatInstant(one.madeAt)}${makers.get(one.madeBy) === undefined ? '' : `، ${makers.get(one.madeBy) ?? ''}`}`,
    before: one.kind === 'swap' && one.sessionId !== session.id ? (before === null ? '' : placeWords(before)) : sideWords(before, 'در برنامه نبود'),
    after: one.kind === 'swap' && one.sessionId !== session.id ? (after === null ? '' : placeWords(after)) : sideWords(after, 'لغو شد'),
    reason: one.reason,
    letter: letterWords(one),
    version: { href: `/rota/versions/${one.version}`, label: `نسخهٔ ${formatNumber(one.version)}` },
    number: one.letterNo !== null || !mayAmend ? null : {
      action: `/rota/amendments/${one.id}/letter`, csrf: { token: csrf, key: newKey() }, open: Object.keys(own.errors).length > 0,
      controls: [
        controls.field('letterNo', 'شمارهٔ نامه', { max: 60, required: true, id: `letter-no-${one.id}` }),
        controls.date('letterDay', 'تاریخ نامه', { id: `letter-day-${one.id}` }),
      ],
    },
  };
}

function noticesOf({ session, queue, alterable, life }: PublishedPage, { mayAmend }: Asked): NoticePart[] {
  const notices: NoticePart[] = [];
  if (session.state === 'cancelled') notices.push({ tone: 'bad', title: 'این جلسه لغو شده است', text: session.cancelReason ?? '' });
  else if (mayAmend && alterable === null) notices.push({ tone: 'info', text: life === 'open' || life === 'paused' || life === 'closing' ? 'این جلسه در حال برگزاری است و از اینجا تغییر نمی‌کند.' : 'زمان این جلسه گذشته است و دیگر تغییر نمی‌کند.' });
  if (session.state === 'published' && life === 'cancelled') notices.push({ tone: 'warning', text: 'این جلسه در مرکز لغو شده است. اگر برای مردم هم لغو است، همین‌جا لغو کنید تا اصلاحیه منتشر شود.' });
  if (queue.waiting > 0) notices.push({ tone: 'warning', text: `${formatNumber(queue.waiting)} نفر در صف این جلسه‌اند.`, action: { href: `/today/${session.id}`, label: 'دیدن صف' } });
  return notices;
}

/** The page of a published session: what it is, what was altered of it, and the forms that alter it where it has not begun. */
export function publishedView(page: PublishedPage, asked: Asked): PublishedView {
  const { session, agency, host, invitation, headChanged, versions, amendments, alterable } = page;
  const form = asked.typed?.form ?? { typed: {}, errors: {} };
  const invited = invitation === null ? 'دعوت نشده' : headChanged ? 'مدیر عوض شده است؛ دوباره دعوت کنید' : INVITATION_STATE_NAMES[invitation.state];
  return {
    crumbs: { trail: [{ label: 'برنامه', href: `/rota/drafts/${session.draftId}?view=week&day=${session.day}` }, { label: agency.shortName, href: null }] },
    chips: [session.state === 'cancelled' ? SESSION_STATE_CHIPS.cancelled : SESSION_STATE_CHIPS.published, ...(session.substituteId === null ? [] : [SESSION_STATE_CHIPS.substituted])],
    facts: {
      facts: [
        { term: 'دستگاه', text: agency.name },
        { term: 'زمان', text: placeWords(session) },
        { term: 'پاسخگو', text: host },
        ...(session.substituteWhy === null ? [] : [{ term: 'دلیل جانشینی', text: session.substituteWhy }]),
        { term: 'دعوت', text: session.state === 'cancelled' ? 'پس گرفته شد' : invited },
        { term: 'اصلاح‌ها', text: session.sequence === 0 ? 'تاکنون تغییری نکرده' : `${formatNumber(session.sequence)} بار` },
      ],
    },
    links: [
      { href: `/rota/drafts/${session.draftId}/explain/${session.id}`, label: 'چرا این نوبت؟' },
      { href: `/today/${session.id}`, label: 'صفحهٔ روز جلسه' },
      ...(asked.mayAmend ? [{ href: '/rota/add', label: 'افزودن دستگاه به جای خالی' }] : []),
    ],
    notices: noticesOf(page, asked),
    ...errorsOf(form),
    action: `/rota/sessions/${session.id}/change`,
    forms: alterable === null || !asked.mayAmend ? [] : changeForms(session, alterable, asked.typed),
    amendments: amendments.map((one) => lineOf(one, page, asked)),
    versions: [...versions].reverse().map((one) => ({
      href: `/rota/versions/${one.version}`, label: `نسخهٔ ${formatNumber(one.version)}`,
      text: `${placeWords(one)}، ${hostWords(one)}؛ انتشار ${formatInstant(one.publishedAt)}`,
    })),
  };
}
