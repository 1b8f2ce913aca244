import { execFileSync } from 'node:child_process';
import { temporaryFolder } from '../support/process.ts';

/** A small disk of its own, so that it can be full without anybody else noticing. */
export interface Room {
  readonly folder: string;
  resize(megabytes: number): void;
  remove(): void;
}

/** Mounts a disk of so many MB; needs the right to mount, as a build machine's root has. */
export function smallRoom(megabytes: number): Room {
  const folder = temporaryFolder();
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder]);
  return {
    folder,
    resize: (size) => void execFileSync('mount', ['-o', `remount,size=${size}m`, folder]),
    remove: () => void execFileSync('umount', ['-l', folder]),
  };
}
