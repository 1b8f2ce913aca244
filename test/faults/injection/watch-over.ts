import { existsSync } from 'node:fs';
import type { Database } from '../../../db/connection.ts';
import type { Place } from '../../support/place.ts';
import { MARK, type Payload } from './payloads.ts';

/** An answer as it is looked at for signs that something got through. */
export interface Seen {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

const signs: readonly (readonly [string, RegExp])[] = [
  ['a tag of ours', new RegExp(`<${MARK}|<script>${MARK}|onerror=${MARK}\\(1\\)>|onload=${MARK}\\(1\\)>`)],
  ['an attribute of ours', new RegExp(`"${MARK}="|'${MARK}='`)],
  ['an address that runs', /(?:href|src|action|formaction)="\s*javascript:/i],
];
const anywhere: readonly (readonly [string, RegExp])[] = [
  ['a template of ours, worked out', new RegExp(`${MARK}1337`)],
  ['a file of the machine', /root:[x*]:0:0|\[fonts\]|BEGIN [A-Z ]*PRIVATE KEY/],
  ['a fault of the database', /SQLITE_[A-Z]+|syntax error at or near|unterminated quoted string|unrecognized token|no such (?:table|column)|argon2id\$/],
];

/** What an answer shows that it must not; null where nothing. */
export function signIn({ status, headers, text }: Seen): string | null {
  if (status >= 500) return `answered with ${status}`;
  if (headers.get('x-injected') !== null || headers.getSetCookie().some((one) => one.startsWith(`${MARK}=`))) return 'a header of ours';
  const location = headers.get('location');
  if (location !== null && !/^\/(?![/\\]|%09)/.test(location)) return `led to ${location.slice(0, 80)}`;
  const isPage = (headers.get('content-type') ?? '').includes('html');
  return [...anywhere, ...(isPage ? signs : [])].find(([, sign]) => sign.test(text))?.[0] ?? null;
}

/** How the database is built, in a text that any change of it changes. */
export async function shapeOf({ direct, dialect }: Pick<Database, 'direct' | 'dialect'>): Promise<string> {
  if (dialect === 'sqlite') return JSON.stringify(await direct('sqlite_master').whereNot('name', 'like', 'sqlite_%').orderBy(['type', 'name']).select('type', 'name', 'sql'));
  const { rows: columns } = await direct.raw<{ rows: unknown }>("select table_name, column_name, data_type from information_schema.columns where table_schema = 'public' order by 1, 2");
  const { rows: indexes } = await direct.raw<{ rows: unknown }>("select indexdef from pg_indexes where schemaname = 'public' order by 1");
  return JSON.stringify([columns, indexes]);
}

const OF_PLACE: readonly (readonly [string, keyof Place])[] = [
  ['counties', 'countyId'], ['agencies', 'agencyId'], ['people', 'personId'], ['terms', 'termId'], ['absences', 'absenceId'], ['drafts', 'draftId'], ['sessions', 'sessionId'],
  ['invitations', 'invitationId'], ['requests', 'requestId'], ['commitments', 'commitmentId'], ['session_lives', 'lifeId'],
];

/** The rows of a place, and of somebody, that nobody asks anything of: whatever changes them reached further than it was let. */
export async function untouched({ direct }: Pick<Database, 'direct'>, place: Place, userId: string): Promise<string> {
  const rows: unknown[] = [];
  for (const [table, id] of OF_PLACE) rows.push(await direct(table as 'agencies').where({ id: place[id] }).orderBy('id'));
  rows.push(await direct('users').where({ id: userId }).orderBy('id'), await direct('grants').where({ user_id: userId }).orderBy('id'), await direct('referrals').where({ request_id: place.requestId }).orderBy('id'));
  return JSON.stringify(rows);
}

const KEPT = ['people', 'users', 'agencies', 'counties', 'terms', 'absences', 'holidays', 'closures', 'drafts', 'sessions', 'invitations', 'publications', 'publication_sessions', 'topics', 'requests', 'referrals', 'commitments', 'settings', 'streams', 'events', 'commands', 'amendments', 'messages', 'feeds'] as const;

/** How many rows the tables have from which nothing is ever deleted. */
export async function sizes({ direct }: Pick<Database, 'direct'>): Promise<ReadonlyMap<string, number>> {
  const found = new Map<string, number>();
  for (const table of KEPT) found.set(table, Number(((await direct(table).count({ count: '*' }).first()) as { count: number | string } | undefined)?.count ?? 0));
  return found;
}

/** What was left outside of the database, in this very process or on the machine. */
export const leftBehind = (): readonly string[] => [
  ...(MARK in {} ? ['every object has a property of ours'] : []),
  ...(existsSync(`/tmp/${MARK}`) ? ['a file of ours was made'] : []),
];

const quantile = (sorted: readonly number[], share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

/** How long answers took, of those that ask a database to sleep and of the rest. */
export function tookWords(took: readonly { readonly payload: Payload | null; readonly ms: number }[]): string {
  const of = (waits: boolean): string => {
    const sorted = took.flatMap(({ payload, ms }) => ((payload?.waits ?? false) === waits ? [ms] : [])).sort((one, other) => one - other);
    return `${quantile(sorted, 0.5).toFixed(0)} ms in the middle, ${quantile(sorted, 0.99).toFixed(0)} ms at p99`;
  };
  return `told to wait: ${of(true)}; the rest: ${of(false)}`;
}
