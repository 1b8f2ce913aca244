import type { Database, OpenOptions } from './connection/database.ts';
import { openPostgres } from './connection/postgres.ts';
import { openSqlite } from './connection/sqlite.ts';
import { StartFault } from './errors.ts';

export type { Connection, Database, OpenOptions } from './connection/database.ts';

/**
 * Opens `sqlite:/path/file.db`, `sqlite::memory:` or `postgres://…`; throws StartFault when another process holds the
 * file, when commits would not be durable, or when text would not sort by bytes. Only db/connection names a driver.
 */
export async function openDatabase({ url, ...options }: OpenOptions & { readonly url: string }): Promise<Database> {
  if (url.startsWith('sqlite:')) return openSqlite(url.slice('sqlite:'.length), options);
  if (/^postgres(ql)?:\/\//.test(url)) return openPostgres(url, options);
  throw new StartFault('bad_url', 'DATABASE_URL must begin with sqlite: or postgres://');
}
