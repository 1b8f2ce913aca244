import type { Knex } from 'knex';
import type { Writer } from '../../db/writer.ts';
import type { Instant } from '../domain/calendar.ts';
import type { Command } from '../domain/command.ts';
import type { Day } from '../domain/jalali.ts';
import { letterKey } from '../domain/letter-number.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Judged } from '../domain/rota/amend-judge.ts';
import type { Amendment } from '../domain/rota/amendment.ts';
import type { TimetablePlace } from '../domain/rota/difference.ts';
import type { PlannedSession } from '../domain/session.ts';
import { sessionLookup } from '../sessions/lookup.ts';
import { LETTERS_STREAM } from '../sessions/steps.ts';
import { sentenceOf } from '../wording/refusals.ts';
import { amendingGroundOf, spanOf, type AmendingGround, type AsIf } from './amend-ground.ts';
import { conflictSentence, judgedBy, markOf } from './amend-judged.ts';
import { fittingPlacesOf, freeLine, type Fitting } from './amend-places.ts';
import { publishedPageOf, roomOf, type PublishedPage, type Room } from './amend-page.ts';
import { amendRepository, type MadeAmendment } from './amend-repository.ts';
import { joinAmendments, prepareAmendments, type AmendingGrounds } from './amend-steps.ts';
import { VERSIONS_STREAM } from './publish.ts';
import { hostWords, worded } from './published-words.ts';

interface Deps {
  readonly reads: Knex;
  readonly writer: Writer;
  readonly newId: () => string;
}

/** One session that an amendment touches: as it stands and as it would stand, and how many wait in its queue. */
export interface ProspectSession {
  readonly before: PlannedSession | null;
  readonly after: PlannedSession;
  readonly agency: string;
  /** Who comes before and after, with honorific and post; null where nobody is named. */
  readonly comes: { readonly before: string | null; readonly after: string | null };
  readonly waiting: number;
}

/** What one amendment would come to. */
export interface ProspectItem {
  readonly amendment: Amendment;
  readonly sessions: readonly ProspectSession[];
  /** The rule that says no, with its sentence; null where nothing does. */
  readonly refusal: { readonly refusal: Refusal; readonly sentence: string } | null;
  /** Sentences of what somebody may know better, done only where it was confirmed. */
  readonly confirmable: readonly string[];
}

/** What amendments would come to together; nothing is written. */
export interface AmendmentProspect {
  /** The number that the version would bear. */
  readonly version: number;
  /** The days that the version would cover; null where no amendment can be made. */
  readonly span: { readonly from: Day; readonly until: Day } | null;
  readonly items: readonly ProspectItem[];
  /** How many wait in the sessions that are touched. */
  readonly waiting: number;
  /** To be carried by whoever confirms: it changes with everything that was shown. */
  readonly mark: string;
}

const comerOf = (session: PlannedSession | null, { surroundings }: AmendingGround): string | null => {
  const words = session === null ? null : worded(session, surroundings);
  return words === null ? null : hostWords(words);
};

function itemOf({ amendment, touches, refusal, confirmable }: Judged, ground: AmendingGround): ProspectItem {
  return {
    amendment,
    sessions: touches.map(({ before, after }) => ({ before, after, agency: ground.nameOf(after.agencyId ?? ''), comes: { before: comerOf(before, ground), after: comerOf(after, ground) }, waiting: ground.queues.get(after.id)?.waiting ?? 0 })),
    refusal: refusal === null ? null : { refusal, sentence: sentenceOf(refusal) },
    confirmable: confirmable.map((conflict) => conflictSentence(conflict, ground)),
  };
}

/** Refuses `letter_no_taken` where a number stands on a letter of the same day to somebody else, or of another version. */
async function mustBeFreeNumber(db: Knex, own: readonly MadeAmendment[], { letterNo, letterDay }: Pick<MadeAmendment, 'letterNo' | 'letterDay'>): Promise<void> {
  if (letterNo === null || letterDay === null) return;
  const [ids, sessions] = [own.map(({ id }) => id), own.flatMap(({ sessionId, otherSessionId }) => [sessionId, otherSessionId])];
  // What tells a manager of his new place may bear one number as his invitation and as the amendment.
  const invitations = (await sessionLookup(db).invitationsLettered(letterDay)).filter(({ sessionId }) => !sessions.includes(sessionId));
  const others = [...invitations, ...(await amendRepository(db).lettered(letterDay)).filter(({ id }) => !ids.includes(id))];
  if (others.some((other) => letterKey(other.letterNo ?? '') === letterKey(letterNo))) throw new Refusal('letter_no_taken', { field: 'letterNo', facts: { number: letterNo } });
}

