import encodeQR from 'qr';

const SVG = 'http://www.w3.org/2000/svg';

/** A QR code as a picture made of nodes: dark squares on white, with the quiet edge that readers need. */
export function qrPicture(text: string, label: string): SVGSVGElement {
  const rows = encodeQR(text, 'raw', { border: 2 });
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', `0 0 ${rows.length} ${rows.length}`);
  svg.setAttribute('class', 'phone-qr');
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', label);
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', rows.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join(''));
  path.setAttribute('shape-rendering', 'crispEdges');
  svg.append(path);
  return svg;
}
