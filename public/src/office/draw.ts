import encodeQR from 'qr';

const SVG = 'http://www.w3.org/2000/svg';
const RADIUS = 20;
const ROUND = 2 * Math.PI * RADIUS;

const svg = (name: string, attributes: Readonly<Record<string, string>>, ...children: readonly Node[]): SVGElement => {
  const made = document.createElementNS(SVG, name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  made.append(...children);
  return made;
};

/** A text as a QR code; dark squares on white, with the quiet border that readers need. */
export function qrOf(text: string, label: string): SVGElement {
  const rows = encodeQR(text, 'raw', { border: 4, ecc: 'medium' });
  const squares = rows.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join('');
  const size = String(rows.length);
  return svg('svg', { viewBox: `0 0 ${size} ${size}`, role: 'img', 'aria-label': label, 'shape-rendering': 'crispEdges' },
    svg('rect', { width: size, height: size, fill: '#fff' }), svg('path', { d: squares, fill: '#000' }));
}

/** A ring that empties with the time that a code has left; `show` takes the share that is left and what stands in it. */
export function ring(): { readonly element: SVGElement; readonly show: (left: number, text: string) => void } {
  const round = svg('circle', { class: 'ring-left', cx: '24', cy: '24', r: String(RADIUS), 'stroke-dasharray': String(ROUND), transform: 'rotate(-90 24 24)' });
  const words = svg('text', { x: '24', y: '24', 'text-anchor': 'middle', 'dominant-baseline': 'central' });
  const element = svg('svg', { viewBox: '0 0 48 48', 'aria-hidden': 'true' }, svg('circle', { class: 'ring-ground', cx: '24', cy: '24', r: String(RADIUS) }), round, words);
  return {
    element,
    show(left, text) {
      round.setAttribute('stroke-dashoffset', String(ROUND * (1 - left)));
      words.replaceChildren(text);
    },
  };
}