/** Altering what is published: each time a version of its own. */
export function createAmending({ reads, writer, newId }: Deps) {
  return {
    /** What amendments would come to at an instant; nothing is refused, each item says what stands against it. `asIf` is a calendar that is not written yet. */
    async prospect(amendments: readonly Amendment[], at: Instant, asIf?: AsIf): Promise<AmendmentProspect> {
      const ground = await amendingGroundOf(reads, amendments, { newSessionIds: amendments.map((_, index) => `new-${index}`), reason: '', at, asIf });
      const judged = judgedBy(amendments, ground);
      const items = judged.map((one) => itemOf(one, ground));
      const days = judged.flatMap(({ touches }) => touches.flatMap(({ before, after }) => [...(before === null ? [] : [before.day]), after.day]));
      return {
        version: (ground.publications[0]?.version ?? 0) + 1,
        span: days.length === 0 ? null : spanOf(days),
        items,
        waiting: items.reduce((sum, { sessions }) => sum + sessions.reduce((own, { waiting }) => own + waiting, 0), 0),
        mark: markOf(judged, ground),
      };
    },

    /** The next free, open places after an instant where a published session's agency may stand, in order of time; refuses `not_found`. */
    fittingPlaces: (sessionId: string, most: number, at: Instant, more: Fitting = {}): Promise<readonly TimetablePlace[]> => fittingPlacesOf(reads, { sessionId }, most, at, more),

    /** The same for an agency that has no session yet. */
    placesFor: (agencyId: string, most: number, at: Instant, more: Fitting = {}): Promise<readonly TimetablePlace[]> => fittingPlacesOf(reads, { agencyId }, most, at, more),

    /** Makes the amendments as version n+1. Refuses as `joinAmendments`. */
    async amend({ amendments, ...grounds }: AmendingGrounds & { readonly amendments: readonly Amendment[]; readonly seen: string }, command: Command): Promise<{ readonly version: number }> {
      const prepared = await prepareAmendments(reads, newId, amendments);
      return writer.submit({ ...command, streams: prepared.streams, apply: (tx) => joinAmendments(tx, prepared, grounds, command) });
    },

    /** The letter's number and day, once the secretariat has given them: for all that was made in the same version. Refuses `not_found`, and `letter_no_taken` where it stands on another letter of that day. */
    async numberLetter(amendmentId: string, letter: { readonly letterNo: string | null; readonly letterDay: Day | null }, command: Command): Promise<{ readonly version: number }> {
      return writer.submit({
        ...command,
        streams: [VERSIONS_STREAM, LETTERS_STREAM],
        apply: async (tx) => {
          const amendments = amendRepository(tx.db);
          const one = await amendments.byId(amendmentId);
          if (one === null) throw new Refusal('not_found');
          const all = await amendments.ofVersion(one.version);
          await mustBeFreeNumber(tx.db, all, letter);
          tx.write(...all.map((made) => amendments.update(made, { ...made, ...letter })));
          tx.raise(VERSIONS_STREAM, 'letter_recorded', { version: one.version, before: { letterNo: one.letterNo, letterDay: one.letterDay }, after: letter });
          return { version: one.version };
        },
      });
    },

    /** What was altered of a session, the newest first. */
    ofSession: (sessionId: string) => amendRepository(reads).ofSession(sessionId),
    /** The amendments that a version made. */
    ofVersion: (version: number) => amendRepository(reads).ofVersion(version),
    /** The session that an amendment was about; refuses `not_found`. */
    async sessionOf(amendmentId: string): Promise<string> {
      const one = await amendRepository(reads).byId(amendmentId);
      if (one === null) throw new Refusal('not_found');
      return one.sessionId;
    },
    /** A session's published page; refuses `not_found` for one that was never published. */
    page: (sessionId: string, at: Instant): Promise<PublishedPage> => publishedPageOf(reads, sessionId, at),
    /** What an agency may be added into at an instant, and which agencies there are. */
    room: (agencyId: string | null, at: Instant): Promise<Room> => roomOf(reads, agencyId, at),
    /** The first line that nobody holds in a window of a day, of those that the templates give; the last of them where all are held. */
    lineFor: (window: Omit<TimetablePlace, 'line'>, except: string | null): Promise<number> => freeLine(reads, window, except),
  };
}

export type Amending = ReturnType<typeof createAmending>;
