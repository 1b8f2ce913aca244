import type { Knex } from 'knex';
import { peopleLookup } from '../people/lookup.ts';
import { sessionLookup } from '../sessions/lookup.ts';
import { SEAT_ACTOR, sessionStream } from '../sessions/steps.ts';
import { noteRepository, type CallNote } from './notes.ts';
import { numberOf } from '../../db/numbers.ts';
import { notesStream } from './steps.ts';

/** What has been written of the present call, by each side, with the number of the changes that it shows. */
export interface NotesFacts {
  readonly seq: number;
  readonly callId: string | null;
  readonly notes: readonly CallNote[];
  /** How those who wrote from an account are addressed, by their id; a seat is called by its side alone. */
  readonly writers: ReadonlyMap<string, string>;
}

/** The number of the notes' fragments: it grows with every sentence saved, and with every change of the session. */
export const notesNumber = (db: Knex, sessionId: string): Promise<number> => numberOf(db, [notesStream(sessionId), sessionStream(sessionId)]);

/** Reads the notes of the call that is before the host; null where there is no such session. */
export async function readNotes(db: Knex, sessionId: string): Promise<NotesFacts | null> {
  const life = await sessionLookup(db).life(sessionId);
  if (life === null) return null;
  const seq = await notesNumber(db, sessionId);
  const { currentCallId } = life;
  const notes = currentCallId === null ? [] : await noteRepository(db).of([currentCallId]);
  const accounts = notes.flatMap(({ savedBy }) => (savedBy.startsWith(SEAT_ACTOR) ? [] : [savedBy]));
  return { seq, callId: currentCallId, notes, writers: accounts.length === 0 ? new Map() : await peopleLookup(db).calledOf(accounts) };
}
