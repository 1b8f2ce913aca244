import { randomUUID } from 'node:crypto';
import { createWriter } from '../../../db/writer.ts';
import { instant } from '../../../server/domain/calendar.ts';
import type { Command } from '../../../server/domain/command.ts';
import { topicLookup } from '../../../server/topics/lookup.ts';
import { createTopics, type TopicEntry } from '../../../server/topics/service.ts';
import type { Fresh } from '../../support/database.ts';

export const AT = instant('2026-11-22T06:00:00.000Z');
export const command = (more: Partial<Command> = {}): Command => ({ key: randomUUID(), bodyHash: randomUUID(), actor: 'u1', at: AT, ...more });

/** A topic's form as filled by default. */
export const topicEntry = (name: string, more: Partial<TopicEntry> = {}): TopicEntry => ({ parentId: null, name, aliases: null, agencyCodes: null, ...more });

/** The service of topics over a database of its own. */
export async function topicGround(fresh: Fresh) {
  const database = await fresh();
  const writer = await createWriter(database, () => undefined);
  return {
    database,
    writer,
    topics: createTopics({ reads: database.reads, writer, newId: randomUUID }),
    tree: () => topicLookup(database.reads).tree(),
    eventsOf: async (): Promise<string[]> => (await database.reads('events').where({ stream: 'topics' }).orderBy('seq').select()).map(({ kind }) => kind),
  };
}
