import { randomBytes, randomUUID } from 'node:crypto';
import { createSeal } from '../../../db/sealed.ts';
import { createWriter } from '../../../db/writer.ts';
import { createAbsences } from '../../../server/agencies/absences.ts';
import { createAgencies } from '../../../server/agencies/service.ts';
import { createTerms } from '../../../server/agencies/terms.ts';
import { createDemand } from '../../../server/demand/service.ts';
import { xlsxOf } from '../../../server/http/spreadsheet.ts';
import type { Cell, FileRead, RowRead } from '../../../server/imports/cells.ts';
import { isKnown } from '../../../server/imports/header.ts';
import type { Kind } from '../../../server/imports/kinds.ts';
import { readFile } from '../../../server/imports/reading/read.ts';
import { createImports, type ImportDetail } from '../../../server/imports/service.ts';
import { templateOf } from '../../../server/imports/template.ts';
import type { Fresh } from '../../support/database.ts';
import { agencyEntry, command } from '../agencies/ground.ts';

/** Reads within the process: starting another for each test tells nothing more, and costs much. */
export const readHere = (bytes: Buffer, kind: Kind, told: (rows: number) => void): Promise<FileRead> => readFile(bytes, (rows: readonly RowRead[]) => isKnown(kind, rows), told);

/** Lines as a CSV file. */
export const csv = (...lines: readonly string[]): Buffer => Buffer.from(lines.join('\n'));

/** What came of a row, in short: «new», «changed to=…», «faulty from: …». */
export const told = ({ prospect }: ImportDetail): string[] =>
  (prospect?.rows ?? []).map(({ state, faults, changes }) =>
    [state, ...faults.map(({ column, text }) => `${column ?? ''}: ${text}`), ...changes.map(({ column, from, to }) => `${column} ${from}→${to}`)].join(' | '),
  );

/** The services over a database of their own, with two agencies. */
export async function importGround(fresh: Fresh) {
  const database = await fresh();
  const writer = await createWriter(database, () => undefined);
  const key = () => randomBytes(32).toString('base64');
  const seal = createSeal({ encryptionKey: key(), indexKey: key() });
  const deps = { reads: database.reads, writer, newId: randomUUID, seal };
  const logged: object[] = [];
  const started = () => createImports({ ...deps, areaCode: async () => '031', log: (line) => logged.push(line), read: readHere, patience: 60_000 });
  const imports = started();
  const agencies = createAgencies(deps);
  const gas = (await agencies.add(agencyEntry('شرکت گاز استان', { shortName: 'گاز', code: '0012', headTitle: 'مدیرعامل' }), command())).id;
  const roads = (await agencies.add(agencyEntry('اداره کل راه و شهرسازی', { shortName: 'راه و شهرسازی', code: 'roads', aliases: 'مسکن، ترابری' }), command())).id;

  const send = async (kind: Kind, bytes: Buffer): Promise<ImportDetail> => imports.detail((await imports.upload(kind, { name: 'آزمون.csv', bytes }, command())).id);
  const take = async ({ one, prospect }: ImportDetail, skip = false): Promise<void> => void (await imports.take(one.id, { seen: prospect?.mark ?? '', skip }, command()));
  return {
    database, writer, seal, imports, started, logged, gas, roads, agencies, send, take,
    terms: createTerms(deps), absences: createAbsences(deps), demand: createDemand(deps),
    taken: async (kind: Kind, bytes: Buffer, skip = false): Promise<ImportDetail> => {
      const sent = await send(kind, bytes);
      await take(sent, skip);
      return imports.detail(sent.one.id);
    },
    /** A filled template: values by the titles of its columns. */
    filled: async (kind: Kind, rows: readonly Readonly<Record<string, Cell & (string | number)>>[]): Promise<Buffer> => {
      const [table, ...others] = templateOf(kind);
      if (table === undefined) throw new Error('no template');
      return xlsxOf({ ...table, rows: [...table.rows, ...rows.map((row) => table.columns.map(({ header }) => row[header] ?? ''))] }, ...others);
    },
    events: async (): Promise<string[]> => (await database.reads('events').orderBy(['stream', 'seq']).select()).filter(({ stream }) => !stream.startsWith('import:')).map(({ stream, kind }) => `${stream.split(':')[0] ?? ''} ${kind}`),
  };
}
