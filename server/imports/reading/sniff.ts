import { ReadFault } from '../cells.ts';

/** What a file is by its first bytes; its name is never asked. */
export type Sort = 'zip' | 'text';

const startsWith = (bytes: Buffer, signature: string): boolean => bytes.subarray(0, signature.length / 2).toString('hex') === signature;

const KNOWN: readonly (readonly [signature: string, what: string])[] = [
  ['4d5a', 'برنامهٔ ویندوز (exe)'],
  ['7f454c46', 'برنامه'],
  ['25504446', 'PDF'],
  ['89504e47', 'تصویر (PNG)'],
  ['ffd8ff', 'تصویر (JPEG)'],
  ['47494638', 'تصویر (GIF)'],
  ['52494646', 'صدا، فیلم یا تصویر'],
  ['52617221', 'بایگانی (RAR)'],
  ['377abcaf271c', 'بایگانی (7z)'],
  ['1f8b', 'بایگانی (gzip)'],
];

const OLE = 'd0cf11e0a1b11ae1';
const inUtf16 = (name: string): Buffer => Buffer.from(name, 'utf16le');

/** Judges a file by its content; throws what it is where no table can be read of it. */
export function sortOf(bytes: Buffer): Sort {
  if (bytes.length === 0 || bytes.every((byte) => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09)) throw new ReadFault('empty');
  if (startsWith(bytes, '504b0304') || startsWith(bytes, '504b0506')) return 'zip';
  if (startsWith(bytes, OLE)) {
    // Excel wraps an encrypted workbook into the old container, whose directory names its streams in UTF-16.
    if (bytes.includes(inUtf16('EncryptedPackage')) || bytes.includes(inUtf16('EncryptionInfo'))) throw new ReadFault('password');
    throw new ReadFault(bytes.includes(inUtf16('Workbook')) || bytes.includes(inUtf16('Book')) ? 'old_excel' : 'other_office');
  }
  const known = KNOWN.find(([signature]) => startsWith(bytes, signature));
  // A text too may begin with these letters; a program goes on with signs that no text has.
  const isText = known?.[0] === '4d5a' && !bytes.subarray(0, 1_024).includes(0);
  if (known !== undefined && !isText) throw new ReadFault('not_table', { what: known[1] });
  return 'text';
}

/** Throws where a text is a page of the web or a document of XML, which many programs call .xls. */
export function refuseMarkup(text: string): void {
  if (/^\s*(<!doctype|<html|<table|<\?xml|<head|<meta|<style)/i.test(text)) throw new ReadFault('web_page');
}
