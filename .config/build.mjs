// Builds the browser's files into public/dist and the server into dist/.
import { createHash } from 'node:crypto';
import { build } from 'esbuild';
import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import sharp from 'sharp';

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

/** The icons of the installed page: the sign as it is, and one with room around it for phones that cut icons to a shape of their own. */
async function phoneIcons() {
  const sign = await readFile('public/favicon.svg');
  const drawn = (size) => sharp(sign, { density: 72 * Math.ceil(size / 32) }).resize(size, size).png({ compressionLevel: 9 });
  const within = Math.round(512 * 0.7);
  const room = Math.floor((512 - within) / 2);
  await Promise.all([
    drawn(192).toFile(`${next}/inspect-192.png`),
    drawn(512).toFile(`${next}/inspect-512.png`),
    drawn(within).extend({ top: room, left: room, bottom: 512 - within - room, right: 512 - within - room, background: '#0f5c5c' }).flatten({ background: '#0f5c5c' }).toFile(`${next}/inspect-maskable-512.png`),
  ]);
}

/** What an entry of the browser's build is made of: itself and every file that it may load. */
function filesOf(outputs, entry) {
  const found = new Set();
  const walk = (name) => {
    if (found.has(name)) return;
    found.add(name);
    for (const one of outputs[name].imports) if (!one.external) walk(one.path);
  };
  walk(`${next}/${entry}`);
  return [...found];
}

const PHONE_FILES = ['icons.svg', 'favicon.svg', 'chevron-down.svg', 'fonts/Vazirmatn.woff2', 'inspect-192.png', 'inspect-512.png', 'inspect-maskable-512.png'];
const browser = { bundle: true, target: ['chrome109', 'firefox115', 'safari16'], minify: true, sourcemap: true, external: ['/assets/*'], logLevel };

/** The inspector's worker: it is told the files that the page needs without a network, and is another one whenever any of them is. */
async function worker(outputs) {
  const own = [...filesOf(outputs, 'inspect.js'), `${next}/inspect.css`];
  const files = [...own.map((name) => name.slice(next.length + 1)), ...PHONE_FILES].sort();
  const hash = createHash('sha256').update(await readFile('views/inspections/shell.ejs'));
  for (const name of files) hash.update(name).update(await readFile(`${next}/${name}`));
  const kept = ['/inspect', '/manifest.webmanifest', ...files.map((name) => `/assets/${name}`)];
  const define = { KEPT_FILES: JSON.stringify(kept), BUILD_ID: JSON.stringify(hash.digest('hex').slice(0, 12)) };
  await build({ ...browser, entryPoints: [WORKER], outdir: next, format: 'iife', define });
}

await mkdir(next, { recursive: true });

const WORKER = 'public/src/sw.ts';
const pages = (await readdir('public/src')).filter((name) => name.endsWith('.ts')).map((name) => `public/src/${name}`).filter((name) => name !== WORKER);

const [{ metafile }] = await Promise.all([
  build({ ...browser, entryPoints: [...pages, 'public/src/style.css', 'public/src/inspect.css'], outdir: next, format: 'esm', splitting: true, metafile: true }),
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
  phoneIcons(),
]);
await worker(metafile.outputs);
await rm('public/dist', { recursive: true, force: true });
await rename(next, 'public/dist');
