import type { Knex } from 'knex';

/** The one-time link of set-up over one handle. */
export function setupRepository(db: Knex) {
  const links = () => db('one_time_links').where({ purpose: 'setup' });
  return {
    /** Whether anybody may sign in: from then on the office is set up. */
    async hasUsers(): Promise<boolean> {
      return (await db('users').select('id').first()) !== undefined;
    },
    async unspent(): Promise<{ readonly tokenHash: string; readonly expiresAt: string }[]> {
      const rows = await links().whereNull('used_at').orderBy('token_hash').select('token_hash', 'expires_at');
      return rows.map((row) => ({ tokenHash: row.token_hash, expiresAt: row.expires_at }));
    },
    insert: (tokenHash: string, at: string, expiresAt: string) =>
      db('one_time_links').insert({ token_hash: tokenHash, purpose: 'setup', user_id: null, created_at: at, expires_at: expiresAt, used_at: null }),
    spend: (tokenHash: string, at: string) => links().where({ token_hash: tokenHash }).whereNull('used_at').update({ used_at: at }),
  };
}
