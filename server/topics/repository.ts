import type { Knex } from 'knex';
import type { TopicRow } from '../../db/tables.ts';
import type { Instant } from '../domain/calendar.ts';
import { searchKey } from '../domain/persian.ts';
import { inTreeOrder, type Topic } from '../domain/topic.ts';

const toTopic = (row: TopicRow): Topic => ({
  id: row.id,
  parentId: row.parent_id,
  name: row.name,
  aliases: row.aliases,
  agencyCodes: row.agency_codes === null ? null : row.agency_codes.split(' ').filter(Boolean),
  place: row.place,
  retired: row.retired_at !== null,
  rev: row.rev,
});

type Content = Pick<Topic, 'parentId' | 'name' | 'aliases' | 'agencyCodes' | 'place'>;

const contentRow = ({ parentId, name, aliases, agencyCodes, place }: Content): Omit<TopicRow, 'id' | 'retired_at' | 'rev'> => ({
  parent_id: parentId,
  name,
  aliases,
  search_key: searchKey(`${name} ${aliases ?? ''}`),
  // A blank on both sides of each code, so that one code is found in the text and never a part of another.
  agency_codes: agencyCodes === null ? null : ` ${agencyCodes.map((code) => `${code} `).join('')}`,
  place,
});

/** Topics over one handle; writes are unsent builders for the change to queue. */
export function topicRepository(db: Knex) {
  return {
    /** All topics, retired ones too, each after the one it stands under. */
    async all(): Promise<Topic[]> {
      return inTreeOrder((await db('topics').orderBy(['place', 'id']).select()).map(toTopic));
    },
    insert: (topic: Topic) => db('topics').insert({ id: topic.id, ...contentRow(topic), retired_at: null, rev: topic.rev }),
    /** Conditional on the state in which it was read. */
    update: (before: Topic, after: Content) => db('topics').where({ id: before.id, rev: before.rev }).update({ ...contentRow(after), rev: before.rev + 1 }),
    /** Retires it at an instant, or brings it back with null; conditional on the state in which it was read. */
    retire: (before: Topic, at: Instant | null) => db('topics').where({ id: before.id, rev: before.rev }).update({ retired_at: at, rev: before.rev + 1 }),
  };
}
