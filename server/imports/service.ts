import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import type { Seal } from '../../db/sealed.ts';
import type { Writer } from '../../db/writer.ts';
import type { Command } from '../domain/command.ts';
import { Refusal } from '../domain/refusal.ts';
import { LONGEST_NAME, ReadFault } from './cells.ts';
import { createChecks } from './checks.ts';
import { findHeader, isEnough, type Header } from './header.ts';
import { pack, unpack, type Held } from './held.ts';
import type { Kind } from './kinds.ts';
import type { Prospect } from './prospect.ts';
import { readApart } from './read-file.ts';
import { sortOf } from './reading/sniff.ts';
import { importRepository, importStream, type Import, type Outcome } from './repository.ts';
import { createTaking } from './take.ts';
import { lightly } from './values.ts';

/** How far the reading of a file has come. */
export interface Progress {
  readonly stage: 'reading' | 'checking';
  readonly rows: number;
}

/** An import with what it holds: the tables while they are asked about or decided on, and how far it is while it is read. */
export interface ImportDetail {
  readonly one: Import;
  readonly held: Held | null;
  readonly prospect: Prospect | null;
  /** Null where nobody here is reading it. */
  readonly progress: Progress | null;
  /** The same bytes, taken in before. */
  readonly takenBefore: Import | null;
}

interface Deps {
  readonly reads: Knex;
  readonly writer: Writer;
  readonly seal: Seal;
  readonly newId: () => string;
  /** The province's area code today. */
  readonly areaCode: () => Promise<string>;
  readonly log: (line: object) => void;
  readonly read?: typeof readApart;
  /** How long a sender waits before he is shown how far it is, milliseconds. */
  readonly patience?: number;
}

const PATIENCE = 1_200;
// Each reading may take a processor and its memory.
const MOST_AT_ONCE = 2;
const NOTHING: Outcome = { added: 0, changed: 0, same: 0, skipped: 0, fault: null };

