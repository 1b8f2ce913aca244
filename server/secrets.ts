import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SECRET_NAMES, type Config, type SecretName } from './config.ts';

/** The keys the program needs, each 32 bytes in base64. */
export type Secrets = { readonly [name in SecretName]: string };

const readOrMake = async (path: string): Promise<string> => {
  try {
    // `wx` and not a look beforehand: of two processes that start together, one makes the key and both use it.
    await writeFile(path, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return (await readFile(path, 'utf8')).trim();
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
