import { toAsciiDigits } from './digits.ts';

// Whoever works with Persian text takes its digits and its people's numbers from here too.
export { formatNumber, formatPercent, formatStopwatch, toAsciiDigits, toPersianDigits } from './digits.ts';
export { checkNationalCode, checkOtherIdentity, displayPhone, maskedIdentity, maskedPhone, normalizePhone, type NationalCodeCheck, type PhoneCheck } from './identity.ts';

/** A list in words: «الف، ب و ج». */
export function joinWords(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join('، ')} و ${last}`;
}

/** Plain text isolated from the direction around it, for names in messages, files and titles (FSI … PDI). */
export function isolate(text: string): string {
  return `\u2068${withoutIsolates(text)}\u2069`;
}

/** A code, phone or address kept left-to-right within Persian plain text (LRI … PDI). */
export function ltr(text: string): string {
  return `\u2066${withoutIsolates(text)}\u2069`;
}

/**
 * The display form of what a person typed: NFC, Arabic letters in their Persian shape, runs of blanks as one space,
 * ends trimmed, and the half-space kept where it joins two letters. Line ends stay, as '\n'. Cleaning twice changes nothing.
 */
export function cleanText(text: string): string {
  return text
    // Letters pasted from old documents come as presentation forms, which only the compatibility form undoes.
    .replace(/[\ufb50-\ufbff\ufe70-\ufefc]+/g, (shapes) => shapes.normalize('NFKC'))
    .replace(/\ufeff/g, '')
    .normalize('NFC')
    .replace(/[يى]/g, 'ی')
    .replace(/ك/g, 'ک')
    .replace(/\r\n?/g, '\n')
    .replace(/\u200b/g, '\u200c')
    .replace(/\u200c+/g, '\u200c')
    // A half-space that does not stand between two letters joins nothing.
    .replace(/(?<![\p{L}\p{N}\p{M}])\u200c|\u200c(?![\p{L}\p{N}\p{M}])/gu, '')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .trim();
}

/** Letters of one sound as one letter, marks, joiners and direction signs gone; blanks and case are kept (domain facts 9.1). */
export function foldLetters(text: string): string {
  return toAsciiDigits(text.normalize('NFKC'))
    .replace(/[يىئےۓ]/g, 'ی')
    .replace(/[كڪ]/g, 'ک')
    .replace(/[أإٱ]/g, 'ا')
    .replace(/ؤ/g, 'و')
    .replace(/[ةۀەہۂۃ]/g, 'ه')
    // Harakat and other marks, the half-space and every other format sign, tatweel, and hamza standing alone.
    .replace(/[\p{M}\p{Cf}\u0640\u0621]/gu, '')
    // What the marks had kept apart may compose now.
    .normalize('NFC');
}

/** The key under which two spellings of one name are the same: folded, lower case, without blanks. Folding twice changes nothing. */
export function foldKey(text: string): string {
  return foldLetters(lowerCase(text)).replace(/\s+/g, '');
}

/** Folded words with single spaces between them, آ as ا, signs gone: what a search looks in, and for. */
export function searchKey(text: string): string {
  return words(text).replace(/آ/g, 'ا');
}

// The alphabet in its order: code points put پ چ ژ ک گ ی after the rest.
const ALPHABET = 'آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی';
// Thirty-three letters exactly fill '@' to '`': after the digits, before 'a', as in the Persian collation.
const FIRST_LETTER_KEY = 0x40;

/**
 * ASCII text whose plain order is Persian alphabetical order (spaces, numbers by value, Persian, Latin), so that
 * SQLite's BINARY and PostgreSQL's "C" agree; equal names have equal keys, so an order needs a unique column after it.
 */
export function sortKey(text: string): string {
  return words(text)
    .replace(/\d+/g, (digits) => {
      const number = digits.replace(/^0+(?=\d)/, '');
      // The length before the digits makes ۲ come before ۱۰ at any length.
      return String(number.length).padStart(3, '0') + number;
    })
    .replace(/[آ-ی]/g, (letter) => {
      const place = ALPHABET.indexOf(letter);
      return place < 0 ? letter : String.fromCharCode(FIRST_LETTER_KEY + place);
    });
}

/**
 * Whether a text carries signs that no field may hold: control characters (in long text, line ends and tabs may stand)
 * and direction signs that can make it read as another. The half-space and the joiner are allowed.
 */
export function hasForbiddenControls(text: string, kind: 'line' | 'long' = 'long'): boolean {
  return /[\p{Cc}\p{Bidi_Control}]/u.test(kind === 'long' ? text.replace(/[\n\r\t]/g, '') : text);
}

function lowerCase(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

function words(text: string): string {
  return foldLetters(lowerCase(text)).replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
}

function withoutIsolates(text: string): string {
  return text.replace(/[\u202a-\u202e\u2066-\u2069]/g, '');
}
