import { addDays, addMonths, firstOfMonth, formatDay, formatDayLong, formatDayShort, lastOfMonth, monthKey, monthOf, startOfWeek, type Day, type JalaliMonth } from '../domain/jalali.ts';
import { hasForecast } from '../domain/draft.ts';
import { formatNumber, toPersianDigits } from '../domain/persian.ts';
import { WHOLE } from '../domain/rota/plan.ts';
import type { FormState } from '../http/forms.ts';
import { controlsOf, type ChartSharesPart, type Control, type NoticePart, type PostPart, type WithHistory } from '../http/parts.ts';
import { DRAFT_STATE_NAMES } from '../wording/rota.ts';
import type { BoardFacts } from './board-facts.ts';
import type { BoardCallout, BoardMonth } from './board-types.ts';
import { boardMonthView, boardWeekView, cardState } from './board-view.ts';
import { monthSharesView } from './shares-view.ts';

/** What stands under the board's title: how many sessions, and how far the programme has come. */
export interface BoardHeader {
  /** What of the board is shown: whoever draws the rest anew says so. */
  readonly rev: number;
  readonly summary: string;
  readonly trail: readonly { readonly label: string; readonly current: boolean }[];
  readonly notes: readonly NoticePart[];
}

/** Which part of a board a page shows. */
export type Shown = { readonly kind: 'month'; readonly month: JalaliMonth } | { readonly kind: 'week'; readonly day: Day };

export interface BoardPageView {
  readonly title: string;
  readonly header: BoardHeader;
  readonly month: BoardMonth;
  readonly week: boolean;
  readonly shares: ChartSharesPart;
  readonly callout: BoardCallout;
  readonly live: { readonly stream: string; readonly monthStream: string; readonly monthView: string; readonly sharesView: string; readonly seq: number };
  readonly moveUrl: string;
  readonly undoUrl: string;
  readonly conflictsUrl: string;
  readonly nav: { readonly month: string; readonly week: string; readonly previous: string | null; readonly next: string | null; readonly today: string };
  readonly actions: readonly PostPart[];
  readonly links: readonly { readonly href: string; readonly label: string; readonly icon: string; readonly primary: boolean }[];
  readonly decision: null | {
    readonly approve: { readonly action: string; readonly controls: readonly Control[] };
    readonly giveBack: { readonly action: string; readonly controls: readonly Control[] };
    readonly csrf: string;
    readonly keys: readonly [string, string];
    readonly seen: number;
    readonly conflicts: NoticePart | null;
    readonly problem: string | null;
  };
  readonly signatures: string;
}

declare module '../http/pages.ts' {
  interface Pages {
    'rota/board': BoardPageView & WithHistory;
    'rota/none': { readonly mayDraw: boolean };
  }
}

/** What the person who reads the page may do. */
export interface BoardRights {
  readonly edit: boolean;
  readonly approve: boolean;
  readonly publish: boolean;
  readonly undo: boolean;
}

const STEPS = ['drafting', 'awaiting', 'approved', 'published'] as const;

/** How many sessions there are and in what state, and the programme's way from draft to publication. */
export function headerView(facts: BoardFacts): BoardHeader {
  const { data, conflicts } = facts;
  const { draft, sessions, publications } = data;
  const filled = sessions.filter(({ agencyId }) => agencyId !== null);
  const published = filled.filter(({ state }) => state === 'published').length;
  const rest = filled.length - published;
  const version = publications.find(({ draftId }) => draftId === draft.id)?.version ?? null;
  const first = filled.find(({ state }) => state === 'draft');
  const word = first === undefined ? '' : { draft: 'پیش‌نویس', awaiting: 'در انتظار تأیید', approved: 'تأییدشده', published: '', cancelled: '', forecast: 'پیش‌بینی' }[cardState(facts, first)];
  const parts = [
    ...(published > 0 ? [`${formatNumber(published)} منتشرشده${version === null ? '' : ` (نسخهٔ ${formatNumber(version)})`}`] : []),
    ...(rest > 0 ? [`${formatNumber(rest)} ${word}`] : []),
    ...(sessions.length > filled.length ? [`${formatNumber(sessions.length - filled.length)} خالی`] : []),
    ...(conflicts.size > 0 ? [`${formatNumber(conflicts.size)} تداخل`] : []),
  ];
  const notes: NoticePart[] = [];
  if (draft.returnReason !== null && draft.state === 'drafting') notes.push({ tone: 'warning', title: 'برگشت برای اصلاح', text: draft.returnReason });
  if (data.reach.next !== null) {
    const { draftId, from } = data.reach.next;
    notes.push({ tone: 'info', text: `از ${formatDayLong(from)} برنامهٔ دیگری برقرار است؛ آنچه این برنامه برای پس از آن پیش‌بینی کرده بود دیگر اعتبار ندارد.`, action: { href: `/rota/drafts/${draftId}`, label: 'دیدن آن برنامه' } });
  }
  if (draft.state === 'discarded') notes.push({ tone: 'info', text: 'این برنامه کنار گذاشته شده است.' });
  if (facts.account.worst > facts.account.bound + 1) {
    const [worst, bound, least] = [facts.account.worst, facts.account.bound, draft.figures.lowerBound].map((micro) => formatNumber(micro / WHOLE, { fraction: 2 }));
    notes.push({ tone: 'info', text: `غیبت‌ها، جاهای ثابت یا جابه‌جایی‌ها برنامه را از سهم‌ها دور کرده است: بیشترین فاصله ${worst ?? ''}، حد نظری ${bound ?? ''}، کمترینِ شدنی هنگام تنظیم ${least ?? ''}.` });
  }
  return {
    rev: data.rev,
    summary: `${formatNumber(filled.length)} جلسه: ${parts.join('، ')}`,
    trail: STEPS.map((step) => ({ label: step === 'published' && draft.publishedUntil !== null ? `${DRAFT_STATE_NAMES.published} تا ${formatDayShort(draft.publishedUntil)}` : DRAFT_STATE_NAMES[step], current: step === draft.state })),
    notes,
  };
}

