import type { Knex } from 'knex';
import type { Tx, Writer } from '../../db/writer.ts';
import type { Command } from '../domain/command.ts';
import { foldKey } from '../domain/persian.ts';
import { Refusal } from '../domain/refusal.ts';
import { isUnderItself, pathOf, type Topic } from '../domain/topic.ts';
import { topicLookup } from './lookup.ts';
import { topicRepository } from './repository.ts';
import { TOPICS_STREAM } from './steps.ts';

/** A topic as written in the form. */
export type TopicEntry = Pick<Topic, 'parentId' | 'name' | 'aliases' | 'agencyCodes'>;

type Topics = ReadonlyMap<string, Topic>;

const under = (topics: Topics, parentId: string | null): Topic[] => [...topics.values()].filter((one) => one.parentId === parentId);

const placeUnder = (topics: Topics, parentId: string | null): number => Math.max(-1, ...under(topics, parentId).map(({ place }) => place)) + 1;

// Asked of the state of the tree: all changes of topics take one stream, so none can come between.
const refuseMisplaced = (topics: Topics, id: string, { parentId, name }: TopicEntry): void => {
  const moved = topics.get(id)?.parentId !== parentId;
  if (moved && parentId !== null && (topics.get(parentId)?.retired ?? true)) throw new Refusal('not_found', { field: 'parentId' });
  if (isUnderItself(topics, id, parentId)) throw new Refusal('topic_own_parent', { field: 'parentId' });
  const taken = under(topics, parentId).some((other) => other.id !== id && foldKey(other.name) === foldKey(name));
  if (taken) throw new Refusal('topic_taken', { field: 'name' });
};

interface Deps {
  readonly reads: Knex;
  readonly writer: Writer;
  readonly newId: () => string;
}

/** The tree of what citizens ask: topics are renamed, moved and retired, and never erased. */
export function createTopics({ reads, writer, newId }: Deps) {
  const change = async <R>(command: Command, apply: (tx: Tx, topics: Topics) => R): Promise<R> =>
    writer.submit({ ...command, streams: [TOPICS_STREAM], apply: async (tx) => apply(tx, await topicLookup(tx.db).tree()) });

  const known = (topics: Topics, id: string, seen: number): Topic => {
    const topic = topics.get(id);
    if (topic === undefined) throw new Refusal('not_found');
    if (topic.rev !== seen) throw new Refusal('changed_meanwhile');
    return topic;
  };

  const bring = (tx: Tx, topic: Topic): void => {
    tx.write(topicRepository(tx.db).retire(topic, null));
    tx.raise(TOPICS_STREAM, 'topic_brought_back', { before: topic, after: { ...topic, retired: false, rev: topic.rev + 1 } });
  };

  return {
    tree: (): Promise<Topics> => topicLookup(reads).tree(),

    /** Adds a topic as the last under its parent; refuses `topic_taken`, and `not_found` for a parent that is unknown or retired. */
    async add(entry: TopicEntry, command: Command): Promise<{ id: string }> {
      const id = newId();
      return change(command, (tx, topics) => {
        refuseMisplaced(topics, id, entry);
        const topic: Topic = { ...entry, id, place: placeUnder(topics, entry.parentId), retired: false, rev: 1 };
        tx.write(topicRepository(tx.db).insert(topic));
        tx.raise(TOPICS_STREAM, 'topic_added', { before: null, after: topic });
        return { id };
      });
    },

    /** Renames or moves it, or changes who answers for it; `seen` is its `rev` as read. Refuses what `add` refuses, `topic_own_parent`, `changed_meanwhile`. */
    async change(id: string, entry: TopicEntry, seen: number, command: Command): Promise<void> {
      await change(command, (tx, topics) => {
        const before = known(topics, id, seen);
        refuseMisplaced(topics, id, entry);
        const place = entry.parentId === before.parentId ? before.place : placeUnder(topics, entry.parentId);
        const after: Topic = { ...before, ...entry, place, rev: before.rev + 1 };
        tx.write(topicRepository(tx.db).update(before, after));
        tx.raise(TOPICS_STREAM, 'topic_changed', { before, after });
        return {};
      });
    },

    /** Retires it: it is offered no more, and what was recorded under it stays. Refuses `topic_has_children`, `changed_meanwhile`. */
    async retire(id: string, seen: number, command: Command): Promise<void> {
      await change(command, (tx, topics) => {
        const before = known(topics, id, seen);
        if (before.retired) return {};
        if (under(topics, id).some(({ retired }) => !retired)) throw new Refusal('topic_has_children');
        tx.write(topicRepository(tx.db).retire(before, command.at));
        tx.raise(TOPICS_STREAM, 'topic_retired', { before, after: { ...before, retired: true, rev: before.rev + 1 } });
        return {};
      });
    },

    /** Brings it back, and with it whatever it stands under. Refuses `changed_meanwhile`. */
    async bringBack(id: string, seen: number, command: Command): Promise<void> {
      await change(command, (tx, topics) => {
        known(topics, id, seen);
        for (const topic of pathOf(topics, id)) if (topic.retired) bring(tx, topic);
        return {};
      });
    },
  };
}

export type TopicService = ReturnType<typeof createTopics>;
