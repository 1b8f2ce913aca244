import { existsSync } from 'node:fs';
import { join } from 'node:path';

const PLACES = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/lib64', '/usr/lib'];

/** The library that gives a process a clock of its own; undefined where it is not installed (Debian: apt-get install faketime). */
export const clockLibrary = (): string | undefined => PLACES.map((folder) => join(folder, 'faketime/libfaketimeMT.so.1')).find((path) => existsSync(path));

/** The environment in which a process lives so many ms ahead of this machine's clock (behind it where negative), which goes on at its pace; empty without the library. */
export function shiftedClock(ms: number): Readonly<Record<string, string>> {
  const library = clockLibrary();
  if (library === undefined || ms === 0) return {};
  return { LD_PRELOAD: library, FAKETIME: `${ms < 0 ? '-' : '+'}${Math.round(Math.abs(ms) / 1000)}`, FAKETIME_DONT_FAKE_MONOTONIC: '1', NO_FAKE_STAT: '1' };
}
