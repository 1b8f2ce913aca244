import { formatInstant, type Instant } from '../domain/calendar.ts';
import { formatDay, type Day } from '../domain/jalali.ts';
import { controlsOf, optionsOf, type Control, type EmptyPart, type HistoryEntryPart } from '../http/parts.ts';
import { AUDIT_THING_NAMES, AUDIT_THINGS, SYSTEM_ACTOR, type AuditThing } from '../wording/audit.ts';
import type { Cursor } from './repository.ts';
import type { AuditPage } from './service.ts';

/** The record of changes, a page of it, with its filters. */
export interface AuditView {
  readonly filters: readonly Control[];
  readonly filtered: boolean;
  /** What the page was opened for, kept while it is filtered further. */
  readonly about: readonly string[];
  readonly entries: readonly HistoryEntryPart[];
  readonly empty: EmptyPart;
  /** How far back the words were looked for; null where in all. */
  readonly unread: string | null;
  readonly older: string | null;
  readonly newest: string | null;
}

declare module '../http/pages.ts' {
  interface Pages {
    'audit/list': AuditView;
  }
}

/** The filters as they stand in the address. */
export interface AuditQuery {
  readonly thing: AuditThing | null;
  readonly who: string;
  readonly agency: string;
  readonly from: Day | null;
  readonly to: Day | null;
  readonly words: string;
  readonly about: readonly string[];
  readonly after: Cursor | null;
}

/** Who in the filter stands for what nobody did by hand. */
export const BY_SYSTEM = 'system';

const queryOf = ({ thing, who, agency, from, to, words, about }: AuditQuery): URLSearchParams => {
  const query = new URLSearchParams();
  const set = (name: string, value: string): void => { if (value !== '') query.append(name, value); };
  set('thing', thing ?? '');
  set('who', who);
  set('agency', agency);
  set('from', from ?? '');
  set('to', to ?? '');
  set('q', words);
  for (const one of about) set('about', one);
  return query;
};

const pathOf = (query: AuditQuery, after: Cursor | null): string => {
  const params = queryOf(query);
  if (after !== null) params.set('after', `${after.at}/${after.stream}/${after.seq}`);
  const text = params.toString();
  return text === '' ? '/audit' : `/audit?${text}`;
};

type Listed = readonly { readonly id: string; readonly name: string }[];

/** The page of the record; `actors` are those who ever changed something, `agencies` all there are. */
export function auditView(query: AuditQuery, { entries, older, unread }: AuditPage, { actors, agencies }: { readonly actors: Listed; readonly agencies: Listed }): AuditView {
  const day = (one: Day | null): string => (one === null ? '' : formatDay(one));
  const control = controlsOf({ typed: { thing: query.thing ?? '', who: query.who, agency: query.agency, from: day(query.from), to: day(query.to), q: query.words }, errors: {} });
  const filtered = queryOf(query).size > 0;
  const everybody = { [BY_SYSTEM]: SYSTEM_ACTOR, ...Object.fromEntries(actors.map(({ id, name }) => [id, name])) };
  return {
    filters: [
      control.field('q', 'جست‌وجو در متن', { type: 'search', max: 80 }),
      control.select('thing', 'تغییر چه چیزی', AUDIT_THINGS.map((thing) => ({ value: thing, label: AUDIT_THING_NAMES[thing] })), { empty: 'همه، جز پیام‌ها' }),
      control.select('who', 'چه کسی', optionsOf(everybody), { empty: 'هر کسی' }),
      control.select('agency', 'دستگاه', agencies.map(({ id, name }) => ({ value: id, label: name })), { empty: 'همهٔ دستگاه‌ها' }),
      control.date('from', 'از تاریخ'),
      control.date('to', 'تا تاریخ'),
    ],
    filtered,
    about: query.about,
    entries,
    empty: filtered
      ? { icon: 'search', text: 'تغییری با این نشانه‌ها نیست.', action: { href: '/audit', label: 'همهٔ تغییرها' } }
      : { icon: 'history', text: 'هنوز تغییری ثبت نشده است.' },
    unread: unread && older !== null ? `این واژه‌ها تا ${formatInstant(older.at as Instant)} جست‌وجو شد؛ تغییرهای پیش از آن هنوز دیده نشده است.` : null,
    older: older === null ? null : pathOf(query, older),
    newest: query.after === null ? null : pathOf(query, null),
  };
}
