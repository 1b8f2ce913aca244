import { randomBytes } from 'node:crypto';
import { chmod, link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SECRET_NAMES, type Config, type SecretName } from './config.ts';

/** The keys the program needs, each 32 bytes in base64. */
export type Secrets = { readonly [name in SecretName]: string };

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;

/** Puts a new secret at `path`, whole and on the disk, unless there is one already. */
const make = async (path: string): Promise<void> => {
  const draft = `${path}.${randomBytes(8).toString('hex')}`;
  try {
    await writeFile(draft, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx', flush: true });
    // A link and not a rename: of two processes that start together, one makes the key and both use it.
    await link(draft, path);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  } finally {
    await rm(draft, { force: true });
  }
};

const readOrMake = async (path: string): Promise<string> => {
  const read = async (): Promise<string> => (await readFile(path, 'utf8')).trim();
  try {
    return await read();
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
  await make(path);
  return read();
};

/** Makes the data folder (0700) and each missing secret (0600); throws a plain sentence where that cannot be done. */
export async function prepareSecrets(config: Config): Promise<Secrets> {
  const folder = join(config.dataDir, 'secrets');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(config.dataDir, 0o700);
  const pairs = await Promise.all(
    SECRET_NAMES.map(async (name) => {
      const secret = config.secrets[name] ?? (await readOrMake(join(folder, name)));
      if (Buffer.from(secret, 'base64').length !== 32) throw new Error(`The secret ${join(folder, name)} is not 32 bytes in base64.`);
      return [name, secret] as const;
    }),
  );
  return Object.fromEntries(pairs) as Secrets;
}
