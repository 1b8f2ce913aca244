import type { Response } from 'express';

/** A file that a visitor takes with him. */
export interface Download {
  /** Its name in ASCII, for programs that know no other: 'didar-timetable-2.xlsx'. */
  readonly ascii: string;
  /** Its name in Persian. */
  readonly name: string;
  readonly body: string | Buffer;
}

const TYPES: Readonly<Record<string, string>> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
  ics: 'text/calendar; charset=utf-8',
  json: 'application/json; charset=utf-8',
};

// RFC 5987: encodeURIComponent leaves these five, which the header does not allow.
const encoded = (name: string): string => encodeURIComponent(name).replace(/['()*!]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

/** The header that names a file, in ASCII and, for programs that know RFC 6266, in Persian. */
export const disposition = ({ ascii, name }: Omit<Download, 'body'>, kind: 'attachment' | 'inline' = 'attachment'): string =>
  `${kind}; filename="${ascii.replace(/[^\w.-]/g, '-')}"; filename*=UTF-8''${encoded(name)}`;

/** Sends a file; `inline` shows it in the browser's own window where it can. */
export function sendFile(res: Response, file: Download, kind: 'attachment' | 'inline' = 'attachment'): void {
  res.setHeader('Content-Type', TYPES[file.ascii.split('.').at(-1) ?? ''] ?? 'application/octet-stream');
  res.setHeader('Content-Disposition', disposition(file, kind));
  res.send(file.body);
}
