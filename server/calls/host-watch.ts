import type { Database } from '../../db/connection.ts';
import type { Seal } from '../../db/sealed.ts';
import { readOnce } from '../../db/memory.ts';
import { snapshot } from '../../db/snapshot.ts';
import type { Instant } from '../domain/calendar.ts';
import { sessionLookup } from '../sessions/lookup.ts';
import { deskNumber, readCard, readDesk, readQueue, type CardFacts, type QueueFacts } from './host-facts.ts';
import { notesNumber, readNotes, type NotesFacts } from './host-notes.ts';

interface Deps {
  readonly database: Pick<Database, 'reads' | 'snapshot'>;
  readonly seal: Seal;
  readonly now: () => Instant;
}

/** Everything that the host's page shows, as it stood at one moment. */
export interface DeskSeen {
  readonly queue: QueueFacts;
  readonly card: CardFacts;
  readonly notes: NotesFacts;
}

/** Reads the host's desk for its page and its live fragments: each in one snapshot, with the number of what it shows. */
export function createHostWatch({ database, seal, now }: Deps) {
  // A session never passes to another agency: asked once, it need not be asked with every push.
  const agencies = new Map<string, string>();

  const agencyOf = async (sessionId: string): Promise<string | null> => {
    const known = agencies.get(sessionId);
    if (known !== undefined) return known;
    const life = await sessionLookup(database.reads).life(sessionId);
    if (life !== null) agencies.set(sessionId, life.agencyId);
    return life?.agencyId ?? null;
  };

  return {
    /** Whose session it is; null where there is no such session. */
    agencyOf,
    /** The same without asking the database; undefined where nobody has asked yet. */
    knownAgencyOf: (sessionId: string): string | undefined => agencies.get(sessionId),
    queue: (sessionId: string): Promise<QueueFacts | null> =>
      snapshot(database, (db) => readOnce(db, `queue of ${sessionId}`, () => readQueue(db, sessionId, now(), agencies.get(sessionId)))),
    card: (sessionId: string): Promise<CardFacts | null> =>
      snapshot(database, (db) => readOnce(db, `card of ${sessionId}`, () => readCard(db, seal, sessionId, now(), agencies.get(sessionId)))),
    notes: (sessionId: string): Promise<NotesFacts | null> =>
      snapshot(database, (db) => readOnce(db, `notes of ${sessionId}`, () => readNotes(db, sessionId))),
    /** All three; null where there is no such session. */
    desk: (sessionId: string): Promise<DeskSeen | null> =>
      snapshot(database, async (db) => {
        const desk = await readDesk(db, seal, sessionId, now());
        const notes = desk === null ? null : await readNotes(db, sessionId);
        return desk === null || notes === null ? null : { ...desk, notes };
      }),
    async number(sessionId: string): Promise<number> {
      const agencyId = await agencyOf(sessionId);
      return agencyId === null ? 0 : deskNumber(database.reads, sessionId, agencyId);
    },
    notesNumber: (sessionId: string): Promise<number> => notesNumber(database.reads, sessionId),
  };
}

export type HostWatch = ReturnType<typeof createHostWatch>;
