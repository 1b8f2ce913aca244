import { toAsciiDigits, toPersianDigits } from './digits.ts';

/** A national code as ten ASCII digits, or why it cannot be one. */
export type NationalCodeCheck =
  | { readonly ok: true; readonly code: string }
  | { readonly ok: false; readonly why: 'length' | 'digits' | 'repeated' | 'checksum' };

/** A phone number in E.164 form ('+98…') and for reading, or that it is none. */
export type PhoneCheck =
  | { readonly ok: true; readonly e164: string; readonly display: string }
  | { readonly ok: false };

/**
 * Whether a typed national code can be one (weighted sum modulo 11); a check of typing, no proof of identity.
 * Codes of eight or nine digits get back the zeros that spreadsheets drop; ten equal digits pass the sum and are refused.
 */
export function checkNationalCode(text: string): NationalCodeCheck {
  const digits = withoutSeparators(text);
  if (!/^\d*$/.test(digits)) return { ok: false, why: 'digits' };
  if (digits.length < 8 || digits.length > 10) return { ok: false, why: 'length' };
  const code = digits.padStart(10, '0');
  if (/^(\d)\1{9}$/.test(code)) return { ok: false, why: 'repeated' };
  const sum = [...code.slice(0, 9)].reduce((total, digit, index) => total + Number(digit) * (10 - index), 0);
  const rest = sum % 11;
  return Number(code[9]) === (rest < 2 ? rest : 11 - rest) ? { ok: true, code } : { ok: false, why: 'checksum' };
}

/** The number by which somebody is known: the inclusive code of foreign nationals as ASCII digits, a passport's in capital letters; null where it cannot be one. */
export function checkOtherIdentity(kind: 'foreign' | 'passport', text: string): string | null {
  const signs = withoutSeparators(text).toUpperCase();
  return (kind === 'foreign' ? /^\d{8,15}$/ : /^(?=.*\d)[A-Z0-9]{5,15}$/).test(signs) ? signs : null;
}

/**
 * An Iranian mobile or landline number from what was typed (09…, 9…, 0098…, +98…, a local number with the area code
 * given, as '031' or '31'); short numbers such as 111 and numbers abroad are none. No list of prefixes: they keep growing.
 */
export function normalizePhone(text: string, areaCode?: string): PhoneCheck {
  const typed = withoutSeparators(text);
  const area = areaCode === undefined ? '' : toAsciiDigits(areaCode).replace(/^0/, '');
  const national = /^[2-9]\d{7}$/.test(typed) ? area + typed : typed.replace(/^(?:(?:\+|00)?98|0)(?=\d{10}$)/, '');
  if (!/^[1-9]\d{9}$/.test(national)) return { ok: false };
  const e164 = `+98${national}`;
  return { ok: true, e164, display: displayPhone(e164) };
}

/** A phone in E.164 form for reading and ringing: «۰۹۱۳ ۱۲۳ ۴۵۶۷». */
export function displayPhone(e164: string): string {
  const national = e164.replace(/^\+98/, '');
  const parts = national.startsWith('9')
    ? [national.slice(0, 3), national.slice(3, 6), national.slice(6)]
    : [national.slice(0, 2), national.slice(2, 6), national.slice(6)];
  // A plain space would let right-to-left text turn the groups round; the no-break space keeps them in order.
  return toPersianDigits(`0${parts.join('\u00a0')}`);
}

/** A phone in E.164 form, enough of it to recognise and too little to call: «۰۹۱۳ ••• ••۶۷». */
export function maskedPhone(e164: string): string {
  const national = e164.replace(/^\+98/, '');
  const [area, middle] = national.startsWith('9') ? [national.slice(0, 3), '•••'] : [national.slice(0, 2), '••••'];
  return toPersianDigits(`0${area}\u00a0${middle}\u00a0••${national.slice(-2)}`);
}

/** A national code or another identity with all but its last two signs covered: «••••••••۲۸». */
export function maskedIdentity(identity: string): string {
  return toPersianDigits(`${'•'.repeat(Math.max(0, identity.length - 2))}${identity.slice(-2)}`);
}

function withoutSeparators(text: string): string {
  return toAsciiDigits(text).replace(/[\s().\-\u2010-\u2015\p{Cf}]/gu, '');
}
