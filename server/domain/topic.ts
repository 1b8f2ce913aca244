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
