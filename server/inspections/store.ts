import { createHash, randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Refusal } from '../domain/refusal.ts';

const NAME = /^[0-9a-f]{64}\.jpg$/;
const HALF = /\.part$/;

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;
const isFull = (error: unknown): boolean => ['ENOSPC', 'EDQUOT'].includes(codeOf(error) ?? '');

/** Puts what was written to a folder's list of names on the disk too. */
const settle = async (folder: string): Promise<void> => {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

/** Files of photos under a folder, named by what they hold: whole and on the disk, or not there. */
export function createPhotoStore(folder: string) {
  const pathOf = (name: string): string => join(folder, name.slice(0, 2), name);

  const write = async (name: string, bytes: Buffer): Promise<void> => {
    const path = pathOf(name);
    const draft = `${path}.${randomBytes(6).toString('hex')}.part`;
    if ((await mkdir(dirname(path), { recursive: true, mode: 0o700 })) !== undefined) await settle(folder);
    try {
      const handle = await open(draft, 'wx', 0o600);
      try {
        await handle.writeFile(bytes);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(draft, path);
      await settle(dirname(path));
    } catch (error) {
      await rm(draft, { force: true }).catch(() => undefined);
      throw error;
    }
  };

  const names = async (): Promise<string[]> => {
    const found = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
      if (codeOf(error) === 'ENOENT') return [];
      throw error;
    });
    return found.filter((entry) => entry.isFile()).map(({ name }) => name);
  };

  return {
    /** Keeps the bytes for good and gives the file's name; the same bytes are the same file. Refuses `disk_full`, and nothing half-written stays. */
    async keep(bytes: Buffer): Promise<string> {
      const name = `${createHash('sha256').update(bytes).digest('hex')}.jpg`;
      try {
        // A file of this name is whole: it was given the name after it was. It is as good as new, so that no sweep takes it before its row is there.
        const now = new Date();
        const isThere = await utimes(pathOf(name), now, now).then(() => true, () => false);
        if (!isThere) await write(name, bytes);
      } catch (error) {
        if (isFull(error)) throw new Refusal('disk_full');
        throw error;
      }
      return name;
    },

    /** What a file holds; null where there is none of this name. */
    async read(name: string): Promise<Buffer | null> {
      if (!NAME.test(name)) return null;
      return readFile(pathOf(name)).catch((error: unknown) => {
        if (codeOf(error) === 'ENOENT') return null;
        throw error;
      });
    },

    /** Removes what no row names and was written before an instant (ms since 1970), halves of files too; says how many. */
    async sweep(isNamed: (name: string) => boolean, before: number): Promise<number> {
      let gone = 0;
      for (const name of await names()) {
        const half = HALF.test(name);
        if (!half && (!NAME.test(name) || isNamed(name))) continue;
        const path = pathOf(name);
        const kept = await stat(path).catch(() => null);
        if (kept === null || kept.mtimeMs >= before) continue;
        await rm(path, { force: true });
        gone += 1;
      }
      return gone;
    },
  };
}

export type PhotoStore = ReturnType<typeof createPhotoStore>;
