import type { Knex } from 'knex';
import type { Topic } from '../domain/topic.ts';
import { topicRepository } from './repository.ts';

/** What other slices may ask of the topics. */
export function topicLookup(db: Knex) {
  return {
    /** Every topic by id, retired ones too, in the order of the tree: each after the one it stands under. */
    async tree(): Promise<ReadonlyMap<string, Topic>> {
      return new Map((await topicRepository(db).all()).map((topic) => [topic.id, topic]));
    },
    /** The names of some topics by id; those of a screen's few calls cost less than the tree. */
    async namesOf(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
      return ids.length === 0 ? new Map() : topicRepository(db).namesOf(ids);
    },
  };
}
