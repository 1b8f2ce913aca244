import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';

const ROOT = join(import.meta.dirname, '../../..');

/** A kind of event as the program's own text raises it; null where it is not written there in so many letters. */
export interface RaisedKind {
  readonly file: string;
  readonly kind: string | null;
}

const textOf = (node: ts.Expression, constants: ReadonlyMap<string, string>): readonly (string | null)[] => {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return [node.text];
  if (ts.isConditionalExpression(node)) return [...textOf(node.whenTrue, constants), ...textOf(node.whenFalse, constants)];
  if (ts.isIdentifier(node)) return [constants.get(node.text) ?? null];
  return [null];
};

const walk = (node: ts.Node, visit: (one: ts.Node) => void): void => {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
};

/** Every kind of event that the program raises, by the file in which it does. */
export function raisedKinds(): readonly RaisedKind[] {
  const files = ['server', 'db'].flatMap((folder) => readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile() && entry.name.endsWith('.ts'));
  const texts = files.map((entry) => {
    const path = join(entry.parentPath, entry.name);
    return { file: relative(ROOT, path), text: readFileSync(path, 'utf8') };
  });
  const constants = new Map(texts.flatMap(({ text }) => [...text.matchAll(/const ([A-Z_]+) = '([a-z_]+)'/g)].map(([, name, value]) => [name ?? '', value ?? ''] as const)));
  const sources = texts.filter(({ text }) => text.includes('.raise(')).map(({ file, text }) => ({ file, tree: ts.createSourceFile(file, text, ts.ScriptTarget.Latest) }));
  const found: RaisedKind[] = [];
  for (const { file, tree } of sources) {
    walk(tree, (node) => {
      if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression) || node.expression.name.text !== 'raise') return;
      const [, kind] = node.arguments;
      if (kind !== undefined) found.push(...textOf(kind, constants).map((text) => ({ file, kind: text })));
    });
  }
  return found;
}

/** The literals that a pattern finds in a file: for kinds that reach their event by a name. */
export const literalsIn = (file: string, pattern: RegExp): readonly string[] => [...readFileSync(join(ROOT, file), 'utf8').matchAll(pattern)].map(([, text]) => text ?? '');
