import type { Tx } from '../../db/writer.ts';
import type { Instant } from '../domain/calendar.ts';
import { loginRepository } from './logins.ts';

/** Queues the end of every login that could still be used of the user and says how many there were; the change raises the event. */
export async function endAllLogins(tx: Tx, userId: string, at: Instant, why: string): Promise<number> {
  const logins = loginRepository(tx.db);
  const open = await logins.unendedOf(userId, at);
  tx.write(...open.map((login) => logins.end(login.id, at, why)));
  return open.length;
}
