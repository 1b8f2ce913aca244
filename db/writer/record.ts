import type { Connection } from '../connection.ts';
import type { EventRow } from '../tables.ts';

/** A command as it was first answered; `result` is JSON text, null for no answer. */
export interface Command {
  readonly key: string;
  readonly actor: string | null;
  readonly bodyHash: string;
  readonly result: string | null;
  readonly at: string;
}

/** Where a stream stands: the seq and the hash of its newest event. */
export interface Head {
  readonly seq: number;
  readonly hash: string;
}

/** The record's own statements: one for a whole batch each, its values one JSON parameter. */
export interface RecordBook {
  /** Locks the streams in id order, makes the missing ones, and tells where each stands. */
  lock(streams: readonly string[]): Promise<Map<string, Head>>;
  commandsOf(keys: readonly string[]): Promise<Map<string, Command>>;
  keep(events: readonly EventRow[], heads: ReadonlyMap<string, Head>, commands: readonly Command[]): Promise<void>;
}

const text = (value: unknown) => (typeof value === 'string' ? value : null);

/** The record book over one connection; every statement runs in the transaction open on it. */
export function recordBook(dialect: 'sqlite' | 'postgres', { run, together }: Connection): RecordBook {
  const items = dialect === 'sqlite' ? 'json_each(?) as item' : 'json_array_elements($1::json) as item(value)';
  const given = (column: number) => `item.value ->> ${column}`;
  const ids = `(select ${given(0)} from ${items})`;
  const made = `insert into streams (id, seq, hash) select ${given(0)}, 0, '' from ${items} where true order by 1
    on conflict (id) do nothing`;
  const locked = `select id, seq, hash from streams where id in ${ids} order by id${dialect === 'sqlite' ? '' : ' for update'}`;
  const commands = `select key, actor, body_hash, result, at from commands where key in ${ids}`;
  const addEvents = `insert into events (stream, seq, at, actor, key, kind, data, hash)
    select ${given(0)}, cast(${given(1)} as integer), ${[2, 3, 4, 5, 6, 7].map(given).join(', ')} from ${items}`;
  const moveHeads = `insert into streams (id, seq, hash)
    select ${given(0)}, cast(${given(1)} as integer), ${given(2)} from ${items} where true
    on conflict (id) do update set seq = excluded.seq, hash = excluded.hash`;
  const addCommands = `insert into commands (key, actor, body_hash, result, at)
    select ${[0, 1, 2, 3, 4].map(given).join(', ')} from ${items}`;
  const statement = (sql: string, rows: readonly (readonly unknown[])[]) => ({ sql, bindings: [JSON.stringify(rows)] });
  const send = (sql: string, rows: readonly (readonly unknown[])[]) => run(sql, [JSON.stringify(rows)]);

  return {
    async lock(streams) {
      const list = streams.map((id) => [id]);
      const heads = new Map<string, Head>(streams.map((id) => [id, { seq: 0, hash: '' }]));
      if (list.length === 0) return heads;
      // SQLite's BEGIN IMMEDIATE holds the whole file, and `keep` makes the rows; PostgreSQL needs them there to lock.
      if (dialect === 'postgres') await send(made, list);
      const { rows } = await send(locked, list);
      for (const row of rows) heads.set(String(row['id']), { seq: Number(row['seq']), hash: String(row['hash']) });
      return heads;
    },
    async commandsOf(keys) {
      const { rows } = await send(commands, keys.map((key) => [key]));
      const known = rows.map((row): Command => ({
        key: String(row['key']),
        actor: text(row['actor']),
        bodyHash: String(row['body_hash']),
        result: text(row['result']),
        at: String(row['at']),
      }));
      return new Map(known.map((command) => [command.key, command]));
    },
    keep(events, heads, commands) {
      const told = statement(addCommands, commands.map((c) => [c.key, c.actor, c.bodyHash, c.result, c.at]));
      if (events.length === 0) return together([told]);
      const happened = statement(addEvents, events.map((e) => [e.stream, e.seq, e.at, e.actor, e.key, e.kind, e.data, e.hash]));
      const moved = statement(moveHeads, [...heads].map(([id, { seq, hash }]) => [id, seq, hash]));
      return together([happened, moved, told]);
    },
  };
}
