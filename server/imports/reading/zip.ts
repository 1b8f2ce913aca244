import { crc32, createInflateRaw } from 'node:zlib';
import { MOST_UNZIPPED, ReadFault } from '../cells.ts';

/** A file within an archive, as its directory tells; the sizes are what is told, and are not believed. */
export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly encrypted: boolean;
  readonly crc: number;
  readonly packed: number;
  readonly offset: number;
}

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const END_BYTES = 22;
const LONGEST_COMMENT = 0xffff;
const MOST_ENTRIES = 2_000;

const broken = (): never => {
  throw new ReadFault('broken');
};

const endOf = (bytes: Buffer): number => {
  for (let at = bytes.length - END_BYTES; at >= 0 && at >= bytes.length - END_BYTES - LONGEST_COMMENT; at -= 1) {
    if (bytes.readUInt32LE(at) === END) return at;
  }
  return broken();
};

/** The directory of an archive; throws `broken` where it was cut off or is none. */
export function zipEntries(bytes: Buffer): ReadonlyMap<string, ZipEntry> {
  const end = endOf(bytes);
  const count = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  if (count > MOST_ENTRIES) broken();
  const entries = new Map<string, ZipEntry>();
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== CENTRAL) broken();
    const [nameLength, extraLength, commentLength] = [bytes.readUInt16LE(at + 28), bytes.readUInt16LE(at + 30), bytes.readUInt16LE(at + 32)];
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength).replaceAll('\\', '/').replace(/^\//, '');
    // The first of two that bear one name counts, so that no second one can hide behind it.
    if (!entries.has(name)) {
      entries.set(name, {
        name,
        method: bytes.readUInt16LE(at + 10),
        encrypted: (bytes.readUInt16LE(at + 8) & 1) === 1,
        crc: bytes.readUInt32LE(at + 16),
        packed: bytes.readUInt32LE(at + 20),
        offset: bytes.readUInt32LE(at + 42),
      });
    }
    at += 46 + nameLength + extraLength + commentLength;
  }
  return entries;
}

/** Counts what is unpacked of a whole archive, and throws `unzipped_too_large` at 50 MB. */
export function createBudget(most = MOST_UNZIPPED) {
  let spent = 0;
  return (bytes: number): void => {
    spent += bytes;
    if (spent > most) throw new ReadFault('unzipped_too_large');
  };
}

const packedOf = (bytes: Buffer, { offset, packed, encrypted }: ZipEntry): Buffer => {
  if (encrypted) throw new ReadFault('password');
  if (offset + 30 > bytes.length || bytes.readUInt32LE(offset) !== LOCAL) broken();
  const from = offset + 30 + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28);
  if (from + packed > bytes.length) broken();
  return bytes.subarray(from, from + packed);
};

/** A file of the archive piece by piece, counted as it comes out; throws `broken`, `password`, `unzipped_too_large`. Whoever stops early stops the unpacking. */
export async function* unzip(bytes: Buffer, entry: ZipEntry, spend: (bytes: number) => void): AsyncGenerator<Buffer> {
  const packed = packedOf(bytes, entry);
  if (entry.method === 0) {
    spend(packed.length);
    yield packed;
    return;
  }
  if (entry.method !== 8) broken();
  const inflate = createInflateRaw({ chunkSize: 64 * 1024 });
  inflate.end(packed);
  let crc = 0;
  try {
    for await (const chunk of inflate as AsyncIterable<Buffer>) {
      spend(chunk.length);
      crc = crc32(chunk, crc);
      yield chunk;
    }
  } catch (error) {
    if (error instanceof ReadFault) throw error;
    broken();
  } finally {
    inflate.destroy();
  }
  if (crc !== entry.crc) broken();
}

/** A file of the archive as text. */
export async function unzipText(bytes: Buffer, entry: ZipEntry, spend: (bytes: number) => void): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of unzip(bytes, entry, spend)) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
