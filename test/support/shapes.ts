import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const SERVER = join(import.meta.dirname, '../../server');

/** The inside of a zod schema, as far as its fields can be found in it. */
interface Def {
  readonly shape?: Readonly<Record<string, unknown>>;
  readonly [part: string]: unknown;
}

const defOf = (schema: unknown): Def | null => {
  if (typeof schema !== 'object' || schema === null || !('_zod' in schema)) return null;
  return (schema as { readonly _zod: { readonly def: Def } })._zod.def;
};

const collect = (schema: unknown, into: Set<string>): void => {
  const def = defOf(schema);
  if (def === null) return;
  for (const [name, field] of Object.entries(def.shape ?? {})) {
    into.add(name);
    collect(field, into);
  }
  for (const part of ['in', 'out', 'innerType', 'element', 'options', 'valueType']) {
    const inner = def[part];
    for (const one of Array.isArray(inner) ? inner : [inner]) collect(one, into);
  }
};

/** The names of all fields of all forms of the program, as their schemas have them. */
export async function formFields(): Promise<readonly string[]> {
  const found = new Set<string>();
  const files = readdirSync(SERVER, { recursive: true, encoding: 'utf8' }).filter((name) => /forms\.ts$/.test(name) && !name.startsWith('http'));
  for (const file of files) {
    const exported = (await import(join(SERVER, file))) as Readonly<Record<string, unknown>>;
    for (const value of Object.values(exported)) {
      collect(value, found);
      // A form that depends on something is a function of one or two texts.
      if (typeof value === 'function' && value.length <= 2 && /form/i.test(value.name)) {
        try {
          collect((value as (...given: readonly string[]) => unknown)('031', ''), found);
        } catch {
          // It wants something else: its fields are those of others.
        }
      }
    }
  }
  return [...found].sort();
}
