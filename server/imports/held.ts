import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Seal } from '../../db/sealed.ts';
import { MOST_UNZIPPED, type FileRead } from './cells.ts';
import type { Header } from './header.ts';

/** What is kept of a file until it is decided on: its tables, and the header once it is known. */
export interface Held extends FileRead {
  /** Where `header` is not null, the one sheet that it belongs to. */
  readonly header: Header | null;
}

const placeOf = (id: string) => `imports.${id}.sheet` as const;

/** The kept tables as the text of a row: sealed, for national codes and telephones stand in them. */
export const pack = (seal: Seal, id: string, held: Held): string => seal.seal(deflateRawSync(JSON.stringify(held), { level: 3 }).toString('base64'), placeOf(id));

/** What `pack` made. */
export const unpack = (seal: Seal, id: string, sheet: string): Held =>
  JSON.parse(inflateRawSync(Buffer.from(seal.open(sheet, placeOf(id)), 'base64'), { maxOutputLength: MOST_UNZIPPED * 2 }).toString('utf8')) as Held;
