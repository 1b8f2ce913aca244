import type { FileRead } from './cells.ts';
import { check, type Ground } from './check.ts';
import type { Header } from './header.ts';
import type { Checked } from './prospect.ts';
import type { Import } from './repository.ts';

/** The checked rows of an import under its header; `told` hears how many are done. */
export type CheckedOf = (one: Pick<Import, 'id' | 'kind' | 'rev'>, header: Header, file: FileRead, told?: (rows: number) => void) => Promise<Checked>;

const MOST_REMEMBERED = 4;

/** Checks imports, each state of one once: the last few are remembered, for a preview is looked at page by page, until they are forgotten by their id. */
export interface Checks {
  readonly of: CheckedOf;
  forget(id: string): void;
}

/** Makes the checks; what they stand on is asked for each file anew. */
export function createChecks(ground: () => Promise<Ground>): Checks {
  const remembered = new Map<string, Promise<Checked>>();
  const of: CheckedOf = ({ id, kind, rev }, header, { sheets }, told = () => undefined) => {
    const key = `${id} ${rev}`;
    const known = remembered.get(key);
    if (known !== undefined) return known;
    const made = ground().then((given) => check(kind, given, header, sheets[0]?.rows ?? [], told));
    made.catch(() => remembered.delete(key));
    remembered.set(key, made);
    const [oldest] = remembered.keys();
    if (remembered.size > MOST_REMEMBERED && oldest !== undefined) remembered.delete(oldest);
    return made;
  };
  return {
    of,
    forget(id) {
      for (const key of [...remembered.keys()]) if (key.startsWith(`${id} `)) remembered.delete(key);
    },
  };
}
