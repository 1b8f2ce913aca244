import type { Knex } from 'knex';
import type { DraftFigures } from '../domain/draft.ts';
import type { Invitation } from '../domain/invitation.ts';
import type { Day } from '../domain/jalali.ts';
import { draftStream } from '../domain/rota/streams.ts';
import type { SessionCell } from '../domain/session.ts';

/** One session's change on a board. */
export interface CellChange {
  readonly id: string;
  readonly day: Day;
  /** The session's `rev` after the change. */
  readonly rev: number;
  readonly before: SessionCell;
  readonly after: SessionCell;
}

/** What a draft says of how it was drawn, before and after it was drawn anew. */
export interface FiguresChange {
  readonly before: { readonly figures: DraftFigures; readonly inputHash: string };
  readonly after: { readonly figures: DraftFigures; readonly inputHash: string };
}

/** What a person did to a board; `undoes` is the seq of the change that it takes back. */
export interface BoardChange {
  readonly seq: number;
  readonly actor: string | null;
  readonly act: string;
  readonly undoes: number | null;
  readonly sessions: readonly CellChange[];
  /** Invitations that the change withdrew, as they were before. */
  readonly withdrawn?: readonly Invitation[];
  /** Sessions that were taken away with their places. */
  readonly dropped?: readonly { readonly id: string; readonly day: Day; readonly agencyId: string | null }[];
  /** Only of a redraw. */
  readonly drawn?: FiguresChange;
}

/** The kind under which board changes stand in a draft's stream. */
export const BOARD_CHANGED = 'board_changed';

/** What was done to a board together with settings, absences or agencies: nobody takes it back, nor what he did before it. */
export const CHOSEN = 'what_if';

/** How far back a person's last change is looked for: so many of his own changes and undos, read a few at a time. */
const OWN_LOOKED_AT = 60;
const AT_ONCE = 6;
// What an integer column holds on PostgreSQL.
const LARGEST_SEQ = 2 ** 31 - 1;

const changesIn = (db: Knex, draftId: string) => db('events').where({ stream: draftStream(draftId), kind: BOARD_CHANGED });

const toChange = ({ seq, actor, data }: { readonly seq: number; readonly actor: string | null; readonly data: string }): BoardChange =>
  ({ seq, actor, ...(JSON.parse(data) as Omit<BoardChange, 'seq' | 'actor'>) });

/** The changes of a draft's board from the events after a number, oldest first. */
export async function boardChanges(db: Knex, draftId: string, after = 0): Promise<BoardChange[]> {
  return (await changesIn(db, draftId).where('seq', '>', after).orderBy('seq').select('seq', 'actor', 'data')).map(toChange);
}

/** The person's last change of a board that still stands, neither an undoing nor undone; null where none of the last few does. */
export async function lastStanding(db: Knex, draftId: string, actor: string): Promise<BoardChange | null> {
  const undone = new Set<number>();
  let before = LARGEST_SEQ;
  for (let read = 0; read < OWN_LOOKED_AT; read += AT_ONCE) {
    // One's own alone: nobody takes back the change of another.
    const rows = await changesIn(db, draftId).where({ actor }).where('seq', '<', before).orderBy('seq', 'desc').limit(AT_ONCE).select('seq', 'actor', 'data');
    for (const row of rows) {
      const change = toChange(row);
      if (change.act === CHOSEN) return null;
      if (change.undoes !== null) undone.add(change.undoes);
      else if (!undone.has(change.seq)) return change;
    }
    before = rows.at(-1)?.seq ?? 0;
    if (rows.length < AT_ONCE) return null;
  }
  return null;
}

/** Who changed a session last; null where nobody did by hand. */
export async function lastTouchedBy(db: Knex, draftId: string, sessionId: string): Promise<string | null> {
  const row = await changesIn(db, draftId).where('data', 'like', `%"${sessionId}"%`).orderBy('seq', 'desc').first('actor');
  return row?.actor ?? null;
}

/** The changes that still stand: neither an undoing nor undone. */
export const standing = (changes: readonly BoardChange[]): BoardChange[] => {
  const undone = new Set(changes.map(({ undoes }) => undoes));
  return changes.filter(({ seq, undoes }) => undoes === null && !undone.has(seq));
};

/** The kind under which it stands in a draft's stream that an agency was left out of it. */
export const AGENCY_EXCLUDED = 'agency_excluded';

/** Ids of the exclusions that were recorded for a draft; one for another programme of the same days is not among them. */
export async function exclusionsRecordedFor(db: Knex, draftId: string): Promise<string[]> {
  const rows = await db('events').where({ stream: draftStream(draftId), kind: AGENCY_EXCLUDED }).orderBy('seq').select('data');
  return rows.map(({ data }) => (JSON.parse(data) as { after: { id: string } }).after.id);
}
