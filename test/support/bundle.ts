import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const ROOT = join(import.meta.dirname, '../..');

/** Bundles programs by name into FOLDER/dist, as `npm run build` does, with views and public files beside them; gives the folder back. */
export async function bundleInto(folder: string, entries: Readonly<Record<string, string>>): Promise<string> {
  for (const name of ['views', 'public', 'node_modules']) symlinkSync(join(ROOT, name), join(folder, name));
  mkdirSync(join(folder, 'dist'));
  await build({
    absWorkingDir: ROOT,
    entryPoints: Object.entries(entries).map(([out, path]) => ({ in: path, out })),
    outdir: join(folder, 'dist'),
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    sourcemap: true,
    logLevel: 'warning',
  });
  return folder;
}
