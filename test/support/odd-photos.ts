import { deflateSync } from 'node:zlib';
import sharp from 'sharp';

const chunk = (type: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc(body));
  return Buffer.concat([length, body, sum]);
};
const crc = (bytes: Buffer): number => {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return (sum ^ 0xffffffff) >>> 0;
};

/** A PNG of one colour of so many pixels: a few kilobytes that a decoder makes hundreds of megabytes of. */
export function bombOf(width: number, height: number): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const rows = deflateSync(Buffer.alloc((width * 3 + 1) * height), { level: 9 });
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), chunk('IHDR', head), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))]);
}

/** The same by its head alone: it says that it is huge, and holds nothing. */
export function claimOf(width: number, height: number): Buffer {
  const bytes = bombOf(1, 1);
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  bytes.writeUInt32BE(crc(bytes.subarray(12, 29)), 29);
  return bytes;
}

/** A photo that tells where and by whom it was taken, on its side. */
export const tellingPhoto = (): Promise<Buffer> =>
  sharp({ create: { width: 300, height: 200, channels: 3, background: '#306090' } })
    .jpeg()
    .withExif({ IFD0: { Make: 'Fairphone', Artist: 'INSPECTOR-NAME' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '32/1 39/1 9/1', GPSLongitudeRef: 'E', GPSLongitude: '51/1 40/1 28/1' } })
    .withIccProfile('srgb')
    .withMetadata({ orientation: 6 })
    .toBuffer();

const text = (words: string): Buffer => Buffer.from(words);
const SCRIPT = '<script>alert(document.domain)</script>';

/** What is no photo, by what it is. */
export async function noPhotos(): Promise<Readonly<Record<string, Buffer>>> {
  const jpeg = await sharp({ create: { width: 400, height: 300, channels: 3, background: '#a05030' } }).jpeg().toBuffer();
  const png = await sharp({ create: { width: 400, height: 300, channels: 3, background: '#a05030', noise: { type: 'gaussian', mean: 128, sigma: 40 } } }).png().toBuffer();
  return {
    svg: text(`<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/>${SCRIPT}</svg>`),
    'svg behind its declaration': text(`<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY e SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>&e;</text></svg>`),
    html: text(`<!doctype html>${SCRIPT}`),
    'html that begins as a GIF': text(`GIF89a/*${SCRIPT}*/`),
    gif: await sharp({ create: { width: 9, height: 9, channels: 3, background: '#fff' } }).gif().toBuffer(),
    tiff: await sharp({ create: { width: 9, height: 9, channels: 3, background: '#fff' } }).tiff().toBuffer(),
    'heic by its box': Buffer.concat([Buffer.from([0, 0, 0, 24]), text('ftypheic'), Buffer.alloc(4), text('mif1heic'), Buffer.alloc(200)]),
    avif: await sharp({ create: { width: 9, height: 9, channels: 3, background: '#fff' } }).avif().toBuffer(),
    pdf: text('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n'),
    'a cut JPEG': jpeg.subarray(0, Math.floor(jpeg.length * 0.6)),
    'a cut PNG': png.subarray(0, Math.floor(png.length * 0.6)),
    'a JPEG\'s first bytes': jpeg.subarray(0, 20),
    nothing: Buffer.alloc(0),
    noise: Buffer.from(Array.from({ length: 5000 }, (_, at) => (at * 7919) % 251)),
    'a bomb of 225 megapixels': bombOf(15_000, 15_000),
    'a photo of 50 megapixels': bombOf(10_000, 5000),
    'a claim of 65500 by 65500': claimOf(65_500, 65_500),
  };
}

/** What is a photo all the same, with something behind it that a browser might run. */
export async function polyglots(): Promise<Readonly<Record<string, Buffer>>> {
  const jpeg = await sharp({ create: { width: 64, height: 64, channels: 3, background: '#205020' } }).jpeg().toBuffer();
  const [head, rest] = [jpeg.subarray(0, 2), jpeg.subarray(2)];
  const comment = text(SCRIPT);
  const marker = Buffer.from([0xff, 0xfe, 0, comment.length + 2]);
  return { 'a page behind the picture': Buffer.concat([jpeg, text(`<html>${SCRIPT}`)]), 'a page in its comment': Buffer.concat([head, marker, comment, rest]), 'an archive behind it': Buffer.concat([jpeg, text('PK\u0003\u0004')]) };
}
