import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from '../../../db/connection.ts';
import type { Client } from '../../support/client.ts';

/** A form as a page shows it: where it is sent, and what its fields hold. */
export interface ShownForm {
  readonly action: string;
  readonly fields: ReadonlyMap<string, string>;
}

const SERVER = join(import.meta.dirname, '../../../server');

/** Every name under which the program reads something from an address, as its text has them. */
export function queryNames(): readonly string[] {
  const files = readdirSync(SERVER, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  const found = new Set<string>();
  for (const file of files) {
    const text = readFileSync(join(SERVER, file), 'utf8');
    for (const [, name] of text.matchAll(/query(?:Text|Day|Month)\(\w+, '(\w+)'|\bid\('(\w+)'\)|req\.query\['(\w+)'\]/g)) if (name !== undefined) found.add(name);
    for (const [, list] of text.matchAll(/asked\(req, \[([^\]]*)\]\)/g)) for (const [, name] of (list ?? '').matchAll(/'(\w+)'/g)) found.add(name ?? '');
    for (const [, name] of text.matchAll(/req\.query\['(\w+)'\]/g)) found.add(name ?? '');
  }
  return [...found, 'page', 'q', 'done'].sort();
}

// Where there are hundreds of a kind, as in a year's grid, the first of them speaks for all.
const shapeOf = (name: string): string => name.replace(/[0-9a-f]{8}-[0-9a-f-]{27}|agency-\d+|\d+/g, '#');

const unescaped = (text: string): string => text.replace(/&quot;|&#34;/g, '"').replace(/&#39;/g, "'").replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');

const attribute = (tag: string, name: string): string | null => {
  const found = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
  return found === undefined ? null : unescaped(found);
};

/** The forms of a page that are posted, each field once and with what it holds. */
export function formsIn(html: string): readonly ShownForm[] {
  return [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)].flatMap(([, head = '', body = '']) => {
    const action = attribute(head, 'action');
    if (action === null || !/method="post"/i.test(head)) return [];
    const fields = new Map<string, string>();
    const shapes = new Set<string>();
    for (const [tag, , inner] of body.matchAll(/<(input|select|textarea|button)\b[^>]*>(?:([\s\S]*?)<\/(?:select|textarea)>)?/g)) {
      const name = attribute(tag, 'name');
      if (name === null || name.startsWith('_') || shapes.has(shapeOf(name))) continue;
      shapes.add(shapeOf(name));
      const chosen = /<option value="([^"]*)" selected/.exec(inner ?? '')?.[1] ?? /<option value="([^"]+)"/.exec(inner ?? '')?.[1];
      fields.set(name, attribute(tag, 'value') ?? chosen ?? '');
    }
    return [{ action, fields }];
  });
}

const TABLES = [
  'agencies', 'counties', 'people', 'users', 'terms', 'absences', 'holidays', 'closures', 'drafts', 'sessions', 'session_lives', 'invitations', 'requests', 'commitments', 'topics', 'walls', 'swap_requests', 'feeds', 'imports', 'messages', 'amendments', 'exclusions', 'calls',
] as const;

/** What may stand for a part of an address: the first and the last row of every table, and what is named without one. */
export async function candidates({ direct }: Pick<Database, 'direct'>): Promise<readonly string[]> {
  const found = new Set<string>();
  for (const table of TABLES) {
    for (const order of ['asc', 'desc'] as const) {
      const row: { readonly id: string } | undefined = await direct(table).orderBy('id', order).first('id');
      if (row !== undefined) found.add(row.id);
    }
  }
  return [...found, 'least_gap_days', '1', '1399-02-10', '2020-04-20', 'agencies', 'managers', 'host'];
}

// Two parameters could be all pairs of what is known: beside the one that fits its neighbours, a few are enough.
const FIRSTS_TRIED = 12;

/** For each of these paths what stands in the place of its parameters so that its page is there; null where nothing known fits. */
export async function addressesOf(paths: readonly string[], client: Client, known: readonly string[]): Promise<ReadonlyMap<string, string | null>> {
  const found = new Map<string, string | null>();
  // What fitted one page of a thing fits its others.
  const fitting = new Map<string, string>();
  const look = async (path: string): Promise<string | null> => {
    const [first, second] = path.match(/:\w+/g) ?? [];
    if (first === undefined) return path;
    const before = path.slice(0, path.indexOf(first));
    const hint = fitting.get(before);
    const firsts = [...(hint === undefined ? [] : [hint]), ...known].slice(0, second === undefined ? known.length + 1 : FIRSTS_TRIED);
    for (const one of firsts) {
      for (const other of second === undefined ? [''] : known) {
        const address = path.replace(first, encodeURIComponent(one)).replace(/:\w+/g, encodeURIComponent(other));
        if ((await client.get(address)).status !== 200) continue;
        fitting.set(before, one);
        return address;
      }
      if (second !== undefined && hint !== undefined) return null;
    }
    return null;
  };
  for (const path of [...new Set(paths)].sort()) found.set(path, await look(path));
  return found;
}
