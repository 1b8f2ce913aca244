import type { Knex } from 'knex';
import type { InspectionOrderRow } from '../../db/tables.ts';
import type { Instant } from '../domain/calendar.ts';
import type { Day } from '../domain/jalali.ts';

/** An inspector's order («حکم بازرسی»); `photo` names a stored file, `sealedCode` is what its QR holds. */
export interface Order {
  readonly id: string;
  readonly userId: string;
  readonly number: string;
  readonly from: Day;
  readonly to: Day;
  readonly photo: string | null;
  readonly codeHash: string;
  readonly sealedCode: string;
  readonly issuedAt: Instant;
  readonly issuedBy: string;
  readonly revokedAt: Instant | null;
  readonly rev: number;
}

const toOrder = (row: InspectionOrderRow): Order => ({
  id: row.id, userId: row.user_id, number: row.number, from: row.from_day as Day, to: row.to_day as Day, photo: row.photo, codeHash: row.code_hash, sealedCode: row.code,
  issuedAt: row.issued_at as Instant, issuedBy: row.issued_by, revokedAt: row.revoked_at as Instant | null, rev: row.rev,
});

const rowOf = (order: Order): InspectionOrderRow => ({
  id: order.id, user_id: order.userId, number: order.number, from_day: order.from, to_day: order.to, photo: order.photo, code_hash: order.codeHash, code: order.sealedCode,
  issued_at: order.issuedAt, issued_by: order.issuedBy, revoked_at: order.revokedAt, rev: order.rev,
});

const LATEST_FIRST = [{ column: 'to_day', order: 'desc' }, { column: 'issued_at', order: 'desc' }, { column: 'id' }] as const;

/** Inspection orders over one handle; writes are unsent builders for the change to queue. */
export function orderRepository(db: Knex) {
  const orders = async (query: Knex.QueryBuilder): Promise<Order[]> => ((await query) as InspectionOrderRow[]).map(toOrder);
  const one = async (query: Knex.QueryBuilder): Promise<Order | null> => (await orders(query.limit(1)))[0] ?? null;
  return {
    byId: (id: string): Promise<Order | null> => one(db('inspection_orders').where({ id })),
    byCode: (hashes: readonly string[]): Promise<Order | null> => one(db('inspection_orders').whereIn('code_hash', [...hashes]).orderBy('id')),
    /** Those that hold on a day or later, the one that holds longest first; revoked ones too. */
    from: (day: Day): Promise<Order[]> => orders(db('inspection_orders').where('to_day', '>=', day).orderBy([...LATEST_FIRST])),
    /** Those that have run out, the latest first. */
    before: (day: Day, most: number): Promise<Order[]> => orders(db('inspection_orders').where('to_day', '<', day).orderBy([...LATEST_FIRST]).limit(most)),
    ofUserOn: (userId: string, day: Day): Promise<Order[]> => orders(db('inspection_orders').where({ user_id: userId }).where('from_day', '<=', day).where('to_day', '>=', day).orderBy([...LATEST_FIRST])),
    /** The files that orders name. */
    async files(): Promise<ReadonlySet<string>> {
      return new Set((await db('inspection_orders').whereNotNull('photo').orderBy('id').select('photo')).map(({ photo }) => photo ?? ''));
    },
    insert: (order: Order) => db('inspection_orders').insert(rowOf(order)),
    /** Writes one over the state before it: an older view touches no row. */
    put: (before: Pick<Order, 'id' | 'rev'>, after: Order) => db('inspection_orders').where({ id: before.id, rev: before.rev }).update({ ...rowOf(after), rev: before.rev + 1 }),
  };
}
