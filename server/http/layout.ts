import type { Act } from '../domain/permission.ts';

/** What a handler says of its page beside the view model. */
export interface Frame {
  readonly title: string;
  /** The heading on the page; the title where left out, none where null. */
  readonly heading?: string | null;
  /** The entry of the menu that is lit. */
  readonly section?: string;
  /** What stands under the person's name; his roles where left out. */
  readonly role?: string;
  /** Names of browser modules in public/src that this page needs beside main. */
  readonly scripts?: readonly string[];
  readonly live?: boolean;
  readonly printable?: 'portrait' | 'landscape' | null;
  readonly notice?: Notice | null;
}

/** A sentence at the head of a page. */
export interface Notice {
  readonly tone: 'ok' | 'info' | 'warning' | 'bad';
  readonly text: string;
}

/** What the layout prints around every page. */
export interface LayoutView {
  readonly title: string;
  readonly heading: string | null;
  readonly section: string;
  readonly governorate: string;
  readonly office: string;
  /** Somebody at a desk without an account of his own is `seated`. */
  readonly user: { readonly name: string; readonly role: string; readonly initial: string; readonly seated: boolean } | null;
  readonly nav: readonly NavEntry[];
  /** The same in groups, for a row that has no room for all of them. */
  readonly navRow: readonly (NavEntry | NavGroup)[];
  readonly csrf: string;
  readonly assets: string;
  readonly scripts: readonly string[];
  readonly notice: Notice | null;
  readonly live: boolean;
  readonly insecure: boolean;
  readonly printable: 'portrait' | 'landscape' | null;
}

/** One entry of the menu. */
export interface NavEntry {
  readonly id: string;
  readonly label: string;
  readonly href: string;
}

/** Entries that stand under one word. */
export interface NavGroup {
  readonly label: string;
  readonly entries: readonly NavEntry[];
}

type Group = 'inspection' | 'ground';
const GROUPS: Readonly<Record<Group, string>> = { inspection: 'حضور و بازدید', ground: 'اطلاعات پایه' };
// Three may stand side by side; more of one kind go under their word.
const FOLDED_FROM = 4;

/** The menu: an entry shows where its act may ever be done by the person. */
export const MENU: readonly (NavEntry & { readonly act: Act; readonly group?: Group })[] = [
  { id: 'today', label: 'امروز', href: '/today', act: 'sessions.today' },
  { id: 'supervise', label: 'میز سرپرست مرکز', href: '/supervise', act: 'calls.watch' },
  { id: 'desk', label: 'میز کارشناس ۱۱۱', href: '/desk', act: 'calls.take_in' },
  { id: 'presence', label: 'تابلوی حضور مدیران', href: '/presence', act: 'presence.see', group: 'inspection' },
  { id: 'hours', label: 'ساعت حضور', href: '/hours', act: 'hours.manage', group: 'inspection' },
  { id: 'rota', label: 'برنامه', href: '/rota', act: 'rota.see' },
  { id: 'week', label: 'کارهای هفته', href: '/rota/week', act: 'rota.amend' },
  { id: 'mine', label: 'جلسه‌های من', href: '/mine', act: 'sessions.own' },
  { id: 'decisions', label: 'منتظر تصمیم', href: '/hours/decisions', act: 'hours.decide', group: 'inspection' },
  { id: 'office', label: 'دفتر من', href: '/office', act: 'hours.own' },
  { id: 'host', label: 'میز مدیر', href: '/host', act: 'calls.host' },
  { id: 'inspect', label: 'بازدیدهای من', href: '/inspect', act: 'inspections.own' },
  { id: 'inspections', label: 'گزارش‌های بازدید', href: '/inspections', act: 'inspections.see', group: 'inspection' },
  { id: 'requests', label: 'درخواست‌ها', href: '/requests', act: 'requests.see' },
  { id: 'commitments', label: 'تعهدها', href: '/commitments', act: 'commitments.see' },
  { id: 'visitors', label: 'مراجعه‌کنندگان', href: '/visitors', act: 'visitors.register' },
  { id: 'findings', label: 'اقدام‌های اصلاحی', href: '/findings', act: 'findings.see', group: 'inspection' },
  { id: 'complaints', label: 'گزارش نبودن مدیر', href: '/complaints', act: 'complaints.see', group: 'inspection' },
  { id: 'draws', label: 'قرعهٔ بازدیدها', href: '/draws', act: 'draws.verify', group: 'inspection' },
  { id: 'notices', label: 'تذکر و اخطار', href: '/notices', act: 'notices.see', group: 'inspection' },
  { id: 'mine-notices', label: 'نامه‌های من', href: '/mine/notices', act: 'notices.own' },
  { id: 'shares', label: 'سهم و نوبت دستگاه‌ها', href: '/shares', act: 'shares.see', group: 'ground' },
  { id: 'demand', label: 'مراجعه و تماس', href: '/demand', act: 'demand.manage', group: 'ground' },
  { id: 'agencies', label: 'دستگاه‌ها', href: '/agencies', act: 'agencies.see', group: 'ground' },
  { id: 'calendar', label: 'تقویم', href: '/calendar', act: 'calendar.see', group: 'ground' },
  { id: 'topics', label: 'موضوع‌ها', href: '/topics', act: 'topics.manage', group: 'ground' },
  { id: 'settings', label: 'تنظیمات', href: '/settings', act: 'settings.manage', group: 'ground' },
  { id: 'users', label: 'کاربران', href: '/users', act: 'users.manage', group: 'ground' },
  { id: 'audit', label: 'تاریخچه', href: '/audit', act: 'audit.see', group: 'ground' },
];

/** The entries of a menu in its row: a group of which many show is folded, at the place of its first. */
export function rowOf(entries: typeof MENU): readonly (NavEntry | NavGroup)[] {
  const isFolded = (group: Group): boolean => entries.filter((entry) => entry.group === group).length >= FOLDED_FROM;
  return entries.flatMap((entry): readonly (NavEntry | NavGroup)[] => {
    const { group } = entry;
    if (group === undefined || !isFolded(group)) return [entry];
    const all = entries.filter((one) => one.group === group);
    return all[0] === entry ? [{ label: GROUPS[group], entries: all }] : [];
  });
}
