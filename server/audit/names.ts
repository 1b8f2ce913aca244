import type { Knex } from 'knex';
import { agencyLookup } from '../agencies/lookup.ts';
import { formatClockRange } from '../domain/calendar.ts';
import { formatDayLong, formatDayShort, toJalali, type Day } from '../domain/jalali.ts';
import type { Role } from '../domain/permission.ts';
import { toPersianDigits } from '../domain/persian.ts';
import { peopleLookup } from '../people/lookup.ts';
import { rotaLookup } from '../rota/lookup.ts';
import { sessionLookup } from '../sessions/lookup.ts';
import { topicLookup } from '../topics/lookup.ts';
import type { AuditNames } from '../wording/audit.ts';
import type { AuditRow } from './repository.ts';

/** The names that a page of events needs, and what each of those who acted may do. */
export interface Names extends AuditNames {
  roles(userId: string): readonly Role[];
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
/** More ids than these are not looked up for one page: what a mass of changes names further stays unnamed. */
const MOST_IDS = 3_000;
const AT_ONCE = 500;

const chunked = async <T>(ids: readonly string[], find: (some: readonly string[]) => Promise<readonly T[]>): Promise<T[]> => {
  const found: T[] = [];
  for (let at = 0; at < ids.length; at += AT_ONCE) found.push(...(await find(ids.slice(at, at + AT_ONCE))));
  return found;
};

const span = (from: Day, to: Day): string => {
  const [first, last] = [toJalali(from).year, toJalali(to).year];
  return `${formatDayShort(from)}${first === last ? '' : ` ${toPersianDigits(first)}`} تا ${formatDayShort(to)} ${toPersianDigits(last)}`;
};

/** Looks up, as they are now, the names of everything that the events mention. */
export async function namesIn(db: Knex, rows: readonly AuditRow[]): Promise<Names> {
  const ids = [...new Set(rows.flatMap(({ stream, actor, data }) => [...(`${stream} ${actor ?? ''} ${data}`.match(UUID) ?? [])]))].slice(0, MOST_IDS);
  const drafts = [...new Set(rows.flatMap(({ stream, data }) => [...(/^draft:([0-9a-f-]{36})/.exec(stream)?.slice(1) ?? []), ...[...data.matchAll(/"draftId":"([0-9a-f-]{36})"/g)].map(([, id]) => id ?? '')]))];
  const [agencies, counties, topics] = [await agencyLookup(db).all(), await agencyLookup(db).counties(), await topicLookup(db).tree()];
  const users = await chunked(ids, (some) => peopleLookup(db).accounts(some));
  const people = await chunked(ids, (some) => peopleLookup(db).peopleByIds(some));
  const sessions = await chunked(ids, (some) => sessionLookup(db).byIds(some));
  const programmes = await Promise.all(drafts.map((id) => rotaLookup(db).draft(id)));

  const table = (entries: readonly (readonly [string, string])[]): ((id: unknown) => string) => {
    const known = new Map(entries);
    return (id) => (typeof id === 'string' ? (known.get(id) ?? '') : '');
  };
  const held = new Map(users.map(({ id, roles }) => [id, roles]));
  return {
    agency: table(agencies.map(({ id, shortName }) => [id, shortName])),
    county: table(counties.map(({ id, name }) => [id, name])),
    person: table(people.map(({ id, name }) => [id, name])),
    user: table(users.map(({ id, name }) => [id, name])),
    topic: table([...topics.values()].map(({ id, name }) => [id, name])),
    session: table(sessions.map(({ id, day, from, to }) => [id, `${formatDayLong(day)}، ${formatClockRange(from, to)}`])),
    draft: table(programmes.flatMap((draft) => (draft === null ? [] : [[draft.id, span(draft.from, draft.to)] as const]))),
    roles: (userId) => held.get(userId) ?? [],
  };
}
