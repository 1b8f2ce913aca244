import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect } from 'chai';
import ts from 'typescript';

const root = join(import.meta.dirname, '../..');

const filesUnder = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));

interface Import {
  readonly from: string;
  /** A path of the repository, or the name of a package. */
  readonly to: string;
  readonly typeOnly: boolean;
}

const codeOf = (file: string): string => readFileSync(join(root, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');

const importsOf = (file: string): Import[] => {
  const source = ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.Latest);
  const resolve = (name: string): string => (name.startsWith('.') ? relative(root, join(root, dirname(file), name)) : name);
  return source.statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return [];
    if (statement.moduleSpecifier === undefined || !ts.isStringLiteral(statement.moduleSpecifier)) return [];
    const clause = ts.isImportDeclaration(statement) ? statement.importClause : undefined;
    const typeOnly = ts.isExportDeclaration(statement) ? statement.isTypeOnly : clause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
    return [{ from: file, to: resolve(statement.moduleSpecifier.text), typeOnly }];
  });
};

/** The rules, first match counts: who (a pattern over the path) may import what (patterns over path or package). */
const RULES: readonly { readonly who: RegExp; readonly may: readonly RegExp[] }[] = [
  { who: /^server\/domain\/jalali\.ts$/, may: [/^server\/domain\//, /^jalaali-js$/] },
  { who: /^server\/domain\/calendar\.ts$/, may: [/^server\/domain\//, /^luxon$/] },
  { who: /^server\/domain\//, may: [/^server\/domain\//] },
  { who: /^server\/live\/contract\.ts$/, may: [] },
  { who: /^server\/wording\//, may: [/^server\/(domain|wording)\//] },
  { who: /^server\/http\/(layout|parts|forms|fields)\.ts$/, may: [/^server\/(domain|wording)\//, /^zod$/] },
  { who: /^server\/http\//, may: [/^server\/(domain|wording|http)\//, /^db\/errors\.ts$/, /^node:/, /^[a-z@]/] },
  { who: /^server\/live\//, may: [/^server\/(domain|live)\//, /^node:/, /^[a-z@]/] },
  { who: /^server\/(main|start|wiring|demo|simulate|verify|config|secrets)\.ts$/, may: [/./] },
  { who: /^server\/wiring\//, may: [/./] },
  // What lays out the example may use all that the program is made of; those who play people know it as a browser does.
  { who: /^server\/demo\//, may: [/./] },
  { who: /^server\/simulate\//, may: [/^server\/(domain|wording|simulate)\//, /^server\/live\/contract\.ts$/, /^server\/setup\/(seeded|example-people)\.ts$/, /^node:/, /^socket\.io-client$/] },
  { who: /^server\/[a-z]+\/([\w-]+-)?(view|forms)\.ts$/, may: [/^server\/(domain|wording)\//, /^server\/http\/(layout|parts|forms|fields|pages)\.ts$/, /^server\/live\/contract\.ts$/, /^zod$/] },
  { who: /^server\/[a-z]+\/([\w-]+-)?(routes|live)\.ts$/, may: [/^server\/(domain|wording|http|live)\//, /^(node:|express$|knex$|zod$)/, /^db\/(connection|snapshot)\.ts$/] },
  { who: /^server\/[a-z]+\//, may: [/^server\/(domain|wording)\//, /^server\/http\/(fields|parts)\.ts$/, /^db\//, /^node:/, /^(knex|zod|@node-rs\/argon2|@zxcvbn-ts\/language-common|csv-parse\/sync|sharp|qr)$/] },
  { who: /^db\/migrations\//, may: [/^db\/migrations\//, /^knex$/] },
  { who: /^db\//, may: [/^db\//, /^(knex|sqlite3|pg)(\/|$)/, /^node:/] },
  { who: /^public\/src\//, may: [/^public\/src\//, /^server\/live\/contract\.ts$/, /^server\/domain\/(jalali|persian|day|digits|identity|instant|presence-code)\.ts$/, /^server\/domain\/inspection\/(report|visit)\.ts$/, /^server\/domain\/queue\/(reach|time-bar)\.ts$/, /^server\/wording\/counting\.ts$/, /^(socket\.io-client|idiomorph|idb|qr)/] },
];

const sliceOf = (path: string): string | null => /^server\/([a-z]+)\//.exec(path)?.[1] ?? null;
const isCommon = (slice: string): boolean => ['domain', 'http', 'live', 'wording', 'wiring', 'demo', 'simulate'].includes(slice);

/** Whether a file of a slice may import this: its own slice, or another's lookups and steps and the types they speak in. */
const crossesWell = ({ from, to, typeOnly }: Import): boolean => {
  const [own, other] = [sliceOf(from), sliceOf(to)];
  if (own === null || other === null || isCommon(own) || isCommon(other) || own === other) return true;
  return typeOnly || /\/(lookup|steps)\.ts$/.test(to);
};

const own = (one: Import): boolean => {
  const slice = sliceOf(one.from);
  return slice !== null && !isCommon(slice) && sliceOf(one.to) !== null && !isCommon(sliceOf(one.to) ?? '');
};

const all = ['server', 'db', 'public/src'].flatMap(filesUnder).flatMap(importsOf);

const graph = new Map<string, string[]>();
for (const { from, to, typeOnly } of all) if (!typeOnly) graph.set(from, [...(graph.get(from) ?? []), to]);

describe('the house', () => {
  it('lets nobody import what is not theirs', () => {
    const wrong = all.filter((one) => {
      const rule = RULES.find(({ who }) => who.test(one.from));
      // The browser may know the shape of what it reads, never the code that makes it.
      if (one.from.startsWith('public/src/') && one.typeOnly && /^server\/\w+\/[\w-]+-types\.ts$/.test(one.to)) return false;
      if (own(one)) return !crossesWell(one);
      return rule === undefined || !rule.may.some((pattern) => pattern.test(one.to));
    });
    expect(wrong.map(({ from, to }) => `${from} imports ${to}`)).to.deep.equal([]);
  });

  it('keeps the database, and the files that read it, out of forms and views', () => {
    const wrong = all.flatMap(({ from }) => (/(view|forms)\.ts$/.test(from) ? (graph.get(from) ?? []).filter((to) => /^(db\/(?!seeds\/data\/)|knex$|server\/\w+\/([\w-]+-)?(repository|service|routes)\.ts$)/.test(to)).map((to) => `${from} imports ${to}`) : []));
    expect([...new Set(wrong)]).to.deep.equal([]);
  });

  it('has no import cycles', () => {
    const done = new Set<string>();
    const cycles: string[] = [];
    const walk = (file: string, path: readonly string[]): void => {
      if (path.includes(file)) return void cycles.push([...path.slice(path.indexOf(file)), file].join(' > '));
      if (done.has(file)) return;
      for (const next of graph.get(file) ?? []) walk(next, [...path, file]);
      done.add(file);
    };
    for (const file of graph.keys()) walk(file, []);
    expect(cycles).to.deep.equal([]);
  });

  it('lets sessions know nothing of programmes, which stand on them', () => {
    expect(all.filter(({ from, to }) => sliceOf(from) === 'sessions' && sliceOf(to) === 'rota')).to.deep.equal([]);
  });

  it('keeps clock, chance and process out of the domain', () => {
    const wrong = filesUnder('server/domain').filter((file) => {
      const code = codeOf(file);
      return /\bDate\.now\b|new Date\(\)|Math\.random|\bprocess\.|\bconsole\./.test(code);
    });
    expect(wrong).to.deep.equal([]);
  });

  it('has neither default exports, nor any, nor silenced checks', () => {
    const wrong = ['server', 'db', 'public/src', 'test'].flatMap(filesUnder).filter((file) => {
      if (file === 'test/house/imports.test.ts') return false;
      const silenced = /@ts-(ignore|nocheck)|eslint-disable/.test(readFileSync(join(root, file), 'utf8'));
      return silenced || /^export default|:\s*any\b|\bas any\b|<any>/m.test(codeOf(file));
    });
    expect(wrong).to.deep.equal([]);
  });

  it('prints unescaped only what is included', () => {
    const views = readdirSync(join(root, 'views'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const wrong = views.filter((entry) => {
      const text = readFileSync(join(entry.parentPath, entry.name), 'utf8');
      return /<%-(?!\s*include\()/.test(text) || /<script(?![^>]*\bsrc=)|\sstyle="|\son[a-z]+="/.test(text);
    });
    expect(wrong.map((entry) => entry.name)).to.deep.equal([]);
  });
});
