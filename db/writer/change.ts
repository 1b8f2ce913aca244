import type { Knex } from 'knex';
import type { Connection } from '../connection.ts';
import { StaleWrite } from '../errors.ts';

/** A write that a change queues: an insert, update or delete as Knex builds it, unsent. */
export type Write = Knex.QueryBuilder | Knex.Raw;

/** What a change is given: it reads through `db`, queues writes, and raises events on the streams that it declared. */
export interface Tx {
  readonly db: Knex;
  /** Reads too, but through what is remembered: for rules and names that the change looks up and does not guard. */
  readonly known: Knex;
  write(...writes: Write[]): void;
  raise(stream: string, kind: string, data: object): void;
}

/**
 * One change: `apply` may be called more than once and must give the same each time, so clock, ids and chance are
 * decided before. `key` is the command's, `bodyHash` the hash of its body, `at` its instant; R must survive JSON.
 */
export interface Change<R> {
  readonly key: string;
  readonly bodyHash: string;
  readonly actor: string | null;
  readonly at: string;
  /** Every stream that `apply` may raise on, and every stream whose state it decides by. */
  readonly streams: readonly string[];
  apply(tx: Tx): Promise<R>;
}

/** An event as its change raised it; `data` is JSON. */
export interface Raised {
  readonly stream: string;
  readonly kind: string;
  readonly data: string;
}

/** What applying a change came to: nothing is written yet. */
export interface Applied {
  readonly result: unknown;
  readonly writes: readonly Write[];
  readonly raised: readonly Raised[];
}

/** Lets a change read and decide; its writes and events are only queued, so a refusal leaves nothing behind. */
export async function applyChange({ db, known }: Connection, change: Change<unknown>): Promise<Applied> {
  const writes: Write[] = [];
  const raised: Raised[] = [];
  let open = true;
  const mustBeOpen = () => {
    if (!open) throw new Error('this change is over: await everything in apply');
  };
  const tx: Tx = {
    db,
    known,
    write(...more) {
      mustBeOpen();
      writes.push(...more);
    },
    raise(stream, kind, data) {
      mustBeOpen();
      if (!change.streams.includes(stream)) throw new Error(`the change did not declare the stream ${stream}`);
      raised.push({ stream, kind, data: JSON.stringify(data) });
    },
  };
  try {
    return { result: await change.apply(tx), writes, raised };
  } finally {
    open = false;
  }
}

/**
 * Sends a change's writes at once, in order; what is sent after them waits for them. Throws StaleWrite when one touches
 * no row.
 */
export async function flushWrites({ run }: Connection, writes: readonly Write[]): Promise<void> {
  const sent = writes.map((write) => {
    const { sql, bindings } = write.toSQL().toNative();
    return { sql, answer: run(sql, bindings) };
  });
  const answers = await Promise.all(sent.map(({ answer }) => answer));
  const stale = sent.find((_one, index) => answers[index]?.changed === 0);
  if (stale !== undefined) throw new StaleWrite(stale.sql);
}
