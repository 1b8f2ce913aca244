import { daysBetween, formatDay, type Day } from '../domain/jalali.ts';
import { formatNumber, toPersianDigits } from '../domain/persian.ts';
import { isOverdue, type CitizenRequest, type RequestState } from '../domain/request.ts';
import { groupedCode } from '../domain/tracking-code.ts';
import type { FormState } from '../http/forms.ts';
import { controlsOf, optionsOf, pagesOf, type ChipPart, type ChipTone, type Control, type CsrfPart, type EmptyPart, type Paged, type PaginationPart, type TabsPart } from '../http/parts.ts';
import { calledName } from '../wording/fa.ts';
import { dueWords, MATTER_KIND_NAMES, REQUEST_STATE_NAMES } from '../wording/requests.ts';
import type { Desk } from './changing.ts';
import type { Inbox, ListedRequest } from './inbox.ts';
import { countOf, type Tab } from './tabs.ts';

/** A request as a row of a list. */
export interface RequestRowView {
  readonly href: string;
  readonly code: string;
  readonly title: string;
  readonly excerpt: string;
  readonly applicant: string;
  readonly county: string;
  /** The agency where the list is of all, the expert where it is of one's own. */
  readonly holder: string;
  readonly own: boolean;
  readonly state: ChipPart;
  readonly due: string;
  /** How near its day is; null once it is answered. */
  readonly left: ChipPart | null;
}

/** A list of requests: an agency's, the centre's, or the confidential ones. */
export interface RequestListView {
  readonly heading: string;
  readonly note: string | null;
  readonly csrf: CsrfPart;
  readonly find: Control;
  readonly problem: string | null;
  /** The way to the list of the other desk, for whoever has both. */
  readonly elsewhere: { readonly href: string; readonly label: string; readonly icon: string } | null;
  readonly tabs: TabsPart;
  readonly filter: { readonly action: string; readonly tab: Tab; readonly control: Control } | null;
  readonly holder: string;
  readonly rows: readonly RequestRowView[];
  readonly empty: EmptyPart;
  readonly pagination: PaginationPart | null;
}

declare module '../http/pages.ts' {
  interface Pages {
    'requests/list': RequestListView;
  }
}

const TONES: Readonly<Record<RequestState, ChipTone>> = {
  registered: 'warning', referred: 'info', in_progress: 'brand', needs_info: 'warning', returned: 'warning', answered: 'ok', closed: 'plain',
};

/** The state in words. */
export const stateChip = ({ state }: Pick<CitizenRequest, 'state'>): ChipPart => ({ tone: TONES[state], text: REQUEST_STATE_NAMES[state] });

// So near its day a request is shown in amber.
const NEAR_DAYS = 2;

/** How near the day of its answer is, in words and colour; null once it is answered. */
export function dueChip(request: Pick<CitizenRequest, 'state' | 'dueDay'>, today: Day): ChipPart | null {
  const text = dueWords(request, today);
  if (text === '') return null;
  if (isOverdue(request, today)) return { tone: 'bad', text, icon: 'alarm-clock' };
  return daysBetween(today, request.dueDay) <= NEAR_DAYS ? { tone: 'warning', text, icon: 'clock' } : { tone: 'plain', text };
}

/** How a citizen is called on a page of the office: «خانم محمدی», or that he gave no name. */
export const applicantName = ({ honorific, name }: Pick<CitizenRequest, 'honorific' | 'name'>): string =>
  name === null ? 'نامش را نگفته است' : calledName({ honorific, name });

/** A tracking code in its groups, in Persian digits. */
export const codeText = (code: string): string => toPersianDigits(groupedCode(code));

/** Where the pages of a desk's requests lie. */
export const pathAt = (desk: Desk): string => (desk === 'confidential' ? '/requests/confidential' : '/requests');

const LONGEST_EXCERPT = 150;
const excerptOf = (summary: string): string => {
  const line = summary.replace(/\s+/g, ' ');
  return line.length <= LONGEST_EXCERPT ? line : `${line.slice(0, LONGEST_EXCERPT).replace(/\s\S*$/, '')} …`;
};

const TAB_NAMES: Readonly<Record<Tab, string>> = {
  centre: 'در انتظار ارجاع', open: 'بی‌پاسخ', overdue: 'معوق', referred: 'ارجاع‌شده', in_progress: 'در دست بررسی', answered: 'پاسخ‌داده‌شده', closed: 'مختومه',
};

