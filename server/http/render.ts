import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ejs from 'ejs';

const UNSAFE = /[&<>"']/;
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&#34;', "'": '&#39;' };

/** Escapes text for HTML; it looks before it replaces, which is what lets a template keep up with a page written by hand. Throws where a template prints an object. */
export const escapeHtml = (value: unknown): string => {
  if (value === undefined || value === null) return '';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'string') throw new Error('A template printed what is neither text nor number.');
  return UNSAFE.test(value) ? value.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character) : value;
};

/** Renders the view `name` (a path under views/, without extension) to HTML. */
export type Render = (name: string, view: object) => string;

type Include = (path: string, locals: { readonly view: object }) => string;

/** Makes the renderer: strict EJS, so that an unknown name throws; compiled once where `cache` is on. */
export function createRenderer(viewsDir: string, cache: boolean): Render {
  const compiled = new Map<string, (view: object) => string>();
  const compile = (name: string): ((view: object) => string) => {
    const filename = join(viewsDir, `${name}.ejs`);
    const template = ejs.compile(readFileSync(filename, 'utf8'), {
      filename,
      strict: true,
      _with: false,
      destructuredLocals: ['view', 'include'],
      escape: escapeHtml,
      cache,
    });
    // EJS's own include looks for the file on the disk each time it is called: a queue's rows call it by the dozen.
    const names = new Map<string, string>();
    const include: Include = (path, { view }) => {
      let there = names.get(path);
      if (there === undefined) {
        there = join(dirname(name), path);
        names.set(path, there);
      }
      return render(there, view);
    };
    return (view) => template({ view, include });
  };
  const render: Render = (name, view) => {
    let template = compiled.get(name);
    if (template === undefined) {
      template = compile(name);
      if (cache) compiled.set(name, template);
    }
    return template(view);
  };
  return render;
}
