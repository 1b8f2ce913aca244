type Class = 'L' | 'R' | 'AL' | 'EN' | 'AN' | 'ES' | 'CS' | 'ET' | 'NSM' | 'BN' | 'ON' | 'open' | 'close';

interface Cell {
  readonly index: number;
  type: Class;
  level: number;
}

const classOf = (char: string): Class => {
  if (/[\u2066-\u2068]/.test(char)) return 'open';
  if (char === '\u2069') return 'close';
  if (char === '\u200e') return 'L';
  if (char === '\u200f') return 'R';
  if (/[0-9\u06f0-\u06f9]/.test(char)) return 'EN';
  if (/[\u0660-\u0669\u066b\u066c]/.test(char)) return 'AN';
  if (/[-+\u2212]/.test(char)) return 'ES';
  if (/[,./:\u00a0\u060c]/.test(char)) return 'CS';
  if (/[#$%\u066a\u00b0]/.test(char)) return 'ET';
  if (/\p{Mn}/u.test(char)) return 'NSM';
  if (/\p{Cf}/u.test(char)) return 'BN';
  if (/[\p{Script=Arabic}\u061b\u061f]/u.test(char)) return 'AL';
  return /\p{L}/u.test(char) ? 'L' : 'ON';
};

const strongOf = (level: number): 'L' | 'R' => (level % 2 === 0 ? 'L' : 'R');
const asStrong = (type: Class): 'L' | 'R' | null => (type === 'L' ? 'L' : type === 'R' || type === 'EN' || type === 'AN' ? 'R' : null);

/** Rules W1 to W7, N1, N2, I1 and I2 of UAX #9 over one isolating run; pairs of brackets (N0) are left out. */
const resolveRun = (cells: readonly Cell[], level: number): void => {
  const side = strongOf(level);
  let before = side as Class;
  for (const cell of cells) {
    if (cell.type === 'NSM') cell.type = before === 'open' || before === 'close' ? 'ON' : before;
    before = cell.type;
  }
  let strong = side as Class;
  for (const cell of cells) {
    if (cell.type === 'L' || cell.type === 'R' || cell.type === 'AL') strong = cell.type;
    else if (cell.type === 'EN' && strong === 'AL') cell.type = 'AN';
  }
  for (const cell of cells) if (cell.type === 'AL') cell.type = 'R';
  const solid = cells.filter(({ type }) => type !== 'BN');
  solid.forEach((cell, at) => {
    const [one, other] = [solid[at - 1]?.type, solid[at + 1]?.type];
    if (one === undefined || one !== other) return;
    if ((one === 'EN' && (cell.type === 'ES' || cell.type === 'CS')) || (one === 'AN' && cell.type === 'CS')) cell.type = one;
  });
  solid.forEach((cell, at) => {
    if (cell.type !== 'EN') return;
    for (let near = at - 1; solid[near]?.type === 'ET'; near -= 1) (solid[near] as Cell).type = 'EN';
    for (let near = at + 1; solid[near]?.type === 'ET'; near += 1) (solid[near] as Cell).type = 'EN';
  });
  for (const cell of solid) if (['ES', 'CS', 'ET'].includes(cell.type)) cell.type = 'ON';
  strong = side;
  for (const cell of solid) {
    if (cell.type === 'L' || cell.type === 'R') strong = cell.type;
    else if (cell.type === 'EN' && strong === 'L') cell.type = 'L';
  }
  for (let at = 0; at < solid.length; at += 1) {
    if (asStrong((solid[at] as Cell).type) !== null) continue;
    let end = at;
    while (end < solid.length && asStrong((solid[end] as Cell).type) === null) end += 1;
    const left = at === 0 ? side : asStrong((solid[at - 1] as Cell).type);
    const right = end === solid.length ? side : asStrong((solid[end] as Cell).type);
    for (const cell of solid.slice(at, end)) cell.level = strongOf(level) === (left === right ? left : side) ? level : level + 1;
    at = end - 1;
  }
  for (const cell of solid) {
    const strongType = asStrong(cell.type);
    if (strongType === null) continue;
    cell.level = level % 2 === 0 ? level + (cell.type === 'R' ? 1 : cell.type === 'L' ? 0 : 2) : level + (cell.type === 'R' ? 0 : 1);
  }
  cells.forEach((cell, at) => {
    if (cell.type === 'BN') cell.level = cells[at - 1]?.level ?? level;
  });
};

/**
 * The places in the text of its characters from left to right, as the Unicode bidirectional algorithm (UAX #9) lays out one line of
 * right-to-left text; isolates are known, older embeddings and pairs of brackets are not.
 */
export function visualOrder(text: string): number[] {
  const chars = [...text].map((char, index): Cell & { readonly char: string } => ({ char, index, type: classOf(char), level: 1 }));
  let at = 0;
  const readRun = (level: number): void => {
    const run: Cell[] = [];
    while (at < chars.length) {
      const cell = chars[at] as (typeof chars)[number];
      if (cell.type === 'close' && level > 1) break;
      at += 1;
      run.push(cell);
      if (cell.type !== 'open') continue;
      let depth = 1;
      const inner: Class[] = [];
      for (let ahead = at; ahead < chars.length && depth > 0; ahead += 1) {
        const { type } = chars[ahead] as Cell;
        depth += type === 'open' ? 1 : type === 'close' ? -1 : 0;
        if (depth === 1) inner.push(type);
      }
      const first = inner.find((type) => type === 'L' || type === 'R' || type === 'AL');
      const rtl = cell.char === '\u2067' || (cell.char === '\u2068' && first !== undefined && first !== 'L');
      readRun(rtl === (level % 2 === 1) ? level + 2 : level + 1);
      const close = chars[at];
      if (close === undefined) continue;
      run.push(close);
      at += 1;
    }
    resolveRun(run, level);
  };
  readRun(1);
  const order = chars.map(({ index }) => index);
  const highest = Math.max(...chars.map(({ level }) => level), 1);
  for (let level = highest; level >= 1; level -= 1) {
    for (let start = 0; start < order.length; start += 1) {
      const isIn = (place: number): boolean => (chars[order[place] ?? -1]?.level ?? -1) >= level;
      if (!isIn(start)) continue;
      let end = start;
      while (end < order.length && isIn(end)) end += 1;
      order.splice(start, end - start, ...order.slice(start, end).reverse());
      start = end;
    }
  }
  return order;
}

/** What is seen from left to right, signs of direction left out. */
export const seen = (text: string): string => {
  const chars = [...text];
  return visualOrder(text).map((index) => chars[index] ?? '').join('').replace(/[\u200e\u200f\u2066-\u2069]/g, '');
};
