import sharp from 'sharp';
import { Refusal } from '../domain/refusal.ts';

/** A photo as it is made anew: a JPEG without anything but its picture. */
export interface Remade {
  readonly bytes: Buffer;
  readonly width: number;
  readonly height: number;
}

const FORMATS: readonly string[] = ['jpeg', 'png', 'webp'];
/** The greatest photo that is looked at, in bytes, and in pixels. */
export const GREATEST_PHOTO = 10 * 1024 * 1024;
const GREATEST_PIXELS = 40_000_000;
/** The longer side of what is kept. */
export const KEPT_SIDE = 1600;
const WAITING_MOST = 300;

// Nothing but these three is ever handed to a decoder: what reads SVG, PDF or GIF is not there for what comes from outside.
const LOADERS = ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer', 'VipsForeignLoadWebpBuffer'];

/** Makes what decodes photos, one at a time and in little memory; hundreds may wait, and whoever comes then is refused. */
export function createImages() {
  sharp.concurrency(1);
  sharp.cache(false);
  sharp.block({ operation: ['VipsForeignLoad'] });
  sharp.unblock({ operation: LOADERS });
  let [waiting, last]: [number, Promise<unknown>] = [0, Promise.resolve()];

  const inTurn = async <T>(work: () => Promise<T>): Promise<T> => {
    if (waiting >= WAITING_MOST) throw new Refusal('busy', { facts: { seconds: 5 } });
    waiting += 1;
    const turn = last.then(work, work);
    last = turn.catch(() => undefined);
    try {
      return await turn;
    } finally {
      waiting -= 1;
    }
  };

  const open = (photo: Buffer) => sharp(photo, { failOn: 'error', limitInputPixels: GREATEST_PIXELS, sequentialRead: true });
  const remake = async (photo: Buffer, side: number): Promise<Remade> => {
    try {
      const { format, width, height } = await open(photo).metadata();
      if (!FORMATS.includes(format) || width * height > GREATEST_PIXELS) throw new Refusal('photo_not_image');
      const { data, info } = await open(photo).rotate().resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true }).flatten({ background: '#ffffff' }).jpeg({ quality: 80 }).toBuffer({ resolveWithObject: true });
      return { bytes: data, width: info.width, height: info.height };
    } catch (error) {
      // Whatever a decoder says of bytes from outside, they are no photo that can be kept.
      throw error instanceof Refusal ? error : new Refusal('photo_not_image');
    }
  };

  return {
    /** The photo turned upright, at most `side` pixels long, as a JPEG without EXIF, GPS or profile. Refuses `photo_not_image` and `busy`. */
    remade(photo: Buffer, side = KEPT_SIDE): Promise<Remade> {
      if (photo.length > GREATEST_PHOTO) return Promise.reject(new Refusal('photo_not_image'));
      return inTurn(() => remake(photo, side));
    },
  };
}

export type Images = ReturnType<typeof createImages>;
