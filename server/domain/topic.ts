import { searchKey } from './persian.ts';

/** A topic of the tree of what citizens ask. */
export interface Topic {
  readonly id: string;
  readonly parentId: string | null;
  readonly name: string;
  readonly aliases: string | null;
  /** Codes of the agencies that answer for it; null takes its parent's, empty means that any agency may. */
  readonly agencyCodes: readonly string[] | null;
  readonly place: number;
  readonly retired: boolean;
  readonly rev: number;
}

/** The topics from the root down to one, itself last; empty where it is unknown. */
export function pathOf(topics: ReadonlyMap<string, Topic>, id: string): Topic[] {
  const path: Topic[] = [];
  for (let at = topics.get(id); at !== undefined && !path.includes(at); at = at.parentId === null ? undefined : topics.get(at.parentId)) path.unshift(at);
  return path;
}

/** The codes of the agencies that answer for a topic: its own, or those of the nearest topic above that has some; empty means any. */
export function agencyCodesOf(topics: ReadonlyMap<string, Topic>, id: string): readonly string[] {
  return pathOf(topics, id).findLast(({ agencyCodes }) => agencyCodes !== null)?.agencyCodes ?? [];
}

/** Whether the topic is the agency's to answer: checked before anybody is put into its queue. */
export function isTopicOf(topics: ReadonlyMap<string, Topic>, id: string, agencyCode: string): boolean {
  const codes = agencyCodesOf(topics, id);
  return codes.length === 0 || codes.includes(agencyCode);
}

/** The topics with each after the one it stands under, those side by side by their places. */
export function inTreeOrder(topics: readonly Topic[]): Topic[] {
  const under = new Map<string | null, Topic[]>();
  for (const topic of topics) under.set(topic.parentId, [...(under.get(topic.parentId) ?? []), topic]);
  const walk = (parentId: string | null): Topic[] =>
    (under.get(parentId) ?? []).sort((one, other) => one.place - other.place || (one.id < other.id ? -1 : 1)).flatMap((topic) => [topic, ...walk(topic.id)]);
  return walk(null);
}

/** Whether a topic would come to stand under itself at its new place. */
export const isUnderItself = (topics: ReadonlyMap<string, Topic>, id: string, parentId: string | null): boolean =>
  parentId !== null && pathOf(topics, parentId).some((one) => one.id === id);

/** The path of a topic in words: «آب و فاضلاب › قبض و اشتراک». */
export const topicPath = (topics: ReadonlyMap<string, Topic>, id: string): string => pathOf(topics, id).map(({ name }) => name).join(' › ');

/** A topic as it is chosen from a searched list. */
export interface TopicOption {
  readonly id: string;
  readonly path: string;
  /** The search keys of its path and of what people call it. */
  readonly search: string;
  /** The agencies that answer for it; empty means any. */
  readonly agencyIds: readonly string[];
  /** Whether there are such agencies and none of them is among those given: it can be registered, but put through to nobody. */
  readonly nobody: boolean;
}

/** The topics to choose from, branches too, in the order of the tree; what was retired, and what stands under it, is left out. */
export function topicOptions(topics: ReadonlyMap<string, Topic>, agencies: readonly { readonly id: string; readonly code: string }[]): TopicOption[] {
  const idOf = new Map(agencies.map(({ id, code }) => [code, id]));
  return [...topics.values()].flatMap(({ id, aliases }) => {
    const path = pathOf(topics, id);
    if (path.some(({ retired }) => retired)) return [];
    const codes = agencyCodesOf(topics, id);
    const agencyIds = codes.flatMap((code) => idOf.get(code) ?? []);
    return [{
      id,
      path: topicPath(topics, id),
      search: searchKey(`${path.map(({ name }) => name).join(' ')} ${aliases ?? ''}`),
      agencyIds,
      nobody: codes.length > 0 && agencyIds.length === 0,
    }];
  });
}
