import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import topics from '../../db/seeds/data/topics.json' with { type: 'json' };
import type { Writer } from '../../db/writer.ts';
import type { Instant } from '../domain/calendar.ts';
import { foldKey } from '../domain/persian.ts';
import type { Topic } from '../domain/topic.ts';
import { topicRepository } from './repository.ts';
import { TOPICS_STREAM } from './steps.ts';

const reference: readonly Topic[] = topics.map(({ id, parentId, name, aliases, agencyCodes }, place) => ({
  id, parentId, name, aliases: aliases.join('، '), agencyCodes, place, retired: false, rev: 1,
}));

const missing = async (db: Knex): Promise<Topic[]> => {
  const known = await topicRepository(db).all();
  const standing = new Set(known.map(({ id }) => id));
  const named = new Set(known.map(({ parentId, name }) => `${parentId ?? ''} ${foldKey(name)}`));
  return reference.filter(({ id, parentId, name }) => {
    // One that somebody has added himself under the same name is his; what would stand under ours then has no place.
    const wanted = !standing.has(id) && !named.has(`${parentId ?? ''} ${foldKey(name)}`) && (parentId === null || standing.has(parentId));
    if (wanted) standing.add(id);
    return wanted;
  });
};

/**
 * Lays in the topics of the reference list that are not there yet (domain facts 6.5); one that somebody moved, renamed or
 * retired is left as it is. Harmless to repeat. Returns how many were added.
 */
export async function seedTopics(reads: Knex, writer: Writer, at: Instant): Promise<number> {
  const first = await missing(reads);
  if (first.length === 0) return 0;
  const { added } = await writer.submit({
    key: `topics-${createHash('sha256').update(at + first.map(({ id }) => id).join()).digest('hex').slice(0, 24)}`,
    bodyHash: '',
    actor: null,
    at,
    streams: [TOPICS_STREAM],
    apply: async (tx) => {
      const rows = await missing(tx.db);
      if (rows.length === 0) return { added: 0 };
      tx.write(...rows.map((topic) => topicRepository(tx.db).insert(topic)));
      tx.raise(TOPICS_STREAM, 'reference_topics_added', { ids: rows.map(({ id }) => id) });
      return { added: rows.length };
    },
  });
  return added;
}
