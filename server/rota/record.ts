import type { Knex } from 'knex';
import type { Day } from '../domain/jalali.ts';
import { monthKey, monthOf, startOfWeek, type JalaliMonth } from '../domain/jalali.ts';
import type { SessionCell } from '../domain/session.ts';

/** One session's change on a board. */
export interface CellChange {
  readonly id: string;
  readonly day: Day;
  readonly before: SessionCell;
  readonly after: SessionCell;
}

/** What a person did to a board; `undoes` is the seq of the change that it takes back. */
export interface BoardChange {
  readonly seq: number;
  readonly actor: string | null;
  readonly act: string;
  readonly undoes: number | null;
  readonly sessions: readonly CellChange[];
}

/** The kind under which board changes stand in a draft's stream. */
export const BOARD_CHANGED = 'board_changed';

export const draftStream = (draftId: string): string => `draft:${draftId}`;
export const monthStream = (draftId: string, month: JalaliMonth): string => `draft:${draftId}:${monthKey(month)}`;

/** The streams on which a change of these days is seen: a week is shown on the stream of its Saturday's month too. */
export function streamsOf(draftId: string, days: readonly Day[]): string[] {
  const months = days.flatMap((day) => [monthOf(day), monthOf(startOfWeek(day))]);
  return [...new Set([draftStream(draftId), ...months.map((month) => monthStream(draftId, month))])];
}

/** The changes of a draft's board from the events, oldest first. */
export async function boardChanges(db: Knex, draftId: string): Promise<BoardChange[]> {
  const rows = await db('events').where({ stream: draftStream(draftId), kind: BOARD_CHANGED }).orderBy('seq').select('seq', 'actor', 'data');
  return rows.map(({ seq, actor, data }) => ({ seq, actor, ...(JSON.parse(data) as Pick<BoardChange, 'act' | 'undoes' | 'sessions'>) }));
}

/** The newest number of a stream; 0 before its first event. */
export async function seqOf(db: Knex, stream: string): Promise<number> {
  return (await db('streams').where({ id: stream }).first('seq'))?.seq ?? 0;
}

/** The changes that still stand: neither an undoing nor undone. */
export const standing = (changes: readonly BoardChange[]): BoardChange[] => {
  const undone = new Set(changes.map(({ undoes }) => undoes));
  return changes.filter(({ seq, undoes }) => undoes === null && !undone.has(seq));
};
