// Builds the browser's files into public/dist and the server into dist/.
import { build } from 'esbuild';
import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';

const quiet = process.argv.includes('--quiet');
// Built beside and then put in place, so that a program that is running never finds half of its files.
const next = `public/dist.${process.pid}`;
const logLevel = quiet ? 'warning' : 'info';

/** One sprite of every icon, so that a page names an icon instead of carrying it. */
async function sprite() {
  const names = (await readdir('public/icons')).filter((name) => name.endsWith('.svg')).sort();
  const symbols = await Promise.all(
    names.map(async (name) => {
      const svg = await readFile(`public/icons/${name}`, 'utf8');
      const inner = svg.slice(svg.indexOf('>', svg.indexOf('<svg')) + 1, svg.lastIndexOf('</svg>')).replace(/\s+/g, ' ');
      return `<symbol id="${name.slice(0, -4)}" viewBox="0 0 24 24">${inner.trim()}</symbol>`;
    }),
  );
  await writeFile(`${next}/icons.svg`, `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('')}</svg>\n`);
}

await mkdir(next, { recursive: true });

await Promise.all([
  build({
    entryPoints: ['public/src/*.ts', 'public/src/style.css'],
    outdir: next,
    bundle: true,
    format: 'esm',
    splitting: true,
    target: ['chrome109', 'firefox115', 'safari16'],
    minify: true,
    sourcemap: true,
    external: ['/assets/*'],
    logLevel,
  }),
  build({
    // What reads uploaded tables runs in a process of its own: a file beside whatever starts it.
    entryPoints: { main: 'server/main.ts', demo: 'server/demo.ts', simulate: 'server/simulate.ts', verify: 'server/verify.ts', 'imports-worker': 'server/imports/reading/worker.ts' },
    outdir: 'dist',
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    sourcemap: true,
    logLevel,
  }),
  sprite(),
  cp('public/fonts', `${next}/fonts`, { recursive: true }),
  // The arrow of a select: the one icon that a style sheet names.
  cp('public/icons/chevron-down.svg', `${next}/chevron-down.svg`),
  cp('public/favicon.svg', `${next}/favicon.svg`),
  cp('public/favicon.ico', `${next}/favicon.ico`),
]);
await rm('public/dist', { recursive: true, force: true });
await rename(next, 'public/dist');