interface Asked {
  readonly shown: Shown;
  readonly today: Day;
  readonly rights: BoardRights;
  /** The number of the changes that the page shows. */
  readonly seq: number;
  readonly csrf: string;
  readonly newKey: () => string;
  /** The decision's form as it was typed, where it was refused. */
  readonly form: FormState;
}

function navOf(base: string, { from, to }: { readonly from: Day; readonly to: Day }, shown: Shown, today: Day): BoardPageView['nav'] {
  const month = shown.kind === 'month' ? shown.month : monthOf(shown.day);
  const monthHref = (one: JalaliMonth) => `${base}?month=${monthKey(one)}`;
  const weekHref = (day: Day) => `${base}?view=week&day=${day}`;
  const firstDay = firstOfMonth(month);
  const inMonth = today >= firstDay && today <= lastOfMonth(month) ? today : firstDay < from ? from : firstDay;
  const nearest = today < from ? from : today > to ? to : today;
  if (shown.kind === 'week') {
    const start = startOfWeek(shown.day);
    return {
      month: monthHref(month), week: weekHref(start), today: weekHref(nearest),
      previous: start <= from ? null : weekHref(addDays(start, -7)), next: addDays(start, 6) >= to ? null : weekHref(addDays(start, 7)),
    };
  }
  return {
    month: monthHref(month), week: weekHref(inMonth), today: monthHref(monthOf(nearest)),
    previous: firstDay <= from ? null : monthHref(addMonths(month, -1)), next: lastOfMonth(month) >= to ? null : monthHref(addMonths(month, 1)),
  };
}

/** «۳ تداخل در برنامه مانده است. »; nothing where there is none. */
const conflictsLeft = (count: number): string => (count === 0 ? '' : `${formatNumber(count)} تداخل در برنامه مانده است. `);

function actionsOf({ data: { draft, reach, rev }, conflicts }: BoardFacts, base: string, { rights, csrf, newKey }: Asked): PostPart[] {
  const post = (path: string, label: string, more: Partial<PostPart> = {}): PostPart => ({
    action: `${base}/${path}`, label, csrf: { token: csrf, key: newKey() }, fields: [{ name: 'seen', value: String(draft.rev) }], ...more,
  });
  const posts: PostPart[] = [];
  if (rights.edit && draft.state === 'drafting') {
    posts.push(post('undo', 'بازگرداندن', { icon: 'undo-2', disabled: !rights.undo, title: 'بازگرداندن آخرین تغییر شما' }));
    posts.push(post('redraw', 'تنظیم دوباره', { icon: 'refresh-cw', fields: [{ name: 'board', value: String(rev) }], confirm: 'هرچه نه ثابت است و نه منتشرشده، دوباره چیده می‌شود. ادامه می‌دهید؟' }));
    posts.push(post('discard', 'کنار گذاشتن پیش‌نویس', { look: 'danger', confirm: 'این پیش‌نویس کنار گذاشته شود؟ روزهای آن برای برنامهٔ دیگر آزاد می‌شود.' }));
    posts.push(post('submit', 'ارسال برای تأیید', { look: 'primary', icon: 'send', confirm: `${conflictsLeft(conflicts.size)}پیش‌نویس برای تأیید فرستاده شود؟ تا پاسخ، کسی آن را تغییر نمی‌دهد.` }));
  }
  const mayReopen = draft.state === 'awaiting' || draft.state === 'approved' || (draft.state === 'published' && hasForecast({ ...draft, to: reach.end }));
  if (rights.edit && mayReopen) posts.push(post('reopen', 'بازگشت به پیش‌نویس', { confirm: 'برنامه به پیش‌نویس برگردد؟ پس از تغییر باید دوباره تأیید شود.' }));
  return posts;
}

