import type { Bytes } from './bytes.ts';

/** The longest side of a photo as it is kept, in pixels, and how much of its quality. */
const LONGEST = 1280;
const QUALITY = 0.72;
const JPEG = 'image/jpeg';

const blobOf = (canvas: HTMLCanvasElement): Promise<Blob> =>
  new Promise((resolve, reject) => canvas.toBlob((blob) => (blob === null ? reject(new Error('No picture came of it.')) : resolve(blob)), JPEG, QUALITY));

async function drawn(picture: ImageBitmap, width: number, height: number): Promise<Blob> {
  if (typeof OffscreenCanvas !== 'undefined') {
    const canvas = new OffscreenCanvas(width, height);
    canvas.getContext('2d')?.drawImage(picture, 0, 0, width, height);
    return canvas.convertToBlob({ type: JPEG, quality: QUALITY });
  }
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [width, height];
  canvas.getContext('2d')?.drawImage(picture, 0, 0, width, height);
  return blobOf(canvas);
}

/** A photo as it is kept: turned upright, shrunk, drawn anew as JPEG, so that nothing of its EXIF (place, device) is left; null where the file is no picture. */
export async function shrunk(file: Blob): Promise<Bytes | null> {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => null);
  if (picture === null) return null;
  const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
  const [width, height] = [Math.max(1, Math.round(picture.width * scale)), Math.max(1, Math.round(picture.height * scale))];
  try {
    return new Uint8Array(await (await drawn(picture, width, height)).arrayBuffer());
  } finally {
    picture.close();
  }
}
