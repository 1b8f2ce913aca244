import { dayOf, formatInstant, type Instant } from '../domain/calendar.ts';
import { formatDayLong } from '../domain/jalali.ts';
import type { Notice, NoticeStep } from '../domain/notice.ts';
import { NOTICE_STEPS } from '../domain/notice.ts';
import type { NoticeSection } from '../domain/notice-section.ts';
import { formatNumber, isolate, toPersianDigits } from '../domain/persian.ts';
import { controlsOf, optionsOf, type ChipPart, type Control, type EmptyPart, type LinkPart } from '../http/parts.ts';
import { GROUND_NAMES, NOTICE_SECTION_NAMES, NOTICE_STATE_NAMES, NOTICE_STEP_NAMES } from '../wording/notices.ts';
import type { ListedNotice, NoticeFilter, NoticeList } from './list.ts';

/** One notice of the list. */
export interface NoticeRowView {
  readonly id: string;
  readonly href: string;
  readonly title: string;
  readonly who: string;
  readonly note: string;
  readonly chip: ChipPart;
}

/** The live part of the page: the notices by what is to be done with each. */
export interface NoticeSectionsView {
  readonly sections: readonly { readonly id: string; readonly title: string; readonly count: string; readonly rows: readonly NoticeRowView[]; readonly more: string }[];
  readonly empty: EmptyPart | null;
}

/** The head's list of notices. */
export interface NoticesView {
  readonly lead: string;
  readonly links: readonly LinkPart[];
  readonly filters: readonly Control[];
  readonly filtered: boolean;
  readonly live: { readonly stream: string; readonly view: string; readonly seq: number };
  readonly list: NoticeSectionsView;
}

declare module '../http/pages.ts' {
  interface Pages {
    'notices/list': NoticesView;
  }
}

const SIGNS: Readonly<Record<NoticeSection, Pick<ChipPart, 'tone' | 'icon'>>> = {
  proposed: { tone: 'draft', icon: 'file-plus' },
  to_number: { tone: 'plain', icon: 'clock' },
  to_serve: { tone: 'plain', icon: 'clock' },
  to_reply: { tone: 'info', icon: 'clock' },
  to_judge: { tone: 'warning', icon: 'clipboard-list' },
  ended: { tone: 'plain', icon: 'check' },
};

const noteOf = (section: NoticeSection, { proposedAt, issuedAt, letterNo, replyDue, endedAt }: Notice): string => {
  const on = (label: string, at: Instant | null): string => (at === null ? '' : `${label} ${formatDayLong(dayOf(at))}`);
  const number = letterNo === null ? '' : `شمارهٔ ${isolate(toPersianDigits(letterNo))}`;
  switch (section) {
    case 'proposed':
      return on('پیشنهاد', proposedAt);
    case 'to_number':
      return on('صدور', issuedAt);
    case 'to_serve':
      return [number, on('صدور', issuedAt)].filter(Boolean).join('؛ ');
    case 'to_reply':
    case 'to_judge':
      return [number, replyDue === null ? '' : `مهلت پاسخ تا ${formatInstant(replyDue)}`].filter(Boolean).join('؛ ');
    case 'ended':
      return [number, on('', endedAt).trim()].filter(Boolean).join('؛ ');
  }
};

const rowOf = (section: NoticeSection, { notice, who, agency }: ListedNotice): NoticeRowView => ({
  id: notice.id,
  href: `/notices/${notice.id}`,
  title: `${NOTICE_STEP_NAMES[notice.step]}؛ ${GROUND_NAMES[notice.ground]}`,
  who: `${who}، ${agency}`,
  note: noteOf(section, notice),
  chip: { ...SIGNS[section], text: NOTICE_STATE_NAMES[notice.state] },
});

/** The live part of the list. */
export function noticeSections({ sections }: NoticeList): NoticeSectionsView {
  const shown = sections.filter(({ rows }) => rows.length > 0);
  return {
    sections: shown.map(({ section, rows, more }) => ({
      id: section, title: NOTICE_SECTION_NAMES[section], count: formatNumber(rows.length), rows: rows.map((row) => rowOf(section, row)), more: more ? `تنها ${formatNumber(rows.length)} نامهٔ تازه‌تر نشان داده شده است.` : '',
    })),
    empty: shown.length > 0 ? null : { icon: 'clipboard-list', text: 'نامه‌ای نیست.', hint: 'هنگامی که آنچه در بازدید دیده شده تأیید شود و پله‌ها بخواهند، پیشنهاد همین‌جا می‌آید.' },
  };
}

/** What the page knows beside the list. */
export interface NoticesFrame {
  readonly filter: NoticeFilter;
  readonly stream: string;
  readonly places: { readonly agencies: readonly { readonly id: string; readonly name: string }[]; readonly counties: readonly { readonly id: string; readonly name: string }[] };
  /** Whether the reader decides about notices. */
  readonly decides: boolean;
}

const stepOptions = (): ReturnType<typeof optionsOf> => NOTICE_STEPS.map((value: NoticeStep) => ({ value, label: NOTICE_STEP_NAMES[value] }));

/** The page around the live list. */
export function noticesView(list: NoticeList, { filter, stream, places, decides }: NoticesFrame): NoticesView {
  const { select } = controlsOf({ typed: { agency: filter.agencyId ?? '', county: filter.countyId ?? '', step: filter.step ?? '' }, errors: {} });
  const named = (all: readonly { readonly id: string; readonly name: string }[]) => all.map(({ id, name }) => ({ value: id, label: name }));
  return {
    lead: 'از پیشنهاد تا تصمیم: هر نامه پیش از هر تصمیمی پاسخ مدیر را می‌خواهد.',
    links: decides
      ? [
          { href: '/notices/missed', label: 'جلسه‌های برگزارنشده' },
          { href: '/notices/overdue', label: 'پاسخ‌های معوق' },
          { href: '/notices/commend', label: 'تقدیر' },
          { href: '/settings/notice_ladder', label: 'پله‌ها' },
        ]
      : [],
    filters: [
      select('agency', 'دستگاه', named(places.agencies), { empty: 'همهٔ دستگاه‌ها' }),
      select('county', 'شهرستان', named(places.counties), { empty: 'همهٔ شهرستان‌ها' }),
      select('step', 'پله', stepOptions(), { empty: 'همهٔ پله‌ها' }),
    ],
    filtered: filter.agencyId !== null || filter.countyId !== null || filter.step !== null,
    live: { stream, view: 'list', seq: list.seq },
    list: noticeSections(list),
  };
}
