import { createHash } from 'node:crypto';
import sharp from 'sharp';

/** A file that was looked at: its bytes are ours where it is a picture, and never shown as a page where it is not. */
export interface CheckedFile {
  readonly name: string;
  readonly type: 'application/pdf' | 'image/jpeg';
  readonly bytes: Buffer;
  readonly hash: string;
}

const MOST_PIXELS = 50_000_000;
const LONGEST_SIDE = 2400;
const LONGEST_NAME = 120;

const begins = (bytes: Buffer, signature: readonly number[]): boolean => signature.every((byte, at) => bytes[at] === byte);
const isPdf = (bytes: Buffer): boolean => begins(bytes, [0x25, 0x50, 0x44, 0x46, 0x2d]) && bytes.subarray(-1024).includes('%%EOF');
const isPicture = (bytes: Buffer): boolean => begins(bytes, [0xff, 0xd8, 0xff]) || begins(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

// What the visitor's computer calls a file becomes part of a header and of a page: a name, and no path or control sign but the half-space.
const nameOf = (name: string, ending: string): string => {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  const plain = last.replace(/\p{Cc}|(?!\u200c)\p{Cf}/gu, '').replace(/\.[A-Za-z0-9]{1,5}$/, '').trim();
  // Cut by whole characters: half of one can stand in no header.
  const short = [...plain].slice(0, LONGEST_NAME).join('');
  return `${short === '' ? 'پیوست' : short}.${ending}`;
};

/**
 * A file as it is kept: a picture is drawn anew without what its camera wrote, a PDF is known by its signature and kept as it is; null for
 * whatever else it is, whatever its name says.
 */
export async function checkFile({ name, bytes }: { readonly name: string; readonly bytes: Buffer }): Promise<CheckedFile | null> {
  const kept = async (): Promise<Pick<CheckedFile, 'type' | 'bytes'> | null> => {
    if (isPdf(bytes)) return { type: 'application/pdf', bytes };
    if (!isPicture(bytes)) return null;
    try {
      const drawn = await sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'warning' })
        .rotate()
        .resize({ width: LONGEST_SIDE, height: LONGEST_SIDE, fit: 'inside', withoutEnlargement: true })
        .flatten({ background: '#ffffff' })
        .jpeg({ quality: 82 })
        .toBuffer();
      return { type: 'image/jpeg', bytes: drawn };
    } catch {
      return null;
    }
  };
  const found = await kept();
  return found === null ? null : { ...found, name: nameOf(name, found.type === 'application/pdf' ? 'pdf' : 'jpg'), hash: createHash('sha256').update(found.bytes).digest('hex') };
}
