import { ReadFault } from '../cells.ts';

/** Who is told what stands in an XML text, in its order; names come without their prefix. */
export interface XmlListener {
  readonly open?: (name: string, attributes: string) => void;
  readonly close?: (name: string) => void;
  readonly text?: (text: string) => void;
}

/** No tag of a workbook is longer; whatever is was made to exhaust who reads it. */
const LONGEST_TAG = 1024 * 1024;

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The text with its five named and its numbered signs in plain; entities of one's own are never made, so none can grow. */
const plain = (text: string): string =>
  text.includes('&')
    ? text.replace(/&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(\w{2,4}));/g, (whole, decimal: string | undefined, hex: string | undefined, name: string | undefined) => {
        if (name !== undefined) return NAMED[name] ?? whole;
        const code = decimal === undefined ? parseInt(hex ?? '', 16) : Number(decimal);
        return code <= 0x10ffff ? String.fromCodePoint(code) : '';
      })
    : text;

/** The value of an attribute, null where the tag has none. */
export function attribute(attributes: string, name: string): string | null {
  const match = new RegExp(`(?:^|\\s)(?:\\w+:)?${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(attributes);
  return match === null ? null : plain(match[1] ?? match[2] ?? '');
}

/** Whether every quotation within a tag has ended: a '>' may stand in one. */
const isClosed = (tag: string): boolean => !/["']/.test(tag.includes("'") ? tag.replace(/"[^"]*"|'[^']*'/g, '') : tag.replace(/"[^"]*"/g, ''));

/** Reads XML as it comes, piece by piece; throws `broken` for a document type, which no workbook has. */
export function createXmlReader({ open, close, text }: XmlListener) {
  let rest = '';
  const local = (name: string): string => name.slice(name.indexOf(':') + 1);

  const tag = (inner: string): void => {
    if (inner.startsWith('?')) return;
    if (inner.startsWith('/')) return close?.(local(inner.slice(1).trim()));
    const closed = inner.endsWith('/');
    const body = closed ? inner.slice(0, -1) : inner;
    const blank = body.search(/\s/);
    const name = local(blank < 0 ? body : body.slice(0, blank));
    open?.(name, blank < 0 ? '' : body.slice(blank));
    if (closed) close?.(name);
  };

  /** The end of what begins with `<` at `from`, as [start of the rest, what stands within]; null where it has not come yet. */
  const piece = (from: number): readonly [next: number, inner: string, isText: boolean] | null => {
    const upTo = (mark: string, skip: number, isText: boolean): readonly [number, string, boolean] | null => {
      const end = rest.indexOf(mark, from + skip);
      return end < 0 ? null : [end + mark.length, isText ? rest.slice(from + skip, end) : '?', isText];
    };
    if (rest.startsWith('<!--', from)) return upTo('-->', 4, false);
    if (rest.startsWith('<![CDATA[', from)) return upTo(']]>', 9, true);
    if (rest.startsWith('<!', from) && rest.length >= from + 9) throw new ReadFault('broken');
    if (rest.startsWith('<!', from)) return null;
    for (let end = rest.indexOf('>', from); end >= 0; end = rest.indexOf('>', end + 1)) {
      const inner = rest.slice(from + 1, end);
      if (isClosed(inner)) return [end + 1, inner, false];
    }
    return null;
  };

  return {
    write(chunk: string): void {
      rest += chunk;
      let at = 0;
      for (let from = rest.indexOf('<'); from >= 0; from = rest.indexOf('<', at)) {
        if (from > at) text?.(plain(rest.slice(at, from)));
        at = from;
        const found = piece(from);
        if (found === null) break;
        const [next, inner, isText] = found;
        if (isText) text?.(inner);
        else tag(inner);
        at = next;
      }
      rest = rest.slice(at);
      if (rest.length > LONGEST_TAG) throw new ReadFault('broken');
    },
    /** Whether everything that began has ended. */
    isDone: (): boolean => rest.trim() === '',
  };
}

/** Tells a listener a whole XML text. */
export function readXml(xml: string, listener: XmlListener): void {
  createXmlReader(listener).write(xml);
}
