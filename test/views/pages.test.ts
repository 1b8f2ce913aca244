import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect } from 'chai';
import type { LayoutView } from '../../server/http/layout.ts';
import { createRenderer } from '../../server/http/render.ts';
import { strict } from './strict.ts';

const root = join(import.meta.dirname, '../..');
const views = join(root, 'views');
const render = createRenderer(views, true);

const layout: LayoutView = {
  title: 'نمونه', heading: 'نمونه', section: 'rota', governorate: 'استانداری اصفهان', office: 'مرکز پاسخگویی ۱۱۱',
  user: { name: 'خانم کریمی', role: 'مسئول برنامه', initial: 'ک', seated: false }, nav: [{ id: 'rota', label: 'برنامه', href: '/rota' }],
  navRow: [{ id: 'rota', label: 'برنامه', href: '/rota' }, { label: 'اطلاعات پایه', entries: [{ id: 'agencies', label: 'دستگاه‌ها', href: '/agencies' }] }],
  csrf: 'token', assets: 'abc', scripts: ['board'], notice: { tone: 'ok', text: 'ذخیره شد.' }, live: true, insecure: true, printable: 'landscape',
};

const filesOf = (folder: string, ending: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));

const pageNames = filesOf(views, '.ejs')
  .map((name) => name.slice(0, -'.ejs'.length))
  .filter((name) => !/^(layout|partials)\//.test(name) && !name.includes('/_'));

const loadSamples = async (): Promise<Map<string, readonly object[]>> => {
  const found = new Map<string, readonly object[]>();
  for (const file of filesOf(import.meta.dirname, '.samples.ts')) {
    const { samples } = (await import(join(import.meta.dirname, file))) as { samples: Readonly<Record<string, readonly object[]>> };
    for (const [name, models] of Object.entries(samples)) found.set(name, [...(found.get(name) ?? []), ...models]);
  }
  return found;
};

/** What a reader sees as running text: without tags, hidden blocks, and codes set apart from left to right. */
const readText = (html: string): string =>
  html
    .replace(/<head>[\s\S]*?<\/head>|<script[\s\S]*?<\/script>|<bdi dir="ltr">[\s\S]*?<\/bdi>|<kbd[\s\S]*?<\/kbd>|<code[\s\S]*?<\/code>|<textarea[\s\S]*?<\/textarea>|<svg[\s\S]*?<\/svg>/g, ' ')
    .replace(/<[^>]*>/g, '\n');

describe('every page', () => {
  let samples: Map<string, readonly object[]>;
  before(async () => {
    samples = await loadSamples();
  });

  it('has a sample that it is rendered with', () => {
    expect(pageNames.filter((name) => !samples.has(name))).to.deep.equal([]);
    expect([...samples.keys()].filter((name) => !pageNames.includes(name))).to.deep.equal([]);
  });

  for (const name of pageNames) {
    it(`${name} reads only fields that exist, and writes good Persian`, () => {
      for (const model of samples.get(name) ?? []) {
        const html = render(name, strict({ ...model, layout }));
        expect(html).not.to.match(/\[object|\bundefined\b|\bNaN\b/);
        const text = readText(html);
        expect(text.match(/^.*[0-9].*$/m)?.[0] ?? null, 'a Latin digit in a sentence').to.equal(null);
        expect(text.match(/[\u064a\u0643]/)?.[0] ?? null, 'an Arabic letter').to.equal(null);
        expect(text.match(/[۰-۹]\s*[-–—]\s*[۰-۹]/)?.[0] ?? null, 'a dash in a range').to.equal(null);
        for (const [fragment] of html.matchAll(/<(\w+)[^>]*\sdata-live[\s>][\s\S]*?<\/\1>/g)) {
          // A button may stand there that everybody of the audience may press: it carries no key, and asks the page's script.
          expect(fragment, 'a live fragment holds data only').not.to.match(/<(form|input|select|textarea|dialog|details)\b|<button(?! type="button" data-do=)|_csrf|_key/);
        }
      }
    });
  }

  it('is refused by the strict model where it reads what is not there', () => {
    expect(() => strict({ a: { b: 1 } }).a.b).not.to.throw();
    const lacking: { readonly a: { readonly b?: number } } = { a: {} };
    expect(() => strict(lacking).a.b).to.throw('view.a.b does not exist');
  });

  it('keeps its source free of Latin digits in sentences and of Arabic letters', () => {
    for (const file of filesOf(views, '.ejs')) expect(readFileSync(join(views, file), 'utf8'), file).not.to.match(/[\u064a\u0643]/);
  });
});
