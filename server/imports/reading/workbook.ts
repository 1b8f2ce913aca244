import { ReadFault } from '../cells.ts';
import { attribute, readXml } from './xml.ts';
import { createBudget, unzipText, type ZipEntry } from './zip.ts';

/** The parts of a workbook that its sheets are read with. */
export interface Workbook {
  readonly sheets: readonly { readonly name: string; readonly entry: ZipEntry }[];
  readonly strings: readonly string[];
  /** Whether cells of a style (by its number) are shown as a date or a time. */
  readonly isDate: (style: number) => boolean;
  /** Whether its days are counted from 1904, as old Macintoshes did. */
  readonly from1904: boolean;
  readonly spend: (bytes: number) => void;
}

/** The number formats that are dates and times without being written out; 27 to 58 are those of East Asia. */
const isBuiltInDate = (id: number): boolean => (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);

/** Whether a written number format shows a date or a time, such as `[$-3000401]yyyy/mm/dd;@`. */
export const isDateFormat = (code: string): boolean => /[ymdhs]/i.test(code.replace(/"[^"]*"|\\.|\[(?!h|m|s)[^\]]*\]|_.|\*./gi, '').replace(/general/gi, ''));

/** Text as a workbook writes signs that XML cannot hold: `_x000D_`. */
export const unescaped = (text: string): string => (text.includes('_x') ? text.replace(/_x([0-9a-fA-F]{4})_/g, (_whole, hex: string) => String.fromCharCode(parseInt(hex, 16))) : text);

const stylesOf = (xml: string): ((style: number) => boolean) => {
  const written = new Map<number, boolean>();
  const dates: boolean[] = [];
  let within = '';
  readXml(xml, {
    open(name, attributes) {
      if (name === 'cellXfs' || name === 'cellStyleXfs' || name === 'dxfs') within = name;
      if (name === 'numFmt') written.set(Number(attribute(attributes, 'numFmtId')), isDateFormat(attribute(attributes, 'formatCode') ?? ''));
      if (name !== 'xf' || within !== 'cellXfs') return;
      const id = Number(attribute(attributes, 'numFmtId') ?? 0);
      dates.push(written.get(id) ?? isBuiltInDate(id));
    },
    close(name) {
      if (name === within) within = '';
    },
  });
  return (style) => dates[style] ?? false;
};

const stringsOf = (xml: string): string[] => {
  const strings: string[] = [];
  let text = '';
  let taking = false;
  let spoken = 0;
  readXml(xml, {
    open(name) {
      if (name === 'si') text = '';
      // What is written small above a word (rPh) tells how it is spoken and is no part of it.
      if (name === 'rPh') spoken += 1;
      taking = name === 't' && spoken === 0;
    },
    text(piece) {
      if (taking) text += piece;
    },
    close(name) {
      if (name === 't') taking = false;
      if (name === 'rPh') spoken -= 1;
      if (name === 'si') strings.push(unescaped(text));
    },
  });
  return strings;
};

const relationsOf = (xml: string): ReadonlyMap<string, string> => {
  const targets = new Map<string, string>();
  readXml(xml, {
    open(name, attributes) {
      if (name === 'Relationship') targets.set(attribute(attributes, 'Id') ?? '', attribute(attributes, 'Target') ?? '');
    },
  });
  return targets;
};

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);

/** What kind of archive it is; throws where it is another than a workbook that can be read. */
const refuseOthers = (entries: ReadonlyMap<string, ZipEntry>, types: string): void => {
  if (entries.has('mimetype') && !entries.has('[Content_Types].xml')) throw new ReadFault('other_office');
  if (types === '') throw new ReadFault('other_zip');
  if (/sheet\.binary|\.xlsb|ms-excel\.sheet\.binary/i.test(types)) throw new ReadFault('binary_excel');
  if (!/spreadsheetml/i.test(types)) throw new ReadFault('other_office');
};

/** Opens a workbook: its sheets in their order, hidden ones too, with what is needed to read them. */
export async function openWorkbook(bytes: Buffer, entries: ReadonlyMap<string, ZipEntry>): Promise<Workbook> {
  const spend = createBudget();
  const textOf = async (name: string): Promise<string> => {
    const entry = entries.get(name);
    return entry === undefined ? '' : unzipText(bytes, entry, spend);
  };
  refuseOthers(entries, await textOf('[Content_Types].xml'));
  const main = [...relationsOf(await textOf('_rels/.rels')).values()].map((target) => target.replace(/^\//, '')).find((target) => /workbook[^/]*\.xml$/i.test(target)) ?? 'xl/workbook.xml';
  const folder = folderOf(main);
  const placed = (target: string): string => (target.startsWith('/') ? target.slice(1) : folder + target.replace(/^\.\//, ''));
  const relations = relationsOf(await textOf(`${folder}_rels/${main.slice(folder.length)}.rels`));

  const named: { readonly name: string; readonly id: string }[] = [];
  let from1904 = false;
  readXml(await textOf(main), {
    open(name, attributes) {
      if (name === 'workbookPr') from1904 = /^(1|true)$/.test(attribute(attributes, 'date1904') ?? '');
      if (name === 'sheet') named.push({ name: attribute(attributes, 'name') ?? '', id: attribute(attributes, 'id') ?? '' });
    },
  });
  const sheets = named.flatMap(({ name, id }) => {
    const entry = entries.get(placed(relations.get(id) ?? ''));
    return entry === undefined ? [] : [{ name, entry }];
  });
  if (sheets.length === 0) throw new ReadFault('broken');
  const pathEndingIn = (ending: RegExp, otherwise: string): string => placed([...relations.values()].find((target) => ending.test(target)) ?? otherwise);
  return {
    sheets,
    strings: stringsOf(await textOf(pathEndingIn(/sharedStrings[^/]*\.xml$/i, 'sharedStrings.xml'))),
    isDate: stylesOf(await textOf(pathEndingIn(/styles[^/]*\.xml$/i, 'styles.xml'))),
    from1904,
    spend,
  };
}
