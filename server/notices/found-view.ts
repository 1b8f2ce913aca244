import { formatDayLong } from '../domain/jalali.ts';
import { evidenceKeyOf } from '../domain/notice.ts';
import { toPersianDigits } from '../domain/persian.ts';
import { freshForm, type FormState } from '../http/forms.ts';
import { controlsOf, errorsOf, type ComboboxPart, type Control, type CrumbsPart, type CsrfPart, type EmptyPart, type PostPart } from '../http/parts.ts';
import type { Commendable } from './commending.ts';
import type { FoundList } from './confirming.ts';
import { LONGEST_REASON } from './forms.ts';
import type { FoundGround } from './found.ts';

/** One thing that was found, with what the head may do. */
export interface FoundRowView {
  readonly id: string;
  readonly title: string;
  readonly note: string;
  readonly confirm: PostPart;
  readonly aside: { readonly open: boolean; readonly action: string; readonly csrf: CsrfPart; readonly problem: string | null; readonly control: Control };
}

/** What was found and nobody has judged yet. */
export interface FoundView {
  readonly crumbs: CrumbsPart;
  readonly title: string;
  readonly lead: string;
  readonly rows: readonly FoundRowView[];
  readonly empty: EmptyPart;
}

/** Whom the head may commend. */
export interface CommendView {
  readonly crumbs: CrumbsPart;
  readonly rows: readonly { readonly title: string; readonly note: string; readonly propose: PostPart }[];
  readonly empty: EmptyPart;
  readonly form: { readonly action: string; readonly csrf: CsrfPart; readonly problem: string | null; readonly agency: ComboboxPart };
}

declare module '../http/pages.ts' {
  interface Pages {
    'notices/found': FoundView;
    'notices/commend': CommendView;
  }
}

interface Frame {
  readonly csrf: string;
  readonly newKey: () => string;
}

/** The address and the words of each list. */
export const FOUND_WORDS: Readonly<Record<FoundList, { readonly path: string; readonly title: string; readonly lead: string; readonly empty: string }>> = {
  missed_session: {
    path: '/notices/missed', title: 'جلسه‌های برگزارنشده',
    lead: 'جلسه‌هایی که مدیر نیامده و کسی به‌جای او نبوده است. تا تأیید نشود، هیچ نامه‌ای پیشنهاد نمی‌شود.',
    empty: 'جلسهٔ برگزارنشده‌ای نمانده است.',
  },
  overdue: {
    path: '/notices/overdue', title: 'پاسخ‌های معوق',
    lead: 'دستگاه‌هایی که هم‌زمان چند درخواست بی‌پاسخ با مهلت گذشته دارند. تا تأیید نشود، هیچ نامه‌ای پیشنهاد نمی‌شود.',
    empty: 'دستگاهی با این شمار پاسخ معوق نیست.',
  },
};

/** One of the two lists; `refused` is the form that was not taken. */
export function foundView(list: FoundList, all: readonly FoundGround[], refused: { readonly key: string; readonly form: FormState } | null, { csrf, newKey }: Frame): FoundView {
  const { path, title, lead, empty } = FOUND_WORDS[list];
  return {
    crumbs: { trail: [{ label: 'تذکر و اخطار', href: '/notices' }, { label: title, href: null }] },
    title, lead,
    rows: all.map(({ evidence, agency, who }) => {
      const key = evidenceKeyOf(evidence);
      const own = refused?.key === key ? refused.form : freshForm();
      return {
        id: key,
        title: `${who}، ${agency}`,
        note: `${formatDayLong(evidence.day)}؛ ${toPersianDigits(evidence.text)}`,
        confirm: { action: `${path}/${key}/confirm`, label: 'تأیید', title: `تأیید ${who}، ${agency}`, look: 'primary' as const, small: true, csrf: { token: csrf, key: newKey() } },
        aside: {
          open: refused?.key === key, action: `${path}/${key}/aside`, csrf: { token: csrf, key: newKey() }, problem: errorsOf(own).problem,
          control: controlsOf(own).field('reason', 'چرا کنار گذاشته می‌شود؟', { type: 'textarea', rows: 2, required: true, max: LONGEST_REASON, wide: true, id: `aside-${key.replaceAll(/[^\w-]/g, '-')}` }),
        },
      };
    }),
    empty: { icon: 'check', text: empty },
  };
}

/** Whom the ladder would commend, and the form for anybody else. */
export function commendView(all: readonly Commendable[], agencies: readonly { readonly id: string; readonly name: string }[], refused: FormState | null, { csrf, newKey }: Frame): CommendView {
  const state = refused ?? freshForm();
  const fresh = (): CsrfPart => ({ token: csrf, key: newKey() });
  return {
    crumbs: { trail: [{ label: 'تذکر و اخطار', href: '/notices' }, { label: 'تقدیر', href: null }] },
    rows: all.map(({ agencyId, agency, who, evidence }) => ({
      title: `${who}، ${agency}`,
      note: [`${toPersianDigits(evidence.length)} بازدید پیاپی با حضور مدیر`, ...evidence.slice(0, 1).map(({ day }) => `از ${formatDayLong(day)}`)].join('، '),
      propose: { action: '/notices/commend', label: 'پیشنهاد تقدیر', title: `پیشنهاد تقدیر ${who}`, small: true, csrf: fresh(), fields: [{ name: 'agency', value: agencyId }] },
    })),
    empty: { icon: 'users', text: 'مدیری با این شمار حضور پیاپی نیست.', hint: 'می‌توانید از مدیر هر دستگاه دیگری هم تقدیر کنید.' },
    form: {
      action: '/notices/commend', csrf: fresh(), problem: errorsOf(state).problem,
      agency: { name: 'agency', label: 'دستگاه', value: state.typed['agency'] ?? '', error: state.errors['agency'] ?? null, required: true, empty: 'دستگاه را برگزینید', options: agencies.map(({ id, name }) => ({ id, label: name })) },
    },
  };
}
