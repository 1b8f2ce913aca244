import { formatInstant } from '../domain/calendar.ts';
import type { FormState } from '../http/forms.ts';
import { controlsOf, errorsOf, type ChipPart, type Control, type CrumbsPart, type CsrfPart, type EmptyPart, type ErrorSummaryPart, type PostPart } from '../http/parts.ts';
import { SUBSCRIBE_STEPS } from '../wording/feeds.ts';
import { subjectOf, type Feed } from './feed.ts';
import type { Offer } from './feeds.ts';

/** The calendars at secret addresses that one may see, and the form for one more. */
export interface FeedsView {
  readonly crumbs: CrumbsPart;
  readonly base: string;
  readonly lead: string;
  readonly csrf: CsrfPart;
  readonly summary: ErrorSummaryPart;
  readonly problem: string | null;
  readonly controls: readonly Control[];
  readonly empty: EmptyPart;
  readonly feeds: readonly { readonly name: string; readonly of: string; readonly since: string; readonly chip: ChipPart; readonly revoke: PostPart | null }[];
}

/** The one time a calendar's address is shown, with how to subscribe to it. */
export interface FeedKeyView {
  readonly crumbs: CrumbsPart;
  readonly base: string;
  readonly name: string;
  readonly url: string;
  /** How to subscribe, by program; what stands on its screen in Latin letters is `ltr`. */
  readonly programs: readonly { readonly program: string; readonly steps: readonly (readonly { readonly text: string; readonly ltr: boolean }[])[] }[];
}

declare module '../http/pages.ts' {
  interface Pages {
    'feeds/list': FeedsView;
    'feeds/key': FeedKeyView;
  }
}

/** Where the pages stand: among the scheduler's, or among a manager's own. */
export type FeedsPlace = 'all' | 'own';

const BASES: Readonly<Record<FeedsPlace, string>> = { all: '/feeds', own: '/mine/feeds' };
const LEADS: Readonly<Record<FeedsPlace, string>> = {
  all: 'هر نشانی تقویمی است که در گوشی یا رایانه افزوده می‌شود و با هر تغییر برنامه تازه می‌شود. تنها جلسه‌های منتشرشده در آن است.',
  own: 'نشانی تقویم را یک بار در گوشی یا رایانه بیفزایید؛ از آن پس جلسه‌های منتشرشدهٔ شما و تغییرهایشان همان‌جا دیده می‌شود.',
};

const trail = (place: FeedsPlace, ...more: readonly { readonly label: string; readonly href: string | null }[]): CrumbsPart => ({
  trail: [place === 'all' ? { label: 'نسخه‌های برنامه', href: '/rota/versions' } : { label: 'جلسه‌های من', href: '/mine' }, ...more],
});

const labelOf = ({ scope, name }: Offer): string => (scope === 'all' ? name : scope === 'agency' ? `دستگاه: ${name}` : `مدیر: ${name}`);

const chipOf = ({ revokedAt, readAt }: Feed): ChipPart => {
  if (revokedAt !== null) return { tone: 'plain', text: `باطل‌شده، ${formatInstant(revokedAt)}`, icon: 'ban' };
  return readAt === null ? { tone: 'draft', text: 'هنوز خوانده نشده' } : { tone: 'ok', text: 'در کار', icon: 'check' };
};

interface Listed {
  readonly place: FeedsPlace;
  readonly feeds: readonly (Feed & { readonly of: string })[];
  readonly offers: readonly Offer[];
  /** The names of whoever made them, by user. */
  readonly names: ReadonlyMap<string, string>;
  readonly form: FormState;
  readonly csrf: () => CsrfPart;
}

/** The list of calendars. */
export function feedsView({ place, feeds, offers, names, form, csrf }: Listed): FeedsView {
  const base = BASES[place];
  const controls = controlsOf(form);
  const options = offers.map((offer) => ({ id: subjectOf(offer), label: labelOf(offer) }));
  return {
    crumbs: trail(place, { label: 'نشانی‌های تقویم', href: null }),
    base,
    lead: LEADS[place],
    csrf: csrf(),
    ...errorsOf(form),
    controls: [
      place === 'all'
        ? controls.combobox('subject', 'تقویم چه کسی', options, { required: true, empty: 'دستگاه یا مدیر را برگزینید' })
        : controls.select('subject', 'تقویم چه کسی', options.map(({ id, label }) => ({ value: id, label })), { required: true }),
      controls.field('name', 'نام این نشانی', { required: true, max: 60, hint: 'مانند «گوشی مدیرکل»؛ تا بدانید کدام را باطل کنید.' }),
    ],
    empty: { icon: 'calendar-days', text: 'هنوز نشانی تقویمی ساخته نشده است.' },
    feeds: feeds.map((feed) => ({
      name: feed.name,
      of: feed.of,
      since: [`ساخت ${formatInstant(feed.createdAt)}`, names.get(feed.createdBy) ?? '', feed.readAt === null ? '' : `آخرین خواندن ${formatInstant(feed.readAt)}`].filter(Boolean).join('؛ '),
      chip: chipOf(feed),
      revoke: feed.revokedAt !== null ? null : {
        action: `${base}/${feed.id}/revoke`, csrf: csrf(), label: 'باطل کردن', look: 'danger', small: true, title: `باطل کردن نشانی ${feed.name}`,
        confirm: `نشانی «${feed.name}» باطل شود؟ تقویمی که با آن تازه می‌شود دیگر چیزی نمی‌گیرد.`,
      },
    })),
  };
}

/** A sentence cut where its Latin words begin and end. */
const inRuns = (sentence: string): { readonly text: string; readonly ltr: boolean }[] =>
  sentence.split(/([A-Za-z][A-Za-z ]*[A-Za-z])/).flatMap((text, index) => (text === '' ? [] : [{ text, ltr: index % 2 === 1 }]));

/** The page with a new calendar's address. */
export const feedKeyView = (place: FeedsPlace, name: string, url: string): FeedKeyView => ({
  crumbs: trail(place, { label: 'نشانی‌های تقویم', href: BASES[place] }, { label: name, href: null }), base: BASES[place], name, url, programs: SUBSCRIBE_STEPS.map(({ program, steps }) => ({ program, steps: steps.map(inRuns) })),
});
