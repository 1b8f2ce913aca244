import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Builds the program once, before files that run side by side all start it. */
export function mochaGlobalSetup(): void {
  execFileSync(process.execPath, ['.config/build.mjs', '--quiet'], { cwd: join(import.meta.dirname, '../..'), stdio: 'inherit' });
}
