const PERSIAN_ZERO = 0x06f0;
const ARABIC_ZERO = 0x0660;

/** The text or number with every ASCII and Arabic digit as a Persian one; nothing else changes. */
export function toPersianDigits(text: string | number): string {
  return String(text).replace(/[0-9٠-٩]/g, (digit) => String.fromCharCode(PERSIAN_ZERO + valueOf(digit)));
}

/** The text with every Persian and Arabic digit as an ASCII one: for codes, dates, phones and times that were typed. */
export function toAsciiDigits(text: string): string {
  return text.replace(/[۰-۹٠-٩]/g, (digit) => String(valueOf(digit)));
}

/**
 * A number for reading: «۳٬۸۷۰», «۳٫۴», with at most `fraction` decimals (none unless told).
 * A negative one has the real minus sign behind U+200E, without which right-to-left text would show it at the wrong end.
 */
export function formatNumber(number: number, { fraction = 0 }: { readonly fraction?: number } = {}): string {
  if (!Number.isFinite(number) || Math.abs(number) >= 1e15) throw new RangeError(`Not a number to show: ${number}`);
  const [whole = '0', decimals = ''] = Math.abs(number).toFixed(fraction).split('.');
  const shown = decimals.replace(/0+$/, '');
  const text = whole.replace(/\B(?=(\d{3})+$)/g, '٬') + (shown && `٫${shown}`);
  return (number < 0 && /[1-9]/.test(text) ? '\u200e\u2212' : '') + toPersianDigits(text);
}

/** Seconds as a running watch shows them: «۳:۴۲», «۱:۰۳:۰۵»; a begun second is left out, and what is below nought is nought. */
export function formatStopwatch(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (number: number): string => String(number).padStart(2, '0');
  return toPersianDigits(hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`);
}

/** A share (0.84) as percent: «۸۴٪», with at most `fraction` decimals. */
export function formatPercent(share: number, options: { readonly fraction?: number } = {}): string {
  return `${formatNumber(share * 100, options)}٪`;
}

function valueOf(digit: string): number {
  const code = digit.charCodeAt(0);
  return code >= PERSIAN_ZERO ? code - PERSIAN_ZERO : code >= ARABIC_ZERO ? code - ARABIC_ZERO : Number(digit);
}
