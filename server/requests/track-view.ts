import { dayOf, formatInstant } from '../domain/calendar.ts';
import { formatDayLong, type Day } from '../domain/jalali.ts';
import { isOverdue, isUnanswered } from '../domain/request.ts';
import type { FormState } from '../http/forms.ts';
import { controlsOf, type Control, type CsrfPart, type FactsPart } from '../http/parts.ts';
import { ANSWER_KIND_NAMES, REQUEST_STATE_NAMES } from '../wording/requests.ts';
import type { Tracked } from './track.ts';
import { codeText } from './view.ts';

/** Following a request without a login: the form, and below what the code told. */
export interface TrackView {
  readonly csrf: CsrfPart;
  readonly problem: string | null;
  readonly controls: readonly Control[];
  readonly found: {
    readonly code: string;
    readonly state: string;
    readonly lead: string;
    /** What to do where the day of the answer has gone by. */
    readonly late: string | null;
    readonly facts: FactsPart;
    readonly answers: readonly { readonly kind: string; readonly at: string; readonly text: string }[];
  } | null;
}

declare module '../http/pages.ts' {
  interface Pages {
    'requests/track': TrackView;
  }
}

const LEADS: Readonly<Record<Tracked['state'], string>> = {
  registered: 'درخواست شما ثبت شده است و مرکز آن را به دستگاه پاسخگو می‌فرستد.',
  referred: 'درخواست شما نزد دستگاه پاسخگو است.',
  in_progress: 'دستگاه پاسخگو درخواست شما را بررسی می‌کند.',
  needs_info: 'برای ادامهٔ بررسی به آگاهی بیشتری از شما نیاز است. با ۱۱۱ تماس بگیرید.',
  returned: 'درخواست شما به مرکز بازگشته است تا به دستگاه دیگری فرستاده شود.',
  answered: 'به درخواست شما پاسخ داده شده است. اگر پاسخ را کافی نمی‌دانید، با ۱۱۱ تماس بگیرید.',
  closed: 'به درخواست شما پاسخ داده و رسیدگی بسته شده است. اگر اعتراضی دارید، با ۱۱۱ تماس بگیرید.',
};

const foundView = (tracked: Tracked, today: Day): NonNullable<TrackView['found']> => {
  const { state, confidential, agency, since, registeredAt } = tracked;
  return {
    code: codeText(tracked.trackingCode),
    state: REQUEST_STATE_NAMES[state],
    lead: confidential ? 'این درخواست محرمانه است و دفتر بازرسی به آن رسیدگی می‌کند.' : LEADS[state],
    late: isOverdue(tracked, today) ? 'مهلت پاسخ گذشته است. با ۱۱۱ تماس بگیرید و این کد را بگویید.' : null,
    facts: {
      facts: [
        ...(confidential ? [] : [{ term: 'نزد', text: agency ?? 'مرکز ۱۱۱' }]),
        { term: 'از تاریخ', text: formatDayLong(dayOf(since)) },
        ...(isUnanswered(state) ? [{ term: 'مهلت پاسخ', text: formatDayLong(tracked.dueDay) }] : []),
        { term: 'روز ثبت', text: formatDayLong(dayOf(registeredAt)) },
      ],
    },
    answers: tracked.answers.map(({ kind, at, text }) => ({ kind: ANSWER_KIND_NAMES[kind], at: formatInstant(at), text })).reverse(),
  };
};

/** The page of following a request; after an answer the form is empty again. */
export function trackView(form: FormState, tracked: Tracked | null, today: Day, csrf: CsrfPart): TrackView {
  const control = controlsOf(form);
  return {
    csrf,
    problem: form.errors['_form'] ?? null,
    controls: [
      control.field('code', 'کد رهگیری', { dir: 'ltr', inputmode: 'numeric', autocomplete: 'off', max: 60, required: true, wide: true, hint: 'سیزده رقم؛ با فاصله یا بی‌فاصله.' }),
      control.field('phoneDigits', 'چهار رقم آخر تلفن یا کد ملی', { dir: 'ltr', inputmode: 'numeric', autocomplete: 'off', max: 20, wide: true, hint: 'اگر هنگام ثبت هیچ‌یک را نگفته‌اید، خالی بگذارید.' }),
    ],
    found: tracked === null ? null : foundView(tracked, today),
  };
}
