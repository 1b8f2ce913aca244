import type { Response } from 'express';
import { uploadsOf } from '../http/uploads.ts';
import { FILE_FAULTS } from '../wording/notices.ts';
import { checkFile, type CheckedFile } from './files.ts';

/** The files that came with a form, looked at; or the sentence that says why they are not taken. */
export async function readFiles(res: Response): Promise<{ readonly files: readonly CheckedFile[]; readonly fault: string | null }> {
  const { files, fault } = uploadsOf(res);
  if (fault !== null) return { files: [], fault: FILE_FAULTS[fault] };
  const checked: CheckedFile[] = [];
  for (const file of files) {
    const one = await checkFile(file);
    if (one === null) return { files: [], fault: FILE_FAULTS.kind };
    checked.push(one);
  }
  return { files: checked, fault: null };
}

/** What a command with files carries: a repeat with other files is another body. */
export const hashOfFiles = (bodyHash: string, files: readonly CheckedFile[]): string => [bodyHash, ...files.map(({ hash }) => hash)].join('.');
