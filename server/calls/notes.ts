import type { Knex } from 'knex';
import type { CallNoteRow } from '../../db/tables.ts';
import type { Writer } from '../../db/writer.ts';
import type { Instant } from '../domain/calendar.ts';
import type { Command } from '../domain/command.ts';
import { callOf } from './found.ts';
import { notesStream } from './steps.ts';

/** Who writes: the host, his companion expert, or the operator. Each has a note of his own. */
export const NOTE_SIDES = ['host', 'companion', 'operator'] as const;
export type NoteSide = (typeof NOTE_SIDES)[number];

/** What one side has written of a call; `savedAt` tells whether he is writing now. */
export interface CallNote {
  readonly callId: string;
  readonly side: NoteSide;
  readonly text: string;
  readonly savedAt: Instant;
  readonly savedBy: string;
  readonly rev: number;
}

const toNote = (row: CallNoteRow): CallNote => ({
  callId: row.call_id, side: row.side as NoteSide, text: row.text, savedAt: row.saved_at as Instant, savedBy: row.saved_by, rev: row.rev,
});

/** Notes over one handle. */
export function noteRepository(db: Knex) {
  return {
    async of(callIds: readonly string[]): Promise<CallNote[]> {
      return (await db('call_notes').whereIn('call_id', [...callIds]).orderBy(['call_id', 'side'])).map(toNote);
    },
    put(before: CallNote | null, note: Omit<CallNote, 'rev'>) {
      const row: CallNoteRow = { call_id: note.callId, side: note.side, text: note.text, saved_at: note.savedAt, saved_by: note.savedBy, rev: (before?.rev ?? 0) + 1 };
      return before === null ? db('call_notes').insert(row) : db('call_notes').where({ call_id: note.callId, side: note.side, rev: before.rev }).update(row);
    },
  };
}

/** Notes of calls: saved while one types, and kept whatever becomes of the call or the session meanwhile. */
export function createNotes({ writer }: { readonly writer: Writer }) {
  return {
    /** Saves what one side has written; also after the call or the session has ended, so that nobody loses a sentence. Refuses `not_found`. */
    save: (sessionId: string, callId: string, side: NoteSide, text: string, command: Command): Promise<{ readonly savedAt: Instant }> =>
      writer.submit({
        ...command,
        streams: [notesStream(sessionId)],
        apply: async (tx) => {
          await callOf(tx.db, sessionId, callId);
          const notes = noteRepository(tx.db);
          const before = (await notes.of([callId])).find((one) => one.side === side) ?? null;
          tx.write(notes.put(before, { callId, side, text, savedAt: command.at, savedBy: command.actor ?? '' }));
          tx.raise(notesStream(sessionId), 'note_saved', { callId, side, length: text.length });
          return { savedAt: command.at };
        },
      }),
  };
}

export type Notes = ReturnType<typeof createNotes>;