const EMPTY: Readonly<Record<Tab, string>> = {
  centre: 'درخواستی در انتظار ارجاع نیست.',
  open: 'درخواستی بی‌پاسخ نمانده است.',
  overdue: 'هیچ درخواستی معوق نیست.',
  referred: 'درخواست ارجاع‌شده‌ای نیست.',
  in_progress: 'درخواستی در دست بررسی نیست.',
  answered: 'هنوز درخواستی پاسخ نگرفته است.',
  closed: 'هنوز درخواستی بسته نشده است.',
};

/** What the page knows beside the list itself. */
export interface ListFrame {
  readonly desk: Desk;
  readonly tab: Tab;
  readonly agencyId: string | null;
  /** The sides that the reader has, in order. */
  readonly tabs: readonly Tab[];
  /** Whether the list is of all agencies. */
  readonly wide: boolean;
  readonly mayConfidential: boolean;
  readonly today: Day;
  readonly find: FormState;
  readonly csrf: CsrfPart;
  readonly paged: Paged;
}

const rowOf = ({ request, topic, agency, county, expert }: ListedRequest, { desk, wide, today }: ListFrame): RequestRowView => {
  const kind = MATTER_KIND_NAMES[request.kind];
  const self = expert?.self ?? false;
  return {
    href: `${pathAt(desk)}/${request.id}`,
    code: codeText(request.trackingCode),
    title: topic === null ? kind : `${kind}: ${topic}`,
    excerpt: excerptOf(request.summary),
    applicant: applicantName(request),
    county: county ?? '',
    holder: desk === 'confidential' ? 'دفتر بازرسی' : wide ? (agency ?? 'مرکز') : self ? 'خود شما' : (expert?.name ?? ''),
    own: self,
    state: stateChip(request),
    due: formatDay(request.dueDay),
    left: dueChip(request, today),
  };
};

/** A page of a list of requests. */
export function requestListView({ listed, counts, agencies }: Inbox, frame: ListFrame): RequestListView {
  const { desk, tab, agencyId, tabs, wide, find, csrf, paged } = frame;
  const base = pathAt(desk);
  const query = (one: Tab, page = 1): string => `${base}?tab=${one}${agencyId === null ? '' : `&agency=${agencyId}`}${page === 1 ? '' : `&page=${page}`}`;
  return {
    heading: desk === 'confidential' ? 'درخواست‌های محرمانه' : 'درخواست‌ها',
    note: desk === 'confidential' ? 'این درخواست‌ها را جز دفتر بازرسی هیچ‌کس نمی‌بیند: نه مرکز، نه دستگاه و نه مدیر پاسخگو.' : null,
    csrf,
    find: controlsOf(find).field('code', 'کد رهگیری', { dir: 'ltr', inputmode: 'numeric', max: 60, autocomplete: 'off', type: 'search' }),
    problem: find.errors['_form'] ?? null,
    elsewhere: !frame.mayConfidential ? null : desk === 'open' ? { href: '/requests/confidential', label: 'درخواست‌های محرمانه', icon: 'lock' } : { href: '/requests', label: 'درخواست‌های دیگر', icon: 'clipboard-list' },
    tabs: {
      label: 'وضعیت درخواست‌ها',
      tabs: tabs.map((one) => ({ label: TAB_NAMES[one], href: query(one), current: one === tab, count: formatNumber(countOf(one, counts)) })),
    },
    // What waits for an agency to be named lies at none.
    filter: agencies.length === 0 || tab === 'centre' ? null : {
      action: base,
      tab,
      control: controlsOf({ typed: { agency: agencyId ?? '' }, errors: {} }).select('agency', 'دستگاه', optionsOf(Object.fromEntries(agencies.map(({ id, name }) => [id, name]))), { empty: 'همهٔ دستگاه‌ها' }),
    },
    holder: wide ? 'نزد' : 'کارشناس',
    rows: listed.map((one) => rowOf(one, frame)),
    empty: { icon: tab === 'overdue' || tab === 'centre' ? 'circle-check' : 'clipboard-list', text: EMPTY[tab] },
    pagination: pagesOf(paged, (page) => query(tab, page)),
  };
}
