import encodeQR from 'qr';
import type { QrPart } from './parts.ts';

/** One row of dark squares as strokes along its middle: a sheet of 1,500 codes is sent, so that runs are told and not squares. */
const rowPath = (row: readonly boolean[], y: number): string => {
  let path = '';
  let at = 0;
  let x = 0;
  while (x < row.length) {
    if (row[x] !== true) {
      x += 1;
      continue;
    }
    let end = x;
    while (row[end] === true) end += 1;
    path += `${path === '' ? `M${x} ${y}.5` : `m${x - at} 0`}h${end - x}`;
    at = end;
    x = end;
  }
  return path;
};

/** A text as a QR code to be drawn by `partials/qr`, its quiet edge included; `label` is what a reader without eyes hears. */
export function qrOf(text: string, label: string): QrPart {
  const rows = encodeQR(text, 'raw', { ecc: 'low', border: 4 });
  return { label, size: rows.length, path: rows.map(rowPath).join('') };
}