/** Tables from files: read in a process of their own, checked, shown, and taken in by one change or not at all. */
export function createImports({ reads, writer, seal, newId, areaCode, log, read = readApart, patience = PATIENCE }: Deps) {
  const running = new Map<string, Progress>();
  const checks = createChecks(async () => ({ areaCode: await areaCode(), newId, seal }));

  const find = async (id: string): Promise<Import> => {
    const one = await importRepository(reads).byId(id);
    if (one === null) throw new Refusal('not_found');
    return one;
  };
  const standing = async (id: string, ...states: readonly Import['state'][]): Promise<Import> => {
    const one = await find(id);
    if (!states.includes(one.state)) throw new Refusal('import_ended');
    return one;
  };

  const own = ({ actor, at }: Command, id: string, what: string) => ({ key: newId(), bodyHash: `${what} ${id}`, actor, at });

  const settle = async (one: Import, command: Command, to: Parameters<ReturnType<typeof importRepository>['update']>[1], kind: string, data: object): Promise<void> => {
    await writer.submit({
      ...own(command, one.id, kind),
      streams: [importStream(one.id)],
      apply: async (tx) => {
        tx.write(importRepository(tx.db).update(one, to));
        tx.raise(importStream(one.id), kind, { kind: one.kind, ...data });
        return {};
      },
    });
  };

  /** Reads a file whose row stands already; what comes of it is in the row. */
  const work = async (one: Import, bytes: Buffer, command: Command): Promise<ReadFault | null> => {
    try {
      const file = await read(bytes, one.kind, (rows) => running.set(one.id, { stage: 'reading', rows }));
      const header = file.sheets.length === 1 ? findHeader(one.kind, file.sheets[0]?.rows ?? []) : null;
      const known = header !== null && isEnough(one.kind, header.columns) ? header : null;
      if (known !== null) await checks.of({ ...one, rev: one.rev + 1 }, known, file, (rows) => running.set(one.id, { stage: 'checking', rows }));
      const rows = file.sheets.reduce((sum, sheet) => sum + sheet.rows.length, 0);
      await settle(one, command, { state: known === null ? 'asking' : 'read', sheet: pack(seal, one.id, { ...file, header: known }) }, 'import_read', { rows });
      return null;
    } catch (error) {
      const fault = error instanceof ReadFault ? error : new ReadFault('interrupted');
      if (fault !== error) log({ level: 'error', event: 'import', id: one.id, error: error instanceof Error ? error.stack : String(error) });
      await settle(one, command, { state: 'refused', outcome: JSON.stringify({ ...NOTHING, fault: { code: fault.code, facts: fault.facts } }), ended_at: command.at }, 'import_refused', { fault: fault.code });
      return fault;
    } finally {
      running.delete(one.id);
    }
  };

  return {
    newest: (most: number): Promise<Import[]> => importRepository(reads).newest(most),

    /**
     * Takes a file to be read; gives its id at the latest after a second, read or not. Throws a ReadFault for what is no
     * table at a glance or within that second; refuses `busy` where others are being read.
     */
    async upload(kind: Kind, file: { readonly name: string; readonly bytes: Buffer }, command: Command): Promise<{ id: string }> {
      sortOf(file.bytes);
      if (running.size >= MOST_AT_ONCE) throw new Refusal('busy');
      const fileHash = seal.index(createHash('sha256').update(file.bytes).digest('hex'));
      const one: Import = {
        id: newId(), kind, fileName: lightly(file.name).slice(-LONGEST_NAME), fileHash, state: 'reading', sheet: '', outcome: null, createdAt: command.at, createdBy: command.actor ?? '', endedAt: null, rev: 1,
      };
      running.set(one.id, { stage: 'reading', rows: 0 });
      const { id } = await writer.submit({
        ...command,
        bodyHash: seal.index(`${command.bodyHash} ${fileHash}`),
        streams: [importStream(one.id)],
        apply: async (tx) => {
          tx.write(importRepository(tx.db).insert(one));
          tx.raise(importStream(one.id), 'import_sent', { kind });
          return { id: one.id };
        },
      }).catch((error: unknown) => {
        running.delete(one.id);
        throw error;
      });
      // The same form, sent twice: the first is being read already.
      if (id !== one.id) {
        running.delete(one.id);
        return { id };
      }
      const done = work(one, file.bytes, command).catch((error: unknown) => {
        log({ level: 'error', event: 'import', id, error: String(error) });
        return null;
      });
      const fault = await Promise.race([done, new Promise<null>((resolve) => setTimeout(() => resolve(null), patience).unref())]);
      if (fault !== null) throw fault;
      return { id };
    },

    /** Refuses `not_found`. */
    async detail(id: string): Promise<ImportDetail> {
      const one = await find(id);
      const held = one.state === 'asking' || one.state === 'read' ? unpack(seal, id, one.sheet) : null;
      const prospect = held === null || held.header === null ? null : await (await checks.of(one, held.header, held)).prospect(reads);
      return { one, held, prospect, progress: running.get(id) ?? null, takenBefore: await importRepository(reads).takenBefore(one) };
    },

    /** The state of an import and how far its reading is. Refuses `not_found`. */
    async progress(id: string): Promise<{ readonly state: Import['state']; readonly progress: Progress | null }> {
      return { state: (await find(id)).state, progress: running.get(id) ?? null };
    },

    /** Says which sheet and which columns are meant; refuses `bad_request` where needed ones are missing, `import_ended`. */
    async choose(id: string, chosen: { readonly sheet: number } & Header, command: Command): Promise<void> {
      const one = await standing(id, 'asking');
      const held = unpack(seal, id, one.sheet);
      const sheet = held.sheets[chosen.sheet];
      if (sheet === undefined || !isEnough(one.kind, chosen.columns)) throw new Refusal('bad_request');
      const header: Header = { row: chosen.row, columns: chosen.columns };
      await settle(one, command, { state: 'read', sheet: pack(seal, id, { ...held, sheets: [sheet], header }) }, 'import_read', { rows: sheet.rows.length });
    },

    take: createTaking({ reads, writer, seal, checks }),

    /** Lays an import aside; what was read of it is forgotten. Nothing where it has ended. */
    async layAside(id: string, command: Command): Promise<void> {
      const one = await find(id);
      if (one.endedAt !== null) return;
      await settle(one, command, { state: 'laid_aside', sheet: '', ended_at: command.at }, 'import_laid_aside', {});
      checks.forget(id);
    },
  };
}

export type Imports = ReturnType<typeof createImports>;
