import type { Instant } from '../domain/calendar.ts';
import type { NotesFacts } from './host-notes.ts';
import type { NoteSide } from './notes.ts';
import { NOTE_SIDE_NAMES } from '../wording/host.ts';

/** The notes' fragment of one side: what it has saved itself, and what the others have written and when. */
export interface HostNotesView {
  readonly call: string;
  /** The side's own text, so that a call that comes back, or another screen of the same side, finds it. */
  readonly own: string;
  readonly others: readonly { readonly side: NoteSide; readonly who: string; readonly text: string; readonly saved: Instant }[];
}

const SIDES: readonly NoteSide[] = ['companion', 'host', 'operator'];

/** The notes as one side sees them. */
export function hostNotesView({ callId, notes, writers }: NotesFacts, own: NoteSide): HostNotesView {
  return {
    call: callId ?? '',
    own: notes.find(({ side }) => side === own)?.text ?? '',
    others: SIDES.flatMap((side) => {
      const note = side === own ? undefined : notes.find((one) => one.side === side);
      if (note === undefined || note.text === '') return [];
      const writer = writers.get(note.savedBy);
      return [{ side, who: writer === undefined ? NOTE_SIDE_NAMES[side] : `${NOTE_SIDE_NAMES[side]}، ${writer}`, text: note.text, saved: note.savedAt }];
    }),
  };
}
