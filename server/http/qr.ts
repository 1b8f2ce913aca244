import encodeQR from 'qr';
import type { QrPart } from './parts.ts';

/** A text as a QR code to be drawn by `partials/qr`, its quiet edge included; `label` is what a reader without eyes hears. */
export function qrOf(text: string, label: string): QrPart {
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: 4 });
  const path = rows.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join('');
  return { label, size: rows.length, path };
}
