import type { Knex } from 'knex';
import { remembered } from '../../db/memory.ts';
import type { Topic } from '../domain/topic.ts';
import { topicRepository } from './repository.ts';
import { TOPICS_STREAM } from './steps.ts';

const TREE = { name: 'topics', kinds: [TOPICS_STREAM] };

/** What other slices may ask of the topics. */
export function topicLookup(db: Knex) {
  /** Every topic by id, retired ones too, in the order of the tree: each after the one it stands under. */
  const tree = (): Promise<ReadonlyMap<string, Topic>> =>
    remembered(db, TREE, async (own) => new Map((await topicRepository(own).all()).map((topic) => [topic.id, topic])));
  return {
    tree,
    /** The names of some topics by id. */
    async namesOf(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
      if (ids.length === 0) return new Map();
      const topics = await tree();
      return new Map(ids.flatMap((id) => topics.get(id) ?? []).map(({ id, name }) => [id, name]));
    },
  };
}
