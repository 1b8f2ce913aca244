import type { Seal } from '../../db/sealed.ts';
import type { Instant } from '../domain/calendar.ts';
import type { Day } from '../domain/jalali.ts';
import { VISIT_CHANCE, visitCode } from '../domain/visit-code.ts';
import type { VisitOutcome, WalkIn } from '../domain/visitor.ts';

/** Where the visitors of an agency are recorded. */
export const visitorStream = (agencyId: string): string => `visitors:${agencyId}`;

/** A visitor as the desk wrote him down; the phone in E.164. */
export interface VisitorEntry {
  readonly honorific: 'khanom' | 'agha' | null;
  readonly name: string | null;
  readonly phone: string | null;
  readonly topicId: string | null;
  readonly outcome: VisitOutcome;
  readonly note: string;
  readonly targetAgencyId: string | null;
}

/** A visitor of whom nothing is known but that he came. */
export const UNNAMED: VisitorEntry = { honorific: null, name: null, phone: null, topicId: null, outcome: 'counted', note: '', targetAgencyId: null };

const placeOf = (id: string, column: 'name' | 'phone') => `walk_ins.${id}.${column}` as const;

/** The row of a visitor, sealed for its id; sealing draws chance, so it is made before the change is handed over. */
export function walkInFrom(seal: Seal, entry: VisitorEntry, { id, agencyId, day, at, by }: { readonly id: string; readonly agencyId: string; readonly day: Day; readonly at: Instant; readonly by: string }): WalkIn {
  const { name, phone } = entry;
  return {
    id, agencyId, day, at, hourId: null,
    honorific: entry.honorific,
    name: name === null ? null : seal.seal(name, placeOf(id, 'name')),
    phone: phone === null ? null : seal.seal(phone, placeOf(id, 'phone')),
    phoneIndex: phone === null ? null : seal.index(phone),
    topicId: entry.topicId,
    outcome: entry.outcome,
    note: entry.note,
    requestId: null,
    targetAgencyId: entry.outcome === 'referred' ? entry.targetAgencyId : null,
    recordedBy: by,
    codeHash: null,
    met: null,
    metAt: null,
    rev: 1,
  };
}

/** Name and phone of a visitor, opened; throws where they were sealed for another row. */
export const openWalkIn = (seal: Seal, { id, name, phone }: Pick<WalkIn, 'id' | 'name' | 'phone'>): { readonly name: string | null; readonly phone: string | null } => ({
  name: name === null ? null : seal.open(name, placeOf(id, 'name')),
  phone: phone === null ? null : seal.open(phone, placeOf(id, 'phone')),
});

/**
 * The code of the slip that a command makes, by the program's own key: a repeat of the command whose reply was lost shows the same slip, though
 * nothing but its hash is kept. `attempt` counts from 0, for a code that another slip bears already.
 */
export function slipCode(seal: Seal, key: string, attempt: number): string {
  const chance = Buffer.from(seal.index(`slip ${key} ${attempt}`), 'base64url').readBigUInt64BE() % 10n ** BigInt(VISIT_CHANCE);
  return visitCode(String(chance).padStart(VISIT_CHANCE, '0'));
}

/** The hash of a slip's code to store; keyed, since eight digits are soon found by trying. */
export const slipHash = (seal: Seal, code: string): string => seal.index(`visit ${code}`);

/** The hashes under which a slip's code may stand, the present key's first. */
export const slipHashes = (seal: Seal, code: string): readonly string[] => seal.indexes(`visit ${code}`);
