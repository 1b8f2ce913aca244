import type { Knex } from 'knex';
import { inParts } from '../../db/parts.ts';
import type { MessageRow } from '../../db/tables.ts';
import type { Instant } from '../domain/calendar.ts';
import { latestHold, MESSAGE_STATES, PERSONAL_KINDS, type Message, type MessageFault, type MessageKind, type MessageState } from '../domain/message.ts';

const toMessage = (row: MessageRow): Message => ({
  id: row.id,
  key: row.key,
  kind: row.kind as MessageKind,
  agencyId: row.agency_id,
  personId: row.person_id,
  sessionId: row.session_id,
  invitationId: row.invitation_id,
  body: row.body,
  state: row.state,
  dueAt: row.due_at as Instant,
  leaseUntil: row.lease_until as Instant | null,
  attempts: row.attempts,
  givenAt: row.given_at as Instant | null,
  fault: row.fault as MessageFault | null,
  createdAt: row.created_at as Instant,
  rev: row.rev,
});

const messageRow = (message: Message): MessageRow => ({
  id: message.id,
  key: message.key,
  kind: message.kind,
  agency_id: message.agencyId,
  person_id: message.personId,
  session_id: message.sessionId,
  invitation_id: message.invitationId,
  body: message.body,
  state: message.state,
  due_at: message.dueAt,
  lease_until: message.leaseUntil,
  attempts: message.attempts,
  given_at: message.givenAt,
  fault: message.fault,
  created_at: message.createdAt,
  rev: message.rev,
});

const COUNTED_NONE = Object.fromEntries(MESSAGE_STATES.map((state) => [state, 0])) as Readonly<Record<MessageState, number>>;

/** Messages over one handle; writes are unsent builders for the change to queue. */
export function messageRepository(db: Knex) {
  const messages = async (query: Knex.QueryBuilder): Promise<Message[]> => ((await query) as MessageRow[]).map(toMessage);
  const inPieces = async (all: readonly string[], find: (some: readonly string[]) => Knex.QueryBuilder): Promise<Message[]> => (await Promise.all(inParts(all).map((some) => messages(find(some))))).flat();
  // What is in a process's hands, or given, is no longer the planner's: such a row is touched and stays as it is.
  const unlessIn = (states: string, changed: Readonly<Record<string, string | number | null>>) =>
    Object.fromEntries(Object.entries(changed).map(([column, value]) => [column, db.raw(`case when state in (${states}) then ? else ${column} end`, [value])]));
  const counted = (states: string) => ({ rev: db.raw(`case when state in (${states}) then rev + 1 else rev end`) });
  return {
    async byId(id: string): Promise<Message | null> {
      return (await messages(db('messages').where({ id })))[0] ?? null;
    },
    byIds: (ids: readonly string[]): Promise<Message[]> => inPieces(ids, (some) => db('messages').whereIn('id', [...some]).orderBy(['due_at', 'id'])),
    byKeys: (keys: readonly string[]): Promise<Message[]> => inPieces(keys, (some) => db('messages').whereIn('key', [...some]).orderBy('id')),
    /** The waiting messages about some invitations. */
    waitingOf: (invitationIds: readonly string[]): Promise<Message[]> =>
      inPieces(invitationIds, (some) => db('messages').where({ state: 'waiting' }).whereIn('invitation_id', [...some]).orderBy('id')),
    /** All that wait, in the order in which they are due. */
    waiting: (): Promise<Message[]> => messages(db('messages').where({ state: 'waiting' }).orderBy(['due_at', 'id'])),
    /** Those to be taken up at an instant (`isClaimable`), in the order in which they are due. */
    due: (now: Instant, most: number): Promise<Message[]> =>
      messages(
        db('messages')
          .whereIn('state', ['waiting', 'claimed'])
          .where('due_at', '<=', now)
          .where((free) => void free.whereNull('lease_until').orWhere('lease_until', '<=', now).orWhere('lease_until', '>', latestHold(now)))
          .orderBy(['due_at', 'id'])
          .limit(most),
      ),
    async counts(): Promise<Readonly<Record<MessageState, number>>> {
      const rows: readonly Readonly<Record<string, unknown>>[] = await db('messages').groupBy('state').select('state').count({ count: 'id' }).orderBy('state');
      return { ...COUNTED_NONE, ...Object.fromEntries(rows.map((row) => [String(row['state']), Number(row['count'])])) };
    },
    /** One page of those in some states: what is still to come by its time, what has ended the newest first. */
    page(states: readonly MessageState[], order: 'asc' | 'desc', offset: number, most: number): Promise<Message[]> {
      return messages(db('messages').whereIn('state', [...states]).orderBy([{ column: 'due_at', order }, { column: 'id', order }]).offset(offset).limit(most));
    },
    /** What some agencies have been told by now or could not be told by telephone, the newest first; what is for a person alone is left out. */
    toldTo: (agencyIds: readonly string[], now: Instant, most: number): Promise<Message[]> =>
      messages(db('messages').whereIn('agency_id', [...agencyIds]).whereNotIn('kind', [...PERSONAL_KINDS]).whereNot({ state: 'dropped' }).where('due_at', '<=', now).orderBy([{ column: 'due_at', order: 'desc' }, { column: 'id' }]).limit(most)),

    insertAll: (all: readonly Message[]): Knex.QueryBuilder[] => inParts(all).map((some) => db('messages').insert(some.map(messageRow))),
    /** Puts the message after a step; where it has changed since it was read, no row is touched. */
    update: (before: Pick<Message, 'id' | 'rev'>, after: Message) => db('messages').where({ id: before.id, rev: before.rev }).update(messageRow(after)),
    /** Plans a message anew that waits or was laid aside. */
    replan: (id: string, { body, personId, dueAt }: Pick<Message, 'body' | 'personId' | 'dueAt'>) =>
      db('messages').where({ id }).update({
        ...unlessIn('\'waiting\', \'dropped\'', { body, person_id: personId, due_at: dueAt, lease_until: null, fault: null, attempts: 0, state: 'waiting' }), ...counted('\'waiting\', \'dropped\''),
      }),
    /** Lays a message aside that waits. */
    drop: (id: string, because: MessageFault) =>
      db('messages').where({ id }).update({ ...unlessIn('\'waiting\'', { fault: because, lease_until: null, state: 'dropped' }), ...counted('\'waiting\'') }),
  };
}