function linksOf({ data: { draft, reach } }: BoardFacts, base: string, { rights }: Asked): BoardPageView['links'] {
  const link = (path: string, label: string, icon: string, primary = false) => ({ href: `${base}/${path}`, label, icon, primary });
  const live = draft.state === 'approved' || draft.state === 'published';
  return [
    ...(rights.edit && draft.state === 'drafting' ? [link('exclusions', 'کنار گذاشتن دستگاه', 'ban')] : []),
    ...(rights.edit && draft.state !== 'discarded' ? [link('what-if', 'اگر…', 'route')] : []),
    ...(live && rights.publish && draft.letterNo === null ? [link('letter', 'ثبت شمارهٔ نامه', 'file-text')] : []),
    ...(live ? [link('invitations', 'دعوت‌نامه‌ها', 'mail')] : []),
    ...(live && rights.publish && hasForecast({ ...draft, to: reach.end }) ? [link('publish', 'انتشار', 'globe', true)] : []),
    ...(rights.publish && draft.publishedUntil !== null ? [{ href: '/rota/add', label: 'افزودن دستگاه', icon: 'user-plus', primary: false }] : []),
    ...(rights.edit && draft.state === 'published' ? [{ href: '/rota/drafts/new', label: 'تنظیم پیش‌نویس', icon: 'plus', primary: false }] : []),
    { href: '/rota/versions', label: 'نسخه‌ها', icon: 'history', primary: false },
  ];
}

/** The board's page: a month or a week, with what this person may do. */
export function boardPageView(facts: BoardFacts, asked: Asked): BoardPageView {
  const { draft } = facts.data;
  const { shown, today, rights, csrf, newKey, form } = asked;
  const base = `/rota/drafts/${draft.id}`;
  const month = shown.kind === 'month' ? shown.month : monthOf(startOfWeek(shown.day));
  const board = shown.kind === 'month' ? boardMonthView(facts, shown.month, today) : boardWeekView(facts, shown.day, today);
  const mayEdit = rights.edit && draft.state === 'drafting';
  const forSlot = (path: string): string | null => (mayEdit ? `${base}/${path}?session=:slot` : null);
  const controls = controlsOf(form);
  return {
    title: `برنامهٔ پاسخگویی مدیران، ${board.title}`,
    header: headerView(facts),
    month: board,
    week: shown.kind === 'week',
    shares: monthSharesView(facts, month),
    callout: {
      csrf: { token: csrf, key: newKey() }, move: mayEdit, pin: forSlot('pin'), unpin: forSlot('unpin'), clear: forSlot('clear'),
      replace: mayEdit ? `${base}/explain/:slot#assign` : null,
      published: { href: '/rota/sessions/:slot', label: rights.publish ? 'تغییر، لغو یا جانشین' : 'سابقهٔ این نوبت' },
    },
    live: {
      stream: `draft:${draft.id}`, monthStream: `draft:${draft.id}:${monthKey(month)}`,
      monthView: shown.kind === 'month' ? 'month' : `week:${startOfWeek(shown.day)}`, sharesView: `shares:${monthKey(month)}`, seq: asked.seq,
    },
    moveUrl: mayEdit ? `${base}/move` : '',
    undoUrl: mayEdit ? `${base}/undo` : '',
    conflictsUrl: `${base}/conflicts`,
    nav: navOf(base, draft, shown, today),
    actions: actionsOf(facts, base, asked),
    links: linksOf(facts, base, asked),
    decision: draft.state !== 'awaiting' || !rights.approve ? null : {
      approve: {
        action: `${base}/approve`,
        controls: [controls.field('letterNo', 'شمارهٔ نامه', { max: 60, hint: 'اگر هنوز شماره ندارد خالی بگذارید.' }), controls.date('letterDay', 'تاریخ نامه')],
      },
      giveBack: { action: `${base}/return`, controls: [controls.field('reason', 'دلیل بازگرداندن', { type: 'textarea', rows: 2, max: 500, required: true })] },
      csrf, keys: [newKey(), newKey()], seen: draft.rev, problem: form.errors['_form'] ?? null,
      conflicts: facts.conflicts.size === 0 ? null : { tone: 'warning', text: `${conflictsLeft(facts.conflicts.size)}روی برنامه نشان داده شده‌اند؛ پیش از تأیید ببینید یا برنامه را برای اصلاح بازگردانید.` },
    },
    signatures: draft.letterNo === null
      ? (draft.approvedAt === null ? '' : 'تأییدشده؛ در انتظار شمارهٔ نامه.')
      : `نامهٔ تأیید: ${toPersianDigits(draft.letterNo)}${draft.letterDay === null ? '' : `، ${formatDay(draft.letterDay)}`}.`,
  };
}
